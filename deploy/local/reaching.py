"""Asks this copy's gateway from this machine, whose own resolver may not know the name under which phones come."""

import ssl
from pathlib import Path

import httpx

from deploy.local.certificates import served
from deploy.local.layout import LOOPBACK, Local


class OwnGateway(httpx.BaseTransport):
    """Dials this machine whatever the host, and believes the one certificate that this copy shows, for its name."""

    def __init__(self, certificate: Path) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        context.load_verify_locations(certificate)
        self._inner = httpx.HTTPTransport(verify=context)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx has it."""
        name = request.url.host
        request.url = request.url.copy_with(host=LOOPBACK)
        request.extensions = {**request.extensions, "sni_hostname": name}
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Lets go of the connections."""
        self._inner.close()


def transport_to(address: str, local: Local) -> httpx.BaseTransport | None:
    """How to speak to an address: None, as to any other, unless it is this copy's own over https."""
    pair = served(local)
    return OwnGateway(pair.certificate) if pair and address == local.address else None
