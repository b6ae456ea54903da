"""Organisations and who belongs to them: which rule decides which command."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress

from services.accounts.domain import members, organisation, tax_code
from services.accounts.domain.members import LetIn, Members, members_id
from services.accounts.domain.organisation import Registering, Revising, TaxIdentity
from services.accounts.handlers.nouns import MEMBERS, ORGANISATION
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Reactions
from shared.contracts.accounts import commands
from shared.contracts.accounts.events import OrganisationRegistered
from shared.contracts.personal import PersonText
from shared.errors import FieldFault, InvalidInput, NotFound
from shared.ids import is_id

TAX_CODE = tax_code.SEALED_AS
Joining = commands.AskToJoin | commands.AdmitMember | commands.EndMembership | LetIn


async def registering(command: commands.RegisterOrganisation, actor: Actor, needs: Needs) -> Registering:
    """Whether the tenant is there, and the tax code as it may be kept. Raises `InvalidInput` for one that is wrong."""
    tax = await tax_identity(command.tax_code, actor, (), needs)
    return Registering(await needs.tenants.read(command.tenant_id) is not None, tax)


async def revising(command: commands.ReviseOrganisation, actor: Actor, needs: Needs) -> Revising:
    """The tax code as it may be kept, and who belongs to the organisation. Raises as `registering`."""
    known = await needs.organisations.read(command.organisation_id)
    first = (known.state.registered_by,) if known else ()
    tax = await tax_identity(command.tax_code, actor, first, needs)
    return Revising(tax, await members_of(command, actor, needs))


async def tax_identity(code: str | None, actor: Actor, first: Sequence[str], needs: Needs) -> TaxIdentity:
    """A checked tax code in the forms in which it may be kept; a person's number sealed for who registered, or asks.

    Raises `InvalidInput` for one that is wrong.
    """
    if code is None:
        return TaxIdentity()
    try:
        checked = tax_code.check(code)
    except FieldFault as fault:
        raise InvalidInput((fault,)) from None
    key = needs.tax_key(checked.normal)
    if not checked.personal:
        return TaxIdentity(told=checked.normal, key=key)
    return TaxIdentity(key=key, household=True, sealed=await _sealed(checked.normal, actor, first, needs))


async def _sealed(code: str, actor: Actor, first: Sequence[str], needs: Needs) -> PersonText | None:
    """Under the key of the first of these who is a person and not erased; what a client brings is not kept."""
    for subject in (*first, actor.id) if actor.is_person else ():
        with suppress(NotFound):
            if await needs.people.read(subject) is not None:
                return PersonText(subject=subject, sealed=await needs.vault.seal(subject, TAX_CODE, code))
    return None


async def members_of(command: Joining | commands.ReviseOrganisation, _: Actor, needs: Needs) -> Members | None:
    """Who belongs to the organisation."""
    found = await needs.members.read(members_id(command.organisation_id))
    return found.state if found else None


async def whose_list(command: commands.AskToJoin, _: Actor, needs: Needs) -> members.Place | None:
    """The organisation, if there is one."""
    found = await needs.organisations.read(command.organisation_id)
    return members.Place(command.organisation_id, found.state.tenant_id) if found else None


async def where_they_belong(command: LetIn, _: Actor, needs: Needs) -> members.Place | None:
    """The organisation, if it and the person are of one tenant; a client that has registered one is no person."""
    organisation_, person = await asyncio.gather(
        needs.organisations.read(command.organisation_id), needs.people.read(command.person_id)
    )
    if organisation_ is None or person is None or person.state.tenant_id != organisation_.state.tenant_id:
        return None
    return members.Place(command.organisation_id, person.state.tenant_id)


def its_first_member(told: Incoming) -> Iterable[LetIn]:
    """Who registers an organisation is its first administrator."""
    event = told.event
    if isinstance(event, OrganisationRegistered) and is_id(event.registered_by):
        yield LetIn(organisation_id=event.organisation_id, person_id=event.registered_by, admin=True)


def _list_of(command: Joining) -> str:
    return members_id(command.organisation_id)


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.RegisterOrganisation, ORGANISATION, organisation.register, registering),
    PreparedHandler(commands.ReviseOrganisation, ORGANISATION, organisation.revise, revising),
    Handler(commands.VerifyOrganisation, ORGANISATION, organisation.verify),
    PreparedHandler(commands.AskToJoin, MEMBERS, members.ask, whose_list, target=_list_of),
    Handler(commands.AdmitMember, MEMBERS, members.admit, target=_list_of),
    Handler(commands.EndMembership, MEMBERS, members.end, target=_list_of),
    PreparedHandler(LetIn, MEMBERS, members.let_in, where_they_belong, target=_list_of),
)

HEARD: Reactions = {OrganisationRegistered: (Ask("first member", its_first_member, settled=(NotFound,)),)}
