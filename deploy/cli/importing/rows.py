"""From a line of the file to the commands it stands for; what does not fit is mended, shortened or left out."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deploy.cli.importing.ids import Ids
from shared.contracts.accounts.commands import RegisterOrganisation
from shared.contracts.registration.commands import SubmitEntry
from shared.contracts.registration.values import EntryAnswers
from shared.ids import derived_id

SOURCE = "startups_yc"
NAME, SUMMARY, DESCRIPTION, LOCATION, TAG = 200, 500, 20_000, 200, 60
TAGS = 20
_WEBSITE = re.compile(r"https?://[^\s/]+\.[^\s]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"\r\n|[\r\u2028\u2029]")


class UnusableRow(ValueError):
    """A line that stands for no startup; the text says why."""


@dataclass(frozen=True, slots=True)
class Startup:
    """The two commands of a startup, and its name for the summary. All ids follow from the company's and the key."""

    name: str
    organisation: RegisterOrganisation
    entry: SubmitEntry


def startup_of(line: str, tenant_id: str, programme_id: str, ids: Ids) -> Startup:
    """The startup of a line. Raises `UnusableRow` for no JSON object, no id or no name."""
    row = _row(line)
    name, company = _line(row.get("name"), NAME), _line(row.get("company_id"), NAME)
    if not company:
        raise UnusableRow("no company_id")
    if not name:
        raise UnusableRow("no name")
    organisation = RegisterOrganisation(
        organisation_id=ids.of(SOURCE, tenant_id, company, "organisation"),
        tenant_id=tenant_id,
        name=name,
        website=_website(row.get("website")),
        country=_country(row.get("country")),
        location=_line(row.get("location"), LOCATION) or None,
        founded_year=_number(row.get("year_founded"), 1800, 2100),
        team_size=_number(row.get("team_size"), 0, 1_000_000),
    )
    entry = SubmitEntry(
        entry_id=ids.of(SOURCE, tenant_id, company, "entry", programme_id),
        programme_id=programme_id,
        organisation_id=organisation.organisation_id,
        answers=_answers(name, row),
    )
    return Startup(name, organisation, entry)


def command_id(command: RegisterOrganisation | SubmitEntry) -> str:
    """The command's id: the same for the same thing, in every run."""
    return derived_id(SOURCE, command.wire, command.aggregate_id)


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise UnusableRow("no JSON") from None
    if not isinstance(row, dict):
        raise UnusableRow("no JSON object")
    return row


def _answers(name: str, row: dict[str, Any]) -> EntryAnswers:
    tags = row.get("tags")
    return EntryAnswers(
        title=name,
        summary=_line(row.get("short"), SUMMARY),
        description=_cut(_clean(row.get("long")).strip(), DESCRIPTION),
        tags=_tags(tags if isinstance(tags, list) else []),
    )


def _clean(value: object) -> str:
    """The text without what is refused: control characters, halves of surrogate pairs."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    text = _LINE_ENDS.sub("\n", str(value))
    return _CONTROL.sub(" ", text).encode("utf-8", "ignore").decode()


def _line(value: object, most: int) -> str:
    return _cut(" ".join(_clean(value).split()), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _website(value: object) -> str | None:
    """The last address in it, as some were pasted behind a scheme; None where nothing can be opened."""
    text = _clean(value).strip()
    begin = max(text.rfind("http://"), text.rfind("https://"))
    address = text[begin:] if begin >= 0 else ""
    return address if len(address) <= 300 and _WEBSITE.fullmatch(address) else None


def _country(value: object) -> str | None:
    code = _line(value, 10)
    return code if re.fullmatch(r"[A-Z]{2}", code) else None


def _number(value: object, least: int, most: int) -> int | None:
    text = _line(value, 20)
    number = int(text) if text.isdecimal() else -1
    return number if least <= number <= most else None


def _tags(given: Iterable[object]) -> tuple[str, ...]:
    found = dict.fromkeys(tag for value in given if (tag := _line(value, TAG)))
    return tuple(found)[:TAGS]
