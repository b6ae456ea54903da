"""What comes of commands to registration."""

from collections.abc import Mapping
from datetime import datetime

from gateway.graph.results.result import Result, Told
from gateway.graph.types.registration import Edition, Entry, Programme, Receipt
from shared.contracts.commands import Command
from shared.contracts.registration import commands as registration


def _receipt(told: Told) -> Told:
    receipt = told["receipt"]
    return {"receipt_code": receipt["code"], "submitted_at": datetime.fromisoformat(receipt["submitted_at"])}


RESULTS: Mapping[type[Command], Result] = {
    registration.OpenEdition: Result(Edition),
    registration.OpenProgramme: Result(Programme),
    registration.SubmitEntry: Result(Entry, {"receipt": (Receipt, "What proves the submission.", _receipt)}),
    registration.ReviseEntry: Result(Entry),
    registration.WithdrawEntry: Result(Entry),
}
