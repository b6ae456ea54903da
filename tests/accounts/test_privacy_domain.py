"""Consent and requests about data: rules by values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.accounts.domain import consent, data_request
from services.accounts.domain.data_request import Asking, CarryOut, DataRequest
from shared.contracts.accounts import commands
from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.events import ConsentGiven, ConsentWithdrawn, DataRequestClosed, DataRequested
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose
from shared.errors import NotFound
from tests.builders import accounts as build
from tests.builders.contexts import context

FRIDAY = datetime(2026, 10, 9, 9, 0, tzinfo=UTC)
"""16:00 in Vietnam."""
TUESDAY = datetime(2026, 10, 13, 10, 0, tzinfo=UTC)
"""17:00 in Vietnam."""
REQUEST = "request-0001"
GIVE = commands.GiveConsent(person_id=build.PERSON, purpose=Purpose.NEWS, text_version=2)
TAKE_BACK = commands.WithdrawConsent(person_id=build.PERSON, purpose=Purpose.NEWS)


def ask(kind: str = "erasure") -> commands.AskAboutData:
    return commands.AskAboutData(request_id=REQUEST, person_id=build.PERSON, kind=DataRequestKind(kind))


def opened(kind: str = "erasure") -> DataRequest:
    (told,) = data_request.ask(None, ask(kind), context(FRIDAY), Asking(build.TENANT))
    return data_request.apply(None, told)


def given() -> consent.Consent:
    (told,) = consent.give(None, GIVE, context(FRIDAY), build.TENANT)
    return consent.apply(None, told)


def test_consent_is_given_once_for_each_version_of_its_text():
    known = given()
    assert (known.purpose, known.text_version, known.given_at) == (Purpose.NEWS, 2, FRIDAY)
    assert consent.give(known, GIVE, context(TUESDAY), build.TENANT) == ()
    (newer,) = consent.give(known, GIVE.model_copy(update={"text_version": 3}), context(TUESDAY), build.TENANT)
    assert isinstance(newer, ConsentGiven)
    assert (newer.text_version, newer.given_at) == (3, TUESDAY)


def test_consent_is_taken_back_and_given_again():
    (back,) = consent.withdraw(given(), TAKE_BACK, context(TUESDAY))
    assert isinstance(back, ConsentWithdrawn)
    withdrawn = consent.apply(given(), back)
    assert withdrawn.withdrawn_at == TUESDAY
    assert consent.withdraw(withdrawn, TAKE_BACK, context(TUESDAY)) == ()
    assert len(consent.give(withdrawn, GIVE, context(TUESDAY), build.TENANT)) == 1
    with pytest.raises(NotFound):
        consent.withdraw(None, TAKE_BACK, context(FRIDAY))


def test_erasure_asked_on_a_friday_at_16_is_due_on_tuesday():
    request = opened()
    assert (request.answer_due, data_request.carried_out_at(request)) == (TUESDAY, TUESDAY)
    assert request.stop_due == datetime(2026, 10, 30, 10, 0, tzinfo=UTC)


def test_the_last_organiser_of_a_tenant_is_told_before_asking_for_erasure():
    alone = Asking(build.TENANT, last_organiser=True)
    with pytest.raises(no.LastOrganiser):
        data_request.ask(None, ask(), context(FRIDAY), alone)
    assert len(data_request.ask(None, ask("export"), context(FRIDAY), alone)) == 1


def test_the_same_request_again_changes_nothing_and_another_under_its_id_is_refused():
    assert data_request.ask(opened(), ask(), context(TUESDAY), Asking(build.TENANT)) == ()
    with pytest.raises(no.RequestOpen):
        data_request.ask(opened(), ask("export"), context(TUESDAY), Asking(build.TENANT))


@pytest.mark.parametrize(("late", "in_time"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_what_is_due_is_carried_out_and_says_whether_in_time(late, in_time):
    request = opened()
    (told,) = data_request.carry_out(request, CarryOut(request_id=REQUEST), context(TUESDAY + late))
    assert isinstance(told, DataRequestClosed)
    assert (told.status, told.in_time) == (DataRequestStatus.DONE, in_time)
    closed = data_request.apply(request, told)
    assert data_request.carried_out_at(closed) is None
    assert data_request.carry_out(closed, CarryOut(request_id=REQUEST), context(TUESDAY)) == ()


def test_a_request_is_taken_back_until_it_was_answered():
    request, cancel = opened(), commands.CancelDataRequest(request_id=REQUEST)
    (told,) = data_request.cancel(request, cancel, context(FRIDAY))
    cancelled = data_request.apply(request, told)
    assert cancelled.status is DataRequestStatus.CANCELLED
    assert data_request.cancel(cancelled, cancel, context(FRIDAY)) == ()
    done = replace(request, status=DataRequestStatus.DONE, open_kind=None)
    with pytest.raises(no.RequestOver):
        data_request.cancel(done, cancel, context(TUESDAY))


def test_a_refusal_gives_its_reason_which_is_kept_sealed_and_never_told():
    refuse = commands.AnswerDataRequest(request_id=REQUEST, done=False, reason="Đang có tranh chấp.")
    with pytest.raises(no.ReasonNeeded):
        data_request.answer(opened(), refuse, context(FRIDAY), None)
    told, kept = data_request.answer(opened(), refuse, context(FRIDAY), "sealed")
    assert "tranh" not in told.model_dump_json()
    refused = data_request.apply(data_request.apply(opened(), told), kept)
    assert (refused.status, refused.reason) == (DataRequestStatus.REFUSED, "sealed")


def test_a_request_is_the_same_after_its_snapshot():
    request = opened()
    assert data_request.apply(None, data_request.snapshot(request)) == request
    assert consent.apply(None, consent.snapshot(given())) == given()
    assert isinstance(
        data_request.ask(None, ask("restriction"), context(FRIDAY), Asking(build.TENANT))[0], DataRequested
    )
