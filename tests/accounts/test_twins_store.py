"""Likely twins in the real database: kept from what is told, filled from what stands, found within one tenant."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from services.accounts.domain.algorithms.twins import Reason, keys, profile
from services.accounts.handlers.nouns import ORGANISATION
from services.accounts.handlers.twins import COLLECTION, HEARD
from services.accounts.queries.twins import LikelyTwin, Typed, likely_twins
from services.accounts.store.twins import MongoKnownOrganisations
from shared.bus.messages import Incoming
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.nouns import Order
from shared.bus.projection import Projection
from shared.bus.reactions import Reactor
from shared.clock import SystemClock
from shared.contracts.accounts.events import OrganisationRevised, OrganisationSnapshot, OrganisationVerified
from shared.contracts.envelope import Envelope
from shared.contracts.events import Event, Told
from shared.mongo import find_all, run
from tests.accounts.twin_pairs import SAMPLE, Company, companies
from tests.builders.accounts import ORGANISATION as ID
from tests.builders.accounts import OTHER_TENANT, TENANT, organisation_registered
from tests.builders.tokens import NOW

pytestmark = pytest.mark.real
FOUND = LikelyTwin(ID, "Nấm Việt", "https://namviet.example", "Bắc Ninh", False, (Reason.SAME_NAME,))


def told(event: Told, seq: int = 1) -> Incoming:
    return Incoming(
        Envelope(event.wire, event.version, "/accounts", getattr(event, event.about), seq, NOW, TENANT), event
    )


@pytest.fixture
async def known(database):
    found = MongoKnownOrganisations(database)
    await found.prepare()
    return found


@pytest.fixture
def hear(database):
    async def nothing_is_sent(*_: Any) -> Any:
        raise AssertionError

    return Reactor(HEARD, nothing_is_sent, Projection(database))


async def saved(database, *events: Told) -> None:
    """In the aggregate's own document, as the service saves it."""
    await prepare(database, [ORGANISATION])
    store, now = MongoAggregates(database, ORGANISATION), SystemClock().now()
    for seq, event in enumerate(events, 1):
        about = getattr(event, event.about)
        await store.execute(Order(about, f"command-{seq:04}", "digest", now, "somebody", says(event)))


def says(event: Told) -> Callable[[object], Sequence[Event]]:
    return lambda _: (event,)


async def of(known, name: str = "", website: str = "", tax_code: str = "", tenant: str = TENANT) -> list[LikelyTwin]:
    return list(await likely_twins(Typed(tenant, name, website, tax_code), known))


async def test_what_was_registered_is_found_by_name_and_by_address(known, hear):
    await hear([told(organisation_registered())])
    assert await of(known, "CÔNG TY TNHH NAM VIET") == [FOUND]
    by_site = await of(known, "Tên khác hẳn", "http://www.namviet.example/vi")
    assert [(twin.organisation_id, twin.reasons) for twin in by_site] == [(ID, (Reason.SAME_SITE,))]
    assert await of(known, "Tên khác hẳn") == await of(known) == []


async def test_nothing_of_another_tenant_is_found(known, hear):
    await hear([told(organisation_registered(tax_code="0100109106"))])
    assert await of(known, "Nấm Việt", "https://namviet.example", "0100109106", tenant=OTHER_TENANT) == []


async def test_a_tax_code_finds_the_enterprise_and_is_not_shown(known, hear):
    await hear([told(organisation_registered(tax_code="0100109106"))])
    found = await of(known, tax_code="0100109106-001")
    assert [(twin.organisation_id, twin.reasons) for twin in found] == [(ID, (Reason.SAME_TAX_CODE,))]
    assert "0100109106" not in str(found)


async def test_a_persons_number_finds_nobody_and_is_no_key(known, hear, database):
    await hear([told(organisation_registered(tax_code="001203004567"))])
    assert await of(known, tax_code="001203004567") == []
    [row] = await find_all(database[COLLECTION], {})
    assert not [key for key in row["keys"] if "001203004567" in key]


async def test_a_revision_is_found_by_its_new_name_alone(known, hear):
    revised = OrganisationRevised(
        organisation_id=ID, tenant_id=TENANT, name="Gốm Phù Lãng", legal_name="HTX Lò Gốm", location="Bắc Ninh"
    )
    await hear([told(organisation_registered())])
    await hear([told(revised, 2)])
    await hear([told(organisation_registered())])  # again, as after a restart
    assert await of(known, "Nấm Việt") == []
    assert [twin.name for twin in await of(known, "Gốm Phù Lãng")] == ["Gốm Phù Lãng"]
    assert [twin.name for twin in await of(known, "lo gom")] == ["Gốm Phù Lãng"]


async def test_whether_it_is_verified_is_shown(known, hear):
    verified = OrganisationVerified(organisation_id=ID, tenant_id=TENANT, verified=True)
    await hear([told(organisation_registered()), told(verified, 2)])
    assert [twin.verified for twin in await of(known, "Nấm Việt")] == [True]


async def test_a_snapshot_says_it_all(known, hear):
    await hear([told(OrganisationSnapshot(**dict(organisation_registered()), verified=True), 5)])
    assert [(twin.name, twin.verified) for twin in await of(known, "Nấm Việt")] == [("Nấm Việt", True)]


async def test_rows_that_are_missing_are_made_from_what_stands(known, hear, database):
    await saved(database, organisation_registered())
    await database["organisation_keys_0"].insert_one({"_id": "of another form"})
    assert await known.fill() == 1
    filled = await find_all(database[COLLECTION], {})
    assert await of(known, "Nấm Việt") == [FOUND]
    assert await known.fill() == 0
    await database[COLLECTION].drop()
    await hear([told(organisation_registered())])
    assert await find_all(database[COLLECTION], {}) == filled
    assert "organisation_keys_0" not in await database.list_collection_names()


async def test_three_are_shown_the_likeliest_first(known, hear):
    many = [organisation_registered(organisation_id=f"organisation-{n:02}", website=None) for n in range(9)]
    same = organisation_registered(organisation_id="organisation-99", name="Nam Viet Foods", website="https://nam.vn")
    await hear([told(event) for event in (*many, same)])
    found = await of(known, "Nấm Việt", "https://nam.vn")
    assert [twin.organisation_id for twin in found] == ["organisation-99", "organisation-00", "organisation-01"]


async def test_a_crowd_of_one_name_does_not_hide_the_one_of_the_address(known, hear):
    crowd = [organisation_registered(organisation_id=f"crowd-{n:06}", website=None) for n in range(300)]
    one = organisation_registered(organisation_id="zzzzzzzz-own", website="https://nam.vn")
    await hear([told(event) for event in (*crowd, one)])
    assert (await of(known, "Nấm Việt", "https://nam.vn"))[0].organisation_id == "zzzzzzzz-own"


async def test_only_those_with_a_key_in_common_are_read(known, hear, database):
    """However many there are: the index is asked, and by nothing that many share."""
    some = companies(SAMPLE)
    await hear([told(registered(company, copy)) for copy in range(40) for company in some])
    reads = await run(database, {"explain": {"find": COLLECTION, "filter": asked_for("Nấm Việt 7")}})
    stats = reads["executionStats"]
    assert stats["totalDocsExamined"] <= 50
    assert stats["totalKeysExamined"] <= 200


def asked_for(name: str) -> dict[str, Any]:
    return {"tenant_id": TENANT, "keys": {"$in": list(keys(profile([name])))}}


def registered(company: Company, copy: int) -> Told:
    name = f"{company.name} {copy}" if copy else company.name
    return organisation_registered(organisation_id=f"of-{company.id}-{copy:04}", name=name, website=None)
