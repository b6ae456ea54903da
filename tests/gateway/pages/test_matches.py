"""The page of matches: why two fit, what one says to it, and that it can be taken back."""

import pytest

from shared.contracts.matchmaking import commands
from shared.contracts.matchmaking.values import DeclineReason, Side
from tests.builders import matchmaking as matching
from tests.gateway import facts

ME = "person-org"
MATCH, MASKED = "match-00001", "match-00002"
pytestmark = pytest.mark.real


@pytest.fixture
async def matches(database, browser):
    """Of a need of the viewer's organisation, one with an offer that is masked; and one of others."""
    buyer = matching.need_side(owner_id="organisation-buyer")
    masked = matching.offer_side(owner_id="pseudonym-0001", masked=True)
    await facts.project(
        database,
        facts.members("organisation-buyer", org="admin"),
        facts.match(MATCH, need=buyer),
        facts.match(MASKED, need=buyer, offer=masked, fit=matching.fit(61)),
        facts.match("match-others", need=matching.need_side(owner_id="organisation-other")),
    )
    await browser.sign_in()
    await browser.open("/matches")
    return browser


def sent(services):
    return [command for command, _ in services.sent if command.wire.startswith("matchmaking.")]


async def test_what_fits_is_shown_with_its_reasons_the_best_first(matches):
    text = matches.text
    assert text.index("84") < text.index("61")
    assert "thấy chung: sấy lúa, tầng sôi" in text
    assert "380.000.000 ₫, tối đa có thể trả 400.000.000 ₫" in text.replace("\u00a0", " ")
    assert "Bạn thấy hợp 80, bên kia thấy hợp 88." in text
    assert (text.count("Giấu tên"), "match-others" in matches.page.text) == (1, False)


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        ({"say": "interested"}, commands.ShowInterest(match_id=MATCH, side=Side.NEED)),
        (
            {"reason": "benefit_unclear"},
            commands.DeclineMatch(match_id=MATCH, side=Side.NEED, reason=DeclineReason.BENEFIT_UNCLEAR),
        ),
        ({"say": "back"}, commands.TakeBackAnswer(match_id=MATCH, side=Side.NEED)),
    ],
    ids=["interested", "declined", "taken back"],
)
async def test_a_button_says_it_for_ones_own_side(matches, services, pressed, expected):
    await matches.client.post("/matches", data={**matches.hidden, "match_id": MATCH, "side": "need", **pressed})
    assert sent(services) == [expected]


@pytest.mark.parametrize(
    "asked", [{}, {"say": "interested"}, {"match_id": "a.b", "side": "need", "say": "back"}, {"reason": "rude"}]
)
async def test_what_no_page_of_ours_asks_says_nothing(matches, services, asked):
    answer = await matches.client.post("/matches", data={**matches.hidden, **asked})
    assert (answer.status_code, sent(services)) == (422, [])


async def test_staff_see_a_match_of_others_and_say_nothing_to_it(matches):
    await matches.open("/match/match-others")
    assert (matches.page.status_code, 'name="say"' in matches.page.text) == (200, False)
    await matches.open("/match/match-nowhere")
    assert matches.page.status_code == 404


async def test_a_match_has_its_own_page(matches):
    await matches.open(f"/match/{MATCH}")
    assert (matches.page.status_code, "Máy sấy lúa tầng sôi" in matches.text) == (200, True)


async def test_where_there_is_nothing_it_says_what_comes(matches):
    await matches.open("/matches?said=declined")
    assert "Bạn chưa bỏ qua gợi ý nào" in matches.text
