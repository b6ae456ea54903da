"""The ways to a row by its id."""

from collections.abc import AsyncIterator, Mapping

from gateway.graph.relay import global_id
from tests.visibility.areas import ABSENT, THERE
from tests.visibility.looking import VIEWERS, Lookout
from tests.visibility.reading import ROWS, Read

BY_ID: Mapping[str, tuple[str, str]] = {
    "tenant": ("Tenant", "tenantId"),
    "edition": ("Edition", "editionId"),
    "programme": ("Programme", "programmeId"),
    "organisation": ("Organisation", "organisationId"),
    "entry": ("Entry", "entryId"),
    "invitation": ("Invitation", "invitationId"),
    "job": ("Job", "jobId"),
    "release": ("Release", "releaseId"),
    "match": ("Match", "matchId"),
    "listing": ("Listing", "listingId"),
    "award": ("Award", "awardId"),
    "rubric": ("Rubric", "rubricId"),
    "round": ("Round", "roundId"),
    "candidate": ("Candidate", "candidateId"),
    "judge": ("Judge", "judgeId"),
    "assignment": ("Assignment", "assignmentId"),
    "assignmentJob": ("AssignmentJob", "jobId"),
}
"""Fields of the root that lead to one row, with its type and argument. A new one needs a line here."""
OF_THE_EXCHANGE = {f"Query.{name}" for name in ("ownListing", "enquiries", "enquiry", "dealStatistics")}
"""Asked of the exchange, whose own routes are in a table; the statistics are tried in tests/exchange."""
OF_REGISTRATION = {"Query.decisionPages"}
"""Asked of registration, whose own routes are in a table."""
KNOWN_WAYS = {"Query.node", "Query.nodes", "Viewer.drafts"} | OF_THE_EXCHANGE | OF_REGISTRATION
"""Tried by the table of fields, and below."""
SELF = "{ viewer { id kind tenantId person { personId } roles { name } drafts { entryId } } }"


async def by_ids(lookout: Lookout, read: Read) -> AsyncIterator[str]:
    """Who gets a row one way and not another, or learns by an id that something is there."""
    for who in VIEWERS:
        async for leak in _rows(lookout, read, who):
            yield leak
        async for leak in _oneself(lookout, who):
            yield leak


async def _rows(lookout: Lookout, read: Read, who: str) -> AsyncIterator[str]:
    for area in THERE:
        parts: list[str] = []
        known: dict[str, bool] = {}
        for name, (kind, argument) in BY_ID.items():
            row, make = next(iter(ROWS[kind].items()))
            parts.append(f'{name}: {name}({argument}: "{make(area)}") {{ id }}')
            parts.append(f'{name}Node: node(id: "{global_id(kind, make(area))}") {{ id }}')
            known |= dict.fromkeys((name, f"{name}Node"), read.told[kind, row, area.name][who] is not None)
            if kind not in ("Tenant", "Edition", "Programme", "Award", "Rubric", "Round"):
                parts.append(f'{name}Absent: {name}({argument}: "{make(ABSENT[area.name])}") {{ id }}')
                known[f"{name}Absent"] = False
        found = await lookout.data(who, f"{{ {' '.join(parts)} }}")
        for name, there in known.items():
            if (found.get(name) is not None) is not there:
                yield f"{who} asking {name} [{area.name}] finds {found.get(name)}, by nodes {there}"


async def _oneself(lookout: Lookout, who: str) -> AsyncIterator[str]:
    found, viewer = (await lookout.data(who, SELF)).get("viewer"), VIEWERS[who]
    if found is None:
        if viewer.signed_in and viewer.may_read:
            yield f"{who} is nobody to themselves"
        return
    drafts = {f"draft-{area.name}" for area in THERE if area.owner == viewer.id and viewer.kind == "person"}
    if (found["id"], {draft["entryId"] for draft in found["drafts"]}) != (viewer.id, drafts):
        yield f"{who} is told of {found['id']} and {found['drafts']}"
