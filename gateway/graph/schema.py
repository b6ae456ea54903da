"""The schema: made once, with every rule checked before it answers anybody."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from gateway.graph import binding, rules
from gateway.graph.commands import COMMANDS, Mutations
from gateway.graph.deprecating import mark
from gateway.graph.describing import describe
from gateway.graph.queries import Query
from gateway.graph.results import RESULTS
from gateway.graph.scalars import SCALARS
from gateway.graph.subscriptions.fields import Subscription


@cache
def made() -> strawberry.Schema:
    """The schema. Raises `Unruled` where a type or field has no rule."""
    mutations = Mutations(COMMANDS, RESULTS)
    config = StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS)
    schema = strawberry.Schema(Query, mutations.root(), Subscription, config=config)
    graph = core(schema)
    rules.check(graph, mutations.accepted)
    describe(graph)
    mark(graph)
    binding.bind(graph)
    return schema


def core(schema: strawberry.Schema) -> GraphQLSchema:
    """What executes."""
    found: GraphQLSchema = schema._schema
    return found


def schema_text() -> str:
    """The schema as text; a copy stands in gateway/schema.graphql."""
    return made().as_str() + "\n"
