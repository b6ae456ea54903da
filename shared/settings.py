"""Settings that every process reads from the environment; each variable begins with TECHFEST_."""

import hashlib
import hmac
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self, TypeVar

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.clock import Clock, FileClock, SystemClock
from shared.services import SERVICES


class BaseServiceSettings(BaseSettings):
    """What every process needs to know of its surroundings."""

    model_config = SettingsConfigDict(
        env_prefix="TECHFEST_", frozen=True, extra="ignore", hide_input_in_errors=True, use_attribute_docstrings=True
    )

    mongo: str
    """The URI of MongoDB, a replica set."""
    kafka: str
    """Kafka's bootstrap servers."""
    data: Path = Path("data")
    """The folder for what is kept beside the databases."""
    listen: str = Field(default="127.0.0.1:8000", pattern=r"^[^\s:]+:\d{1,5}$")
    """Where the process answers HTTP, `host:port`."""
    database_prefix: str = Field(default="techfest", pattern=r"^[a-z][a-z0-9_]{0,30}$")
    """What the names of the databases begin with."""
    accounts_url: str = "http://127.0.0.1:8001"
    """Where accounts answers."""
    registration_url: str = "http://127.0.0.1:8002"
    """Where registration answers."""
    notifications_url: str = "http://127.0.0.1:8006"
    """Where notifications answers."""
    exchange_url: str = "http://127.0.0.1:8010"
    """Where the exchange answers."""
    matchmaking_url: str = "http://127.0.0.1:8011"
    """Where matchmaking answers."""
    judging_url: str = "http://127.0.0.1:8012"
    """Where judging answers."""
    gateway_url: str = "http://127.0.0.1:8000"
    """The public address."""
    operator_secret: SecretStr | None = None
    """The secret of the client `operator`; without it that client does not exist."""
    gateway_secret: SecretStr | None = None
    """What the gateway signs with, and shows itself to the services with."""
    service_secret: SecretStr | None = None
    """What this service proves itself to accounts with; accounts derives the same from `services_root`."""
    instance: str = Field(default_factory=socket.gethostname, pattern=r"^[A-Za-z0-9._-]{1,100}$")
    """Names this process among those of its kind; no two of one kind may have the same."""
    clock: Path | None = None
    """A file with an offset in seconds that every process adds to its clock; tests only."""
    testing: bool = False
    """Whether this is a test's copy."""
    command_cache: int = Field(default=10_000, ge=0)
    """How many aggregates of each kind an api process keeps in memory; 0 where commands aren't routed by aggregate."""
    sweep_every: float = Field(default=1.0, gt=0, le=60)
    """Seconds between two looks for what is due."""

    @model_validator(mode="after")
    def _clock_only_in_tests(self) -> Self:
        if self.clock is not None and not self.testing:
            raise ValueError("TECHFEST_CLOCK is for tests: it needs TECHFEST_TESTING=1")
        return self

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, port = self.listen.rsplit(":", 1)
        return host, int(port)

    def database(self, owner: str) -> str:
        """The name of an owner's database."""
        return f"{self.database_prefix}_{owner}"

    @property
    def urls(self) -> Mapping[str, str]:
        """Where each service answers."""
        return {name: getattr(self, f"{name}_url") for name in SERVICES}

    def uncached(self) -> Self:
        """The same for a worker, which keeps no aggregate in memory: the api process writes too."""
        return self.model_copy(update={"command_cache": 0})

    def own_key(self, purpose: str) -> bytes:
        """A key of this service alone, for one purpose, from which its secret can't be found; b"" where it has none."""
        secret = self.service_secret.get_secret_value() if self.service_secret else ""
        return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest() if secret else b""

    def make_clock(self) -> Clock:
        """The machine's clock, moved in tests."""
        return FileClock(self.clock) if self.clock else SystemClock()


T = TypeVar("T", bound=BaseServiceSettings)


def read_settings(settings: type[T]) -> T:
    """The settings from the environment; ends the process with a line for each that is wrong, quoting no value."""
    try:
        return settings()
    except ValidationError as error:
        wrong = ("TECHFEST_" + "_".join(map(str, e["loc"])).upper() + ": " + e["msg"] for e in error.errors())
        sys.exit("\n".join(wrong))
