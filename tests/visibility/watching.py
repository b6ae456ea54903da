"""What can be watched: as a query says, and no longer than the role that lets somebody see it."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.graph.requests import Asked
from gateway.graph.subscriptions.live import Live
from gateway.graph.subscriptions.tellings import Tellings
from gateway.projections import BELONGING
from gateway.viewer import Viewer
from shared.bus.projected import News, belonging, tag
from shared.clock import SystemClock
from shared.contracts.accounts.roles import Role
from shared.errors import Unauthenticated
from tests.visibility import judging
from tests.visibility.areas import THERE, Area
from tests.visibility.looking import VIEWERS, Lookout


@dataclass(frozen=True, slots=True)
class Watched:
    """A subscription about the things of an area, and the query that says the same."""

    watch: Callable[[Area], str]
    query: Callable[[Area], str]


ENTRY = "{ title summary submittedBy submitter { name } }"
DECIDED = "{ title decision rejectionReason decisionText decidedAt submitter { name } }"
JOB = "{ jobId kind requestedBy status }"
MATCHES = "{ totalCount edges { node { matchId score needStance } } }"
BOARD = "{ status result { sealedHash } leaderboard { place entryTitle total } }"
SHEET = "{ sheetStatus title personId }"
PLAN = "{ status requestedBy }"
INBOX = "{ unreadCount totalCount edges { node { messageId } } }"
LISTING = "{ listingId status available ownerName }"
WATCHED: Mapping[str, Watched] = {
    "listingChanged": Watched(
        lambda a: f'listingChanged(listingId: "{a.id("listing")}") {LISTING}',
        lambda a: f'listingChanged: listing(listingId: "{a.id("listing")}") {LISTING}',
    ),
    "job": Watched(
        lambda a: f'job(jobId: "{a.id("long-job")}") {JOB}',
        lambda a: f'job: job(jobId: "{a.id("long-job")}") {JOB}',
    ),
    "entryDecided": Watched(
        lambda a: f'entryDecided(entryId: "{a.id("chosen-entry")}") {DECIDED}',
        lambda a: f'entryDecided: entry(entryId: "{a.id("chosen-entry")}") {DECIDED}',
    ),
    "inboxChanged": Watched(lambda _: f"inboxChanged {INBOX}", lambda _: f"inboxChanged: inbox {INBOX}"),
    "matchSuggested": Watched(
        lambda _: f"matchSuggested {MATCHES}",
        lambda _: f"matchSuggested: ownMatches(orderBy: {{field: SUGGESTED_AT}}) {MATCHES}",
    ),
    "entryChanged": Watched(
        lambda a: f'entryChanged(entryId: "{a.id("entry")}") {ENTRY}',
        lambda a: f'entryChanged: entry(entryId: "{a.id("entry")}") {ENTRY}',
    ),
    "leaderboardChanged": Watched(
        lambda a: f'leaderboardChanged(roundId: "{a.id("sealed-round")}") {BOARD}',
        lambda a: f'leaderboardChanged: round(roundId: "{a.id("sealed-round")}") {BOARD}',
    ),
    "assignmentChanged": Watched(
        lambda a: f'assignmentChanged(assignmentId: "{judging.sheet(a)}") {SHEET}',
        lambda a: f'assignmentChanged: assignment(assignmentId: "{judging.sheet(a)}") {SHEET}',
    ),
    "assignmentJob": Watched(
        lambda a: f'assignmentJob(jobId: "{a.id("plan")}") {PLAN}',
        lambda a: f'assignmentJob: assignmentJob(jobId: "{a.id("plan")}") {PLAN}',
    ),
}
"""A new subscription needs a line here."""
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Watchings:
    """What everybody is answered to a subscription at once, and to its query: by subscription and area."""

    seen: Mapping[tuple[str, str], Mapping[str, tuple[Any, Any]]]

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        return {
            f"subscription {name} [{area}]": {
                who: "told" if _is_told(watched) else "" for who, (watched, _) in by.items()
            }
            for (name, area), by in self.seen.items()
        }

    def leaks(self) -> Iterator[str]:
        """Who is told by watching what asking doesn't tell them."""
        for (name, area), by_actor in self.seen.items():
            for who, (watched, asked) in by_actor.items():
                if watched != asked:
                    yield f"{who} watching {name} [{area}] is told {watched}, and by the query {asked}"

    def watchers(self, name: str, area: Area) -> list[str]:
        """Who is told something."""
        return [who for who, (watched, _) in self.seen[name, area.name].items() if _is_told(watched)]


def _is_told(found: Any) -> bool:
    return found is not None and found.get("totalCount") != 0


async def watchings(lookout: Lookout) -> Watchings:
    """Begins each subscription as everybody, once; and asks the query."""
    live = Live(lookout.graph, Tellings(), SystemClock())
    seen = {}
    for name, watched in WATCHED.items():
        for area in THERE:
            by_actor = {}
            for who, viewer in VIEWERS.items():
                first = await first_answer(live, f"subscription {{ {watched.watch(area)} }}", viewer)
                asked = await lookout.data(who, f"{{ {watched.query(area)} }}")
                by_actor[who] = ((first.get("data") or {}).get(name), asked.get(name))
            seen[name, area.name] = by_actor
    return Watchings(seen)


async def first_answer(live: Live, document: str, viewer: Viewer) -> Mapping[str, Any]:
    async def who() -> Viewer:
        return viewer

    answers = live.answers(Asked(document, {}, None), who)
    found = await anext(answers)
    await answers.aclose()
    return found


Becomes = Callable[[Viewer], Viewer]
"""What has become of a viewer meanwhile. Raises `Unauthenticated` for who is nobody any more."""


def revoked(viewer: Viewer) -> Viewer:
    """Without the roles."""
    return replace(viewer, roles=())


def moved(viewer: Viewer) -> Viewer:
    """With the same roles, at a tenant that has none of what is watched."""
    tenant = "tenant-of-nobody"
    roles = tuple(Role(name=role.name, tenant_id=tenant) for role in viewer.roles)
    return replace(viewer, tenant_id=tenant, roles=roles)


def expired(viewer: Viewer) -> Viewer:
    """Whose token or session has ended."""
    raise Unauthenticated


def exchanged(viewer: Viewer) -> Viewer:
    """Whose session is somebody else's now."""
    return replace(viewer, id="person-another")


async def sees_still(lookout: Lookout, document: str, viewer: Viewer) -> bool:
    """Whether somebody is told something anyhow."""
    live = Live(lookout.graph, Tellings(), SystemClock())
    return bool((await first_answer(live, document, viewer)).get("data"))


async def at_the_next_event(lookout: Lookout, document: str, viewer: Viewer, becomes: Becomes) -> Mapping[str, Any]:
    """What a watcher is told, and that alone, when a row changes after something has become of the watcher."""
    tellings, now = Tellings(), [lambda: viewer]

    async def who() -> Viewer:
        return now[0]()

    answers = Live(lookout.graph, tellings, SystemClock(), pause=0).answers(Asked(document, {}, None), who)
    assert (await anext(answers)).get("data")
    now[0] = lambda: becomes(viewer)
    of_roles = tag(belonging("roles", BELONGING["roles"]), viewer.id)
    tellings.hear(News(lookout.database.name, {}, sorted(tellings.names - {of_roles})))
    async with asyncio.timeout(SECONDS):
        last = await anext(answers)
    assert [more async for more in answers] == []
    return last


async def ends_with_the_role(lookout: Lookout, document: str, viewer: Viewer) -> Mapping[str, Any]:
    """What a watcher is told when the roles are gone."""
    tellings, now = Tellings(), [viewer]

    async def who() -> Viewer:
        return now[0]

    answers = Live(lookout.graph, tellings, SystemClock(), pause=0).answers(Asked(document, {}, None), who)
    assert (await anext(answers)).get("data")
    now[0] = replace(viewer, roles=())
    tellings.hear(News(lookout.database.name, {}, [tag(belonging("roles", BELONGING["roles"]), viewer.id)]))
    last = await anext(answers)
    assert [more async for more in answers] == []
    return last
