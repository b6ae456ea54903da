"""The public schema: what may be read, by whom, and the commands as mutations."""

from gateway.graph.running import Graph

__all__ = ["Graph"]
