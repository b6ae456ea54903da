"""Long work of accounts: printed codes, and organisations from a file."""

from typing import Annotated

from pydantic import Field

from shared.contracts.accounts import refusals as no
from shared.contracts.commands import Command
from shared.contracts.jobs import JobExists, job_commands
from shared.contracts.values import Id, Line
from shared.errors import N_

JOB_COMMANDS = job_commands("accounts")


class RequestCodeSheet(Command, wire="accounts.request_code_sheet", about="job_id", refuses=(JobExists,), grave=True):
    """Makes one-use sign-in codes and a sheet of them to print and cut, for people without mail."""

    job_id: Id
    """The new job."""
    tenant_id: Id
    """Where the codes sign in."""
    edition_id: Id | None = None
    """For which edition they are handed out."""
    count: Annotated[int, Field(ge=1, le=500, title=N_("How many"))]
    """How many codes."""
    label: Annotated[Line, Field(min_length=1, max_length=80, title=N_("Written on each slip"))]
    """What stands on each slip."""
    days: Annotated[int, Field(ge=1, le=90, title=N_("Days that they hold"))] = 7
    """How long they hold."""


class RequestOrganisationImport(
    Command, wire="accounts.request_organisation_import", about="job_id", refuses=(JobExists,)
):
    """Reads a file of organisations that was uploaded and plans what it would change; nothing is changed yet."""

    job_id: Id
    """The new job."""
    tenant_id: Id
    """Where they are registered."""
    upload_id: Id
    """The uploaded file."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Its hash, so that no other file is read in its place."""


class AdoptImport(
    Command,
    wire="accounts.adopt_import",
    about="job_id",
    refuses=(no.JobNotReady, no.BaseMoved, no.JobOver),
):
    """Carries out what an import has planned, unless the organisations have changed since."""

    job_id: Id
    """Which."""


class CancelJob(Command, wire="accounts.cancel_job", about="job_id", refuses=(no.JobOver,)):
    """Stops a job and drops what it has made."""

    job_id: Id
    """Which."""
