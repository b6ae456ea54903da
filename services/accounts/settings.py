"""Settings of accounts."""

from pydantic import Field, SecretStr

from shared.settings import BaseServiceSettings


class Settings(BaseServiceSettings):
    """What accounts needs to know beside what every process does."""

    accounts_secret: SecretStr | None = None
    """Keys mail addresses and seals the signing key; a file in the data folder where it is not set."""
    oidc_issuer: str | None = Field(
        default=None, pattern=r"^https://[^\s?#]+$|^http://(127\.0\.0\.1|localhost)(:\d+)?[^\s?#]*$"
    )
    """The issuer of the OpenID Connect provider that people may sign in through, as its own documents write it."""
    oidc_client_id: str | None = None
    """What that provider knows this system as."""
    oidc_client_secret: SecretStr | None = None
    """What this system proves itself to it with."""
    oidc_label: str = Field(default="OpenID", max_length=60)
    """What the button says after “Sign in with”."""
    services_root: SecretStr | None = None
    """What each service's own secret is derived from; without it no service is believed."""
