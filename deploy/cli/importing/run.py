"""Sends startups, several at once; all ids are derived, so that a run stopped half-way is finished by the next."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic import ValidationError

from deploy.cli.client import Refused, Sent
from deploy.cli.importing.ids import Ids
from deploy.cli.importing.rows import UnusableRow, command_id, startup_of
from shared.contracts.commands import Command

REASONS_SHOWN = 3


class Sends(Protocol):
    """Brings a command to the system, as often as it takes."""

    def send(self, command: Command, command_id: str) -> Sent:
        """Raises `Refused`, or `Unreachable` when nobody answers for long."""
        ...


@dataclass(slots=True)
class Summary:
    """What came of an import."""

    new: int = 0
    there_already: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How many for each reason."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """A few of those refused, for each reason."""

    @property
    def total(self) -> int:
        """Every line that was looked at."""
        return self.new + self.there_already + self.refused.total()

    def refuse(self, reason: str, which: str) -> None:
        """One more that was refused."""
        self.refused[reason] += 1
        shown = self.examples.setdefault(reason, [])
        if len(shown) < REASONS_SHOWN:
            shown.append(which)


@dataclass(frozen=True, slots=True)
class Target:
    """Where startups go, under which ids.

    `began` is the server's time at the start: an older receipt is of an earlier run.
    """

    tenant_id: str
    programme_id: str
    began: datetime
    ids: Ids


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one line: new or not, or the reason why it was refused."""

    which: str
    is_new: bool = False
    reason: str = ""


def run(lines: Sequence[str], client: Sends, target: Target, concurrency: int, progress: Callable[[], None]) -> Summary:
    """Sends what the lines stand for; `progress` is called after each. Raises `Unreachable`."""
    summary = Summary()
    for outcome in _outcomes(lines, lambda n, line: _send(n, line, client, target), concurrency):
        if outcome.reason:
            summary.refuse(outcome.reason, outcome.which)
        elif outcome.is_new:
            summary.new += 1
        else:
            summary.there_already += 1
        progress()
    return summary


def _outcomes(lines: Sequence[str], send: Callable[[int, str], Outcome], concurrency: int) -> Iterator[Outcome]:
    """As they come; no more wait than are sent at once, so that an end is an end."""
    with ThreadPoolExecutor(concurrency) as pool:
        waiting: set[Future[Outcome]] = set()
        for number, line in enumerate(lines, 1):
            waiting.add(pool.submit(send, number, line))
            if len(waiting) >= concurrency * 2:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        yield from (future.result() for future in waiting)


def _send(number: int, line: str, client: Sends, target: Target) -> Outcome:
    which = f"line {number}"
    try:
        startup = startup_of(line, target.tenant_id, target.programme_id, target.ids)
        which = f"{which} ({startup.name})"
        client.send(startup.organisation, command_id(startup.organisation))
        sent = client.send(startup.entry, command_id(startup.entry))
    except (UnusableRow, ValidationError) as error:
        return Outcome(which, reason=str(error) if isinstance(error, UnusableRow) else "does not fit")
    except Refused as refused:
        return Outcome(which, reason=refused.code or f"answered {refused.status}")
    return Outcome(which, is_new=datetime.fromisoformat(sent.result["receipt"]["submitted_at"]) >= target.began)
