"""What a mail that can be done without leads to: the page only shows, its button acts, and it can be taken back.

Mail programs press the button themselves (RFC 8058): with no cookie, no page before, and nothing but the link's token.
"""

from starlette.responses import PlainTextResponse, Response

from gateway.clients import Refused
from gateway.web.ports import MailChoices, MailTopic
from gateway.web.visit import Visit
from shared.contracts.notifications.texts import REASONS, TOPICS
from shared.contracts.notifications.values import Topic
from shared.errors import Kind, NotFound

ONE_CLICK = {"List-Unsubscribe": ("One-Click",)}


async def show(visit: Visit) -> Response:
    """What it is about. Looking changes nothing: mail programs open links to look for wickedness."""
    choices = _choices(visit)
    try:
        found = await choices.linked(visit.asked("token"), visit.words.language)
    except Refused as refusal:
        return await _gone(visit, refusal)
    return await _page(visit, found)


async def send(visit: Visit) -> Response:
    """Off, or on again. Whoever holds the token may, from wherever: it does this one thing alone."""
    choices, token = _choices(visit), visit.asked("token")
    if visit.form.values == ONE_CLICK:
        return await _one_click(choices, token, visit.words.language)
    mailed = visit.form.one("mailed") == "yes"
    try:
        found = await choices.switch(token, mailed, visit.words.language)
    except Refused as refusal:
        return await _gone(visit, refusal)
    return await _page(visit, found, done=True)


def _choices(visit: Visit) -> MailChoices:
    if visit.site.mail_choices is None:
        raise NotFound
    return visit.site.mail_choices


async def _one_click(choices: MailChoices, token: str, language: str) -> Response:
    try:
        await choices.switch(token, mailed=False, language=language)
    except Refused as refusal:
        return PlainTextResponse("", 503 if refusal.kind is Kind.BUSY else 404)
    return PlainTextResponse("")


async def _gone(visit: Visit, refusal: Refused) -> Response:
    """The way on for whose link does not hold. Raises what is no fault of the link."""
    if refusal.kind is not Kind.MISSING:
        raise refusal
    return visit.page("unsubscribe_gone", await visit.ask("mail"), 404)


async def _page(visit: Visit, found: MailTopic, *, done: bool = False) -> Response:
    topic = Topic(found.topic)
    data = await visit.ask("mail")
    token = visit.asked("token")
    return visit.page("unsubscribe", data, found=found, topic=TOPICS[topic], why=REASONS[topic], token=token, done=done)
