"""Who may see what: for each type its rows and, for each field, in which of them.

A type or field that is missing here stops the start. Filtering, ordering, searching and counting by a field take its
rule along, so that nobody learns by asking in another way. What one may not see and what isn't there are the same
answer.
"""

from collections.abc import Iterable, Mapping

from graphql import GraphQLObjectType, GraphQLSchema

from gateway.graph.rules import (
    accounts,
    exchange,
    jobs,
    judging,
    matchmaking,
    notifications,
    privacy,
    programs,
    registration,
)
from gateway.graph.rules.rule import TypeRule

RULES: Mapping[str, TypeRule] = {
    **accounts.RULES,
    **exchange.RULES,
    **jobs.RULES,
    **matchmaking.RULES,
    **judging.RULES,
    **notifications.RULES,
    **privacy.RULES,
    **programs.RULES,
    **registration.RULES,
}

CARRIERS = (
    frozenset({"Query", "Mutation", "Subscription", "PageInfo", "Text", "Refusal", "FieldRefusal"})
    | accounts.CARRIERS
    | exchange.CARRIERS
    | matchmaking.CARRIERS
    | judging.CARRIERS
    | notifications.CARRIERS
    | privacy.CARRIERS
    | registration.CARRIERS
    | {f"{kind}{part}" for kind in RULES for part in ("Connection", "Edge")}
)
"""Types that have no rows of their own: they carry what the rule of a row, or of the field they stand in, let pass."""


class Unruled(Exception):
    """A type or field without a rule, or a rule without its field: the gateway does not start."""


def missing(schema: GraphQLSchema, carriers: Iterable[str] = ()) -> list[str]:
    """What has no rule, and what rules speak of without it being there."""
    objects = {n: t for n, t in schema.type_map.items() if isinstance(t, GraphQLObjectType) and n[:2] != "__"}
    known = {*CARRIERS, *carriers}
    wrong = [name for name in objects if name not in known and name not in RULES]
    wrong += [name for name in RULES if name not in objects]
    for name in RULES.keys() & objects.keys():
        there, ruled = set(objects[name].fields), set(RULES[name].fields)
        wrong += [f"{name}.{odd}" for odd in sorted(there ^ ruled)]
    return wrong


def check(schema: GraphQLSchema, carriers: Iterable[str] = ()) -> None:
    """Raises `Unruled` for a schema that shows anything whose viewers nobody has named."""
    if wrong := missing(schema, carriers):
        raise Unruled(f"without a rule: {', '.join(wrong)}")
