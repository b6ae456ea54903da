"""An edition: one Techfest of a tenant, in one year."""

from dataclasses import dataclass, fields

from shared.contracts.context import Context
from shared.contracts.events import Event
from shared.contracts.places import Places
from shared.contracts.registration.commands import OpenEdition
from shared.contracts.registration.events import EditionOpened, EditionSnapshot
from shared.contracts.registration.refusals import EditionExists
from shared.contracts.values import Text


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as it stands."""

    edition_id: str
    tenant_id: str
    slug: str
    name: Text
    year: int
    zone: str


def open_edition(edition: Edition | None, command: OpenEdition, _: Context) -> tuple[Event, ...]:
    """A new edition; the same content again changes nothing. Refuses `EditionExists` for other content."""
    asked = dict(command)
    if edition is None:
        return (EditionOpened(**asked),)
    if edition != Edition(**asked):
        raise EditionExists
    return ()


def apply(_: Edition | None, event: Event) -> Edition:
    """The edition after the fact."""
    match event:
        case EditionOpened() | EditionSnapshot():
            return Edition(**dict(event))
    raise TypeError(f"{type(event).__name__} is no fact of an edition")


def snapshot(edition: Edition) -> EditionSnapshot:
    """All that told facts have said."""
    return EditionSnapshot(**{f.name: getattr(edition, f.name) for f in fields(edition)})


def places(edition: Edition) -> Places:
    """Its tenant and itself."""
    return Places(edition.tenant_id, edition.edition_id)
