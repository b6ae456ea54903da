"""Joins the listener for phones: `python -m deploy.local.trust run`."""

from cryptography.hazmat.primitives.serialization import Encoding

from deploy.local.certificates import authority, fingerprint, read
from deploy.local.trust.answering import trust_app
from deploy.local.trust.page import DOWNLOAD, Root
from deploy.local.trust.settings import Settings
from shared.settings import read_settings
from shared.web.serving import run_role, serve


def root_of(settings: Settings) -> Root:
    """What phones are to believe."""
    certificate, local = read(authority(settings.local).certificate), settings.local
    der = certificate.public_bytes(Encoding.DER)
    return Root(settings.host, settings.gateway_url, local.trust_address + DOWNLOAD, der, fingerprint(certificate))


async def run() -> None:
    """Answers phones."""
    settings = read_settings(Settings)
    await serve(trust_app(root_of(settings)), settings.address)


if __name__ == "__main__":
    run_role({"run": run})
