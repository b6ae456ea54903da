"""What two sides say to each other about a listing: the question, offers in turn, the deal that both confirm."""

from collections.abc import Mapping

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.trade import choices, names
from gateway.web.trade.talk import command_of, default_until
from gateway.web.visit import Data, Visit
from gateway.web.words import instant
from shared.errors import N_, NotFound
from shared.texts.numbers import money

SAID: Mapping[str, str] = {
    "acknowledge": N_("The other side sees that you have read it."),
    "qualify": N_("The other side sees that it fits; make an offer, or wait for theirs."),
    "decline": N_("Declined, with the reason."),
    "ask": N_("Asked. The owner decides."),
    "grant": N_("Shown to the other side. You can take it back."),
    "refuse": N_("Not shown."),
    "offer": N_("Your offer is sent. It is the other side's turn."),
    "accept": N_("Accepted. The units are kept for you both until you both confirm."),
    "withdraw": N_("Withdrawn."),
    "confirm": N_("Confirmed for your side."),
    "cancel": N_("Cancelled. The units are free again."),
}
UNFIT = N_("Something in it does not fit: check price, quantity, way and date.")


async def show(visit: Visit) -> Response:
    """For the two sides; to anybody else nothing is there."""
    return await _page(visit, said=visit.words.text(SAID[done]) if (done := visit.asked("done")) in SAID else "")


async def send(visit: Visit) -> Response:
    """One of the page's buttons."""
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE))
    found, action = await _found(visit), visit.form.one("action")
    try:
        command = command_of(action, found["enquiry"], visit.form, visit.words.zone)
        if command is None:
            raise NotFound
        sent = await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except ValidationError:
        return await _page(visit, 422, visit.words.text(UNFIT))
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message)
    here = addresses.enquiry(found["enquiry"]["enquiryId"])
    return visit.on(addresses.with_query(here, done=action), sent)


async def _found(visit: Visit) -> Data:
    data = await visit.ask("exchange/enquiry", enquiry=visit.place("enquiry_id"))
    if data["enquiry"] is None:
        raise NotFound
    return data


async def _page(visit: Visit, status: int = 200, refusal: str = "", said: str = "") -> Response:
    data = await _found(visit)
    one = data["enquiry"]
    return visit.page(
        "exchange/enquiry",
        data,
        status,
        one=one,
        offers=_compared(visit, one["offers"]),
        stages=_stages(visit, one),
        refusal=refusal,
        said=said,
        form=visit.form,
        until=default_until(visit.site.clock.now(), visit.words.zone),
        form_id=minted(""),
        names=names,
        choices=choices,
    )


def _compared(visit: Visit, offers: list[Data]) -> list[tuple[Data, list[tuple[str, str, str]]]]:
    """Each offer with its terms beside those of the one before, where they are others."""
    told = [_terms(visit, one) for one in offers]
    earlier: list[dict[str, str]] = [{}, *told]
    return [(one, _beside(now, before)) for one, now, before in zip(offers, told, earlier, strict=False)]


def _beside(now: dict[str, str], before: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(name, value, "" if before.get(name, value) == value else before[name]) for name, value in now.items()]


def _terms(visit: Visit, one: Data) -> dict[str, str]:
    words, terms = visit.words, one["terms"]
    return {
        words.text(N_("Price")): money(int(terms["price"]["amountMinor"]), terms["price"]["currency"], words.language),
        words.text(N_("How many")): words.number(terms["quantity"]),
        words.text(N_("How it changes hands")): words.text(names.MODE[terms["mode"]]),
        words.text(N_("Concluded as")): words.text(names.AGREEMENT[terms["agreement"]]),
    }


def _stages(visit: Visit, one: Data) -> list[tuple[str, str, str]]:
    """From the question to the deal, and where the two stand."""
    deal, offers = one["deal"], one["offers"]
    reserved = bool(deal) and deal["status"] != "CANCELLED"
    confirmed = bool(deal) and deal["status"] == "CONFIRMED"
    done = (True, bool(offers), reserved, confirmed)
    texts = (N_("Enquiry"), N_("Negotiation"), N_("Units reserved"), N_("Confirmed by both sides"))
    first_open = next((i for i, state in enumerate(done) if not state), len(done))
    smalls = (
        visit.words.day(instant(one["sentAt"])),
        visit.words.text(N_("offers so far: {number}"), number=len(offers)) if offers else "",
        visit.words.moment(instant(deal["until"])) if reserved and not confirmed else "",
        "",
    )
    states = ["done" if state else ("here" if i == first_open else "") for i, state in enumerate(done)]
    return [(state, visit.words.text(text), small) for state, text, small in zip(states, texts, smalls, strict=True)]
