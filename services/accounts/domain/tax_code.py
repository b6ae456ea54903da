"""Vietnamese tax codes: their form, their check digit, and which of them are a person's number.

Ten digits name an enterprise, the last of them checking the others; three more name a unit that depends on it. Twelve
digits are a person's identity number, which a household business has for its tax code since July 2025; the ten-digit
codes that begin with 8 were given to people and their households before.
Sources: Circular 86/2024/TT-BTC, articles 5 and 7; the weights are those of the General Department of Taxation.
"""

import re
from dataclasses import dataclass

from shared.errors import FieldFault

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
SEALED_AS = "tax code"
"""What a household's code is sealed as, for ever."""
LONGEST = 40
"""Characters of an input that is looked at, spaces and all."""
_UNIT = re.compile(r"(\d{10})[-–./]?(\d{3})", re.ASCII)
_ROOT, _PERSON = re.compile(r"[0-9]{10}"), re.compile(r"[0-9]{12}")
_SPACES = re.compile(r"\s+")
_PROVINCES = range(1, 97)
"""The provinces' codes that an identity number begins with, in three digits."""


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A code that holds. A `personal` one names a person: it is in no told event, and nobody is found by it."""

    normal: str
    """`0100109106`, or `0100109106-001` for a unit."""
    personal: bool = False

    @property
    def root(self) -> str:
        """The code of the enterprise that a unit belongs to; its own where it is none."""
        return self.normal.partition("-")[0]


def check(code: str, path: tuple[str, ...] = ("tax_code",)) -> TaxCode:
    """The code in its normal form; spaces, and how a unit's hyphen is written, don't matter.

    Raises `FieldFault` at `path`: `wrong_format`, or `wrong_check_digit` where a digit must be another one.
    """
    written = _SPACES.sub("", code[:LONGEST]) if len(code) <= LONGEST else ""
    unit = _UNIT.fullmatch(written)
    root = unit.group(1) if unit else written
    if _is_identity_number(root):
        return TaxCode(root, personal=True)
    if not _ROOT.fullmatch(root) or root[2:9] == "0000000" or (unit and unit.group(2) == "000"):
        raise FieldFault(path, "wrong_format")
    if root[-1] != check_digit(root[:-1]):
        raise FieldFault(path, "wrong_check_digit")
    return TaxCode(f"{root}-{unit.group(2)}" if unit else root, personal=root.startswith("8"))


def check_digit(nine: str) -> str:
    """The tenth digit of a code. It is `10` for one number in eleven, none of which is ever given out."""
    return str(10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, nine, strict=True)) % 11)


def _is_identity_number(digits: str) -> bool:
    return bool(_PERSON.fullmatch(digits)) and int(digits[:3]) in _PROVINCES
