"""The index on disk, in a folder for each tenant and side: no tenant's words weigh in another's matches."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from services.matchmaking.domain.algorithms.wording import Rarity
from services.matchmaking.domain.listing import Facts
from services.matchmaking.ports import Entry
from services.matchmaking.store.index.cards import FORM, TEXTS, entry_of
from services.matchmaking.store.index.side import SideIndex
from shared.search.schema import FORMAT

SIDES = ("offers", "needs")
FORM_FILE = "form.json"


class FolderIndex:
    """Implements `ListingIndex`."""

    def __init__(self, root: Path) -> None:
        """What lies there in another form is thrown away; `is_new` tells that it is to be filled from the rows."""
        self._root = root
        self._sides: dict[tuple[str, str], SideIndex] = {}
        self.is_new = self._form() != _today()
        if self.is_new:
            shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True, exist_ok=True)

    def filled(self) -> None:
        """Everything that is known lies in it from now on: the next start takes it as it is."""
        self.commit()
        written = self._root / f"{FORM_FILE}.new"
        written.write_text(json.dumps(_today()), encoding="utf-8")
        written.replace(self._root / FORM_FILE)
        self.is_new = False

    def entry(self, facts: Facts, texts: Mapping[str, str]) -> Entry:
        """See `ListingIndex`."""
        return entry_of(facts, texts)

    def known(self, tenant_id: str, listing_id: str) -> Entry | None:
        """See `ListingIndex`."""
        found = (self._side(tenant_id, side).known(listing_id) for side in SIDES)
        return next((entry for entry in found if entry is not None), None)

    def put(self, entry: Entry, texts: Mapping[str, str]) -> None:
        """See `ListingIndex`. An offer that has become a need, or the other way round, leaves its old side."""
        facts = entry.facts
        self._of(facts.tenant_id, offers=facts.is_offer).put(entry, texts)
        self._of(facts.tenant_id, offers=not facts.is_offer).delete(facts.listing_id)

    def delete(self, tenant_id: str, listing_id: str) -> None:
        """See `ListingIndex`."""
        for side in SIDES:
            self._side(tenant_id, side).delete(listing_id)

    def commit(self) -> None:
        """See `ListingIndex`."""
        for side in self._sides.values():
            side.commit()

    def candidates(self, entry: Entry, most: int) -> Sequence[Entry]:
        """See `ListingIndex`."""
        return self._of(entry.facts.tenant_id, offers=not entry.facts.is_offer).candidates(entry, most)

    def rarity(self, tenant_id: str, *, offers: bool) -> Rarity:
        """See `ListingIndex`."""
        return self._of(tenant_id, offers=offers).rarity

    def close(self) -> None:
        """Lets another process write."""
        for side in self._sides.values():
            side.close()
        self._sides = {}

    def _of(self, tenant_id: str, *, offers: bool) -> SideIndex:
        return self._side(tenant_id, SIDES[0] if offers else SIDES[1])

    def _side(self, tenant_id: str, side: str) -> SideIndex:
        key = (tenant_id, side)
        if key not in self._sides:
            self._sides[key] = SideIndex(self._root / tenant_id / side)
        return self._sides[key]

    def _form(self) -> object:
        try:
            return json.loads((self._root / FORM_FILE).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None


def _today() -> list[object]:
    return [FORMAT, FORM, *map(list, sorted(TEXTS.items()))]
