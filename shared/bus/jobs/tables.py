"""What a service puts into its tables for its jobs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.bus.dispatch import AnyHandler, Handler, May, only_itself
from shared.bus.jobs.rules import Tell, begin, expire, fail, finish, free, report
from shared.bus.jobs.state import HOLD, RESULT, Job, job_noun
from shared.bus.nouns import Json, Noun
from shared.bus.sweeping import Timed
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Told
from shared.contracts.jobs import JobCommands

Rule = Callable[[Tell, Job | None, Any, Context], Sequence[Event]]


def job_access(service: str, commands: JobCommands) -> Mapping[type[Command], May]:
    """The rows of access for what a service asks of itself about its jobs."""
    return {command: only_itself(service) for command in commands.all}


class Jobs:
    """The jobs of an owner: their noun, the rows of their internal commands, their timers."""

    def __init__(self, changed: type[Told], snapshot: type[Told], commands: JobCommands) -> None:
        """`changed` and `snapshot` are the told events, `commands` the internal ones, that its contract declares."""
        self.commands = commands
        self.noun: Noun[Job] = job_noun(snapshot)
        by_rule: Mapping[type[Any], Rule] = {
            commands.begin: begin,
            commands.report: report,
            commands.finish: finish,
            commands.fail: fail,
            commands.free: free,
            commands.expire: expire,
        }
        self.rows: tuple[AnyHandler, ...] = tuple(
            Handler(command, self.noun, _telling(changed, rule), whose) for command, rule in by_rule.items()
        )
        self.timed: Timed = {
            (self.noun.name, HOLD): lambda job_id, _: commands.free(job_id=job_id),
            (self.noun.name, RESULT): lambda job_id, _: commands.expire(job_id=job_id),
        }


def whose(job: Job) -> Json | None:
    """What the worker is told: whose the job is, and where it stands."""
    return {"run": job.run, "status": job.status.value}


def _telling(changed: type[Told], rule: Rule) -> Callable[[Job | None, Any, Context], Sequence[Event]]:
    def decide(job: Job | None, command: Any, context: Context) -> Sequence[Event]:  # noqa: ANN401 - one of several
        return rule(changed, job, command, context)

    return decide
