"""Parts of pages that stay true: a subscription's answers as rendered fragments, swapped in where there is script.

A page shows the same fragment when it is opened, so that without script it says what a link to refresh it would.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.responses import Response

from gateway.graph.requests import Asked
from gateway.graph.running import Answer
from gateway.graph.subscriptions.crowd import listener
from gateway.graph.subscriptions.events import EventStream, event
from gateway.web import cookies
from gateway.web.visit import DOCUMENTS, Data, Visit
from shared.contracts.jobs import JobStatus
from shared.errors import NotFound

OVER = event("over")
"""Tells the browser not to come again: there is nothing more to tell."""
AT_ONCE = 4
"""Streams of one viewer; a browser that speaks HTTP/1.1 has six connections for everything."""
ENDED = frozenset({JobStatus.DONE, JobStatus.REFUSED, JobStatus.FAILED, JobStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a live part asks with which values of the address, and after which answer nothing more will come.

    Its templates are `live/<name>.html` and, where there is one, `live/<name>_said.html`: what is read aloud, which
    changes less often.
    """

    variables: tuple[str, ...] = ()
    ended: Callable[[Data], bool] = lambda data: False
    said: bool = False


FRAGMENTS = {
    "job": Fragment(("id",), lambda data: data["job"]["status"].lower() in ENDED, said=True),
    "inbox": Fragment(),
}


async def show(visit: Visit) -> Response:
    """The stream of a live part. Raises `NotFound` for one that there isn't."""
    name = visit.place("name")
    if (fragment := FRAGMENTS.get(name)) is None:
        raise NotFound
    site, who = visit.site, listener(visit.viewer, visit.request)
    if site.live is None or site.crowd is None or not visit.viewer.signed_in:
        return EventStream(_nothing(), nullcontext())
    if site.crowd.is_full("page", who, AT_ONCE):
        return EventStream(_nothing(), nullcontext())
    asked = Asked(_document(name), {variable: visit.asked(variable) for variable in fragment.variables})
    looked = partial(site.sessions.viewer, visit.session)
    after = visit.request.cookies.get(cookies.AFTER, "")
    answers = site.live.answers(asked, looked, after, visit.words.language)
    return EventStream(_rendered(visit, name, fragment, answers), site.crowd.entered("page", who))


async def _rendered(
    visit: Visit, name: str, fragment: Fragment, answers: AsyncGenerator[Answer, None]
) -> AsyncGenerator[bytes, None]:
    said = ""
    async with aclosing(answers):
        async for answer in answers:
            data: dict[str, Any] | None = answer.get("data")
            if answer.get("errors") or not data:
                yield OVER
                return
            yield event(name, visit.fragment(f"live/{name}", data))
            if fragment.said and (now := visit.fragment(f"live/{name}_said", data)) != said:
                said = now
                yield event("said", said)
            if fragment.ended(data):
                yield OVER
                return


async def _nothing() -> AsyncGenerator[bytes, None]:
    yield OVER


def _document(name: str) -> str:
    return (DOCUMENTS / "live" / f"{name}.graphql").read_text()
