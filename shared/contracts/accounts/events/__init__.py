"""The facts that accounts tells. None of them holds a name, mail or phone of a person."""

from shared.contracts.accounts.events.clients import (
    ApiClientRegistered,
    ApiClientRevoked,
    ApiClientSnapshot,
    PersonalTokenCreated,
    PersonalTokenRevoked,
    PersonalTokenSnapshot,
)
from shared.contracts.accounts.events.jobs import JobChanged, JobSnapshot
from shared.contracts.accounts.events.links import (
    CodesIssued,
    CodesSnapshot,
    CodeUsed,
    InvitationAccepted,
    InvitationEnded,
    InvitationSent,
    InvitationSnapshot,
    SignInAsked,
    SignInSnapshot,
)
from shared.contracts.accounts.events.organisations import (
    MembershipChanged,
    MembersSnapshot,
    OrganisationRegistered,
    OrganisationRevised,
    OrganisationSnapshot,
    OrganisationVerified,
)
from shared.contracts.accounts.events.people import (
    PasswordChanged,
    PersonErased,
    PersonMerged,
    PersonRegistered,
    PersonSnapshot,
    RoleGranted,
    RoleRevoked,
    RolesSnapshot,
)
from shared.contracts.accounts.events.privacy import (
    ConsentGiven,
    ConsentSnapshot,
    ConsentWithdrawn,
    DataRequestClosed,
    DataRequested,
    DataRequestSnapshot,
)
from shared.contracts.accounts.events.second_factor import SecondFactorSnapshot, SecondFactorSwitched
from shared.contracts.accounts.events.tenants import TenantCreated, TenantRenamed, TenantSnapshot
from shared.contracts.accounts.topics import LINKS_TOPIC, TOPIC

__all__ = [
    "LINKS_TOPIC",
    "TOPIC",
    "ApiClientRegistered",
    "ApiClientRevoked",
    "ApiClientSnapshot",
    "CodeUsed",
    "CodesIssued",
    "CodesSnapshot",
    "ConsentGiven",
    "ConsentSnapshot",
    "ConsentWithdrawn",
    "DataRequestClosed",
    "DataRequestSnapshot",
    "DataRequested",
    "InvitationAccepted",
    "InvitationEnded",
    "InvitationSent",
    "InvitationSnapshot",
    "JobChanged",
    "JobSnapshot",
    "MembersSnapshot",
    "MembershipChanged",
    "OrganisationRegistered",
    "OrganisationRevised",
    "OrganisationSnapshot",
    "OrganisationVerified",
    "PasswordChanged",
    "PersonErased",
    "PersonMerged",
    "PersonRegistered",
    "PersonSnapshot",
    "PersonalTokenCreated",
    "PersonalTokenRevoked",
    "PersonalTokenSnapshot",
    "RoleGranted",
    "RoleRevoked",
    "RolesSnapshot",
    "SecondFactorSnapshot",
    "SecondFactorSwitched",
    "SignInAsked",
    "SignInSnapshot",
    "TenantCreated",
    "TenantRenamed",
    "TenantSnapshot",
]
