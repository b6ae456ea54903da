"""What the pages of registration share: the programme, and the viewer's draft of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.web import addresses, programmes
from gateway.web.belonging import belonging
from gateway.web.steps import EMPTY, STEPS, Answers, Step, wrong
from gateway.web.visit import Data, Visit
from gateway.web.words import instant
from shared.errors import NotFound

FACTS = {
    "name": "name",
    "country": "country",
    "location": "location",
    "founded_year": "foundedYear",
    "team_size": "teamSize",
    "website": "website",
}
"""What step 1 asks for, and where an organisation has it."""


@dataclass(frozen=True, slots=True)
class Registering:
    """One person's entry in the making. `saved` holds the steps that were saved."""

    visit: Visit
    data: Data
    programme: dict[str, Any]
    entry_id: str
    saved: Mapping[str, Answers]
    saved_at: datetime | None

    def values(self, kind: str) -> Answers:
        """A step as it was saved, or empty."""
        return {**EMPTY[kind], **self.saved.get(kind, {})}

    @property
    def own(self) -> list[Data]:
        """The organisations that the viewer belongs to, of the programme's tenant."""
        return belonging(self.data["organisations"], self.programme["tenantId"])

    def entering(self, startup: Answers) -> Data | None:
        """The viewer's own organisation that step 1 names: it enters as it is, and none is registered anew."""
        name = _plain(startup["name"])
        return next((one for one in self.own if _plain(one["name"]) == name), None)

    def chosen(self, organisation_id: str) -> Answers | None:
        """Step 1 as one of the viewer's own organisations would fill it in."""
        found = next((one for one in self.own if one["organisationId"] == organisation_id), None)
        return {name: str(found[key] or "") for name, key in FACTS.items()} if found else None

    def wrong(self, step: Step) -> dict[str, str]:
        """What keeps a step from being submitted."""
        return wrong(step, self.values(step.kind), self.visit.words)

    def address(self, step: str) -> str:
        """Of a step of this entry."""
        return addresses.register(self.programme["programmeId"], self.entry_id, step)

    def states(self, here: str) -> list[dict[str, Any]]:
        """The steps as the form's side shows them."""
        return [{"step": step, "address": self.address(step.kind), "state": self._state(step, here)} for step in STEPS]

    def _state(self, step: Step, here: str) -> str:
        if step.kind == here:
            return "here"
        if step.kind not in self.saved:
            return "empty"
        return "wrong" if self.wrong(step) else "done"


async def registering(visit: Visit) -> Registering | str:
    """The entry that the address speaks of, or where to go instead, where it has been submitted already."""
    entry_id, programme_id = visit.place("entry_id"), visit.place("programme_id")
    data = await visit.ask("register", programme=programme_id, me=visit.viewer.id)
    if data["programme"] is None:
        raise NotFound
    if any(edge["node"]["entryId"] == entry_id for edge in data["viewer"]["entries"]["edges"]):
        return addresses.receipt(entry_id)
    draft = next((one for one in data["viewer"]["drafts"] if one["entryId"] == entry_id), None)
    programme = programmes.known(data["programme"], visit.site.clock.now())
    saved = _steps(draft["steps"]) if draft else {}
    saved_at = instant(draft["savedAt"]) if draft and draft["savedAt"] else None
    here = visit.in_zone(programme["edition"]["zone"]) if programme.get("edition") else visit
    return Registering(here, data, programme, entry_id, saved, saved_at)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _steps(steps: Mapping[str, Answers | None]) -> dict[str, Answers]:
    """Those that were saved, without the name that each carries of itself."""
    return {kind: {k: v for k, v in step.items() if k != "kind"} for kind, step in steps.items() if step}
