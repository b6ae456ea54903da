"""The form of a listing: what stands in it, and what is made of it."""

from collections.abc import Callable, Mapping
from typing import Any

from gateway.web.faults import MISSING, Input, faults, label
from gateway.web.posted import Posted
from gateway.web.words import Words
from shared.contracts.exchange.values import ListingContent
from shared.errors import N_

Values = dict[str, Any]
"""What is typed, by the names of the form's fields: texts, and lists of texts."""
LONG = ("description", "advantages", "problem")
SPOKEN = ("title", "summary", *LONG)
"""What is said in a language: the form writes the reader's, and leaves the other as it was."""
CHOICES = ("direction", "subject", "sector", "trl", "province", "ip_kind", "condition", "price_kind")
LINES = ("quantity", "price", "price_most", "place_detail", "ip_number", "maker", "model", "keywords", "image_alt")
INPUTS = (
    Input("direction", ListingContent, label=N_("Which way does the money flow?")),
    Input("subject", ListingContent, label=N_("What is it?")),
    Input("sector", ListingContent),
    Input("title", ListingContent),
    Input("summary", ListingContent, label=N_("In one sentence")),
    Input("description", ListingContent, label=N_("What it is and does")),
    Input("advantages", ListingContent, label=N_("Better than what exists")),
    Input("problem", ListingContent, label=N_("The problem")),
    Input("keywords", ListingContent, label=N_("Search words")),
    Input("trl", ListingContent),
    Input("price", ListingContent, label=N_("Price"), wrong=N_("Check the price: digits alone, the lower one first.")),
    Input("quantity", ListingContent, wrong=N_("The quantity is a number from 1 on, or empty where it isn't counted.")),
    Input("place", ListingContent, label=N_("Place")),
    Input("ip", ListingContent, label=N_("Protection")),
    Input("equipment", ListingContent, label=N_("Equipment")),
)
EMPTY: Mapping[str, Any] = {
    **dict.fromkeys((*SPOKEN, *CHOICES, *LINES), ""),
    "quantity": "1",
    "price_kind": "fixed",
    "transfer_modes": [],
    "masked": "",
}


def typed(form: Posted) -> Values:
    """What was filled in, as it was."""
    lines = {name: form.one(name).strip() for name in (*SPOKEN, *CHOICES, *LINES, "masked")}
    return {**lines, "transfer_modes": list(form.all("transfer_modes"))}


def filled(content: Mapping[str, Any], language: str) -> Values:
    """What a listing says, as the form shows it; a new one is empty."""
    if not content:
        return dict(EMPTY)
    price, place = content.get("price") or {}, content.get("place") or {}
    ip, equipment = content.get("ip") or {}, content.get("equipment") or {}
    plain = {name: content.get(name) for name in ("direction", "subject", "sector", "trl", "quantity")}
    return {
        **EMPTY,
        **{name: _spoken(content.get(name) or {}, language) for name in SPOKEN},
        **{name: "" if value is None else str(value) for name, value in plain.items()},
        "keywords": ", ".join(content.get("keywords") or ()),
        "transfer_modes": list(content.get("transfer_modes") or ()),
        "masked": "yes" if content.get("masked") else "",
        **_prices(price),
        "province": place.get("province") or "",
        "place_detail": place.get("detail") or "",
        "ip_kind": ip.get("kind") or "",
        "ip_number": ip.get("number") or "",
        **{name: equipment.get(name) or "" for name in ("maker", "model", "condition")},
    }


def content(values: Values, before: Mapping[str, Any], language: str) -> dict[str, Any]:
    """All that the listing says from now on: what the form doesn't show stays as it was before."""
    place = {"province": values["province"] or None, "detail": values["place_detail"]}
    said = {
        **before,
        **{name: {**(before.get(name) or {}), language: values[name]} for name in SPOKEN},
        **{name: values[name] or None for name in ("direction", "subject", "sector")},
        "keywords": [word for part in values["keywords"].split(",") if (word := part.strip())],
        "trl": number(values["trl"]),
        "quantity": number(values["quantity"]),
        "price": _price(values),
        "transfer_modes": values["transfer_modes"],
        "place": {**(before.get("place") or {}), **place},
        "ip": {
            **(before.get("ip") or {}),
            "kind": values["ip_kind"] or "none",
            "number": values["ip_number"] or None,
        },
        "masked": bool(values["masked"]),
    }
    return {**said, "equipment": _equipment(values, before)}


def with_image(said: dict[str, Any], file_id: str, sha256: str, alt: str) -> dict[str, Any]:
    """The same with a picture more, last; one that is there already isn't added again."""
    images = [one for one in said.get("images") or () if one["file_id"] != file_id]
    return {**said, "images": [*images, {"file_id": file_id, "sha256": sha256, "alt": alt}]}


def without_images(said: dict[str, Any], gone: tuple[str, ...]) -> dict[str, Any]:
    """The same without some of its pictures."""
    return {**said, "images": [one for one in said.get("images") or () if one["file_id"] not in gone]}


def wrong(said: Mapping[str, Any], words: Words) -> dict[str, str]:
    """What can't be saved, by field."""
    build: Callable[[], object] = lambda: ListingContent.model_validate(said)  # noqa: E731 - a name for mypy
    return faults(build, INPUTS, words)


def number(text: str) -> int | str | None:
    """A number as people write it; what is none is left as it is, for the class to say so."""
    plain = _digits(text)
    return int(plain) if plain.isdecimal() else (text or None)


def missing(said: Mapping[str, Any], words: Words) -> dict[str, str]:
    """What everybody must be told and isn't there yet, by field; a draft is saved without it."""
    needed = {name: said.get(name) for name in ("direction", "subject", "sector")}
    needed |= {name: any((said.get(name) or {}).values()) for name in ("title", "summary")}
    if said.get("direction") == "offer" and said.get("subject") == "technology":
        needed["trl"] = said.get("trl")
    labels = {one.name: label(one, words) for one in INPUTS}
    return {name: words.text(MISSING, label=labels[name]) for name, given in needed.items() if not given}


def _spoken(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or ""


def _digits(text: str) -> str:
    """A number as people write it: dots, commas and spaces between groups don't count."""
    return "".join(sign for sign in text if sign not in " .,\u00a0₫")


def _amount(text: str) -> dict[str, Any]:
    return {"amount_minor": number(text), "currency": "VND"}


def _price(values: Values) -> dict[str, Any]:
    kind = values["price_kind"]
    if kind == "range":
        return {"kind": kind, "least": _amount(values["price"]), "most": _amount(values["price_most"])}
    if kind == "fixed" and values["price"]:
        return {"kind": kind, "amount": _amount(values["price"])}
    return {"kind": "on_request"}


def _prices(price: Mapping[str, Any]) -> Values:
    kind = price.get("kind") or "fixed"
    amounts = [price[name]["amount_minor"] for name in ("amount", "least", "most") if price.get(name)]
    first, last = (str(amounts[0]), str(amounts[-1])) if amounts else ("", "")
    return {"price_kind": kind, "price": first, "price_most": last if kind == "range" else ""}


def _equipment(values: Values, before: Mapping[str, Any]) -> dict[str, Any] | None:
    given = {"maker": values["maker"], "model": values["model"], "condition": values["condition"] or None}
    if values["subject"] != "equipment" or not any(given.values()):
        return before.get("equipment") if values["subject"] == "equipment" else None
    return {**(before.get("equipment") or {}), **given}
