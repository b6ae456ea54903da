"""The rules of notifications, by values."""

from datetime import timedelta

import pytest

from services.notifications.domain import mailing, message, subscription
from services.notifications.domain.commands import (
    BounceMail,
    ClaimMail,
    ForgetSubscription,
    MarkAddress,
    MuteMails,
    SettleMail,
)
from services.notifications.domain.mailing import CLAIMED_FOR, MOST_TRIES, PAUSES
from shared.contracts.notifications.commands import ChangeSubscription, ReadMessage
from shared.contracts.notifications.events import MessageAdded, MessageMailed, MessageRead
from shared.contracts.notifications.values import TOPIC_OF, MessageKind, Outcome, Topic
from shared.errors import NotFound
from tests.builders import notifications as build
from tests.builders.accounts import PERSON, TENANT
from tests.builders.contexts import context
from tests.builders.notifications import MESSAGE, NOW

MINUTE = timedelta(minutes=1)


def fold(state, facts, apply=message.apply):
    for fact in facts:
        state = apply(state, fact)
    return state


def added(now=NOW, owner=None, **given):
    return fold(None, message.add(None, build.add_message(**given), context(now), owner))


def claimed(state, now=NOW, command_id="claim-0001"):
    return fold(state, mailing.claim(state, ClaimMail(message_id=MESSAGE), context(now, command_id=command_id)))


def settled(state, outcome, now=NOW, claim="claim-0001"):
    command = SettleMail(message_id=MESSAGE, claim=claim, outcome=outcome)
    return fold(state, mailing.settle(state, command, context(now)))


def mailed(outcome, now=NOW, kind=MessageKind.WELCOME):
    return MessageMailed(message_id=MESSAGE, person_id=PERSON, tenant_id=TENANT, kind=kind, outcome=outcome, at=now)


def test_a_person_is_told_in_the_inbox_and_a_mail_is_intended_by_the_same_save():
    facts = message.add(None, build.add_message(), context(NOW), None)
    assert facts[0] == MessageAdded(
        message_id=MESSAGE, person_id=PERSON, tenant_id=TENANT, kind=MessageKind.WELCOME, subjects=(), at=NOW
    )
    assert fold(None, facts) == build.message()


def test_the_same_fact_makes_no_second_message():
    for state in (build.message(), build.message(mailing=None, outcome=Outcome.SENT)):
        assert message.add(state, build.add_message(), context(NOW), None) == ()


def test_a_link_is_mailed_and_never_in_the_inbox():
    state = added(kind=MessageKind.SIGN_IN, source=build.source("sign_in"), expires_at=NOW + 15 * MINUTE)
    assert (state.shown, state.mailing.expires_at) == (False, NOW + 15 * MINUTE)
    with pytest.raises(NotFound):
        message.read(state, ReadMessage(message_id=MESSAGE), context(NOW))


def test_an_invitation_goes_to_an_address_that_only_accounts_knows():
    state = added(kind=MessageKind.INVITATION, person_id=None, source=build.source("invitation"))
    assert (state.person_id, state.shown, state.mailing.source) == (None, False, build.source("invitation"))


@pytest.mark.parametrize(("age", "is_mailed"), [(timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False)])
def test_a_fact_of_long_ago_is_mailed_to_nobody(age, is_mailed):
    state = added(now=NOW + age)
    assert (state.shown, state.at, state.mailing is not None) == (True, NOW, is_mailed)


def test_a_link_of_long_ago_makes_no_message_at_all():
    command = build.add_message(kind=MessageKind.SIGN_IN, source=build.source("sign_in"))
    assert list(message.add(None, command, context(NOW + timedelta(days=2)), None)) == []


def test_what_a_fact_does_not_say_its_owner_is_asked_for():
    given = {"person_id": None, "owner_of": build.subject(), "kind": MessageKind.ORGANISATION_VERIFIED}
    assert added(owner="person-hanh-04", **given).person_id == "person-hanh-04"
    assert added(owner=None, **given) is None


def test_a_message_is_read_and_unread_and_twice_is_once():
    read = message.read(build.message(), ReadMessage(message_id=MESSAGE), context(NOW))
    assert read == (MessageRead(message_id=MESSAGE, person_id=PERSON, read_at=NOW),)
    state = fold(build.message(), read)
    assert message.read(state, ReadMessage(message_id=MESSAGE), context(NOW + MINUTE)) == ()
    unread = fold(state, message.read(state, ReadMessage(message_id=MESSAGE, read=False), context(NOW)))
    assert unread == build.message()


def test_a_claimed_mail_is_nobody_elses_until_the_claim_has_run_out():
    first = claimed(build.message())
    assert (first.mailing.claim, first.mailing.due_at, first.mailing.tries) == ("claim-0001", NOW + CLAIMED_FOR, 1)
    for now in (NOW, NOW + CLAIMED_FOR - MINUTE):
        assert mailing.claim(first, ClaimMail(message_id=MESSAGE), context(now, command_id="claim-0002")) == ()
    assert claimed(first, NOW + CLAIMED_FOR, "claim-0002").mailing.claim == "claim-0002"


@pytest.mark.parametrize("outcome", Outcome)
def test_what_came_of_a_mail_is_told_and_stands(outcome):
    state = claimed(build.message())
    facts = mailing.settle(state, SettleMail(message_id=MESSAGE, claim="claim-0001", outcome=outcome), context(NOW))
    assert facts == (mailed(outcome),)
    done = fold(state, facts)
    assert (done.outcome, done.mailing) == (outcome, None)
    assert settled(done, Outcome.FAILED) == done
    assert mailing.claim(done, ClaimMail(message_id=MESSAGE), context(NOW + timedelta(days=1))) == ()


def test_what_was_sent_counts_though_another_has_claimed_it_since():
    taken_over = claimed(claimed(build.message()), NOW + CLAIMED_FOR, "claim-0002")
    assert settled(taken_over, None, claim="claim-0001") == taken_over
    assert settled(taken_over, Outcome.SENT, claim="claim-0001").outcome is Outcome.SENT


def test_a_mail_is_tried_six_times_ever_later_and_then_has_failed():
    state, now, waited = build.message(), NOW, []
    while state.mailing is not None:
        state = settled(claimed(state, now), None, now)
        if state.mailing is not None:
            waited.append(state.mailing.due_at - now)
            now = state.mailing.due_at
    assert (tuple(waited), state.outcome) == (PAUSES, Outcome.FAILED)


def test_a_mail_whose_sender_dies_each_time_fails_too():
    state, now = build.message(), NOW
    for _ in range(MOST_TRIES):
        state, now = claimed(state, now), now + CLAIMED_FOR
    assert claimed(state, now).outcome is Outcome.FAILED


def test_a_mail_that_came_back_was_sent_before():
    sent, command = build.message(mailing=None, outcome=Outcome.SENT), BounceMail(message_id=MESSAGE)
    assert mailing.bounce(sent, command, context(NOW)) == (mailed(Outcome.BOUNCED),)
    for state in (None, build.message(), build.message(mailing=None, outcome=Outcome.BOUNCED)):
        assert mailing.bounce(state, command, context(NOW)) == ()


def change(state, topic, mailed):
    command = ChangeSubscription(person_id=PERSON, topic=topic, mailed=mailed)
    return fold(state, subscription.change(state, command, context(NOW), TENANT), subscription.apply)


def test_topics_are_switched_off_and_on_and_twice_is_once():
    off = change(change(None, Topic.JOBS, False), Topic.ENTRIES, False)
    assert off == build.subscription(unwanted=(Topic.ENTRIES, Topic.JOBS))
    assert change(off, Topic.JOBS, False) == off
    assert change(off, Topic.JOBS, True) == build.subscription(unwanted=(Topic.ENTRIES,))
    assert change(None, Topic.JOBS, True) is None


def test_a_bounced_address_gets_links_to_sign_in_with_and_nothing_else_for_a_month():
    facts = subscription.mark(None, MarkAddress(person_id=PERSON, tenant_id=TENANT), context(NOW))
    state = fold(None, facts, subscription.apply)
    assert state == build.subscription(bounced_at=NOW)
    later = NOW + timedelta(days=29)
    assert subscription.mark(state, MarkAddress(person_id=PERSON, tenant_id=TENANT), context(later)) == ()
    wanted = {kind for kind in MessageKind if subscription.wants(state, kind, later)}
    assert wanted == {MessageKind.SIGN_IN}
    assert all(subscription.wants(state, kind, NOW + timedelta(days=30)) for kind in MessageKind)


def test_what_is_unwanted_is_not_mailed_and_all_else_is():
    state = build.subscription(unwanted=(Topic.ENTRIES,))
    unwanted = {kind for kind in MessageKind if not subscription.wants(state, kind, NOW)}
    assert unwanted == {
        MessageKind.ENTRY_SUBMITTED,
        MessageKind.ENTRY_WITHDRAWN,
        MessageKind.ENTRY_ACCEPTED,
        MessageKind.ENTRY_REJECTED,
    }
    assert all(subscription.wants(None, kind, NOW) for kind in MessageKind)


def test_of_an_erased_person_nothing_that_was_wanted_is_left():
    state, command = build.subscription(unwanted=(Topic.JOBS,)), ForgetSubscription(person_id=PERSON)
    forgotten = fold(state, subscription.forget(state, command, context(NOW)), subscription.apply)
    assert forgotten == build.subscription()
    assert subscription.forget(forgotten, command, context(NOW)) == subscription.forget(None, command, context(NOW))


def test_who_has_stopped_the_use_of_the_own_data_gets_no_mail_that_can_be_done_without():
    facts = subscription.mute(None, MuteMails(person_id=PERSON, tenant_id=TENANT), context(NOW))
    state = fold(None, facts, subscription.apply)
    assert subscription.mute(state, MuteMails(person_id=PERSON, tenant_id=TENANT), context(NOW)) == ()
    mailed = {kind for kind in MessageKind if subscription.wants(state, kind, NOW)}
    assert mailed == set(MessageKind) - TOPIC_OF.keys()
    on = ChangeSubscription(person_id=PERSON, topic=Topic.ENTRIES, mailed=True)
    (changed,) = subscription.change(state, on, context(NOW), TENANT)
    assert subscription.wants(subscription.apply(state, changed), MessageKind.ENTRY_ACCEPTED, NOW)
