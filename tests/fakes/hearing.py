"""A service over memory that hears what it has told, as its worker would."""

from collections.abc import Callable, Iterable

from shared.auth import service_actor
from shared.bus.messages import Incoming
from shared.bus.nouns import Answer
from shared.bus.reactions import Ask, Reactions, Reactor
from shared.contracts.commands import Command
from shared.contracts.events import Event
from tests.fakes.services import MemoryService


class Hearing:
    """Sends what the reactions of a service ask; what they keep or do outside of aggregates is left out."""

    def __init__(self, service: MemoryService, name: str, heard: Reactions) -> None:
        self._service, self._name = service, name
        asking = {kind: [r for r in reactions if isinstance(r, Ask)] for kind, reactions in heard.items()}
        self._reactor = Reactor(asking, self._send, None)  # type: ignore[arg-type]  # nothing is kept

    async def hear(self, nouns: Iterable[str] | None = None) -> None:
        """All that was told until now (by these nouns), from the beginning."""
        names = self._service.stores if nouns is None else nouns
        told = [t for name in names for t in self._service.stores[name].shelf.told]
        await self._reactor([Incoming(t.envelope, t.event) for t in told])

    async def until_quiet(self, but: Callable[[Event], bool] = lambda _: False) -> None:
        """Until nothing more is told; of some facts it does not hear."""
        heard = -1
        while (told := self._told()) and len(told) > heard:
            heard = len(told)
            await self._reactor([one for one in told if not but(one.event)])

    def _told(self) -> list[Incoming]:
        stores = self._service.stores.values()
        return [Incoming(t.envelope, t.event) for store in stores for t in store.shelf.told]

    async def _send(self, command: Command, command_id: str, _: str) -> Answer:
        return await self._service.send(command, service_actor(self._name), command_id)
