"""Values that several contracts share."""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)

from shared.ids import ID_PATTERN


class Value(BaseModel):
    """A frozen value; an unknown field is an error, so that a misspelt one is never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


_NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, separators of lines and paragraphs, and what turns the direction of the text around it."""
_INVISIBLE = re.compile(r"[\s\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""What shows nothing, beside the format characters (Cf)."""


def fit_text(text: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - a before-validator takes what came
    """Composed to NFC, so that what looks the same is the same. What comes in (as JSON) must be fit to be shown.

    What was stored before a rule was made stays readable. Raises `ValueError`.
    """
    if not isinstance(text, str):
        return text
    composed = unicodedata.normalize("NFC", text)
    if (_UNFIT if info.mode == "json" else _NEVER).search(composed):
        raise ValueError("control character")
    if info.mode == "json" and composed.strip() and all(map(_shows_nothing, composed)):
        raise ValueError("nothing to be seen")
    return composed


def fit_line(text: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - a before-validator takes what came
    """As `fit_text`, without tabs."""
    if info.mode == "json" and isinstance(text, str) and "\t" in text:
        raise ValueError("control character")
    return fit_text(text, info)


def fit_address(text: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - a before-validator takes what came
    """As `fit_line`, without what shows nothing at all: addresses that look the same are the same.

    Spaces are left to the address's pattern.
    """
    if info.mode == "json" and isinstance(text, str) and any(_shows_nothing(c) and not c.isspace() for c in text):
        raise ValueError("nothing to be seen")
    return fit_line(text, info)


def _shows_nothing(char: str) -> bool:
    return _INVISIBLE.fullmatch(char) is not None or unicodedata.category(char) == "Cf"


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), Field(examples=["0f8fad5bd9cb469fa16570867728950e"])]
Line = Annotated[str, BeforeValidator(fit_line), StringConstraints(strip_whitespace=True, pattern=r"^[^\n]*$")]
"""One line of text, trimmed."""
Prose = Annotated[str, BeforeValidator(fit_text), StringConstraints(strip_whitespace=True)]
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
