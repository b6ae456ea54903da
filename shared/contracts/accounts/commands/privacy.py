"""What a person decides about the own data."""

from typing import Annotated

from pydantic import Field

from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.values import DataRequestKind, Purpose
from shared.contracts.commands import Command
from shared.contracts.values import Id, Prose
from shared.errors import N_


class GiveConsent(Command, wire="accounts.give_consent", about="person_id", in_person=True):
    """Agrees to one purpose, having read its text; the answer is a receipt."""

    person_id: Id
    """Who agrees: nobody can for another."""
    purpose: Purpose
    """To what."""
    text_version: Annotated[int, Field(ge=1, le=1000)]
    """The version of the purpose's text that was shown."""


class WithdrawConsent(Command, wire="accounts.withdraw_consent", about="person_id", in_person=True):
    """Takes consent back, as easily as it was given."""

    person_id: Id
    """Who agreed."""
    purpose: Purpose
    """To what."""


class AskAboutData(
    Command,
    wire="accounts.ask_about_data",
    about="request_id",
    refuses=(no.RequestOpen, no.LastOrganiser),
    in_person=True,
):
    """Asks for the own data, for its erasure, or to stop its use. An answer is due in two working days."""

    request_id: Id
    """The new request."""
    person_id: Id
    """Whose data."""
    kind: DataRequestKind
    """What is asked."""


class CancelDataRequest(
    Command, wire="accounts.cancel_data_request", about="request_id", refuses=(no.RequestOver,), in_person=True
):
    """Takes a request back while nothing was done."""

    request_id: Id
    """Which."""


class AnswerDataRequest(
    Command,
    wire="accounts.answer_data_request",
    about="request_id",
    refuses=(no.RequestOver, no.ReasonNeeded),
    grave=True,
):
    """Does what was asked, or refuses it with a reason that the law allows."""

    request_id: Id
    """Which."""
    done: bool
    """Whether it is done; else it is refused."""
    reason: Annotated[Prose | None, Field(max_length=2000, title=N_("Reason"))] = None
    """Why it is refused; sealed under the person's key."""
