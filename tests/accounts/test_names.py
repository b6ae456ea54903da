"""What people are called, and who may know it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.queries.names import names
from services.accounts.queries.search import OPEN_FOR, PeopleSearch
from shared.bus.folds import Known
from shared.errors import Forbidden, InvalidInput, Unauthenticated
from tests.builders import accounts as build
from tests.builders.actors import ACTORS, EVERY_SCOPE, LAN, MINH, NOBODY, ORGANISER, SECRETARY
from tests.builders.tokens import StoppedClock
from tests.fakes.memory_people import MemoryColleagues, MemoryPeople
from tests.fakes.services import MemoryAccounts

OTHERS = ("person-thu-005", build.OTHER_TENANT)


class Names:
    """Accounts with Lan and Minh here and Thu elsewhere."""

    def __init__(self):
        self.service = MemoryAccounts()
        self.people = MemoryPeople(self.service.stores["person"])
        self.colleagues = MemoryColleagues()
        self.clock = StoppedClock()
        self.search = PeopleSearch(self.people, self.service.vault, self.clock)

    async def of(self, actor, *ids):
        return await names(ids, actor, self.people, self.service.vault, self.colleagues)

    def change(self, person_id, **change):
        shelf = self.service.stores["person"].shelf.known
        known = shelf[person_id]
        assert known.state is not None
        shelf[person_id] = Known(known.rev, known.seq, replace(known.state, **change), known.shape)

    async def find(self, search, first=50, after=None, actor=ORGANISER):
        return await self.search.find(actor, build.TENANT, search, first, after)

    async def found(self, search, **more):
        return [found.name for found in (await self.find(search, **more)).people]


@pytest.fixture
async def known():
    world = Names()
    await world.service.send(build.create_tenant(), EVERY_SCOPE)
    await world.service.send(build.create_tenant(tenant_id=build.OTHER_TENANT, slug="da-nang"), EVERY_SCOPE)
    await world.service.send(build.register_person(), NOBODY)
    minh = build.register_person(person_id=build.OTHER_PERSON, mail="minh@namviet.example", name="Lê Đức Minh")
    thu = build.register_person(person_id=OTHERS[0], tenant_id=OTHERS[1], name="Phan Thu")
    for person in (minh, thu):
        await world.service.send(person, NOBODY)
    return world


EVERYBODY = (build.PERSON, build.OTHER_PERSON, OTHERS[0], "person-nobody")
LAN_AND_MINH = {build.PERSON: "Nguyễn Thị Lan", build.OTHER_PERSON: "Lê Đức Minh"}


async def test_who_sees_whose_name_as_a_whole_table(known):
    said = {name: await known.of(actor, *EVERYBODY) for name, actor in ACTORS.items() if actor.signed_in}
    expected: dict[str, dict[str, str]] = {name: {} for name in said} | {
        "lan": {build.PERSON: "Nguyễn Thị Lan"},
        "minh": {build.OTHER_PERSON: "Lê Đức Minh"},
        "organiser": LAN_AND_MINH,
        "secretary": {**LAN_AND_MINH, OTHERS[0]: "Phan Thu"},
        "other organiser": {OTHERS[0]: "Phan Thu"},
    }
    assert said == expected


async def test_nobody_is_told_no_name(known):
    with pytest.raises(Unauthenticated):
        await known.of(NOBODY, *EVERYBODY)


async def test_members_of_one_organisation_see_one_another(known):
    known.colleagues = MemoryColleagues({build.PERSON: {build.OTHER_PERSON, OTHERS[0]}})
    assert await known.of(LAN, *EVERYBODY) == LAN_AND_MINH
    assert await known.of(MINH, *EVERYBODY) == {build.OTHER_PERSON: "Lê Đức Minh"}


async def test_an_old_id_names_who_it_became(known):
    known.change(build.OTHER_PERSON, into_id=build.PERSON)
    known.change(build.PERSON, absorbed=(build.OTHER_PERSON, "person-older-01"))
    both = dict.fromkeys((build.PERSON, build.OTHER_PERSON, "person-older-01"), "Nguyễn Thị Lan")
    assert await known.of(ORGANISER, *EVERYBODY, "person-older-01") == both
    assert await known.of(LAN, build.OTHER_PERSON) == {build.OTHER_PERSON: "Nguyễn Thị Lan"}


async def test_a_colleague_who_became_another_is_seen_still(known):
    known.change(build.OTHER_PERSON, absorbed=("person-older-01",))
    known.colleagues = MemoryColleagues({build.PERSON: {"person-older-01"}})
    assert await known.of(LAN, build.OTHER_PERSON) == {build.OTHER_PERSON: "Lê Đức Minh"}


async def test_who_is_erased_or_whose_key_is_gone_is_absent(known):
    known.change(build.PERSON, erased=True)
    await known.service.vault.destroy([build.OTHER_PERSON])
    assert await known.of(ORGANISER, *EVERYBODY) == {}


async def test_a_hundred_names_take_one_read_of_people_and_one_of_keys(known):
    people = [f"person-{n:04}" for n in range(100)]
    for n, person in enumerate(people):
        mail = f"p{n}@sayviet.example"
        await known.service.send(build.register_person(person_id=person, mail=mail, password=None), NOBODY)
    before = known.people.reads, known.service.vault.reads
    assert len(await known.of(ORGANISER, *people)) == 100
    assert (known.people.reads, known.service.vault.reads) == (before[0] + 1, before[1] + 1)
    assert known.colleagues.asked == 0


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["Lê Đức Minh", "Nguyễn Thị Lan"]),
        ("nguyen", ["Nguyễn Thị Lan"]),
        ("lan NGUYỄN", ["Nguyễn Thị Lan"]),
        ("thị", ["Nguyễn Thị Lan"]),
        ("thí", []),
        ("duc", ["Lê Đức Minh"]),
        ("đức min", ["Lê Đức Minh"]),
        ("lan minh", []),
        ("minh@nam", ["Lê Đức Minh"]),
        ("example", ["Lê Đức Minh", "Nguyễn Thị Lan"]),
        ("ample", []),
        ("@", ["Lê Đức Minh", "Nguyễn Thị Lan"]),
        ("0912 345 678", ["Trần Thị Lan"]),
        ("+84912.345.678", ["Trần Thị Lan"]),
        ("345678", ["Trần Thị Lan"]),
        ("678", []),
        ("()", []),
        ("\\d+", []),
        ("Phan", []),
    ],
)
async def test_people_are_found_by_parts_of_name_mail_and_phone(known, search, found):
    if "Trần Thị Lan" in found:
        await known.service.send(build.revise_profile(), LAN)
    assert await known.found(search) == found


async def test_a_page_goes_on_after_the_last(known):
    page = await known.find("", first=1)
    assert (page.people[0].mail, page.total, page.after) == ("minh@namviet.example", 2, build.OTHER_PERSON)
    rest = await known.find("", first=1, after=page.after)
    assert ([f.person_id for f in rest.people], rest.total, rest.after) == ([build.PERSON], 2, None)
    with pytest.raises(InvalidInput):
        await known.find("", after="person-nobody")


async def test_organisers_of_the_whole_tenant_alone_look_people_up(known):
    allowed = set()
    for name, actor in ACTORS.items():
        try:
            await known.find("", actor=actor)
        except (Forbidden, Unauthenticated):
            continue
        allowed.add(name)
    assert allowed == {"organiser"}
    with pytest.raises(Forbidden):
        await known.find("", actor=SECRETARY)


async def test_opened_names_are_looked_through_for_a_minute_and_forgotten_at_once_when_told(known):
    await asyncio.gather(*(known.find("lan") for _ in range(5)))
    assert known.people.reads == 1
    known.clock.at += OPEN_FOR - timedelta(seconds=1)
    await known.find("minh")
    assert known.people.reads == 1
    known.search.forget()
    await known.find("minh")
    assert known.people.reads == 2
    known.clock.at += OPEN_FOR
    await known.find("minh")
    assert known.people.reads == 3


async def test_who_has_stopped_the_use_of_the_own_data_is_found_by_nobody_and_named_to_staff_alone(known):
    known.colleagues.seen = {LAN.id: frozenset({MINH.id})}
    assert await known.of(LAN, MINH.id) == {MINH.id: "Lê Đức Minh"}
    assert await known.found("Minh") == ["Lê Đức Minh"]
    known.change(MINH.id, restricted_at=known.clock.at)
    known.clock.at += OPEN_FOR
    assert (await known.found("Minh"), await known.found("")) == ([], ["Nguyễn Thị Lan"])
    assert [await known.of(who, MINH.id) for who in (LAN, MINH, ORGANISER, SECRETARY)] == [
        {},
        *[{MINH.id: "Lê Đức Minh"}] * 3,
    ]
