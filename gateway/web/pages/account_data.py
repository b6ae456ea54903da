"""All that is held of the viewer: as a page to read and to print, and as a file to take along."""

from typing import Any

import orjson
from starlette.responses import Response

from gateway.web.pages.account import own_data_of
from gateway.web.pages.account_data_words import WORDS
from gateway.web.visit import Visit

NO_STORE = {"Cache-Control": "no-store"}


async def show(visit: Visit) -> Response:
    """The page; nothing of it where one service doesn't answer."""
    told = await own_data_of(visit).whole(visit.viewer, visit.words.language)
    data = await visit.ask("account_data")
    page = visit.in_zone_of(data).page("account_data", data, told=told, called=lambda name: _called(visit, name))
    page.headers.update(NO_STORE)
    return page


async def file(visit: Visit) -> Response:
    """The same as JSON, whole or not at all."""
    told = await own_data_of(visit).whole(visit.viewer, visit.words.language)
    at = visit.site.clock.now()
    whole: dict[str, Any] = {"person_id": visit.viewer.id, "made_at": at.isoformat(), **told}
    name = f'attachment; filename="techfest-{at:%Y-%m-%d}.json"'
    headers = {**NO_STORE, "Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return Response(orjson.dumps(whole, option=orjson.OPT_INDENT_2), 200, headers, "application/json")


def _called(visit: Visit, name: str) -> str:
    """A part's name in the reader's words; what has none yet is shown as it is called in the file."""
    return visit.words.text(WORDS[name]) if name in WORDS else name.replace("_", " ")
