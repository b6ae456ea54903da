"""The story across all services in a real browser: registering, deciding, posting, winning, trading.

Two roles are given over REST: the invitations by mail have tests of their own.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest

from shared.clock import SystemClock
from shared.contracts.accounts.commands import GrantRole
from shared.contracts.accounts.roles import Role, RoleName
from shared.contracts.judging import commands as judging
from shared.contracts.judging.ids import judge_id
from shared.contracts.registration.commands import OpenProgramme
from shared.contracts.registration.values import ProgrammeKind
from shared.contracts.values import Text
from shared.ids import derived_id, new_id
from tests.e2e.test_exchange_pages import Trader, published
from tests.e2e.test_judging_pages import act
from tests.e2e.test_pages import Visitor, chromium, organiser, visitor
from tests.e2e.test_story import once_known
from tests.harness.people import PASSWORD, Traces, registered, signed_in
from tests.harness.system import System
from tests.harness.waiting import eventually

__all__ = ["chromium", "visitor"]
pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass
class Contest:
    """A programme of this test's own."""

    system: System
    programme_id: str


@pytest.fixture
async def contest(system) -> Contest:
    found, now = Contest(system, new_id()), SystemClock().now()
    staff = await signed_in(system, Traces(), *organiser(system))
    await staff.send(
        OpenProgramme(
            programme_id=found.programme_id,
            edition_id=system.demo.edition_id,
            name=Text(vi="Cuộc thi của năm", en="Contest of the year"),
            kind=ProgrammeKind.CONTEST,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=1),
        )
    )
    return found


async def test_a_startup_is_accepted_wins_and_sells_to_a_cooperative(system, contest, visitor):
    startup, staff = Trader(await visitor("vi")), await visitor("vi", 1280)
    await staff.sign_in(*organiser(system))
    await enters(startup.visitor, contest)
    await accepts(staff, contest)
    title = f"Máy sấy lúa {startup.visitor.startup}"
    listing_id = await offers(startup, staff, title)
    await wins(contest, staff, await visitor("vi"), await visitor("vi", 1280))
    await startup.visitor.find(f"/exchange/{listing_id}", ".chip:has-text('Hạng 1: Giải Nhất')")
    await startup.visitor.checked()
    await sells(startup, Trader(await visitor("vi", 1280)), listing_id)
    for path, text in (("/inbox", "Thoả thuận đã được hai bên xác nhận"), ("/my-entries", "chấp nhận")):
        await startup.visitor.find(path, f"main :text('{text}')")
    assert startup.visitor.errors + staff.errors == []


async def enters(startup: Visitor, contest: Contest) -> None:
    """From the first page to the receipt."""
    await startup.make_account(f"/register/{contest.programme_id}")
    await startup.fill_in(checked=False)
    await startup.submit()


async def accepts(staff: Visitor, contest: Contest) -> None:
    """Prepared, looked at, released."""
    await staff.find(f"/decide/{contest.programme_id}", "input[name=entry]")
    await staff.page.check("input[name=entry]")
    await staff.page.click("button[value=accept]")
    await staff.page.wait_for_selector("text=1 quyết định đang giữ kín.")
    await staff.page.click("text=Xem trước rồi công bố")
    await staff.page.click("text=Công bố 1 quyết định")
    await staff.page.wait_for_selector("text=Đã công bố")


async def offers(startup: Trader, staff: Visitor, title: str) -> str:
    """Posted in the name of the organisation that was registered with the entry, and published."""
    await startup.post(title, "380.000.000")
    await startup.act("submit")
    listing_id = str(startup.page.url).partition("?")[0].rsplit("/", 1)[1]
    await published(staff, title)
    return listing_id


async def wins(contest: Contest, staff: Visitor, judge: Visitor, chair: Visitor) -> None:
    """An organiser opens an award and gives the entry to a judge, who scores it on a phone; the chair publishes."""
    system, traces = contest.system, Traces()
    organises = await signed_in(system, traces, *organiser(system))
    scores, leads = [await registered(system, traces, name) for name in ("Lê Thị Cân", "Phạm Thu Trang")]
    award_id = await opened(contest, staff)
    round_id, own = derived_id("round", award_id), judge_id(award_id, scores.id)
    await once_known(organises, judging.InviteJudge(award_id=award_id, person_id=scores.id))
    at_award = {"edition_id": system.demo.edition_id, "programme_id": contest.programme_id}
    at_award |= {"tenant_id": system.demo.tenant_id, "award_id": award_id}
    await organises.send(GrantRole(person_id=leads.id, role=Role(name=RoleName.CHAIR, **at_award)))
    await judge.sign_in(scores.mail, PASSWORD)
    await judge.find(f"/judging/invitation/{own}", "button[value=accept]")
    await judge.checked()
    await judge.follow("button[value=accept]")
    await given(staff, f"/organise/awards/{award_id}")
    await scored(judge, f"/judging/rounds/{round_id}")
    await chair.sign_in(leads.mail, PASSWORD)
    led = f"/judging/rounds/{round_id}/chair"
    await chair.find(led, "text=Đã nộp 1/1 phiếu")
    for action in ("close", "seal", "publish"):
        await chair.find(led, f'main button[value="{action}"]')
        await act(chair, action)


async def opened(contest: Contest, staff: Visitor) -> str:
    """With the criteria that the form proposes; the award's id."""
    await staff.find("/organise/awards", f"#programme_id option[value='{contest.programme_id}']")
    await staff.checked()
    await staff.page.fill("#vi", "Giải Nhất")
    await staff.page.select_option("#programme_id", contest.programme_id)
    await staff.page.fill("#judges", "1")
    await staff.follow("main form:has(#vi) button[type=submit]")
    return str(staff.page.url).partition("?")[0].rsplit("/", 1)[1]


async def given(staff: Visitor, award: str) -> None:
    """Worked out by the system, read, and given to the judge."""
    await staff.find(award, ":is(:text('Có 1 hồ sơ được chấm'))")
    await staff.find(award, ".chip:has-text('đã nhận lời')")
    await staff.checked()
    await staff.follow("button:has-text('Phân công chấm')")
    await staff.find(staff.page.url.removeprefix(staff.address), "button:has-text('Giao hồ sơ cho giám khảo')")
    await staff.checked()
    await staff.follow("button:has-text('Giao hồ sơ cho giám khảo')")


async def scored(judge: Visitor, round_: str) -> None:
    """Nine of ten for each criterion, handed in."""
    await judge.find(round_, "main a[data-sheet]")
    sheet = await judge.page.locator("main a[data-sheet]").first.get_attribute("href")
    await judge.open(str(sheet))
    await judge.page.wait_for_load_state("networkidle")
    for n in range(1, 5):
        await judge.page.locator(f'input[name="mark-tieu-chi-{n}"][value="9"]').check(force=True)
    await judge.page.wait_for_selector('[data-tell="score-saved"]:visible')
    await judge.page.click('.footbar button[value="submit"]')
    await judge.page.wait_for_url(lambda url: not url.endswith(str(sheet)))


async def sells(startup: Trader, cooperative: Trader, listing_id: str) -> None:
    """Asked, offered, accepted and confirmed, each on a page; what waits is told in the inbox."""
    await cooperative.arrive()
    await cooperative.visitor.find(f"/exchange/{listing_id}", "#text")
    await cooperative.page.fill("#text", "Máy có kịp giao trước vụ mùa không?")
    await cooperative.page.click("form:has(#text) button[type=submit]")
    await cooperative.page.wait_for_url("**/exchange/enquiries/*")
    talk = cooperative.page.url.removeprefix(cooperative.visitor.address).partition("?")[0]
    await cooperative.page.fill("#price", "370.000.000")
    await cooperative.act("offer")
    await startup.visitor.find("/inbox", "main :text('Bạn có một đề nghị')")
    await startup.visitor.checked()
    await startup.visitor.open(talk)
    await startup.act("accept")
    await startup.act("confirm")
    await eventually(partial(confirms, cooperative, talk), 20, "the other side confirms")
    await startup.visitor.open(talk)
    assert "Hai bên đã xác nhận" in await startup.page.inner_text("main")


async def confirms(trader: Trader, talk: str) -> bool:
    await trader.visitor.open(talk)
    await trader.act("confirm")
    return True
