"""Settings of the listener for phones."""

from pathlib import Path

from deploy.local.layout import Local, ports_of
from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What the listener needs to know beside what every process does."""

    host: str
    """This machine as phones see it."""

    @property
    def local(self) -> Local:
        """The copy, as far as this listener shows it."""
        port = {"TECHFEST_TRUST_PORT": str(self.address[1])}
        return Local(ports_of(port), Path(self.data), settings={"TECHFEST_HOST": self.host})
