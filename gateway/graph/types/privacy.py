"""Consent, and what people ask of their own data."""

from datetime import datetime

import strawberry

from gateway.graph.enums.privacy import DataRequestKind, DataRequestStatus, Purpose
from gateway.graph.persons import Person
from gateway.graph.sources import column, persona, reference
from gateway.graph.types.accounts import Tenant
from gateway.graph.types.nodes import Node


@strawberry.type(description="What a person has agreed to, or has taken back: one for each purpose.")
class Consent(Node):
    """A consent, which is its own receipt."""

    consent_id: strawberry.ID = column("consent_id", "Names the receipt.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    person_id: strawberry.ID = column("person_id", "Who has agreed.")
    purpose: Purpose = column("purpose", "To what.")
    text_version: int = column("text_version", "The version of the text that was shown.")
    given_at: datetime = column("given_at", "When it was given.")
    withdrawn_at: datetime | None = column("withdrawn_at", "When it was taken back; null while it holds.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "To whom.")


@strawberry.type(description="What proves what a person has agreed to, and when.")
class ConsentReceipt:
    """A receipt."""

    consent_id: strawberry.ID = column("consent_id", "Names the receipt.")
    purpose: Purpose = column("purpose", "To what.")
    text_version: int = column("text_version", "The version of the text that was shown.")
    given_at: datetime = column("given_at", "When it was given.")


@strawberry.type(description="What a person asks of the own data.")
class DataRequest(Node):
    """A request with its due times."""

    request_id: strawberry.ID = column("request_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    person_id: strawberry.ID = column("person_id", "Whose data.")
    person: Person | None = persona("person_id", "The same, with the name where you may see it.")
    kind: DataRequestKind = column("kind", "What is asked.")
    status: DataRequestStatus = column("status", "Where it stands.")
    asked_at: datetime = column("asked_at", "When it was asked.")
    answer_due: datetime = column("answer_due", "By when it is answered: the second working day.")
    stop_due: datetime = column("stop_due", "By when use of the data has stopped: the fifteenth working day.")
    closed_at: datetime | None = column("closed_at", "When it was answered or taken back.")
    in_time: bool | None = column("in_time", "Whether that was in time.")
    tenant: Tenant | None = reference("Tenant", "tenant_id", "Whom it asks.")
