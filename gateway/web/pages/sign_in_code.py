"""Signing in by a printed code: the code, and the name of who comes in by it."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import cookies
from gateway.web.pages import sign_in
from gateway.web.visit import Visit
from shared.contracts.accounts.refusals import NameNeeded

HINT_SECONDS = 7 * 24 * 3600
"""As long as the session lasts, pages say how to come back from elsewhere."""


async def show(visit: Visit) -> Response:
    """Whoever is signed in already goes on; a slip's QR code fills the code in."""
    if visit.viewer.signed_in:
        return visit.on(visit.asked("next"))
    return await _page(visit, 200)


async def send(visit: Visit) -> Response:
    """Signs in, having asked for a name."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(sign_in.STALE))
    code, name = visit.form.one("code").strip(), visit.form.one("name").strip()
    tenant_id = sign_in.tenant_of(await visit.ask("sign_in"))
    try:
        come = await visit.site.sessions.use_slip(code or "-", name or None, tenant_id, visit.words.language)
    except Refused as refused:
        wants_name = refused.code == NameNeeded.code or bool(name)
        asked_first = refused.code == NameNeeded.code and "name" not in visit.form.values
        said = "" if asked_first else next((f.message for f in refused.fields), refused.message)
        return await _page(visit, 200 if asked_first else sign_in.status_of(refused), said, wants_name)
    response = sign_in.entered(visit, come, visit.form.one("next"))
    cookies.put(response, cookies.NO_MAIL, "yes", visit.site.secure, HINT_SECONDS)
    return response


async def _page(visit: Visit, status: int, refusal: str = "", wants_name: bool = False) -> Response:
    values = {"code": visit.form.one("code") or visit.asked("code"), "slip_name": visit.form.one("name")}
    target = visit.form.one("next") or visit.asked("next")
    data = await visit.ask("sign_in")
    return visit.page("sign_in_code", data, status, refusal=refusal, wants_name=wants_name, target=target, **values)
