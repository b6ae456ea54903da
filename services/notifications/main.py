"""Joins notifications: `python -m services.notifications.main api|worker`."""

import hashlib
import hmac
from typing import Any

from pydantic import SecretStr

from services.notifications.access import ACCESS
from services.notifications.api import NAME, Parts, notifications_app
from services.notifications.handlers import COMMANDS, HEARD, NOUNS, TIMED
from services.notifications.handlers.nouns import MESSAGE, SUBSCRIPTION
from services.notifications.handlers.sending import Post, Sender
from services.notifications.ports import Needs, Telling
from services.notifications.queries.own_data import PARTS
from services.notifications.settings import Settings
from services.notifications.store import (
    HttpContents,
    MongoBelonging,
    MongoDueMails,
    MongoOwners,
    SmtpMailer,
    TemplateWriter,
)
from services.notifications.store.smtp import server_of
from services.notifications.store.writing import Letterhead
from shared.auth import Verifier
from shared.bus.dispatch import Dispatcher
from shared.bus.itself import as_itself
from shared.bus.mongo_aggregates import MongoAggregates
from shared.bus.mongo_prepare import prepare
from shared.bus.oplog_guard import OplogGuard
from shared.bus.own_data import MongoOwnStates
from shared.bus.ports import AggregateStore
from shared.bus.working import Tables, work
from shared.clock import Clock
from shared.contracts.accounts.roles import Role
from shared.mongo import Database, cluster_time, connect
from shared.settings import read_settings
from shared.together import together
from shared.web.authenticating import Verifies, authenticator
from shared.web.service import guarded, reaches
from shared.web.serving import run_role, serve


async def joined(settings: Settings, database: Database, guard: OplogGuard, clock: Clock, verifier: Verifies) -> Parts:
    """Everything that the application stands on, its database prepared."""
    await prepare(database, NOUNS)
    messages = MongoAggregates(database, MESSAGE, guard.check, settings.command_cache)
    subscriptions = MongoAggregates(database, SUBSCRIPTION, guard.check, settings.command_cache)
    needs = Needs(messages, subscriptions, MongoOwners(database))
    own = MongoOwnStates(database, NOUNS)
    await own.prepare(PARTS)
    stores: dict[str, AggregateStore[Any]] = {MESSAGE.name: messages, SUBSCRIPTION.name: subscriptions}
    return Parts(
        execute=Dispatcher(COMMANDS, ACCESS, stores, needs, settings.own_key("command digests")).execute,
        authenticate=authenticator(verifier, _no_roles),
        needs=needs,
        own=own,
        key=marks_key(settings.service_secret),
        clock=clock,
        checks={"database": reaches(lambda: cluster_time(database)), "relay": guarded(guard.check)},
    )


def post(settings: Settings, database: Database, clock: Clock) -> Post:
    """What the sender needs from outside."""
    head = Letterhead(
        sender=settings.mail_from,
        reply_to=settings.mail_reply_to or settings.mail_from,
        site=settings.gateway_url.rstrip("/"),
        key=marks_key(settings.service_secret),
    )
    return Post(
        due=MongoDueMails(database),
        contents=HttpContents(settings.accounts_url, settings.service_secret, clock),
        writer=TemplateWriter(head),
        mailer=SmtpMailer(server_of(settings.smtp), settings.mail_from),
    )


def marks_key(secret: SecretStr) -> bytes:
    """What marks are made with: of the service's secret nothing can be learned from them."""
    return hmac.new(secret.get_secret_value().encode(), b"marks in mails", hashlib.sha256).digest()


async def _no_roles(_: str, __: int) -> tuple[Role, ...]:
    """No rule here asks for roles."""
    return ()


async def api() -> None:
    """Answers HTTP."""
    settings = read_settings(Settings)
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock))
    await together(serve(notifications_app(parts), settings.address), guard.run())


async def worker() -> None:
    """Tells what was decided, hears the others, and sends what is due."""
    settings = read_settings(Settings).uncached()
    database, clock = connect(settings.mongo).get_database(settings.database(NAME)), settings.make_clock()
    guard = OplogGuard(database)
    parts = await joined(settings, database, guard, clock, _verifier(settings, clock))
    send, outside = as_itself(NAME, parts.execute, clock), post(settings, database, clock)
    sender = Sender(outside, parts.needs, send, clock)
    telling = Telling(MongoBelonging(database), send)
    tables = Tables((), HEARD, TIMED, telling)  # no noun: what is due is sent, not swept
    await together(guard.run(), work(NAME, settings, database, clock, send, tables, [sender.run]))


def _verifier(settings: Settings, clock: Clock) -> Verifier:
    return Verifier(f"{settings.accounts_url}/.well-known/jwks.json", NAME, clock)


if __name__ == "__main__":
    run_role({"api": api, "worker": worker})
