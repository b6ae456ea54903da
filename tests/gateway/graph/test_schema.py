"""The schema is as committed, and says of everything what it is."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
)

import gateway
from gateway.graph.enums import judging
from gateway.graph.schema import core, made, schema_text
from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.values import (
    DataRequestKind,
    DataRequestStatus,
    InvitationStatus,
    OrganisationSize,
    Purpose,
    Sector,
    Standing,
)
from shared.contracts.exchange import values as trading
from shared.contracts.exchange.values import IpKind, TransferMode
from shared.contracts.matchmaking import values as matchmaking
from shared.contracts.notifications.values import MessageKind
from shared.contracts.registration.values import RejectionReason

COMMITTED = Path(gateway.__file__).with_name("schema.graphql")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return core(made())


def test_the_schema_is_as_committed():
    assert schema_text() == COMMITTED.read_text()


def test_every_type_field_argument_and_value_says_what_it_is(schema):
    silent = []
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        silent += [] if kind.description else [name]
        if isinstance(kind, GraphQLEnumType):
            silent += [f"{name}.{value}" for value, told in kind.values.items() if not told.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            arguments = [(f, a, told) for f, d in kind.fields.items() for a, told in d.args.items()]
            silent += [f"{name}.{f}({a})" for f, a, told in arguments if not told.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            silent += [f"{name}.{f}" for f, d in kind.fields.items() if not d.description]
    assert silent == []


def test_a_value_says_what_stands_under_it_in_the_contract(schema):
    statuses = {name: told.description for name, told in schema.type_map["JobStatus"].values.items()}
    assert statuses["READY"] == "Computed; what it would change is to be adopted."
    reasons = schema.type_map["WithdrawalReason"].values
    assert reasons["ENTERED_TWICE"].description == "Entered twice."


def test_a_node_that_is_not_seen_can_be_answered(schema):
    assert not isinstance(schema.query_type.fields["node"].type, GraphQLNonNull)
    assert not isinstance(schema.query_type.fields["nodes"].type.of_type.of_type, GraphQLNonNull)


def test_every_mutation_answers_its_result_or_a_refusal(schema):
    for name, field in schema.mutation_type.fields.items():
        union = field.type.of_type
        accepted = f"{name[0].upper()}{name[1:]}Accepted"
        assert [t.name for t in union.types] == [accepted, "Refusal"]


OF_MATCHMAKING = {
    "IpKind": IpKind,
    "TransferMode": TransferMode,
    "MatchSideName": matchmaking.Side,
    "MatchFactorName": matchmaking.Factor,
    "MatchNews": matchmaking.MatchNews,
    "MatchStance": matchmaking.Stance,
    "MatchDeclineReason": matchmaking.DeclineReason,
}
OF_ACCOUNTS = (
    RoleName,
    Standing,
    Sector,
    OrganisationSize,
    InvitationStatus,
    Purpose,
    DataRequestKind,
    DataRequestStatus,
)

OF_JUDGING = tuple(getattr(judging, name) for name in judging.__all__)


OF_THE_EXCHANGE = (
    trading.Agreement,
    trading.CancelReason,
    trading.Condition,
    trading.DealStatus,
    trading.DeclineReason,
    trading.DisclosureLevel,
    trading.EnquiryStatus,
    trading.IpKind,
    trading.ListingStatus,
    trading.NegotiationStatus,
    trading.PartnerType,
    trading.SubjectKind,
    trading.TransferMode,
)


def test_enums_have_the_contracts_names(schema):
    found = {n: list(t.values) for n, t in schema.type_map.items() if isinstance(t, GraphQLEnumType) and n[:2] != "__"}
    assert found == {
        "Direction": ["ASC", "DESC"],
        "EntryOrderField": ["SUBMITTED_AT", "TITLE", "FOUNDED_YEAR", "RELEVANCE"],
        "Decision": ["ACCEPTED", "REJECTED"],
        "RejectionReason": [reason.name for reason in RejectionReason],
        "EntryStatus": ["DRAFT", "SUBMITTED", "ACCEPTED", "REJECTED", "WITHDRAWN"],
        "JobStatus": ["WAITING", "RUNNING", "READY", "DONE", "REFUSED", "FAILED", "CANCELLED"],
        "MessageKind": [kind.name for kind in MessageKind],
        "Topic": ["ENTRIES", "ORGANISATIONS", "ROLES", "JOBS", "MATCHES", "EXCHANGE"],
        "MatchOrderField": ["SCORE", "SUGGESTED_AT"],
        **{name: [one.name for one in kind] for name, kind in OF_MATCHMAKING.items()},
        "ProgrammeKind": ["CONTEST", "EXHIBITION", "MATCHMAKING", "TRAINING", "CONFERENCE"],
        "RefusalKind": [
            "INVALID",
            "UNAUTHENTICATED",
            "FORBIDDEN",
            "MISSING",
            "CONFLICT",
            "TOO_LARGE",
            "TOO_MANY",
            "BUSY",
        ],
        **{kind.__name__: [one.name for one in kind] for kind in OF_ACCOUNTS},
        "ListingDirection": ["OFFER", "NEED"],
        "ListingRejectionReason": [reason.name for reason in trading.RejectionReason],
        "ListingOrderField": ["PUBLISHED_AT", "PRICE", "TRL", "TITLE", "RELEVANCE"],
        **{kind.__name__: [one.name for one in kind] for kind in OF_THE_EXCHANGE},
        **{kind.__name__: [one.name for one in kind] for kind in (*OF_ACCOUNTS, *OF_JUDGING)},
        "WithdrawalReason": ["NO_TIME", "TEAM_CHANGED", "ENTERED_TWICE", "OTHER"],
    }
