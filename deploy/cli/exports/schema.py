"""The GraphQL schema as text."""

from gateway.graph.schema import schema_text

FILE = "gateway/schema.graphql"


def files() -> dict[str, str]:
    """The schema, by its path."""
    return {FILE: schema_text()}
