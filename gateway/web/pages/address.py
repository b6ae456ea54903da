"""A mail address for an account that has none, or one that was mistyped: typed, mailed, and confirmed by the mail."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.commands import command_id, minted
from gateway.web.faults import Input, faults, refused
from gateway.web.pages import sign_in, sign_in_mail
from gateway.web.pages.account import own_data_of
from gateway.web.visit import Visit
from shared.contracts.accounts.commands import ClaimMail
from shared.errors import N_, Kind

INPUTS = (
    Input(
        "mail", ClaimMail, "mail", complete="email",
        wrong=N_("This is no mail address. It looks like hanh@sayviet.vn."),
        hint=N_("A mail goes there. Once you have pressed its button, or typed its digits, the address signs you in."),
    ),
)  # fmt: skip


async def show(visit: Visit) -> Response:
    """The form; whose address is confirmed has nothing to do here."""
    own = await own_data_of(visit).profile(visit.viewer, visit.words.language)
    if own["mail"] and own["mail_verified"]:
        return visit.on(addresses.ACCOUNT)
    return await _page(visit, 200, own["mail"])


async def send(visit: Visit) -> Response:
    """Claims the address, and has the mail sent."""
    mail = visit.form.one("mail").strip()
    if visit.form.one("later"):
        return _no_more_hints(visit, visit.on(addresses.within(visit.form.one("next"))))
    if not visit.trusted:
        return await _page(visit, 422, mail, note=visit.words.text(sign_in.STALE))
    if wrong := faults(lambda: ClaimMail(person_id=visit.viewer.id, mail=mail), INPUTS, visit.words):
        return await _page(visit, 422, mail, wrong)
    command = ClaimMail(person_id=visit.viewer.id, mail=mail)
    try:
        await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
        asked = await visit.site.sessions.ask_confirmation(visit.session, addresses.ACCOUNT, visit.words.language)
    except Refused as refusal:
        if refusal.kind is Kind.MISSING:
            return visit.on(addresses.ACCOUNT)
        return await _page(visit, sign_in.status_of(refusal), mail, refused(refusal, INPUTS), refusal.message)
    response = visit.on(addresses.SIGN_IN_MAIL)
    sign_in_mail.keep(visit, response, asked)
    return _no_more_hints(visit, response)


def _no_more_hints(visit: Visit, response: Response) -> Response:
    cookies.drop(response, cookies.NO_MAIL, visit.site.secure)
    return response


async def _page(visit: Visit, status: int, mail: str, wrong: dict[str, str] | None = None, note: str = "") -> Response:
    data = await visit.ask("around")
    return visit.page(
        "address", data, status, inputs=INPUTS, typed=mail, wrong=wrong or {}, note=note, form_id=minted("")
    )
