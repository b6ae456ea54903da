"""The variables that the processes of a local copy are given: its settings, and to each what it alone may know."""

from collections.abc import Mapping

from deploy.local.certificates import given, served
from deploy.local.keys import secret
from deploy.local.layout import LOOPBACK, Local
from shared.auth import service_secret
from shared.services import EVERYBODY, SERVICES

MAIL_FROM = "Techfest <techfest@techfest.example>"
CONFIDENTIAL: Mapping[str, tuple[str, ...]] = {
    "TECHFEST_OPERATOR_SECRET": ("accounts",),
    "TECHFEST_SERVICES_ROOT": ("accounts",),
    "TECHFEST_ACCOUNTS_SECRET": ("accounts",),
    "TECHFEST_IMPORT_KEY": (),
    "TECHFEST_SERVICE_SECRET": EVERYBODY,
    "TECHFEST_SMTP": ("notifications",),
}
"""Settings that are given only to the processes of these owners; TECHFEST_SMTP may hold a password."""


def environment_of(local: Local) -> dict[str, str]:
    """The settings that all our processes share."""
    return {
        **local.settings,
        "TECHFEST_KAFKA": local.kafka_address,
        "TECHFEST_MONGO": local.mongo_uri,
        "TECHFEST_DATA": str(local.data),
        **{f"TECHFEST_{s.upper()}_URL": f"http://{LOOPBACK}:{getattr(local.ports, s)}" for s in SERVICES},
        "TECHFEST_GATEWAY_URL": local.settings.get("TECHFEST_GATEWAY_URL") or local.address,
        "TECHFEST_GATEWAY_SECRET": local.settings.get("TECHFEST_GATEWAY_SECRET") or secret(local.data, "gateway"),
        **mail_of(local),
    }


def variables(local: Local, owner: str) -> dict[str, str]:
    """What the processes of one owner are given."""
    return {**{k: v for k, v in environment_of(local).items() if k not in CONFIDENTIAL}, **secrets_of(local, owner)}


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


def certificate_of(local: Local) -> dict[str, str]:
    """The certificate that the gateway shows. What the local authority vouches for, browsers need not remember."""
    pair = served(local)
    if pair is None:
        return {}
    strict = local.settings.get("TECHFEST_HSTS") or ("1" if given(local) else "0")
    return {"TECHFEST_TLS_CERT": str(pair.certificate), "TECHFEST_TLS_KEY": str(pair.key), "TECHFEST_HSTS": strict}


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
