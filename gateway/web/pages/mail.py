"""What the viewer wants mailed: a switch for each topic, and why such mails come at all."""

from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.register import STALE
from gateway.web.visit import Visit
from shared.contracts.notifications.commands import ChangeSubscription
from shared.contracts.notifications.texts import REASONS, TOPICS
from shared.contracts.notifications.values import Topic
from shared.errors import Kind, NotFound
from shared.ids import new_id


async def show(visit: Visit) -> Response:
    """All topics, each with its switch."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Switches one topic."""
    topic = visit.form.one("topic")
    if not visit.trusted or topic not in set(Topic):
        return await _page(visit, 422, visit.words.text(STALE))
    mailed = visit.form.one("mailed") == "yes"
    command = ChangeSubscription(person_id=visit.viewer.id, topic=Topic(topic), mailed=mailed)
    try:
        await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        if refusal.kind in {Kind.MISSING, Kind.FORBIDDEN, Kind.UNAUTHENTICATED}:
            raise
        return await _page(visit, 503 if refusal.kind is Kind.BUSY else 422, refusal.message)
    return visit.on(addresses.with_query(addresses.MAIL, changed=topic))


async def _page(visit: Visit, status: int = 200, refusal: str = "") -> Response:
    if visit.site.mail_choices is None:
        raise NotFound
    data = await visit.ask("mail")
    unwanted, bounced_at = await visit.site.mail_choices.unwanted(visit.viewer, visit.words.language)
    topics = [
        {"id": topic.value, "name": TOPICS[topic], "why": REASONS[topic], "mailed": topic.value not in unwanted}
        for topic in Topic
    ]
    changed = next((one for one in topics if one["id"] == visit.asked("changed")), None)
    return visit.in_zone_of(data).page(
        "mail",
        data,
        status,
        topics=topics,
        bounced_at=bounced_at,
        changed=changed,
        no_address=await _has_no_address(visit),
        refusal=refusal,
        form_id=new_id(),
    )


async def _has_no_address(visit: Visit) -> bool:
    """Whoever came in by a printed code. While accounts can't say, nothing is said of it."""
    if visit.site.own_data is None:
        return False
    try:
        return not (await visit.site.own_data.profile(visit.viewer, visit.words.language)).get("mail")
    except Refused:
        return False
