"""The schema: made once, with every rule checked before it answers anybody."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from gateway.graph import binding, rules
from gateway.graph.queries import Query


@cache
def made() -> strawberry.Schema:
    """The schema. Raises `Unruled` where a type or field has no rule."""
    schema = strawberry.Schema(query=Query, config=StrawberryConfig(disable_field_suggestions=True))
    graph = core(schema)
    rules.check(graph)
    binding.bind(graph)
    return schema


def core(schema: strawberry.Schema) -> GraphQLSchema:
    """What executes."""
    found: GraphQLSchema = schema._schema
    return found


def schema_text() -> str:
    """The schema as text; a copy stands in gateway/schema.graphql."""
    return made().as_str() + "\n"
