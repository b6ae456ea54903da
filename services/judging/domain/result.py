"""The result of a round: sealed by its hash, then published. What it holds lies in its document, beside the state."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.judging.domain.algorithms.placing import Sheet, Standing
from services.judging.domain.algorithms.placing import places as placed
from services.judging.domain.award import Award, within
from services.judging.domain.candidate import Candidate
from services.judging.domain.marks import rounded, total
from services.judging.domain.round import Round
from services.judging.domain.scoresheet import Scoresheet
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.judging import refusals as no
from shared.contracts.judging.commands import PublishResult, SealResult
from shared.contracts.judging.events import ResultPublished, ResultSealed, ResultSnapshot
from shared.contracts.judging.ids import result_id
from shared.contracts.judging.values import Criterion, FinalMark, Place, Placed, RoundPolicy, SheetSeq, TieDecision
from shared.contracts.places import Places
from shared.contracts.values import Text
from shared.errors import Refusal

FORMAT = "techfest.result/1"
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it stands."""

    result_id: str
    place: Place
    award_id: str
    round_id: str
    number: int
    sealed_hash: str
    sealed_by: str
    sealed_at: datetime
    award: Text | None = None
    round: Text | None = None
    places: tuple[Placed, ...] = ()
    published_by: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sealing:
    """What sealing needs beside the command: the round, and the hash of its document or why there is none."""

    round: Round | None
    sealed_hash: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Publishing:
    """What publishing needs beside the command: its award and round, and what is to be published of the document."""

    round: Round | None
    award: Award | None
    places: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A sheet that counts, whose it is, and the judge's number in this round, drawn at random."""

    judge: int
    sheet: Scoresheet
    organisation_id: str


def list_hash(sheets: Sequence[SheetSeq]) -> str:
    """SHA-256 over the list of the sheets that a round was closed over."""
    return hash_of([[sheet.sheet_id, sheet.seq] for sheet in sheets])


def hash_of(document: object) -> str:
    """SHA-256 over the document as JSON with sorted keys, without spaces, in UTF-8."""
    written = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def counted_in(
    listed: Iterable[Mapping[str, Any]],
    sheets: Mapping[tuple[str, int], Scoresheet],
    candidates: Iterable[Candidate],
    number: Callable[[Sequence[str]], Mapping[str, int]],
) -> Sequence[Counted]:
    """The sheets on a round's list, each as it stood when the round was closed, of entries that are still judged.

    `sheets` are all of the round by id and seq; `number` gives the judges their numbers.
    """
    whose = {c.entry_id: c.organisation_id for c in candidates if c.is_eligible}
    found = (sheets.get((one["sheet_id"], one["seq"])) for one in listed)
    counted = [sheet for sheet in found if sheet is not None and sheet.entry_id in whose]
    numbers = number(sorted({sheet.judge_id for sheet in counted}))
    return [Counted(numbers[sheet.judge_id], sheet, whose[sheet.entry_id]) for sheet in counted]


def document_of(round_: Round, counted: Sequence[Counted], ties: Sequence[TieDecision], salt: str) -> Document:
    """All that the result rests on, the judges by their numbers. Refuses `TieUndecided`, and `NothingToCount`."""
    if not counted:
        raise no.NothingToCount
    in_order = sorted(counted, key=lambda c: (c.sheet.entry_id, c.judge))
    standings = placed([_sheet(c.judge, c.sheet.entry_id, round_.criteria, c.sheet.marks) for c in in_order],
                       round_.policy, ties)  # fmt: skip
    whose = {c.sheet.entry_id: c.organisation_id for c in in_order}
    return {
        "format": FORMAT,
        "salt": salt,
        "award_id": round_.award_id,
        "round_id": round_.round_id,
        "rubric": {"id": round_.rubric_id, "number": round_.rubric_number, "criteria": _json(round_.criteria)},
        "policy": round_.policy.model_dump(mode="json"),
        "ties": _json(ties),
        "closed_over": round_.sheets_hash,
        "sheets": [_told(c) for c in in_order],
        "standings": [_standing(s, round_.policy, whose[s.entry_id]) for s in standings],
    }


def _json(values: Sequence[Any]) -> list[Any]:
    return [value.model_dump(mode="json") for value in values]


def _told(counted: Counted) -> Document:
    sheet = counted.sheet
    return {"judge": counted.judge, "entry_id": sheet.entry_id, "marks": _json(sheet.marks), "total": sheet.total}


def _sheet(judge: int, entry_id: str, criteria: Sequence[Criterion], marks: Sequence[FinalMark]) -> Sheet:
    return Sheet(judge, entry_id, total(criteria, marks), {m.criterion: Decimal(m.mark) for m in marks})


def _standing(standing: Standing, policy: RoundPolicy, organisation_id: str) -> Document:
    written = f"{rounded(standing.total, policy.entry_decimals):f}"
    told = {"place": standing.place, "entry_id": standing.entry_id, "organisation_id": organisation_id}
    return {**told, "total": written, "sheets": standing.sheets}


def recomputed(document: Document) -> list[Document]:
    """The standings that follow from the sheets and rules of a document, whatever it says itself."""
    criteria = tuple(Criterion.model_validate(c) for c in document["rubric"]["criteria"])
    policy = RoundPolicy.model_validate(document["policy"])
    ties = [TieDecision.model_validate(t) for t in document["ties"]]
    sheets = [
        _sheet(s["judge"], s["entry_id"], criteria, [FinalMark.model_validate(m) for m in s["marks"]])
        for s in document["sheets"]
    ]
    whose = {s["entry_id"]: s["organisation_id"] for s in document["standings"]}
    return [dict(_standing(s, policy, whose.get(s.entry_id, ""))) for s in placed(sheets, policy, ties)]


def published(document: Document, policy: RoundPolicy) -> tuple[Placed, ...]:
    """What of a document everybody may see."""
    told = [s for s in document["standings"] if s["place"] <= policy.winners]
    return tuple(
        Placed(
            place=s["place"],
            entry_id=s["entry_id"],
            organisation_id=s["organisation_id"],
            total=s["total"] if policy.scores_published else None,
        )
        for s in told
    )


def seal(result: Result | None, _: SealResult, context: Context, found: Sealing) -> Sequence[Event]:
    """Sealed, once. Refuses `UnknownRound`, `RoundStillOpen`, `ResultSealedAlready`, and what the document does."""
    round_ = found.round
    if round_ is None:
        raise no.UnknownRound
    if round_.is_open:
        raise no.RoundStillOpen
    if result is not None:
        raise no.ResultSealedAlready
    if found.refusal is not None:
        raise found.refusal
    return (
        ResultSealed(
            result_id=result_id(round_.round_id),
            place=round_.place,
            award_id=round_.award_id,
            round_id=round_.round_id,
            number=1,
            sealed_hash=found.sealed_hash,
            sealed_by=context.actor_id,
            sealed_at=context.now,
        ),
    )


def publish(result: Result | None, _: PublishResult, context: Context, found: Publishing) -> Sequence[Event]:
    """Published, once; again changes nothing. Refuses `UnknownRound`, and `ResultNotSealed`."""
    if found.round is None or found.award is None:
        raise no.UnknownRound
    if result is None:
        raise no.ResultNotSealed
    if result.published_at is not None:
        return ()
    return (
        ResultPublished(
            result_id=result.result_id,
            place=result.place,
            award_id=result.award_id,
            award=found.award.name,
            round_id=result.round_id,
            round=found.round.name,
            number=result.number,
            sealed_hash=result.sealed_hash,
            places=found.places,
            published_by=context.actor_id,
            published_at=context.now,
        ),
    )


def apply(result: Result | None, event: Event) -> Result:
    """The result after the fact."""
    match event:
        case ResultSealed() | ResultSnapshot():
            return Result(**dict(event))
        case ResultPublished() if result:
            told = ("award", "round", "places", "published_by", "published_at")
            return replace(result, **{name: getattr(event, name) for name in told})
    raise TypeError(f"{type(event).__name__} is no fact of this result")


def snapshot(result: Result) -> ResultSnapshot:
    """All that told facts have said."""
    return ResultSnapshot(**{name: getattr(result, name) for name in ResultSnapshot.model_fields})


def places(result: Result) -> Places:
    """Those of the award."""
    return within(result.place, result.award_id)
