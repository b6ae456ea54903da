"""The preview of a release, and the button that makes it: all prepared decisions of a programme, at once."""

from collections.abc import Sequence

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.deciding import counted, staffed
from gateway.web.pages import sign_in
from gateway.web.pages.decide import GIVEN_UP
from gateway.web.statuses import REJECTION
from gateway.web.visit import Data, Visit
from shared.contracts.accounts.roles import RoleName
from shared.contracts.registration.commands import (
    PAGES_AT_ONCE,
    CallOffRelease,
    CloseDecisions,
    ReleaseDecisions,
)
from shared.ids import is_id, new_id


async def show(visit: Visit) -> Response:
    """What will be told, to whom."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Closes the pages as they were looked at, then releases them by one save; or calls a closed release off."""
    data = await _data(visit)
    programme_id = staffed(visit, data)["programmeId"]
    release_id = visit.form.one("release_id")
    if not visit.trusted or not is_id(release_id):
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    form_id = minted(visit.form.one("form_id"))
    try:
        if visit.form.one("action") == "call_off":
            off = CallOffRelease(release_id=release_id, programme_id=programme_id)
            await visit.send(off, command_id(form_id, off))
            return visit.on(addresses.decide(programme_id))
        return await _released(visit, programme_id, release_id, form_id)
    except Refused as refusal:
        if refusal.kind in GIVEN_UP:
            raise
        return await _page(visit, sign_in.status_of(refusal), refusal.message)


async def _released(visit: Visit, programme_id: str, release_id: str, form_id: str) -> Response:
    looked_at = [one.rpartition(":") for one in visit.form.all("page")]
    for page_id, _, version in looked_at:
        close = CloseDecisions(page_id=page_id, release_id=release_id, version=int(version))
        await visit.send(close, command_id(form_id, close))
    pages = tuple(page_id for page_id, _, _ in looked_at)
    release = ReleaseDecisions(release_id=release_id, programme_id=programme_id, page_ids=pages)
    sent = await visit.send(release, command_id(form_id, release))
    return visit.on(addresses.with_query(addresses.decide(programme_id), released=release_id), sent)


async def _data(visit: Visit) -> Data:
    return await visit.ask("decide_release", programme=visit.place("programme_id"))


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await _data(visit)
    programme = staffed(visit, data)
    closed = next((page["closedFor"] for page in data["decisionPages"] if page["closedFor"]), None)
    pages = _of_one_release(data["decisionPages"], closed)
    decisions = [one for page in pages for one in page["decisions"]]
    may = any(
        role.name is RoleName.ORGANISER and role.tenant_id == programme["tenantId"] for role in visit.viewer.roles
    )
    return visit.in_zone(programme["edition"]["zone"]).page(
        "decide_release", data, status, programme=programme, pages=pages, counts=counted(pages), closed=closed,
        groups=_groups(decisions), refusal=refusal, form_id=new_id(), release_id=closed or new_id(), may=may,
        why={key: visit.words.text(said) for key, said in REJECTION.items()},
    )  # fmt: skip


def _of_one_release(pages: Sequence[Data], closed: str | None) -> list[Data]:
    """Those that are closed for the release, or for none; what is more than one release takes is left for the next."""
    return [page for page in pages if page["closedFor"] in (closed, None)][:PAGES_AT_ONCE]


def _groups(decisions: Sequence[Data]) -> dict[str, list[Data]]:
    groups: dict[str, list[Data]] = {"accepted": [], "rejected": [], "left_out": []}
    for one in decisions:
        groups[one["decision"].lower() if one["standing"] == "SUBMITTED" else "left_out"].append(one)
    return groups
