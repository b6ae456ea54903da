"""The processes of a local copy, in the order in which they start."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deploy.local import kafka, mongo
from deploy.local.keys import secret
from deploy.local.layout import Local
from shared.auth import service_secret

CLUSTERS = ("mongo", "kafka")
LOOPBACK = "127.0.0.1"
MAIL_FROM = "Techfest <techfest@techfest.example>"
OWNERS = ("accounts", "registration", "notifications", "gateway")
CONFIDENTIAL: Mapping[str, tuple[str, ...]] = {
    "TECHFEST_OPERATOR_SECRET": ("accounts",),
    "TECHFEST_SERVICES_ROOT": ("accounts",),
    "TECHFEST_ACCOUNTS_SECRET": ("accounts",),
    "TECHFEST_IMPORT_KEY": (),
    "TECHFEST_SERVICE_SECRET": OWNERS,
    "TECHFEST_SMTP": ("notifications",),
}
"""Settings that are given only to the processes of these owners; TECHFEST_SMTP may hold a password."""


@dataclass(frozen=True, slots=True)
class Program:
    """One process that the manager keeps up; `ready` is the URL that answers 200 once it can do its work."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: str | None = None
    patience: int = 15
    """Seconds that it gets to stop by itself."""
    listens: tuple[tuple[str, int], ...] = ()
    """Hosts and ports that it listens at."""


def clusters(local: Local) -> tuple[Program, ...]:
    """Those of MongoDB and Kafka that this copy runs itself."""
    own = []
    if local.mongo is None:
        own.append(Program("mongo", mongo.command(local), patience=60, listens=((LOOPBACK, local.ports.mongo),)))
    if local.kafka is None:
        own.append(Program("kafka", kafka.command(local), patience=60, listens=((LOOPBACK, local.ports.kafka),)))
    return tuple(own)


def ours(local: Local) -> tuple[Program, ...]:
    """The services' and the gateway's processes."""
    ports = local.ports
    return (
        *((_mailbox(local),) if keeps_mail(local) else ()),
        _listening(local, "accounts-api", "services.accounts.main", "api", ports.accounts),
        _silent(local, "accounts-worker", "services.accounts.main", "worker"),
        _listening(local, "registration-api", "services.registration.main", "api", ports.registration),
        _silent(local, "registration-worker", "services.registration.main", "worker"),
        _silent(local, "gateway-projector", "gateway.main", "projector"),
        _listening(local, "gateway-web", "gateway.main", "web", ports.gateway),
    )


def programs(local: Local) -> tuple[Program, ...]:
    """Every process of this copy."""
    return (*clusters(local), *ours(local))


def environment_of(local: Local) -> dict[str, str]:
    """The settings that all our processes share."""
    return {
        **local.settings,
        "TECHFEST_KAFKA": local.kafka_address,
        "TECHFEST_MONGO": local.mongo_uri,
        "TECHFEST_DATA": str(local.data),
        "TECHFEST_ACCOUNTS_URL": f"http://{LOOPBACK}:{local.ports.accounts}",
        "TECHFEST_REGISTRATION_URL": f"http://{LOOPBACK}:{local.ports.registration}",
        "TECHFEST_NOTIFICATIONS_URL": f"http://{LOOPBACK}:{local.ports.notifications}",
        "TECHFEST_GATEWAY_URL": local.settings.get("TECHFEST_GATEWAY_URL") or local.address,
        "TECHFEST_GATEWAY_SECRET": local.settings.get("TECHFEST_GATEWAY_SECRET") or secret(local.data, "gateway"),
        **mail_of(local),
    }


def keeps_mail(local: Local) -> bool:
    """Whether mail goes to this copy's own mailbox, since no server is named that would deliver it."""
    return not local.settings.get("TECHFEST_SMTP")


def mail_of(local: Local) -> dict[str, str]:
    """Where mail goes, in whose name, and where it can be looked at if it stays here."""
    sender = {"TECHFEST_MAIL_FROM": local.settings.get("TECHFEST_MAIL_FROM") or MAIL_FROM}
    if not keeps_mail(local):
        return sender
    ports = local.ports
    at = {
        "TECHFEST_SMTP": f"smtp://{LOOPBACK}:{ports.smtp}",
        "TECHFEST_MAILBOX_URL": f"http://{LOOPBACK}:{ports.mailbox}",
    }
    return {**sender, **at}


def operator_secret(local: Local) -> str:
    """The secret of the one configured client."""
    return local.settings.get("TECHFEST_OPERATOR_SECRET") or secret(local.data, "operator")


def services_root(local: Local) -> str:
    """From it each service's own secret is derived."""
    return local.settings.get("TECHFEST_SERVICES_ROOT") or secret(local.data, "services")


def secrets_of(local: Local, owner: str) -> dict[str, str]:
    """What the processes of one owner know beside what all share: its own secret, and what is meant for it alone."""
    given = {**local.settings, **mail_of(local)}
    known = {
        **{name: given[name] for name in CONFIDENTIAL if given.get(name)},
        "TECHFEST_OPERATOR_SECRET": operator_secret(local),
        "TECHFEST_SERVICES_ROOT": services_root(local),
    }
    known["TECHFEST_SERVICE_SECRET"] = service_secret(services_root(local), owner)
    return {name: value for name, value in known.items() if owner in CONFIDENTIAL[name]}


def _silent(local: Local, name: str, module: str, role: str) -> Program:
    return Program(name, (sys.executable, "-m", module, role), _environment(local, name))


def _listening(local: Local, name: str, module: str, role: str, port: int) -> Program:
    listen = f"{LOOPBACK}:{port}"
    environment = {**_environment(local, name), "TECHFEST_LISTEN": listen}
    command, ready = (sys.executable, "-m", module, role), f"http://{listen}/readyz"
    return Program(name, command, environment, ready, listens=((LOOPBACK, port),))


def _mailbox(local: Local) -> Program:
    plain = _listening(local, "mailbox", "deploy.local.mailbox", "run", local.ports.mailbox)
    smtp = {"TECHFEST_SMTP_LISTEN": f"{LOOPBACK}:{local.ports.smtp}"}
    listens = (*plain.listens, (LOOPBACK, local.ports.smtp))
    return replace(plain, environment={**plain.environment, **smtp}, listens=listens)


def _environment(local: Local, name: str) -> dict[str, str]:
    shared = {k: v for k, v in environment_of(local).items() if k not in CONFIDENTIAL}
    return {**shared, **secrets_of(local, name.partition("-")[0])}
