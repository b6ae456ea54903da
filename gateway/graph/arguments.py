"""The arguments that every list takes."""

from typing import Annotated

import strawberry

First = Annotated[int | None, strawberry.argument(description="How many rows from the start, at most 100; usually 20.")]
After = Annotated[str | None, strawberry.argument(description="Only rows after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description="How many rows from the end, at most 100.")]
Before = Annotated[str | None, strawberry.argument(description="Only rows before this cursor.")]
FILTER = strawberry.argument(description="Only rows for which all of this holds.")
ORDER = strawberry.argument(description="Without it, what the field says of itself.")
PROGRAMME = strawberry.argument(description="Only those for this programme.")
