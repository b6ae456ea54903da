"""An award on its way to being judged: who judges, what keeps whom from scoring what, and who scores what."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.organising import organised
from gateway.web.pages.judging.words import KINDS_OF_CONFLICT
from gateway.web.pages.organise_open import WRONG
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.soon import soon
from gateway.web.visit import Data, Visit
from shared.contracts.accounts.commands import InvitePerson
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.commands import Command
from shared.contracts.judging.commands import AdoptAssignment, RequestAssignment, SettleConflict
from shared.errors import N_, NotFound

SAID = {
    "invite": N_("The invitation is on its way. It holds for 14 days."),
    "adopt": N_("Each judge sees the own entries now."),
    "settle": N_("Decided."),
}
WORKING = frozenset({"WAITING", "RUNNING"})
INVITED = (RoleName.JUDGE, RoleName.CHAIR)
NO_JOB = "no-job-asked-for"


async def show(visit: Visit) -> Response:
    """For who organises the tenant."""
    return await _page(visit, said=visit.words.text(SAID[done]) if (done := visit.asked("done")) in SAID else "")


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    award = (await _found(visit))["award"]
    action = visit.form.one("action")
    if not visit.trusted or action not in ACTIONS:
        return await _page(visit, 422, visit.words.text(STALE))
    try:
        command = ACTIONS[action](visit, award)
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except (ValidationError, ValueError):
        return await _page(visit, 422, visit.words.text(WRONG))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    here = addresses.organise_award(award["awardId"])
    if isinstance(command, RequestAssignment):
        return visit.on(addresses.with_query(here, job=command.job_id), sent)
    return visit.on(addresses.with_query(here, done=action), sent)


def _invite(visit: Visit, award: Data) -> Command:
    at = {"edition_id": award["editionId"], "programme_id": award["programmeId"], "award_id": award["awardId"]}
    name = RoleName(visit.form.one("role"))
    if name not in INVITED:
        raise NotFound
    return InvitePerson(
        invitation_id=minted(visit.form.one("form_id")),
        mail=visit.form.one("mail").strip(),
        role=Role(name=name, tenant_id=award["tenantId"], **at),
        language=visit.words.language,
    )


def _plan(visit: Visit, award: Data) -> Command:
    known = [one["roundId"] for one in award["rounds"] if one["status"] == "OPEN"]
    if visit.form.one("round_id") not in known:
        raise NotFound
    return RequestAssignment(job_id=minted(visit.form.one("form_id")), round_id=visit.form.one("round_id"))


def _adopt(visit: Visit, _: Data) -> Command:
    return AdoptAssignment(job_id=visit.form.one("job_id"))


def _settle(visit: Visit, _: Data) -> Command:
    return SettleConflict(
        conflict_id=visit.form.one("conflict_id"),
        dismissed=visit.form.one("dismissed") == "yes",
        text=visit.form.one("text").strip(),
    )


ACTIONS: Mapping[str, Callable[[Visit, Data], Command]] = {
    "invite": _invite,
    "plan": _plan,
    "adopt": _adopt,
    "settle": _settle,
}


async def _found(visit: Visit) -> Data:
    """What the page shows; of another tenant's award nothing. Raises `Forbidden`, `NotFound`."""
    tenant = await organised(visit)
    given = {"award": visit.place("award_id"), "job": visit.asked("job") or NO_JOB}
    data = await visit.ask("judging/setting", **given)
    if data["award"] is None or data["award"]["tenantId"] != tenant["tenantId"]:
        raise NotFound
    return data


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    data = await _found(visit)

    async def worked_out() -> bool:
        nonlocal data
        data = await _found(visit)
        return data["assignmentJob"] is not None and data["assignmentJob"]["status"] not in WORKING

    if visit.asked("job"):
        await soon(worked_out)
    judges = [edge["node"] for edge in data["judges"]["edges"]]
    return visit.in_zone_of(data).page(
        "judging/setting",
        data,
        status,
        refusal=refusal,
        said=said,
        job=data["assignmentJob"],
        plan=await _planned(visit, data["assignmentJob"], judges),
        people=judges,
        raised=[edge["node"] for edge in data["conflicts"]["edges"]],
        kinds=KINDS_OF_CONFLICT,
        invited=INVITED,
        mail=visit.form.one("mail"),
        form_id=minted(""),
    )


async def _planned(visit: Visit, job: Data | None, judges: list[Data]) -> dict[str, Any] | None:
    """How many entries each judge would get, or what keeps a plan from being made."""
    if visit.site.judging is None or job is None or job["status"] != "READY":
        return None
    plan = await visit.site.judging.plan(visit.viewer, job["jobId"], visit.words.language)
    loads = Counter(pair["judge_id"] for pair in plan["pairs"])
    names = {one["judgeId"]: (one["person"] or {}).get("name") or "" for one in judges}
    return {**plan, "loads": [(names.get(judge_id, ""), load) for judge_id, load in loads.most_common()]}
