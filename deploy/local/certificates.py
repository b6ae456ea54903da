"""Certificates for phones: of a local authority made at set-up, which can vouch for this host and no other."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from deploy.local.keys import write_anew
from deploy.local.layout import LOOPBACK, Local
from deploy.local.signing import SIGNS, Made, make_leaf, make_root

RENEWED_BEFORE = timedelta(days=30)
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key, each a PEM file."""

    certificate: Path
    key: Path


class NoCertificate(RuntimeError):
    """The settings about https don't fit; the text says which."""


def authority(local: Local) -> Pair:
    """Where the local authority's files are, where there is one."""
    folder = local.data / "secrets" / "ca"
    return Pair(folder / "root.pem", folder / "root.key")


def given(local: Local) -> Pair | None:
    """The certificate that settings name. Raises `NoCertificate` where only half of it is named, or isn't there."""
    names = ("TECHFEST_TLS_CERT", "TECHFEST_TLS_KEY")
    files = [Path(local.settings[name]).absolute() for name in names if local.settings.get(name)]
    if not files:
        return None
    if len(files) < len(names) or local.host is None:
        raise NoCertificate(f"{' and '.join(names)} are set together, and beside TECHFEST_HOST")
    if missing := [str(file) for file in files if not file.is_file()]:
        raise NoCertificate(f"there is no {' and no '.join(missing)}")
    return Pair(*files)


def served(local: Local) -> Pair | None:
    """What the gateway shows; None where it speaks http."""
    if local.host is None:
        return None
    folder = local.data / "secrets" / "tls"
    return given(local) or Pair(folder / "host.pem", folder / "host.key")


def prepare(local: Local, now: datetime) -> None:
    """Makes what isn't there, and renews what ends soon or names another host. Raises `NoCertificate`."""
    if given(local) is not None or local.host is None:
        return
    names, root, leaf = list(_names(local.host)), authority(local), served(local)
    permitted = [_network(name) for name in names]
    if not _lasts(root, now) or _permitted(read(root.certificate)) != permitted:
        _keep(root, make_root(f"Techfest {local.host}"[:64], permitted, now))
    if leaf is not None and not (_lasts(leaf, now) and _fits(read(leaf.certificate), read(root.certificate), names)):
        _keep(leaf, make_leaf(_made(root), names, now))


def read(file: Path) -> x509.Certificate:
    """The certificate in a PEM file."""
    return x509.load_pem_x509_certificate(file.read_bytes())


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as phones show it: `AB:CD:…`."""
    return certificate.fingerprint(SIGNS).hex(":").upper()


def _names(host: str) -> Iterator[x509.GeneralName]:
    """The host first, then what this machine calls itself. Raises `NoCertificate` for what is no host."""
    own = _name(host)
    yield own
    yield from (name for name in (x509.DNSName("localhost"), _name(LOOPBACK)) if name != own)


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        if not HOST.fullmatch(host):
            raise NoCertificate("TECHFEST_HOST is a name in lower case like techfest.example, or an address") from None
        return x509.DNSName(host)


def _network(name: x509.GeneralName) -> x509.GeneralName:
    """As a constraint says it: an address is a network of one."""
    return x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name


def _permitted(root: x509.Certificate) -> list[x509.GeneralName]:
    return list(root.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ())


def _lasts(pair: Pair, now: datetime) -> bool:
    both = pair.certificate.exists() and pair.key.exists()
    return both and read(pair.certificate).not_valid_after_utc - now > RENEWED_BEFORE


def _fits(leaf: x509.Certificate, root: x509.Certificate, names: list[x509.GeneralName]) -> bool:
    told = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    signer = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    return list(told) == names and signer == x509.SubjectKeyIdentifier.from_public_key(root.public_key()).digest


def _made(pair: Pair) -> Made:
    key = serialization.load_pem_private_key(pair.key.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise NoCertificate(f"{pair.key} is no key that was made here")
    return Made(read(pair.certificate), key)


def _keep(pair: Pair, made: Made) -> None:
    """The key first: a certificate that has none is made anew."""
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    pair.key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_anew(pair.key, made.key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain).decode())
    write_anew(pair.certificate, made.certificate.public_bytes(pem).decode())
