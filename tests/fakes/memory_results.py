"""Results of jobs in memory, with the promises of the real store."""

from datetime import datetime

from shared.bus.jobs import LARGEST, Result
from shared.errors import TooLarge


class MemoryResults:
    """Implements `Results`."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, Result]] = {}

    async def put(self, job_id: str, requested_by: str, result: Result) -> None:
        if len(result.content) > LARGEST:
            raise TooLarge
        self.kept[job_id] = requested_by, result

    async def find(self, job_id: str, reader_id: str, now: datetime) -> Result | None:
        whose, result = self.kept.get(job_id, ("", None))
        return result if result and whose == reader_id and result.kept_until > now else None

    async def drop(self, job_id: str) -> None:
        self.kept.pop(job_id, None)

    async def drop_of(self, person_id: str) -> None:
        self.kept = {job_id: kept for job_id, kept in self.kept.items() if kept[0] != person_id}

    async def drop_old(self, now: datetime) -> None:
        self.kept = {job_id: kept for job_id, kept in self.kept.items() if kept[1].kept_until > now}

    async def ids(self) -> list[str]:
        return list(self.kept)
