"""Facts about consent and about what people ask of their data."""

from shared.contracts.accounts.topics import TOPIC
from shared.contracts.accounts.values import DataRequestKind, DataRequestStatus, Purpose
from shared.contracts.events import Told
from shared.contracts.values import Id, Instant


class ConsentGiven(Told, wire="accounts.consent_given", version=1, topic=TOPIC, about="consent_id"):
    """A person has agreed to one purpose."""

    consent_id: Id
    """The aggregate: one for each person and purpose, derived from both."""
    person_id: Id
    tenant_id: Id
    purpose: Purpose
    text_version: int
    given_at: Instant


class ConsentWithdrawn(Told, wire="accounts.consent_withdrawn", version=1, topic=TOPIC, about="consent_id"):
    """A person has taken consent back."""

    consent_id: Id
    person_id: Id
    tenant_id: Id
    purpose: Purpose
    withdrawn_at: Instant


class ConsentSnapshot(Told, wire="accounts.consent_snapshot", version=1, topic=TOPIC, about="consent_id"):
    """All that told events have said of a consent."""

    consent_id: Id
    person_id: Id
    tenant_id: Id
    purpose: Purpose
    text_version: int
    given_at: Instant
    withdrawn_at: Instant | None = None


class DataRequested(Told, wire="accounts.data_requested", version=1, topic=TOPIC, about="request_id"):
    """A person asks for the own data, for erasure, or to stop its use."""

    request_id: Id
    person_id: Id
    tenant_id: Id
    kind: DataRequestKind
    asked_at: Instant
    answer_due: Instant
    """The end of the second working day after."""
    stop_due: Instant
    """The end of the fifteenth working day after: until then the use of the data is to have stopped."""


class DataRequestClosed(Told, wire="accounts.data_request_closed", version=1, topic=TOPIC, about="request_id"):
    """A request was answered or taken back."""

    request_id: Id
    person_id: Id
    tenant_id: Id
    kind: DataRequestKind
    status: DataRequestStatus
    closed_at: Instant
    in_time: bool


class DataRequestSnapshot(Told, wire="accounts.data_request_snapshot", version=1, topic=TOPIC, about="request_id"):
    """All that told events have said of a request."""

    request_id: Id
    person_id: Id
    tenant_id: Id
    kind: DataRequestKind
    asked_at: Instant
    answer_due: Instant
    stop_due: Instant
    status: DataRequestStatus
    closed_at: Instant | None = None
    in_time: bool | None = None
