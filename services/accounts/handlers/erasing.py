"""A person is erased: the request's end erases the person, and the person's end all that hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.accounts.domain import erasure, restriction
from services.accounts.domain.erasure import ErasePerson, ForgetRoles, PutOut
from services.accounts.domain.members import members_id
from services.accounts.domain.restriction import ResumeProcessing, StopProcessing
from services.accounts.domain.roles import roles_id
from services.accounts.handlers.nouns import MEMBERS, PERSON, ROLES
from services.accounts.ports import FilesOfPerson, Memberships, Sessions, TokensOfPerson, Vault
from shared.bus.dispatch import AnyHandler, Handler
from shared.bus.messages import Incoming
from shared.bus.reactions import Ask, Do, Reactions, Send, command_id
from shared.contracts.accounts.commands import WithdrawConsent
from shared.contracts.accounts.events import DataRequestClosed, PersonErased
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose
from shared.contracts.commands import Command
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of a person beside the aggregates that hear of the end by themselves."""

    vault: Vault
    sessions: Sessions
    memberships: Memberships
    tokens: TokensOfPerson
    send: Send
    files: tuple[FilesOfPerson, ...] = ()


def what_was_asked(told: Incoming) -> Iterable[Command]:
    """A request that is done: the person is erased, or agrees to nothing any more."""
    event = told.event
    if not isinstance(event, DataRequestClosed) or event.status is not DataRequestStatus.DONE:
        return
    if event.kind is DataRequestKind.ERASURE:
        yield ErasePerson(person_id=event.person_id)
    elif event.kind is DataRequestKind.RESTRICTION:
        yield StopProcessing(person_id=event.person_id)
        for purpose in Purpose:
            yield WithdrawConsent(person_id=event.person_id, purpose=purpose)


def what_was_taken_back(told: Incoming) -> Iterable[Command]:
    """A request that is taken back: where the use of data had stopped, it goes on."""
    event = told.event
    ended = (DataRequestKind.RESTRICTION, DataRequestStatus.CANCELLED)
    if isinstance(event, DataRequestClosed) and (event.kind, event.status) == ended:
        yield ResumeProcessing(person_id=event.person_id)


def roles_of_gone(told: Incoming) -> Iterable[Command]:
    """Who is gone holds nothing."""
    if isinstance(told.event, PersonErased):
        yield ForgetRoles(person_id=told.event.person_id)


async def clear(told: Incoming, remains: Remains) -> None:
    """Ends sessions and memberships, and destroys the keys last: until then all of it can be done again."""
    event = told.event
    if not isinstance(event, PersonErased):
        return
    people = (event.person_id, *event.merged)
    for person_id in people:
        await remains.sessions.end_all(person_id)
        for files in remains.files:
            await files.drop_of(person_id)
        for organisation_id in await remains.memberships.of(person_id):
            put_out = PutOut(organisation_id=organisation_id, person_id=person_id)
            await remains.send(put_out, command_id(told, "put out", organisation_id), told.envelope.traceparent)
    await remains.vault.destroy(people)


def _roles_of(command: ForgetRoles) -> str:
    return roles_id(command.person_id)


def _members_of(command: PutOut) -> str:
    return members_id(command.organisation_id)


COMMANDS: tuple[AnyHandler, ...] = (
    Handler(ErasePerson, PERSON, erasure.erase),
    Handler(StopProcessing, PERSON, restriction.stop),
    Handler(ResumeProcessing, PERSON, restriction.resume),
    Handler(ForgetRoles, ROLES, erasure.forget_roles, target=_roles_of),
    Handler(PutOut, MEMBERS, erasure.put_out, target=_members_of),
)

HEARD: Reactions = {
    DataRequestClosed: (
        Ask("do what was asked", what_was_asked, settled=(NotFound,)),
        Ask("go on as before", what_was_taken_back, settled=(NotFound,)),
    ),
    PersonErased: (Ask("forget roles", roles_of_gone, settled=(NotFound,)), Do(clear)),
}
