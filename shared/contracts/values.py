"""Values that several contracts share."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from shared.ids import ID_PATTERN


class Value(BaseModel):
    """A frozen value; an unknown field is an error, so that a misspelt one is never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _no_control_characters(text: Any) -> Any:  # noqa: ANN401 - a before-validator takes what came
    if isinstance(text, str) and any((ord(c) < 32 and c not in "\n\t") or ord(c) == 127 for c in text):
        raise ValueError("control character")
    return text


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), Field(examples=["0f8fad5bd9cb469fa16570867728950e"])]
Line = Annotated[
    str, BeforeValidator(_no_control_characters), StringConstraints(strip_whitespace=True, pattern=r"^[^\n]*$")
]
"""One line of text, trimmed."""
Prose = Annotated[str, BeforeValidator(_no_control_characters), StringConstraints(strip_whitespace=True)]
"""Text of several lines, trimmed."""
Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$"), Field(examples=["bac-ninh"])
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(examples=["VN"])]
"""ISO 3166-1 alpha-2."""
Instant = AwareDatetime
"""An instant with its offset; stored and told in UTC."""


class Text(Value):
    """A text in the two languages of the event."""

    vi: Annotated[Line, Field(min_length=1, max_length=500)]
    """Vietnamese, which is shown where the other is missing."""
    en: Annotated[Line | None, Field(max_length=500)] = None
    """English."""


class Money(Value):
    """An amount in the smallest unit of its currency (đồng has none smaller)."""

    amount_minor: Annotated[int, Field(ge=0, le=10**18)]
    """Whole units of the currency's smallest part."""
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "VND"
    """ISO 4217."""
