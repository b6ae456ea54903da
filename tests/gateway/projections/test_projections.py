"""Facts become one read model, whatever order they come in."""

import importlib
from datetime import timedelta

import pytest

from gateway.projections import COPIES, INDEXES, NOT_PROJECTED, PROJECTED
from gateway.projections.sorting import sort_key
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.roles import RoleName
from shared.contracts.events import told_events
from shared.contracts.personal import PersonText
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import EntryStatus, Place, Receipt, WithdrawalReason
from tests.gateway import facts, judging_facts, trading
from tests.shared.bus.read.interleavings import demand_one_model

OWNERS = ("accounts", "exchange", "judging", "matchmaking", "notifications", "registration")
SUBMITTED = facts.entry("entry-001", "Gạch không nung", "Vật liệu", summary="Gạch từ tro bay")
CORRECTED = facts.answers("Gạch xanh", "Vật liệu", "Môi trường")
REVISED = facts.told(
    registration.EntryRevised(
        entry_id="entry-001",
        answers=CORRECTED,
        revised_at=facts.NOON + timedelta(hours=1),
    ),
    2,
)
NOTE = PersonText(subject="person-lan", sealed="A" * 60)
WITHDRAWN = facts.told(
    registration.EntryWithdrawn(
        entry_id="entry-001",
        reason=WithdrawalReason.NO_TIME,
        withdrawn_at=facts.NOON + timedelta(hours=2),
        note=NOTE,
    ),
    3,
)
NAMED = facts.organisation("organisation-1", "Công ty Gạch Việt")
RENAMED = facts.told(accounts.OrganisationSnapshot(**{**NAMED.event.model_dump(), "name": "Gạch Việt"}), 2)
ENTRY_AFTER = {
    "_id": "entry-001",
    "v": {"entry": 3},
    "entry_id": "entry-001",
    "tenant_id": facts.TENANT,
    "edition_id": facts.EDITION,
    "programme_id": facts.PROGRAMME,
    "title": "Gạch xanh",
    "title_key": sort_key("Gạch xanh"),
    "summary": "",
    "description": "",
    "tags": ["Vật liệu", "Môi trường"],
    "organisation_id": "organisation-1",
    "submitted_by": "person-lan",
    "on_behalf": False,
    "receipt_code": "K7QM2A",
    "submitted_at": facts.NOON,
    "in_grace": False,
    "status": "withdrawn",
    "revised_at": facts.NOON + timedelta(hours=1),
    "withdrawn_at": facts.NOON + timedelta(hours=2),
    "withdrawal_reason": "no_time",
    "withdrawal_note": NOTE.model_dump(),
    **dict.fromkeys(("decision", "rejection_reason", "decision_text", "release_id", "decided_at")),
    "left_out": [],
    "organisation": {
        "id": "organisation-1",
        "v": 2,
        "name": "Gạch Việt",
        "name_key": sort_key("Gạch Việt"),
        "country": "VN",
        "location": "Bắc Ninh",
        "founded_year": 2020,
    },
}


def test_every_told_event_is_projected_or_named_as_not():
    for owner in OWNERS:
        importlib.import_module(f"shared.contracts.{owner}.events")
    told = {event for owner in OWNERS for event in told_events(owner)}
    assert PROJECTED.keys() | NOT_PROJECTED == told
    assert PROJECTED.keys() & NOT_PROJECTED == set()


def test_every_collection_that_is_written_has_its_indexes():
    samples = (
        facts.tenant(),
        facts.edition(),
        facts.programme(),
        NAMED,
        SUBMITTED,
        facts.role("person-lan", RoleName.ORGANISER),
        facts.job("job-00001"),
        facts.message("message-001"),
        facts.members("organisation-1", lan="admin"),
        facts.invitation("invitation-1"),
        facts.api_client("client-0001", "Cổng dữ liệu"),
        facts.personal_token("token-0001"),
        facts.consent("consent-01"),
        facts.data_request("request-01"),
        facts.released("release-01"),
        facts.match("match-001"),
        trading.published("listing-001"),
        trading.reserved("listing-001", "deal-0001"),
        *(judging_facts.fact(name) for name in judging_facts.STORY),
    )
    written = {row.collection for fact in samples for row in PROJECTED[type(fact.event)](fact)}
    assert written == INDEXES.keys()


@pytest.mark.real
async def test_every_interleaving_of_two_owners_gives_one_model(database):
    streams = [[SUBMITTED, REVISED, WITHDRAWN], [NAMED, RENAMED]]
    model = await demand_one_model(database, PROJECTED, COPIES, streams)
    assert model["entries"] == [ENTRY_AFTER]


@pytest.mark.real
async def test_a_snapshot_says_the_same_as_the_facts_before_it(database):
    snapshot = registration.EntrySnapshot(
        entry_id="entry-001",
        place=Place(tenant_id=facts.TENANT, edition_id=facts.EDITION, programme_id=facts.PROGRAMME),
        organisation_id="organisation-1",
        submitted_by="person-lan",
        on_behalf=False,
        answers=CORRECTED,
        receipt=Receipt(code="K7QM2A", submitted_at=facts.NOON),
        in_grace=False,
        status=EntryStatus.WITHDRAWN,
        revised_at=facts.NOON + timedelta(hours=1),
        reason=WithdrawalReason.NO_TIME,
        withdrawn_at=facts.NOON + timedelta(hours=2),
        note=NOTE,
    )
    model = await demand_one_model(database, PROJECTED, COPIES, [[facts.told(snapshot, 3)], [NAMED, RENAMED]])
    assert model["entries"] == [ENTRY_AFTER]


def test_titles_are_ordered_as_a_vietnamese_dictionary_orders_them():
    ordered = ["An", "Ăn", "Ấn", "Ba", "bà", "bả", "bã", "bá", "bạ", "Bạc Liêu", "Dưa", "Đưa", "ê", "o", "ô", "ơ", "u"]
    assert sorted(sorted(ordered, key=hash), key=sort_key) == ordered


def test_case_and_spaces_do_not_count_in_the_order():
    assert sort_key("  Bắc   NINH ") == sort_key("bắc ninh")
