"""Scenario M1 and what surrounds it, over a real index: who is alerted of what, and of what nobody is."""

import shutil

import pytest

from services.matchmaking.domain.limits import refused_by
from services.matchmaking.domain.texts import texts_of
from services.matchmaking.handlers.hearing import match_id
from services.matchmaking.store.index import FolderIndex
from shared.contracts.exchange.values import Direction, ListingStatus, SubjectKind, TransferMode, Words
from shared.contracts.matchmaking.events import MatchRescored
from shared.contracts.matchmaking.values import Factor, MatchNews
from tests.builders import matchmaking as build
from tests.builders.matchmaking import BUYER, NEED, for_, offered, up_to, wanted

FIRST, SECOND, THIRD = "offer-trl-6", "offer-trl-8-380", "offer-trl-8-450"


async def m1(market):
    await market.publish(NEED, wanted(), BUYER)
    await market.publish(FIRST, offered(trl=6, price=for_(390)), "organisation-one")
    await market.publish(SECOND, offered(trl=8, price=for_(380)), "organisation-two")
    await market.publish(THIRD, offered(trl=8, price=for_(450)), "organisation-three")
    await market.change(FIRST, offered(trl=7, price=for_(350)), "organisation-one")


TOLD = [(NEED, SECOND, ("published",)), (NEED, FIRST, ("trl_raised", "price_lowered"))]


async def test_m1_two_alerts_in_all_the_second_on_the_edit(market):
    await m1(market)
    assert market.told == TOLD


async def test_each_alert_says_why_by_factor_and_with_the_words_found(market):
    await m1(market)
    first, second = market.alerts
    ready = {alert.offer.listing_id: {f.factor: f for f in alert.fit.factors} for alert in (first, second)}
    assert [f.factor for f in first.fit.factors] == [
        Factor.TEXT, Factor.PRICE, Factor.READINESS, Factor.SECTOR, Factor.TRANSFER, Factor.PLACE
    ]  # fmt: skip
    assert (ready[SECOND][Factor.READINESS].need, ready[FIRST][Factor.READINESS].need) == (100, 60)
    assert ready[FIRST][Factor.PRICE].need > ready[SECOND][Factor.PRICE].need
    assert {"sấy lúa", "đốt trấu"} <= set(first.fit.words)
    assert all(alert.fit.score >= 45 for alert in (first, second))


async def test_a_replay_of_the_log_alerts_nobody(market):
    await m1(market)
    before = list(market.store.shelf.told)
    await market.replay()
    assert market.store.shelf.told == before
    await market.restarted()
    await market.replay()
    assert market.store.shelf.told == before


async def test_a_replay_alerts_nobody_where_the_index_was_lost(market, tmp_path):
    await m1(market)
    before = list(market.store.shelf.told)
    market.index.close()
    shutil.rmtree(tmp_path / "index")
    await market.restarted()
    await market.replay()
    assert market.store.shelf.told == before
    await market.publish("offer-late", offered(price=for_(300)), "organisation-four")
    assert market.told[-1] == (NEED, "offer-late", ("published",))


async def test_a_restart_goes_on_without_building_the_index_anew(market):
    await m1(market)
    market.listings.marks.clear()  # nothing could be built from what was matched
    await market.restarted()
    await market.publish("need-late", wanted(), "organisation-four")
    assert {offer for need, offer, _ in market.told if need == "need-late"} == {FIRST, SECOND}


async def test_a_need_that_comes_later_meets_the_offers_that_are_there(market):
    await market.publish(SECOND, offered(), "organisation-two")
    await market.publish(NEED, wanted(), BUYER)
    assert market.told == [(NEED, SECOND, ("published",))]


async def test_a_need_that_asks_for_less_meets_what_was_refused(market):
    await m1(market)
    await market.change(NEED, wanted(price=up_to(500)), BUYER)
    assert market.told[:2] == TOLD
    assert sorted(market.told[2:]) == sorted((NEED, offer, ("need_widened",)) for offer in (FIRST, SECOND, THIRD))


async def test_a_lower_price_is_told_once(market):
    await m1(market)
    for price in (370, 360):
        await market.change(SECOND, offered(price=for_(price)), "organisation-two")
    assert market.told == [*TOLD, (NEED, SECOND, ("price_lowered",))]


async def test_a_listing_that_is_gone_ends_its_matches(market):
    await m1(market)
    await market.close(SECOND)
    over = await market.store.read(match_id(NEED, SECOND))
    assert over.state.fit is None
    await market.publish("need-late", wanted(), "organisation-four")
    assert [offer for need, offer, _ in market.told if need == "need-late"] == [FIRST]


async def test_a_listing_that_takes_no_enquiry_is_not_matched_and_comes_back_without_an_alert(market):
    await m1(market)
    await market.change(SECOND, offered(), "organisation-two", status=ListingStatus.PAUSED)
    assert (await market.store.read(match_id(NEED, SECOND))).state.fit is None
    await market.change(SECOND, offered(), "organisation-two")
    assert (await market.store.read(match_id(NEED, SECOND))).state.fit is not None
    assert market.told == TOLD


async def test_an_offer_that_becomes_too_dear_is_no_match_any_more(market):
    await m1(market)
    await market.change(SECOND, offered(price=for_(401)), "organisation-two")
    assert (await market.store.read(match_id(NEED, SECOND))).state.fit is None
    assert market.told == TOLD


async def test_an_award_is_told_to_those_that_are_matched(market):
    await m1(market)
    market.awards.won["organisation-two"] = 1
    told = build.result_published("organisation-two")
    await market.tell(told)
    assert market.told == [*TOLD, (NEED, SECOND, ("award_won",))]
    await market.replay()
    assert market.told == [*TOLD, (NEED, SECOND, ("award_won",))]


async def test_a_change_of_stock_tells_nobody_anything(market):
    await m1(market)
    before = list(market.store.shelf.told)
    await market.change(SECOND, offered(), "organisation-two", available=0)
    assert market.store.shelf.told == before


async def test_a_changed_text_alone_changes_the_score_alone(market):
    await m1(market)
    await market.change(SECOND, offered(title=Words(vi="Máy sấy lúa")), "organisation-two")
    assert market.told == TOLD
    assert isinstance(market.store.shelf.told[-1].event, MatchRescored)


async def test_of_another_matter_nobody_is_told_however_well_the_figures_agree(market):
    await market.publish(NEED, wanted(), BUYER)
    other = offered(
        title=Words(vi="Phần mềm kế toán"), summary={"vi": "Sổ sách và hoá đơn điện tử."}, description={}, keywords=()
    )
    await market.publish(SECOND, other, "organisation-two")
    assert market.told == []


async def test_nobody_is_matched_with_themselves_or_with_another_tenant(market):
    await market.publish(NEED, wanted(), BUYER)
    await market.publish(FIRST, offered(), BUYER)
    await market.tell(build.listing_published(SECOND, offered(), "organisation-two", tenant_id="tenant-da-nang"))
    assert market.told == []


async def test_without_diacritics_the_same_is_found(market):
    await market.publish(NEED, wanted(), BUYER)
    typed = offered(
        title=Words(vi="May say lua tang soi"), summary={"vi": "May say lua 5 tan moi me, dot trau."}, description={},
        keywords=(),
    )  # fmt: skip
    await market.publish(SECOND, typed, "organisation-two")
    assert market.told == [(NEED, SECOND, ("published",))]


CHOICES = [
    {}, {"trl": 6}, {"trl": 9}, {"trl": None}, {"price": for_(401)}, {"price": for_(400)}, {"price": up_to(399)},
    {"price": {"kind": "on_request"}}, {"subject": SubjectKind.TECHNOLOGY}, {"subject": SubjectKind.INVESTMENT},
    {"price": {"kind": "fixed", "amount": {"amount_minor": 9 * 10**11, "currency": "USD"}}},
    {"transfer_modes": (TransferMode.RENTAL,)},
]  # fmt: skip


@pytest.mark.parametrize("direction", Direction)
def test_the_index_refuses_exactly_what_the_rule_refuses(tmp_path, direction):
    """The other side has every choice; each asks for all of them."""
    index = FolderIndex(tmp_path)
    others = Direction.NEED if direction is Direction.OFFER else Direction.OFFER
    made = {d: [_entry(index, d, n, given) for n, given in enumerate(CHOICES)] for d in Direction}
    for entry, texts in made[others]:
        index.put(entry, texts)
    index.commit()
    for entry, _ in made[direction]:
        found = {one.facts.listing_id for one in index.candidates(entry, 50)}
        asked = [(entry.facts, other.facts) for other, _ in made[others]]
        pairs = [(o, t) if direction is Direction.NEED else (t, o) for o, t in asked]
        passing = {
            (offer if direction is Direction.NEED else need).listing_id
            for need, offer in pairs
            if refused_by(need, offer) is None
        }
        assert found == passing
    index.close()


def _entry(index, direction, number, given):
    says = (wanted if direction is Direction.NEED else offered)(**given)
    owner = "organisation-both" if number == 0 else f"organisation-{direction}-{number}"
    facts = build.facts(f"{direction}-{number:04}", says, owner)
    return index.entry(facts, texts_of(says)), texts_of(says)


def test_news_are_all_there_are():
    assert {news.value for news in MatchNews} == {
        "published", "trl_raised", "price_lowered", "need_widened", "revised", "award_won"
    }  # fmt: skip
