"""What is made beside the demo, by people who sign in: commands in an order in which each finds what it refers to."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from deploy.cli.client import Client, Refused
from deploy.cli.demo import TENANT_ID, demo_id
from shared.contracts.commands import Command

OPERATOR = "operator"
NEW = frozenset({
    "judging.unknown_programme", "judging.unknown_entry", "judging.unknown_person", "judging.unknown_award",
    "forbidden", "not_found",
})  # fmt: skip
"""What a service says of what it has not heard of yet: it is asked again."""
TRIES, PAUSE = 20, 0.5


@dataclass(frozen=True, slots=True)
class Act:
    """A command, and who sends it."""

    who: str
    command: Command


@dataclass(slots=True)
class Stage:
    """Where acts are played: the operator's client, and one of each person for each service, signed in when needed."""

    address: str
    operator: Client
    password: str
    mails: Mapping[str, str]
    """By whom it is that acts."""
    done: Callable[[Refused], bool]
    """Whether a refusal says that the thing was made before."""
    _clients: dict[tuple[str, str], Client] = field(default_factory=dict)

    def play(self, acts: Iterable[Act]) -> None:
        """All acts, in their order. Raises `Refused`."""
        for act in acts:
            self._send(self.client(act.who, act.command.wire.split(".", 1)[0]), act.command)

    def client(self, who: str, service: str) -> Client:
        """Who asks a service; the operator's client has tokens for all."""
        if who == OPERATOR:
            return self.operator
        if (who, service) not in self._clients:
            self._clients[who, service] = Client(self.address, self._token(self.mails[who], service))
        return self._clients[who, service]

    def close(self) -> None:
        """Lets go of the connections."""
        for client in self._clients.values():
            client.close()

    def _token(self, mail: str, service: str) -> str:
        with closing(Client(self.address)) as client:
            who = {"mail": mail, "password": self.password, "tenant_id": TENANT_ID}
            signed = client.ask("/api/accounts/sign-in", who)
            return client.exchanged(str(signed["session"]), service)

    def _send(self, client: Client, command: Command) -> None:
        told = [str(value) for value in command.model_dump(mode="json").values()]
        key = demo_id("command", command.wire, *told[:4])
        for attempt in range(TRIES):
            try:
                client.send(command, key)
                return
            except Refused as refused:
                if self.done(refused):
                    return
                if refused.code not in NEW or attempt + 1 == TRIES:
                    raise
                time.sleep(PAUSE)
