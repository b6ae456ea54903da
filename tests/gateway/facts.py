"""Facts of two owners, as they reach the projector, and the read model that they make."""

from datetime import UTC, datetime, timedelta
from typing import Any

from gateway.projections import COPIES, PROJECTED
from shared.bus.messages import Incoming
from shared.bus.projection import Projection
from shared.contracts.accounts import events as accounts
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.accounts.values import DataRequestKind, Member, Purpose, Standing
from shared.contracts.envelope import Envelope
from shared.contracts.events import Told
from shared.contracts.jobs import JobStatus
from shared.contracts.notifications import events as notifications
from shared.contracts.notifications.values import MessageKind, Subject
from shared.contracts.personal import PersonText
from shared.contracts.registration import events as registration
from shared.contracts.registration.values import Decision, EntryAnswers, LeftOutReason, Place, ProgrammeKind, Receipt
from shared.contracts.values import Text
from shared.ids import is_id
from shared.mongo import Database
from tests.builders import matchmaking as matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TENANT, EDITION, PROGRAMME = "tenant-bac-ninh", "edition-2026", "programme-idea"
SEALED_LABEL = "c2VhbGVkLXVuZGVyLWEta2V5LW9mLXRoZS1wZXJzb24"
OTHER_TENANT, OTHER_EDITION, OTHER_PROGRAMME = "tenant-hue", "edition-hue-1", "programme-hue"


def told(event: Told, seq: int = 1, tenant_id: str = TENANT) -> Incoming:
    """The fact in an envelope."""
    owner = event.wire.split(".")[0]
    aggregate_id = getattr(event, event.about)
    return Incoming(Envelope(event.wire, event.version, owner, aggregate_id, seq, NOON, tenant_id), event)


def tenant(tenant_id: str = TENANT, slug: str = "bac-ninh") -> Incoming:
    return told(accounts.TenantCreated(tenant_id=tenant_id, slug=slug, name=Text(vi="Tỉnh Bắc Ninh", en="Bac Ninh")))


def renamed(tenant_id: str = TENANT, slug: str = "bac-ninh", *aliases: str) -> Incoming:
    name = Text(vi="Tỉnh Bắc Ninh", en="Bac Ninh")
    return told(accounts.TenantRenamed(tenant_id=tenant_id, slug=slug, name=name, aliases=aliases), seq=2)


def edition(
    edition_id: str = EDITION, tenant_id: str = TENANT, year: int = 2026, zone: str = "Asia/Ho_Chi_Minh"
) -> Incoming:
    return told(
        registration.EditionOpened(
            edition_id=edition_id,
            tenant_id=tenant_id,
            slug=str(year),
            name=Text(vi=f"Techfest {year}"),
            year=year,
            zone=zone,
        )
    )


def programme(programme_id: str = PROGRAMME, edition_id: str = EDITION, tenant_id: str = TENANT) -> Incoming:
    return told(
        registration.ProgrammeOpened(
            programme_id=programme_id,
            edition_id=edition_id,
            tenant_id=tenant_id,
            name=Text(vi="Cuộc thi ý tưởng", en="Contest of ideas"),
            kind=ProgrammeKind.CONTEST,
            opens_at=NOON,
            closes_at=NOON + timedelta(days=30),
            grace_minutes=30,
        )
    )


def organisation(organisation_id: str, name: str, by: str = "person-lan", **facts: Any) -> Incoming:
    usual = {"tenant_id": TENANT, "country": "VN", "location": "Bắc Ninh", "founded_year": 2020, "team_size": 5}
    known = {**usual, "organisation_id": organisation_id, "registered_by": by, "name": name, **facts}
    return told(accounts.OrganisationRegistered(**known))


def members(organisation_id: str, tenant_id: str = TENANT, seq: int = 1, **standings: str) -> Incoming:
    """By the last words of their ids, or whole ids: `lan="admin"` is person-lan."""
    listed = tuple(
        Member(person_id=who if is_id(who) else f"person-{who}", standing=Standing(s)) for who, s in standings.items()
    )
    return told(
        accounts.MembershipChanged(
            members_id=f"members-of-{organisation_id}",
            organisation_id=organisation_id,
            tenant_id=tenant_id,
            person_id=listed[-1].person_id if listed else "person-gone",
            members=listed,
        ),
        seq,
    )


def invitation(invitation_id: str, by: str = "person-org", tenant_id: str = TENANT, **place: str) -> Incoming:
    return told(
        accounts.InvitationSent(
            invitation_id=invitation_id,
            tenant_id=tenant_id,
            role=Role(name=RoleName.JUDGE, tenant_id=tenant_id, **place),
            invited_by=by,
            language="vi",
            expires_at=NOON + timedelta(days=14),
        )
    )


def answers(title: str, *tags: str, **more: str) -> EntryAnswers:
    return EntryAnswers(title=title, tags=tags, **more)


def entry(
    entry_id: str,
    title: str,
    *tags: str,
    organisation_id: str = "organisation-1",
    by: str = "person-lan",
    place: tuple[str, str, str] = (TENANT, EDITION, PROGRAMME),
    minute: int = 0,
    **more: str,
) -> Incoming:
    return told(
        registration.EntrySubmitted(
            entry_id=entry_id,
            place=Place(tenant_id=place[0], edition_id=place[1], programme_id=place[2]),
            organisation_id=organisation_id,
            submitted_by=by,
            on_behalf=False,
            answers=answers(title, *tags, **more),
            receipt=Receipt(code="K7QM2A", submitted_at=NOON + timedelta(minutes=minute)),
            in_grace=False,
        )
    )


def released(release_id: str, entries: int = 1, seq: int = 1, place: tuple[str, str, str] | None = None) -> Incoming:
    tenant_id, edition_id, programme_id = place or (TENANT, EDITION, PROGRAMME)
    return told(
        registration.DecisionsReleased(
            release_id=release_id,
            place=Place(tenant_id=tenant_id, edition_id=edition_id, programme_id=programme_id),
            page_ids=("page-0001",),
            entries=entries,
            released_at=NOON,
        ),
        seq,
    )


def decided(
    entry_id: str, release_id: str, decision: Decision = Decision.ACCEPTED, seq: int = 2, **more: Any
) -> Incoming:
    return told(
        registration.EntryDecided(
            entry_id=entry_id,
            place=Place(tenant_id=TENANT, edition_id=EDITION, programme_id=PROGRAMME),
            organisation_id="organisation-1",
            decision=decision,
            release_id=release_id,
            decided_at=NOON,
            **more,
        ),
        seq,
    )


def left_out(entry_id: str, release_id: str, seq: int = 3) -> Incoming:
    return told(
        registration.EntryLeftOut(
            entry_id=entry_id,
            place=Place(tenant_id=TENANT, edition_id=EDITION, programme_id=PROGRAMME),
            release_id=release_id,
            reason=LeftOutReason.WITHDRAWN,
            left_out=(release_id,),
        ),
        seq,
    )


def job(job_id: str, by: str = "person-lan", tenant_id: str = TENANT, seq: int = 1, **more: Any) -> Incoming:
    usual = {"kind": "code-sheet", "status": JobStatus.RUNNING, "done": 0, "asked_at": NOON, "changed_at": NOON}
    return told(accounts.JobChanged(job_id=job_id, tenant_id=tenant_id, requested_by=by, **{**usual, **more}), seq)


def consent(consent_id: str, person_id: str = "person-lan", seq: int = 1, **more: Any) -> Incoming:
    usual = {"tenant_id": TENANT, "purpose": Purpose.NEWS, "text_version": 1, "given_at": NOON}
    return told(accounts.ConsentGiven(consent_id=consent_id, person_id=person_id, **{**usual, **more}), seq)


def data_request(request_id: str, person_id: str = "person-lan", seq: int = 1, **more: Any) -> Incoming:
    due = {"asked_at": NOON, "answer_due": NOON + timedelta(days=2), "stop_due": NOON + timedelta(days=21)}
    usual = {"tenant_id": TENANT, "kind": DataRequestKind.ERASURE, **due}
    return told(accounts.DataRequested(request_id=request_id, person_id=person_id, **{**usual, **more}), seq)


def api_client(client_id: str, label: str, **more: Any) -> Incoming:
    usual = {"tenant_id": TENANT, "scopes": ("entries:read",), "per_minute": 60, "per_day": 1_000}
    return told(accounts.ApiClientRegistered(client_id=client_id, label=label, **{**usual, **more}))


def client_ended(client_id: str, tenant_id: str = TENANT) -> Incoming:
    return told(accounts.ApiClientRevoked(client_id=client_id, tenant_id=tenant_id), 2)


def personal_token(token_id: str, person_id: str = "person-lan", **more: Any) -> Incoming:
    label = PersonText(subject=person_id, sealed=SEALED_LABEL)
    usual = {"tenant_id": TENANT, "label": label, "scopes": ("own:read",), "expires_at": NOON + timedelta(days=30)}
    return told(accounts.PersonalTokenCreated(token_id=token_id, person_id=person_id, **{**usual, **more}))


def token_ended(token_id: str, person_id: str = "person-lan") -> Incoming:
    return told(accounts.PersonalTokenRevoked(token_id=token_id, person_id=person_id, tenant_id=TENANT), 2)


def message(message_id: str, person_id: str = "person-lan", seq: int = 1, minute: int = 0, **more: Any) -> Incoming:
    usual = {"tenant_id": TENANT, "kind": MessageKind.JOB_DONE, "subjects": (Subject(noun="job", id="job-00001"),)}
    at = NOON + timedelta(minutes=minute)
    return told(notifications.MessageAdded(message_id=message_id, person_id=person_id, at=at, **{**usual, **more}), seq)


def message_read(message_id: str, person_id: str = "person-lan", seq: int = 2) -> Incoming:
    return told(notifications.MessageRead(message_id=message_id, person_id=person_id, read_at=NOON), seq)


def role(person_id: str, name: RoleName, tenant_id: str = TENANT, **place: str) -> Incoming:
    held = Role(name=name, tenant_id=tenant_id, **place)
    granted = accounts.RoleGranted(roles_id=f"roles-of-{person_id}", person_id=person_id, granted=held, roles=(held,))
    return told(granted, tenant_id=tenant_id)


def revoked(person_id: str, name: RoleName, tenant_id: str = TENANT, seq: int = 2) -> Incoming:
    held = Role(name=name, tenant_id=tenant_id)
    return told(
        accounts.RoleRevoked(roles_id=f"roles-of-{person_id}", person_id=person_id, revoked=held, roles=()), seq
    )


async def project(database: Database, *facts: Incoming) -> None:
    """Writes the rows of facts into a read model."""
    projection = Projection(database, COPIES)
    await projection.write([row for fact in facts for row in PROJECTED[type(fact.event)](fact)])


def match(match_id: str, seq: int = 1, **given: Any) -> Incoming:
    """A need of `organisation-buyer` and an offer of `organisation-seller`, unless they are given."""
    sides = {
        "need": matching.need_side(listing_id=f"need-of-{match_id}", owner_id="organisation-buyer"),
        "offer": matching.offer_side(listing_id=f"offer-of-{match_id}", owner_id="organisation-seller"),
    }
    return told(matching.match_suggested(match_id=match_id, **{**sides, **given}), seq)
