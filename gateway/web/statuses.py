"""What the states of an entry are called."""

from collections.abc import Mapping

from shared.errors import N_

STATUS: Mapping[str, str] = {
    "draft": N_("Draft"),
    "submitted": N_("Submitted"),
    "accepted": N_("Accepted"),
    "rejected": N_("Rejected"),
    "withdrawn": N_("Withdrawn"),
}
REASON: Mapping[str, str] = {
    "no_time": N_("No time"),
    "team_changed": N_("The team has changed"),
    "entered_twice": N_("Entered twice"),
    "other": N_("Another reason"),
}
REJECTION: Mapping[str, str] = {
    "not_eligible": N_("It doesn't meet the conditions of entry"),
    "incomplete": N_("Something that is required is missing"),
    "out_of_scope": N_("It doesn't belong to this programme"),
    "others_preferred": N_("Others were preferred"),
    "entered_twice": N_("Entered twice"),
    "other": N_("Another reason"),
}
"""Why an entry is rejected."""
