"""A listing: what it says, whose it is, and asking about it."""

from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from gateway.clients import Refused
from gateway.web import addresses
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE, status_of
from gateway.web.trade import choices, names
from gateway.web.trade.mine import own_organisations
from gateway.web.visit import Data, Visit
from shared.contracts.exchange.commands import SendEnquiry
from shared.errors import N_, NotFound

ALIKE = 3
NO_TEXT = N_("Write what you want to know.")
TOO_LONG = N_("At most 2,000 characters fit. Shorten what you have written.")


async def show(visit: Visit) -> Response:
    """Open to everybody."""
    return await _page(visit)


async def send(visit: Visit) -> Response:
    """Asks the owner, for one of the viewer's organisations."""
    if not visit.viewer.signed_in:
        return visit.on(addresses.with_query(addresses.SIGN_IN, next=visit.address))
    text = visit.form.one("text").strip()
    if not visit.trusted:
        return await _page(visit, 422, visit.words.text(STALE), text)
    form_id = minted(visit.form.one("form_id"))
    try:
        asked = SendEnquiry(
            enquiry_id=form_id,
            listing_id=visit.place("listing_id"),
            organisation_id=visit.form.one("organisation"),
            text=text,
        )
        sent = await visit.send(asked, command_id(form_id, asked))
    except ValidationError:
        return await _page(visit, 422, visit.words.text(TOO_LONG if text else NO_TEXT), text)
    except Refused as refusal:
        return await _page(visit, status_of(refusal), refusal.message, text)
    return visit.on(addresses.enquiry(form_id), sent)


async def _page(visit: Visit, status: int = 200, refusal: str = "", text: str = "") -> Response:
    data = await visit.ask("exchange/listing", listing=visit.place("listing_id"))
    found = data["listing"]
    if found is None:
        raise NotFound
    mine = await own_organisations(visit) if visit.viewer.signed_in else []
    return visit.page(
        "exchange/listing",
        data,
        status,
        one=found,
        alike=await _alike(visit, found),
        facts=_facts(visit, found),
        mine=mine,
        owns=data["own"] is not None and data["own"]["organisationId"] in {one["organisationId"] for one in mine},
        asked=[one for one in data["enquiries"] if not one["iOwn"]],
        refusal=refusal,
        text=text,
        form_id=minted(""),
        names=names,
        choices=choices,
    )


async def _alike(visit: Visit, found: Data) -> list[Data]:
    """Others of the same direction and sector: by the words of its title, else the newest."""
    said = found["title"]["vi"] or found["title"]["en"]
    return await _others(visit, found, said) or await _others(visit, found, None)


async def _others(visit: Visit, found: Data, words: str | None) -> list[Data]:
    wanted = {
        "tenantId": found["tenantId"],
        "direction": found["direction"],
        "sectors": [found["sector"]["code"].partition(".")[0]],
    }
    rows = await visit.ask("exchange/alike", filter=wanted, search=words, first=ALIKE + 1)
    nodes = [edge["node"] for edge in rows["listings"]["edges"]]
    return [one for one in nodes if one["listingId"] != found["listingId"]][:ALIKE]


def _facts(visit: Visit, found: Data) -> list[tuple[str, str]]:
    """What stands in the table, without what isn't said."""
    words = visit.words
    said: list[tuple[str, Any]] = [
        (N_("What it is"), words.text(names.SUBJECT[found["subject"]])),
        (N_("Sector"), names.sector(found["sector"]["code"], words)),
        (N_("How it changes hands"), ", ".join(words.text(names.MODE[mode]) for mode in found["transferModes"])),
        (N_("Protection"), _protection(visit, found)),
        (N_("Place"), _place(visit, found)),
        (N_("Maker and model"), _equipment(found)),
        (N_("Condition"), _condition(visit, found)),
        (N_("Partner sought"), _partner(visit, found["partner"])),
    ]
    return [(words.text(name), value) for name, value in said if value]


def _protection(visit: Visit, found: Data) -> str:
    kind = visit.words.text(names.IP[found["ipKind"]]) if found["ipKind"] != "NONE" else ""
    return " · ".join(part for part in (kind, found["ipNumber"], found["ipExpiresOn"]) if part)


def _place(visit: Visit, found: Data) -> str:
    code = found["province"] and found["province"]["code"]
    return ", ".join(part for part in (found["placeDetail"], code and names.province(code, visit.words)) if part)


def _equipment(found: Data) -> str:
    known = found["equipment"] or {}
    return " ".join(str(part) for name in ("maker", "model", "year") if (part := known.get(name)))


def _condition(visit: Visit, found: Data) -> str:
    known = (found["equipment"] or {}).get("condition")
    return visit.words.text(names.CONDITION[known]) if known else ""


def _partner(visit: Visit, partner: Data) -> str:
    kinds = ", ".join(visit.words.text(names.PARTNER[kind]) for kind in partner["types"])
    return " · ".join(part for part in (kinds, partner["role"]) if part)
