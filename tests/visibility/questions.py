"""Every way to ask the schema for rows: lists, filters, orders, facets, searches, and rows by their ids."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)
from strawberry.utils.str_converters import to_snake_case

from tests.visibility.areas import Area
from tests.visibility.reading import type_of

Row = Mapping[str, Any]
Sample = Callable[[Row, Area], Any]
PAGING = {"first", "after", "last", "before"}
SAMPLES: Mapping[str, Sample] = {
    "EntryFilter.tagsAny": lambda row, _: row["tags"],
    "EntryFilter.tagsAll": lambda row, _: row["tags"],
    "EntryFilter.countries": lambda row, _: [row["organisation"]["country"]],
    "EntryFilter.founded": lambda row, _: _year(row["organisation"]["founded_year"]),
    "OrganisationFilter.countries": lambda row, _: [row["country"]],
    "OrganisationFilter.founded": lambda row, _: _year(row["founded_year"]),
    "OrganisationFilter.memberId": lambda _, area: area.owner,
    "InvitationFilter.names": lambda row, _: [row["role_name"]],
    "InvitationFilter.organisationId": lambda _, area: area.id("organisation"),
    "ConsentFilter.holding": lambda row, _: row["withdrawn_at"] is None,
    "MatchFilter.needStances": lambda row, _: [row["need_stance"]],
    "MatchFilter.offerStances": lambda row, _: ["declined"],
    "MatchFilter.needAnswered": lambda row, _: row["need_stance"] is not None,
    "MatchFilter.offerAnswered": lambda row, _: True,
    "MatchFilter.leastScore": lambda row, _: row["score"],
    "ListingFilter.trl": lambda row, _: _year(row["trl"]),
    "ListingFilter.price": lambda row, _: {"from": str(row["price_least"]), "to": str(row["price_most"])},
    "ListingFilter.modes": lambda row, _: row["transfer_modes"],
    "AssignmentFilter.sheetStatuses": lambda row, _: row["sheet_status"],
    "MessageFilter.unread": lambda row, _: row["read_at"] is None,
}
"""What a row has of a filter's field, where it isn't the column of that name. A new filter may need a line here."""
ENDINGS = ("", "s", "es")
"""From a filter of several values to the column."""


def _year(year: int) -> dict[str, int]:
    return {"from": year, "to": year}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of the schema, by the way to it: the fields from the root."""

    path: tuple[str, ...]
    field: GraphQLField

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def connection(self) -> GraphQLObjectType:
        found = get_named_type(self.field.type)
        assert isinstance(found, GraphQLObjectType)
        return found

    @property
    def kind(self) -> str:
        """The type of its rows."""
        return self.connection.name.removesuffix("Connection")

    def asked(self, arguments: str, shown: str, variables: str = "") -> str:
        """The document."""
        begin = "".join(f"{name} {{ " for name in self.path[:-1])
        given = f"(first: 100{', ' if arguments else ''}{arguments})"
        return f"query{variables} {{ {begin}{self.path[-1]}{given} {{ {shown} }}{' }' * len(self.path)}"

    def found(self, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The connection in an answer; None where there is none."""
        at: Any = data
        for name in self.path:
            at = (at or {}).get(name)
        return at  # type: ignore[no-any-return]

    def argument(self, name: str) -> GraphQLArgument | None:
        return self.field.args.get(name)

    @property
    def filter(self) -> GraphQLInputObjectType | None:
        argument = self.argument("filter")
        found = get_named_type(argument.type) if argument else None
        return found if isinstance(found, GraphQLInputObjectType) else None

    @property
    def orders(self) -> list[str]:
        """What it can be ordered by, but for what needs a search."""
        argument = self.argument("orderBy")
        order = get_named_type(argument.type) if argument else None
        if not isinstance(order, GraphQLInputObjectType):
            return []
        by = get_named_type(order.fields["field"].type)
        assert isinstance(by, GraphQLEnumType)
        return [name for name in by.values if name != "RELEVANCE"]

    @property
    def facets(self) -> list[str]:
        facets = self.connection.fields.get("facets")
        return list(type_of(get_named_type(facets.type).name).fields) if facets else []

    @property
    def unasked(self) -> set[str]:
        """Arguments and fields of which nobody here knows how they are asked."""
        known = {"edges", "pageInfo", "totalCount", "facets", "unknownWords", "unreadCount"}
        arguments = set(self.field.args) - PAGING - {"filter", "orderBy", "search"}
        return arguments | (set(self.connection.fields) - known)


def lists() -> list[Listed]:
    """Every list that there is, of the root and of the viewer."""
    of_root = [Listed((name,), field) for name, field in type_of("Query").fields.items() if _is_list(field)]
    viewers = type_of("Viewer").fields.items()
    return [*of_root, *(Listed(("viewer", name), field) for name, field in viewers if _is_list(field))]


def _is_list(field: GraphQLField) -> bool:
    return get_named_type(field.type).name.endswith("Connection")


def with_arguments() -> Iterator[str]:
    """Each field that takes arguments, so that a new one is missed where nobody asks it."""
    for kind in ("Query", "Viewer", "Subscription"):
        yield from (f"{kind}.{name}" for name, field in type_of(kind).fields.items() if field.args)


def filters(listed: Listed) -> list[str]:
    return list(listed.filter.fields) if listed.filter else []


def sample(listed: Listed, name: str, row: Row, area: Area) -> Any:
    """A value of a filter that the row has. Raises `LookupError` where nobody has said which column is meant."""
    assert listed.filter is not None
    made = SAMPLES.get(f"{listed.filter.name}.{name}")
    kind = listed.filter.fields[name].type
    given = made(row, area) if made else _column(f"{listed.filter.name}.{name}", to_snake_case(name), row)
    is_many = isinstance(get_nullable_type(kind), GraphQLList)
    values = given if is_many and isinstance(given, list) else [given]
    spelled = [_spelled(get_named_type(kind), value) for value in values]
    return spelled if is_many else spelled[0]


def _column(filter_: str, name: str, row: Row) -> Any:
    for column in (name.removesuffix(end) for end in ENDINGS):
        if column in row:
            return row[column]
    raise LookupError(f"say in SAMPLES of tests/visibility/questions.py which value of a row {filter_} filters by")


def _spelled(kind: Any, value: Any) -> Any:
    """As the schema writes it."""
    if not isinstance(kind, GraphQLEnumType):
        return value
    return next(name for name, one in kind.values.items() if value in (name, one.value, getattr(one.value, "value", 0)))


def is_required(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull)
