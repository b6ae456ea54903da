"""Runs documents: for the endpoint and, in process, for the pages."""

from collections.abc import Mapping
from typing import Any, Protocol

from gateway.viewer import NOBODY, Viewer


class Graph(Protocol):
    """The schema joined with what it reads."""

    async def run(
        self,
        document: str,
        variables: Mapping[str, Any] | None = None,
        viewer: Viewer = NOBODY,
        after: str = "",
        language: str = "vi",
    ) -> dict[str, Any]:
        """The GraphQL answer: `data`, `errors` where there are any, `extensions.stale` when `after` was in vain."""
        ...
