"""What a person asks of the own data, and by when it must be answered (Law 91/2025/QH15, Decree 356/2025)."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.accounts.domain.working_days import due_after
from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.commands import AnswerDataRequest, AskAboutData, CancelDataRequest
from shared.contracts.accounts.events import DataRequestClosed, DataRequested, DataRequestSnapshot
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id
from shared.errors import NotFound

REASON = "data_request.reason"
"""What the reason of a refusal is sealed as, for ever."""
ANSWERED_IN, STOPPED_IN = 2, 15
"""Working days."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """A request as it stands.

    `open_kind` is its kind while it is open, so that a unique index lets nobody ask the same twice. `reason` is why it
    was refused, sealed under the person's key.
    """

    request_id: str
    person_id: str
    tenant_id: str
    kind: DataRequestKind
    asked_at: datetime
    answer_due: datetime
    stop_due: datetime
    status: DataRequestStatus = DataRequestStatus.OPEN
    open_kind: DataRequestKind | None = None
    closed_at: datetime | None = None
    in_time: bool | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What the rule must know of who asks: the tenant, and whether no other organiser is left there."""

    tenant_id: str
    last_organiser: bool = False


class ReasonWritten(Kept):
    """Why a request was refused, sealed under the person's key."""

    sealed: str


class CarryOut(Command, wire="accounts.carry_out_request", about="request_id", internal=True):
    """Does what was asked, now that its answer is due: nobody's inattention makes it late."""

    request_id: Id
    """Which."""


def ask(request: DataRequest | None, command: AskAboutData, context: Context, asking: Asking) -> tuple[Event, ...]:
    """A new request with its due times; the same again changes nothing.

    Refuses `RequestOpen` for an id that stands for another, `LastOrganiser` for the erasure of a tenant's last one.
    """
    if request is not None:
        if (request.person_id, request.kind) != (command.person_id, command.kind):
            raise no.RequestOpen
        return ()
    if asking.last_organiser and command.kind is DataRequestKind.ERASURE:
        raise no.LastOrganiser
    return (
        DataRequested(
            request_id=command.request_id,
            person_id=command.person_id,
            tenant_id=asking.tenant_id,
            kind=command.kind,
            asked_at=context.now,
            answer_due=due_after(context.now, ANSWERED_IN),
            stop_due=due_after(context.now, STOPPED_IN),
        ),
    )


def cancel(request: DataRequest | None, command: CancelDataRequest, context: Context) -> tuple[Event, ...]:
    """Takes it back; again changes nothing. Refuses `RequestOver` once it was answered, but for a stop to the use of
    data: that can be taken back as long as it holds."""
    if request is None:
        raise NotFound
    if request.status is DataRequestStatus.CANCELLED:
        return ()
    if not _is_in_force(request):
        _demand_open(request)
    return (_closed(request, DataRequestStatus.CANCELLED, context),)


def answer(
    request: DataRequest | None, command: AnswerDataRequest, context: Context, sealed: str | None
) -> tuple[Event, ...]:
    """Does it, or refuses it with a reason. Refuses `RequestOver`, `ReasonNeeded`."""
    if request is None:
        raise NotFound
    _demand_open(request)
    if command.done:
        return (_closed(request, DataRequestStatus.DONE, context),)
    if sealed is None:
        raise no.ReasonNeeded
    return (_closed(request, DataRequestStatus.REFUSED, context), ReasonWritten(sealed=sealed))


def carry_out(request: DataRequest | None, command: CarryOut, context: Context) -> tuple[Event, ...]:
    """Does it, unless it was closed meanwhile."""
    if request is None or request.open_kind is None:
        return ()
    return (_closed(request, DataRequestStatus.DONE, context),)


def _is_in_force(request: DataRequest) -> bool:
    return request.kind is DataRequestKind.RESTRICTION and request.status is DataRequestStatus.DONE


def _demand_open(request: DataRequest) -> None:
    if request.open_kind is None:
        raise no.RequestOver


def _closed(request: DataRequest, status: DataRequestStatus, context: Context) -> DataRequestClosed:
    return DataRequestClosed(
        request_id=request.request_id,
        person_id=request.person_id,
        tenant_id=request.tenant_id,
        kind=request.kind,
        status=status,
        closed_at=context.now,
        in_time=context.now <= request.answer_due if request.in_time is None else request.in_time,
    )


def apply(request: DataRequest | None, event: Event) -> DataRequest:
    """The request after the fact."""
    match event:
        case DataRequested():
            return DataRequest(**dict(event), open_kind=event.kind)
        case DataRequestSnapshot():
            still_open = event.kind if event.status is DataRequestStatus.OPEN else None
            return DataRequest(**dict(event), open_kind=still_open, reason=request.reason if request else None)
        case DataRequestClosed() if request:
            was_closed = replace(request, status=event.status, open_kind=None)
            return replace(was_closed, closed_at=event.closed_at, in_time=event.in_time)
        case ReasonWritten() if request:
            return replace(request, reason=event.sealed)
    raise TypeError(f"{type(event).__name__} is no fact of this request")


def snapshot(request: DataRequest) -> DataRequestSnapshot:
    """All that told facts have said."""
    return DataRequestSnapshot(
        request_id=request.request_id,
        person_id=request.person_id,
        tenant_id=request.tenant_id,
        kind=request.kind,
        asked_at=request.asked_at,
        answer_due=request.answer_due,
        stop_due=request.stop_due,
        status=request.status,
        closed_at=request.closed_at,
        in_time=request.in_time,
    )


def places(request: DataRequest) -> Places:
    """Where the person has the account."""
    return Places(request.tenant_id)


def carried_out_at(request: DataRequest) -> datetime | None:
    """When an open request is carried out by itself: at its answer's due time."""
    return request.answer_due if request.open_kind else None
