"""Settings of the mailbox."""

from pathlib import Path

from pydantic import Field

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What the mailbox needs to know beside what every process does."""

    smtp_listen: str = Field(default="127.0.0.1:8025", pattern=r"^[^\s:]+:\d{1,5}$")
    """Where it takes mail, `host:port`; `listen` is where it answers what it keeps."""

    @property
    def smtp_address(self) -> tuple[str, int]:
        """Host and port to take mail at."""
        host, port = self.smtp_listen.rsplit(":", 1)
        return host, int(port)

    @property
    def folder(self) -> Path:
        """Where the mails lie."""
        return self.data / "mail"
