"""Decisions over memory: prepared on pages, released by one save, followed by the entries."""

from datetime import timedelta

import pytest

from services.registration.access import decides
from services.registration.handlers import HEARD
from services.registration.queries import Reading, pending_decisions
from shared.contracts.registration import events as told
from shared.contracts.registration import refusals as no
from shared.contracts.registration.values import Decision, EntryStatus, RejectionReason
from shared.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from tests.builders import registration as build
from tests.builders.accounts import ORGANISATION
from tests.builders.actors import LAN, NOBODY, ORGANISER, SECRETARY
from tests.fakes.hearing import Hearing
from tests.fakes.services import MemoryRegistration

ENTRIES = tuple(f"entry-{n:05}" for n in range(6))
REJECTED = {"decision": Decision.REJECTED, "reason": RejectionReason.OTHERS_PREFERRED}
TEXT = "Ý tưởng tốt, năm sau hãy mang thêm số liệu thử nghiệm."


@pytest.fixture
async def registration():
    service = MemoryRegistration()
    await service.send(build.open_edition(), ORGANISER)
    await service.send(build.open_programme(), ORGANISER)
    for entry_id in ENTRIES:
        await service.send(build.submit_entry(entry_id=entry_id), LAN)
    return service


async def prepared(registration, *entry_ids, page_id=build.PAGE, actor=SECRETARY, **given):
    command = build.prepare_decisions(entry_ids=entry_ids, page_id=page_id, **given)
    return (await registration.send(command, actor)).result


async def released(registration, *page_ids, release_id=build.RELEASE):
    for page_id in page_ids:
        version = (await registration.state("decision_page", page_id)).version
        closing = build.close_decisions(page_id=page_id, release_id=release_id, version=version)
        await registration.send(closing, ORGANISER)
    await registration.send(build.release_decisions(page_ids=page_ids, release_id=release_id), ORGANISER)


async def statuses(registration):
    return [(await registration.state("entry", entry_id)).status.value for entry_id in ENTRIES]


async def heard(registration, **but):
    await Hearing(registration, "registration", HEARD).until_quiet(**but)


def of_kind(registration, kind):
    return [event for event in registration.told() if isinstance(event, kind)]


async def test_what_is_prepared_is_told_to_nobody_and_is_not_in_the_entry(registration):
    before = registration.told()
    await prepared(registration, *ENTRIES[:4])
    await prepared(registration, *ENTRIES[4:], **REJECTED, text=TEXT)
    assert registration.told() == before
    assert await statuses(registration) == ["submitted"] * 6


async def test_a_release_decides_all_entries_of_its_pages_at_once(registration):
    await prepared(registration, *ENTRIES[:4])
    await prepared(registration, *ENTRIES[4:], page_id="page-round-2", **REJECTED, text=TEXT)
    await released(registration, build.PAGE, "page-round-2")
    assert await statuses(registration) == ["submitted"] * 6
    await heard(registration)
    assert await statuses(registration) == ["accepted"] * 4 + ["rejected"] * 2
    (event,) = of_kind(registration, told.DecisionsReleased)
    assert (event.page_ids, event.entries) == ((build.PAGE, "page-round-2"), 6)
    last = of_kind(registration, told.EntryDecided)[-1]
    assert registration.texts.opened(last.text, "entry.decision") == TEXT
    assert last == told.EntryDecided(
        entry_id=ENTRIES[5],
        place=build.place(),
        organisation_id=ORGANISATION,
        decision=Decision.REJECTED,
        reason=RejectionReason.OTHERS_PREFERRED,
        text=last.text,
        release_id=build.RELEASE,
        decided_at=build.DURING,
    )


async def test_entrants_are_announced_only_when_every_entry_of_the_release_has_followed(registration):
    await prepared(registration, *ENTRIES[:4])
    await prepared(registration, *ENTRIES[4:], page_id="page-round-2")
    await released(registration, build.PAGE, "page-round-2")
    await heard(registration, but=lambda event: getattr(event, "page_id", "") == "page-round-2")
    assert await statuses(registration) == ["accepted"] * 4 + ["submitted"] * 2
    assert (of_kind(registration, told.DecisionsArrived), of_kind(registration, told.DecisionsAnnounced)) == ([], [])
    await heard(registration)
    announced = {one.entry_id for e in of_kind(registration, told.DecisionsAnnounced) for one in e.announced}
    assert (len(of_kind(registration, told.DecisionsArrived)), announced) == (1, set(ENTRIES))


async def test_the_whole_log_heard_again_changes_nothing(registration):
    await prepared(registration, *ENTRIES)
    await released(registration, build.PAGE)
    await heard(registration)
    before = registration.told()
    await heard(registration)
    assert registration.told() == before


async def test_who_withdrew_meanwhile_is_left_out_and_that_is_said(registration):
    await prepared(registration, *ENTRIES)
    await registration.send(build.withdraw_entry(entry_id=ENTRIES[0]), LAN)
    (page,) = await pending(registration, SECRETARY)
    assert [one.standing.value for one in page.decisions] == ["withdrawn"] + ["submitted"] * 5
    await released(registration, build.PAGE)
    await registration.send(build.withdraw_entry(entry_id=ENTRIES[1]), LAN)
    await heard(registration)
    assert await statuses(registration) == ["withdrawn"] * 2 + ["accepted"] * 4
    left_out = {e.entry_id: e.reason.value for e in of_kind(registration, told.EntryLeftOut)}
    assert left_out == {ENTRIES[0]: "withdrawn", ENTRIES[1]: "withdrawn"}
    (announced,) = of_kind(registration, told.DecisionsAnnounced)
    assert [one.entry_id for one in announced.announced] == list(ENTRIES[2:])


def reading(registration):
    needs = registration.needs
    return Reading(needs.programmes, needs.releases, needs.pages, needs.candidates, needs.texts, decides)


async def pending(registration, actor):
    return await pending_decisions(actor, build.PROGRAMME, reading(registration))


async def test_staff_sees_what_is_prepared_and_nobody_else_does(registration):
    await prepared(registration, ENTRIES[0])
    await prepared(registration, ENTRIES[1], **REJECTED, text=TEXT)
    (page,) = await pending(registration, SECRETARY)
    assert (page.page_id, page.version, page.closed_for) == (build.PAGE, 2, None)
    assert [tuple(one.model_dump(mode="json").values()) for one in page.decisions] == [
        (ENTRIES[0], "accepted", None, None, "submitted"),
        (ENTRIES[1], "rejected", "others_preferred", TEXT, "submitted"),
    ]
    assert await pending(registration, LAN) == []
    with pytest.raises(Unauthenticated):
        await pending(registration, NOBODY)


async def test_the_last_decision_prepared_counts_and_one_can_be_taken_back(registration):
    await prepared(registration, ENTRIES[0], ENTRIES[1])
    assert await prepared(registration, ENTRIES[0], **REJECTED) == {"version": 2, "decisions": 2}
    assert await prepared(registration, ENTRIES[0], **REJECTED) == {"version": 2, "decisions": 2}
    undo = build.clear_decisions(entry_ids=(ENTRIES[0], "entry-unknown"))
    assert (await registration.send(undo, SECRETARY)).result == {"version": 3, "decisions": 1}
    (page,) = await pending(registration, SECRETARY)
    assert [(one.entry_id, one.decision.value) for one in page.decisions] == [(ENTRIES[1], "accepted")]


async def test_what_is_closed_changes_no_more_until_its_release_is_called_off(registration):
    await prepared(registration, ENTRIES[0])
    await registration.send(build.close_decisions(), SECRETARY)
    for command in (build.prepare_decisions(entry_ids=ENTRIES[1:2]), build.clear_decisions(entry_ids=ENTRIES[:1])):
        with pytest.raises(no.PageClosed):
            await registration.send(command, SECRETARY)
    with pytest.raises(no.PageClosed):
        await registration.send(build.close_decisions(release_id="release-other"), SECRETARY)
    await registration.send(build.call_off_release(), ORGANISER)
    with pytest.raises(no.ReleaseCalledOff):
        await registration.send(build.release_decisions(), ORGANISER)
    with pytest.raises(no.ReleaseCalledOff):
        await registration.send(build.close_decisions(), SECRETARY)
    assert (await pending(registration, SECRETARY))[0].closed_for is None
    assert await prepared(registration, ENTRIES[1]) == {"version": 2, "decisions": 2}


async def test_a_release_is_made_once_and_is_not_called_off_any_more(registration):
    await prepared(registration, ENTRIES[0])
    await released(registration, build.PAGE)
    await registration.send(build.release_decisions(), ORGANISER)
    assert len(of_kind(registration, told.DecisionsReleased)) == 1
    with pytest.raises(no.ReleasedAlready):
        await registration.send(build.release_decisions(page_ids=("page-round-2",)), ORGANISER)
    with pytest.raises(no.ReleasedAlready):
        await registration.send(build.call_off_release(), ORGANISER)
    with pytest.raises(no.PageClosed):
        await prepared(registration, ENTRIES[1])
    await heard(registration)
    with pytest.raises(no.PageReleased):
        await prepared(registration, ENTRIES[1])


async def test_a_page_is_closed_only_as_it_was_looked_at(registration):
    await prepared(registration, ENTRIES[0])
    await prepared(registration, ENTRIES[1])
    with pytest.raises(no.PageChanged):
        await registration.send(build.close_decisions(version=1), SECRETARY)
    with pytest.raises(NotFound):
        await registration.send(build.close_decisions(page_id="page-unknown"), SECRETARY)


async def test_a_release_names_only_pages_that_are_closed_for_it(registration):
    await prepared(registration, ENTRIES[0])
    with pytest.raises(no.PageNotClosed):
        await registration.send(build.release_decisions(), ORGANISER)
    with pytest.raises(no.PageNotClosed):
        await registration.send(build.release_decisions(page_ids=("page-unknown",)), ORGANISER)
    await registration.send(build.close_decisions(release_id="release-other"), SECRETARY)
    with pytest.raises(no.PageNotClosed):
        await registration.send(build.release_decisions(), ORGANISER)


async def test_a_secretary_prepares_and_releases_nothing(registration):
    await prepared(registration, ENTRIES[0])
    await registration.send(build.close_decisions(), SECRETARY)
    with pytest.raises(Forbidden):
        await registration.send(build.release_decisions(), SECRETARY)


async def test_an_entry_has_one_prepared_decision(registration):
    await prepared(registration, *ENTRIES[:3])
    with pytest.raises(no.PreparedElsewhere) as refused:
        await prepared(registration, *ENTRIES[2:], page_id="page-round-2", **REJECTED)
    assert refused.value.details == {"count": 1}


async def test_what_cant_be_decided_is_named_entry_by_entry(registration):
    await registration.send(build.withdraw_entry(entry_id=ENTRIES[1]), LAN)
    await registration.send(build.save_draft(entry_id="entry-draft"), LAN)
    with pytest.raises(InvalidInput) as refused:
        await prepared(registration, ENTRIES[0], ENTRIES[1], "entry-draft", "entry-unknown", decision=Decision.REJECTED)
    found = [(fault.path, fault.code) for fault in refused.value.faults]
    wrong = [(("entry_ids", n), "not_to_decide") for n in ("1", "2", "3")]
    assert found == [*wrong, (("reason",), "required")]


async def test_a_decided_entry_is_not_decided_again(registration):
    await prepared(registration, ENTRIES[0])
    await released(registration, build.PAGE)
    await heard(registration)
    with pytest.raises(InvalidInput):
        await prepared(registration, ENTRIES[0], page_id="page-round-2", **REJECTED)
    with pytest.raises(no.EntryDecidedAlready):
        await registration.send(build.revise_entry(entry_id=ENTRIES[0]), LAN)
    with pytest.raises(no.EntrySubmittedAlready):
        await registration.send(build.save_draft(entry_id=ENTRIES[0]), LAN)


async def test_a_page_holds_five_hundred_decisions_and_stays_below_what_the_store_takes(registration):
    many = [f"entry-{n:026}" for n in range(501)]
    for entry_id in many:
        await registration.send(build.submit_entry(entry_id=entry_id), LAN)
    assert await prepared(registration, *many[:500], **REJECTED, text="ỡ" * 1_000) == {"version": 1, "decisions": 500}
    with pytest.raises(no.PageFull):
        await prepared(registration, many[500])
    for n in range(40):
        try:
            await prepared(registration, many[n], **REJECTED, text=f"{n:04}" + "ỡ" * 996)
        except no.PageFull:
            break
    assert n + 1 == 20_000 // len((await registration.state("decision_page", build.PAGE)).texts[0].sealed)
    registration.now += timedelta(days=1)
    await released(registration, build.PAGE)
    await heard(registration)
    assert len(of_kind(registration, told.EntryDecided)) == 500
    assert (await registration.state("entry", many[0])).status is EntryStatus.REJECTED
