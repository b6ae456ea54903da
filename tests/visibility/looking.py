"""The schema over the province's read model, its index and its services, as everybody looks at it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from gateway.after import Afters
from gateway.clients import Refused, SealedNote, Sent
from gateway.graph.context import Context
from gateway.graph.reading import Rows
from gateway.graph.rules import RULES
from gateway.graph.rules.rule import TypeRule
from gateway.graph.running import Answer, Graph, Needs
from gateway.graph.waiting import Waiting
from gateway.projections import PROJECTED
from gateway.projections.searching import SEARCHED
from gateway.read_model import ReadModel
from gateway.viewer import NOBODY, Viewer
from services.accounts.domain.members import Members
from services.accounts.ports import SealedText
from services.accounts.queries.names import names
from services.accounts.queries.sealed_texts import opened_for
from services.registration.access import decides
from services.registration.queries import Reading, own_drafts, pending_decisions
from shared.auth import Actor
from shared.clock import SystemClock
from shared.contracts.accounts.values import Standing
from shared.contracts.commands import Command
from shared.errors import Kind, Refusal
from shared.mongo import Database, each
from shared.search.parts import PartedWriter
from tests.fakes.memory_people import MemoryColleagues, MemoryPeople
from tests.fakes.services import MemoryAccounts, MemoryDrafts
from tests.gateway import facts
from tests.gateway.fakes import Heard
from tests.visibility.actors import ACTORS
from tests.visibility.asking import Desk
from tests.visibility.realm import Realm


def viewer_of(who: str) -> Viewer:
    """An actor as the gateway knows it; its token is who it is."""
    actor = ACTORS[who]
    if not actor.signed_in:
        return NOBODY
    return Viewer(
        id=actor.id,
        kind=actor.kind.value,
        tenant_id=actor.tenant_id,
        scopes=actor.scopes,
        roles=actor.roles,
        token=who,
        token_id=actor.token_id,
    )


VIEWERS: Mapping[str, Viewer] = {who: viewer_of(who) for who, actor in ACTORS.items() if not actor.is_service}
"""Everybody for whom the gateway has tokens."""


def _actor(viewer: Viewer) -> Actor:
    return ACTORS[viewer.token or "nobody"]


def _refused(refusal: Refusal) -> Refused:
    return Refused(refusal.code, refusal.kind, refusal.text)


class RealmPersons:
    """`Persons`, asked of the accounts of a realm."""

    def __init__(self, accounts: MemoryAccounts) -> None:
        self._people, self._vault = MemoryPeople(accounts.stores["person"]), accounts.vault
        self._colleagues = MemoryColleagues(_who_sees_whom(accounts))

    async def names(self, viewer: Viewer, ids: Sequence[str]) -> Mapping[str, str]:
        if viewer.kind != "person":
            return {}
        return await names(ids, _actor(viewer), self._people, self._vault, self._colleagues)

    async def opened(self, viewer: Viewer, notes: Sequence[SealedNote]) -> Mapping[SealedNote, str]:
        texts = [SealedText(note.subject, note.purpose, note.sealed) for note in notes]
        try:
            found = await opened_for(_actor(viewer), texts, self._people, self._vault)
        except Refusal as refusal:
            raise _refused(refusal) from None
        return {note: text for note, text in zip(notes, found, strict=True) if text is not None}


def _who_sees_whom(accounts: MemoryAccounts) -> dict[str, frozenset[str]]:
    seen: dict[str, frozenset[str]] = {}
    for known in accounts.stores["members"].shelf.known.values():
        lists: Members | None = known.state
        if lists is not None:
            for member in lists.members:
                seen[member.person_id] = _seen_by(lists, member.standing)
    return seen


def _seen_by(lists: Members, standing: Standing) -> frozenset[str]:
    if standing is Standing.ASKED:
        return frozenset()
    all_of_them = standing is Standing.ADMIN
    return frozenset(m.person_id for m in lists.members if all_of_them or m.standing is not Standing.ASKED)


class RealmDrafts:
    """`Drafts`, asked of the registration of a realm."""

    def __init__(self, realm: Realm) -> None:
        registration = realm.services["registration"]
        needs = registration.needs
        self._drafts, self._texts = MemoryDrafts(registration.stores["entry"]), needs.texts
        self._reading = Reading(needs.programmes, needs.releases, needs.pages, needs.candidates, needs.texts, decides)

    async def of(self, viewer: Viewer, programme_id: str | None = None) -> list[dict[str, Any]]:
        try:
            found = await own_drafts(_actor(viewer), programme_id, self._drafts, self._texts)
        except Refusal as refusal:
            raise _refused(refusal) from None
        return [draft.model_dump() for draft in found]

    async def one(self, viewer: Viewer, entry_id: str) -> dict[str, Any]:
        raise Refused("not_found", Kind.MISSING, "Pages alone ask for one.")

    async def decisions(self, viewer: Viewer, programme_id: str) -> list[dict[str, Any]]:
        found = await pending_decisions(_actor(viewer), programme_id, self._reading)
        return [page.model_dump(mode="json") for page in found]


class RealmCommands:
    """`Commands`, put to the tables of the services, which keep nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def send(self, command: Command, viewer: Viewer, command_id: str | None = None, language: str = "vi") -> Sent:
        try:
            answer = await self._desk.execute(command, _actor(viewer))
        except Refusal as refusal:
            raise _refused(refusal) from None
        return Sent(answer.id, answer.seq, None, "")


@dataclass(slots=True)
class RuledContext(Context):
    """Reads by rules that may be others than the schema's."""

    rules: Mapping[str, TypeRule] | None = None

    def seen(self, model: Any) -> Any:
        return (self.rules or RULES)[model.kind].rows(self.reader)

    def readable(self, kind: str, name: str) -> Any:
        return (self.rules or RULES)[kind].fields[name](self.reader)


class RuledGraph(Graph):
    """The schema's documents under altered rules, to see what notices that."""

    def __init__(self, needs: Needs, rules: Mapping[str, TypeRule] = RULES) -> None:
        super().__init__(needs)
        self._rules = rules

    def _context(self, prepared: Any, viewer: Viewer, rows: Rows, language: str) -> Context:
        plain = super()._context(prepared, viewer, rows, language)
        known = {f.name: getattr(plain, f.name) for f in fields(Context)}
        return RuledContext(**known, rules=self._rules)


@dataclass(frozen=True, slots=True)
class Lookout:
    """Who looks, and at what."""

    graph: Graph
    needs: Needs
    database: Database
    indexes: Path
    """The folder of the index."""

    def under(self, rules: Mapping[str, TypeRule]) -> "Lookout":
        """The same under other rules."""
        return replace(self, graph=RuledGraph(self.needs, rules))

    async def ask(self, who: str, document: str, **variables: Any) -> Answer:
        """The whole answer."""
        return await self.graph.run(document, variables, VIEWERS[who], language="en")

    async def data(self, who: str, document: str, **variables: Any) -> Any:
        """The data; what may not be read at all is an answer without any."""
        answer = await self.ask(who, document, **variables)
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert codes <= {"forbidden"}, answer
        return answer.get("data") or {}


@asynccontextmanager
async def lookout(realm: Realm, database: Database, folder: Path) -> AsyncIterator[Lookout]:
    """Over a database that is empty and becomes the read model, its index in a folder."""
    told = [fact for fact in realm.told() if type(fact.event) in PROJECTED]
    await facts.project(database, *told)
    await _index(database, folder)
    model = ReadModel(database.client, folder, SEARCHED)
    model.take(database)
    accounts = realm.services["accounts"]
    assert isinstance(accounts, MemoryAccounts)
    waiting = Waiting(Afters("secret", SystemClock()), Heard(), seconds=0)
    needs = Needs(
        rows=model.rows,
        search=model,
        commands=RealmCommands(Desk(realm)),
        drafts=RealmDrafts(realm),
        waiting=waiting,
        persons=RealmPersons(accounts),
    )
    yield Lookout(Graph(needs), needs, database, folder)


async def _index(database: Database, folder: Path) -> None:
    for name, indexed in SEARCHED.items():
        with PartedWriter(folder / name / database.name, indexed.weights) as writer:
            async for row in each(database[name], {}):
                indexed.put(writer, row)
            writer.commit()
