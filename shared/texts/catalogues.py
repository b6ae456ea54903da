"""The catalogues: English is the source, every other language is read from PO files."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from shared.texts.numbers import number

LOCALE = Path(__file__).parents[1] / "locale"
PLACE = re.compile(r"\{(\w+)\}")

Detail = str | int
Details = Mapping[str, Detail]


class TranslatedTwice(ValueError):
    """Two catalogues of one language translate the same text in different words."""


def catalogues(language: str, folder: Path = LOCALE) -> Iterator[tuple[Path, Catalog]]:
    """Each PO file of a language with what is in it, by name."""
    for path in sorted((folder / language).glob("*.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=language, abort_invalid=True)


@cache
def texts_of(language: str, folder: Path = LOCALE) -> Mapping[str, tuple[str, ...]]:
    """Every translated text with its plural forms, read once. Raises `TranslatedTwice`."""
    known: dict[str, tuple[str, ...]] = {}
    for path, catalogue in catalogues(language, folder):
        for message in catalogue:
            key, forms = _singular(message), _forms(message)
            if key and any(forms) and known.setdefault(key, forms) != forms:
                raise TranslatedTwice(f"{path.name}: {key}")
    return known


def translate(text: str, language: str, details: Details | None = None) -> str:
    """The text in a language, its `{placeholders}` filled; a text that has no translation stays English.

    A whole number is written in the language's way (20.000 or 20,000): hand over a year as text. Filled with markup,
    the text and all other details are escaped and the answer is markup.
    """
    return _filled(texts_of(language).get(text, (text,))[0], language, details or {})


def plural(one: str, many: str, count: int, language: str, details: Details | None = None) -> str:
    """As `translate`, with the form for a count, which fills `{count}`."""
    forms = texts_of(language).get(one, (one, many))
    chosen = forms[0 if count == 1 else -1]
    return _filled(chosen, language, {"count": count, **(details or {})})


def _filled(text: str, language: str, details: Details) -> str:
    plain = {name: _written(value, language) for name, value in details.items()}
    if any(isinstance(value, Markup) for value in plain.values()):
        safe = {name: escape(value) for name, value in plain.items()}
        return Markup(PLACE.sub(lambda found: str(safe.get(found[1], found[0])), str(escape(text))))  # noqa: S704
    return PLACE.sub(lambda found: plain.get(found[1], found[0]), text)


def _written(value: Detail, language: str) -> str:
    return number(value, language) if isinstance(value, int) else value


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def _forms(message: Message) -> tuple[str, ...]:
    given = message.string or ""
    return tuple(given) if isinstance(given, list | tuple) else (given,)
