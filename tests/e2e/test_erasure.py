"""A1: who asks for erasure on a Friday at 16:00 is erased by Tuesday, and the name is found nowhere any more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import orjson
import pytest
from bson.raw_bson import RawBSONDocument
from motor.motor_asyncio import AsyncIOMotorClient

from deploy.cli.parts import nouns_of
from services.accounts.domain.working_days import is_working_day
from shared.clock import FileClock, SystemClock
from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.values import DataRequestKind
from shared.ids import new_id
from shared.services import EVERYBODY, SERVICES
from tests.architecture.test_own_data import said_of
from tests.e2e.answers import graph_answers, rest_answers
from tests.e2e.erased import (
    MAIL,
    NAME,
    OTHER_MAIL,
    PASSWORD,
    PHONE,
    TEXTS,
    Somebody,
    Story,
    holder_of,
    organiser_of,
    spoil_a_withdrawal,
)
from tests.harness.everywhere import collections_of, in_databases, in_topics, look_everywhere
from tests.harness.reading import GraphReader
from tests.harness.rest import EXCHANGE, SESSION, Refused, operator_token
from tests.harness.sealed import keys_of, opening
from tests.harness.settled import all_told
from tests.harness.system import System, started_system
from tests.harness.traces import Traces
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = 4
TRACES = Traces(TEXTS)
KEPT_BY_THE_BUS = frozenset({"parked_keys"})
"""How far consumers have got, by keys of topics."""
COUNTS = """{
  entries(first: 100) {
    totalCount edges { node { entryId status title tags } } facets { tags { value count } countries { value count } }
  }
  organisations { totalCount } tenants { totalCount } editions { totalCount } programmes { totalCount }
}"""


def friday(now: datetime) -> datetime:
    """The next Friday at 16:00 in Vietnam whose Monday and Tuesday are working days."""
    day = now.astimezone(VIETNAM).date() + timedelta(days=1)
    while not (day.weekday() == FRIDAY and all(is_working_day(day + timedelta(days=n)) for n in (0, 3, 4))):
        day += timedelta(days=1)
    return datetime.combine(day, time(16, 0), VIETNAM)


class Hand:
    """Moves the clocks of the system."""

    def __init__(self, file: Path) -> None:
        self.file, self.clock = file, FileClock(file)

    def move_to(self, at: datetime) -> None:
        """From now on it is that time."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str((at - SystemClock().now()).total_seconds()))
        fresh.replace(self.file)


@dataclass
class Case:
    """The system before and after, and what was kept to compare."""

    system: System
    hand: Hand
    story: Story
    due: datetime | None = None
    asked_again: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def ids(self) -> Mapping[str, str]:
        """What is asked for by its id, under the names of GraphQL's arguments."""
        story = self.story
        return {
            "personId": story.person.person_id,
            "organisationId": story.organisation_id,
            "entryId": story.entry_id,
            "draftId": story.draft_id,
            "tenantId": story.person.tenant_id,
        }


@pytest.fixture(scope="module")
def hand(tmp_path_factory) -> Hand:
    """Half an hour before the request."""
    found = Hand(Path(tmp_path_factory.mktemp("clock")) / "seconds")
    found.move_to(friday(SystemClock().now()) - timedelta(minutes=30))
    return found


@pytest.fixture(scope="module")
def system(hand) -> Iterator[System]:
    """A system of its own, whose time runs ahead of the others'."""
    with started_system(TECHFEST_CLOCK=str(hand.file)) as running:
        yield running


@pytest.fixture(scope="module")
async def case(system, hand) -> Case:
    """The whole story, once; the tests look at its end from all sides."""
    others = await colleague_of(system), await organiser_of(system), Somebody(system)
    case = Case(system, hand, Story(Somebody(system), *others))
    await case.story.live(hand.clock)
    await spoil_a_withdrawal(system.local.kafka_address, case.story.entry_id)
    await eventually(lambda: put_aside(system), 60, "the gateway puts the spoilt message aside")
    await all_told(system)
    keys = await keys_of(system.local.mongo_uri, system.local.data)
    case.before = {"counts": await looked_at(case), "told": await told_to_all(case, {})}
    case.before |= {"export": await exported(case), "holding": await holding(case)}
    case.before["opened"] = await opened_by(system, [keys[case.story.person.person_id]])
    hand.move_to(friday(SystemClock().now()))
    await ask(case)
    await until_erased(case)
    case.after = {"counts": await looked_at(case)}
    return case


async def colleague_of(system: System) -> Somebody:
    found = Somebody(system)
    await found.sign_in(system.demo.sign_ins[1].mail, system.demo.sign_ins[1].password)
    return found


async def put_aside(system: System) -> bool:
    return bool((await system.techfest("deadletters", "list", "gateway")).strip())


async def ask(case: Case) -> None:
    """Asks for erasure, and asks again while that is open."""
    who = case.story.person
    await who.sign_in(MAIL)
    first = accounts.AskAboutData(request_id=new_id(), person_id=who.person_id, kind=DataRequestKind.ERASURE)
    await who.send(first)
    with pytest.raises(Refused) as refused:
        await who.send(first.model_copy(update={"request_id": new_id()}))
    case.asked_again = str(refused.value)
    found = await document(case.system, "techfest_accounts", "data_requests", first.request_id)
    case.due = datetime.fromisoformat(found["state"]["answer_due"])


async def until_erased(case: Case) -> None:
    """The clocks go past the due time in two steps: a minute before, nothing has happened yet."""
    assert case.due is not None
    case.hand.move_to(case.due - timedelta(minutes=1))
    assert case.story.person.person_id in await keys_of(case.system.local.mongo_uri, case.system.local.data)
    case.hand.move_to(case.due + timedelta(seconds=1))
    await eventually(lambda: key_is_gone(case), 60, "the sweeper erases")
    await all_told(case.system)


async def key_is_gone(case: Case) -> bool:
    return case.story.person.person_id not in await keys_of(case.system.local.mongo_uri, case.system.local.data)


async def document(system: System, database: str, collection: str, id_: str) -> Any:
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        return await client[database][collection].find_one({"_id": id_})
    finally:
        client.close()


async def looked_at(case: Case) -> dict[str, Any]:
    """The counts that may not change, as the organiser sees them."""
    organiser = case.story.organiser
    await organiser.sign_in(case.system.demo.sign_ins[0].mail, case.system.demo.sign_ins[0].password)
    async with GraphReader(case.system.address, await organiser.token("gateway")) as reader:
        return {**await reader.ask(COUNTS), "people": await people(case.system)}


async def exported(case: Case) -> dict[str, Any]:
    """What each service says to the person of all that it holds; to nobody else."""
    who, told = case.story.person, {}
    for service in SERVICES:
        path = f"/api/{service}/people/{who.person_id}/data"
        async with httpx.AsyncClient(base_url=case.system.address, timeout=20) as http:
            own = await http.get(path, headers={"Authorization": f"Bearer {await who.token(service)}"})
            other = await http.get(
                path, headers={"Authorization": f"Bearer {await case.story.organiser.token(service)}"}
            )
            program = await http.get(path, headers={"Authorization": f"Bearer {case.story.personal_token}"})
        assert (own.status_code, other.status_code, own.headers["cache-control"]) == (200, 404, "no-store")
        assert program.status_code in (401, 403)
        told[service] = own.json()
    return told


async def holding(case: Case) -> dict[str, set[str]]:
    """The collections of each service's database in which the id of the person, or of the second account, stands."""
    client: Any = AsyncIOMotorClient(case.system.local.mongo_uri, document_class=RawBSONDocument)
    ids = [who.person_id.encode() for who in (case.story.person, case.story.second)]
    try:
        found: dict[str, set[str]] = {service: set() for service in SERVICES}
        for database, collection in await collections_of(case.system.local.mongo_uri):
            if (service := database.removeprefix("techfest_")) in found:
                raws = [bytes(one.raw) async for one in client[database][collection].find({})]
                found[service] |= {collection} if any(i in raw for i in ids for raw in raws) else set()
        return found
    finally:
        client.close()


async def people(system: System) -> int:
    client: Any = AsyncIOMotorClient(system.local.mongo_uri)
    try:
        return int(await client["techfest_accounts"]["people"].count_documents({}))
    finally:
        client.close()


def test_the_answer_is_due_on_tuesday_when_offices_close(case):
    local = case.due.astimezone(VIETNAM)
    assert (local.strftime("%A"), local.time()) == ("Tuesday", time(17, 0))


def test_a_second_request_is_refused_while_one_is_open(case):
    assert "409" in case.asked_again
    assert "accounts.request_open" in case.asked_again


def test_counts_are_as_they_were(case):
    assert case.before["counts"] == case.after["counts"]
    statuses = Counter(edge["node"]["status"] for edge in case.after["counts"]["entries"]["edges"])
    assert statuses == {"SUBMITTED": 1, "WITHDRAWN": 1}


async def test_the_name_lies_nowhere(case):
    assert await look_everywhere(case.system.local, TRACES, TEXTS) == []


async def test_no_stored_key_opens_any_box_that_says_it(case):
    """Boxes lie in topics, oplog and dead letters for good; before, the person's key opened them there."""
    keys = await keys_of(case.system.local.mongo_uri, case.system.local.data)
    assert set(keys) >= {case.story.colleague.person_id, case.story.organiser.person_id}
    assert await opened_by(case.system, keys.values()) == set()
    assert case.before["opened"] >= {
        "collection techfest_accounts.people",
        "collection techfest_accounts.personal_tokens",
        "collection techfest_registration.entries",
        "collection local.oplog.rs",
        "topic techfest.registration.v1",
        "topic techfest.gateway.dead",
    }


async def test_nobody_is_told_the_name_in_any_answer(case):
    """Whatever their role; before, those who may know it were told."""
    before = case.before["told"]
    assert {"GraphQL entries", "GraphQL dataRequests"} <= before["organiser"]
    assert "GraphQL organisations" in before["colleague"]
    roles = {name: await holder_of(case.system, case.story.organiser, name) for name in RoleName}
    told = await told_to_all(case, roles)
    assert told == {viewer: set() for viewer in (*before, *RoleName)}


def test_the_export_says_something_of_every_collection_that_held_the_person(case):
    """Found by listing the collections of every service: a new one without a row fails here."""
    for service in SERVICES:
        table, told = said_of(service), case.before["export"][service]
        names = {noun.name: noun.collection for noun in nouns_of(service)}
        said = {names[part.noun]: part.name for part in table.PARTS} | {b.collection: b.name for b in table.BESIDE}
        held = case.before["holding"][service] - set(table.ELSEWHERE) - KEPT_BY_THE_BUS
        assert {collection for collection in held if not told.get(said.get(collection, ""))} == set(), service


def test_the_export_opens_what_is_sealed_and_tells_no_secret(case):
    found = TRACES.found_in(orjson.dumps(case.before["export"]))
    assert {name for name in TEXTS if any(trace.startswith(f"{name},") for trace in found)} == set(TEXTS)
    assert case.story.personal_token not in str(case.before["export"])
    assert PASSWORD not in str(case.before["export"])
    assert "argon2" not in str(case.before["export"])


async def test_nobody_finds_the_person(case):
    for words in (NAME, MAIL, PHONE):
        asked = {"tenant_id": case.system.demo.tenant_id, "search": words}
        assert (await case.story.organiser.post("/people/search", asked))["people"] == []
    found = await case.story.organiser.post("/people/names", {"ids": [case.story.person.person_id]})
    assert found == {}


async def test_what_the_person_held_opens_nothing(case):
    who, address = case.story.person, case.system.address
    for session in (who.session, case.story.personal_token):
        form = {"grant_type": EXCHANGE, "subject_token": session, "subject_token_type": SESSION, "audience": "gateway"}
        async with httpx.AsyncClient(base_url=address, timeout=20) as http:
            assert (await http.post("/api/accounts/token", data=form)).status_code in (400, 401)
            answer = await http.get("/api/accounts/sessions", headers={"Authorization": f"Bearer {session}"})
            assert answer.status_code == 401
    with pytest.raises(Refused, match="401"):
        await who.sign_in(MAIL)
    with pytest.raises(Refused, match="401"):
        await case.story.second.sign_in(OTHER_MAIL)


async def test_who_is_erased_cannot_be_erased_again(case):
    with pytest.raises(Refused, match=r"40[01]"):
        await case.story.person.token("accounts")


async def test_the_account_that_was_joined_is_gone_as_well(case):
    found = await document(case.system, "techfest_keys", "keys", case.story.second.person_id)
    assert found == {"_id": case.story.second.person_id, "destroyed": True}


async def test_a_rebuilt_read_model_is_the_one_before(case):
    before = await read_model(case.system)
    assert before["entries"], "there is something to compare"
    await case.system.techfest("rebuild")
    await all_told(case.system)
    after = await read_model(case.system)
    assert after == before


async def opened_by(system: System, keys: Iterable[bytes]) -> set[str]:
    """Where a box lies that one of the keys opens to one of the texts."""
    look = opening(keys, TRACES)
    found = {one.place async for one in in_topics(system.local.kafka_address, look)}
    return found | {one.place async for one in in_databases(system.local.mongo_uri, look)}


async def told_to_all(case: Case, more: Mapping[RoleName, Somebody]) -> dict[str, set[str]]:
    """To whom the texts are told, and by which questions: everybody asks everything."""
    founder = case.system.demo.sign_ins[1]
    await case.story.colleague.sign_in(founder.mail, founder.password)
    people: dict[str, Somebody] = {"organiser": case.story.organiser, "colleague": case.story.colleague}
    people.update({role.value: who for role, who in more.items()})
    viewers = {name: {a: await who.token(a) for a in EVERYBODY} for name, who in people.items()}
    client = await operator_token(case.system.address, case.system.operator_secret, "entries:read")
    viewers |= {"client": dict.fromkeys(EVERYBODY, client), "nobody": dict[str, str]()}
    return {name: await told_to(case, tokens) for name, tokens in viewers.items()}


async def told_to(case: Case, tokens: Mapping[str, str]) -> set[str]:
    asked = [
        graph_answers(case.system, tokens.get("gateway", ""), case.ids),
        rest_answers(case.system, tokens, case.ids),
    ]
    return {place for answers in asked async for place, answer in answers if TRACES.found_in(answer)}


async def read_model(system: System) -> dict[str, Any]:
    """Every document of every collection that is read now."""
    client: Any = AsyncIOMotorClient(system.local.mongo_uri, tz_aware=True)
    try:
        name = (await client["techfest_gateway"]["pointer"].find_one({"_id": "current"}))["database"]
        found = {}
        for collection in await client[name].list_collection_names():
            rows = [row async for row in client[name][collection].find({})]
            found[collection] = {row.pop("_id"): row for row in rows}
        return {name: rows for name, rows in found.items() if rows}
    finally:
        client.close()
