"""What the exchange needs from outside, each as small as the need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.exchange.domain.enquiry import Enquiry
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import Negotiation
from services.exchange.domain.parties import Acting, Organisation
from shared.auth import Actor
from shared.bus.ports import AggregateStore
from shared.contracts.accounts.roles import RoleName
from shared.contracts.personal import PersonText
from shared.contracts.places import Places

ORGANISATIONS = "organisations"
"""Where what accounts has told of organisations is kept: a row for each, by its id."""


class Organisations(Protocol):
    """What accounts has told of organisations."""

    async def of_person(self, person_id: str, tenant_id: str | None, wanted: str | None = None) -> Acting:
        """Those of the tenant that a person acts for; waits two seconds for a wanted one that may be new."""
        ...

    async def one(self, organisation_id: str) -> Organisation | None:
        """An organisation, if it is known."""
        ...


class Moderators(Protocol):
    """Who looks at what was handed in."""

    async def of_tenant(self, tenant_id: str) -> Sequence[str]:
        """The people who hold the role at the tenant."""
        ...


class Files(Protocol):
    """What organisations have handed in."""

    async def of(self, organisation_id: str, file_ids: Sequence[str]) -> Mapping[str, str]:
        """File → SHA-256, of those that are there and the organisation's."""
        ...


class Listings(Protocol):
    """Finds listings by what no told event says."""

    async def of_organisations(self, organisations: Acting, tenant_id: str | None) -> Sequence[Listing]:
        """All of theirs, the last changed first, two hundred at most."""
        ...

    async def waiting(self, tenant_ids: Sequence[str]) -> Sequence[Listing]:
        """Those that wait for a moderator, the oldest first, a hundred at most."""
        ...


class FileReaders(Protocol):
    """Finds the listings that a file stands in."""

    async def with_file(self, file_id: str) -> Sequence[Listing]:
        """Those that are published with it, or wait for a moderator with it."""
        ...


class Enquiries(Protocol):
    """Finds enquiries by their parties, and in no other way."""

    async def of_parties(self, organisations: Acting, listing_id: str | None) -> Sequence[Enquiry]:
        """Those from and to the organisations (about one listing), the newest first, two hundred at most."""
        ...


class Texts(Protocol):
    """Seals what people say in their own words."""

    async def seal(self, subject: str, purpose: str, text: str) -> PersonText:
        """The text, to be kept. Raises `NotFound` for who is erased, `Unavailable` while no key can be had."""
        ...

    async def open(self, texts: Sequence[PersonText], purpose: str, viewer_token: str = "") -> list[str | None]:
        """What they say, in their order, to the viewer; None for who is erased. Raises `Unavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules of this service need beside state and command."""

    listings: AggregateStore[Listing]
    enquiries: AggregateStore[Enquiry]
    negotiations: AggregateStore[Negotiation]
    organisations: Organisations
    moderators: Moderators
    files: Files
    texts: Texts
    new_id: Callable[[], str]
    """For pseudonyms: random, so that they tell nothing."""

    async def acts(self, actor: Actor, wanted: str | None = None) -> Acting:
        """The organisations that somebody acts for; waits for a wanted one that may be new."""
        if not actor.is_person:
            return frozenset()
        return await self.organisations.of_person(actor.id, actor.tenant_id, wanted)

    async def listing(self, listing_id: str) -> Listing | None:
        """A listing as it was saved."""
        found = await self.listings.read(listing_id)
        return found.state if found else None

    async def enquiry(self, enquiry_id: str) -> Enquiry | None:
        """An enquiry as it was saved."""
        found = await self.enquiries.read(enquiry_id)
        return found.state if found else None

    async def negotiation(self, negotiation_id: str) -> Negotiation | None:
        """A negotiation as it was saved."""
        found = await self.negotiations.read(negotiation_id)
        return found.state if found else None


def moderates(actor: Actor, tenant_id: str) -> bool:
    """Whether somebody looks at a tenant's listings: its moderators do, and its organisers."""
    return actor.is_one_at(Places(tenant_id), RoleName.MODERATOR, RoleName.ORGANISER)
