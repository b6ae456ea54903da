"""An organisation that a file has brought: registered by the import itself, so that it is nobody's until one joins."""

from typing import Any

from services.accounts.domain.organisation import Organisation, TaxCodeKept
from shared.contracts.accounts.events import OrganisationRegistered
from shared.contracts.accounts.imports import RowTaxCode
from shared.contracts.accounts.refusals import TaxCodeTaken
from shared.contracts.accounts.values import OrganisationFacts
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.values import Id, Value


class ImportOrganisation(
    Command, wire="accounts.import_organisation", about="organisation_id", refuses=(TaxCodeTaken,), internal=True
):
    """A row of a file is to be registered; its values were checked when the import was planned."""

    organisation_id: Id
    """The new organisation, its id derived from the job and the row."""
    tenant_id: Id
    """Where it is registered."""
    job_id: Id
    """The import."""
    facts: OrganisationFacts
    """Its public facts."""
    tax: RowTaxCode
    """Its tax code."""


def register(organisation: Organisation | None, command: ImportOrganisation, _: Context) -> tuple[Event, ...]:
    """A new organisation. What was registered by an earlier attempt stays as it is, whatever became of it since."""
    if organisation is not None:
        return ()
    registered = OrganisationRegistered(
        organisation_id=command.organisation_id,
        tenant_id=command.tenant_id,
        registered_by=by_import(command.job_id),
        tax_code=command.tax.told,
        household=command.tax.household,
        **facts_of(command.facts),
    )
    if command.tax.key is None:
        return (registered,)
    return registered, TaxCodeKept(tax_key=command.tax.key, sealed_tax_code=command.tax.sealed)


def by_import(job_id: str) -> str:
    """Who is told to have registered it. No id of a person or client has this form: nobody has rights by it."""
    return f"import:{job_id}"


def facts_of(value: Value) -> dict[str, Any]:
    """The facts by their names."""
    return {name: getattr(value, name) for name in OrganisationFacts.model_fields}
