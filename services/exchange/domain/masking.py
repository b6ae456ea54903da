"""What a masked listing may say: nothing that tells whose it is."""

import re
from collections.abc import Iterator

from shared.contracts.exchange.values import (
    Equipment,
    IpStatus,
    ListingContent,
    ListingPlace,
    PublicListing,
)
from shared.contracts.values import Value

REACHES = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:vn|com|net|org|io|edu|gov|info|biz|asia)\b"
    r"|[\w.+-]+@[\w-]+\.\w+|(?:\+84|\b0)(?:[ .-]?\d){8,10}\b",
    re.IGNORECASE,
)
"""Links, mail addresses and numbers to call."""
SHORTEST_NAME = 4
"""Letters; a shorter name is a word that anybody may write."""


def public(content: ListingContent) -> PublicListing:
    """What everybody may read. Raises `ValueError` for what isn't complete."""
    shown = content.model_dump(exclude={"documents", "masked"})
    if content.equipment is not None:
        shown["equipment"] = content.equipment.model_copy(update={"serial": ""}).model_dump()
    if content.masked:
        shown |= _masked(content)
    return PublicListing.model_validate(shown)


def _masked(content: ListingContent) -> dict[str, object]:
    passed = [image.model_dump() for image in content.images if image.passed]
    return {
        "ip": IpStatus(kind=content.ip.kind).model_dump(),
        "place": ListingPlace(province=content.place.province).model_dump(),
        "images": passed,
    }


def tells(content: ListingContent, names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields whose text tells the owner: a name of theirs, a link, an address, a number to call."""
    folded = tuple(name for name in map(_plain, names) if len(name.replace(" ", "")) >= SHORTEST_NAME)
    texts = _texts(public(content))
    return tuple(dict.fromkeys(field for field, text in texts if _tells(text, folded)))


def _tells(text: str, names: tuple[str, ...]) -> bool:
    plain = f" {_plain(text)} "
    return bool(REACHES.search(text)) or any(f" {name} " in plain for name in names)


def _plain(text: str) -> str:
    """Letters and digits in small, runs of anything else as one space."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _texts(shown: Value, field: str = "") -> Iterator[tuple[str, str]]:
    for name, value in shown:
        yield from _texts_of(value, field or name)


def _texts_of(value: object, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and field != "sector":
        yield field, value
    elif isinstance(value, Equipment):
        yield from (("equipment", text) for text in (value.maker, value.model))
    elif isinstance(value, Value):
        yield from _texts(value, field)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_of(one, field)
