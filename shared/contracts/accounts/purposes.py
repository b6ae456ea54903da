"""What people are asked to agree to, in plain words. A text that has been shown is never changed: it gets a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.contracts.accounts.values import Purpose
from shared.errors import N_


@dataclass(frozen=True, slots=True)
class PurposeText:
    """One version of what stands beside a purpose, all of it marked for translation."""

    version: int
    name: str
    what_for: str
    who: str
    """Who gets to see it."""
    how_long: str


PURPOSES: Mapping[Purpose, PurposeText] = {
    Purpose.NEWS: PurposeText(
        version=1,
        name=N_("News of the next Techfests"),
        what_for=N_("The organiser writes to your mail address about coming editions, programmes and deadlines."),
        who=N_("The organiser of your province; your address goes to nobody else."),
        how_long=N_("Until you take it back."),
    ),
    Purpose.SHARE_CONTACT: PurposeText(
        version=1,
        name=N_("Your contact for those you are to meet"),
        what_for=N_("Your name, mail address and phone are shown to those with whom a meeting was agreed."),
        who=N_("The other side of each agreed meeting, and the organiser."),
        how_long=N_("Until you take it back."),
    ),
    Purpose.PHOTOS: PurposeText(
        version=1,
        name=N_("Photos and videos that show you"),
        what_for=N_("Pictures taken at the event in which you can be recognised are published to report on it."),
        who=N_("Everybody who visits the organiser's pages, and the press."),
        how_long=N_("Until you take it back; pictures that were published are then taken off our own pages."),
    ),
    Purpose.RESEARCH: PurposeText(
        version=1,
        name=N_("Studies of the startup ecosystem"),
        what_for=N_("Your answers are counted, together with those of others, in studies of the ecosystem."),
        who=N_("The organiser's analysts; what they publish are figures from which nobody can be recognised."),
        how_long=N_("Until you take it back; figures that were published stay."),
    ),
}
"""The version that is shown today of each."""
