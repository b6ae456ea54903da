"""Signing in and out."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.ports import SignedIn
from gateway.web.visit import Data, Visit
from shared.errors import N_, Kind

STALE = N_("This page was open for a long time. Nothing was sent; press the button again.")


async def show(visit: Visit) -> Response:
    """Whoever is signed in already goes on."""
    if visit.viewer.signed_in:
        return visit.on(visit.asked("next"))
    return await _page(visit, 200)


async def send(visit: Visit) -> Response:
    """Signs in and goes on to where one wanted to go."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    mail, password = visit.form.one("mail").strip(), visit.form.one("password")
    try:
        session = await begin(visit, await visit.ask("sign_in"), mail, password)
    except Refused as refused:
        return await _page(visit, 429 if refused.kind is Kind.TOO_MANY else 422, refused.message)
    return signed_in(visit, session, visit.form.one("next"))


async def begin(visit: Visit, data: Data, mail: str, password: str) -> SignedIn:
    """A session at the tenant whose pages these are. Raises `Refused`."""
    tenant_id = data["tenant"]["tenantId"] if data["tenant"] else None
    return await visit.site.sessions.sign_in(mail, password, tenant_id, visit.words.language)


async def leave(visit: Visit) -> Response:
    """Signs out: the session ends with its cookie, or neither does."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    if visit.session:
        visit.site.people.forget(visit.viewer)
        await visit.site.sessions.sign_out(visit.session)
    response = visit.on(addresses.HOME)
    for name in (cookies.SESSION, cookies.AFTER, cookies.FORM):
        cookies.drop(response, name, visit.site.secure)
    return response


def signed_in(visit: Visit, session: SignedIn, target: str) -> Response:
    """Goes on with the session in its cookie, which lives as long as it."""
    response = visit.on(target or addresses.MY_ENTRIES)
    seconds = int((session.expires_at - visit.site.clock.now()).total_seconds())
    cookies.put(response, cookies.SESSION, session.session, visit.site.secure, max(0, seconds))
    return response


async def _page(visit: Visit, status: int, refusal: str = "") -> Response:
    data = await visit.ask("sign_in")
    target = visit.form.one("next") or visit.asked("next")
    return visit.page("sign_in", data, status, refusal=refusal, mail=visit.form.one("mail"), target=target)
