"""MongoDB behind the exchange's ports, where the general aggregate store is not enough."""

import asyncio
from collections.abc import Sequence
from typing import Any, TypeVar

from services.exchange.domain.enquiry import Enquiry
from services.exchange.domain.listing import Listing
from services.exchange.domain.parties import Acting, Organisation
from services.exchange.handlers.nouns import ENQUIRY, LISTING
from services.exchange.ports import ORGANISATIONS
from shared.bus.nouns import Noun
from shared.bus.states import StateForm
from shared.contracts.accounts.roles import RoleName
from shared.mongo import Database, Document, IndexModel, find_all
from shared.roles import COLLECTION as ROLES

S = TypeVar("S")
FILE_KINDS = ("images", "documents")
MOST, MOST_WAITING = 200, 100
HOLD_FILES = tuple(f"state.{at}.{kind}.file_id" for at in ("published", "pending.content") for kind in FILE_KINDS)
WAITS, LOOKS_EVERY = 2.0, 0.04
"""Seconds: for an organisation that is told just now, and between two looks."""


class MongoOrganisations:
    """Implements `Organisations` over the rows that are kept of what is heard."""

    def __init__(self, database: Database, waits: float = WAITS) -> None:
        self._rows, self._waits = database[ORGANISATIONS], waits

    async def prepare(self) -> None:
        """Makes the indexes that a person's organisations are found by."""
        await self._rows.create_indexes(
            [IndexModel([("members", 1)], name="members"), IndexModel([("registered_by", 1)], name="registered_by")]
        )

    async def of_person(self, person_id: str, tenant_id: str | None, wanted: str | None = None) -> Acting:
        """As `Organisations.of_person`."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._waits
        query: Document = {"tenant_id": tenant_id, "$or": [{"members": person_id}, {"registered_by": person_id}]}
        while True:
            found = frozenset(row["_id"] for row in await find_all(self._rows, query, {"_id": 1}))
            if wanted is None or wanted in found or loop.time() >= until:
                return found
            await asyncio.sleep(LOOKS_EVERY)

    async def one(self, organisation_id: str) -> Organisation | None:
        """As `Organisations.one`; members may be told before the organisation is."""
        row = await self._rows.find_one({"_id": organisation_id})
        if row is None or "registered_by" not in row:
            return None
        return Organisation(
            organisation_id,
            row["tenant_id"],
            row["registered_by"],
            row.get("name") or "",
            row.get("legal_name") or "",
            tuple(row.get("members", ())),
        )


class MongoModerators:
    """Implements `Moderators` over the copy of the roles."""

    def __init__(self, database: Database) -> None:
        self._roles = database[ROLES]

    async def of_tenant(self, tenant_id: str) -> Sequence[str]:
        """As `Moderators.of_tenant`; organisers where nobody is a moderator."""
        for name in (RoleName.MODERATOR, RoleName.ORGANISER):
            held = {"name": name.value, "tenant_id": tenant_id, "edition_id": None, "organisation_id": None}
            found = await find_all(self._roles, {"roles": {"$elemMatch": held}}, {"_id": 1}, limit=MOST_WAITING)
            if found:
                return [row["_id"] for row in found]
        return []


class MongoListings:
    """Implements `Listings` and `FileReaders`."""

    def __init__(self, database: Database) -> None:
        self._listings = database[LISTING.collection]

    async def prepare(self) -> None:
        """Makes the indexes that listings are found by."""
        waiting = {"state.pending.number": {"$gt": 0}}
        await self._listings.create_indexes(
            [
                IndexModel([("state.organisation_id", 1)], name="organisation"),
                *(IndexModel([(path, 1)], name=path, sparse=True) for path in HOLD_FILES),
                IndexModel(
                    [("tenant", 1), ("state.pending.handed_in_at", 1)],
                    name="waiting",
                    partialFilterExpression=waiting,
                ),
            ]
        )

    async def of_organisations(self, organisations: Acting, tenant_id: str | None) -> Sequence[Listing]:
        """As `Listings.of_organisations`."""
        query: Document = {"state.organisation_id": {"$in": sorted(organisations)}, "state.tenant_id": tenant_id}
        order = [("state.saved_at", -1), ("_id", 1)]
        found = await find_all(self._listings, query, {"shape": 1, "state": 1}, sort=order, limit=MOST)
        return _loaded(LISTING, found)

    async def with_file(self, file_id: str) -> Sequence[Listing]:
        """As `FileReaders.with_file`."""
        query: Document = {"$or": [{path: file_id} for path in HOLD_FILES]}
        return _loaded(LISTING, await find_all(self._listings, query, {"shape": 1, "state": 1}, limit=MOST))

    async def waiting(self, tenant_ids: Sequence[str]) -> Sequence[Listing]:
        """As `Listings.waiting`."""
        query: Document = {"tenant": {"$in": list(tenant_ids)}, "state.pending.number": {"$gt": 0}}
        order = [("state.pending.handed_in_at", 1), ("_id", 1)]
        found = await find_all(self._listings, query, {"shape": 1, "state": 1}, sort=order, limit=MOST_WAITING)
        return _loaded(LISTING, found)


class MongoEnquiries:
    """Implements `Enquiries`."""

    def __init__(self, database: Database) -> None:
        self._enquiries = database[ENQUIRY.collection]

    async def prepare(self) -> None:
        """Makes the indexes that enquiries are found by."""
        await self._enquiries.create_indexes(
            [
                IndexModel([("state.owner_id", 1), ("state.sent_at", -1)], name="owner"),
                IndexModel([("state.enquirer_id", 1), ("state.sent_at", -1)], name="enquirer"),
                IndexModel([("state.listing_id", 1)], name="listing"),
            ]
        )

    async def of_parties(self, organisations: Acting, listing_id: str | None) -> Sequence[Enquiry]:
        """As `Enquiries.of_parties`."""
        theirs = {"$in": sorted(organisations)}
        query: Document = {"$or": [{"state.owner_id": theirs}, {"state.enquirer_id": theirs}]}
        if listing_id is not None:
            query["state.listing_id"] = listing_id
        order = [("state.sent_at", -1), ("_id", 1)]
        found = await find_all(self._enquiries, query, {"shape": 1, "state": 1}, sort=order, limit=MOST)
        return _loaded(ENQUIRY, found)


def _loaded(noun: Noun[S], found: Sequence[Document]) -> Sequence[S]:
    form: StateForm[Any] = StateForm(noun)
    return [form.load(one["shape"], one["state"]) for one in found]
