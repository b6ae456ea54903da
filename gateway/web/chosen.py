"""What an organiser's list is narrowed down to, as it stands in the address: every choice is a link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from shared.contracts.registration.values import EntryStatus
from shared.ids import is_id

SIZE = 20
ORDERS: Mapping[str, tuple[str, str]] = {
    "latest": ("SUBMITTED_AT", "DESC"),
    "earliest": ("SUBMITTED_AT", "ASC"),
    "title": ("TITLE", "ASC"),
    "youngest": ("FOUNDED_YEAR", "DESC"),
    "best": ("RELEVANCE", "DESC"),
}
LONGEST = 200
STATUSES = (EntryStatus.SUBMITTED, EntryStatus.ACCEPTED, EntryStatus.REJECTED, EntryStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a list can be narrowed down to, or freed from."""

    label: str
    count: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices; empty ones narrow nothing. What the address holds beyond them is ignored."""

    edition: str = ""
    search: str = ""
    tags: tuple[str, ...] = ()
    country: str = ""
    year: str = ""
    status: str = ""
    order: str = ""
    after: str = ""
    before: str = ""

    @property
    def sorted_by(self) -> str:
        """The order in force: what fits best where words are given, else the latest first."""
        usual = "best" if self.search else "latest"
        wanted = self.order if self.order in ORDERS else usual
        return usual if wanted == "best" else wanted

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen at all."""
        return bool(self.search) or self.filtered

    @property
    def filtered(self) -> bool:
        """Whether anything beside words is chosen."""
        return bool(self.tags or self.country or self.year or self.status)

    def address(self, path: str, **changes: Any) -> str:  # noqa: ANN401 - values of these fields
        """The list with other choices; a changed choice begins at the first page."""
        other = replace(self, **{"after": "", "before": "", **changes})
        pairs = [
            ("edition", other.edition),
            ("q", other.search),
            *(("tag", tag) for tag in other.tags),
            ("country", other.country),
        ]
        pairs += [("year", other.year), ("status", other.status), ("order", other.order)]
        pairs += [("after", other.after), ("before", other.before)]
        query = urlencode([(name, value) for name, value in pairs if value])
        return f"{path}?{query}" if query else path

    def without(self, path: str, name: str) -> str:
        """The list without one choice."""
        return self.address(path, **{name: ""})

    def toggled(self, tag: str) -> tuple[str, ...]:
        """The fields with one more or one less."""
        return tuple(one for one in self.tags if one != tag) if tag in self.tags else (*self.tags, tag)

    def cleared(self, path: str) -> str:
        """The list with nothing chosen but its edition."""
        return Chosen(edition=self.edition).address(path)

    def unfiltered(self, path: str) -> str:
        """The list with its words alone."""
        return Chosen(edition=self.edition, search=self.search).address(path)

    def variables(self, edition_id: str | None) -> dict[str, Any]:
        """What the document is asked with."""
        field, direction = ORDERS[self.sorted_by]
        page = {"last": SIZE, "before": self.before} if self.before else {"first": SIZE, "after": self.after or None}
        return {
            "filter": self._filter(edition_id),
            "order": {"field": field, "direction": direction},
            "search": self.search or None,
            **page,
        }

    def _filter(self, edition_id: str | None) -> dict[str, Any]:
        given: dict[str, Any] = {
            "editionId": edition_id,
            "tagsAll": list(self.tags),
            "countries": [self.country] if self.country else None,
            "founded": {"from": int(self.year), "to": int(self.year)} if self.year else None,
            "statuses": [self.status.upper()] if self.status else None,
        }
        return {name: value for name, value in given.items() if value}


def chosen(query: QueryParams) -> Chosen:
    """What an address holds; a year that is none and a status that there isn't are left out."""
    year, status = query.get("year", ""), query.get("status", "")
    return Chosen(
        edition=edition if is_id(edition := query.get("edition", "")) else "",
        search=query.get("q", "").strip()[:LONGEST],
        tags=tuple(dict.fromkeys(tag for tag in query.getlist("tag") if tag))[:10],
        country=query.get("country", "")[:2],
        year=year if year.isdecimal() and len(year) == 4 else "",
        status=status if status in STATUSES else "",
        order=query.get("order", ""),
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
