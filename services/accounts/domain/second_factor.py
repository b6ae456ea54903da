"""The second step of signing in: codes by the clock (RFC 6238) and recovery codes, each used once.

Neither the secret nor the codes stand in the state: they are derived from its generation. A time step that was used is
written down, so that a code read over a shoulder opens nothing.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from shared.contracts.accounts.events import SecondFactorSnapshot, SecondFactorSwitched
from shared.contracts.accounts.refusals import MailUnproven, SecondFactorOff, SecondFactorOn, WrongCode
from shared.contracts.commands import Command
from shared.contracts.context import Context
from shared.contracts.events import Event, Kept
from shared.contracts.places import Places
from shared.contracts.values import Id

RECOVERY_CODES = 10


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The second step of a person. `generation` is what it is derived from while it is on, `begun` what it would be."""

    factor_id: str
    person_id: str
    tenant_id: str
    generation: str | None = None
    begun: str | None = None
    last_step: int = 0
    recovery_used: tuple[int, ...] = ()

    @property
    def on(self) -> bool:
        """Whether signing in needs it."""
        return self.generation is not None


def factor_id(person_id: str) -> str:
    """The id of a person's second step, found from the person alone."""
    return hashlib.sha256(f"second factor\x1f{person_id}".encode()).hexdigest()[:32]


class BeginSecondFactor(
    Command,
    wire="accounts.begin_second_factor",
    about="factor_id",
    refuses=(SecondFactorOn, MailUnproven),
    internal=True,
):
    """A person wants a second step, and is shown its secret."""

    factor_id: Id
    """The person's."""
    person_id: Id
    """Whose."""
    tenant_id: Id
    """Where the account is."""
    generation: Id
    """What secret and recovery codes are derived from."""


class ConfirmSecondFactor(
    Command,
    wire="accounts.confirm_second_factor",
    about="factor_id",
    refuses=(SecondFactorOff, WrongCode),
    internal=True,
):
    """The first code was typed: the step is on."""

    factor_id: Id
    """The person's."""
    generation: Id
    """Of which the code is."""
    step: int | None
    """The time step whose code it is; unset for a wrong one."""


class UseSecondFactor(
    Command, wire="accounts.use_second_factor", about="factor_id", refuses=(SecondFactorOff, WrongCode), internal=True
):
    """A code was typed, to sign in or to switch the step off."""

    factor_id: Id
    """The person's."""
    generation: Id
    """Of which the code is."""
    step: int | None
    """The time step whose code it is."""
    recovery: Annotated[int | None, Field(ge=0, lt=RECOVERY_CODES)]
    """Which recovery code it is."""
    switch_off: bool
    """Whether the step is to be off from now on."""


class EndSecondFactor(Command, wire="accounts.end_second_factor", about="factor_id", internal=True):
    """The owner of the account's address has come: a step that somebody else has set up is off."""

    factor_id: Id
    """The person's."""


class SecondFactorBegun(Kept):
    """A secret was shown; it isn't needed yet."""

    factor_id: Id
    person_id: Id
    tenant_id: Id
    generation: str


class SecondFactorUsed(Kept):
    """The newest time step whose code was used, and all recovery codes that were."""

    last_step: int
    recovery_used: tuple[int, ...]


class SecondFactorConfirmed(Kept):
    """What was begun is what holds."""

    generation: str
    last_step: int


def begin(factor: SecondFactor | None, command: BeginSecondFactor, _: Context, unproven: bool) -> tuple[Event, ...]:
    """A secret to be confirmed. Refuses `SecondFactorOn`: a stranger at an open session changes nothing.

    Refuses `MailUnproven` under an address that may be somebody else's: it would lock its owner out.
    """
    if factor is not None and factor.on:
        raise SecondFactorOn
    if unproven:
        raise MailUnproven
    return (
        SecondFactorBegun(
            factor_id=command.factor_id,
            person_id=command.person_id,
            tenant_id=command.tenant_id,
            generation=command.generation,
        ),
    )


def confirm(factor: SecondFactor | None, command: ConfirmSecondFactor, _: Context) -> tuple[Event, ...]:
    """On, with the code's step used. Refuses `SecondFactorOff` where none was begun, `WrongCode`."""
    if factor is None or factor.begun is None:
        raise SecondFactorOff
    if command.step is None or command.generation != factor.begun:
        raise WrongCode
    return (
        SecondFactorConfirmed(generation=factor.begun, last_step=command.step),
        _switched(factor, True),
    )


def use(factor: SecondFactor | None, command: UseSecondFactor, _: Context) -> tuple[Event, ...]:
    """A code used, once. Refuses `SecondFactorOff`, and `WrongCode` for one that is wrong or was used before."""
    if factor is None or not factor.on:
        raise SecondFactorOff
    if command.generation != factor.generation:
        raise WrongCode
    used = _used(factor, command)
    return (used, _switched(factor, False)) if command.switch_off else (used,)


def end(factor: SecondFactor | None, _: EndSecondFactor, __: Context) -> tuple[Event, ...]:
    """Off, without a code; what is off stays so."""
    return (_switched(factor, False),) if factor is not None and (factor.on or factor.begun) else ()


def _used(factor: SecondFactor, command: UseSecondFactor) -> SecondFactorUsed:
    if command.step is not None and command.step > factor.last_step:
        return SecondFactorUsed(last_step=command.step, recovery_used=factor.recovery_used)
    if command.recovery is not None and command.recovery not in factor.recovery_used:
        return SecondFactorUsed(last_step=factor.last_step, recovery_used=(*factor.recovery_used, command.recovery))
    raise WrongCode


def _switched(factor: SecondFactor, on: bool) -> SecondFactorSwitched:
    return SecondFactorSwitched(
        factor_id=factor.factor_id, person_id=factor.person_id, tenant_id=factor.tenant_id, on=on
    )


def apply(factor: SecondFactor | None, event: Event) -> SecondFactor:
    """The second step after the fact."""
    match event:
        case SecondFactorBegun():
            born = factor or SecondFactor(event.factor_id, event.person_id, event.tenant_id)
            return replace(born, begun=event.generation)
        case SecondFactorConfirmed() if factor:
            return replace(factor, generation=event.generation, begun=None, last_step=event.last_step, recovery_used=())
        case SecondFactorUsed() if factor:
            return replace(factor, last_step=event.last_step, recovery_used=event.recovery_used)
        case SecondFactorSwitched() | SecondFactorSnapshot():
            born = factor or SecondFactor(event.factor_id, event.person_id, event.tenant_id)
            return born if event.on else replace(born, generation=None, begun=None, last_step=0, recovery_used=())
    raise TypeError(f"{type(event).__name__} is no fact of a second step")


def snapshot(factor: SecondFactor) -> SecondFactorSnapshot:
    """All that told facts have said."""
    return SecondFactorSnapshot(
        factor_id=factor.factor_id, person_id=factor.person_id, tenant_id=factor.tenant_id, on=factor.on
    )


def places(factor: SecondFactor) -> Places:
    """Where the account is."""
    return Places(factor.tenant_id)
