"""Signing in through another provider's account: off to it, and back.

The way back is a page that one comes to from elsewhere: it acts at once, as OpenID Connect has it, but only for the
browser that set out, which shows that by its cookie.
"""

from starlette.responses import RedirectResponse, Response

from gateway.clients import Refused
from gateway.web import addresses, cookies
from gateway.web.pages import sign_in
from gateway.web.visit import Visit
from shared.errors import N_, Kind

SAID_NO = N_("The other account could not be confirmed. Try again, or choose another way to sign in.")


async def show(visit: Visit) -> Response:
    """Off to the provider; where there is none, to the ways that there are."""
    if visit.viewer.signed_in:
        return visit.on(visit.asked("next"))
    tenant_id, target = sign_in.tenant_of(await visit.ask("sign_in")), visit.asked("next")
    going = target if addresses.within(target) == target else ""
    try:
        asked = await visit.site.sessions.begin_at_provider(tenant_id, going, visit.words.language)
    except Refused as refused:
        if refused.kind is Kind.MISSING:
            return visit.on(addresses.with_query(addresses.SIGN_IN, next=going))
        return await sign_in.page(visit, sign_in.status_of(refused), refused.message, "provider")
    response = RedirectResponse(asked.url, 303)
    seconds = int((asked.expires_at - visit.site.clock.now()).total_seconds())
    cookies.put(response, cookies.PROVIDER, asked.browser, visit.site.secure, max(0, seconds))
    return response


async def back(visit: Visit) -> Response:
    """Back from it: in, or told why not."""
    browser = visit.request.cookies.get(cookies.PROVIDER, "")
    state, code = visit.asked("state"), visit.asked("code")
    if not (browser and state and code):
        return await sign_in.page(visit, 422, visit.words.text(SAID_NO), "provider")
    try:
        come, target = await visit.site.sessions.back_from_provider(state, code, browser, visit.words.language)
    except Refused as refused:
        return await sign_in.page(visit, sign_in.status_of(refused), refused.message, "provider")
    return sign_in.entered(visit, come, target)
