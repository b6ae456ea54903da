"""Who may do what with consent and requests about data."""

from collections.abc import Mapping

from services.accounts.domain.consent import Consent
from services.accounts.domain.data_request import CarryOut, DataRequest
from services.accounts.domain.erasure import ErasePerson, ForgetRoles, PutOut
from services.accounts.domain.restriction import ResumeProcessing, StopProcessing
from shared.auth import Actor
from shared.bus.dispatch import May, Verdict, only_itself
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import RoleName
from shared.contracts.commands import Command
from shared.contracts.places import Places


def may_consent(
    actor: Actor, command: commands.GiveConsent | commands.WithdrawConsent, consent: Consent | None, _: object
) -> Verdict:
    """The person alone, in person: nobody and no program consents for anybody. What is to stop, accounts stops."""
    if isinstance(command, commands.WithdrawConsent) and actor.is_service and actor.id == "accounts":
        return Verdict.YES
    if not actor.is_person or actor.id != command.person_id:
        return Verdict.UNSEEN
    return Verdict.YES if actor.in_person else Verdict.NO


def may_ask(actor: Actor, command: commands.AskAboutData, request: DataRequest | None, _: object) -> Verdict:
    """The person alone, in person."""
    if not actor.is_person or actor.id != command.person_id or (request and request.person_id != actor.id):
        return Verdict.UNSEEN
    return Verdict.YES if actor.in_person else Verdict.NO


def may_cancel(actor: Actor, command: commands.CancelDataRequest, request: DataRequest | None, _: object) -> Verdict:
    """Who has asked, in person."""
    if request is None or actor.id != request.person_id:
        return Verdict.NO if request and _organises(actor, request) else Verdict.UNSEEN
    return Verdict.YES if actor.in_person else Verdict.NO


def may_answer(actor: Actor, command: commands.AnswerDataRequest, request: DataRequest | None, _: object) -> Verdict:
    """An organiser of the tenant, in person; who has asked sees the request and can't answer it."""
    if request is None:
        return Verdict.UNSEEN
    if actor.id == request.person_id:
        return Verdict.NO
    if _organises(actor, request):
        return Verdict.YES if actor.in_person else Verdict.NO
    return Verdict.UNSEEN


def _organises(actor: Actor, request: DataRequest) -> bool:
    return actor.is_one_at(Places(request.tenant_id), RoleName.ORGANISER)


ACCESS: Mapping[type[Command], May] = {
    commands.GiveConsent: may_consent,
    commands.WithdrawConsent: may_consent,
    commands.AskAboutData: may_ask,
    commands.CancelDataRequest: may_cancel,
    commands.AnswerDataRequest: may_answer,
    **dict.fromkeys(
        (CarryOut, ErasePerson, ForgetRoles, PutOut, StopProcessing, ResumeProcessing), only_itself("accounts")
    ),
}
