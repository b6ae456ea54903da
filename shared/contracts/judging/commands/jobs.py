"""Long work of judging: giving the entries to the judges."""

from typing import Annotated

from pydantic import Field

from shared.contracts.commands import Command
from shared.contracts.jobs import BaseMoved, JobExists, JobNotReady, JobOver, job_commands
from shared.contracts.judging import refusals as no
from shared.contracts.values import Id

JOB_COMMANDS = job_commands("judging")
ASSIGNMENT_KIND = "judge-assignment"


class RequestAssignment(
    Command,
    wire="judging.request_assignment",
    about="job_id",
    refuses=(JobExists, no.UnknownRound, no.RoundClosedAlready),
):
    """Works out who scores what in a round: the best total fit, without conflicts. Nothing is changed yet."""

    job_id: Id
    """The new job."""
    round_id: Id
    """For which round."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    """Of plans that are equally good it chooses one; the same seed on the same ground gives the same plan."""


class AdoptAssignment(
    Command, wire="judging.adopt_assignment", about="job_id", refuses=(JobNotReady, BaseMoved, JobOver)
):
    """Gives the entries to the judges as planned, unless something has changed since. What was done by hand stays."""

    job_id: Id
    """Which."""


class CancelAssignment(Command, wire="judging.cancel_assignment", about="job_id", refuses=(JobOver,)):
    """Stops the working out and drops the plan."""

    job_id: Id
    """Which."""
