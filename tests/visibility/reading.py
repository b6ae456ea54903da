"""Every type of the schema, its rows in every area and all their fields, as everybody is answered."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from gateway.graph.relay import global_id
from gateway.graph.rules import RULES
from gateway.graph.schema import core, made
from services.accounts.domain.consent import consent_id
from services.accounts.domain.roles import roles_id
from shared.contracts.accounts.values import Purpose
from shared.contracts.judging.ids import candidate_id, result_id
from tests.visibility import judging, trading
from tests.visibility.areas import THERE, Area
from tests.visibility.commanding import elsewhere_in_the_tenant, strangers
from tests.visibility.looking import VIEWERS, Lookout
from tests.visibility.recipes import judge_at

Id = Callable[[Area], str]
ROWS: Mapping[str, Mapping[str, Id]] = {
    "Tenant": {"tenant": lambda a: a.id("tenant")},
    "Edition": {"edition": lambda a: a.id("edition")},
    "Programme": {"programme": lambda a: a.id("programme")},
    "Organisation": {"organisation": lambda a: a.id("organisation")},
    "Entry": {
        "entry": lambda a: a.id("entry"),
        "withdrawn entry": lambda a: a.id("gone-entry"),
        "decided entry": lambda a: a.id("chosen-entry"),
    },
    "Release": {"release": lambda a: a.id("release-made")},
    "Match": {"match": lambda a: a.id("match"), "match of an offer": lambda a: a.id("offer-match")},
    "Job": {"job": lambda a: a.id("long-job")},
    "Consent": {"consent": lambda a: consent_id(a.owner, Purpose.NEWS)},
    "DataRequest": {"request": lambda a: a.id("request")},
    "RoleHolder": {"roles": lambda a: roles_id(judge_at(a))},
    "Invitation": {"invitation": lambda a: a.id("invitation")},
    "Message": {"message": lambda a: a.id("message")},
    "Award": {"award": lambda a: a.id("award")},
    "Rubric": {"rubric": lambda a: a.id("rubric")},
    "Round": {"open": lambda a: a.id("round"), "out": lambda a: a.id("out-round")},
    "RoundResult": {
        "sealed": lambda a: result_id(a.id("sealed-round")),
        "published": lambda a: result_id(a.id("out-round")),
    },
    "Placing": {"placing": judging.placing},
    "Candidate": {"candidate": lambda a: candidate_id(a.id("award"), a.id("entry"))},
    "Judge": {"judge": judging.judge},
    "Conflict": {"conflict": judging.conflict},
    "Assignment": {
        "in progress": judging.sheet,
        "submitted": lambda a: judging.sheet(a, judging.SEALED),
    },
    "AssignmentJob": {"plan": lambda a: a.id("plan")},
    "ApiClient": {"client": lambda a: a.id("client")},
    "PersonalToken": {"token": lambda a: a.id("token")},
    "Listing": {"listing": lambda a: a.id("listing"), "draft": lambda a: a.id("draft-listing")},
    "Deal": {"deal": lambda a: trading.deal_id(a, "done-enquiry")},
}
"""For each type its rows in an area. A new type needs a line here, and its row in `founding`."""
NO_ROWS = {"Viewer", "Person"}
"""Who asks, and a bare id with a name: neither is read from rows."""
NEVER_TOLD: Mapping[str, frozenset[str]] = {
    "Job": frozenset({"total", "outcome"}),
    "Consent": frozenset({"withdrawnAt"}),
    "DataRequest": frozenset({"closedAt", "inTime"}),
    "Invitation": frozenset({"acceptedBy"}),
    "Message": frozenset({"readAt"}),
    "Listing": frozenset({"images", "priceHint"}),
    "Assignment": frozenset({"recusalReason", "recusedAt", "fit"}),
    "AssignmentJob": frozenset({"total", "outcome"}),
    "Candidate": frozenset({"reason"}),
    "Conflict": frozenset({"evidence"}),
}
"""What no row of the province has. Of any other field somebody must be told something, or nothing was tried."""
Key = tuple[str, str, str]
"""Type, row and area."""


def type_of(kind: str) -> GraphQLObjectType:
    found = core(made()).type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    return found


def selection(kind: str) -> str:
    """All fields of a type; of what lies further in, the names of people."""
    parts = []
    for name, field in type_of(kind).fields.items():
        inner = get_named_type(field.type)
        below = " { personId name }" if inner.name == "Person" else " { __typename }"
        parts.append(name if is_leaf_type(inner) else f"{name}{below}")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Read:
    """What everybody was told of each row: its fields that hold something; None where there is no row for them."""

    told: Mapping[Key, Mapping[str, Mapping[str, Any] | None]]

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """The fields that the same actors are told, together."""
        lines: dict[str, Mapping[str, str]] = {}
        for (kind, row, area), by_actor in self.told.items():
            together: defaultdict[frozenset[str], list[str]] = defaultdict(list)
            for name in _fields_of(kind):
                together[frozenset(who for who, found in by_actor.items() if found and name in found)].append(name)
            for actors, names in together.items():
                thing = f"{kind} ({row}) [{area}] {' '.join(names)}"
                lines[thing] = {who: "told" if who in actors else "" for who in by_actor}
        return lines

    def sees(self, who: str, kind: str, row_id: str, area: Area) -> bool:
        """Whether a row is there for somebody."""
        return any(
            make(area) == row_id and self.told[kind, row, area.name][who] is not None
            for row, make in ROWS[kind].items()
        )

    def leaks(self) -> Iterator[str]:
        """What no table may bless: what strangers are told that nobody is, or what a role tells beside its place."""
        for (kind, row, area_name), by_actor in self.told.items():
            others = [(who, area, "nobody") for who, area in strangers() if who in by_actor]
            others += [(who, area, "person here") for who, area in elsewhere_in_the_tenant()]
            for who, area, as_who in others:
                if area.name == area_name and not _within(by_actor[who], by_actor[as_who]):
                    yield f"{who} is told of {kind} ({row}) [{area_name}] what {as_who} is not"

    def untried(self) -> Iterator[str]:
        """Fields of which nobody at all was told anything."""
        for kind in ROWS:
            told = {n for (k, _, _), by in self.told.items() if k == kind for found in by.values() for n in found or ()}
            yield from (f"{kind}.{n}" for n in _fields_of(kind) if n not in told | NEVER_TOLD.get(kind, frozenset()))


def _fields_of(kind: str) -> list[str]:
    return list(type_of(kind).fields)


def _within(told: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    return told is None or (other is not None and all(other.get(name) == value for name, value in told.items()))


async def read(lookout: Lookout, only: str = "") -> Read:
    """Asks for everything as everybody, or for one type alone."""
    told: dict[Key, dict[str, Mapping[str, Any] | None]] = defaultdict(dict)
    for kind, rows in ROWS.items() if not only else [(only, ROWS[only])]:
        keys = {(kind, row, area.name): global_id(kind, make(area)) for row, make in rows.items() for area in THERE}
        asked = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {kind} {{ {selection(kind)} }} }} }}"
        for who in VIEWERS:
            found = (await lookout.data(who, asked, ids=list(keys.values()))).get("nodes") or [None] * len(keys)
            for key, row in zip(keys, found, strict=True):
                told[key][who] = _holding(row)
    return Read(told)


def _holding(row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if row is None else {name: value for name, value in row.items() if value not in (None, [])}


def ruled() -> set[str]:
    """The types that have rows."""
    return set(RULES) - NO_ROWS
