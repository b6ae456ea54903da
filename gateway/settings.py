"""Settings of the gateway."""

from pathlib import Path

from pydantic import SecretStr

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What the gateway needs to know beside what every process does."""

    gateway_secret: SecretStr
    """What it signs `after` tokens and forms with, and shows itself to the services with."""
    tenant_slug: str | None = None
    """Whose Techfest the pages show, where there are several tenants."""
    trusted_proxies: str = ""
    """Addresses or networks, with commas between, whose `X-Forwarded-For` is believed; others' is ignored."""

    @property
    def secret(self) -> str:
        """The secret itself."""
        return self.gateway_secret.get_secret_value()

    @property
    def indexes(self) -> Path:
        """Where the full-text indexes lie, one folder for each read model."""
        return self.data / "index"
