"""The kinds of aggregates that accounts keeps."""

from services.accounts.domain import (
    api_client,
    code_batch,
    consent,
    data_request,
    invitation,
    members,
    organisation,
    person,
    personal_token,
    roles,
    second_factor,
    sign_in,
    tenant,
)
from shared.bus.jobs import Jobs
from shared.bus.nouns import Noun, Timer, Unique
from shared.contracts.accounts.commands.jobs import JOB_COMMANDS
from shared.contracts.accounts.events import JobChanged, JobSnapshot
from shared.contracts.accounts.refusals import MailTaken, RequestOpen, SlugTaken, TaxCodeTaken
from shared.errors import Unavailable

TENANT = Noun(
    name="tenant",
    collection="tenants",
    state=tenant.Tenant,
    apply=tenant.apply,
    places=tenant.places,
    snapshot=tenant.snapshot,
    unique=(Unique("slug", ("slug",), SlugTaken), Unique("addresses", ("addresses",), SlugTaken)),
)
PERSON = Noun(
    name="person",
    collection="people",
    state=person.Person,
    apply=person.apply,
    places=person.places,
    snapshot=person.snapshot,
    shape=3,
    upcasts={1: person.with_several_addresses, 2: person.with_claims},
    unique=(Unique("mails", ("mail_keys", "tenant_id"), MailTaken),),
)
ROLES = Noun(
    name="roles",
    collection="roles",
    state=roles.Roles,
    apply=roles.apply,
    places=roles.places,
    snapshot=roles.snapshot,
)
ORGANISATION = Noun(
    name="organisation",
    collection="organisations",
    state=organisation.Organisation,
    apply=organisation.apply,
    places=organisation.places,
    snapshot=organisation.snapshot,
    unique=(Unique("tax_code", ("tax_key", "tenant_id"), TaxCodeTaken),),
)
MEMBERS = Noun(
    name="members",
    collection="members",
    state=members.Members,
    apply=members.apply,
    places=members.places,
    snapshot=members.snapshot,
)


def _sign_in_ends(state: sign_in.SignIn) -> tuple[Timer, ...]:
    return () if state.ended else (Timer(state.expires_at, sign_in.ENDS),)


def _codes_end(state: code_batch.CodeBatch) -> tuple[Timer, ...]:
    return (Timer(state.expires_at, code_batch.ENDS),) if state.code_keys else ()


SIGN_IN = Noun(
    name="sign_in",
    collection="sign_ins",
    state=sign_in.SignIn,
    apply=sign_in.apply,
    places=sign_in.places,
    snapshot=sign_in.snapshot,
    timers=_sign_in_ends,
)
SECOND_FACTOR = Noun(
    name="second_factor",
    collection="second_factors",
    state=second_factor.SecondFactor,
    apply=second_factor.apply,
    places=second_factor.places,
    snapshot=second_factor.snapshot,
)
CODE_BATCH = Noun(
    name="code_batch",
    collection="code_batches",
    state=code_batch.CodeBatch,
    apply=code_batch.apply,
    places=code_batch.places,
    snapshot=code_batch.snapshot,
    timers=_codes_end,
)
CONSENT = Noun(
    name="consent",
    collection="consents",
    state=consent.Consent,
    apply=consent.apply,
    places=consent.places,
    snapshot=consent.snapshot,
)


def _carried_out(state: data_request.DataRequest) -> tuple[Timer, ...]:
    at = data_request.carried_out_at(state)
    return (Timer(at, "answer"),) if at else ()


DATA_REQUEST = Noun(
    name="data_request",
    collection="data_requests",
    state=data_request.DataRequest,
    apply=data_request.apply,
    places=data_request.places,
    snapshot=data_request.snapshot,
    timers=_carried_out,
    unique=(Unique("open", ("open_kind", "person_id"), RequestOpen),),
)
JOBS = Jobs(JobChanged, JobSnapshot, JOB_COMMANDS)
INVITATION = Noun(
    name="invitation",
    collection="invitations",
    state=invitation.Invitation,
    apply=invitation.apply,
    places=invitation.places,
    snapshot=invitation.snapshot,
    timers=lambda state: (Timer(state.expires_at, invitation.ENDS),) if state.is_open else (),
)
API_CLIENT = Noun(
    name="api_client",
    collection="api_clients",
    state=api_client.ApiClient,
    apply=api_client.apply,
    places=api_client.places,
    snapshot=api_client.snapshot,
)


def _token_ends(state: personal_token.PersonalToken) -> tuple[Timer, ...]:
    return () if state.revoked else (Timer(state.expires_at, personal_token.ENDS),)


PERSONAL_TOKEN = Noun(
    name="personal_token",
    collection="personal_tokens",
    state=personal_token.PersonalToken,
    apply=personal_token.apply,
    places=personal_token.places,
    snapshot=personal_token.snapshot,
    timers=_token_ends,
    unique=(Unique("slot", ("slot", "person_id"), Unavailable),),
)
NOUNS = (
    TENANT,
    PERSON,
    ROLES,
    ORGANISATION,
    MEMBERS,
    INVITATION,
    SIGN_IN,
    SECOND_FACTOR,
    CODE_BATCH,
    CONSENT,
    DATA_REQUEST,
    JOBS.noun,
    API_CLIENT,
    PERSONAL_TOKEN,
)
