"""One's own tokens: made and shown once, ended after a second look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import CreatePersonalToken, RevokePersonalToken
from shared.contracts.accounts.scopes import PERSON_SCOPES
from shared.contracts.commands import Command
from shared.errors import N_, NotFound
from shared.ids import new_id

LIVES = (30, 90, 365)
"""Days."""
WRONG = N_("Give the token a name and at least one thing that it may do.")
ENDED = N_("The token has ended: within a second it opens nothing more.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a button; the token is shown this once."""

    said: str = ""
    refusal: str = ""
    token: str = ""
    status: int = 200


async def show(visit: Visit) -> Response:
    """Those that haven't ended."""
    return await _page(visit, Outcome())


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    if not visit.trusted:
        return await _page(visit, Outcome(refusal=visit.words.text(STALE), status=422))
    action = visit.form.one("action")
    if action not in ACTIONS or visit.site.programs is None:
        raise NotFound
    try:
        command = ACTIONS[action](visit)
    except (ValidationError, ValueError):
        return await _page(visit, Outcome(refusal=visit.words.text(WRONG), status=422))
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
        if isinstance(command, RevokePersonalToken):
            return await _page(visit, Outcome(said=visit.words.text(ENDED)), sent.after)
        token = await visit.site.programs.token(visit.viewer, command.aggregate_id, visit.words.language)
    except Refused as refusal:
        return await _page(visit, Outcome(refusal=refusal.message, status=status_of(refusal)))
    return await _page(visit, Outcome(token=token), sent.after)


def _create(visit: Visit) -> Command:
    days = int(visit.form.one("days"))
    today = visit.site.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return CreatePersonalToken(
        token_id=minted(visit.form.one("form_id")),
        name=visit.form.one("name"),
        scopes=visit.form.all("scope"),
        expires_at=today + timedelta(days=min(max(days, 1), max(LIVES))),
    )


def _revoke(visit: Visit) -> Command:
    return RevokePersonalToken(token_id=visit.form.one("token_id"))


ACTIONS: Mapping[str, Callable[[Visit], Command]] = {"make": _create, "revoke": _revoke}


async def _page(visit: Visit, outcome: Outcome, after: str = "") -> Response:
    data = await visit.waiting_for(after).ask("tokens")
    tokens = [edge["node"] for edge in data["personalTokens"]["edges"]]
    name = visit.form.one("name") if outcome.refusal else ""
    return visit.in_zone_of(data).page(
        "tokens", data, outcome.status, outcome=outcome, tokens=tokens, scopes=PERSON_SCOPES, typed=name,
        form_id=new_id(), lives=LIVES,
    )  # fmt: skip
