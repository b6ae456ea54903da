"""Who may answer a match: the whole table, actor × command × what the actor speaks for."""

import pytest

from services.matchmaking.access import ACCESS
from shared.auth import service_actor
from shared.bus.dispatch import Verdict
from shared.contracts.matchmaking.values import Side
from tests.builders import matchmaking as build
from tests.builders.actors import ACTORS

WATCHERS = {"organiser", "secretary", "moderator"}
PEOPLE = {"lan", "minh", "edition organiser", "programme organiser"} | WATCHERS
NEED, OFFER, NONE = frozenset((Side.NEED,)), frozenset((Side.OFFER,)), frozenset[Side]()
ANSWERS = (build.show_interest(), build.decline_match(), build.take_back_answer())


def verdicts(command, match, own):
    may = ACCESS[type(command)]
    said = {name: may(actor, command, match, own) for name, actor in ACTORS.items()}
    return {v: {name for name, one in said.items() if one is v} for v in Verdict}


@pytest.mark.parametrize("command", ANSWERS, ids=lambda c: c.wire)
def test_who_speaks_for_the_side_answers(command):
    assert verdicts(command, build.match(), NEED)[Verdict.YES] == PEOPLE


@pytest.mark.parametrize("command", ANSWERS, ids=lambda c: c.wire)
def test_the_other_side_and_the_staff_know_of_it_and_do_nothing(command):
    other, strangers = verdicts(command, build.match(), OFFER), verdicts(command, build.match(), NONE)
    assert (other[Verdict.YES], other[Verdict.NO]) == (set(), PEOPLE)
    assert (strangers[Verdict.YES], strangers[Verdict.NO]) == (set(), WATCHERS)


@pytest.mark.parametrize("command", ANSWERS, ids=lambda c: c.wire)
def test_of_nothing_and_of_another_tenants_match_nobody_knows(command):
    everybody = set(ACTORS)
    assert verdicts(command, None, NONE)[Verdict.UNSEEN] == everybody
    elsewhere = verdicts(command, build.match(tenant_id="tenant-da-nang"), NEED)
    assert elsewhere[Verdict.YES] == {"stranger", "other organiser"}


def test_nobody_but_matchmaking_suggests():
    may = ACCESS[type(build.suggest_match())]
    named = {**ACTORS, **{name: service_actor(name) for name in ("matchmaking", "exchange")}}
    assert {n for n, a in named.items() if may(a, build.suggest_match(), None, None) is Verdict.YES} == {"matchmaking"}
