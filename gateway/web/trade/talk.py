"""What two sides can do about an enquiry: the page's buttons, as commands."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gateway.web.posted import Posted
from gateway.web.trade.form import number
from gateway.web.visit import Data
from shared.contracts.commands import Command
from shared.contracts.exchange import commands

VALID_DAYS = 7
"""How long an offer is good where nothing else is chosen."""


def default_until(now: datetime, zone: str) -> str:
    """The day that the form offers, as `2026-11-20`."""
    return (now.astimezone(ZoneInfo(zone)) + timedelta(days=VALID_DAYS)).date().isoformat()


def command_of(action: str, found: Data, form: Posted, zone: str) -> Command | None:
    """The command behind a button; None for one that there isn't. Raises `pydantic.ValidationError`."""
    made = ACTIONS.get(action)
    return made(found, form, zone) if made else None


def _offer(found: Data, form: Posted, zone: str) -> Command:
    """The price is for all of the quantity, and holds until the end of the day that was chosen."""
    terms = {
        "price": {"amount_minor": number(form.one("price")), "currency": "VND"},
        "quantity": number(form.one("quantity")) or 1,
        "mode": form.one("mode"),
        "agreement": form.one("agreement") or "contract",
    }
    return commands.MakeOffer.model_validate({
        "negotiation_id": found["enquiryId"],
        "answers": found["offers"][-1]["number"] if found["offers"] else 0,
        "terms": terms,
        "valid_until": _end_of(form.one("until"), zone),
        "text": form.one("text").strip() or None,
    })  # fmt: skip


def _end_of(day: str, zone: str) -> datetime | str:
    """What is no day is left as it is, for the class to say so."""
    try:
        return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return day


def _accept(found: Data, form: Posted, _: str) -> Command:
    return commands.AcceptOffer.model_validate({
        "listing_id": found["listingId"],
        "negotiation_id": found["enquiryId"],
        "offer_no": number(form.one("offer")),
    })  # fmt: skip


def _deal(kind: Callable[..., Command]) -> Callable[[Data, Posted, str], Command]:
    return lambda found, form, zone: kind(listing_id=found["listingId"], deal_id=found["deal"]["dealId"])


def _about(kind: type[Command], *fields: str) -> Callable[[Data, Posted, str], Command]:
    """Of the enquiry itself, with what the form says in these fields."""

    def made(found: Data, form: Posted, _: str) -> Command:
        said: dict[str, Any] = {name: form.one(name).strip() or None for name in fields}
        return kind.model_validate({kind.about: found["enquiryId"], **said})

    return made


ACTIONS: Mapping[str, Callable[[Data, Posted, str], Command]] = {
    "acknowledge": _about(commands.AcknowledgeEnquiry),
    "qualify": _about(commands.QualifyEnquiry),
    "decline": _about(commands.DeclineEnquiry, "reason", "text"),
    "ask": _about(commands.AskDisclosure, "level"),
    "grant": _about(commands.GrantDisclosure, "level", "text"),
    "refuse": _about(commands.RefuseDisclosure, "level"),
    "offer": _offer,
    "accept": _accept,
    "withdraw": _about(commands.WithdrawNegotiation),
    "confirm": _deal(commands.ConfirmDeal),
    "cancel": _deal(commands.CancelDeal),
}
