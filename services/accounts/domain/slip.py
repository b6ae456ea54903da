"""How a printed code is written: Crockford's base 32 (no I, L, O, U), twelve characters in groups of four.

The last is a check: a weighted sum in the field of 32 elements, whose weights are powers of 2, so that every single
mistyped character and every two that were swapped are found. A slip of the finger is told from a wrong code.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "–": None})


def spelled(number: int) -> str:
    """The code of a number: of its low 55 bits."""
    values = [number >> (5 * place) & 31 for place in reversed(range(LENGTH - 1))]
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def grouped(code: str) -> str:
    """As it is printed: `ABCD-EFGH-JKMN`."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str | None:
    """The code as it was spelled, whatever the groups and letters; None where a character is mistyped or missing."""
    code = typed.strip().upper().translate(_READ_AS)
    values = [ALPHABET.find(char) for char in code]
    if len(values) != LENGTH or -1 in values or _check(values[:-1]) != values[-1]:
        return None
    return code


def _check(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total


def _doubled(element: int) -> int:
    """Times 2 in GF(32), modulo x⁵ + x² + 1."""
    twice = element << 1
    return twice ^ 0b100101 if twice > 31 else twice
