"""Prepared decisions as the organisers' pages show and change them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gateway.web.visit import STAFF, Data, Visit
from shared.contracts.commands import Command
from shared.contracts.registration.commands import ON_A_PAGE, ClearDecisions, PrepareDecisions
from shared.errors import Forbidden, NotFound
from shared.ids import derived_id


def staffed(visit: Visit, data: Data) -> Data:
    """The programme that is decided. Raises `NotFound`, and `Forbidden` for who is no staff in its tenant."""
    programme: Data | None = data["programme"]
    if programme is None:
        raise NotFound
    if not any(role.name in STAFF and role.tenant_id == programme["tenantId"] for role in visit.viewer.roles):
        raise Forbidden
    return programme


def counted(pages: Iterable[Data]) -> Mapping[str, int]:
    """How many decisions of each kind come, and how many are left out because their entry stands elsewhere by now."""
    every = [one for page in pages for one in page["decisions"]]
    found = Counter(one["decision"].lower() for one in every if one["standing"] == "SUBMITTED")
    left_out = sum(one["standing"] != "SUBMITTED" for one in every)
    return {"accepted": found["accepted"], "rejected": found["rejected"], "left_out": left_out}


def prepared_on(pages: Iterable[Data]) -> Mapping[str, Data]:
    """The decision that each entry has, with its page."""
    return {one["entryId"]: {**one, "page": page} for page in pages for one in page["decisions"]}


def changes(
    pages: Sequence[Data], programme_id: str, entry_ids: Sequence[str], form_id: str, given: Mapping[str, Any] | None
) -> Iterator[Command]:
    """Commands that prepare a decision on entries, each on the page where it stands, or take theirs back.

    What has none yet goes on the last page with room, else on a new one, the same if the form comes again.
    """
    known = prepared_on(pages)
    at: dict[str, list[str]] = {}
    for entry_id in entry_ids:
        page_id = known[entry_id]["page"]["pageId"] if entry_id in known else ""
        at.setdefault(page_id, []).append(entry_id)
    if given is None:
        yield from (ClearDecisions(page_id=page, entry_ids=tuple(some)) for page, some in at.items() if page)
        return
    for page_id, some in at.items():
        target = page_id or _with_room(pages, len(some)) or derived_id("page of decisions", form_id)
        yield PrepareDecisions(page_id=target, programme_id=programme_id, entry_ids=tuple(some), **given)


def _with_room(pages: Sequence[Data], more: int) -> str:
    free = [one for one in pages if one["closedFor"] is None and len(one["decisions"]) + more <= ON_A_PAGE]
    return str(free[-1]["pageId"]) if free else ""
