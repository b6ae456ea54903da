"""Settings of registration."""

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What registration needs to know: nothing beside what every process does."""
