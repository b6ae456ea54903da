"""What comes of commands to accounts."""

from collections.abc import Mapping
from datetime import datetime

from gateway.graph.results.result import Result, Told
from gateway.graph.types.accounts import Invitation, Organisation, Tenant
from gateway.graph.types.jobs import Job
from gateway.graph.types.privacy import Consent, ConsentReceipt, DataRequest
from gateway.graph.types.programs import ApiClient, PersonalToken
from shared.contracts.accounts import commands as accounts
from shared.contracts.commands import Command


def _agreed(told: Told) -> Told:
    receipt = told["receipt"]
    return {**receipt, "given_at": datetime.fromisoformat(receipt["given_at"])}


RESULTS: Mapping[type[Command], Result] = {
    accounts.CreateTenant: Result(Tenant),
    accounts.RenameTenant: Result(Tenant),
    accounts.RegisterOrganisation: Result(Organisation),
    accounts.ReviseOrganisation: Result(Organisation),
    accounts.VerifyOrganisation: Result(Organisation),
    accounts.InvitePerson: Result(Invitation),
    accounts.CancelInvitation: Result(Invitation),
    accounts.GiveConsent: Result(Consent, {"receipt": (ConsentReceipt, "What proves what was agreed to.", _agreed)}),
    accounts.WithdrawConsent: Result(Consent),
    accounts.AskAboutData: Result(DataRequest),
    accounts.CancelDataRequest: Result(DataRequest),
    accounts.AnswerDataRequest: Result(DataRequest),
    accounts.RequestCodeSheet: Result(Job),
    accounts.RequestOrganisationImport: Result(Job),
    accounts.AdoptImport: Result(Job),
    accounts.CancelJob: Result(Job),
    accounts.RegisterApiClient: Result(ApiClient),
    accounts.RevokeApiClient: Result(ApiClient),
    accounts.CreatePersonalToken: Result(PersonalToken),
    accounts.RevokePersonalToken: Result(PersonalToken),
}
