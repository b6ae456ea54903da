"""A person asks to stop the use of the own data: not found, not named to colleagues, until it is taken back."""

from datetime import timedelta

import pytest

from services.accounts.domain import data_request, restriction
from services.accounts.domain.data_request import Asking
from services.accounts.domain.person import Person, apply
from services.accounts.domain.restriction import ResumeProcessing, StopProcessing
from shared.contracts.accounts import commands
from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus
from shared.errors import NotFound
from tests.builders.accounts import PERSON, TENANT
from tests.builders.contexts import context

REQUEST = "request-0001"


def asked(kind=DataRequestKind.RESTRICTION):
    command = commands.AskAboutData(request_id=REQUEST, person_id=PERSON, kind=kind)
    return data_request.apply(None, data_request.ask(None, command, context(), Asking(TENANT))[0])


def done(kind=DataRequestKind.RESTRICTION):
    request = asked(kind)
    (closed,) = data_request.carry_out(request, data_request.CarryOut(request_id=REQUEST), context(request.answer_due))
    return data_request.apply(request, closed)


def cancel(request, now):
    return data_request.cancel(request, commands.CancelDataRequest(request_id=REQUEST), context(now))


def test_it_is_carried_out_by_itself_long_before_the_law_demands_it():
    request = asked()
    assert data_request.carried_out_at(request) == request.answer_due < request.stop_due


def test_it_is_taken_back_as_long_as_it_holds_and_was_in_time_all_the_same():
    request = done()
    (told,) = cancel(request, request.answer_due + timedelta(days=400))
    assert (told.status, told.in_time) == (DataRequestStatus.CANCELLED, True)
    assert cancel(data_request.apply(request, told), request.answer_due) == ()


def test_an_export_that_was_answered_is_not_taken_back():
    with pytest.raises(no.RequestOver):
        cancel(done(DataRequestKind.EXPORT), asked().answer_due)


def test_stopped_and_resumed_each_once():
    person = Person(PERSON, TENANT)
    (stopped,) = restriction.stop(person, StopProcessing(person_id=PERSON), context())
    person = apply(person, stopped)
    assert person.restricted_at == context().now
    assert restriction.stop(person, StopProcessing(person_id=PERSON), context()) == ()
    (resumed,) = restriction.resume(person, ResumeProcessing(person_id=PERSON), context())
    person = apply(person, resumed)
    assert person.restricted_at is None
    assert restriction.resume(person, ResumeProcessing(person_id=PERSON), context()) == ()


@pytest.mark.parametrize(
    "person", [None, Person(PERSON, TENANT, erased=True), Person(PERSON, TENANT, into_id="other-01")]
)
def test_of_who_is_gone_nothing_is_stopped(person):
    with pytest.raises(NotFound):
        restriction.stop(person, StopProcessing(person_id=PERSON), context())
    with pytest.raises(NotFound):
        restriction.resume(person, ResumeProcessing(person_id=PERSON), context())
