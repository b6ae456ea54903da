"""The two services over memory: their tables, access and rules are the real ones."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from services.accounts.access import ACCESS as ACCOUNTS_ACCESS
from services.accounts.domain.code_batch import CodeBatch
from services.accounts.domain.derived import Purpose, link_target
from services.accounts.domain.mail import domain_key, mail_key
from services.accounts.domain.organisation import tax_key
from services.accounts.domain.person import Person
from services.accounts.domain.personal_token import PersonalToken
from services.accounts.handlers import COMMANDS as ACCOUNTS_COMMANDS
from services.accounts.handlers import NOUNS as ACCOUNTS_NOUNS
from services.accounts.ports import HeldToken, Session
from services.accounts.ports import Needs as AccountsNeeds
from services.matchmaking.access import ACCESS as MATCHMAKING_ACCESS
from services.matchmaking.handlers import COMMANDS as MATCHMAKING_COMMANDS
from services.matchmaking.handlers import NOUNS as MATCHMAKING_NOUNS
from services.matchmaking.ports import Needs as MatchmakingNeeds
from services.registration.access import ACCESS as REGISTRATION_ACCESS
from services.registration.domain.decision_page import Candidate, DecisionPage
from services.registration.domain.entry import Entry
from services.registration.domain.organisation import Organisation
from services.registration.handlers import COMMANDS as REGISTRATION_COMMANDS
from services.registration.handlers import NOUNS as REGISTRATION_NOUNS
from services.registration.ports import Needs as RegistrationNeeds
from shared.auth import Actor
from shared.bus.dispatch import Dispatcher
from shared.bus.nouns import Answer
from shared.contracts.commands import Command
from shared.contracts.events import Event
from shared.contracts.registration.values import EntryStatus
from shared.errors import Unavailable
from shared.ids import new_id
from tests.builders.accounts import ORGANISATION, PERSON, TENANT
from tests.builders.registration import DURING
from tests.fakes import memory_matching
from tests.fakes.memory_aggregates import MemoryAggregates
from tests.fakes.memory_imports import MemoryOrganisationsOfTenant
from tests.fakes.memory_texts import MemoryTexts
from tests.fakes.memory_vault import MemoryVault

LINK_KEY = b"links"


class MemoryPasswords:
    """Fast, and it remembers how often it worked; it does while it is free."""

    def __init__(self) -> None:
        self.works, self.free = 0, True

    async def hash(self, password: str, line: str) -> str:
        self._work()
        return f"hash of {password}"

    async def matches(self, password_hash: str | None, password: str, line: str) -> bool:
        self._work()
        return password_hash == f"hash of {password}"

    def _work(self) -> None:
        if not self.free:
            raise Unavailable
        self.works += 1


class MemoryPeopleByMail:
    def __init__(self, people: MemoryAggregates[Person]) -> None:
        self._people = people

    async def find(self, mail_key: str, tenant_id: str | None, most: int) -> list[Person]:
        known = [k.state for _, k in sorted(self._people.shelf.known.items()) if k.state is not None]
        return [p for p in known if mail_key in p.mail_keys and tenant_id in (None, p.tenant_id)][:most]

    async def claiming(self, mail_key: str, tenant_id: str, most: int) -> list[Person]:
        known = [k.state for _, k in sorted(self._people.shelf.known.items()) if k.state is not None]
        claims = [p for p in known if (p.claimed_key, p.tenant_id) == (mail_key, tenant_id)]
        return sorted(claims, key=lambda p: p.claimed_at or DURING, reverse=True)[:most]


class MemorySessions:
    def __init__(self) -> None:
        self.kept: dict[str, Session] = {}

    async def add(self, token_hash: str, session: Session) -> None:
        self.kept[token_hash] = session

    async def find(self, token_hash: str, now: datetime) -> Session | None:
        found = self.kept.get(token_hash)
        return found if found and found.expires_at > now else None

    async def seen(self, token_hash: str, at: datetime) -> None:
        self.kept[token_hash] = replace(self.kept[token_hash], seen_at=at)

    async def of(self, person_id: str, now: datetime) -> list[Session]:
        found = [s for s in self.kept.values() if s.person_id == person_id and s.expires_at > now]
        return sorted(found, key=lambda s: s.seen_at, reverse=True)

    async def end(self, token_hash: str) -> None:
        self.kept.pop(token_hash, None)

    async def end_one(self, person_id: str, session_id: str) -> None:
        self._end(lambda s: s.person_id == person_id and s.session_id == session_id)

    async def end_all(self, person_id: str, but: str | None = None) -> None:
        self._end(lambda s: s.person_id == person_id and s.session_id != but)

    def _end(self, meant: Callable[[Session], bool]) -> None:
        self.kept = {h: s for h, s in self.kept.items() if not meant(s)}


class MemoryTickets:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, dict[str, str], datetime]] = {}

    async def put(self, ticket_hash: str, kind: str, about: Mapping[str, str], until: datetime) -> None:
        self.kept[ticket_hash] = (kind, dict(about), until)

    async def find(self, ticket_hash: str, kind: str, now: datetime) -> dict[str, str] | None:
        found = self.kept.get(ticket_hash)
        return found[1] if found and found[0] == kind and found[2] > now else None

    async def take(self, ticket_hash: str, kind: str, now: datetime) -> dict[str, str] | None:
        found = await self.find(ticket_hash, kind, now)
        if found is not None:
            del self.kept[ticket_hash]
        return found


class MemoryCodes:
    def __init__(self, batches: MemoryAggregates[CodeBatch]) -> None:
        self._batches = batches

    async def find(self, code_key: str) -> tuple[str, int] | None:
        states = [k.state for k in self._batches.shelf.known.values() if k.state is not None]
        return next(((s.batch_id, s.code_keys.index(code_key)) for s in states if code_key in s.code_keys), None)


class MemoryAttempts:
    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], int] = {}

    async def count(self, key: str, window: timedelta, now: datetime) -> int:
        at = _at(key, window, now)
        self._counts[at] = self._counts.get(at, 0) + 1
        return self._counts[at]

    async def take_back(self, key: str, window: timedelta, now: datetime) -> None:
        at = _at(key, window, now)
        self._counts[at] = max(0, self._counts.get(at, 0) - 1)

    async def forget(self, key: str, window: timedelta, now: datetime) -> None:
        self._counts.pop(_at(key, window, now), None)


def _at(key: str, window: timedelta, now: datetime) -> tuple[str, int]:
    return key, int(now.timestamp() // window.total_seconds())


class MemoryTokensOfPerson:
    def __init__(self, tokens: MemoryAggregates[PersonalToken]) -> None:
        self._tokens = tokens

    async def of(self, person_id: str) -> list[HeldToken]:
        states = [k.state for _, k in sorted(self._tokens.shelf.known.items()) if k.state is not None]
        return [HeldToken(s.token_id, s.slot) for s in states if s.person_id == person_id and not s.revoked]


class MemoryDrafts:
    def __init__(self, entries: MemoryAggregates[Entry]) -> None:
        self._entries = entries

    async def by_author(self, author_id: str, programme_id: str | None) -> list[Entry]:
        states = [k.state for k in self._entries.shelf.known.values() if k.state is not None]
        return [
            s
            for s in states
            if s.author_id == author_id
            and s.status is EntryStatus.DRAFT
            and programme_id in (None, s.place.programme_id)
        ]


class MemoryCandidates:
    def __init__(self, entries: MemoryAggregates[Entry]) -> None:
        self._entries = entries

    async def of(self, entry_ids: Sequence[str]) -> Mapping[str, Candidate]:
        found = {entry_id: await self._entries.read(entry_id) for entry_id in entry_ids}
        states = {entry_id: one.state for entry_id, one in found.items() if one is not None}
        return {
            entry_id: Candidate(e.place.programme_id, e.status, e.release_id, e.decision)
            for entry_id, e in states.items()
        }


class MemoryPages:
    def __init__(self, pages: MemoryAggregates[DecisionPage]) -> None:
        self._pages = pages

    def _unreleased(self) -> list[DecisionPage]:
        states = [k.state for _, k in sorted(self._pages.shelf.known.items()) if k.state is not None]
        return [page for page in states if page.released_at is None]

    async def of_programme(self, programme_id: str) -> list[DecisionPage]:
        return [p for p in self._unreleased() if p.place.programme_id == programme_id and p.decisions]

    async def decided_elsewhere(self, entry_ids: Sequence[str], page_id: str) -> frozenset[str]:
        others = [page for page in self._unreleased() if page.page_id != page_id]
        return frozenset(d.entry_id for page in others for d in page.decisions) & set(entry_ids)


class MemoryService:
    """A service without its edge: send it a command as somebody, and read what became of its aggregates."""

    def __init__(self, nouns: Any, commands: Any, access: Any) -> None:
        self.stores: dict[str, MemoryAggregates[Any]] = {noun.name: MemoryAggregates(noun) for noun in nouns}
        self.now = DURING
        self.needs = self._needs()
        self.dispatcher = Dispatcher(commands, access, self.stores, self.needs, b"digests")
        self._tables = commands, access

    def _needs(self) -> Any:
        raise NotImplementedError

    async def send(self, command: Command, actor: Actor, command_id: str | None = None) -> Answer:
        return await self.dispatcher.execute(command, actor, command_id or new_id(), "", self.now)

    async def send_needing(self, needs: Any, command: Command, actor: Actor) -> Answer:
        """As `send`, with other needs."""
        return await Dispatcher(*self._tables, self.stores, needs).execute(command, actor, new_id(), "", self.now)

    def send_and_wait(self, command: Command, actor: Actor, command_id: str | None = None) -> Answer:
        """For who has no loop."""
        return asyncio.run(self.send(command, actor, command_id))

    async def state(self, noun: str, aggregate_id: str) -> Any:
        found = await self.stores[noun].read(aggregate_id)
        return found.state if found else None

    def told(self) -> list[Event]:
        """What the service has told, noun by noun."""
        return [telling.event for store in self.stores.values() for telling in store.shelf.told]


class ClockOf:
    """Says what a service's `now` says."""

    def __init__(self, service: MemoryService) -> None:
        self._service = service

    def now(self) -> datetime:
        return self._service.now


class MemoryAccounts(MemoryService):
    def __init__(self) -> None:
        self.passwords, self.vault = MemoryPasswords(), MemoryVault()
        self.proven: set[tuple[str, str]] = set()
        super().__init__(ACCOUNTS_NOUNS, ACCOUNTS_COMMANDS, ACCOUNTS_ACCESS)

    def _needs(self) -> AccountsNeeds:
        people = self.stores["person"]
        return AccountsNeeds(
            tenants=self.stores["tenant"],
            people=people,
            roles=self.stores["roles"],
            by_mail=MemoryPeopleByMail(people),
            passwords=self.passwords,
            mail_key=partial(mail_key, b"secret"),
            domain_key=partial(domain_key, b"secret"),
            vault=self.vault,
            invitations=self.stores["invitation"],
            clients=self.stores["api_client"],
            invitation_of=partial(link_target, LINK_KEY, Purpose.INVITATION),
            organisations=self.stores["organisation"],
            members=self.stores["members"],
            data_requests=self.stores["data_request"],
            tax_key=partial(tax_key, b"secret"),
            attempts=MemoryAttempts(),
            tokens_of=MemoryTokensOfPerson(self.stores["personal_token"]),
            clock=ClockOf(self),
            jobs=self.stores["job"],
            of_tenant=MemoryOrganisationsOfTenant(self.stores["organisation"]),
            only_tenant=self._only_tenant,
            is_proven=self._is_proven,
        )

    async def _is_proven(self, asker: str, person_id: str) -> bool:
        return (asker, person_id) in self.proven

    async def _only_tenant(self) -> str | None:
        known = list(self.stores["tenant"].shelf.known)
        return known[0] if len(known) == 1 else None


class MemoryOrganisations:
    """Knows what it is told; waits for nothing."""

    def __init__(self) -> None:
        self.known = {ORGANISATION: Organisation(TENANT, PERSON)}

    async def for_entering(self, organisation_id: str, tenant_id: str, person_id: str) -> Organisation | None:
        return self.known.get(organisation_id)


class MemoryRegistration(MemoryService):
    def __init__(self) -> None:
        self.organisations, self.texts = MemoryOrganisations(), MemoryTexts()
        super().__init__(REGISTRATION_NOUNS, REGISTRATION_COMMANDS, REGISTRATION_ACCESS)

    def _needs(self) -> RegistrationNeeds:
        editions, programmes, entries = (self.stores[name] for name in ("edition", "programme", "entry"))
        pages, releases = self.stores["decision_page"], self.stores["release"]
        return RegistrationNeeds(
            editions,
            programmes,
            entries,
            self.organisations,
            self.texts,
            pages,
            releases,
            MemoryCandidates(entries),
            MemoryPages(pages),
        )


class MemoryMatchmaking(MemoryService):
    def __init__(self) -> None:
        self.organisations = memory_matching.MemoryOrganisations()
        super().__init__(MATCHMAKING_NOUNS, MATCHMAKING_COMMANDS, MATCHMAKING_ACCESS)

    def _needs(self) -> MatchmakingNeeds:
        return MatchmakingNeeds(self.stores["match"], self.organisations)
