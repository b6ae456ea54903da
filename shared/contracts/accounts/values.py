"""Values of accounts that its commands and events share."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from shared.contracts.values import Country, Id, Line, Slug, Value, fit_address
from shared.errors import N_

_NO_ADDRESS = r"@\s<>()\[\],;:\\\""
"""What stands in no address as it is written here: a header could be read otherwise by it."""
Mail = Annotated[
    str,
    Field(
        pattern=rf"^[^{_NO_ADDRESS}]{{1,64}}@[^{_NO_ADDRESS}.]+(?:\.[^{_NO_ADDRESS}.]+)+$",
        max_length=254,
        json_schema_extra={"format": "email"},
    ),
    BeforeValidator(fit_address),
]
PersonName = Annotated[Line, Field(min_length=1, max_length=120, title=N_("Your name"))]
"""As the person writes it."""
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 .-]{5,24}$")]
"""As it is dialled."""
Language = Annotated[str, StringConstraints(pattern=r"^(vi|en)$")]
"""In which mails and pages are written."""
Website = Annotated[
    str,
    Field(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=300, title=N_("Website")),
    BeforeValidator(fit_address),
]
TaxCode = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[0-9]{10}(?:-?[0-9]{3}|[0-9]{2})?$"),
    Field(title=N_("Tax code"), examples=["0100109106"]),
]
"""Ten digits, thirteen of a branch, or the twelve of a household business, which are a person's number."""
Scope = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[a-z_]+$", max_length=60)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.~-]{6,300}$")]


class Sector(StrEnum):
    """The field that an organisation works in, by the design's list."""

    AGRICULTURE = "agriculture"
    FOOD = "food"
    MANUFACTURING = "manufacturing"
    MATERIALS = "materials"
    ENERGY = "energy"
    ENVIRONMENT = "environment"
    HEALTH = "health"
    EDUCATION = "education"
    FINANCE = "finance"
    LOGISTICS = "logistics"
    TOURISM = "tourism"
    SOFTWARE = "software"
    ELECTRONICS = "electronics"
    SERVICES = "services"
    OTHER = "other"


class OrganisationSize(StrEnum):
    """How large an organisation is, by the law on support of small enterprises."""

    MICRO = "micro"
    """Up to ten people."""
    SMALL = "small"
    """Up to a hundred people in agriculture and industry, up to fifty in trade and services."""
    MEDIUM = "medium"
    """Up to two hundred people in agriculture and industry, up to a hundred in trade and services."""
    LARGE = "large"
    """More."""


class OrganisationFacts(Value):
    """The public facts of an organisation, whole."""

    name: Annotated[Line, Field(min_length=1, max_length=200, title=N_("Name of the startup"))]
    """As it calls itself."""
    legal_name: Annotated[Line | None, Field(max_length=300, title=N_("Registered name"))] = None
    """As it stands in the register of enterprises."""
    website: Website | None = None
    """Its own web address."""
    country: Annotated[Country | None, Field(title=N_("Country"))] = None
    """Where it sits."""
    location: Annotated[Line | None, Field(max_length=200, title=N_("Province or city"))] = None
    """Province or city, as it writes it."""
    founded_year: Annotated[int | None, Field(ge=1800, le=2100, title=N_("Year of founding"))] = None
    """The year in which it was founded."""
    founded_on: Annotated[date | None, Field(title=N_("Day of founding"))] = None
    """The day on which it was founded, where it is known."""
    team_size: Annotated[int | None, Field(ge=0, le=1_000_000, title=N_("People in the team"))] = None
    """How many people work in it."""
    sector: Annotated[Sector | None, Field(title=N_("Field"))] = None
    """The field that it works in."""
    size: Annotated[OrganisationSize | None, Field(title=N_("Size"))] = None
    """How large it is."""


class Standing(StrEnum):
    """What a person is in an organisation."""

    ASKED = "asked"
    """Has asked to belong to it, and does not yet."""
    MEMBER = "member"
    """Belongs to it, and may enter for it."""
    ADMIN = "admin"
    """Belongs to it, and may admit others and change it."""


class Member(Value):
    """A person's standing in an organisation."""

    person_id: Id
    """Who."""
    standing: Standing
    """As what."""


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    """It can be accepted."""
    ACCEPTED = "accepted"
    """It was accepted, once."""
    ENDED = "ended"
    """Taken back or expired."""


class Purpose(StrEnum):
    """What consent is given for, each by itself. What the event can't run without needs none."""

    NEWS = "news"
    """Mail about coming editions, programmes and deadlines."""
    SHARE_CONTACT = "share_contact"
    """Name, mail address and phone, for those with whom a meeting was agreed."""
    PHOTOS = "photos"
    """Pictures from the event in which the person can be recognised."""
    RESEARCH = "research"
    """Studies in which answers are counted together with those of others."""


class DataRequestKind(StrEnum):
    """What a person asks about the own data (Law 91/2025/QH15)."""

    EXPORT = "export"
    """A copy of all data of the person."""
    ERASURE = "erasure"
    """That the data are erased."""
    RESTRICTION = "restriction"
    """That the data are kept and no longer used."""


class DataRequestStatus(StrEnum):
    """Where such a request stands."""

    OPEN = "open"
    """It waits for an answer."""
    DONE = "done"
    """What was asked has been done."""
    REFUSED = "refused"
    """It was answered with a reason why not."""
    CANCELLED = "cancelled"
    """The person has taken it back."""


class TenantName(Value):
    """An address that a tenant had: it goes on leading there."""

    slug: Slug
    """Its part of the web address."""
