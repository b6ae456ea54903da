"""A person's export: all that accounts holds of who asks, in words and without what opens the account."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from services.accounts.domain import consent, second_factor
from services.accounts.domain.code_batch import CodeBatch
from services.accounts.domain.consent import Consent
from services.accounts.domain.data_request import REASON, DataRequest
from services.accounts.domain.invitation import Invitation
from services.accounts.domain.members import Members
from services.accounts.domain.organisation import FACTS, Organisation
from services.accounts.domain.person import Person
from services.accounts.domain.personal_token import LABEL, PersonalToken
from services.accounts.domain.roles import Roles, roles_id
from services.accounts.domain.sealed import DETAILS, read_details
from services.accounts.domain.second_factor import RECOVERY_CODES, SecondFactor
from services.accounts.domain.tax_code import SEALED_AS as TAX_CODE
from services.accounts.domain.tenant import Tenant
from services.accounts.ports import SealedText, Vault
from shared.auth import Actor
from shared.bus.own_data import Beside, Closed, Ids, OwnStates, Part, allow, picked, said
from shared.bus.ports import Reads
from shared.contracts.accounts.values import Purpose
from shared.contracts.personal import PersonText
from shared.errors import NotFound

Said = Mapping[str, Any]


def _account(person: Person, _: Ids) -> Said:
    told = picked(person, "person_id", "tenant_id", "language", "bounced_at", "into_id", "absorbed")
    about = {**told, "mail_verified": person.mail_verified}
    if person.details is None:
        return {**about, "details": picked(person.box, "name", "mail") if person.box else None}
    boxed = PersonText(subject=person.person_id, sealed=person.details)
    return {**about, "has_password": person.credentials is not None, "details": Closed(boxed, DETAILS, _details)}


def _details(text: str) -> object:
    return asdict(read_details(text))


def _membership(members: Members, ids: Ids) -> Said:
    """Who else belongs there is not this person's to take along."""
    own = [member.standing.value for member in members.members if member.person_id in ids]
    return {**picked(members, "organisation_id", "tenant_id"), "standing": own}


def _organisation(organisation: Organisation, _: Ids) -> Said:
    sealed = organisation.sealed_tax_code
    code = Closed(sealed, TAX_CODE) if sealed else organisation.tax_code
    names = [name for name in FACTS if name != "tax_code"]
    return {**picked(organisation, "organisation_id", "tenant_id", *names, "verified"), "tax_code": code}


def _request(request: DataRequest, _: Ids) -> Said:
    names = ("request_id", "kind", "asked_at", "answer_due", "stop_due", "status", "closed_at", "in_time")
    box = request.reason
    reason = Closed(PersonText(subject=request.person_id, sealed=box), REASON) if box else None
    return {**picked(request, *names), "reason": reason}


def _factor(factor: SecondFactor, _: Ids) -> Said:
    return {"on": factor.on, "recovery_codes_left": RECOVERY_CODES - len(factor.recovery_used) if factor.on else 0}


def _token(token: PersonalToken, _: Ids) -> Said:
    label = Closed(token.label, LABEL) if token.label else None
    return {**picked(token, "token_id", "scopes", "made_at", "expires_at", "revoked"), "name": label}


def _invitation(invitation: Invitation, ids: Ids) -> Said:
    """To whom it went is another's address, and stays out."""
    about = picked(invitation, "invitation_id", "tenant_id", "role", "language", "expires_at", "ended")
    return {**about, "invited": invitation.invited_by in ids, "accepted": invitation.person_id in ids}


def _codes(batch: CodeBatch, ids: Ids) -> Said:
    used = [use.number for use in batch.uses if use.person_id in ids]
    return {**picked(batch, "batch_id", "tenant_id", "edition_id"), "used": used}


def _given_roles(roles: Roles, _: Ids) -> Said:
    return picked(roles, "roles")


def _agreed(given: Consent, _: Ids) -> Said:
    return picked(given, "consent_id", "purpose", "text_version", "given_at", "withdrawn_at")


def _wish(sign_in: Any, _: Ids) -> Said:  # noqa: ANN401 - any state that has these
    return picked(sign_in, "sign_in_id", "tenant_id", "language", "expires_at", "used", "ended")


def _job(job: Any, _: Ids) -> Said:  # noqa: ANN401
    return picked(job, "job_id", "kind", "asked_at", "changed_at", "status", "outcome")


def _client(client: Any, _: Ids) -> Said:  # noqa: ANN401
    return picked(client, "client_id", "tenant_id", "label", "scopes", "made_at", "revoked")


def _organised(tenant: Tenant, _: Ids) -> Said:
    return picked(tenant, "tenant_id", "slug")


def _consents_of(person_id: str) -> Sequence[str]:
    return [consent.consent_id(person_id, purpose) for purpose in Purpose]


PARTS: tuple[Part[Any], ...] = (
    Part("accounts", "person", _account, ids_of=lambda person_id: (person_id,)),
    Part("roles", "roles", _given_roles, ids_of=lambda person_id: (roles_id(person_id),)),
    Part("memberships", "members", _membership, ("members.person_id",), has_index=True),
    Part("organisations", "organisation", _organisation, ("registered_by",)),
    Part("consents", "consent", _agreed, ids_of=_consents_of),
    Part("requests", "data_request", _request, ("person_id",)),
    Part("invitations", "invitation", _invitation, ("invited_by", "person_id")),
    Part("tokens", "personal_token", _token, ("person_id",), has_index=True),
    Part("second_step", "second_factor", _factor, ids_of=lambda one: (second_factor.factor_id(one),)),
    Part("wishes_to_sign_in", "sign_in", _wish, ("person_id", "asked_by")),
    Part("printed_codes", "code_batch", _codes, ("uses.person_id",)),
    Part("jobs", "job", _job, ("requested_by",)),
    Part("clients", "api_client", _client, ("made_by",)),
    Part("organised", "tenant", _organised, ("organisers",)),
)
"""A noun that may hold a person's id has a row here."""

SESSION = ("session_id", "method", "device", "begun_at", "seen_at", "expires_at")
BESIDE = (
    Beside(
        "sessions", "sessions", "person_id", ("session_id", "method", "device", "begun_at", "seen_at", "expires_at")
    ),
    Beside("uploads", "uploads", "uploaded_by", ("tenant_id", "sha256", "kept_until")),
    Beside("other_providers", "identities", "person_id", ("person_id",)),
)

ELSEWHERE: Mapping[str, str] = {
    "tickets": "a step of signing in; it is gone within a quarter of an hour",
    "attempts": "how often something was tried in some minutes; it is gone with them",
    "job_results": "what a job has made is handed out on the job's own page",
}
"""Collections that may hold a person's id, of which nothing is said, and why."""


@dataclass(frozen=True, slots=True)
class OwnDataReads:
    """What the export is made from."""

    people: Reads[Person]
    states: OwnStates
    vault: Vault


async def own_data(person_id: str, actor: Actor, reads: OwnDataReads) -> dict[str, Any]:
    """All that accounts holds of the person. Raises `Unauthenticated`, `NotFound`, or `Forbidden` for a program."""
    allow(actor, person_id)
    found = await reads.people.read(person_id)
    if found is None or not found.state.is_there:
        raise NotFound
    ids = frozenset((person_id, *found.state.absorbed))

    async def opened(closed: Sequence[Closed]) -> Sequence[str | None]:
        return await reads.vault.open_many([SealedText(c.text.subject, c.purpose, c.text.sealed) for c in closed])

    return await said(PARTS, BESIDE, reads.states, ids, opened)
