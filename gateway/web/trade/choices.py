"""What a form of the exchange offers to choose from: pairs of value and text."""

from collections.abc import Mapping, Sequence

from gateway.projections.sorting import sort_key
from gateway.web.trade import names
from gateway.web.visit import Data
from gateway.web.words import Words
from shared.contracts.provinces import PROVINCES
from shared.contracts.sectors import SECTORS
from shared.errors import N_

Pairs = list[tuple[str, str]]
TRL: Mapping[int, str] = {
    1: N_("principles observed"),
    2: N_("idea formed"),
    3: N_("proof of the idea"),
    4: N_("tried in the laboratory"),
    5: N_("tried in simulated surroundings"),
    6: N_("prototype shown"),
    7: N_("trial in practice"),
    8: N_("finished and tested"),
    9: N_("in use on the market"),
}
"""Technology readiness levels, as ISO 16290 orders them."""


def of_names(named: Mapping[str, str], words: Words, first: str = "") -> Pairs:
    """The values of an enum; `first` is what stands for none."""
    none = [("", words.text(first))] if first else []
    return none + [(value.lower(), words.text(text)) for value, text in named.items()]


def lines(named: Mapping[str, str], words: Words) -> list[tuple[str, str, str]]:
    """The same for a list of boxes to tick: value, text, and nothing beneath."""
    return [(value, text, "") for value, text in of_names(named, words)]


def levels(words: Words) -> Pairs:
    """Technology readiness levels, and not said."""
    return [("", words.text(N_("Not said"))), *((str(n), f"{n} · {words.text(text)}") for n, text in TRL.items())]


def provinces(words: Words) -> Pairs:
    """By the alphabet, and not said."""
    known = [(code, names.province(code, words)) for code in PROVINCES]
    return [("", words.text(N_("Not said"))), *sorted(known, key=lambda one: sort_key(one[1]))]


def sectors(words: Words) -> list[tuple[str, Pairs]]:
    """Each of the first level by its name, with itself and those within it."""
    offered: list[tuple[str, Pairs]] = []
    for code, node in SECTORS.items():
        name = names.sector(code, words)
        if node.parent is None:
            offered.append((name, []))
        offered[-1][1].append((code, name))
    return offered


def organisations(mine: Sequence[Data]) -> Pairs:
    """In whose name something is done."""
    return [(one["organisationId"], one["name"]) for one in mine]
