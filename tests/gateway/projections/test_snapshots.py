"""A snapshot says all that told events have said: projected alone it gives the row that they give together."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import pytest

from gateway.projections import NOT_PROJECTED
from services.notifications.domain.subscription import SubscriptionBegun
from shared.bus.nouns import Noun
from shared.contracts.events import Kept, Told, told_event
from tests.golden.test_messages import golden
from tests.golden.test_states import nouns
from tests.harness.rows import projected

STORIES = {
    "tenant": ("accounts.tenant_created", "accounts.tenant_renamed"),
    "person": ("accounts.person_registered",),
    "roles": ("accounts.role_granted",),
    "organisation": (
        "accounts.organisation_registered",
        "accounts.organisation_revised",
        "accounts.organisation_verified",
    ),
    "members": ("accounts.membership_changed",),
    "invitation": ("accounts.invitation_sent", "accounts.invitation_accepted"),
    "api_client": ("accounts.api_client_registered", "accounts.api_client_revoked"),
    "personal_token": ("accounts.personal_token_created", "accounts.personal_token_revoked"),
    "sign_in": ("accounts.sign_in_asked",),
    "second_factor": ("accounts.second_factor_switched",),
    "code_batch": ("accounts.codes_issued", "accounts.code_used"),
    "consent": ("accounts.consent_given", "accounts.consent_withdrawn"),
    "data_request": ("accounts.data_requested", "accounts.data_request_closed"),
    "job": ("accounts.job_changed",),
    "award": ("judging.award_opened",),
    "rubric": ("judging.rubric_saved",),
    "candidate": ("judging.candidate_admitted", "judging.candidate_removed"),
    "round": ("judging.round_opened", "judging.round_revised", "judging.round_locked", "judging.round_closed"),
    "judge": ("judging.judge_invited", "judging.judge_accepted", "judging.expertise_revised"),
    "conflict": ("judging.conflict_raised", "judging.conflict_settled"),
    "assignment": ("judging.judge_assigned", "judging.judge_unassigned", "judging.judge_recused"),
    "scoresheet": ("judging.scoresheet_begun", "judging.scoresheet_submitted", "judging.scoresheet_reopened"),
    "result": ("judging.result_sealed", "judging.result_published"),
    "edition": ("registration.edition_opened",),
    "programme": ("registration.programme_opened",),
    "match": ("matchmaking.match_suggested", "matchmaking.interest_shown", "matchmaking.match_declined"),
    "subscription": ("notifications.subscription_changed", "notifications.address_bounced"),
    "message": ("notifications.message_added", "notifications.message_mailed", "notifications.message_read"),
    "entry": (
        "registration.entry_submitted",
        "registration.entry_revised",
        "registration.entry_decided",
        "registration.entry_withdrawn",
        "registration.entry_left_out",
        "registration.entry_taken_over",
    ),
    "decision_page": ("registration.decisions_told", "registration.decisions_announced"),
    "release": ("registration.decisions_released", "registration.decisions_arrived"),
}
"""For each noun, facts that set everything which told events can set."""

TOLD_BESIDE = {"listing", "enquiry", "negotiation", "notice"}
"""Nouns whose kept facts say what they are: their snapshots are tried on a whole story, in tests/exchange."""

BEGINNINGS: Mapping[str, tuple[Kept, ...]] = {
    "subscription": (
        SubscriptionBegun(subscription_id="subscription-0001", person_id="person-lan-0001", tenant_id="t" * 8),
    )
}
"""What a noun keeps before it tells anything."""


def told(wire: str) -> Told:
    event = told_event(wire)
    assert event is not None
    return event.read(1, golden(wire, 1))


def rows(events: list[Told]) -> dict[str, dict[str, Any]]:
    """One row of each collection: golden messages of one noun have several ids."""
    found: dict[str, dict[str, Any]] = {}
    for event in events:
        for name, fields in projected([event]).items():
            found.setdefault(name.split()[0], {}).update(fields)
    return found


def test_every_noun_has_a_story():
    assert set(STORIES) | TOLD_BESIDE == set(nouns())


@pytest.mark.parametrize("name", STORIES)
def test_a_snapshot_gives_the_row_that_all_told_events_give(name):
    noun: Noun[Any] = nouns()[name]
    events = [told(wire) for wire in STORIES[name]]
    snapshot = noun.snapshot(reduce(noun.apply, [*BEGINNINGS.get(name, ()), *events], None))
    if type(snapshot) in NOT_PROJECTED:
        assert {type(event) for event in events} <= NOT_PROJECTED
    else:
        assert rows([snapshot]) == rows(events)
