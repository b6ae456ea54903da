"""The arguments that lists and their like take."""

from typing import Annotated

import strawberry
from strawberry import Info

from gateway.graph.context import Context

First = Annotated[int | None, strawberry.argument(description="How many rows from the start, at most 100; usually 20.")]
After = Annotated[str | None, strawberry.argument(description="Only rows after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="How many rows from the end, at most 100.")]
Before = Annotated[str | None, strawberry.argument(description="Only rows before this cursor.")]
FILTER = strawberry.argument(description="Only rows for which all of this holds.")
ORDER = strawberry.argument(description="Without it, what the field says of itself.")
PROGRAMME = strawberry.argument(description="Only those for this programme.")
AggregateId = Annotated[strawberry.ID, strawberry.argument(description="The id that commands take.")]
Words = Annotated[
    str | None, strawberry.argument(description="Words to search for, in Vietnamese with or without diacritics.")
]
Asking = Info[Context, None]
"""What a resolver is told of the request."""
