"""The certificate that a process shows, taken anew when its file is renewed, so that nothing has to be restarted."""

import asyncio
import logging
import ssl
from pathlib import Path

log = logging.getLogger(__name__)

LOOKS_EVERY = 5.0
"""Seconds."""


class ServedCertificate:
    """A certificate with its chain, and its key, in PEM files; raises `OSError` where they can't be read."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._certificate, self._key = certificate, key
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])
        self._taken = self._stamps()
        self.context.load_cert_chain(certificate, key)

    async def keep_fresh(self, every: float = LOOKS_EVERY) -> None:
        """Looks at the files from time to time; connections that begin after a change are shown what is new."""
        while True:
            await asyncio.sleep(every)
            self.look()

    def look(self) -> None:
        """Takes what has changed. While one of the two files is new and the other isn't, the old pair stays."""
        try:
            stamps = self._stamps()
            if stamps != self._taken:
                ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self._certificate, self._key)
                self.context.load_cert_chain(self._certificate, self._key)
                self._taken = stamps
        except OSError as error:
            log.warning("the renewed certificate can't be taken: %s", type(error).__name__)

    def _stamps(self) -> tuple[int, ...]:
        return tuple(file.stat().st_mtime_ns for file in (self._certificate, self._key))
