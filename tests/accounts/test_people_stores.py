"""Many people at once, and who belongs together, as MongoDB has them."""

import pytest

from services.accounts.handlers.nouns import MEMBERS, PERSON
from services.accounts.store import MongoColleagues, MongoPeople
from services.accounts.store import people as people_store
from shared.bus.mongo_prepare import prepare
from shared.bus.states import StateForm
from tests.builders import accounts as build
from tests.builders.edges import bearer, problem_of

pytestmark = pytest.mark.real


def document(noun, state, id_):
    data = StateForm(noun).changes(None, state)
    return {"_id": id_, "tenant": build.TENANT, "rev": 1, "seq": 1, "shape": noun.shape, "state": data, "cmds": {}}


class Filled(MongoPeople):
    """The store, and a way to fill it."""

    def __init__(self, database):
        super().__init__(database)
        self._database = database

    async def add(self, person_id, **given):
        state = build.person(**{"person_id": person_id, "mail_keys": (person_id,), **given})
        await self._database["people"].insert_one(document(PERSON, state, person_id))


@pytest.fixture
async def people(database):
    await prepare(database, [PERSON, MEMBERS])
    found = Filled(database)
    for _ in range(2):
        await found.prepare()
    return found


async def test_people_are_read_by_their_ids_and_by_those_that_they_absorbed(people):
    await people.add("person-a-001", absorbed=("person-b-002", "person-c-003"))
    await people.add("person-b-002", into_id="person-a-001", mail_keys=())
    await people.add("person-d-004", mail_keys=())
    await people.add("person-e-005", mail_keys=())
    assert {p.person_id for p in await people.by_ids(["person-c-003", "person-d-004"])} == {
        "person-a-001",
        "person-d-004",
    }
    assert {p.person_id for p in await people.by_ids(["person-b-002"])} == {"person-a-001", "person-b-002"}
    assert await people.by_ids([]) == []


@pytest.mark.parametrize("many", [0, 3, 4, 7])
async def test_a_tenants_people_come_in_pages_each_once(people, many, monkeypatch):
    monkeypatch.setattr(people_store, "PAGE", 4)
    ids = [f"person-{n:04}" for n in range(many)]
    for person_id in ids:
        await people.add(person_id)
    await people.add("person-else-01", tenant_id=build.OTHER_TENANT)
    await people.add("person-gone-01", into_id="person-0000")
    pages = [page async for page in people.of_tenant(build.TENANT)]
    assert [p.person_id for page in pages for p in page] == ids


async def test_both_are_read_by_an_index(people, database):
    await people.add("person-a-001", absorbed=("person-b-002",))
    asked = [
        {"$or": [{"_id": {"$in": ["person-b-002"]}}, {"state.absorbed": {"$in": ["person-b-002"]}}]},
        {"state.tenant_id": build.TENANT, "_id": {"$gt": ""}},
    ]
    for query in asked:
        plan = await database["people"].find(query).sort([("_id", 1)]).explain()
        assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])


async def test_members_see_members_and_administrators_those_who_ask(people, database):
    colleagues = MongoColleagues(database)
    await colleagues.prepare()
    members = build.members(lan="admin", minh="member", **{"person-hoa-01": "asked"})
    await database["members"].insert_one(document(MEMBERS, members, members.members_id))
    assert await colleagues.of(build.PERSON) == {build.PERSON, build.OTHER_PERSON, "person-hoa-01"}
    assert await colleagues.of(build.OTHER_PERSON) == {build.PERSON, build.OTHER_PERSON}
    assert await colleagues.of("person-hoa-01") == await colleagues.of("person-nobody") == frozenset()


async def test_names_are_asked_for_over_http(known):
    minh = build.register_person(person_id=build.OTHER_PERSON, mail="minh@example.vn", name="Lê Minh")
    await known.send(minh, "", "command-0002")
    ids = {"ids": [build.PERSON, build.OTHER_PERSON, "person-nobody"]}
    answer = await known.http.post("/people/names", json=ids, headers=bearer(await known.person()))
    assert (answer.json(), answer.headers["cache-control"]) == ({build.PERSON: {"name": "Nguyễn Thị Lan"}}, "no-store")
    await known.send(build.grant_role(), await known.operator("roles:grant"), "command-0003")
    lan = bearer(await known.person())
    both = {build.PERSON: {"name": "Nguyễn Thị Lan"}, build.OTHER_PERSON: {"name": "Lê Minh"}}
    assert (await known.http.post("/people/names", json=ids, headers=lan)).json() == both
    sought = {"tenant_id": build.TENANT, "search": "le mi"}
    found = await known.http.post("/people/search", json=sought, headers=lan)
    shown = {"person_id": build.OTHER_PERSON, "name": "Lê Minh", "mail": "minh@example.vn", "phone": None}
    assert found.json() == {"people": [shown], "total": 1, "after": None}
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("names", {}),
        ("names", {"ids": "person-lan-0001"}),
        ("names", {"ids": ["no id"]}),
        ("names", {"ids": ["person-lan-0001"] * 201}),
        ("names", {"ids": [], "more": 1}),
        ("search", {"search": "lan"}),
        ("search", {"tenant_id": build.TENANT, "search": "l" * 201}),
        ("search", {"tenant_id": build.TENANT, "first": 0}),
        ("search", {"tenant_id": build.TENANT, "first": 201}),
        ("search", {"tenant_id": build.TENANT, "search": "\u202elan"}),
    ],
)
async def test_what_asks_for_people_wrongly_is_refused(known, path, body):
    answer = await known.http.post(f"/people/{path}", json=body, headers=bearer(await known.person()))
    assert problem_of(answer) == (422, "invalid_input")


@pytest.mark.parametrize("body", [{"ids": ["person-lan-0001"]}, {"tenant_id": build.TENANT}])
async def test_who_is_not_signed_in_is_told_nobody(known, body):
    path = "names" if "ids" in body else "search"
    assert problem_of(await known.http.post(f"/people/{path}", json=body)) == (401, "unauthenticated")
    if path == "search":
        found = await known.http.post("/people/search", json=body, headers=bearer(await known.person()))
        assert problem_of(found) == (403, "forbidden")
