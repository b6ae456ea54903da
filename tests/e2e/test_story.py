"""The story across all services: a startup enters, is judged, wins; what it offers meets a cooperative's need; a deal.

Every event of it carries the trace of the request that began it, and whatever happens is seen within a second (the
gate is ten times that).
"""

import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import pytest

from deploy import topics
from shared.bus.kafka import read_through
from shared.clock import SystemClock
from shared.contracts.accounts.commands import GrantRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import Sector
from shared.contracts.commands import Command
from shared.contracts.envelope import Envelope, envelope_of
from shared.contracts.exchange import commands as exchange
from shared.contracts.exchange.values import (
    Agreement,
    Direction,
    FixedPrice,
    OfferTerms,
    PriceRange,
    StoryWords,
    SubjectKind,
    SummaryWords,
    TransferMode,
    Words,
)
from shared.contracts.judging import commands as judging
from shared.contracts.judging.ids import assignment_id, judge_id
from shared.contracts.judging.values import Criterion, Mark, RoundPolicy
from shared.contracts.registration import commands as registration
from shared.contracts.registration.values import Decision, EntryAnswers, ProgrammeKind
from shared.contracts.values import Money, Text
from shared.ids import new_id
from tests.builders import exchange as build
from tests.harness.people import Somebody, Traces, registered, signed_in
from tests.harness.rest import Refused
from tests.harness.system import System
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
WITHIN = 10.0
"""Seconds until a fact is seen, ten times the goal."""
MILLION = 1_000_000
TITLE = "Máy sấy lúa tầng sôi đốt trấu"
NOT_YET = ("unknown_", "not_found", "forbidden", "403", "404")
"""What a service says of what it has not heard of yet."""
T = TypeVar("T")


@dataclass
class Story:
    """Who takes part, and how soon each thing was seen."""

    system: System
    traces: Traces
    organiser: Somebody
    startup: Somebody
    judge: Somebody
    chair: Somebody
    cooperative: Somebody
    before: dict[tuple[str, int], int]
    """Where each topic ended before it began."""
    programme_id: str = field(default_factory=new_id)
    entry_id: str = field(default_factory=new_id)
    award_id: str = field(default_factory=new_id)
    round_id: str = field(default_factory=new_id)
    offer_id: str = field(default_factory=new_id)
    need_id: str = field(default_factory=new_id)
    enquiry_id: str = field(default_factory=new_id)
    seconds: dict[str, float] = field(default_factory=dict)

    async def seen(self, what: str, look: Callable[[], Awaitable[T | None]]) -> T:
        """What is looked for, once it is there; the seconds since the last command was answered are kept."""
        began = time.monotonic()
        found = await eventually(look, WITHIN, what)
        self.seconds[what] = time.monotonic() - began
        return found


async def once_known(who: Somebody, command: Command) -> dict[str, Any]:
    """Sent again while the service has not heard of what it is about."""

    async def taken() -> dict[str, Any] | None:
        try:
            return await who.send(command)
        except Refused as refused:
            if any(word in str(refused) for word in NOT_YET):
                return None
            raise

    return await eventually(taken, WITHIN, command.wire)


@pytest.fixture
async def story(system: System) -> Story:
    traces, before = Traces(), await ends(system)
    organiser, password = system.demo.sign_ins[0].mail, system.demo.sign_ins[0].password
    return Story(
        system,
        traces,
        await signed_in(system, traces, organiser, password),
        await registered(system, traces, "Trần Văn Lúa"),
        await registered(system, traces, "Lê Thị Cân"),
        await registered(system, traces, "Phạm Thu Trang"),
        await registered(system, traces, "Nguyễn Thị Hợp"),
        before,
    )


async def ends(system: System) -> dict[tuple[str, int], int]:
    """Where each topic of the system ends now."""
    found: dict[tuple[str, int], int] = {}
    async for batch in read_through(system.local.kafka_address, kept_topics()):
        for message in batch:
            found[message.topic, message.partition] = message.offset
    return found


def kept_topics() -> list[str]:
    """All topics of facts: those of services, not what the projector says of itself nor dead letters."""
    return [name for name in topics.declared().topics if not name.endswith(".dead") and "projected" not in name]


async def told_since(story: Story) -> list[Envelope]:
    """All facts since the story began, in all topics, whoever told them."""
    found, before = list[Envelope](), story.before
    async for batch in read_through(story.system.local.kafka_address, kept_topics()):
        found += [envelope_of(m.headers) for m in batch if m.offset > before.get((m.topic, m.partition), -1)]
    return found


async def test_a_startup_wins_and_sells_what_it_offers_to_a_cooperative(system, story, capsys):
    await enters(story)
    await is_accepted(story)
    await offers(story)
    await meets_a_need(story)
    await is_judged(story)
    await wins(story)
    await makes_a_deal(story)
    with capsys.disabled():
        print("\nseen after: " + ", ".join(f"{what} {s * 1000:.0f} ms" for what, s in story.seconds.items()))
    await is_on_its_traces(story)


ENTRY = "query { viewer { entries(first: 5) { edges { node { entryId status } } } } }"


async def enters(story: Story) -> None:
    """The startup registers its organisation, and hands an entry in."""
    now = SystemClock().now()
    await story.organiser.send(
        registration.OpenProgramme(
            programme_id=story.programme_id,
            edition_id=story.system.demo.edition_id,
            name=Text(vi="Cuộc thi khởi nghiệp", en="Startup contest"),
            kind=ProgrammeKind.CONTEST,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=1),
        )
    )
    organisation_id = await story.startup.register_organisation("Sấy Lúa Vàng", sector=Sector.AGRICULTURE)
    await once_known(
        story.startup,
        registration.SubmitEntry(
            entry_id=story.entry_id,
            programme_id=story.programme_id,
            organisation_id=organisation_id,
            answers=EntryAnswers(title=TITLE, summary="Sấy đều năm tấn mỗi mẻ."),
        ),
    )
    assert await story.seen("the entry", lambda: status(story)) == "SUBMITTED"


async def status(story: Story) -> str | None:
    """Of the entry, as who has handed it in sees it."""
    found = (await story.startup.ask(ENTRY))["viewer"]["entries"]["edges"]
    return next((str(one["node"]["status"]) for one in found if one["node"]["entryId"] == story.entry_id), None)


async def is_accepted(story: Story) -> None:
    """Prepared in secret, then released."""
    page_id, release_id = new_id(), new_id()
    await story.organiser.send(
        registration.PrepareDecisions(
            page_id=page_id,
            programme_id=story.programme_id,
            entry_ids=(story.entry_id,),
            decision=Decision.ACCEPTED,
        )
    )
    await story.organiser.send(registration.CloseDecisions(page_id=page_id, release_id=release_id, version=1))
    assert await status(story) == "SUBMITTED"
    await story.organiser.send(
        registration.ReleaseDecisions(release_id=release_id, programme_id=story.programme_id, page_ids=(page_id,))
    )
    await story.seen("the decision", lambda: stands(story, "ACCEPTED"))


async def stands(story: Story, wanted: str) -> bool:
    return await status(story) == wanted


LISTING = """query ($id: ID!) { listing(listingId: $id) {
  title { vi } ownerName status available placings { place awardName { vi } } } }"""


async def offers(story: Story) -> None:
    """The startup posts what it has built; a moderator publishes it."""
    content = build.content(
        title=Words(vi=TITLE),
        summary=SummaryWords(vi="Máy sấy lúa 5 tấn mỗi mẻ, đốt trấu."),
        description=StoryWords(vi="Sấy lúa tươi bằng tầng sôi, giảm nứt hạt, dùng trấu làm chất đốt."),
        subject=SubjectKind.EQUIPMENT,
        transfer_modes=(TransferMode.SALE,),
        price=FixedPrice(amount=Money(amount_minor=380 * MILLION)),
    )
    await publish(story, story.startup, story.offer_id, content)
    found = await story.seen("the listing", lambda: listing(story))
    assert (found["title"]["vi"], found["status"], found["placings"]) == (TITLE, "PUBLISHED", [])


async def publish(story: Story, owner: Somebody, listing_id: str, content: Any) -> None:
    await once_known(
        owner,
        exchange.SaveListing(listing_id=listing_id, organisation_id=owner.organisation_id, content=content),
    )
    await owner.send(exchange.SubmitListing(listing_id=listing_id))
    await story.organiser.send(exchange.ApproveListing(listing_id=listing_id, version=1))


async def listing(story: Story) -> Any:
    """As a stranger to it sees it."""
    return (await story.judge.ask(LISTING, id=story.offer_id))["listing"]


CANDIDATES = """query ($award: ID!) { candidates(filter: {awardId: $award}) { edges { node {
  entryId status byHand } } } }"""


async def is_judged(story: Story) -> None:
    """The accepted entry is eligible by itself; a judge who was invited scores it."""
    rubric_id, judge_of = new_id(), judge_id(story.award_id, story.judge.id)
    award = judging.OpenAward(
        award_id=story.award_id, programme_id=story.programme_id, name=Text(vi="Giải Nhất", en="First prize")
    )
    await once_known(story.organiser, award)
    criteria = (Criterion(key="tinh-moi", name=Text(vi="Tính mới", en="Novelty"), weight="100", step="0.5"),)
    await story.organiser.send(
        judging.SaveRubric(rubric_id=rubric_id, award_id=story.award_id, name=Text(vi="Tiêu chí"), criteria=criteria)
    )
    await story.organiser.send(
        judging.OpenRound(
            round_id=story.round_id,
            award_id=story.award_id,
            rubric_id=rubric_id,
            name=Text(vi="Chung kết", en="Final"),
            policy=RoundPolicy(judges_per_entry=1, winners=3, scores_published=True),
        )
    )
    candidate = await story.seen("the eligible entry", lambda: candidates(story))
    assert candidate == [{"entryId": story.entry_id, "status": "ELIGIBLE", "byHand": False}]
    await once_known(story.organiser, judging.InviteJudge(award_id=story.award_id, person_id=story.judge.id))
    await story.judge.send(judging.AcceptJudging(judge_id=judge_of))
    await once_known(
        story.organiser,
        judging.AssignJudge(round_id=story.round_id, judge_id=judge_of, entry_id=story.entry_id),
    )
    sheet, at = assignment_id(story.round_id, judge_of, story.entry_id), SystemClock().now()
    mark = Mark(criterion="tinh-moi", mark="9", at=at)
    await story.judge.send(judging.SaveMarks(sheet_id=sheet, device_id="device-story-1", marks=(mark,)))
    await story.judge.send(judging.SubmitScoresheet(sheet_id=sheet, finished_at=at))


async def candidates(story: Story) -> list[Any]:
    found = await story.organiser.ask(CANDIDATES, award=story.award_id)
    return [one["node"] for one in found["candidates"]["edges"]]


async def wins(story: Story) -> None:
    """Sealed, it is seen by nobody; published, the badge is on the listing."""
    at = {"tenant_id": story.system.demo.tenant_id, "edition_id": story.system.demo.edition_id}
    role = Role(name=RoleName.CHAIR, **at, programme_id=story.programme_id, award_id=story.award_id)
    await story.organiser.send(GrantRole(person_id=story.chair.id, role=role))
    await once_known(story.chair, judging.CloseRound(round_id=story.round_id))
    await once_known(story.chair, judging.SealResult(round_id=story.round_id))
    assert (await listing(story))["placings"] == []
    await story.chair.send(judging.PublishResult(round_id=story.round_id))
    won = await story.seen("the badge", lambda: badges(story))
    assert won == [{"place": 1, "awardName": {"vi": "Giải Nhất"}}]
    await story.seen("the match, once more", lambda: suggested_for(story, ["AWARD_WON"]))


async def suggested_for(story: Story, news: list[str]) -> bool:
    """The need is told that what it was matched with is better than before."""
    found = await match(story, story.cooperative)
    return bool(found["news"] == news)


async def badges(story: Story) -> list[Any]:
    return list((await listing(story))["placings"])


MATCHES = """query { ownMatches(first: 20) { edges { node {
  matchId needId offerId score over news viewerSides words factors { factor weight need } } } } }"""
INBOX = "query { inbox(first: 30) { edges { node { kind subjects { noun id } } } } }"


async def meets_a_need(story: Story) -> None:
    """Both sides are shown the match, with its reasons, and are alerted."""
    await story.cooperative.register_organisation("Hợp tác xã Gia Bình")
    content = build.content(
        direction=Direction.NEED,
        title=Words(vi="Cần máy sấy lúa"),
        summary=SummaryWords(vi="Hợp tác xã cần máy sấy lúa cho vụ tới, 5 tấn một mẻ, đốt trấu."),
        description=StoryWords(vi="Lúa tươi cần sấy ngay sau thu hoạch để hạt không nứt."),
        subject=SubjectKind.EQUIPMENT,
        trl=7,
        transfer_modes=(TransferMode.LICENCE, TransferMode.SALE),
        price=PriceRange(least=Money(amount_minor=0), most=Money(amount_minor=400 * MILLION)),
    )
    await publish(story, story.cooperative, story.need_id, content)
    for who, sides in ((story.cooperative, ["NEED"]), (story.startup, ["OFFER"])):
        found = await story.seen(f"the match, by the {sides[0].lower()}", partial(match, story, who))
        assert (found["viewerSides"], found["over"], found["score"] > 0) == (sides, False, True)
        assert found["factors"]
        assert found["words"]
        alert = {"kind": "MATCH_SUGGESTED", "subjects": [{"noun": "match", "id": found["matchId"]}]}
        await story.seen(f"the alert, by the {sides[0].lower()}", partial(has, who, alert))


async def match(story: Story, who: Somebody) -> Any:
    """Of the two listings of the story: others of the demo may fit, too."""
    found = [one["node"] for one in (await who.ask(MATCHES))["ownMatches"]["edges"]]
    ours = (story.need_id, story.offer_id)
    return next((one for one in found if (one["needId"], one["offerId"]) == ours), None)


async def has(who: Somebody, message: Any) -> bool:
    return message in [one["node"] for one in (await who.ask(INBOX))["inbox"]["edges"]]


ENQUIRY = "query ($id: ID!) { enquiry(enquiryId: $id) { status myTurn deal { dealId status } } }"
DEALS = """query ($tenant: ID!) { dealStatistics(tenantId: $tenant) { dealIds } }"""


async def makes_a_deal(story: Story) -> None:
    """Asked, answered, offered, accepted, and confirmed by both."""
    buyer, seller = story.cooperative, story.startup
    about = {"enquiry_id": story.enquiry_id}
    await buyer.send(
        exchange.SendEnquiry(
            **about,
            listing_id=story.offer_id,
            organisation_id=buyer.organisation_id,
            text="Máy có kịp giao trước vụ mùa không?",
        )
    )
    await story.seen("the enquiry's message", lambda: has(seller, notice(story, "ENQUIRY_SENT")))
    await seller.send(exchange.AcknowledgeEnquiry(**about))
    terms = OfferTerms(
        price=Money(amount_minor=370 * MILLION), quantity=1, mode=TransferMode.SALE, agreement=Agreement.CONTRACT
    )
    valid_until = SystemClock().now() + timedelta(days=7)
    await buyer.send(exchange.MakeOffer(negotiation_id=story.enquiry_id, terms=terms, valid_until=valid_until))
    await story.seen("the offer's message", lambda: has(seller, notice(story, "OFFER_MADE")))
    accept = exchange.AcceptOffer(listing_id=story.offer_id, negotiation_id=story.enquiry_id, offer_no=1)
    await once_known(seller, accept)
    for who in (buyer, seller):
        await story.seen("the reservation's message", partial(has, who, notice(story, "DEAL_RESERVED")))
    deal_id = (await deal(story, buyer))["dealId"]
    confirm = exchange.ConfirmDeal(listing_id=story.offer_id, deal_id=deal_id)
    await seller.send(confirm)
    assert (await deal(story, buyer))["status"] != "CONFIRMED"
    await buyer.send(confirm)
    assert (await deal(story, seller))["status"] == "CONFIRMED"
    await story.seen("the deal", lambda: counted(story, deal_id))
    for who in (buyer, seller):
        await story.seen("the deal's message", partial(has, who, notice(story, "DEAL_CONFIRMED")))


def notice(story: Story, kind: str) -> dict[str, Any]:
    subjects = [{"noun": "enquiry", "id": story.enquiry_id}, {"noun": "listing", "id": story.offer_id}]
    return {"kind": kind, "subjects": subjects}


async def deal(story: Story, who: Somebody) -> Any:
    """As a side of it sees it."""
    return (await who.ask(ENQUIRY, id=story.enquiry_id))["enquiry"]["deal"]


async def counted(story: Story, deal_id: str) -> bool:
    found = await story.organiser.ask(DEALS, tenant=story.system.demo.tenant_id)
    return deal_id in found["dealStatistics"]["dealIds"]


async def is_on_its_traces(story: Story) -> None:
    """Each event carries the trace of the request that began it, however far from it, and by mail and timers too."""
    await eventually(lambda: all_mailed(story), 30, "the last mail is sent")
    told = await told_since(story)
    assert [one.wire for one in told if not one.traceparent] == []
    begun, strays = defaultdict(set), list[Envelope]()
    for one in told:
        if command := story.traces.sent.get(one.traceparent.split("-")[1]):
            begun[command].add(one.wire)
        else:
            strays.append(one)  # of what others have begun before; nothing of the story may be among it
    ours = {one.aggregate_id for one in told} - {one.aggregate_id for one in strays}
    assert {story.entry_id, story.offer_id, story.need_id, story.enquiry_id, story.round_id} <= ours
    assert dict(begun) == BEGUN


async def all_mailed(story: Story) -> bool:
    told = await told_since(story)
    added = {one.aggregate_id for one in told if one.wire == "notifications.message_added"}
    return added <= {one.aggregate_id for one in told if one.wire == "notifications.message_mailed"}


MESSAGE = {"notifications.message_added", "notifications.message_mailed"}
"""What somebody is told of, in the inbox and by mail."""
BEGUN: dict[str, set[str]] = {
    "accounts.grant_role": {*MESSAGE, "accounts.role_granted"},
    "accounts.register_organisation": {*MESSAGE, "accounts.membership_changed", "accounts.organisation_registered"},
    "accounts.register_person": {*MESSAGE, "accounts.person_registered"},
    "exchange.accept_offer": {
        *MESSAGE,
        "exchange.deal_reserved",
        "exchange.listing_changed",
        "exchange.negotiation_ended",
        "exchange.people_told",
        "matchmaking.match_rescored",
    },
    "exchange.approve_listing": {
        *MESSAGE,
        "exchange.listing_published",
        "exchange.people_told",
        "matchmaking.match_suggested",
    },
    "exchange.confirm_deal": {*MESSAGE, "exchange.deal_confirmed", "exchange.listing_closed", "exchange.people_told"},
    "exchange.make_offer": {*MESSAGE, "exchange.offer_made", "exchange.people_told"},
    "exchange.send_enquiry": {*MESSAGE, "exchange.enquiry_sent", "exchange.people_told"},
    "exchange.submit_listing": {*MESSAGE, "exchange.listing_handed_in", "exchange.people_told"},
    "judging.accept_judging": {*MESSAGE, "accounts.role_granted", "judging.judge_accepted"},
    "judging.assign_judge": {"judging.judge_assigned"},
    "judging.close_round": {"judging.round_closed"},
    "judging.invite_judge": {*MESSAGE, "judging.judge_invited"},
    "judging.open_award": {"judging.award_opened", "judging.candidate_admitted"},
    "judging.open_round": {"judging.round_opened"},
    "judging.publish_result": {*MESSAGE, "judging.result_published", "matchmaking.match_suggested"},
    "judging.save_marks": {"judging.scoresheet_begun"},
    "judging.save_rubric": {"judging.rubric_saved"},
    "judging.seal_result": {"judging.result_sealed"},
    "judging.submit_scoresheet": {"judging.round_locked", "judging.scoresheet_submitted"},
    "registration.open_programme": {"registration.programme_opened"},
    "registration.release_decisions": {
        *MESSAGE,
        "registration.decisions_announced",
        "registration.decisions_arrived",
        "registration.decisions_released",
        "registration.decisions_told",
        "registration.entry_decided",
    },
    "registration.submit_entry": {*MESSAGE, "registration.entry_submitted"},
}
"""What each command of the story began, in all topics: at once, by reactions and by timers."""
