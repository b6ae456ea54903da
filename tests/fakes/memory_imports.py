"""What an import reads, in memory, with the promises of the real stores."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from services.accounts.domain.organisation import Organisation
from services.accounts.ports import Upload
from tests.fakes.memory_aggregates import MemoryAggregates


class MemoryOrganisationsOfTenant:
    """Implements `OrganisationsOfTenant`."""

    def __init__(self, organisations: MemoryAggregates[Organisation]) -> None:
        self._organisations = organisations

    async def base(self, tenant_id: str) -> str:
        known = [k for k in self._organisations.shelf.known.values() if k.state and k.state.tenant_id == tenant_id]
        return f"{len(known)}.{sum(k.rev for k in known)}"

    async def all(self, tenant_id: str) -> AsyncIterator[Sequence[Organisation]]:
        states = [k.state for _, k in sorted(self._organisations.shelf.known.items())]
        if found := [s for s in states if s and s.tenant_id == tenant_id]:
            yield found


class MemoryUploads:
    """Implements `Uploads`."""

    def __init__(self) -> None:
        self.kept: dict[str, Upload] = {}

    async def put(self, upload: Upload) -> None:
        self.kept[upload.upload_id] = upload

    async def find(self, upload_id: str, uploaded_by: str, now: datetime) -> Upload | None:
        found = self.kept.get(upload_id)
        return found if found and found.uploaded_by == uploaded_by and found.kept_until > now else None

    async def drop_of(self, person_id: str) -> None:
        self.kept = {i: u for i, u in self.kept.items() if u.uploaded_by != person_id}
