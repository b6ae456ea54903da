"""Signing in by mail: asking for a link, the page that waits for the six digits, and the link's own page. Who is signed
in with a new account confirms its address by the same.

A link only shows a page: its button uses it, so that a program that opens every link of a mail spends none.
"""

from contextlib import suppress

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.pages import sign_in
from gateway.web.ports import AskedLink, ByMail
from gateway.web.visit import Data, Visit
from shared.errors import N_, Kind

ASK_AGAIN = N_("What was asked for here is over. Ask for a new mail.")


async def show(visit: Visit) -> Response:
    """Look into your mail."""
    return await _waiting(visit, 200)


async def send(visit: Visit) -> Response:
    """Asks for a mail, or uses the digits of one."""
    if not visit.trusted:
        return await sign_in.page(visit, 422, visit.words.text(sign_in.STALE), "mail")
    return await (_typed(visit) if visit.form.one("code") or visit.form.one("waiting") else _asked(visit))


async def show_link(visit: Visit) -> Response:
    """The link's page, with its button; nothing is asked of accounts and nothing is spent."""
    return await _link(visit, 200, visit.asked("token"))


async def press(visit: Visit) -> Response:
    """The button: signs in and goes on."""
    token, (_, browser) = visit.form.one("token"), _kept(visit)
    if not visit.trusted:
        return await _link(visit, 422, token, visit.words.text(sign_in.STALE))
    try:
        came = await visit.site.sessions.press_link(token or "-", browser or "-", visit.words.language)
    except Refused as refused:
        return await _link(visit, sign_in.status_of(refused), token, refused.message)
    return await _in(visit, came)


async def confirm(visit: Visit) -> Response:
    """Has another mail sent to the address of one's own account."""
    if not visit.trusted:
        return await _waiting(visit, 422, visit.words.text(sign_in.STALE))
    try:
        asked = await visit.site.sessions.ask_confirmation(visit.session, addresses.ACCOUNT, visit.words.language)
    except Refused as refused:
        if refused.kind is not Kind.MISSING:
            return await _waiting(visit, sign_in.status_of(refused), refused.message)
        return visit.on(addresses.ACCOUNT)
    response = visit.on(addresses.SIGN_IN_MAIL)
    keep(visit, response, asked)
    return response


async def _in(visit: Visit, came: ByMail) -> Response:
    """In, the session until now ended with its cookie; where a password has ended, by way of setting a new one."""
    if visit.session:
        with suppress(Refused):
            await visit.site.sessions.sign_out(visit.session)
    target = came.target
    if came.password_ended:
        target = addresses.with_query(addresses.SECURITY, ended="password", next=target)
    return sign_in.entered(visit, came.come, target)


async def _asked(visit: Visit) -> Response:
    mail, target = visit.form.one("mail").strip(), visit.form.one("next")
    data = await visit.ask("sign_in")
    try:
        return await ask(visit, data, mail, target)
    except Refused as refused:
        return await sign_in.page(visit, sign_in.status_of(refused), refused.message, "mail")


async def ask(visit: Visit, data: Data, mail: str, target: str) -> Response:
    """Has a mail sent, and goes on to the page that waits for it. Raises `Refused`."""
    going = target if target.startswith("/") else ""
    asked = await visit.site.sessions.ask_link(mail, sign_in.tenant_of(data), going, visit.words.language)
    response = visit.on(addresses.SIGN_IN_MAIL)
    keep(visit, response, asked)
    return response


async def _typed(visit: Visit) -> Response:
    asked, browser = _kept(visit)
    if not asked:
        return await sign_in.page(visit, 422, visit.words.text(ASK_AGAIN), "mail")
    code = visit.form.one("code") or "-"
    try:
        came = await visit.site.sessions.type_code(asked, browser, code, visit.words.language)
    except Refused as refused:
        return await _waiting(visit, sign_in.status_of(refused), refused.message)
    return await _in(visit, came)


def keep(visit: Visit, response: Response, asked: AskedLink) -> None:
    """This browser alone uses what was mailed."""
    seconds = int((asked.expires_at - visit.site.clock.now()).total_seconds())
    cookies.put(response, cookies.SIGN_IN, f"{asked.sign_in_id}.{asked.browser}", visit.site.secure, max(0, seconds))


def _kept(visit: Visit) -> tuple[str, str]:
    """What this browser has asked for, and its secret; empty where it has asked for nothing."""
    asked, _, browser = visit.request.cookies.get(cookies.SIGN_IN, "").partition(".")
    return asked, browser


async def _waiting(visit: Visit, status: int, refusal: str = "") -> Response:
    data = await visit.ask("sign_in")
    return visit.page("sign_in_mail", data, status, refusal=refusal, waits=bool(_kept(visit)[0]))


async def _link(visit: Visit, status: int, token: str, refusal: str = "") -> Response:
    data, asked = await visit.ask("sign_in"), _kept(visit)[0]
    here = bool(asked) and token.startswith(f"{asked}.")
    return visit.page("sign_in_link", data, status, refusal=refusal, token=token, same_browser=here)
