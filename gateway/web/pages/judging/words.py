"""What the values of judging are called."""

from collections.abc import Mapping

from gateway.web.words import Words
from shared.contracts.judging.values import ConflictKind, RecusalReason
from shared.errors import N_

RECUSALS: Mapping[str, str] = {
    RecusalReason.NO_TIME: N_("No time"),
    RecusalReason.NOT_MY_FIELD: N_("Not my field"),
    RecusalReason.CONFLICT: N_("A conflict of interest"),
    RecusalReason.OTHER: N_("Another reason"),
}
CONFLICTS: Mapping[str, str] = {
    ConflictKind.FAMILY: N_("Family"),
    ConflictKind.FORMER_COLLEAGUE: N_("A former colleague"),
    ConflictKind.INVESTOR: N_("I have invested in it"),
    ConflictKind.ADVISER: N_("I advise it"),
    ConflictKind.OTHER: N_("Another reason"),
}
"""What a judge declares; the rest the system finds by itself."""
KINDS_OF_CONFLICT: Mapping[str, str] = {
    "SAME_PERSON": N_("the same person"),
    "SAME_ORGANISATION": N_("the same organisation"),
    "SAME_MAIL_DOMAIN": N_("mail addresses of one organisation"),
    "FAMILY": N_("family"),
    "FORMER_COLLEAGUE": N_("a former colleague"),
    "INVESTOR": N_("has invested in it"),
    "ADVISER": N_("advises it"),
    "OTHER": N_("another reason"),
}
"""All of them, as they are told to who leads the judging."""


def named(table: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """Values with what they are called, as a field to choose from takes them."""
    return [(str(value), words.text(text)) for value, text in table.items()]
