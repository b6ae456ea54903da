"""What comes of commands to registration."""

from collections.abc import Mapping
from datetime import datetime

from gateway.graph.results.result import Result, Told
from gateway.graph.types.decisions import Release
from gateway.graph.types.registration import Edition, Entry, Programme, Receipt
from shared.contracts.commands import Command
from shared.contracts.registration import commands as registration


def _receipt(told: Told) -> Told:
    receipt = told["receipt"]
    return {"receipt_code": receipt["code"], "submitted_at": datetime.fromisoformat(receipt["submitted_at"])}


VERSION = Result(told={"version": (int, "By which the page is closed for a release.", lambda told: told["version"])})
RESULTS: Mapping[type[Command], Result] = {
    registration.OpenEdition: Result(Edition),
    registration.OpenProgramme: Result(Programme),
    registration.SubmitEntry: Result(Entry, {"receipt": (Receipt, "What proves the submission.", _receipt)}),
    registration.ReviseEntry: Result(Entry),
    registration.WithdrawEntry: Result(Entry),
    registration.PrepareDecisions: VERSION,
    registration.ClearDecisions: VERSION,
    registration.CloseDecisions: VERSION,
    registration.ReleaseDecisions: Result(Release),
}
