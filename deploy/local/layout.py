"""Where a local copy of the system stands: its ports, its folders, and the clusters that it uses instead of its own."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
SOCKET_LIMIT = 96
"""A unix socket's path has 107 bytes; the process manager needs some for a temporary name."""

BEFORE_TRUST = 8
"""How many ports lie between the gateway's and that of the certificate."""
LOOPBACK = "127.0.0.1"
HTTPS = 443
EVERYWHERE = "0.0.0.0"  # noqa: S104 - phones come from outside

OWN = frozenset({
    "TECHFEST_PORT", "TECHFEST_PORT_BASE", "TECHFEST_TRUST_PORT", "TECHFEST_DATA", "TECHFEST_KAFKA", "TECHFEST_MONGO",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ports:
    """The TCP ports of one copy; all listen on 127.0.0.1 only, but those for phones where there is a host for them.

    A new one is added at the end: MongoDB remembers its own in the data folder, and must keep it.
    """

    gateway: int
    accounts: int
    registration: int
    mongo: int
    kafka: int
    controller: int
    notifications: int
    smtp: int
    mailbox: int
    trust: int
    exchange: int
    matchmaking: int
    judging: int


@dataclass(frozen=True, slots=True)
class Local:
    """One copy of the system on this machine.

    `kafka` and `mongo` name existing clusters; where they are None, the copy runs its own. `settings` are further
    TECHFEST_ variables that every process of ours is given.
    """

    ports: Ports
    data: Path
    kafka: str | None = None
    mongo: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def kafka_address(self) -> str:
        """The bootstrap address that the processes use."""
        return self.kafka or f"127.0.0.1:{self.ports.kafka}"

    @property
    def copies(self) -> int | None:
        """How many copies of a topic there can be: one on a Kafka of our own, what topics.yaml says elsewhere."""
        return int(self.settings.get("TECHFEST_REPLICATION") or 0) or (1 if self.kafka is None else None)

    @property
    def mongo_uri(self) -> str:
        """The URI that the processes use."""
        return self.mongo or f"mongodb://127.0.0.1:{self.ports.mongo}/?replicaSet=rs0"

    @property
    def host(self) -> str | None:
        """This machine as phones see it, a name or an address; with it people come over https."""
        return self.settings.get("TECHFEST_HOST") or None

    @property
    def address(self) -> str:
        """Where people and API clients find the gateway."""
        if self.host is None:
            return f"http://{LOOPBACK}:{self.ports.gateway}"
        return f"https://{_in_url(self.host)}" + (f":{self.ports.gateway}" if self.ports.gateway != HTTPS else "")

    @property
    def trust_address(self) -> str:
        """Where phones find the local authority's root."""
        return f"http://{_in_url(self.host or LOOPBACK)}:{self.ports.trust}"

    @property
    def logs(self) -> Path:
        """One rotated file for each process."""
        return self.data / "logs"

    @property
    def run(self) -> Path:
        """What the process manager needs while it runs."""
        return self.data / "run"

    @property
    def socket(self) -> Path:
        """The process manager's control socket; in the temporary folder where the data folder's path is too long."""
        near = self.run / "supervisor.sock"
        if len(bytes(near)) <= SOCKET_LIMIT:
            return near
        short = hashlib.sha256(bytes(near)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"techfest-{short}.sock"


def ports_of(environment: Mapping[str, str]) -> Ports:
    """TECHFEST_PORT is the gateway's (8080); the others count up from TECHFEST_PORT_BASE (the next one).

    TECHFEST_TRUST_PORT is the ninth after the gateway's: it is written on posters, and other services' don't move it.
    Its place is left out, so that those that came later follow it.
    """
    gateway = int(environment.get("TECHFEST_PORT") or 8080)
    base = int(environment.get("TECHFEST_PORT_BASE") or gateway + 1)
    trust = int(environment.get("TECHFEST_TRUST_PORT") or gateway + 9)
    later = range(base + BEFORE_TRUST + 1, base + len(fields(Ports)) - 1)
    all_in_order = (gateway, *range(base, base + BEFORE_TRUST), trust, *later)
    return Ports(*all_in_order)


def local_of(environment: Mapping[str, str]) -> Local:
    """The copy that the environment describes; TECHFEST_DATA is ./data of the project unless it is set."""
    passed = {k: v for k, v in environment.items() if k.startswith("TECHFEST_") and not k.startswith("TECHFEST_TEST_")}
    return Local(
        ports=ports_of(environment),
        data=Path(environment.get("TECHFEST_DATA") or ROOT / "data").absolute(),
        kafka=environment.get("TECHFEST_KAFKA") or None,
        mongo=environment.get("TECHFEST_MONGO") or None,
        settings={k: v for k, v in passed.items() if k not in OWN},
    )


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
