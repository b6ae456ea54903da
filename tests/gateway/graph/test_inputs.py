"""Input types are read off the commands' classes."""

from typing import Annotated, Literal

import pytest
import strawberry
from pydantic import Field
from strawberry.schema.config import StrawberryConfig

from gateway.graph.commands import Mutations
from gateway.graph.inputs import Inputs, NoInputType, SameName, plain
from gateway.graph.scalars import SCALARS
from shared.contracts.registration.commands import SubmitEntry
from shared.contracts.values import Instant, Money, Value


class Cash(Value):
    """Paid at once."""

    kind: Literal["cash"] = "cash"
    price: Money
    """How much."""


class Share(Value):
    """Paid in shares."""

    kind: Literal["share"] = "share"
    percent: Annotated[int, Field(ge=1, le=99)]
    """How many of a hundred."""


class Offer(Value):
    """An offer."""

    offer_id: str
    """The offer."""
    terms: Annotated[Cash | Share, Field(discriminator="kind")]
    """What is paid."""
    until: Instant | None = None
    """Until when."""


SDL = '''directive @oneOf on INPUT_OBJECT

"""Paid at once."""
input CashInput {
  """How much."""
  price: MoneyInput!
}

"""Exactly one of these."""
input CashOrShareInput @oneOf {
  """Paid at once."""
  cash: CashInput

  """Paid in shares."""
  share: ShareInput
}

"""Date with time (isoformat)"""
scalar DateTime

"""
A whole number of up to 64 bits; answered as text, because many clients round larger numbers.
"""
scalar Long

"""
An amount in the smallest unit of its currency (đồng has none smaller).
"""
input MoneyInput {
  """
  Whole units of the currency's smallest part. At most 1000000000000000000.
  """
  amountMinor: Long!

  """ISO 4217."""
  currency: String
}

"""An offer."""
input OfferInput {
  """The offer."""
  offerId: ID!

  """What is paid."""
  terms: CashOrShareInput!

  """Until when."""
  until: DateTime
}

type Query {
  echo(offer: OfferInput!): String!
}

"""Paid in shares."""
input ShareInput {
  """How many of a hundred. At least 1, at most 99."""
  percent: Int!
}'''


def schema() -> strawberry.Schema:
    made = Inputs().of(Offer)

    def echo(offer):
        return str(plain(offer))

    echo.__annotations__ = {"offer": made, "return": str}
    query = strawberry.type(type("Query", (), {"echo": strawberry.field(resolver=echo)}))
    return strawberry.Schema(query=query, config=StrawberryConfig(scalar_map=SCALARS))


def test_an_input_has_the_names_limits_and_texts_of_its_class():
    assert schema().as_str() == SDL


def test_an_input_becomes_what_the_class_reads():
    offer = '{offerId: "offer-001", terms: {cash: {price: {amountMinor: 5000000000}}}}'
    answer = schema().execute_sync(f"{{ echo(offer: {offer}) }}")
    assert answer.errors is None
    expected = {"offer_id": "offer-001", "terms": {"kind": "cash", "price": {"amount_minor": 5_000_000_000}}}
    assert answer.data == {"echo": str(expected)}
    assert Offer.model_validate(expected).terms == Cash(price=Money(amount_minor=5_000_000_000))


def test_two_inputs_of_one_name_are_refused():
    other = type("Offer", (Value,), {"__annotations__": {"id": str}, "__doc__": "Another."})
    inputs = Inputs()
    inputs.of(Offer)
    with pytest.raises(SameName, match="OfferInput"):
        inputs.of(other)


def test_two_commands_of_one_name_are_refused():
    with pytest.raises(SameName):
        Mutations((SubmitEntry, SubmitEntry), {})


def test_a_type_that_graphql_lacks_is_refused():
    odd = type("Odd", (Value,), {"__annotations__": {"when": complex}, "__doc__": "Odd.", "model_config": {
        "arbitrary_types_allowed": True}})  # fmt: skip
    with pytest.raises(NoInputType, match="when"):
        Inputs().of(odd)
