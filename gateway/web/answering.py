"""From a request to an answer: who asks, may they, what they sent, and what is said when it goes wrong."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from gateway.clients import Refused
from gateway.viewer import NOBODY
from gateway.web import addresses, cookies, csrf, headers, posted
from gateway.web.manifest import URL
from gateway.web.site import Site
from gateway.web.visit import Unanswered, Visit, language_of
from gateway.web.words import Words
from shared.errors import Kind, NotFound, Refusal
from shared.ids import is_id, new_id
from shared.web.problems import problem_response

log = logging.getLogger(__name__)

Handler = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]
STATUS_OF = {
    Kind.MISSING: 404,
    Kind.FORBIDDEN: 403,
    Kind.UNAUTHENTICATED: 403,
    Kind.TOO_LARGE: 413,
    Kind.TOO_MANY: 429,
    Kind.BUSY: 503,
}
NO_SUCH_ADDRESS = frozenset({"invalid_input", "not_found"})
"""What the schema says of an id that an address holds and that is none."""
NOT_PAGES = ("/graphql", "/api/", URL)


@dataclass(frozen=True, slots=True)
class Page:
    """An address with what shows it and what takes its form; `public` if those who aren't signed in get it too,
    `files` if its form brings one."""

    path: str
    show: Handler | None = None
    send: Handler | None = None
    public: bool = False
    files: bool = False


def answers(page: Page, site: Site) -> Endpoint:
    """The endpoint of a page."""

    async def answer(request: Request) -> Response:
        visit = _stranger(request, site)
        try:
            visit = await _known(visit)
            response = await (_sent(page, visit) if request.method == "POST" else _shown(page, visit))
        except Exception as error:
            response = await _failed(visit, error)
        return headers.secured(response, site.strict)

    return answer


def missing(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What is said of an address that isn't there: a page to a browser, a problem to a program."""

    async def answer(request: Request, _: Exception) -> Response:
        if request.url.path.startswith(NOT_PAGES) or "text/html" not in request.headers.get("accept", ""):
            return problem_response(NotFound(), language_of(request))
        visit = await _known(_stranger(request, site))
        return headers.secured(await _error_page(visit, 404), site.strict)

    return answer


def _stranger(request: Request, site: Site) -> Visit:
    cookie = request.cookies.get(cookies.FORM, "")
    return Visit(site, request, NOBODY, Words(language_of(request)), cookie if is_id(cookie) else new_id())


async def _known(visit: Visit) -> Visit:
    if not visit.session:
        return visit
    viewer = await visit.site.sessions.viewer(visit.session)
    return replace(visit, viewer=viewer, name=await visit.site.people.name(viewer))


async def _shown(page: Page, visit: Visit) -> Response:
    if page.show is None:
        return visit.on(addresses.HOME)
    if not page.public and not visit.viewer.signed_in:
        return _to_sign_in(visit)
    return await page.show(visit)


async def _sent(page: Page, visit: Visit) -> Response:
    if page.send is None:
        return visit.on(visit.address)
    visit = await _with_form(visit, page.files)
    if not page.public and not visit.viewer.signed_in:
        return await _signed_out(visit)
    return await page.send(visit)


async def _with_form(visit: Visit, files: bool) -> Visit:
    """What was posted. A form of another site, or of another session, is not trusted: nothing is done with it."""
    form = await (posted.read_with_file if files else posted.read)(visit.request)
    given = visit.request.cookies.get(cookies.FORM, "")
    trusted = _is_of_ours(visit) and csrf.holds(visit.site.secret, given, visit.session, form.one(csrf.FIELD))
    return replace(visit, form=form, trusted=trusted)


def _is_of_ours(visit: Visit) -> bool:
    return csrf.is_ours(visit.request, visit.site.address)


async def _signed_out(visit: Visit) -> Response:
    """What was typed stays on a page from which it can be sent once more; what another site has made up does not.

    A browser leaves the session's cookie away where another site posts: whoever is signed in comes here too.
    """
    said = visit.form.values.items() if _is_of_ours(visit) else ()
    kept = [(name, value) for name, values in said for value in values if name != csrf.FIELD]
    return visit.page("signed_out", await visit.ask("error"), 403, kept=kept)


def _to_sign_in(visit: Visit) -> Response:
    return visit.on(addresses.with_query(addresses.SIGN_IN, next=visit.address))


async def _failed(visit: Visit, error: Exception) -> Response:
    """The page for what went wrong; what nobody foresaw is logged, and says nothing of itself."""
    if isinstance(error, Refusal | Refused):
        if error.kind is Kind.UNAUTHENTICATED and visit.request.method == "GET":
            return _to_sign_in(visit)
        return await _error_page(visit, STATUS_OF.get(error.kind, 422))
    if isinstance(error, Unanswered) and error.codes <= NO_SUCH_ADDRESS:
        return await _error_page(visit, 404)
    log.error("a page failed: %s", visit.request.url.path, exc_info=error)
    return await _error_page(visit, 503)


async def _error_page(visit: Visit, status: int) -> Response:
    try:
        data = await visit.ask("error")
    except Exception:
        data = {}
    return visit.page("error", data, status, code=status)
