"""Long work: how far it is, live where there is script; what it would change, and the buttons that decide on it."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.ports import LookedAt
from gateway.web.visit import Data, Visit
from shared.contracts.accounts import refusals
from shared.contracts.accounts.commands import AdoptImport, CancelJob, RequestOrganisationImport
from shared.contracts.accounts.imports import IMPORT_KIND, RowKind
from shared.contracts.commands import Command
from shared.contracts.jobs import BaseMoved
from shared.errors import N_, Kind, NotFound, TooLarge

KINDS = {
    "code-sheet": N_("Sign-in codes to print"),
    IMPORT_KIND: N_("Startups from a file"),
}
OTHER = N_("Work in the background")
OUTCOMES: Mapping[str, str] = {
    "unexpected": N_("Something went wrong on our side. Ask for it again, and tell us if it happens once more."),
    "worker_died": N_("The work was broken off several times. Ask for it again."),
    "expired": N_("It was not used in time and has been taken away. Ask for it again."),
    TooLarge.code: N_("What came of it is larger than the system keeps. Split it into parts."),
    BaseMoved.code: BaseMoved.text,
    **{
        refusal.code: refusal.text
        for refusal in (
            refusals.UploadGone,
            refusals.UnreadableFile,
            refusals.NoNameColumn,
            refusals.NoRows,
            refusals.TooManyRows,
        )
    },
}
"""What is said of work that was not carried out, by the code of its outcome."""
LOOKED_AT = frozenset({"READY", "DONE"})
KIND_NAMES = frozenset(RowKind)


async def show(visit: Visit) -> Response:
    """What one may not see isn't there."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Adopts, stops, or plans once more."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    try:
        command = ACTIONS[action](visit)
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        moved = refusal.code == BaseMoved.code
        return await _page(visit, status_of(refusal), "" if moved else refusal.message, moved=moved)
    return visit.on(addresses.job(command.aggregate_id), sent)


def title_of(visit: Visit, kind: str) -> str:
    """What a kind of work is called."""
    return visit.words.text(KINDS.get(kind, OTHER))


def _again(visit: Visit) -> Command:
    """Another job on the same file."""
    return RequestOrganisationImport(
        job_id=minted(visit.form.one("form_id")),
        tenant_id=visit.viewer.tenant_id or "",
        upload_id=visit.form.one("upload_id"),
        sha256=visit.form.one("sha256"),
    )


ACTIONS: Mapping[str, Callable[[Visit], Command]] = {
    "adopt": lambda visit: AdoptImport(job_id=visit.place("job_id")),
    "cancel": lambda visit: CancelJob(job_id=visit.place("job_id")),
    "again": _again,
}


async def _page(visit: Visit, status: int = 200, refusal: str = "", moved: bool = False) -> Response:
    data = await visit.ask("job", job=visit.place("job_id"))
    job = data["job"]
    if job is None:
        raise NotFound
    kind = visit.asked("kind") if visit.asked("kind") in KIND_NAMES else ""
    return visit.in_zone_of(data).page(
        "job", data, status, title=title_of(visit, job["kind"]), refusal=refusal, moved=moved, kind=kind,
        plan=await _plan(visit, job, kind), why=_why(visit, job), form_id=minted(""),
    )  # fmt: skip


def _why(visit: Visit, job: Mapping[str, Any]) -> str:
    """Why it was not carried out."""
    return visit.words.text(OUTCOMES[job["outcome"]]) if job["outcome"] in OUTCOMES else ""


async def _plan(visit: Visit, job: Data, kind: str) -> LookedAt | None:
    """For who asked for the import, as long as it is kept."""
    imports = visit.site.imports
    if imports is None or job["kind"] != IMPORT_KIND or job["status"] not in LOOKED_AT:
        return None
    try:
        return await imports.look(visit.viewer, job["jobId"], kind, visit.words.language)
    except Refused as refusal:
        if refusal.kind is Kind.MISSING:
            return None
        raise
