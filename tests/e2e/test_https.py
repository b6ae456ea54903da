"""Phones come over https, on a name other than localhost, believing the copy's own root and nothing else."""

import base64
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.async_api import Browser, Error, Page, async_playwright

from deploy.local import keys
from deploy.local.certificates import authority, fingerprint, read, served
from deploy.local.layout import Local
from deploy.local.reaching import OwnGateway, transport_to
from tests.e2e.test_pages import AXE, CHROMIUM, Visitor
from tests.harness.system import System, started_system

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
HOST, OTHER = "techfest.test", "other.test"
RESOLVER = f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP {OTHER} 127.0.0.1"
CERTUTIL = shutil.which("certutil")
REGISTERED = """async () => {
    const script = document.querySelector('script[src]').src;
    const failed = error => error.name + ': ' + error.message;
    return navigator.serviceWorker.register(script).then(() => 'registered', failed);
}"""
"""Whether this browser lets a page keep a worker here; a script that is none fails only once it runs."""


@pytest.fixture(scope="module")
def hall() -> Iterator[System]:
    """A copy for phones."""
    with started_system(TECHFEST_HOST=HOST) as running:
        yield running


def home_that_believes(root: Path, home: Path) -> Path:
    """A home whose browsers believe a root, as those of a phone on which it was installed."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    for words in (("-N", "--empty-password"), ("-A", "-t", "C,,", "-n", "techfest", "-i", str(root))):
        subprocess.run([str(CERTUTIL), "-d", f"sql:{store}", *words], check=True, capture_output=True)
    return home


@asynccontextmanager
async def browser_at(home: Path, *arguments: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[*CHROMIUM, RESOLVER, *arguments],
            env={**os.environ, "HOME": str(home)},
        )
        yield chromium
        await chromium.close()


def pinned(local: Local) -> str:
    """What lets a browser believe the one certificate, where no root can be installed for it."""
    shown = served(local)
    assert shown is not None
    key = read(shown.certificate).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key)
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(digest.finalize()).decode()}"


@pytest.fixture
async def phone(hall, tmp_path, request) -> AsyncIterator[Page]:
    """A browser that believes the root; `pinned`: the certificate alone."""
    if request.param == "root" and CERTUTIL is None:
        pytest.skip("certutil isn't there: apt-get install libnss3-tools")
    believes = request.param == "root"
    home = home_that_believes(authority(hall.local).certificate, tmp_path) if believes else tmp_path
    arguments = () if believes else (pinned(hall.local),)
    async with browser_at(home, *arguments) as chromium:
        context = await chromium.new_context(viewport={"width": 375, "height": 812}, locale="vi-VN")
        yield await context.new_page()


@pytest.fixture
async def stranger(tmp_path) -> AsyncIterator[Page]:
    """A browser that was told nothing."""
    async with browser_at(tmp_path) as chromium:
        yield await chromium.new_page()


@pytest.mark.parametrize("phone", ["root", "pinned"], indirect=True)
async def test_a_phone_signs_in_and_has_all_that_needs_https(hall, phone):
    (organiser,) = [one for one in hall.demo.sign_ins if one.who == "organiser"]
    visitor = Visitor(phone, hall.address)
    await visitor.sign_in(organiser.mail, keys.secret(hall.local.data, "demo-password"))
    assert phone.url == f"https://{HOST}:{hall.local.ports.gateway}/my-entries"
    assert await phone.evaluate("[isSecureContext, 'serviceWorker' in navigator]") == [True, True]
    assert "evaluation failed" in await phone.evaluate(REGISTERED)
    kept = {cookie["name"]: cookie for cookie in await phone.context.cookies()}
    assert {name for name, cookie in kept.items() if not (cookie["secure"] and cookie["httpOnly"])} == set()
    assert "techfest_session" in kept
    assert visitor.errors == []


async def test_a_browser_that_was_told_nothing_does_not_open_it(hall, stranger):
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        await stranger.goto(hall.address)


@pytest.mark.parametrize("phone", ["root"], indirect=True)
async def test_another_name_is_not_believed(hall, phone):
    with pytest.raises(Error, match="ERR_CERT_COMMON_NAME_INVALID"):
        await phone.goto(f"https://{OTHER}:{hall.local.ports.gateway}/")


async def test_a_browser_that_looks_away_gets_no_worker(hall, tmp_path):
    async with browser_at(tmp_path) as chromium:
        context = await chromium.new_context(ignore_https_errors=True)
        page = await context.new_page()
        await page.goto(f"{hall.address}/sign-in")
        assert "SSL certificate error" in await page.evaluate(REGISTERED)


async def test_a_phone_begins_at_a_page_that_offers_the_root(hall, stranger):
    root = read(authority(hall.local).certificate)
    await stranger.set_viewport_size({"width": 375, "height": 812})
    for language, button in (("vi", "Tải chứng chỉ"), ("en", "Download the certificate")):
        await stranger.goto(f"{hall.local.trust_address}/?language={language}")
        width, window = await stranger.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window
        assert fingerprint(root) == (await stranger.locator(".code").inner_text()).replace("\n", ":")
        found = await axe(stranger)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        async with stranger.expect_download() as download:
            await stranger.click(f'a:text-is("{button}")')
        assert (await (await download.value).path()).read_bytes() == root.public_bytes(Encoding.DER)


async def axe(page: Page) -> Any:
    """The page's policy lets no script in; the browser's tools put it beside."""
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setBypassCSP", {"enabled": True})
    await page.reload()
    await page.evaluate(AXE.read_text())
    return await page.evaluate("axe.run()")


def asked(hall: System, path: str, **headers: str) -> httpx.Response:
    with httpx.Client(transport=transport_to(hall.address, hall.local)) as http:
        return http.get(hall.address + path, headers={"accept": "text/html", **headers})


def test_browsers_are_not_told_to_remember_what_goes_with_the_event(hall):
    answer = asked(hall, "/")
    assert answer.status_code == 200
    assert "strict-transport-security" not in answer.headers
    assert "; Secure" in answer.headers["set-cookie"]


def test_the_mails_of_all_are_not_shown_to_whoever_comes(hall):
    assert asked(hall, "/demo/mail").status_code == 404


def test_another_name_is_refused_by_programs_too(hall):
    pair = served(hall.local)
    assert pair is not None
    with (
        httpx.Client(transport=OwnGateway(pair.certificate)) as http,
        pytest.raises(httpx.ConnectError, match="mismatch"),
    ):
        http.get(f"https://{OTHER}:{hall.local.ports.gateway}/")


def test_what_comes_over_http_is_sent_on(hall):
    answer = httpx.get(f"http://127.0.0.1:{hall.local.ports.trust}/sign-in?next=/entries")
    assert answer.headers["location"] == f"{hall.address}/sign-in?next=/entries"
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{hall.local.ports.gateway}/")


async def test_an_operator_speaks_to_it_and_is_told_where_phones_begin(hall):
    assert (await hall.techfest("token")).count(".") == 2
    said = await hall.techfest("up")
    assert f"ready: {hall.address}\nphones begin at: {hall.local.trust_address}\nfingerprint: " in said
