"""Scalars that GraphQL lacks."""

from collections.abc import Mapping
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

Long = NewType("Long", int)
"""A whole number beyond GraphQL's 32 bits: amounts of money, above all."""


def _parse(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("A whole number, or one written as text.")
    return int(value)


LONG: ScalarDefinition = strawberry.scalar(
    name="Long",
    description="A whole number of up to 64 bits; answered as text, because many clients round larger numbers.",
    serialize=str,
    parse_value=_parse,
)
SCALARS: Mapping[object, ScalarDefinition] = {Long: LONG}
