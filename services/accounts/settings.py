"""Settings of accounts."""

from pydantic import SecretStr

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What accounts needs to know beside what every process does."""

    accounts_secret: SecretStr | None = None
    """Keys mail addresses and seals the signing key; a file in the data folder where it is not set."""
    services_root: SecretStr | None = None
    """What each service's own secret is derived from; without it no service is believed."""
