"""What is due, and whose things are, from the service's own database."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from services.notifications.handlers.heard.matches import MATCH_OWNERS, MEMBERS
from services.notifications.handlers.heard.owners import OWNERS, owner_key
from services.notifications.handlers.nouns import MESSAGE
from shared.bus.due import DueAggregates
from shared.contracts.notifications.values import Subject
from shared.mongo import Database


class MongoDueMails:
    """Implements `DueMails`, by the messages' timers."""

    def __init__(self, database: Database) -> None:
        self._due = DueAggregates(database, [MESSAGE])

    async def pages(self, until: datetime) -> AsyncIterator[Sequence[str]]:
        """As `DueMails.pages`."""
        async for page in self._due.pages(until):
            yield [due.id for due in page]


class MongoOwners:
    """Implements `Owners`, by rows of what was heard."""

    def __init__(self, database: Database) -> None:
        self._owners = database[OWNERS]

    async def of(self, subject: Subject) -> str | None:
        """As `Owners.of`."""
        found = await self._owners.find_one({"_id": owner_key(subject)})
        return found["owner"] if found else None


class MongoBelonging:
    """Implements `Belonging`, by rows of what was heard."""

    def __init__(self, database: Database) -> None:
        self._members, self._matches = database[MEMBERS], database[MATCH_OWNERS]

    async def members_of(self, organisation_id: str) -> Sequence[str]:
        """As `Belonging.members_of`."""
        found = await self._members.find_one({"_id": organisation_id})
        return tuple(found["people"]) if found else ()

    async def owners_of(self, match_id: str) -> Sequence[str]:
        """As `Belonging.owners_of`."""
        found = await self._matches.find_one({"_id": match_id})
        return tuple(found["organisations"]) if found else ()
