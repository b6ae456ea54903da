"""Reads through the gateway's GraphQL, all pages of it."""

from typing import Any, Self

import httpx

ENTRIES = """
query ($programme: ID!, $after: String) {
  entries(filter: {programmeId: $programme}, first: 100, after: $after) {
    totalCount
    edges { node { entryId title status withdrawalReason organisationName } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


class GraphReader:
    """Asks with one token."""

    def __init__(self, address: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/graphql-response+json"}
        self._http = httpx.AsyncClient(base_url=address, headers=headers, timeout=10)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data; raises on errors."""
        answer = await self._http.post("/graphql", json={"query": query, "variables": variables})
        body = answer.json()
        assert "errors" not in body, body
        return body["data"]

    async def entries(self, programme_id: str) -> dict[str, dict[str, object]]:
        """All entries of a programme, by their id."""
        found: dict[str, dict[str, object]] = {}
        after = None
        while True:
            page = (await self.ask(ENTRIES, programme=programme_id, after=after))["entries"]
            for edge in page["edges"]:
                node = edge["node"]
                found[node.pop("entryId")] = node
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()
