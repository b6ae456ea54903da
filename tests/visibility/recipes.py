"""How each command is sent about the things of an area: a new command needs a row here, or the table fails."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from shared.contracts.accounts import commands as accounts
from shared.contracts.accounts.roles import RoleName
from shared.contracts.accounts.scopes import OWN_READ
from shared.contracts.accounts.values import DataRequestKind, Purpose
from shared.contracts.commands import Command
from shared.contracts.matchmaking.values import Side
from shared.contracts.notifications import commands as notifications
from shared.contracts.notifications.values import Topic
from shared.contracts.registration import commands as registration
from shared.contracts.registration.values import StartupStep, WithdrawalReason
from tests.builders import accounts as build
from tests.builders import matchmaking as matching
from tests.builders import registration as entering
from tests.builders.registration import DURING
from tests.visibility import judging, trading
from tests.visibility.areas import Area

Recipe = Callable[[Area], Command]
PASSWORD = SecretStr("một mật khẩu hoàn toàn khác")
CODES: dict[str, Any] = {"count": 3, "label": "Bàn đón tiếp"}
FACTS: dict[str, Any] = {
    "name": "Nấm Việt",
    "country": "VN",
    "location": "Bắc Ninh",
    "founded_year": 2023,
    "team_size": 5,
}


def judge_at(area: Area) -> str:
    """Who is a judge at the area's edition."""
    return f"person-judge-{area.name}-edition"


def slug_of(area: Area) -> str:
    return area.name[:20]


def submit(area: Area, entry: str = "entry") -> registration.SubmitEntry:
    ids = {"entry_id": area.id(entry), "programme_id": area.id("programme")}
    return entering.submit_entry(**ids, organisation_id=area.id("organisation"))


def draft(area: Area, entry: str = "draft") -> registration.SaveDraft:
    step = StartupStep(name="Nấm Việt")
    return registration.SaveDraft(entry_id=area.id(entry), programme_id=area.id("programme"), step=step)


def prepared(area: Area, page: str = "page") -> registration.PrepareDecisions:
    ids: dict[str, Any] = {"page_id": area.id(page), "programme_id": area.id("programme")}
    return entering.prepare_decisions(**ids, entry_ids=(area.id("entry"),))


def token(area: Area, noun: str = "token") -> accounts.CreatePersonalToken:
    ends = DURING + timedelta(days=30)
    return accounts.CreatePersonalToken(token_id=area.id(noun), name="Kịch bản", scopes=(OWN_READ,), expires_at=ends)


def client(area: Area, noun: str = "client") -> accounts.RegisterApiClient:
    made: dict[str, Any] = {"client_id": area.id(noun), "tenant_id": area.tenant, "name": "Trang tin"}
    return accounts.RegisterApiClient(**made, scopes=("entries:read",))


def asked(area: Area, noun: str = "request") -> accounts.AskAboutData:
    return accounts.AskAboutData(request_id=area.id(noun), person_id=area.owner, kind=DataRequestKind.EXPORT)


def imported(area: Area) -> accounts.RequestOrganisationImport:
    return accounts.RequestOrganisationImport(
        job_id=area.id("new-job"), tenant_id=area.tenant, upload_id=area.id("upload"), sha256="0" * 64
    )


def invited(area: Area, noun: str, name: RoleName, kind: str) -> accounts.InvitePerson:
    role = area.role(name, kind)
    return accounts.InvitePerson(invitation_id=area.id(noun), mail=f"moi@{area.name}.example", role=role)


RECIPES: Mapping[str, Recipe] = {
    **judging.RECIPES,
    "accounts.create_tenant": lambda a: build.create_tenant(tenant_id=a.tenant, slug=slug_of(a)),
    "accounts.rename_tenant": lambda a: accounts.RenameTenant(
        tenant_id=a.tenant, slug=f"{slug_of(a)}-moi", name=build.text()
    ),
    "accounts.register_person": lambda a: build.register_person(
        person_id=a.owner, tenant_id=a.tenant, mail=f"khac@{a.name}.example"
    ),
    "accounts.register_person (a new one)": lambda a: build.register_person(
        person_id=a.id("person-new"), tenant_id=a.tenant, mail=f"moi-den@{a.name}.example"
    ),
    "accounts.vouch_for_mail": lambda a: build.vouch(person_id=a.owner),
    "accounts.claim_mail": lambda a: build.claim_mail(person_id=a.owner, mail=f"khac@{a.name}.example"),
    "accounts.revise_profile": lambda a: build.revise_profile(person_id=a.owner),
    "accounts.change_password": lambda a: accounts.ChangePassword(person_id=a.owner, password=PASSWORD),
    "accounts.merge_person": lambda a: accounts.MergePerson(person_id=a.owner, into_id=judge_at(a)),
    "accounts.grant_role": lambda a: accounts.GrantRole(person_id=a.owner, role=a.role(RoleName.VISITOR)),
    "accounts.grant_role (at the edition)": lambda a: accounts.GrantRole(
        person_id=a.owner, role=a.role(RoleName.VISITOR, "edition")
    ),
    "accounts.revoke_role": lambda a: accounts.RevokeRole(
        person_id=judge_at(a), role=a.role(RoleName.JUDGE, "edition")
    ),
    "accounts.register_organisation": lambda a: accounts.RegisterOrganisation(
        organisation_id=a.id("organisation"), tenant_id=a.tenant, **FACTS
    ),
    "accounts.register_organisation (a new one)": lambda a: accounts.RegisterOrganisation(
        organisation_id=a.id("new-organisation"), tenant_id=a.tenant, **FACTS
    ),
    "accounts.revise_organisation": lambda a: accounts.ReviseOrganisation(
        organisation_id=a.id("organisation"), **FACTS
    ),
    "accounts.verify_organisation": lambda a: accounts.VerifyOrganisation(organisation_id=a.id("organisation")),
    "accounts.ask_to_join": lambda a: accounts.AskToJoin(organisation_id=a.id("organisation")),
    "accounts.admit_member": lambda a: accounts.AdmitMember(
        organisation_id=a.id("organisation"), person_id="person-ask"
    ),
    "accounts.end_membership": lambda a: accounts.EndMembership(
        organisation_id=a.id("organisation"), person_id="person-mem"
    ),
    "accounts.invite_person": lambda a: invited(a, "invitation", RoleName.JUDGE, "edition"),
    "accounts.invite_person (a new one)": lambda a: invited(a, "new-invitation", RoleName.JUDGE, "edition"),
    "accounts.invite_person (into the organisation)": lambda a: invited(
        a, "new-invitation", RoleName.ENTRANT, "organisation"
    ),
    "accounts.accept_invitation": lambda a: accounts.AcceptInvitation(
        invitation_id=a.id("invitation"), token=SecretStr("a token that nobody has made")
    ),
    "accounts.cancel_invitation": lambda a: accounts.CancelInvitation(invitation_id=a.id("invitation")),
    "accounts.give_consent": lambda a: accounts.GiveConsent(person_id=a.owner, purpose=Purpose.NEWS, text_version=1),
    "accounts.withdraw_consent": lambda a: accounts.WithdrawConsent(person_id=a.owner, purpose=Purpose.NEWS),
    "accounts.ask_about_data": asked,
    "accounts.ask_about_data (a new one)": lambda a: asked(a, "new-request"),
    "accounts.cancel_data_request": lambda a: accounts.CancelDataRequest(request_id=a.id("request")),
    "accounts.answer_data_request": lambda a: accounts.AnswerDataRequest(request_id=a.id("request"), done=True),
    "accounts.register_api_client": client,
    "accounts.register_api_client (a new one)": lambda a: client(a, "new-client"),
    "accounts.rotate_api_secret": lambda a: accounts.RotateApiSecret(client_id=a.id("client")),
    "accounts.revoke_api_client": lambda a: accounts.RevokeApiClient(client_id=a.id("client")),
    "accounts.create_personal_token": token,
    "accounts.create_personal_token (a new one)": lambda a: token(a, "new-token"),
    "accounts.revoke_personal_token": lambda a: accounts.RevokePersonalToken(token_id=a.id("token")),
    "accounts.request_code_sheet": lambda a: accounts.RequestCodeSheet(
        job_id=a.id("new-job"), tenant_id=a.tenant, edition_id=a.id("edition"), **CODES
    ),
    "accounts.request_organisation_import": imported,
    "accounts.adopt_import": lambda a: accounts.AdoptImport(job_id=a.id("long-job")),
    "accounts.cancel_job": lambda a: accounts.CancelJob(job_id=a.id("long-job")),
    "registration.open_edition": lambda a: entering.open_edition(edition_id=a.id("edition"), tenant_id=a.tenant),
    "registration.open_edition (a new one)": lambda a: entering.open_edition(
        edition_id=a.id("new-edition"), tenant_id=a.tenant, slug="2031"
    ),
    "registration.open_programme": lambda a: entering.open_programme(
        programme_id=a.id("programme"), edition_id=a.id("edition")
    ),
    "registration.open_programme (a new one)": lambda a: entering.open_programme(
        programme_id=a.id("new-programme"), edition_id=a.id("edition")
    ),
    "registration.save_draft": draft,
    "registration.save_draft (a new one)": lambda a: draft(a, "new-draft"),
    "registration.submit_entry": submit,
    "registration.submit_entry (a new one)": lambda a: submit(a, "new-entry"),
    "registration.submit_entry (another's draft)": lambda a: submit(a, "draft"),
    "registration.revise_entry": lambda a: entering.revise_entry(entry_id=a.id("entry")),
    "registration.revise_entry (a draft)": lambda a: entering.revise_entry(entry_id=a.id("draft")),
    "registration.withdraw_entry": lambda a: registration.WithdrawEntry(
        entry_id=a.id("entry"), reason=WithdrawalReason.NO_TIME
    ),
    "registration.prepare_decisions": prepared,
    "registration.prepare_decisions (a new page)": lambda a: prepared(a, "new-page"),
    "registration.clear_decisions": lambda a: entering.clear_decisions(
        page_id=a.id("page"), entry_ids=(a.id("entry"),)
    ),
    "registration.close_decisions": lambda a: entering.close_decisions(
        page_id=a.id("page"), release_id=a.id("release")
    ),
    "registration.release_decisions": lambda a: entering.release_decisions(
        release_id=a.id("release"), programme_id=a.id("programme"), page_ids=(a.id("page"),)
    ),
    "registration.call_off_release": lambda a: entering.call_off_release(
        release_id=a.id("release"), programme_id=a.id("programme")
    ),
    "matchmaking.show_interest": lambda a: matching.show_interest(match_id=a.id("match")),
    "matchmaking.show_interest (for the other side)": lambda a: matching.show_interest(
        Side.OFFER, match_id=a.id("match")
    ),
    "matchmaking.decline_match": lambda a: matching.decline_match(match_id=a.id("match")),
    "matchmaking.take_back_answer": lambda a: matching.take_back_answer(match_id=a.id("match")),
    "notifications.read_message": lambda a: notifications.ReadMessage(message_id=a.id("message")),
    "notifications.change_subscription": lambda a: notifications.ChangeSubscription(
        person_id=a.owner, topic=Topic.JOBS, mailed=False
    ),
    **trading.RECIPES,
}
"""By the command's wire name, with what is special of it in brackets."""


def wire_of(name: str) -> str:
    """The wire name of a recipe."""
    return name.partition(" ")[0]
