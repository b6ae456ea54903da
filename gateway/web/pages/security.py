"""One's own signing in: the password, the second step, and where one is signed in."""

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults, refused
from gateway.web.pages import sign_in
from gateway.web.ports import Security
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import ChangePassword
from shared.errors import N_, NotFound

INPUTS = (
    Input("current", ChangePassword, "password", complete="current-password",
          hint=N_("Leave it empty if you have signed in by mail only until now.")),
    Input("password", ChangePassword, "password", complete="new-password",
          hint=N_("At least 10 characters of any kind. Three words that you remember are good.")),
)  # fmt: skip
CHANGED = N_("Your password is changed. You are signed out everywhere else.")
ENDED = N_("It is signed out there, within a minute.")
ALL_ENDED = N_("You are signed out everywhere else, within a minute.")
OFF = N_("The second step is switched off.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a button: said in a note, with what is shown this once."""

    said: str = ""
    refusal: str = ""
    place: str = ""
    """At which part of the page."""
    wrong: Mapping[str, str] | None = None
    shown: Mapping[str, Any] | None = None
    status: int = 200


async def show(visit: Visit) -> Response:
    """The page as it stands."""
    return await _page(visit, Outcome())


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    if not visit.trusted:
        return await _page(visit, Outcome(refusal=visit.words.text(sign_in.STALE), status=422))
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    place, act = ACTIONS[action]
    try:
        outcome = await act(visit)
    except Refused as refusal:
        wrong = refused(refusal, INPUTS)
        outcome = Outcome(refusal=refusal.message, place=place, wrong=wrong, status=sign_in.status_of(refusal))
    return await _page(visit, outcome)


async def _password(visit: Visit) -> Outcome:
    if wrong := faults(lambda: _command(visit), INPUTS, visit.words):
        said = visit.words.count("{count} thing to put right", "{count} things to put right", len(wrong))
        return Outcome(refusal=said, place="password", wrong=wrong, status=422)
    command = _command(visit)
    await visit.send(command, command_id(minted(visit.form.one("form_id")), command, visit.session))
    return Outcome(said=visit.words.text(CHANGED), place="password")


def _command(visit: Visit) -> ChangePassword:
    given = {"current": visit.form.one("current") or None, "password": visit.form.one("password")}
    return ChangePassword.model_validate({"person_id": visit.viewer.id, **given})


async def _end(visit: Visit) -> Outcome:
    await _security(visit).end(visit.session, visit.form.one("session_id"))
    return Outcome(said=visit.words.text(ENDED), place="sessions")


async def _end_others(visit: Visit) -> Outcome:
    await _security(visit).end_others(visit.session)
    return Outcome(said=visit.words.text(ALL_ENDED), place="sessions")


async def _begin(visit: Visit) -> Outcome:
    account = (visit.name or "Techfest")[:100]
    made = await _security(visit).begin_second_step(visit.session, account, visit.words.language)
    groups = " ".join(made.secret[at : at + 4] for at in range(0, len(made.secret), 4))
    picture = base64.b64encode(made.qr.encode()).decode()
    return Outcome(place="second", shown={"secret": groups, "qr": f"data:image/svg+xml;base64,{picture}"})


async def _confirm(visit: Visit) -> Outcome:
    code = visit.form.one("code") or "-"
    try:
        made = await _security(visit).confirm_second_step(visit.session, code, visit.words.language)
    except Refused as refusal:
        return Outcome(
            refusal=refusal.message, place="second", shown={"again": True}, status=sign_in.status_of(refusal)
        )
    return Outcome(place="second", shown={"recovery": made})


async def _off(visit: Visit) -> Outcome:
    await _security(visit).end_second_step(visit.session, visit.form.one("code") or "-", visit.words.language)
    return Outcome(said=visit.words.text(OFF), place="second")


Act = Callable[[Visit], Awaitable[Outcome]]
ACTIONS: Mapping[str, tuple[str, Act]] = {
    "password": ("password", _password),
    "end": ("sessions", _end),
    "end-others": ("sessions", _end_others),
    "begin": ("second", _begin),
    "confirm": ("second", _confirm),
    "off": ("second", _off),
}


def _security(visit: Visit) -> Security:
    if visit.site.security is None:
        raise NotFound
    return visit.site.security


async def _page(visit: Visit, outcome: Outcome) -> Response:
    data, security = await visit.ask("sign_in"), _security(visit)
    on, left = await security.second_step(visit.session)
    return visit.in_zone_of(data).page(
        "security", data, outcome.status, outcome=outcome, wrong=outcome.wrong or {}, shown=outcome.shown or {},
        inputs=INPUTS, sessions=await security.sessions(visit.session), second_on=on, recovery_left=left,
        form_id=minted(""), address=addresses.SECURITY, password_ended=visit.asked("ended") == "password",
        target=addresses.within(visit.asked("next")) if visit.asked("next") else "",
    )  # fmt: skip
