"""Two thousand commands on two hundred entries, in rounds, and what must come of them."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shared.contracts.accounts.commands import RegisterOrganisation, ReviseOrganisation
from shared.contracts.commands import Command
from shared.contracts.registration.commands import ReviseEntry, SubmitEntry, WithdrawEntry
from shared.contracts.registration.values import EntryAnswers, WithdrawalReason
from shared.ids import derived_id
from tests.harness.rest import RestClient, Sent

ENTRIES, ROUNDS, AT_ONCE = 200, 10, 24
ORGANISATIONS = ENTRIES // ROUNDS
"""Renamed in each round but the first, before which all are registered: people enter only for their own."""
TWICE = 10
"""One command in this many is sent twice at the same time, as by a client that doubts."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent in each round, to one programme."""

    tenant_id: str
    programme_id: str

    def entry_id(self, number: int) -> str:
        """The id of an entry."""
        return derived_id("load-entry", self.programme_id, str(number))

    def organisation_id(self, number: int) -> str:
        """The id of the organisation that enters it."""
        return derived_id("load-organisation", self.programme_id, str(number))

    def founding(self) -> Iterator[Command]:
        """What must be there before the first round."""
        for number in range(ENTRIES):
            yield RegisterOrganisation(
                organisation_id=self.organisation_id(number), tenant_id=self.tenant_id, name=f"Organisation {number}"
            )

    def commands(self, turn: int) -> Iterator[Command]:
        """One command for each entry, and some organisations."""
        for number in range(turn * ORGANISATIONS, (turn + 1) * ORGANISATIONS if turn else 0):
            yield ReviseOrganisation(
                organisation_id=self.organisation_id(number), name=f"Organisation {number}, renamed"
            )
        for number in range(ENTRIES):
            yield self._entry_command(number, turn)

    def expected(self, turn: int) -> dict[str, dict[str, object]]:
        """What the read model must say of each entry once a round is done."""
        return {self.entry_id(n): self._expected(n, turn) for n in range(ENTRIES)}

    def _expected(self, number: int, turn: int) -> dict[str, object]:
        withdrawn = _withdraws(number, turn)
        renamed = ORGANISATIONS <= number < (turn + 1) * ORGANISATIONS
        return {
            "title": _title(number, turn - withdrawn),
            "status": "WITHDRAWN" if withdrawn else "SUBMITTED",
            "withdrawalReason": "NO_TIME" if withdrawn else None,
            "organisationName": f"Organisation {number}, renamed" if renamed else f"Organisation {number}",
        }

    def _entry_command(self, number: int, turn: int) -> Command:
        entry_id, answers = self.entry_id(number), EntryAnswers(title=_title(number, turn), tags=("load",))
        if turn == 0:
            organisation_id = self.organisation_id(number)
            return SubmitEntry(
                entry_id=entry_id, programme_id=self.programme_id, organisation_id=organisation_id, answers=answers
            )
        if _withdraws(number, turn):
            return WithdrawEntry(entry_id=entry_id, reason=WithdrawalReason.NO_TIME)
        return ReviseEntry(entry_id=entry_id, answers=answers)


@dataclass(slots=True)
class Answers:
    """What the senders were told."""

    seqs: dict[str, list[int]] = field(default_factory=dict)
    """For each aggregate, in the order of its commands."""
    repeated: int = 0
    """How often a command had to be sent again."""
    disagreeing: list[str] = field(default_factory=list)
    """Commands that were sent twice and answered otherwise."""
    count: int = 0

    def take(self, command: Command, first: Sent, *others: Sent) -> None:
        """Notes the answers to one command."""
        self.count += 1
        self.seqs.setdefault(command.aggregate_id, []).append(first.seq)
        self.repeated += first.tries - 1
        if any((other.id, other.seq) != (first.id, first.seq) for other in others):
            self.disagreeing.append(command.aggregate_id)


class Senders:
    """Clients that send a round's commands, some at once."""

    def __init__(self, accounts: RestClient, registration: RestClient) -> None:
        self._clients = {"accounts": accounts, "registration": registration}
        self._free = asyncio.Semaphore(AT_ONCE)
        self.answers = Answers()

    async def send(self, load: Load, turn: int) -> None:
        """Sends a round and returns when each of its commands has been answered."""
        if turn == 0:
            await self._send_all(load.founding(), "founding")
        await self._send_all(load.commands(turn), str(turn))

    async def _send_all(self, commands: Iterable[Command], part: str) -> None:
        async with asyncio.TaskGroup() as group:
            for place, command in enumerate(commands):
                group.create_task(self._send(command, f"{command.aggregate_id}-{part}", 1 + (place % TWICE == 0)))

    async def _send(self, command: Command, command_id: str, times: int) -> None:
        client = self._clients[command.wire.split(".")[0]]
        async with self._free:
            self.answers.take(command, *await asyncio.gather(*(client.send(command, command_id) for _ in range(times))))


def _title(number: int, turn: int) -> str:
    return f"Entry {number}, version {turn}"


def _withdraws(number: int, turn: int) -> bool:
    return turn == ROUNDS - 1 and number % 4 == 0
