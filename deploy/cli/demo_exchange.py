"""What is offered and needed, beside the demo: listings that are published, and fit one another."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr

from deploy.cli.client import Client, Refused
from deploy.cli.demo import PEOPLE, TENANT_ID, SignIn, demo_id
from deploy.cli.demo_acts import OPERATOR, Act, Stage
from shared.contracts.accounts.commands import RegisterOrganisation, RegisterPerson, VouchForMail
from shared.contracts.accounts.values import Sector
from shared.contracts.exchange.commands import ApproveListing, SaveListing, SubmitListing
from shared.contracts.exchange.values import ListingContent

LISTINGS = Path(__file__).with_name("demo_listings.yaml")
BUYER = ("cooperative", "Nguyễn Thị Hợp", "hop@gia-binh.example")
OWNERS = {"lua-vang": ("founder", "Cơ khí Lúa Vàng"), "gia-binh": ("cooperative", "Hợp tác xã Gia Bình")}
"""Organisation → whose it is, and what it is called."""


def make(address: str, operator: Client, password: str, done: Callable[[Refused], bool]) -> tuple[SignIn, ...]:
    """Makes what isn't there yet; `done` says of a refusal that it was made before. Raises `Refused`."""
    mails = {who: mail for who, _, mail in (*PEOPLE, BUYER)}
    with closing(Stage(address, operator, password, mails, done)) as stage:
        stage.play(_owners(password))
        for key, owner, content in listings():
            if not _is_there(stage.client(OWNERS[owner][0], "exchange"), key):
                stage.play(_listing(key, owner, content))
    return (SignIn(BUYER[0], BUYER[2], password),)


@cache
def listings() -> tuple[tuple[str, str, ListingContent], ...]:
    """The listings of the demo: key, owner, and what each says."""
    found: list[dict[str, Any]] = yaml.safe_load(LISTINGS.read_text(encoding="utf-8"))
    return tuple((one.pop("key"), one.pop("owner"), ListingContent.model_validate(one)) for one in found)


def _owners(password: str) -> Iterator[Act]:
    who, name, mail = BUYER
    person: dict[str, Any] = {"person_id": demo_id("person", who), "tenant_id": TENANT_ID, "name": name}
    yield Act(OPERATOR, RegisterPerson(**person, mail=mail, password=SecretStr(password)))
    yield Act(OPERATOR, VouchForMail(person_id=demo_id("person", who)))
    for key, (owner, called) in OWNERS.items():
        ids: dict[str, Any] = {"organisation_id": demo_id("organisation", key), "tenant_id": TENANT_ID}
        yield Act(owner, RegisterOrganisation(**ids, name=called, country="VN", sector=Sector.AGRICULTURE))


def _listing(key: str, owner: str, content: ListingContent) -> Iterator[Act]:
    """Posted by its owner, published by the organiser."""
    who, listing_id = OWNERS[owner][0], demo_id("listing", key)
    ids = {"listing_id": listing_id, "organisation_id": demo_id("organisation", owner)}
    yield Act(who, SaveListing(**ids, content=content))
    yield Act(who, SubmitListing(listing_id=listing_id))
    yield Act("organiser", ApproveListing(listing_id=listing_id, version=1))


def _is_there(client: Client, key: str) -> bool:
    """Whether its owner has posted it before: what has been done with it since is left as it is."""
    try:
        return bool(client.look(f"/api/exchange/listings/{demo_id('listing', key)}"))
    except Refused as refused:
        if refused.code == "not_found":
            return False
        raise
