"""A command: something asked of a service, declared once in its owner's contract."""

from typing import Any, ClassVar, cast

from shared.contracts.values import Value
from shared.errors import Refusal

_all: dict[str, type["Command"]] = {}


class Command(Value):
    """Something asked of a service.

    `wire` is its name outside (`judging.submit_scoresheet`), `about` the field that holds the aggregate's id,
    `refuses` the refusals that its rule may raise. The REST route, the GraphQL mutation, the command line and a
    form's limits are derived from the class. An `internal` one is sent by timers, reactions and jobs of its own
    service only: it has no route and no mutation, and may be declared in the service's domain. A `grave` one is
    refused while the service may not know of a revoked role. One that is done `in_person`, and every grave one, is
    refused to a program that holds a person's token: a person sends it in a session of their own.
    """

    wire: ClassVar[str]
    about: ClassVar[str]
    refuses: ClassVar[tuple[type[Refusal], ...]] = ()
    internal: ClassVar[bool] = False
    grave: ClassVar[bool] = False
    in_person: ClassVar[bool] = False

    def __init_subclass__(
        cls,
        *,
        wire: str,
        about: str,
        refuses: tuple[type[Refusal], ...] = (),
        internal: bool = False,
        grave: bool = False,
        in_person: bool = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init_subclass__(**kwargs)
        if wire in _all:
            raise TypeError(f"two commands are called {wire}")
        if about not in cls.__annotations__:
            raise TypeError(f"{cls.__name__} has no field {about}")
        cls.wire, cls.about, cls.refuses = wire, about, refuses
        cls.internal, cls.grave, cls.in_person = internal, grave, in_person
        _all[wire] = cls

    @property
    def aggregate_id(self) -> str:
        """The id of the aggregate that the command is about."""
        return cast(str, getattr(self, self.about))


def commands_of(owner: str) -> tuple[type[Command], ...]:
    """What may be asked of an owner whose contract has been imported, in order of declaration."""
    return tuple(c for c in _declared(owner) if not c.internal)


def internal_commands_of(owner: str) -> tuple[type[Command], ...]:
    """What an owner asks of itself alone, as far as it has been imported, in order of declaration."""
    return tuple(c for c in _declared(owner) if c.internal)


def _declared(owner: str) -> list[type[Command]]:
    return [c for wire, c in _all.items() if wire.split(".", 1)[0] == owner]
