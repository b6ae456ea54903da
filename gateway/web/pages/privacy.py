"""One's own data: what one has agreed to and takes back, what is held, and having it erased or its use stopped."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages import sign_in
from gateway.web.visit import Data, Visit
from gateway.web.words import instant
from shared.contracts.accounts.commands import AskAboutData, CancelDataRequest, GiveConsent, WithdrawConsent
from shared.contracts.accounts.purposes import PURPOSES
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose
from shared.contracts.commands import Command
from shared.errors import N_, Kind, NotFound
from shared.ids import derived_id, is_id, new_id

NOT_READ = N_("Tick that you have read what goes, then ask again. Nothing has been asked yet.")
TIMES = ("askedAt", "answerDue", "stopDue", "closedAt")


async def show(visit: Visit) -> Response:
    """The page as it stands."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """One of the page's buttons; each does one thing and can be taken back by the one in its place."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    if action == "erase" and visit.form.one("sure") != "yes":
        return await _page(visit, 422, visit.words.text(NOT_READ))
    command = ACTIONS[action](visit)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, sign_in.status_of(refusal), refusal.message)
    return visit.on(
        addresses.with_query(addresses.PRIVACY, done=f"{action}-{visit.form.one('purpose')}".rstrip("-")), sent
    )


def _purpose(visit: Visit) -> Purpose:
    if (given := visit.form.one("purpose")) not in set(Purpose):
        raise NotFound
    return Purpose(given)


def _give(visit: Visit) -> Command:
    """To the version that the form showed, which may no longer be today's."""
    purpose, version = _purpose(visit), visit.form.one("version")
    shown = int(version) if version.isdigit() and 0 < int(version) <= PURPOSES[purpose].version else 0
    return GiveConsent(person_id=visit.viewer.id, purpose=purpose, text_version=shown or PURPOSES[purpose].version)


def _withdraw(visit: Visit) -> Command:
    return WithdrawConsent(person_id=visit.viewer.id, purpose=_purpose(visit))


def _ask(kind: DataRequestKind) -> Callable[[Visit], Command]:
    def command(visit: Visit) -> Command:
        request_id = derived_id("data request", minted(visit.form.one("form_id")), kind)
        return AskAboutData(request_id=request_id, person_id=visit.viewer.id, kind=kind)

    return command


def _cancel(visit: Visit) -> Command:
    if not is_id(request_id := visit.form.one("request_id")):
        raise NotFound
    return CancelDataRequest(request_id=request_id)


ACTIONS: Mapping[str, Callable[[Visit], Command]] = {
    "give": _give,
    "withdraw": _withdraw,
    "erase": _ask(DataRequestKind.ERASURE),
    "stop": _ask(DataRequestKind.RESTRICTION),
    "cancel": _cancel,
}


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    data = await visit.ask("privacy", person=visit.viewer.id)
    requests = [_request(edge["node"]) for edge in data["dataRequests"]["edges"]]
    is_open = {one["kind"]: one for one in requests if one["status"] == DataRequestStatus.OPEN.value}
    stopped = (DataRequestKind.RESTRICTION.value, DataRequestStatus.DONE.value)
    in_force = next((one for one in requests if (one["kind"], one["status"]) == stopped), None)
    return visit.in_zone_of(data).page(
        "privacy", data, status, purposes=_purposes(data), requests=requests, refusal=refusal, in_force=in_force,
        open={kind.value: is_open.get(kind.value) for kind in DataRequestKind}, done=visit.asked("done"),
        form_id=new_id(), wanted=visit.asked("wanted").split(","), go_on=addresses.within(visit.asked("next")),
    )  # fmt: skip


def _purposes(data: Data) -> list[dict[str, Any]]:
    """Every purpose with what was said last to it."""
    said = {edge["node"]["purpose"].lower(): edge["node"] for edge in data["consents"]["edges"]}
    return [{"id": purpose.value, "text": text, **_said(said.get(purpose.value))} for purpose, text in PURPOSES.items()]


def _said(found: Data | None) -> dict[str, Any]:
    """The receipt of what holds; of what was taken back only when."""
    if found is None:
        return {"receipt": None, "taken_back": None}
    if found["withdrawnAt"]:
        return {"receipt": None, "taken_back": instant(found["withdrawnAt"])}
    receipt = {"number": found["consentId"], "version": found["textVersion"], "given_at": instant(found["givenAt"])}
    return {"receipt": receipt, "taken_back": None}


def _request(found: Data) -> dict[str, Any]:
    times = {name: instant(found[name]) if found[name] else None for name in TIMES}
    return {**found, **times, "kind": found["kind"].lower(), "status": found["status"].lower()}
