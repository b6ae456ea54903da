"""Registration: where it begins, and each of its steps with the draft that it saves."""

from collections.abc import Sequence

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.faults import refused
from gateway.web.ports import Twin
from gateway.web.registering import Registering, registering
from gateway.web.steps import STEPS, Answers, Step, step_of, unsaved, wrong
from gateway.web.twins import unseen
from gateway.web.visit import Visit
from shared.contracts.registration.commands import SaveDraft
from shared.errors import N_, Kind, NotFound
from shared.ids import new_id

REVIEW = "review"
STALE = N_("This page was open for a long time. What you typed is still here; press the button again.")


async def begin(visit: Visit) -> Response:
    """Goes on with the draft that there is, or begins one: its id is made here and kept when a step is saved."""
    programme_id = visit.place("programme_id")
    data = await visit.ask("register", programme=programme_id, me=visit.viewer.id)
    if data["programme"] is None:
        raise NotFound
    drafts = data["viewer"]["drafts"]
    if not drafts:
        return visit.on(addresses.register(programme_id, new_id(), STEPS[0].kind))
    return visit.on(addresses.register(programme_id, drafts[0]["entryId"], _open_step(drafts[0]["steps"])))


def _open_step(steps: dict[str, Answers]) -> str:
    return next((step.kind for step in STEPS if not steps.get(step.kind)), REVIEW)


async def show(visit: Visit) -> Response:
    """A step as it was saved."""
    found = await registering(visit)
    if isinstance(found, str):
        return visit.on(found)
    step = _step(visit)
    own = found.chosen(visit.asked("organisation")) if step is STEPS[0] else None
    return _page(found, step, own or found.values(step.kind))


async def send(visit: Visit) -> Response:
    """Saves what was filled in, whatever it is, and goes on where nothing is left to put right."""
    found = await registering(visit)
    if isinstance(found, str):
        return visit.on(found)
    step = _step(visit)
    values = step.values(visit.form)
    if not visit.trusted:
        return _page(found, step, values, 422, note=STALE)
    if too_much := unsaved(step, values, visit.words):
        return _page(found, step, values, 422, too_much)
    return await _saved(found, step, values)


async def _saved(found: Registering, step: Step, values: Answers) -> Response:
    visit = found.visit
    try:
        sent = await visit.send(*_command(found, step, values))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return _page(found, step, values, 422, refused(refusal, step.inputs), refusal.message)
    if visit.form.one("then") == "leave":
        return visit.on(addresses.MY_ENTRIES, sent)
    if faults := wrong(step, values, visit.words):
        return await _kept(visit, step, faults)
    if step is STEPS[0] and (twins := await _twins(found, values)):
        return await _kept(visit, step, {}, twins)
    return visit.on(found.address(_next(step)), sent)


async def _twins(found: Registering, values: Answers) -> Sequence[Twin]:
    """Nobody is asked about the organisation that they belong to."""
    return () if found.entering(values) else await unseen(found.visit, found.programme["tenantId"], values)


async def _kept(visit: Visit, step: Step, faults: dict[str, str], twins: Sequence[Twin] = ()) -> Response:
    """Saved, and something is left to put right or to look at: the page says both."""
    found = await registering(visit)
    if isinstance(found, str):
        return visit.on(found)
    return _page(found, step, found.values(step.kind), 422 if faults else 200, faults, kept=True, twins=twins)


def _command(found: Registering, step: Step, values: Answers) -> tuple[SaveDraft, str]:
    """What stood before is part of the command's id: whoever goes back to an older wording saves it again."""
    command = SaveDraft(entry_id=found.entry_id, programme_id=found.programme["programmeId"], step=step.save(values))
    before = found.saved_at.isoformat() if found.saved_at else ""
    return command, command_id(minted(found.visit.form.one("form_id")), command, before)


def _step(visit: Visit) -> Step:
    step = step_of(visit.place("step"))
    if step is None:
        raise NotFound
    return step


def _next(step: Step) -> str:
    place = STEPS.index(step) + 1
    return STEPS[place].kind if place < len(STEPS) else REVIEW


def _page(
    found: Registering,
    step: Step,
    values: Answers,
    status: int = 200,
    faults: dict[str, str] | None = None,
    note: str = "",
    kept: bool = False,
    twins: Sequence[Twin] = (),
) -> Response:
    place = STEPS.index(step)
    before = found.address(STEPS[place - 1].kind) if place else None
    return found.visit.page(
        "register", found.data, status, found=found, step=step, number=place + 1, before=before, values=values,
        wrong=faults or {}, note=note, kept=kept, form_id=new_id(), twins=twins,
    )  # fmt: skip
