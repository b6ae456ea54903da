"""The second step of signing in."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.pages import sign_in
from gateway.web.visit import Visit
from shared.errors import N_

OVER = N_("The time for the second step is over. Sign in once more.")


async def show(visit: Visit) -> Response:
    """Asks for the code; without the first step there is nothing to ask for."""
    if not visit.request.cookies.get(cookies.SECOND_STEP):
        return visit.on(addresses.with_query(addresses.SIGN_IN, next=visit.asked("next")))
    return await _page(visit, 200)


async def send(visit: Visit) -> Response:
    """The code: signs in and goes on."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    token = visit.request.cookies.get(cookies.SECOND_STEP, "")
    if not token:
        return await sign_in.page(visit, 422, visit.words.text(OVER))
    try:
        session = await visit.site.sessions.second_step(token, visit.form.one("code") or "-", visit.words.language)
    except Refused as refused:
        if refused.code == "unauthenticated":
            return await sign_in.page(visit, 422, visit.words.text(OVER))
        return await _page(visit, sign_in.status_of(refused), refused.message)
    return sign_in.signed_in(visit, session, visit.form.one("next"))


async def _page(visit: Visit, status: int, refusal: str = "") -> Response:
    target = visit.form.one("next") or visit.asked("next")
    return visit.page("sign_in_second", await visit.ask("sign_in"), status, refusal=refusal, target=target)
