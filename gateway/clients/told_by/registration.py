"""The nouns whose rows tell of commands to registration."""

from collections.abc import Mapping

from shared.contracts.commands import Command
from shared.contracts.registration import commands as registration

TOLD_BY: Mapping[type[Command], str] = {
    registration.OpenEdition: "edition",
    registration.OpenProgramme: "programme",
    registration.SubmitEntry: "entry",
    registration.ReviseEntry: "entry",
    registration.WithdrawEntry: "entry",
    registration.ReleaseDecisions: "release",
}
