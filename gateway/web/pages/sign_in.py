"""Signing in and out: the three ways in, and the password's own."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.ports import Entered, SecondStep, SignedIn
from gateway.web.visit import Data, Visit
from shared.errors import N_, Kind

STALE = N_("This page was open for a long time. Nothing was sent; press the button again.")


async def show(visit: Visit) -> Response:
    """Whoever is signed in already goes on."""
    if visit.viewer.signed_in:
        return visit.on(visit.asked("next"))
    return await page(visit, 200)


async def send(visit: Visit) -> Response:
    """Signs in with a password and goes on to where one wanted to go."""
    if not visit.trusted:
        return await page(visit, 422, visit.words.text(STALE))
    mail, password = visit.form.one("mail").strip(), visit.form.one("password")
    try:
        session = await begin(visit, await visit.ask("sign_in"), mail, password)
    except Refused as refused:
        return await page(visit, status_of(refused), refused.message)
    return entered(visit, session, visit.form.one("next"))


async def begin(visit: Visit, data: Data, mail: str, password: str) -> Entered:
    """A session at the tenant whose pages these are, or its second step. Raises `Refused`."""
    return await visit.site.sessions.sign_in(mail, password, tenant_of(data), visit.words.language)


async def leave(visit: Visit) -> Response:
    """Signs out: the session ends with its cookie, or neither does."""
    if not visit.trusted:
        return await page(visit, 422, visit.words.text(STALE))
    if visit.session:
        visit.site.people.forget(visit.viewer)
        await visit.site.sessions.sign_out(visit.session)
    response = visit.on(addresses.HOME)
    for name in cookies.OF_SOMEBODY:
        cookies.drop(response, name, visit.site.secure)
    return response


def tenant_of(data: Data) -> str | None:
    """The tenant whose pages these are."""
    return data["tenant"]["tenantId"] if data["tenant"] else None


def status_of(refused: Refused) -> int:
    """How a page answers what accounts refused."""
    return {Kind.TOO_MANY: 429, Kind.BUSY: 503}.get(refused.kind, 422)


def entered(visit: Visit, come: Entered, target: str) -> Response:
    """In, or on to the second step."""
    if isinstance(come, SecondStep):
        response = visit.on(addresses.with_query(addresses.SIGN_IN_SECOND, next=target))
        seconds = int((come.expires_at - visit.site.clock.now()).total_seconds())
        cookies.put(response, cookies.SECOND_STEP, come.token, visit.site.secure, max(0, seconds))
        return response
    return signed_in(visit, come, target)


def signed_in(visit: Visit, session: SignedIn, target: str) -> Response:
    """Goes on with the session in its cookie, which lives as long as it; what led there has done."""
    response = visit.on(target or addresses.MY_ENTRIES)
    seconds = int((session.expires_at - visit.site.clock.now()).total_seconds())
    cookies.put(response, cookies.SESSION, session.session, visit.site.secure, max(0, seconds))
    for name in (cookies.SIGN_IN, cookies.SECOND_STEP, cookies.PROVIDER):
        if name in visit.request.cookies:
            cookies.drop(response, name, visit.site.secure)
    return response


async def page(visit: Visit, status: int, refusal: str = "", way: str = "password") -> Response:
    """The three ways in; `way` is the one that was refused."""
    data = await visit.ask("sign_in")
    target = visit.form.one("next") or visit.asked("next")
    mail, provider = visit.form.one("mail"), await visit.site.sessions.provider()
    return visit.page("sign_in", data, status, refusal=refusal, way=way, mail=mail, target=target, provider=provider)
