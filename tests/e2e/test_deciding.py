"""Entries are decided together: prepared in secret, previewed, released at once, seen by all at the same time."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from deploy.local import keys
from shared.clock import SystemClock
from shared.contracts.registration import commands
from shared.contracts.registration.values import Decision, EntryAnswers, ProgrammeKind, RejectionReason
from shared.contracts.values import Text
from shared.ids import new_id
from tests.e2e.test_pages import Visitor, chromium, visitor  # noqa: F401 - fixtures
from tests.harness.reading import GraphReader
from tests.harness.rest import RestClient, operator_token, person_token
from tests.harness.system import System
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True)
class Season:
    """A programme of this test's own."""

    system: System
    programme_id: str

    async def entries(self, count: int) -> list[str]:
        """Entries that a client has imported."""
        token = await operator_token(self.system.address, self.system.operator_secret, "entries:import")
        entry_ids = [new_id() for _ in range(count)]
        async with RestClient(self.system.address, token) as client:
            for n, entry_id in enumerate(entry_ids):
                submit = commands.SubmitEntry(
                    entry_id=entry_id,
                    programme_id=self.programme_id,
                    organisation_id=new_id(),
                    answers=EntryAnswers(title=f"Dự án số {n:03}"),
                )
                await client.send(submit, new_id())
        return entry_ids

    def organiser(self) -> tuple[str, str]:
        (known,) = [one for one in self.system.demo.sign_ins if one.who == "organiser"]
        return known.mail, keys.secret(self.system.local.data, "demo-password")

    async def token(self, audience: str) -> str:
        mail, password = self.organiser()
        return await person_token(self.system.address, mail, password, self.system.demo.tenant_id, audience)


@pytest.fixture
async def season(system) -> Season:
    now, programme_id = SystemClock().now(), new_id()
    command = commands.OpenProgramme(
        programme_id=programme_id,
        edition_id=system.demo.edition_id,
        name=Text(vi="Vòng xét hồ sơ", en="Screening"),
        kind=ProgrammeKind.CONTEST,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    token = await operator_token(system.address, system.operator_secret, "editions:open")
    async with RestClient(system.address, token) as client:
        await client.send(command, new_id())
    return Season(system, programme_id)


async def statuses(reader: GraphReader, season: Season) -> dict[str, str]:
    found = await reader.entries(season.programme_id)
    return {entry_id: str(entry["status"]) for entry_id, entry in found.items()}


async def reading(season: Season) -> GraphReader:
    return GraphReader(
        season.system.address,
        await operator_token(season.system.address, season.system.operator_secret, "entries:read"),
    )


async def test_an_organiser_ticks_prepares_previews_and_releases(system, season, visitor):  # noqa: F811
    hanh, minh = await visitor(), await visitor("vi", 1280)
    await hanh.make_account(f"/register/{season.programme_id}")
    await hanh.fill_in(checked=False)
    code = await hanh.submit()
    receipt = hanh.page.url.removeprefix(system.address)
    await season.entries(3)
    await minh.sign_in(*season.organiser())
    await minh.open("/entries")
    await minh.follow(f"a[href='/decide/{season.programme_id}']")
    await minh.checked()
    assert "4" in await minh.page.locator(".figure-row dd").first.inner_text()
    await tick(minh, "Dự án số 000", "Dự án số 001")
    await minh.page.click("button[value=accept]")
    await minh.page.wait_for_selector("text=Đã ghi 2 quyết định dự kiến")
    await tick(minh, code)
    await minh.page.click("button[value=reject]")
    await minh.page.wait_for_selector("#reason[aria-invalid=true]")
    assert await minh.page.locator(f"tr:has-text('{code}') input").is_checked()
    await minh.page.select_option("#reason", "incomplete")
    await minh.page.fill("#text", "Bạn bổ sung giấy đăng ký rồi nộp lại mùa sau.")
    await minh.page.click("button[value=reject]")
    await minh.page.wait_for_selector("text=3 quyết định đang giữ kín.")
    await minh.checked()
    await unseen(hanh, receipt)
    await minh.page.click("text=Xem trước rồi công bố")
    await minh.page.wait_for_selector("text=2 chấp nhận, 1 từ chối, 0 đã rút trong lúc chờ.")
    await minh.checked()
    await unseen(hanh, receipt)
    await minh.page.click("text=Công bố 3 quyết định")
    await minh.page.wait_for_selector("text=Đã công bố")
    await eventually(lambda: told(hanh, receipt), 20, "the entrant sees the decision")
    await hanh.checked()
    said = await hanh.page.locator("main").inner_text()
    assert "Thiếu nội dung bắt buộc" in said
    assert "Bạn bổ sung giấy đăng ký rồi nộp lại mùa sau." in said
    await hanh.open("/inbox")
    await eventually(lambda: has(hanh, "Quyết định về hồ sơ của bạn"), 20, "the inbox says so")
    assert (hanh.errors, minh.errors) == ([], [])


async def tick(person: Visitor, *rows: str) -> None:
    for row in rows:
        await person.page.check(f"tr:has-text('{row}') input[name=entry]")


async def unseen(entrant: Visitor, receipt: str) -> None:
    for path in (receipt, "/my-entries", "/inbox"):
        await entrant.open(path)
        content = await entrant.page.content()
        assert "Thiếu nội dung bắt buộc" not in content
        assert "bổ sung giấy đăng ký" not in content


async def told(entrant: Visitor, receipt: str) -> bool:
    await entrant.open(receipt)
    return "Hồ sơ chưa được chọn lần này." in await entrant.page.content()


async def has(person: Visitor, text: str) -> bool:
    await person.page.reload()
    return text in await person.page.content()


@dataclass
class Looker:
    """Looks again and again, at all entries in one answer, and keeps each that is different."""

    seen: list[frozenset[tuple[str, str]]]

    async def run(self, reader: GraphReader, season: Season) -> None:
        while True:
            found = frozenset((await statuses(reader, season)).items())
            if not self.seen or self.seen[-1] != found:
                self.seen.append(found)
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("victim", ["registration-worker", "gateway-projector"])
async def test_a_crash_in_the_middle_of_a_release_is_seen_by_nobody(system, season, victim):
    entry_ids = await season.entries(90)
    pages = [new_id() for _ in range(3)]
    release_id = new_id()
    async with (
        RestClient(system.address, await season.token("registration")) as organiser,
        await reading(season) as reader,
    ):
        await eventually(lambda: all_there(reader, season, 90), 30, "all entries are read")
        for n, page_id in enumerate(pages):
            some = tuple(entry_ids[n * 30 : n * 30 + 30])
            await organiser.send(prepared(season, page_id, some, n == 2), new_id())
            close = commands.CloseDecisions(page_id=page_id, release_id=release_id, version=1)
            await organiser.send(close, new_id())
        looker = Looker([])
        looking = asyncio.create_task(looker.run(reader, season))
        await eventually(lambda: true_if(looker.seen), 10, "somebody looks")
        release = commands.ReleaseDecisions(
            release_id=release_id, programme_id=season.programme_id, page_ids=tuple(pages)
        )
        await organiser.send(release, new_id())
        killed = system.kill(victim)
        await asyncio.to_thread(system.returned, victim, killed)
        await eventually(lambda: decided(reader, season), 60, "all are decided")
        await eventually(lambda: true_if(len(looker.seen) > 1), 10, "the looker has seen it")
        looking.cancel()
    before = frozenset((entry_id, "SUBMITTED") for entry_id in entry_ids)
    after = frozenset((e, "ACCEPTED") for e in entry_ids[:60]) | frozenset((e, "REJECTED") for e in entry_ids[60:])
    assert looker.seen == [before, after]


def prepared(season: Season, page_id: str, entry_ids: tuple[str, ...], reject: bool) -> commands.PrepareDecisions:
    given: dict[str, Any] = {"page_id": page_id, "programme_id": season.programme_id, "entry_ids": entry_ids}
    if not reject:
        return commands.PrepareDecisions(**given, decision=Decision.ACCEPTED)
    return commands.PrepareDecisions(**given, decision=Decision.REJECTED, reason=RejectionReason.OUT_OF_SCOPE)


async def all_there(reader: GraphReader, season: Season, count: int) -> bool:
    return len(await statuses(reader, season)) == count


async def decided(reader: GraphReader, season: Season) -> bool:
    return "SUBMITTED" not in (await statuses(reader, season)).values()


async def true_if(what: object) -> bool:
    return bool(what)
