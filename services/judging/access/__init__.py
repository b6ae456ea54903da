"""Who may do what: a row for each command, asked with the state on which it is decided."""

from collections.abc import Mapping

from services.judging.access import awards, judges, plans, rounds, scoresheets
from shared.bus.dispatch import May
from shared.contracts.commands import Command

ACCESS: Mapping[type[Command], May] = {
    **awards.ACCESS,
    **rounds.ACCESS,
    **judges.ACCESS,
    **plans.ACCESS,
    **scoresheets.ACCESS,
}
