"""Who may see what: for each type its rows and, for each field, in which of them.

A type or field that is missing here stops the start. Filtering, ordering, searching and counting by a field take its
rule along, so that nobody learns by asking in another way. What one may not see and what isn't there are the same
answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from graphql import GraphQLObjectType, GraphQLSchema

from gateway.graph.conditions import EVERYTHING, NOTHING, Condition, where_is
from gateway.viewer import Viewer
from shared.contracts.accounts.roles import Role, RoleName

Rule = Callable[[Viewer], Condition]


def anyone(_: Viewer) -> Condition:
    """Everybody, signed in or not."""
    return EVERYTHING


def seen(_: Viewer) -> Condition:
    """Of a field: whoever sees the row."""
    return EVERYTHING


def _at(role: Role) -> Condition:
    place = role.model_dump(exclude={"name"}, exclude_none=True)
    return where_is(**place)


def _holding(viewer: Viewer, *names: RoleName) -> Condition:
    held = NOTHING
    for role in viewer.roles:
        if role.name in names:
            held |= _at(role)
    return held


def _client(viewer: Viewer, scope: str) -> Condition:
    """A client of the operator reaches every tenant, one that a tenant has made that tenant alone."""
    if viewer.kind != "client" or scope not in viewer.scopes:
        return NOTHING
    return EVERYTHING if viewer.tenant_id is None else where_is(tenant_id=viewer.tenant_id)


def _own(viewer: Viewer, by: str) -> Condition:
    return where_is(**{by: viewer.id}) if viewer.signed_in else NOTHING


def staff(viewer: Viewer) -> Condition:
    """Organisers and secretaries, at the tenant, the edition or the programme."""
    return _holding(viewer, RoleName.ORGANISER, RoleName.SECRETARY)


def entry_rows(viewer: Viewer) -> Condition:
    """Staff of the place, who submitted it, and clients that may read entries."""
    return staff(viewer) | _own(viewer, "submitted_by") | _client(viewer, "entries:read")


def entry_persons(viewer: Viewer) -> Condition:
    """Who did something to an entry is for staff and for that person, not for clients that read entries."""
    return staff(viewer) | _own(viewer, "submitted_by")


def organisation_rows(viewer: Viewer) -> Condition:
    """Its staff, who registered it, belongs to it or asks to, and clients that may read entries or organisations."""
    related = _own(viewer, "registered_by") | _own(viewer, "belonging") | _own(viewer, "asking")
    clients = _client(viewer, "entries:read") | _client(viewer, "organisations:read")
    return organisation_staff(viewer) | related | clients


def organisation_staff(viewer: Viewer) -> Condition:
    """Organisers and moderators of its whole tenant, or for the organisation."""
    tenant_wide = tuple(r for r in viewer.roles if r.edition_id is None and r.programme_id is None)
    held = NOTHING
    for role in tenant_wide:
        if role.name in (RoleName.ORGANISER, RoleName.MODERATOR):
            held |= _at(role)
    return held


def organisation_persons(viewer: Viewer) -> Condition:
    """Who registered an organisation is for its staff, its members and for that person; programs aren't told."""
    return organisation_members(viewer) | _own(viewer, "registered_by")


def organisation_members(viewer: Viewer) -> Condition:
    """Who belongs to an organisation is for those who do, and for its staff; who only asks to learns nothing."""
    return organisation_staff(viewer) | _own(viewer, "belonging")


def tenant_organisers(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant."""
    held = NOTHING
    for role in viewer.roles:
        if role == Role(name=RoleName.ORGANISER, tenant_id=role.tenant_id):
            held |= where_is(tenant_id=role.tenant_id)
    return held


def role_holder_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and the person alone."""
    return tenant_organisers(viewer) | _own(viewer, "person_id")


def invitation_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and who has invited."""
    return tenant_organisers(viewer) | _own(viewer, "invited_by")


def job_rows(viewer: Viewer) -> Condition:
    """Who asked for it, and the organisers of the whole tenant."""
    return _own(viewer, "requested_by") | tenant_organisers(viewer)


def personal_rows(viewer: Viewer) -> Condition:
    """What a person has said about the own data: that person, and the organisers of the whole tenant."""
    held = _own(viewer, "person_id") if viewer.kind == "person" else NOTHING
    for role in viewer.roles:
        if role.name is RoleName.ORGANISER and role == Role(name=role.name, tenant_id=role.tenant_id):
            held |= where_is(tenant_id=role.tenant_id)
    return held


def message_rows(viewer: Viewer) -> Condition:
    """Whose inbox it is in, and nobody else, organisers neither."""
    return _own(viewer, "person_id")


def client_rows(viewer: Viewer) -> Condition:
    """The organisers of the whole tenant, and the client itself."""
    itself = where_is(client_id=viewer.id) if viewer.kind == "client" else NOTHING
    return tenant_organisers(viewer) | itself


def token_rows(viewer: Viewer) -> Condition:
    """The person alone, in person or by a program of theirs."""
    return _own(viewer, "person_id")


def nobody_else(viewer: Viewer) -> Condition:
    """Of what is about the viewer alone: somebody must be signed in."""
    return EVERYTHING if viewer.signed_in else NOTHING


@dataclass(frozen=True, slots=True)
class TypeRule:
    """The rule of a type's rows and of each of its fields, by their names in the schema."""

    rows: Rule
    fields: Mapping[str, Rule] = field(default_factory=dict)


def _all_seen(*names: str) -> dict[str, Rule]:
    return dict.fromkeys(names, seen)


RULES: Mapping[str, TypeRule] = {
    "Tenant": TypeRule(anyone, _all_seen("id", "tenantId", "slug", "aliases", "name", "editions")),
    "Edition": TypeRule(
        anyone,
        _all_seen("id", "editionId", "tenantId", "slug", "name", "year", "zone", "tenant", "programmes"),
    ),
    "Programme": TypeRule(
        anyone,
        _all_seen(
            "id", "programmeId", "editionId", "tenantId", "name", "kind", "opensAt", "closesAt", "graceMinutes",
            "tenant", "edition",
        ),
    ),
    "Organisation": TypeRule(
        organisation_rows,
        {
            **_all_seen(
                "id", "organisationId", "tenantId", "name", "website", "country", "location", "foundedYear",
                "teamSize", "legalName", "taxCode", "household", "foundedOn", "sector", "size", "verified",
                "viewerStanding", "tenant", "entries",
            ),
            "registeredBy": organisation_persons,
            "members": organisation_members,
        },
    ),
    "Entry": TypeRule(
        entry_rows,
        {
            **_all_seen(
                "id", "entryId", "tenantId", "editionId", "programmeId", "organisationId", "title", "summary",
                "description", "tags", "status", "organisationName", "country", "location", "foundedYear",
                "submittedAt", "revisedAt", "withdrawnAt", "inGrace", "onBehalf", "receipt", "tenant", "edition",
                "programme", "organisation",
            ),
            "submittedBy": entry_persons,
            "submitter": entry_persons,
            "withdrawalReason": entry_persons,
            "withdrawalNote": entry_persons,
        },
    ),
    "Job": TypeRule(
        job_rows,
        _all_seen(
            "id", "jobId", "tenantId", "kind", "status", "done", "total", "problems", "outcome", "requestedBy",
            "requester",
            "askedAt", "changedAt", "tenant",
        ),
    ),
    "Consent": TypeRule(
        personal_rows,
        _all_seen(
            "id", "consentId", "tenantId", "personId", "purpose", "textVersion", "givenAt", "withdrawnAt", "tenant",
        ),
    ),
    "DataRequest": TypeRule(
        personal_rows,
        _all_seen(
            "id", "requestId", "tenantId", "personId", "person", "kind", "status", "askedAt", "answerDue", "stopDue",
            "closedAt", "inTime", "tenant",
        ),
    ),
    "RoleHolder": TypeRule(role_holder_rows, _all_seen("id", "personId", "tenantId", "person", "roles")),
    "Invitation": TypeRule(
        invitation_rows,
        _all_seen(
            "id", "invitationId", "tenantId", "role", "status", "expiresAt", "invitedBy", "inviter", "acceptedBy",
        ),
    ),
    "ApiClient": TypeRule(
        client_rows,
        _all_seen("id", "clientId", "tenantId", "label", "scopes", "perMinute", "perDay", "revoked", "tenant"),
    ),
    "PersonalToken": TypeRule(
        token_rows, _all_seen("id", "tokenId", "tenantId", "personId", "label", "scopes", "expiresAt", "revoked")
    ),
    "Message": TypeRule(message_rows, _all_seen("id", "messageId", "tenantId", "kind", "subjects", "at", "readAt")),
    "Person": TypeRule(anyone, _all_seen("id", "personId", "name")),
    "Viewer": TypeRule(
        nobody_else,
        dict.fromkeys(("id", "kind", "tenantId", "person", "roles", "entries", "drafts"), nobody_else),
    ),
}  # fmt: skip

CARRIERS = frozenset(
    {
        "Query", "Mutation", "Subscription", "PageInfo", "Text", "Receipt", "ViewerRole", "Draft", "Refusal",
        "FieldRefusal", "ConsentReceipt", "Facet", "EntryFacets",
        "TenantConnection", "TenantEdge", "EditionConnection", "EditionEdge", "ProgrammeConnection", "ProgrammeEdge",
        "OrganisationConnection", "OrganisationEdge", "EntryConnection", "EntryEdge",
        "JobConnection", "JobEdge", "RoleHolderConnection", "RoleHolderEdge", "InvitationConnection", "InvitationEdge",
        "HeldRole", "Membership", "MessageConnection", "MessageEdge",
        "ApiClientConnection", "ApiClientEdge", "PersonalTokenConnection", "PersonalTokenEdge",
        "ConsentConnection", "ConsentEdge", "DataRequestConnection", "DataRequestEdge", "Subject",
    }
)  # fmt: skip
"""Types that have no rows of their own: they carry what the rule of a row, or of the field they stand in, let pass."""


class Unruled(Exception):
    """A type or field without a rule, or a rule without its field: the gateway does not start."""


def missing(schema: GraphQLSchema, carriers: Iterable[str] = ()) -> list[str]:
    """What has no rule, and what rules speak of without it being there."""
    objects = {n: t for n, t in schema.type_map.items() if isinstance(t, GraphQLObjectType) and n[:2] != "__"}
    known = {*CARRIERS, *carriers}
    wrong = [name for name in objects if name not in known and name not in RULES]
    wrong += [name for name in RULES if name not in objects]
    for name in RULES.keys() & objects.keys():
        there, ruled = set(objects[name].fields), set(RULES[name].fields)
        wrong += [f"{name}.{odd}" for odd in sorted(there ^ ruled)]
    return wrong


def check(schema: GraphQLSchema, carriers: Iterable[str] = ()) -> None:
    """Raises `Unruled` for a schema that shows anything whose viewers nobody has named."""
    if wrong := missing(schema, carriers):
        raise Unruled(f"without a rule: {', '.join(wrong)}")
