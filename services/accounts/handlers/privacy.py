"""Consent and requests about data: which rule decides which command, and what is done when its time has come."""

from services.accounts.domain import consent, data_request
from services.accounts.domain.consent import Consent
from services.accounts.domain.data_request import REASON, Asking, CarryOut
from services.accounts.handlers.nouns import CONSENT, DATA_REQUEST
from services.accounts.ports import Needs
from shared.auth import Actor
from shared.bus.dispatch import AnyHandler, Handler, PreparedHandler
from shared.bus.nouns import Json
from shared.bus.sweeping import Timed
from shared.contracts.accounts import commands
from shared.contracts.accounts.values import DataRequestKind

Consenting = commands.GiveConsent | commands.WithdrawConsent


async def tenant_of_actor(_: commands.GiveConsent, actor: Actor, __: Needs) -> str:
    """Where who agrees has the account."""
    return actor.tenant_id or ""


async def asking(command: commands.AskAboutData, actor: Actor, needs: Needs) -> Asking:
    """Where who asks has the account, and whether the tenant would be left without an organiser."""
    tenant_id = actor.tenant_id or ""
    if command.kind is not DataRequestKind.ERASURE:
        return Asking(tenant_id)
    return Asking(tenant_id, await _is_last_organiser(tenant_id, command.person_id, needs))


async def _is_last_organiser(tenant_id: str, person_id: str, needs: Needs) -> bool:
    tenant = await needs.tenants.read(tenant_id)
    return tenant is not None and tenant.state.organisers == (person_id,)


async def sealed_reason(command: commands.AnswerDataRequest, _: Actor, needs: Needs) -> str | None:
    """The reason, sealed under the key of who has asked: it is free text about that person."""
    if command.reason is None:
        return None
    request = await needs.data_requests.read(command.request_id)
    return await needs.vault.seal(request.state.person_id, REASON, command.reason) if request else None


def _consent_of(command: Consenting) -> str:
    return consent.consent_id(command.person_id, command.purpose)


def receipt(state: Consent) -> Json | None:
    """What proves what was agreed to, and when."""
    given = {"consent_id": state.consent_id, "purpose": state.purpose.value, "text_version": state.text_version}
    return {"receipt": {**given, "given_at": state.given_at.isoformat()}}


COMMANDS: tuple[AnyHandler, ...] = (
    PreparedHandler(commands.GiveConsent, CONSENT, consent.give, tenant_of_actor, receipt, _consent_of),
    Handler(commands.WithdrawConsent, CONSENT, consent.withdraw, target=_consent_of),
    PreparedHandler(commands.AskAboutData, DATA_REQUEST, data_request.ask, asking),
    Handler(commands.CancelDataRequest, DATA_REQUEST, data_request.cancel),
    PreparedHandler(commands.AnswerDataRequest, DATA_REQUEST, data_request.answer, sealed_reason),
    Handler(CarryOut, DATA_REQUEST, data_request.carry_out),
)

TIMED: Timed = {("data_request", "answer"): lambda request_id, _: CarryOut(request_id=request_id)}
