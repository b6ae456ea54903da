"""The nouns whose rows tell of commands to accounts."""

from collections.abc import Mapping

from shared.contracts.accounts import commands as accounts
from shared.contracts.commands import Command

TOLD_BY: Mapping[type[Command], str] = {
    accounts.CreateTenant: "tenant",
    accounts.GrantRole: "roles",
    accounts.RevokeRole: "roles",
    accounts.RenameTenant: "tenant",
    accounts.RegisterOrganisation: "organisation",
    accounts.ReviseOrganisation: "organisation",
    accounts.VerifyOrganisation: "organisation",
    accounts.AskToJoin: "members",
    accounts.AdmitMember: "members",
    accounts.EndMembership: "members",
    accounts.InvitePerson: "invitation",
    accounts.AcceptInvitation: "invitation",
    accounts.CancelInvitation: "invitation",
    accounts.GiveConsent: "consent",
    accounts.WithdrawConsent: "consent",
    accounts.AskAboutData: "data_request",
    accounts.CancelDataRequest: "data_request",
    accounts.AnswerDataRequest: "data_request",
    accounts.RequestCodeSheet: "job",
    accounts.RequestOrganisationImport: "job",
    accounts.AdoptImport: "job",
    accounts.CancelJob: "job",
    accounts.RegisterApiClient: "api_client",
    accounts.RevokeApiClient: "api_client",
    accounts.CreatePersonalToken: "personal_token",
    accounts.RevokePersonalToken: "personal_token",
}
