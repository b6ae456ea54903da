"""What the states of an entry are called."""

from collections.abc import Mapping

from shared.errors import N_

STATUS: Mapping[str, str] = {
    "draft": N_("Draft"),
    "submitted": N_("Submitted"),
    "withdrawn": N_("Withdrawn"),
}
REASON: Mapping[str, str] = {
    "no_time": N_("No time"),
    "team_changed": N_("The team has changed"),
    "entered_twice": N_("Entered twice"),
    "other": N_("Another reason"),
}
