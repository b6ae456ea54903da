"""Organisations and who belongs to them."""

from typing import Annotated

from pydantic import Field

from shared.contracts.accounts import refusals as no
from shared.contracts.accounts.values import OrganisationFacts, TaxCode
from shared.contracts.commands import Command
from shared.contracts.values import Id
from shared.errors import N_


class RegisterOrganisation(
    OrganisationFacts,
    Command,
    wire="accounts.register_organisation",
    about="organisation_id",
    refuses=(no.OrganisationExists, no.TaxCodeTaken),
):
    """Makes an organisation known, with its public facts; who registers it is its first administrator."""

    organisation_id: Id
    """The new organisation."""
    tenant_id: Id
    """Where it is registered."""
    tax_code: TaxCode | None = None
    """Its tax code; twelve digits are a person's number and stay within accounts."""


class ReviseOrganisation(
    OrganisationFacts,
    Command,
    wire="accounts.revise_organisation",
    about="organisation_id",
    refuses=(no.TaxCodeTaken,),
):
    """Changes the public facts of an organisation, whole; another name or tax code is to be verified again."""

    organisation_id: Id
    """Which."""
    tax_code: TaxCode | None = None
    """Its tax code; twelve digits are a person's number and stay within accounts."""


class VerifyOrganisation(Command, wire="accounts.verify_organisation", about="organisation_id"):
    """Says that an organisation is what it says, by the register of enterprises; or takes that back."""

    organisation_id: Id
    """Which."""
    verified: bool = True
    """Whether it is."""


class AskToJoin(Command, wire="accounts.ask_to_join", about="organisation_id"):
    """Asks the administrators of an organisation to be let in."""

    organisation_id: Id
    """Which."""


class AdmitMember(Command, wire="accounts.admit_member", about="organisation_id", refuses=(no.NotAsked, no.LastAdmin)):
    """Lets in who has asked, or changes whether a member is an administrator."""

    organisation_id: Id
    """Where."""
    person_id: Id
    """Who."""
    admin: Annotated[bool, Field(title=N_("Administrator"))] = False
    """Whether as an administrator."""


class EndMembership(Command, wire="accounts.end_membership", about="organisation_id", refuses=(no.LastAdmin,)):
    """Leaves an organisation, takes a member out, or declines who has asked. Again is harmless."""

    organisation_id: Id
    """Where."""
    person_id: Id
    """Who."""
