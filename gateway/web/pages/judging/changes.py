"""What a device has kept comes in: marks and notes in batches that are sent again, as they are, until they arrive."""

from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse, Response

from gateway.clients import Refused
from gateway.web.commands import command_id, minted
from gateway.web.pages.sign_in import STALE
from gateway.web.visit import Visit
from shared.contracts.commands import Command
from shared.contracts.judging.commands import SaveMarks, SaveNote, SubmitScoresheet
from shared.contracts.judging.commands.scoresheets import Offset
from shared.contracts.judging.values import Mark, NoteKind
from shared.contracts.values import Id, Instant
from shared.errors import Kind

STATUS = {Kind.BUSY: 503, Kind.TOO_MANY: 429, Kind.UNAUTHENTICATED: 401, Kind.FORBIDDEN: 403, Kind.MISSING: 404}


class KeptNote(BaseModel):
    """A note as a device has it."""

    model_config = ConfigDict(extra="forbid")
    kind: NoteKind
    text: str
    at: Instant


class Batch(BaseModel):
    """What a device sends at once, in the order marks, notes, handing in."""

    model_config = ConfigDict(extra="forbid")
    device_id: Id
    offset_ms: Offset = 0
    marks: tuple[Mark, ...] = ()
    notes: tuple[KeptNote, ...] = Field((), max_length=10)
    finished_at: Instant | None = None

    def commands(self, sheet_id: str) -> list[Command]:
        """What is to be done for it."""
        known: dict[str, Any] = {"sheet_id": sheet_id, "offset_ms": self.offset_ms}
        marks = [SaveMarks(**known, device_id=self.device_id, marks=self.marks)] if self.marks else []
        notes = [SaveNote(**known, **note.model_dump()) for note in self.notes]
        done = [SubmitScoresheet(**known, finished_at=self.finished_at)] if self.finished_at else []
        return [*marks, *notes, *done]


async def send(visit: Visit) -> Response:
    """Answers with our clock, so that the device knows its offset; a batch that comes twice is done once."""
    if not visit.trusted:
        return _refused(visit, 403, "untrusted", visit.words.text(STALE))
    try:
        batch = Batch.model_validate(orjson.loads(visit.form.one("batch") or "null"))
        commands = batch.commands(visit.place("sheet_id"))
    except (ValidationError, orjson.JSONDecodeError):
        return _refused(visit, 422, "invalid_input", visit.words.text(STALE))
    try:
        for command in commands:
            await visit.send(command, command_id(minted(visit.form.one("form_id")), command))
    except Refused as refusal:
        return _refused(visit, STATUS.get(refusal.kind, 422), refusal.code, refusal.message)
    return JSONResponse({"now": _now(visit)})


def _refused(visit: Visit, status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message, "now": _now(visit)}, status)


def _now(visit: Visit) -> int:
    return int(visit.site.clock.now().timestamp() * 1000)
