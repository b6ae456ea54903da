"""Matches and those who belong to their owners become one model, whatever order their facts come in."""

from datetime import timedelta
from typing import Any

import pytest

from gateway.projections import COPIES, PROJECTED
from shared.contracts.matchmaking import events as told
from shared.contracts.matchmaking.values import Answer, DeclineReason, MatchNews, Side, Stance
from tests.builders import matchmaking as build
from tests.builders.registration import DURING
from tests.gateway import facts
from tests.shared.bus.read.interleavings import demand_one_model

pytestmark = pytest.mark.real
MATCH, LATER = "match-001", facts.NOON + timedelta(hours=1)
SAID: dict[str, Any] = {"match_id": MATCH, "tenant_id": facts.TENANT}
SIDES: dict[str, Any] = {
    "need": build.need_side(owner_id="organisation-buyer"),
    "offer": build.offer_side(owner_id="organisation-seller"),
}
SUGGESTED = facts.match(MATCH, **SIDES)
INTEREST = facts.told(told.InterestShown(**SAID, side=Side.NEED, mutual=False, shown_at=facts.NOON), 2)
MUTUAL = facts.told(told.InterestShown(**SAID, side=Side.OFFER, mutual=True, shown_at=LATER), 3)
DECLINED = facts.told(told.MatchDeclined(**SAID, side=Side.OFFER, reason=DeclineReason.PRICE, declined_at=LATER), 4)
TAKEN_BACK = facts.told(told.AnswerTakenBack(**SAID, side=Side.OFFER, taken_back_at=LATER), 5)
OVER = facts.told(told.MatchRescored(**SAID, **SIDES, fit=None, rescored_at=LATER), 6)
BUYERS = facts.members("organisation-buyer", lan="admin", minh="member")
BUYERS_LATER = facts.members("organisation-buyer", seq=2, lan="admin")


async def test_every_interleaving_gives_one_model(database):
    streams = [[SUGGESTED, INTEREST, MUTUAL], [BUYERS, BUYERS_LATER]]
    model = await demand_one_model(database, PROJECTED, COPIES, streams)
    (row,) = model["matches"]
    shown = {"need_stance": "interested", "offer_stance": "interested", "mutual": True, "score": 84, "over": False}
    assert {name: row[name] for name in shown} == shown
    assert (row["need_owner"]["belonging"], row["offer_owner"]["belonging"]) == (["person-lan"], None)
    assert row["need"]["title"] == {"vi": "Cần máy sấy lúa", "en": ""}
    assert "owner_id" not in row["need"]


async def test_what_is_declined_taken_back_and_over_is_shown_so(database):
    model = await demand_one_model(database, PROJECTED, COPIES, [[SUGGESTED, INTEREST, MUTUAL, DECLINED, OVER]])
    (row,) = model["matches"]
    assert (row["offer_stance"], row["offer_reason"], row["mutual"]) == ("declined", "price", False)
    assert (row["over"], row["score"], row["factors"]) == (True, 0, [])
    again = await demand_one_model(database, PROJECTED, COPIES, [[SUGGESTED, DECLINED, TAKEN_BACK]])
    (row,) = again["matches"]
    assert (row["offer_stance"], row["offer_reason"], row["offer_answered_at"]) == (None, None, None)


async def test_a_snapshot_says_the_same_as_the_facts_before_it(database):
    snapshot = told.MatchSnapshot(
        **SAID,
        **SIDES,
        fit=build.fit(),
        news=(MatchNews.PUBLISHED,),
        all_news=(MatchNews.PUBLISHED,),
        suggested_at=DURING,
        need_answer=Answer(stance=Stance.INTERESTED, at=facts.NOON),
        offer_answer=Answer(stance=Stance.INTERESTED, at=LATER),
    )
    by_facts = await demand_one_model(database, PROJECTED, COPIES, [[SUGGESTED, INTEREST, MUTUAL]])
    by_snapshot = await demand_one_model(database, PROJECTED, COPIES, [[facts.told(snapshot, 3)]])
    said, snapped = by_facts["matches"][0], by_snapshot["matches"][0]
    assert {name: value for name, value in snapped.items() if name in said} == said
