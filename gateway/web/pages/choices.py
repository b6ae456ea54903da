"""What a reader chooses for all pages: language, light or dark."""

from starlette.responses import Response

from gateway.web import cookies
from gateway.web.visit import Visit
from shared.errors import NotFound
from shared.texts import LANGUAGES

THEMES = ("light", "dark", "system")


async def language(visit: Visit) -> Response:
    """Back to the page one came from, in another language."""
    return _chosen(visit, cookies.LANGUAGE, visit.place("language"), LANGUAGES)


async def theme(visit: Visit) -> Response:
    """Back to the page one came from, light or dark."""
    return _chosen(visit, cookies.THEME, visit.place("theme"), THEMES)


def _chosen(visit: Visit, name: str, value: str, known: tuple[str, ...]) -> Response:
    if value not in known:
        raise NotFound
    response = visit.on(visit.asked("next"))
    cookies.put(response, name, value, visit.site.secure, cookies.YEAR)
    return response
