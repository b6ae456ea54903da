"""What may be asked of accounts."""

from shared.contracts.accounts.commands.clients import (
    CreatePersonalToken,
    RegisterApiClient,
    RevokeApiClient,
    RevokePersonalToken,
    RotateApiSecret,
)
from shared.contracts.accounts.commands.invitations import AcceptInvitation, CancelInvitation, InvitePerson
from shared.contracts.accounts.commands.jobs import AdoptImport, CancelJob, RequestCodeSheet, RequestOrganisationImport
from shared.contracts.accounts.commands.organisations import (
    AdmitMember,
    AskToJoin,
    EndMembership,
    RegisterOrganisation,
    ReviseOrganisation,
    VerifyOrganisation,
)
from shared.contracts.accounts.commands.people import (
    ChangePassword,
    ClaimMail,
    GrantRole,
    MergePerson,
    RegisterPerson,
    ReviseProfile,
    RevokeRole,
    VouchForMail,
)
from shared.contracts.accounts.commands.privacy import (
    AnswerDataRequest,
    AskAboutData,
    CancelDataRequest,
    GiveConsent,
    WithdrawConsent,
)
from shared.contracts.accounts.commands.tenants import CreateTenant, RenameTenant
from shared.contracts.accounts.values import Mail

__all__ = [
    "AcceptInvitation",
    "AdmitMember",
    "AdoptImport",
    "AnswerDataRequest",
    "AskAboutData",
    "AskToJoin",
    "CancelDataRequest",
    "CancelInvitation",
    "CancelJob",
    "ChangePassword",
    "ClaimMail",
    "CreatePersonalToken",
    "CreateTenant",
    "EndMembership",
    "GiveConsent",
    "GrantRole",
    "InvitePerson",
    "Mail",
    "MergePerson",
    "RegisterApiClient",
    "RegisterOrganisation",
    "RegisterPerson",
    "RenameTenant",
    "RequestCodeSheet",
    "RequestOrganisationImport",
    "ReviseOrganisation",
    "ReviseProfile",
    "RevokeApiClient",
    "RevokePersonalToken",
    "RevokeRole",
    "RotateApiSecret",
    "VerifyOrganisation",
    "VouchForMail",
    "WithdrawConsent",
]
