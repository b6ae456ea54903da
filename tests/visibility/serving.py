"""The services behind HTTP over real stores, founded by the same commands, and the tokens of who asks."""

from asyncio import Task, create_task, gather, sleep
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from services.accounts.api import Parts as AccountsParts
from services.accounts.api import accounts_app
from services.accounts.handlers.signing_in_sessions import Caller, FirstStep
from services.accounts.main import joined as accounts_joined
from services.accounts.ports import Method
from services.accounts.settings import Settings as AccountsSettings
from services.accounts.store import MongoKnownOrganisations
from services.exchange.api import exchange_app
from services.exchange.handlers import HEARD as EXCHANGE_HEARD
from services.exchange.main import joined as exchange_joined
from services.exchange.ports import ORGANISATIONS
from services.exchange.settings import Settings as ExchangeSettings
from services.judging.api import judging_app
from services.judging.handlers import HEARD as JUDGING_HEARD
from services.judging.main import joined as judging_joined
from services.judging.settings import Settings as JudgingSettings
from services.matchmaking.api import matchmaking_app
from services.matchmaking.handlers import HEARD as MATCHMAKING_HEARD
from services.matchmaking.main import joined as matchmaking_joined
from services.matchmaking.settings import Settings as MatchmakingSettings
from services.notifications.api import notifications_app
from services.notifications.handlers import HEARD as NOTIFICATIONS_HEARD
from services.notifications.main import joined as notifications_joined
from services.notifications.settings import Settings as NotificationsSettings
from services.registration.api import registration_app
from services.registration.handlers import HEARD as REGISTRATION_HEARD
from services.registration.main import joined as registration_joined
from services.registration.settings import Settings as RegistrationSettings
from shared.auth import Actor, Verifier, service_secret
from shared.bus.oplog_guard import OplogGuard
from shared.bus.ports import AtEnd
from shared.bus.projection import Projection, Row
from shared.bus.reactions import Keep, Reactions
from shared.bus.topic_end import TopicEnd
from shared.contracts.accounts.commands import GrantRole, RegisterPerson, VouchForMail
from shared.contracts.accounts.topics import TOPIC as ROLES_TOPIC
from shared.contracts.registration.commands import ReleaseDecisions
from shared.ids import new_id
from shared.mongo import Client, Collection, Database
from shared.services import EVERYBODY, SERVICES
from tests.accounts.conftest import keep_what_is_old
from tests.builders.edges import speaking_to
from tests.builders.registration import DURING
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_texts import MemoryTexts
from tests.harness.parts import RealParts
from tests.visibility.actors import ACTORS, ORGANISER, OTHER_ORGANISER, people
from tests.visibility.areas import HERE
from tests.visibility.founding import Execute, Step, job_orders, steps
from tests.visibility.realm import Realm
from tests.visibility.trading import BUYER

OPERATOR_SECRET, SERVICES_ROOT = "secret of the operator", "root of the services' secrets"
GATEWAY_SECRET = "secret of the gateway"
AT_ONCE = (RegisterPerson, VouchForMail, GrantRole)


@dataclass(frozen=True, slots=True)
class House:
    """The services' applications, how each is spoken to, and who signs."""

    apps: Mapping[str, FastAPI]
    http: Mapping[str, httpx.AsyncClient]
    accounts: AccountsParts
    attempts: Collection

    tokens: dict[str, str] = field(default_factory=dict)

    async def forget_attempts(self) -> None:
        """Nobody has tried anything yet."""
        await self.attempts.delete_many({})

    async def token(self, who: str) -> str:
        """As the actor would get it, asked for once; empty for nobody."""
        if who not in self.tokens:
            self.tokens[who] = await self._token(ACTORS[who])
        return self.tokens[who]

    async def _token(self, actor: Actor) -> str:
        tokens, programs = self.accounts.tokens, self.accounts.programs
        if not actor.signed_in:
            return ""
        if actor.is_service:
            secret = service_secret(SERVICES_ROOT, actor.id)
            return (await tokens.for_client(actor.id, secret, actor.scopes, (), DURING)).token
        if actor.token_id is not None:
            person = next(one for one in people() if one.id == actor.id)
            shown = await programs.show_token(person, actor.token_id, DURING)
            return (await tokens.exchange(shown, EVERYBODY, DURING)).token
        if actor.is_person:
            return (await tokens.exchange(await self.session(actor), EVERYBODY, DURING)).token
        organiser = ORGANISER if actor.tenant_id == HERE.tenant else OTHER_ORGANISER
        secret = OPERATOR_SECRET
        if actor.tenant_id is not None:
            secret = await programs.show_secret(organiser, actor.id, DURING)
        return (await tokens.for_client(actor.id, secret, actor.scopes, EVERYBODY, DURING)).token

    async def session(self, actor: Actor) -> str:
        """A new session of a person."""
        first = FirstStep(actor.id, actor.tenant_id or "", Method.LINK)
        return (await self.accounts.doors.keeper.open(first, Caller("10.0.0.1", ""), DURING)).token


class AllHeard:
    """As after everything that was told."""

    async def at_end_of(self, _: str) -> AtEnd:
        return AtEnd((0,), 1)


@asynccontextmanager
async def housed(parts: RealParts, client: Client, folder: Path, realm: Realm) -> AsyncIterator[House]:
    """Over databases of its own, which go at the end."""
    clock, name = StoppedClock(DURING), f"test_{new_id()[:12]}"
    databases = {owner: client[f"{name}_{owner}"] for owner in SERVICES}
    real: dict[str, Any] = {"mongo": parts.mongo, "kafka": parts.kafka}
    secrets: dict[str, Any] = {"operator_secret": SecretStr(OPERATOR_SECRET), "services_root": SecretStr(SERVICES_ROOT)}
    secrets["gateway_secret"] = SecretStr(GATEWAY_SECRET)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(_dropped, client, [*(d.name for d in databases.values()), f"{name}_keys"])
        guards = {owner: OplogGuard(database) for owner, database in databases.items()}
        settings = AccountsSettings(**real, data=folder, **secrets)
        accounts = await stack.enter_async_context(
            accounts_joined(settings, databases["accounts"], guards["accounts"], clock)
        )
        await keep_what_is_old(databases["accounts"])
        app = accounts_app(accounts)
        jwks = await stack.enter_async_context(speaking_to(app))

        async def keys() -> Mapping[str, Any]:
            return dict((await jwks.get("/.well-known/jwks.json")).json())

        def verifier(audience: str) -> Verifier:
            return Verifier("", audience, clock, keys)

        registration = await registration_joined(
            RegistrationSettings(**real, service_secret=SecretStr("r")), databases["registration"],
            guards["registration"], clock, verifier("registration"), MemoryTexts(),
        )  # fmt: skip
        notifications = await notifications_joined(
            NotificationsSettings(**real, service_secret=SecretStr("n")), databases["notifications"],
            guards["notifications"], clock, verifier("notifications"),
        )  # fmt: skip
        matchmaking = await matchmaking_joined(
            MatchmakingSettings(**real, service_secret=SecretStr("m")), databases["matchmaking"],
            guards["matchmaking"], clock, verifier("matchmaking"),
        )  # fmt: skip
        exchange = await exchange_joined(
            ExchangeSettings(**real, service_secret=SecretStr("x")), databases["exchange"],
            guards["exchange"], clock, verifier("exchange"), MemoryTexts(),
        )  # fmt: skip
        judging = await judging_joined(
            JudgingSettings(**real, service_secret=SecretStr("j")), databases["judging"],
            guards["judging"], clock, verifier("judging"), MemoryTexts(),
        )  # fmt: skip
        for guard in guards.values():
            await guard.look()
            watching = create_task(guard.run())
            stack.push_async_callback(_ended, watching)
        await _heard(databases["registration"], REGISTRATION_HEARD, realm)
        await _heard(databases["notifications"], NOTIFICATIONS_HEARD, realm)
        await _heard(databases["matchmaking"], MATCHMAKING_HEARD, realm)
        await _heard(databases["exchange"], EXCHANGE_HEARD, realm)
        kept = {"tenant_id": BUYER.tenant, "registered_by": BUYER.owner, "name": "Người mua"}
        row = Row(ORGANISATIONS, BUYER.id("organisation"), "organisation", 1, kept)
        await Projection(databases["exchange"]).write([row])
        await _heard(databases["judging"], JUDGING_HEARD, realm)
        for grave in ("registration", "judging"):
            end = TopicEnd(databases[grave], ROLES_TOPIC)
            await end.note(AllHeard())
            stack.push_async_callback(_ended, create_task(_stays_at_end(end)))
        for order in job_orders():
            await accounts.jobs.execute(order)  # type: ignore[attr-defined]
        await _founded(
            {
                "accounts": accounts.execute,
                "registration": registration.execute,
                "matchmaking": matchmaking.execute,
                "judging": judging.execute,
                "notifications": notifications.execute,
                "exchange": exchange.execute,
            }
        )
        await MongoKnownOrganisations(databases["accounts"]).fill()
        apps = {
            "accounts": app,
            "registration": registration_app(registration),
            "matchmaking": matchmaking_app(matchmaking),
            "judging": judging_app(judging),
            "notifications": notifications_app(notifications),
            "exchange": exchange_app(exchange),
        }
        http = {owner: await stack.enter_async_context(speaking_to(one)) for owner, one in apps.items()}
        yield House(apps, http, accounts, databases["accounts"]["attempts"])


async def _stays_at_end(end: TopicEnd) -> None:
    """Grave commands are taken as long as the house stands."""
    while True:
        await end.note(AllHeard())
        await sleep(1)


async def _ended(task: Task[None]) -> None:
    task.cancel()
    await gather(task, return_exceptions=True)


async def _dropped(client: Client, names: list[str]) -> None:
    for name in names:
        await client.drop_database(name)


async def _heard(database: Database, heard: Reactions, realm: Realm) -> None:
    """What a service keeps of what the others have told."""
    rows = [
        row
        for told in realm.told()
        for reaction in heard.get(type(told.event), ())
        if isinstance(reaction, Keep)
        for row in reaction.rows(told)
    ]
    await Projection(database).write(rows)


async def _founded(execute: Mapping[str, Execute]) -> None:
    """People and roles, of which there are many, some at once."""
    steps_here = (step for step in steps() if not isinstance(step.command, ReleaseDecisions))  # it waits for roles
    for kind, alike in groupby(steps_here, key=lambda step: type(step.command)):
        for some in batched(list(alike), 20 if kind in AT_ONCE else 1):
            await gather(*(execute[s.owner](s.command, s.actor, new_id(), "", DURING) for s in some))


def batched(whole: Sequence[Step], most: int) -> Iterator[Sequence[Step]]:
    return (whole[begin : begin + most] for begin in range(0, len(whole), most))


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of each route, wherever it was included."""
    yield from _routes(app.routes)


def _routes(routes: Any) -> Iterator[tuple[str, str]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _routes(inner.routes)
        elif methods := getattr(route, "methods", None):
            yield from ((method, route.path) for method in sorted(methods - {"HEAD"}))
