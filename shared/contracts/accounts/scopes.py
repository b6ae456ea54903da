"""What a program may be given: the scopes of clients and of persons' tokens, each declared here once, with its text."""

from collections.abc import Mapping

from shared.errors import N_

OWN_READ, OWN_WRITE = "own:read", "own:write"

CLIENT_SCOPES: Mapping[str, str] = {
    "entries:read": N_("Read the submitted entries and their startups, without the names of people"),
    "entries:import": N_("Hand in entries and register startups on behalf of others"),
    "organisations:read": N_("Read the startups, without the names of people"),
    "editions:open": N_("Open editions and programmes"),
    "bounces:report": N_("Report mails that came back"),
}
"""Of the clients that a tenant makes for itself; each reaches that tenant and no other."""

PERSON_SCOPES: Mapping[str, str] = {
    OWN_READ: N_("Read what you can read"),
    OWN_WRITE: N_("Do what you can do, but for what is done in person alone"),
}
"""Of a person's own tokens; within them the person's roles decide, as they stand at that moment."""
