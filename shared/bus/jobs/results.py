"""What jobs have made: kept for a time, readable by who asked for it and by nobody else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.bus.jobs.state import Job
from shared.bus.ports import Reads
from shared.errors import TooLarge
from shared.mongo import Database, Document, IndexModel, find_all

LARGEST = 15_000_000
"""Bytes of one result: a document of MongoDB holds sixteen."""
COLLECTION = "job_results"


@dataclass(frozen=True, slots=True)
class Result:
    """What a job has made: a file, a plan."""

    content: bytes
    media_type: str
    kept_until: datetime


class Results(Protocol):
    """Keeps the results of a service's jobs."""

    async def put(self, job_id: str, requested_by: str, result: Result) -> None:
        """In place of what the job had made before. Raises `TooLarge`."""
        ...

    async def find(self, job_id: str, reader_id: str, now: datetime) -> Result | None:
        """For who asked for the job, while it is kept; to anybody else nothing is there."""
        ...

    async def drop(self, job_id: str) -> None:
        """It is gone; one that isn't there is gone."""
        ...

    async def drop_of(self, person_id: str) -> None:
        """All that was made for somebody is gone."""
        ...

    async def drop_old(self, now: datetime) -> None:
        """All that was kept long enough is gone."""
        ...

    async def ids(self) -> list[str]:
        """The jobs of which there is a result."""
        ...


async def result_of(jobs: Reads[Job], results: Results, job_id: str, reader_id: str, now: datetime) -> Result | None:
    """What a job has made, for who asked for it, while the job has it; to anybody else nothing is there."""
    found = await jobs.read(job_id)
    if found is None or found.state.requested_by != reader_id or found.state.kept_until is None:
        return None
    return await results.find(job_id, reader_id, now)


class MongoResults:
    """In the service's own database; call `prepare` first."""

    def __init__(self, database: Database) -> None:
        self._results = database[COLLECTION]

    async def prepare(self) -> None:
        """Makes the indexes; again is harmless."""
        indexes = [IndexModel([(name, 1)], name=name) for name in ("kept_until", "requested_by")]
        await self._results.create_indexes(indexes)

    async def put(self, job_id: str, requested_by: str, result: Result) -> None:
        """As `Results.put`."""
        if len(result.content) > LARGEST:
            raise TooLarge
        put: Document = {
            "requested_by": requested_by,
            "media_type": result.media_type,
            "content": result.content,
            "kept_until": result.kept_until,
        }
        await self._results.update_one({"_id": job_id}, {"$set": put}, upsert=True)

    async def find(self, job_id: str, reader_id: str, now: datetime) -> Result | None:
        """As `Results.find`."""
        found = await self._results.find_one({"_id": job_id, "requested_by": reader_id, "kept_until": {"$gt": now}})
        return Result(bytes(found["content"]), found["media_type"], found["kept_until"]) if found else None

    async def drop(self, job_id: str) -> None:
        """As `Results.drop`."""
        await self._results.delete_one({"_id": job_id})

    async def drop_of(self, person_id: str) -> None:
        """As `Results.drop_of`."""
        await self._results.delete_many({"requested_by": person_id})

    async def drop_old(self, now: datetime) -> None:
        """As `Results.drop_old`."""
        await self._results.delete_many({"kept_until": {"$lte": now}})

    async def ids(self) -> list[str]:
        """As `Results.ids`."""
        return [found["_id"] for found in await find_all(self._results, {}, {"_id": 1})]
