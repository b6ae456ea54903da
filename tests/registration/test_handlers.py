"""Registration over memory: from the draft to the receipt."""

from datetime import timedelta

import pytest

from services.registration.queries import own_draft, own_drafts
from shared.contracts.personal import PersonText
from shared.contracts.registration import refusals as no
from shared.contracts.registration.values import ProjectStep, StartupStep
from shared.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from tests.builders import registration as build
from tests.builders.accounts import TENANT
from tests.builders.actors import EVERY_SCOPE, LAN, MINH, NOBODY, ORGANISER, STRANGER
from tests.fakes.services import MemoryDrafts, MemoryRegistration


@pytest.fixture
async def registration():
    service = MemoryRegistration()
    await service.send(build.open_edition(), EVERY_SCOPE)
    await service.send(build.open_programme(), ORGANISER)
    return service


async def test_a_startup_saves_its_draft_in_steps_and_submits(registration):
    first = await registration.send(build.save_draft(), LAN)
    second = await registration.send(build.save_draft(step=ProjectStep(title="Nấm")), LAN)
    assert (first.seq, second.seq) == (0, 0)
    sent = await registration.send(build.submit_entry(), LAN)
    assert sent.result == {"receipt": build.receipt().model_dump(mode="json")}
    assert registration.told()[2:] == [build.entry_submitted()]


async def test_submitted_again_later_and_with_other_answers_it_gives_the_same_receipt_and_no_second_event(registration):
    first = await registration.send(build.submit_entry(), LAN)
    registration.now += timedelta(days=30)
    again = await registration.send(build.submit_entry(answers=build.answers("Tên khác")), LAN)
    assert again == first
    assert len(registration.told()) == 3


async def test_a_draft_is_seen_by_its_author_alone(registration):
    await registration.send(build.save_draft(), LAN)
    drafts, entries = MemoryDrafts(registration.stores["entry"]), registration.stores["entry"]
    (own,) = await own_drafts(LAN, build.PROGRAMME, drafts, registration.texts)
    assert own == await own_draft(LAN, build.ENTRY, entries, registration.texts)
    assert (own.entry_id, own.steps["startup"]["name"]) == (build.ENTRY, "Nấm Việt")
    assert await own_drafts(LAN, "programme-other", drafts, registration.texts) == []
    for other in (MINH, ORGANISER, EVERY_SCOPE, STRANGER):
        assert await own_drafts(other, None, drafts, registration.texts) == []
        with pytest.raises(NotFound):
            await own_draft(other, build.ENTRY, entries, registration.texts)
        with pytest.raises(NotFound if other in (MINH, ORGANISER) else Forbidden):
            await registration.send(build.save_draft(), other)
    with pytest.raises(Unauthenticated):
        await own_drafts(NOBODY, None, drafts, registration.texts)


async def test_a_draft_lies_sealed_and_what_lay_in_the_open_is_sealed_with_it(registration):
    await registration.send(build.save_draft(step=StartupStep(name="Nấm Việt")), LAN)
    store = registration.stores["entry"]
    first = (await registration.state("entry", build.ENTRY)).draft
    assert isinstance(first.startup, PersonText)
    assert "Nấm" not in repr(first)
    assert registration.texts.opened(first.startup, "entry.draft") is not None
    registration.texts.away = True
    with pytest.raises(Unavailable):
        await own_draft(LAN, build.ENTRY, store, registration.texts)
    with pytest.raises(Unavailable):
        await registration.send(build.save_draft(step=ProjectStep(title="Nấm")), LAN)


async def test_who_is_erased_leaves_no_step_that_opens(registration):
    await registration.send(build.save_draft(), LAN)
    registration.texts.erased.add(LAN.id)
    found = await own_draft(LAN, build.ENTRY, registration.stores["entry"], registration.texts)
    assert found.steps == {}


async def test_what_was_handed_in_is_no_draft_any_more(registration):
    await registration.send(build.save_draft(), LAN)
    await registration.send(build.submit_entry(), LAN)
    with pytest.raises(NotFound):
        await own_draft(LAN, build.ENTRY, registration.stores["entry"], registration.texts)


async def test_the_instant_of_arrival_decides(registration):
    registration.now = build.CLOSES + timedelta(minutes=build.GRACE_MINUTES)
    await registration.send(build.submit_entry(), LAN)
    assert registration.told()[-1].in_grace
    registration.now += timedelta(seconds=1)
    with pytest.raises(no.DeadlinePassed):
        await registration.send(build.submit_entry(entry_id="entry-too-late"), LAN)
    with pytest.raises(no.DeadlinePassed):
        await registration.send(build.revise_entry(), LAN)
    await registration.send(build.withdraw_entry(), LAN)


async def test_a_client_submits_on_behalf_and_is_named(registration):
    await registration.send(build.submit_entry(), EVERY_SCOPE)
    assert registration.told()[-1] == build.entry_submitted(submitted_by="operator", on_behalf=True)


async def test_an_organiser_sees_the_entry_and_may_not_change_it(registration):
    await registration.send(build.submit_entry(), LAN)
    with pytest.raises(Forbidden):
        await registration.send(build.revise_entry(), ORGANISER)
    with pytest.raises(NotFound):
        await registration.send(build.revise_entry(), MINH)


async def test_an_address_stands_for_one_edition_of_a_tenant(registration):
    with pytest.raises(no.EditionSlugTaken):
        await registration.send(build.open_edition(edition_id="edition-other"), EVERY_SCOPE)
    await registration.send(build.open_edition(edition_id="edition-other", tenant_id="tenant-da-nang"), EVERY_SCOPE)
    assert (await registration.state("edition", build.EDITION)).tenant_id == TENANT


async def test_a_programme_of_no_edition_is_refused_by_name(registration):
    with pytest.raises(no.UnknownEdition):
        await registration.send(build.open_programme(programme_id="programme-x", edition_id="edition-none"), LAN)


TEXT = "Hai bạn trong nhóm chuyển việc.\nXin lỗi ban tổ chức."


async def test_what_is_said_when_withdrawing_is_told_sealed_and_bound_to_who_said_it(registration):
    await registration.send(build.submit_entry(), LAN)
    await registration.send(build.withdraw_entry(text=TEXT), LAN)
    told = registration.told()[-1]
    assert told.note.subject == LAN.id
    assert TEXT not in told.model_dump_json()
    assert registration.texts.opened(told.note, "entry.note") == TEXT
    assert registration.texts.opened(told.note, "entry.review") is None
    assert (await registration.state("entry", build.ENTRY)).note == told.note


@pytest.mark.parametrize("given", [{}, {"text": None}, {"text": ""}, {"text": "   "}])
async def test_who_says_nothing_withdraws_without_a_key(registration, given):
    registration.texts.away = True
    await registration.send(build.submit_entry(), LAN)
    await registration.send(build.withdraw_entry(**given), LAN)
    assert registration.told()[-1] == build.entry_withdrawn(withdrawn_at=registration.now)


async def test_while_no_key_can_be_had_nothing_is_told_in_the_open(registration):
    await registration.send(build.submit_entry(), LAN)
    registration.texts.away = True
    with pytest.raises(Unavailable):
        await registration.send(build.withdraw_entry(text=TEXT), LAN)
    assert (await registration.state("entry", build.ENTRY)).status == "submitted"


async def test_withdrawing_again_gives_the_first_note(registration):
    await registration.send(build.submit_entry(), LAN)
    await registration.send(build.withdraw_entry(text=TEXT), LAN, "command-0009")
    first = registration.told()[-1]
    for command_id in ("command-0009", "command-0010"):
        await registration.send(build.withdraw_entry(text=TEXT), LAN, command_id)
    assert registration.told()[-1] is first
