"""The last page of registration: everything to be read once more, and submitted."""

from starlette.responses import Response

from gateway.clients import Refused, Sent
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.register import STALE
from gateway.web.registering import Registering, registering
from gateway.web.steps import STEPS, answers, organisation
from gateway.web.visit import Visit
from shared.contracts.registration.commands import SubmitEntry
from shared.errors import Kind
from shared.ids import new_id


async def show(visit: Visit) -> Response:
    """The draft, and what is missing in it."""
    found = await registering(visit)
    return visit.on(found) if isinstance(found, str) else _page(found, 200)


async def send(visit: Visit) -> Response:
    """Registers the startup unless one belongs to it, submits the entry. Sent again it gives the same receipt."""
    found = await registering(visit)
    if isinstance(found, str):
        return visit.on(found)
    if not visit.trusted:
        return _page(found, 422, visit.words.text(STALE))
    if any(found.wrong(step) for step in STEPS):
        return _page(found, 422)
    try:
        sent = await _submit(found)
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return _page(found, 503 if refusal.kind is Kind.BUSY else 422, refusal.message)
    return visit.on(addresses.receipt(found.entry_id), sent)


async def _submit(found: Registering) -> Sent:
    form_id = minted(found.visit.form.one("form_id"))
    own = found.entering(found.values("startup"))
    organisation_id = own["organisationId"] if own else await _registered(found, form_id)
    entry = SubmitEntry(
        entry_id=found.entry_id,
        programme_id=found.programme["programmeId"],
        organisation_id=organisation_id,
        answers=answers(found.values("project"), found.values("fields")),
    )
    return await found.visit.send(entry, command_id(form_id, entry))


async def _registered(found: Registering, form_id: str) -> str:
    startup = organisation(found.values("startup"), found.entry_id, found.programme["tenantId"])
    await found.visit.send(startup, command_id(form_id, startup))
    return startup.organisation_id


def _page(found: Registering, status: int, refusal: str = "") -> Response:
    wrong = {step.kind: found.wrong(step) for step in STEPS}
    return found.visit.page(
        "review", found.data, status, found=found, wrong=wrong, missing=sum(map(len, wrong.values())),
        refusal=refusal, form_id=new_id(),
    )  # fmt: skip
