"""What API consumers were promised: `python -m tests.gateway.graph.promise` writes down the schema as it is now."""

from pathlib import Path

from gateway.graph.schema import schema_text

PROMISED = Path(__file__).parents[2] / "golden" / "schema.graphql"

if __name__ == "__main__":
    PROMISED.write_text(schema_text())
