"""Settings of matchmaking."""

from pathlib import Path

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What matchmaking needs to know: nothing beside what every process does."""

    @property
    def index(self) -> Path:
        """Where the index of listings lies, which the worker alone writes and reads."""
        return self.data / "matchmaking"
