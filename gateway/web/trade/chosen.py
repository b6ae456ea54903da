"""What the list of listings is narrowed down to, as it stands in the address: every choice is a link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from gateway.web.addresses import EXCHANGE
from gateway.web.trade.names import DIRECTION, MODE, SUBJECT
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS

SIZE = 20
LONGEST = 200
ORDERS: Mapping[str, tuple[str, str]] = {
    "best": ("RELEVANCE", "DESC"),
    "latest": ("PUBLISHED_AT", "DESC"),
    "cheapest": ("PRICE", "ASC"),
    "readiest": ("TRL", "DESC"),
    "title": ("TITLE", "ASC"),
}
LIMITS: Mapping[str, tuple[str, ...]] = {
    "direction": tuple(name.lower() for name in DIRECTION),
    "subject": tuple(name.lower() for name in SUBJECT),
    "mode": tuple(name.lower() for name in MODE),
    "sector": tuple(SECTORS),
    "province": tuple(PROVINCES),
    "trl": tuple(map(str, range(1, 10))),
    "order": tuple(ORDERS),
}
"""What each choice can be; anything else in an address is left out."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices; empty ones narrow nothing. `most` is the highest price, in whole đồng."""

    q: str = ""
    direction: str = ""
    subject: str = ""
    sector: str = ""
    province: str = ""
    mode: str = ""
    trl: str = ""
    most: str = ""
    order: str = ""
    after: str = ""
    before: str = ""

    @property
    def sorted_by(self) -> str:
        """The order in force: what fits best where words are given, else the latest first."""
        usual = "best" if self.q else "latest"
        return usual if self.order in ("", "best") else self.order

    @property
    def filtered(self) -> tuple[str, ...]:
        """The names of what is chosen beside words."""
        names = ("direction", "subject", "sector", "province", "mode", "trl", "most")
        return tuple(name for name in names if getattr(self, name))

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen at all."""
        return bool(self.q or self.filtered)

    def address(self, **changes: str) -> str:
        """The list with other choices; a changed choice begins at the first page."""
        other = replace(self, **{"after": "", "before": "", **changes})
        given = {name: value for name in self.__slots__ if (value := getattr(other, name))}
        return f"{EXCHANGE}?{urlencode(given)}" if given else EXCHANGE

    def toggled(self, name: str, value: str) -> str:
        """The list with a value chosen, or freed where it is."""
        return self.address(**{name: "" if getattr(self, name) == value else value})

    def kept(self) -> list[tuple[str, str]]:
        """What a search form keeps beside its words."""
        return [(name, getattr(self, name)) for name in (*self.filtered, "order") if getattr(self, name)]

    def variables(self, tenant_id: str | None) -> dict[str, Any]:
        """What the document is asked with."""
        field, direction = ORDERS[self.sorted_by]
        page = {"last": SIZE, "before": self.before} if self.before else {"first": SIZE, "after": self.after or None}
        order = {"field": field, "direction": direction}
        return {"filter": self._filter(tenant_id), "order": order, "search": self.q or None, **page}

    def _filter(self, tenant_id: str | None) -> dict[str, Any]:
        given: dict[str, Any] = {
            "tenantId": tenant_id,
            "direction": self.direction.upper(),
            "subjects": [self.subject.upper()] if self.subject else None,
            "sectors": [self.sector] if self.sector else None,
            "provinces": [self.province] if self.province else None,
            "modes": [self.mode.upper()] if self.mode else None,
            "trl": {"from": int(self.trl)} if self.trl else None,
            "price": {"to": int(self.most)} if self.most else None,
            "currency": "VND" if self.most else None,
        }
        return {name: value for name, value in given.items() if value}


def chosen(query: QueryParams) -> Chosen:
    """What an address holds."""
    known = {name: value for name, allowed in LIMITS.items() if (value := query.get(name, "")) in allowed}
    digits = "".join(sign for sign in query.get("most", "") if sign.isdecimal())[:15]
    places = {name: query.get(name, "")[:LONGEST] for name in ("after", "before")}
    return Chosen(q=query.get("q", "").strip()[:LONGEST], most=digits.lstrip("0"), **known, **places)
