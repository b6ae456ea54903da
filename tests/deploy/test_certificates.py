"""A local authority vouches for this host and nothing else, and its certificates are renewed in time."""

import socket
import ssl
import stat
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from deploy.local import certificates, signing
from deploy.local.certificates import NoCertificate, Pair, authority, fingerprint, given, prepare, read, served
from deploy.local.layout import Local, local_of
from shared.clock import SystemClock
from shared.web.tls import ServedCertificate

HOST = "techfest.test"
NOW = SystemClock().now()
YEARS = timedelta(days=366)


def copy(folder: Path, host: str = HOST, **given: str) -> Local:
    return local_of({"TECHFEST_DATA": str(folder), "TECHFEST_HOST": host, **given})


@pytest.fixture
def local(tmp_path) -> Local:
    made = copy(tmp_path)
    prepare(made, NOW)
    return made


def shown(local: Local) -> Pair:
    pair = served(local)
    assert pair is not None
    return pair


def says_hello(pair: Pair, trusted: Path, name: str) -> None:
    """A handshake over a real connection, believing one root alone. Raises what the client makes of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(trusted)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        server = threading.Thread(
            target=answer, args=(listening, ServedCertificate(pair.certificate, pair.key).context)
        )
        server.start()
        try:
            with (
                socket.create_connection(listening.getsockname(), 10) as plain,
                context.wrap_socket(plain, server_hostname=name) as secured,
            ):
                assert secured.recv(5) == b"hello"
        finally:
            server.join(10)


def answer(listening: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listening.accept()
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.sendall(b"hello")
    except (ssl.SSLError, ConnectionError):
        connection.close()


@pytest.mark.parametrize("name", [HOST, "localhost", "127.0.0.1"])
def test_the_root_alone_makes_the_host_believed(local, name):
    says_hello(shown(local), authority(local).certificate, name)


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.2", "sub.techfest.test"])
def test_another_name_is_not_believed(local, name):
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        says_hello(shown(local), authority(local).certificate, name)


def test_nobody_else_is_believed_by_the_root(local, tmp_path):
    other = copy(tmp_path / "other")
    prepare(other, NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        says_hello(shown(other), authority(local).certificate, HOST)


def test_a_stolen_authority_can_vouch_for_no_other_site(local, tmp_path):
    stolen, folder = certificates._made(authority(local)), tmp_path / "stolen"
    names = [x509.DNSName("bank.example")]
    pair = Pair(folder / "bank.pem", folder / "bank.key")
    certificates._keep(pair, signing.make_leaf(stolen, names, NOW))
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        says_hello(pair, authority(local).certificate, "bank.example")


def test_an_address_can_be_the_host(tmp_path):
    local = copy(tmp_path, "192.0.2.7")
    prepare(local, NOW)
    says_hello(shown(local), authority(local).certificate, "192.0.2.7")
    assert local.address == "https://192.0.2.7:8080"


def test_keys_are_read_by_their_owner_alone(local):
    for pair in (authority(local), shown(local)):
        assert stat.S_IMODE(pair.key.stat().st_mode) == 0o600
        assert stat.S_IMODE(pair.key.parent.stat().st_mode) == 0o700


def test_browsers_believe_how_long_it_lasts(local):
    root, leaf = read(authority(local).certificate), read(shown(local).certificate)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert root.not_valid_after_utc - NOW > 9 * YEARS
    assert leaf.not_valid_before_utc < NOW - timedelta(hours=23)


def fingerprints(local: Local) -> tuple[str, str]:
    return fingerprint(read(authority(local).certificate)), fingerprint(read(shown(local).certificate))


@pytest.mark.parametrize(("days", "renewed"), [(0, False), (365, False), (367, True), (800, True)])
def test_a_certificate_is_renewed_when_under_thirty_days_are_left_and_the_root_stays(local, days, renewed):
    root, leaf = fingerprints(local)
    prepare(local, NOW + timedelta(days=days))
    assert fingerprints(local)[0] == root
    assert (fingerprints(local)[1] != leaf) is renewed


def test_another_host_gets_a_root_of_its_own(local):
    root, leaf = fingerprints(local)
    moved = copy(local.data, "hall.test")
    prepare(moved, NOW)
    assert not set(fingerprints(moved)) & {root, leaf}
    says_hello(shown(moved), authority(moved).certificate, "hall.test")


@pytest.mark.parametrize("lost", ["ca/root.pem", "ca/root.key", "tls/host.pem", "tls/host.key"])
def test_what_is_lost_is_made_anew(local, lost):
    (local.data / "secrets" / lost).unlink()
    prepare(local, NOW)
    says_hello(shown(local), authority(local).certificate, HOST)


def test_without_a_host_nothing_is_made(tmp_path):
    plain = local_of({"TECHFEST_DATA": str(tmp_path)})
    prepare(plain, NOW)
    assert (served(plain), plain.address, list(tmp_path.iterdir())) == (None, "http://127.0.0.1:8080", [])


@pytest.mark.parametrize(
    "host", ["Techfest.Test", "a b", "techfest.test:8443", "-x.test", "https://techfest.test", "x" * 254]
)
def test_what_is_no_host_is_refused(tmp_path, host):
    with pytest.raises(NoCertificate, match="TECHFEST_HOST"):
        prepare(copy(tmp_path, host), NOW)


def test_a_certificate_of_the_settings_is_shown_and_no_authority_made(local, tmp_path):
    own = shown(local)
    named = {"TECHFEST_TLS_CERT": str(own.certificate), "TECHFEST_TLS_KEY": str(own.key)}
    other = copy(tmp_path / "other", **named)
    prepare(other, NOW)
    assert served(other) == given(other) == own
    assert not authority(other).certificate.exists()


def test_half_a_certificate_is_refused(local, tmp_path):
    own = shown(local)
    with pytest.raises(NoCertificate, match="set together"):
        served(copy(tmp_path, TECHFEST_TLS_CERT=str(own.certificate)))
    with pytest.raises(NoCertificate, match=r"there is no .*none\.key"):
        served(copy(tmp_path, TECHFEST_TLS_CERT=str(own.certificate), TECHFEST_TLS_KEY=str(tmp_path / "none.key")))


def test_a_renewed_certificate_is_shown_without_a_restart(local):
    pair = shown(local)
    process = ServedCertificate(pair.certificate, pair.key)
    assert peer(process) == fingerprints(local)[1]
    prepare(local, NOW + YEARS)
    process.look()
    assert peer(process) == fingerprints(local)[1]


def test_a_pair_of_which_one_half_is_new_is_not_taken(local):
    pair = shown(local)
    process, before = ServedCertificate(pair.certificate, pair.key), fingerprints(local)[1]
    key = pair.key.read_text()
    prepare(local, NOW + YEARS)
    fresh = pair.key.read_text()
    pair.key.write_text(key)
    process.look()
    assert peer(process) == before
    pair.key.write_text(fresh)
    process.look()
    assert peer(process) == fingerprints(local)[1] != before


def peer(process: ServedCertificate) -> str:
    """Whose certificate is shown to somebody who believes anybody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(incoming, outgoing, server_hostname=HOST)
    server = process.context.wrap_bio(outgoing, incoming, server_side=True)
    for side in (client, server, client, server):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
    der = client.getpeercert(binary_form=True)
    assert der is not None
    return fingerprint(x509.load_der_x509_certificate(der))
