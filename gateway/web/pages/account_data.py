"""All that is held of the viewer: as a page to read and to print, and as a file to take along."""

import re
from functools import partial
from typing import Any

import orjson
from starlette.responses import Response

from gateway.web.pages.account import own_data_of
from gateway.web.pages.account_data_words import CHOICES, ROLES, VALUES, WORDS
from gateway.web.visit import Visit
from gateway.web.words import Words, instant

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
NO_STORE = {"Cache-Control": "no-store"}


async def show(visit: Visit) -> Response:
    """The page; nothing of it where one service doesn't answer."""
    told = await own_data_of(visit).whole(visit.viewer, visit.words.language)
    data = await visit.ask("account_data")
    here = visit.in_zone_of(data)
    called, valued = partial(_called, here.words), partial(_valued, here.words)
    page = here.page("account_data", data, told=told, called=called, valued=valued)
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


def _called(words: Words, name: str) -> str:
    """A part's name in the reader's words; what has none yet is shown as it is called in the file."""
    return words.text(WORDS[name]) if name in WORDS else name.replace("_", " ")


def _valued(words: Words, name: str, value: object) -> str:
    """A single value as people say it: an instant on their clock, a choice and a country by its name."""
    told = str(value)
    if INSTANT.fullmatch(told):
        return words.moment(instant(told))
    if name == "country":
        return words.country(told)
    if name in CHOICES or (name == "name" and told in ROLES):
        return words.text(VALUES.get(told, told))
    return told
