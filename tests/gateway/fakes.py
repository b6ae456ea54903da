"""Stand-ins for what the schema asks beside the read model, with the same promises."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gateway.clients import Refused, SealedNote, Sent
from gateway.graph.conditions import Condition, Row, Where
from gateway.graph.reading import Counted, DealsOf, Order, Rows, Valued
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.errors import Kind


class CountedRows:
    """A read model that counts how often it is asked."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.reads: list[str] = []

    async def find(
        self, collection: str, where: Where, order: Order = (), limit: int = 0, only: Iterable[str] = ()
    ) -> list[Row]:
        self.reads.append(collection)
        return await self._rows.find(collection, where, order, limit, only)

    async def first_of_each(
        self, collection: str, where: Where, by: str, order: Order, most: int
    ) -> Mapping[str, list[Row]]:
        self.reads.append(collection)
        return await self._rows.first_of_each(collection, where, by, order, most)

    async def deals(self, tenant_id: str) -> DealsOf:
        self.reads.append("deals")
        return await self._rows.deals(tenant_id)

    async def count(self, collection: str, where: Where) -> int:
        self.reads.append(f"count {collection}")
        return await self._rows.count(collection, where)

    async def facets(self, collection: str, where: Where, by: Mapping[str, Valued], most: int) -> dict[str, Counted]:
        self.reads.append(f"facets {collection}")
        return await self._rows.facets(collection, where, by, most)


class WordSearch:
    """Finds entries by how many of the words they have, diacritics apart; `within` is what it was kept to."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.within: list[Condition] = []
        self._words = {i: set(_plain(text).split()) for i, text in texts.items()}

    async def find(self, collection: str, text: str, most: int, within: Condition) -> list[str]:
        self.within.append(within)
        asked = set(_plain(text).split())
        hits = [(-len(asked & words), i) for i, words in self._words.items() if asked & words]
        return [i for _, i in sorted(hits)][:most]

    async def unknown(self, collection: str, text: str, within: Condition) -> list[str]:
        self.within.append(within)
        return [word for word in text.split() if not any(_plain(word) in words for words in self._words.values())]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class EmptyExchange:
    """Where nobody has posted or asked anything."""

    async def listings(self, _: Viewer) -> list[dict[str, Any]]:
        return []

    async def pseudonyms(self, _: Viewer) -> tuple[str, ...]:
        return ()

    async def listing(self, _: Viewer, __: str) -> dict[str, Any]:
        raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")

    async def reviews(self, _: Viewer) -> list[dict[str, Any]]:
        return []

    async def enquiries(self, _: Viewer, __: str | None = None) -> list[dict[str, Any]]:
        return []

    async def enquiry(self, _: Viewer, __: str) -> dict[str, Any]:
        raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")


class RecordedCommands:
    """Takes every command, or refuses it as told."""

    def __init__(self, answer: Sent | Refused) -> None:
        self._answer = answer
        self.sent: list[tuple[Command, str, str | None]] = []

    async def send(self, command: Command, viewer: Viewer, command_id: str | None = None, language: str = "vi") -> Sent:
        self.sent.append((command, viewer.id, command_id))
        if isinstance(self._answer, Refused):
            raise self._answer
        return self._answer


class OwnDrafts:
    """Drafts by their authors: nobody is shown another's."""

    def __init__(self, drafts: Mapping[str, list[dict[str, Any]]] | None = None) -> None:
        self._drafts = drafts or {}

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        own = self._drafts.get(viewer.id, [])
        return [d for d in own if programme_id in (None, d["programme_id"])]

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        found = [d for d in self._drafts.get(viewer.id, []) if d["entry_id"] == entry_id]
        if not found:
            raise Refused("not_found", Kind.MISSING, "There is nothing here that you can see.")
        return found[0]

    async def decisions(self, viewer: Viewer, programme_id: str) -> list[dict[str, Any]]:
        return []


class Vault:
    """Tells organisers and secretaries everybody's name, and a person the own one; opens what it has `sealed`."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = dict(names or {})
        self.sealed: dict[SealedNote, str] = {}
        self.asked: list[int] = []
        self.away = False

    async def names(self, viewer: Viewer, ids: Sequence[str]) -> Mapping[str, str]:
        self._ask(len(ids))
        all_seen = any(role.name in (RoleName.ORGANISER, RoleName.SECRETARY) for role in viewer.roles)
        return {i: self._names[i] for i in ids if i in self._names and (all_seen or i == viewer.id)}

    async def opened(self, viewer: Viewer, notes: Sequence[SealedNote]) -> Mapping[SealedNote, str]:
        self._ask(len(notes))
        return {note: self.sealed[note] for note in notes if note in self.sealed}

    def _ask(self, many: int) -> None:
        self.asked.append(many)
        if self.away:
            raise Refused("unavailable", Kind.BUSY, "Dịch vụ chưa trả lời được.")


class Heard:
    """Knows the facts that it was told of."""

    def __init__(self, known: Mapping[str, int] | None = None) -> None:
        self.known = dict(known or {})
        self.waited: list[str] = []

    async def wait(self, aggregate_id: str, seq: int, seconds: float) -> bool:
        self.waited.append(aggregate_id)
        return self.known.get(aggregate_id, 0) >= seq
