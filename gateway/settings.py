"""Settings of the gateway."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from gateway.limits.metering import Policy
from gateway.limits.windows import MINUTE, Limit, per
from shared.settings import BaseServiceSettings

THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseServiceSettings):
    """What the gateway needs to know beside what every process does."""

    gateway_secret: SecretStr
    """What it signs `after` tokens and forms with, and shows itself to the services with."""
    tenant_slug: str | None = None
    """Whose Techfest the pages show, where there are several tenants."""
    trusted_proxies: str = ""
    """Addresses or networks, with commas between, whose `X-Forwarded-For` is believed; others' is ignored."""

    mailbox_url: str = ""
    """Where the mails of a copy that sends none can be asked for."""
    mailbox_shown: bool = False
    """Whether everybody who comes may read those mails, sign-in links too; a copy for this machine alone shows them."""
    tls_cert: Path | None = None
    """The certificate, with its chain, that people who come over https are shown; a PEM file. Without it: http."""
    tls_key: Path | None = None
    """Its key, a PEM file."""
    person_per_minute: int = 600
    person_per_day: int = 50_000
    """API requests of a person who is signed in."""
    token_per_minute: int = 300
    token_per_day: int = 20_000
    """API requests with one personal token."""
    place_per_minute: int = 600
    place_per_day: int = 50_000
    """API requests from one address, or one network of IPv6, where nobody is signed in."""
    pages_per_minute: int = 6_000
    """Pages that one address is shown: a hall of people may sit behind it."""
    hsts: bool = True
    """Whether browsers that came over https shall come no other way for a year."""

    @property
    def secure(self) -> bool:
        """Whether people come over https."""
        return self.gateway_url.startswith("https://")

    @property
    def mails_at(self) -> str | None:
        """Where the mails are that the pages show, if they show any."""
        here = urlsplit(self.gateway_url).hostname in THIS_MACHINE
        return self.mailbox_url or None if here or self.mailbox_shown else None

    @property
    def policy(self) -> Policy:
        """How often each kind may ask."""
        return Policy(
            person=per(self.person_per_minute, self.person_per_day),
            token=per(self.token_per_minute, self.token_per_day),
            place=per(self.place_per_minute, self.place_per_day),
            pages=(Limit(self.pages_per_minute, MINUTE),),
        )

    @property
    def secret(self) -> str:
        """The secret itself."""
        return self.gateway_secret.get_secret_value()

    @property
    def indexes(self) -> Path:
        """Where the full-text indexes lie, one folder for each read model."""
        return self.data / "index"
