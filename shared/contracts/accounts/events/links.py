"""Facts about mailed links. What is in the mail, notifications asks for when it writes it."""

from shared.contracts.accounts.roles import Role
from shared.contracts.accounts.topics import LINKS_TOPIC, TOPIC
from shared.contracts.accounts.values import Language
from shared.contracts.events import Told
from shared.contracts.values import Id, Instant


class SignInAsked(Told, wire="accounts.sign_in_asked", version=1, topic=LINKS_TOPIC, about="sign_in_id"):
    """Somebody with an account wants a link to sign in with. It is not told of an address that has none."""

    sign_in_id: Id
    person_id: Id
    tenant_id: Id
    language: Language
    expires_at: Instant


class SignInSnapshot(Told, wire="accounts.sign_in_snapshot", version=1, topic=LINKS_TOPIC, about="sign_in_id"):
    """All that was told of a wish to sign in."""

    sign_in_id: Id
    person_id: Id | None = None
    tenant_id: Id
    expires_at: Instant


class InvitationSent(Told, wire="accounts.invitation_sent", version=1, topic=TOPIC, about="invitation_id"):
    """Somebody is invited; to which address, accounts alone knows."""

    invitation_id: Id
    tenant_id: Id
    role: Role
    invited_by: str
    language: Language
    expires_at: Instant


class InvitationAccepted(Told, wire="accounts.invitation_accepted", version=1, topic=TOPIC, about="invitation_id"):
    """The invited person has accepted."""

    invitation_id: Id
    tenant_id: Id
    role: Role
    person_id: Id


class InvitationEnded(Told, wire="accounts.invitation_ended", version=1, topic=TOPIC, about="invitation_id"):
    """An invitation was taken back or has expired."""

    invitation_id: Id
    tenant_id: Id
    expired: bool


class InvitationSnapshot(Told, wire="accounts.invitation_snapshot", version=1, topic=TOPIC, about="invitation_id"):
    """All that told events have said of an invitation."""

    invitation_id: Id
    tenant_id: Id
    role: Role
    invited_by: str
    language: Language
    expires_at: Instant
    person_id: Id | None = None
    ended: bool = False


class CodesIssued(Told, wire="accounts.codes_issued", version=1, topic=TOPIC, about="batch_id"):
    """One-use codes to be printed were made."""

    batch_id: Id
    tenant_id: Id
    edition_id: Id | None = None
    count: int
    expires_at: Instant


class CodeUsed(Told, wire="accounts.code_used", version=1, topic=TOPIC, about="batch_id"):
    """One of the codes has signed somebody in."""

    batch_id: Id
    tenant_id: Id
    person_id: Id
    used: int
    """How many of the batch were used by now."""


class CodesSnapshot(Told, wire="accounts.codes_snapshot", version=1, topic=TOPIC, about="batch_id"):
    """All that told events have said of a batch of codes."""

    batch_id: Id
    tenant_id: Id
    edition_id: Id | None = None
    count: int
    expires_at: Instant
    used: int = 0
