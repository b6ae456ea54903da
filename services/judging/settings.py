"""Settings of judging."""

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What judging needs to know: nothing beside what every process does."""
