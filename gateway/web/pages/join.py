"""Two accounts of one person become one: the other's address is said, its mail read, what goes over shown, and one
press joins them.

The mail's link only shows a page, in any browser: its button, in the one that asked, proves; another one joins.
"""

from typing import Annotated, Any

from pydantic import Field
from starlette.responses import Response

from gateway.clients import Refused
from gateway.viewer import Viewer
from gateway.web import addresses, cookies
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults
from gateway.web.pages import sign_in
from gateway.web.pages.account import own_data_of
from gateway.web.ports import Proofs, ProvenAccount
from gateway.web.visit import Data, Unanswered, Visit, document
from shared.contracts.accounts.commands import MergePerson
from shared.contracts.accounts.refusals import PersonMerged, SamePerson, SecondFactorOn
from shared.contracts.accounts.values import Mail
from shared.contracts.values import Value
from shared.errors import N_, Kind, NotFound
from shared.ids import is_id


class OtherAddress(Value):
    """What is typed to name the other account."""

    mail: Annotated[Mail, Field(title=N_("Mail address of your other account"))]
    """Where its mail is read."""


INPUTS = (
    Input(
        "mail", OtherAddress, "mail", wrong=N_("This is no mail address. It looks like hanh@sayviet.vn."),
        hint=N_("A mail goes there. Whoever reads it shows that the account is theirs; until then nothing happens."),
    ),
)  # fmt: skip
OWN = N_("This is the address of the account in which you are. Type that of the other one.")
SAID = {
    SecondFactorOn.code: N_(
        "That account asks for a second step, so a mail alone does not open it. Sign in to it, and join this one from "
        "there."
    ),
    SamePerson.code: N_("The link is of the account in which you are: there is nothing to join."),
    PersonMerged.code: N_("One of the two was joined with another account already."),
}
"""What is said here of some refusals; of all others, what accounts says."""


async def show(visit: Visit) -> Response:
    """Where one stands: the question, the wait for the mail, the mail's link, what is to be joined, the end.

    Who has no address says that of the other account as the own: its mail joins this one with that, which stays.
    """
    if visit.asked("token"):
        return await _link(visit, 200, visit.asked("token"))
    if not visit.viewer.signed_in:
        return _to_sign_in(visit)
    if visit.asked("other"):
        return await _look(visit, visit.asked("other"))
    if visit.asked("done"):
        return await _page(visit, "done")
    if not (await own_data_of(visit).profile(visit.viewer, visit.words.language))["mail"]:
        return visit.on(addresses.ADDRESS)
    return await _question(visit, 200)


async def send(visit: Visit) -> Response:
    """One of the buttons."""
    action = visit.form.one("action")
    if action not in ACTIONS:
        raise NotFound
    if not visit.viewer.signed_in:
        return _to_sign_in(visit)
    if not visit.trusted:
        return await _question(visit, 422, note=visit.words.text(sign_in.STALE))
    return await ACTIONS[action](visit)


async def _ask(visit: Visit) -> Response:
    """Has the mail sent; what is answered is the same whoever has the address."""
    mail = visit.form.one("mail").strip()
    if wrong := faults(lambda: OtherAddress(mail=mail), INPUTS, visit.words) or await _own(visit, mail):
        return await _question(visit, 422, wrong)
    try:
        asked = await _proofs(visit).ask(visit.session, mail, visit.words.language)
    except Refused as refusal:
        return await _question(visit, sign_in.status_of(refusal), note=refusal.message)
    response = visit.on(addresses.JOIN)
    seconds = max(0, int((asked.expires_at - visit.site.clock.now()).total_seconds()))
    cookies.put(response, cookies.PROOF, f"{asked.sign_in_id}.{asked.browser}", visit.site.secure, seconds)
    return response


async def _own(visit: Visit, mail: str) -> dict[str, str]:
    own = await own_data_of(visit).profile(visit.viewer, visit.words.language)
    same = own["mail_verified"] and own["mail"].casefold() == mail.casefold()
    return {"mail": visit.words.text(OWN)} if same else {}


async def _press(visit: Visit) -> Response:
    """The button of the link's page."""
    token, (_, browser) = visit.form.one("token"), _kept(visit)
    try:
        other = await _proofs(visit).press(visit.session, token or "-", browser or "-", visit.words.language)
    except Refused as refusal:
        return await _link(visit, sign_in.status_of(refusal), token, _said(visit, refusal))
    return _on_to(visit, other)


async def _type(visit: Visit) -> Response:
    """The six digits."""
    (asked, browser), code = _kept(visit), visit.form.one("code").strip()
    try:
        other = await _proofs(visit).type_code(
            visit.session, asked or "none-asked", browser or "-", code or "-", visit.words.language
        )
    except Refused as refusal:
        return await _question(visit, sign_in.status_of(refusal), refusal=_said(visit, refusal))
    return _on_to(visit, other)


async def _join(visit: Visit) -> Response:
    """The last button."""
    other = visit.form.one("other")
    if not is_id(other):
        raise NotFound
    command = MergePerson(person_id=other, into_id=visit.viewer.id)
    try:
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        said = "" if refusal.kind is Kind.MISSING else _said(visit, refusal)
        return await _page(visit, "over", sign_in.status_of(refusal), refusal=said)
    response = visit.on(addresses.with_query(addresses.JOIN, done="yes"), sent)
    cookies.drop(response, cookies.PROOF, visit.site.secure)
    return response


ACTIONS = {"ask": _ask, "press": _press, "type": _type, "join": _join}


def _to_sign_in(visit: Visit) -> Response:
    return visit.on(addresses.with_query(addresses.SIGN_IN, next=addresses.JOIN))


def _on_to(visit: Visit, other: str) -> Response:
    return visit.on(addresses.with_query(addresses.JOIN, other=other))


def _proofs(visit: Visit) -> Proofs:
    if visit.site.proofs is None:
        raise NotFound
    return visit.site.proofs


def _kept(visit: Visit) -> tuple[str, str]:
    """What this browser has asked for, and its secret; empty where it has asked for nothing."""
    asked, _, browser = visit.request.cookies.get(cookies.PROOF, "").partition(".")
    return asked, browser


def _said(visit: Visit, refusal: Refused) -> str:
    return visit.words.text(SAID[refusal.code]) if refusal.code in SAID else refusal.message


async def _question(
    visit: Visit, status: int, wrong: dict[str, str] | None = None, note: str = "", refusal: str = ""
) -> Response:
    waits = bool(_kept(visit)[0]) and not (wrong or note) and not visit.asked("again")
    about: dict[str, Any] = {"inputs": INPUTS, "wrong": wrong or {}, "note": note, "typed": visit.form.one("mail")}
    return await _page(visit, "wait" if waits else "ask", status, refusal=refusal, **about)


async def _link(visit: Visit, status: int, token: str, refusal: str = "") -> Response:
    """The link's page, with its button where it was asked for; nothing is asked of accounts and nothing is spent."""
    asked = _kept(visit)[0]
    here = visit.viewer.signed_in and bool(asked) and token.startswith(f"{asked}.")
    step = "refused" if refusal else "link" if here else "elsewhere"
    return await _page(visit, step, status, token=token, refusal=refusal)


async def _look(visit: Visit, other: str) -> Response:
    """What stays and what goes over, to be read before it is done."""
    if not is_id(other):
        raise NotFound
    try:
        theirs = await _proofs(visit).proven(visit.session, other, visit.words.language)
    except Refused as refusal:
        if refusal.kind is not Kind.MISSING:
            raise
        return await _page(visit, "over")
    own = await own_data_of(visit).profile(visit.viewer, visit.words.language)
    response = await _page(visit, "look", theirs=theirs, own=own, held=await _held(visit, theirs), form_id=minted(""))
    response.headers["Cache-Control"] = "no-store"
    return response


async def _held(visit: Visit, theirs: ProvenAccount) -> Data:
    """The other account's entries and organisations, as it sees them: accounts has just said that it is the viewer's.

    Raises `Unanswered`.
    """
    reader = Viewer(theirs.person_id, "person", theirs.tenant_id, roles=theirs.roles)
    given = {"tenant": visit.site.tenant_slug, "theirs": theirs.person_id}
    answer = await visit.site.graph.run(document("join"), given, reader, "", visit.words.language)
    if answer.get("errors") or not answer.get("data"):
        raise Unanswered(frozenset(error["extensions"]["code"] for error in answer.get("errors", ())))
    entries = answer["data"]["viewer"]["entries"]
    return {
        "entries": [edge["node"] for edge in entries["edges"]],
        "entry_count": entries["totalCount"],
        "organisations": [edge["node"] for edge in answer["data"]["organisations"]["edges"]],
    }


async def _page(visit: Visit, step: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    return visit.page("join", await visit.ask("around"), status, step=step, refusal=values.pop("refusal", ""), **values)
