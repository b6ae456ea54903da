"""Settings of the exchange."""

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What the exchange needs to know: nothing beside what every process does."""
