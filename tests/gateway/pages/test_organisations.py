"""Organisations, invitations and the organisers' pages, over a province and services in memory."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from gateway.clients import Refused
from gateway.web.ports import ShownInvitation, Twin
from shared.contracts.accounts import commands
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.registration.commands import OpenEdition, OpenProgramme, SubmitEntry
from shared.errors import Kind
from tests.gateway import facts
from tests.gateway.pages import hall
from tests.gateway.pages.conftest import TEXTS
from tests.gateway.pages.services import NOW, Services

KNOWN = Twin("organisation-1", "Gạch Việt", "https://gachviet.example", "Bắc Ninh", True)
GOOD = "invitation-1.a-token-that-holds"
ORGANISATION = "/organisation/organisation-1"


@dataclass
class Accounts:
    """Twins and invitations, as accounts answers; `down` makes it silent."""

    services: Services
    down: bool = False
    typed: list[dict[str, str]] = field(default_factory=list)
    accepted: list[str | None] = field(default_factory=list)
    fetched: list[tuple[str, str]] = field(default_factory=list)

    async def likely(self, viewer, tenant_id, typed, language):
        if self.down:
            raise Refused("unavailable", Kind.BUSY, "Hệ thống chưa trả lời được.")
        self.typed.append(typed)
        return [KNOWN] if "gạch" in typed["name"].lower() else []

    async def look(self, token, language):
        if token != GOOD:
            raise Refused("accounts.link_expired", Kind.MISSING, "Liên kết hoặc mã này không dùng được.")
        role = {"name": "judge", "organisation_id": None}
        until = NOW + timedelta(days=14)
        return ShownInvitation("invitation-1", facts.TENANT, role, "Lê Minh Châu", None, False, until, True)

    async def file(self, viewer, job_id, language):
        self.fetched.append((viewer.id, job_id))
        return b"%PDF-1.7"

    async def enter(self, token, name, language):
        if not name:
            raise Refused("accounts.name_needed", Kind.INVALID, "Bạn ghi họ và tên.")
        self.accepted.append(name)
        return await self.services.use_slip("7KQM-3ZT9-WX4B", name, None, language)


@pytest.fixture
def accounts(services):
    return Accounts(services)


@pytest.fixture
def app(database, services, tmp_path, accounts):
    assets = hall.no_assets(tmp_path)
    return hall.application(database, services, assets, TEXTS, twins=accounts, invitations=accounts, made=accounts)


def commands_sent(services, kind):
    return [command for command, _ in services.sent if isinstance(command, kind)]


async def test_likely_twins_are_asked_about_before_an_organisation_is_registered(browser, services, accounts):
    await browser.sign_in()
    await browser.open("/organisations/new")
    await browser.post("/organisations/new", name="Gạch Việt Nam", country="VN")
    assert "Có phải tổ chức này không? " in browser.text
    assert commands_sent(services, commands.RegisterOrganisation) == []
    await browser.post("/organisations/new", name="Gạch Việt Nam", country="VN", seen_twin="organisation-1")
    (sent,) = commands_sent(services, commands.RegisterOrganisation)
    assert (sent.name, sent.tenant_id) == ("Gạch Việt Nam", facts.TENANT)
    assert browser.path == f"/organisation/{sent.organisation_id}"


async def test_nobody_is_kept_from_registering_while_accounts_is_silent(browser, services, accounts):
    accounts.down = True
    await browser.sign_in()
    await browser.open("/organisations/new")
    await browser.post("/organisations/new", name="Gạch Việt Nam", website="gachviet.example")
    (sent,) = commands_sent(services, commands.RegisterOrganisation)
    assert sent.website == "https://gachviet.example"


async def test_what_is_wrong_is_said_and_nothing_is_registered(browser, services):
    await browser.sign_in()
    await browser.open("/organisations/new")
    answer = await browser.post("/organisations/new", name="", tax_code="12", founded_year="hai nghìn")
    assert answer.status_code == 422
    assert "Mã số thuế có 10, 12 hoặc 13 số." in browser.text
    assert services.sent == []


async def test_while_somebody_types_likely_twins_are_a_part_of_the_page(browser, accounts):
    await browser.sign_in()
    answer = await browser.open("/organisations/twins?name=G%E1%BA%A1ch")
    assert "Gạch Việt" in browser.text
    assert "<html" not in answer.text
    assert accounts.typed == [{"name": "Gạch", "website": "", "tax_code": ""}]


async def test_a_startup_is_saved_before_its_twin_is_asked_about(browser, services):
    await browser.make_account()
    await browser.open(f"/register/{hall.PROGRAMME}")
    step = browser.path
    startup = {"name": "Gạch Số", "country": "VN", "location": "", "founded_year": "", "team_size": "", "website": ""}
    await browser.post(step, **startup)
    assert (browser.path, "Có phải tổ chức này không?" in browser.text) == (step, True)
    await browser.post(step, **startup, seen_twin="organisation-1")
    assert browser.path.endswith("/project")


async def test_who_sees_nothing_of_an_organisation_may_ask_to_join(browser, services):
    await browser.make_account()
    await browser.open(ORGANISATION)
    assert "Gạch Việt" not in browser.text
    await browser.post(ORGANISATION, action="join")
    assert commands_sent(services, commands.AskToJoin) == [commands.AskToJoin(organisation_id="organisation-1")]
    assert "Bạn đã xin tham gia." in browser.text


async def test_an_organiser_sees_members_and_decides_on_who_asks(browser, services):
    await browser.sign_in()
    await browser.open(ORGANISATION)
    assert "Mã số thuế 0100109106" in browser.text
    for action, command in (
        ("admit", commands.AdmitMember(organisation_id="organisation-1", person_id="person-ask")),
        ("decline", commands.EndMembership(organisation_id="organisation-1", person_id="person-ask")),
        ("promote", commands.AdmitMember(organisation_id="organisation-1", person_id="person-ask", admin=True)),
        ("verify", commands.VerifyOrganisation(organisation_id="organisation-1")),
    ):
        await browser.open(ORGANISATION)
        await browser.post(ORGANISATION, action=action, person_id="person-ask")
        assert services.sent[-1][0] == command
    await browser.open(ORGANISATION)
    assert (await browser.post(ORGANISATION, action="burn")).status_code == 404


async def test_an_invitation_into_an_organisation_names_it(browser, services):
    await browser.sign_in()
    await browser.open(ORGANISATION)
    await browser.post(ORGANISATION, action="invite", mail="minh@example.vn")
    (sent,) = commands_sent(services, commands.InvitePerson)
    expected = Role(name=RoleName.ENTRANT, tenant_id=facts.TENANT, organisation_id="organisation-1")
    assert (sent.mail, sent.role) == ("minh@example.vn", expected)
    await browser.open(ORGANISATION)
    assert (await browser.post(ORGANISATION, action="invite", mail="no mail")).status_code == 422


async def test_an_invitation_is_shown_and_only_the_button_accepts(browser, accounts):
    await browser.open(f"/invitation?token={GOOD}")
    assert "Lê Minh Châu mời bạn." in browser.text
    assert "Giám khảo" in browser.text
    assert accounts.accepted == []
    assert (await browser.post("/invitation", token=GOOD)).status_code == 422
    await browser.post("/invitation", token=GOOD, name="Phạm Thu")
    assert accounts.accepted == ["Phạm Thu"]
    assert browser.path == "/"


async def test_who_is_signed_in_accepts_with_that_account(browser, services, accounts):
    await browser.sign_in()
    await browser.open(f"/invitation?token={GOOD}")
    await browser.post("/invitation", token=GOOD)
    (sent,) = commands_sent(services, commands.AcceptInvitation)
    assert sent.invitation_id == "invitation-1"
    assert accounts.accepted == []


async def test_a_link_that_holds_no_more_says_so(browser):
    assert (await browser.open("/invitation?token=old")).status_code == 422
    assert "Liên kết hoặc mã này không dùng được." in browser.text


ORGANISE = (
    "/organise/start",
    "/organise/people",
    "/organise/codes",
    "/organise/name",
    "/organise/edition",
    "/organise/programme",
)


@pytest.mark.parametrize("address", ORGANISE)
async def test_the_organisers_pages_are_for_organisers(browser, address):
    await browser.make_account()
    assert (await browser.open(address)).status_code == 403


@pytest.mark.parametrize("address", ORGANISE)
async def test_an_organiser_opens_them(browser, address):
    await browser.sign_in()
    assert (await browser.open(address)).status_code == 200


async def test_people_are_listed_by_role_invited_and_revoked(browser, services):
    await browser.sign_in()
    await browser.open("/organise/people")
    assert "Thư ký 1" in browser.text
    await browser.post(
        "/organise/people", action="invite", mail="thu@example.vn", role="judge", edition_id=facts.EDITION
    )
    (invited,) = commands_sent(services, commands.InvitePerson)
    assert invited.role == Role(name=RoleName.JUDGE, tenant_id=facts.TENANT, edition_id=facts.EDITION)
    await browser.open("/organise/people")
    await browser.post("/organise/people", action="revoke", person_id="person-sec", role="secretary")
    (revoked,) = commands_sent(services, commands.RevokeRole)
    assert revoked == commands.RevokeRole(
        person_id="person-sec", role=Role(name=RoleName.SECRETARY, tenant_id=facts.TENANT)
    )
    await browser.open("/organise/people")
    await browser.post("/organise/people", action="cancel", invitation_id="invitation-1")
    assert services.sent[-1][0] == commands.CancelInvitation(invitation_id="invitation-1")


async def test_the_list_says_what_is_there_and_sends_a_mail_as_a_try(browser, services):
    await browser.sign_in()
    await browser.open("/organise/start")
    assert "Đã đủ: mọi người đăng ký được." in browser.text
    await browser.post("/organise/start", mail="organiser@bac-ninh.example")
    assert services.mailed == [("organiser@bac-ninh.example", "/organise/start")]


async def test_a_programme_lasts_from_the_first_minute_to_the_last_by_the_editions_clock(browser, services):
    await browser.sign_in()
    await browser.open("/organise/programme")
    days = {"opens": "2026-04-01", "closes": "2026-05-31"}
    await browser.post("/organise/programme", vi="Cuộc thi", en="Contest", kind="contest", **days)
    (sent,) = commands_sent(services, OpenProgramme)
    assert (sent.opens_at.isoformat(), sent.closes_at.isoformat()) == (
        "2026-04-01T00:00:00+07:00",
        "2026-05-31T23:59:00+07:00",
    )
    await browser.open("/organise/programme")
    assert (await browser.post("/organise/programme", vi="Cuộc thi", kind="contest", opens="")).status_code == 422


async def test_an_edition_and_the_tenants_name_are_given(browser, services):
    await browser.sign_in()
    await browser.open("/organise/edition")
    await browser.post("/organise/edition", year="2027", vi="Techfest 2027", en="", zone="Asia/Ho_Chi_Minh")
    (edition,) = commands_sent(services, OpenEdition)
    assert (edition.slug, edition.year, edition.name.en) == ("2027", 2027, None)
    await browser.open("/organise/name")
    await browser.post("/organise/name", vi="Kinh Bắc", en="Kinh Bac", slug="kinh-bac")
    (renamed,) = commands_sent(services, commands.RenameTenant)
    assert (renamed.slug, renamed.name.en) == ("kinh-bac", "Kinh Bac")


async def test_a_sheet_of_codes_is_asked_for_and_fetched(browser, services, accounts):
    await browser.sign_in()
    await browser.open("/organise/codes")
    wrong = await browser.post("/organise/codes", count="501", label="Cổng A", days="7", edition_id="")
    assert (wrong.status_code, commands_sent(services, commands.RequestCodeSheet)) == (422, [])
    assert "phải từ 1 đến 500" in browser.text
    await browser.post("/organise/codes", count="30", label="Cổng A", days="7", edition_id=facts.EDITION)
    (sent,) = commands_sent(services, commands.RequestCodeSheet)
    assert (sent.count, sent.edition_id, sent.tenant_id) == (30, facts.EDITION, facts.TENANT)
    file = await browser.open(f"/jobs/{sent.job_id}/sheet.pdf")
    assert (file.headers["content-type"], file.headers["cache-control"]) == ("application/pdf", "no-store")
    assert accounts.fetched == [("person-org", sent.job_id)]


async def test_the_menus_lead_everywhere_an_organiser_works_and_nobody_else(browser):
    await browser.sign_in()
    await browser.open("/")
    assert all(f'href="{address}"' in browser.page.text for address in (*ORGANISE[:3], "/account/security"))
    await browser.post("/sign-out")
    await browser.make_account()
    await browser.open("/")
    assert "/organise/" not in browser.page.text
    assert 'href="/account/security"' in browser.page.text


async def test_one_enters_for_an_organisation_to_which_one_belongs(browser, services, database):
    await browser.sign_in()
    await facts.project(database, facts.members("organisation-1", seq=9, org="member"))
    await browser.open(f"/register/{hall.PROGRAMME}")
    step = browser.path
    assert "Gạch Việt" in (await browser.open(f"{step}?organisation=organisation-1")).text
    await browser.post(step, name="gạch  việt", country="VN")
    await browser.post(browser.path, title="Gạch không nung", summary="Từ tro bay.")
    await browser.post(browser.path)
    assert "Bạn dự thi cho " in browser.text
    await browser.post(browser.path)
    (sent,) = commands_sent(services, SubmitEntry)
    assert sent.organisation_id == "organisation-1"
    assert commands_sent(services, commands.RegisterOrganisation) == []


async def test_an_invitation_says_which_role_it_is(browser, services):
    """The first of a list is chosen by a hurried thumb: it must not be the one who may do everything."""
    await browser.sign_in()
    page = await browser.open("/organise/people")
    (first, *_) = re.findall(r'<option value="([^"]*)"', page.text.split('id="role"')[1])
    assert first == ""
    answer = await browser.post("/organise/people", action="invite", mail="thu@example.vn", role="", edition_id="")
    assert (answer.status_code, commands_sent(services, commands.InvitePerson)) == (422, [])
    assert "Bạn chọn vai trò rồi gửi lại." in browser.text
    assert 'value="thu@example.vn"' in answer.text
