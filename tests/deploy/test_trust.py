"""What a phone finds over plain http: the root, how to take it, and the way to https."""

import base64
import hashlib
import re
from html import unescape

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from jinja2.ext import extract_from_ast

from deploy.local.certificates import authority, prepare, read
from deploy.local.layout import Local, local_of
from deploy.local.programs import ours
from deploy.local.trust.__main__ import root_of
from deploy.local.trust.answering import trust_app
from deploy.local.trust.page import HERE, environment
from deploy.local.trust.settings import Settings
from shared.clock import SystemClock
from shared.texts.catalogues import texts_of

PLACE = re.compile(r"\{\w+\}")
SOURCE = (HERE / "page.html").read_text(encoding="utf-8")
TEXTS = sorted({text for _, _, text in extract_from_ast(environment().parse(SOURCE)) if isinstance(text, str)})


@pytest.fixture
def local(tmp_path) -> Local:
    made = local_of({"TECHFEST_DATA": str(tmp_path), "TECHFEST_HOST": "techfest.test", "TECHFEST_PORT": "8443"})
    prepare(made, SystemClock().now())
    return made


@pytest.fixture
async def phone(local, monkeypatch):
    (program,) = [p for p in ours(local) if p.name == "trust"]
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    transport = httpx.ASGITransport(trust_app(root_of(Settings())))
    async with httpx.AsyncClient(transport=transport, base_url=local.trust_address) as client:
        yield client


async def test_the_root_is_what_a_phone_takes_for_a_certificate(phone, local):
    answer = await phone.get("/techfest-ca.crt")
    root = read(authority(local).certificate)
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert answer.content == root.public_bytes(Encoding.DER)
    assert x509.load_der_x509_certificate(answer.content).subject.rfc4514_string() == "CN=Techfest techfest.test"


@pytest.mark.parametrize(
    ("language", "says"), [("vi", "Mở Techfest trên điện thoại"), ("en-GB,en;q=0.9", "Techfest on your phone")]
)
async def test_the_page_leads_through_in_the_readers_language(phone, language, says):
    answer = await phone.get("/", headers={"accept-language": language})
    assert f"<h1>{says}</h1>" in answer.text
    assert 'href="/techfest-ca.crt"' in answer.text
    assert 'href="https://techfest.test:8443/"' in answer.text
    assert answer.headers["content-language"] == language[:2]


async def test_another_language_can_be_chosen(phone):
    assert '<html lang="en">' in (await phone.get("/?language=en", headers={"accept-language": "vi"})).text


async def test_the_fingerprint_of_what_is_offered_is_shown_to_be_compared(phone):
    page, root = await phone.get("/"), (await phone.get("/techfest-ca.crt")).content
    shown = "".join(re.findall(r"<span>([0-9A-F:]+)</span>", page.text)).replace(":", "")
    assert shown.lower() == hashlib.sha256(root).hexdigest()


async def test_both_addresses_are_there_as_codes(phone):
    page = unescape((await phone.get("/")).text)
    assert page.count("<svg") == 2
    assert 'aria-label="Mã QR: http://techfest.test:8452/techfest-ca.crt"' in page
    assert 'aria-label="Mã QR: https://techfest.test:8443"' in page


async def test_the_page_runs_nothing_and_its_own_style_counts(phone):
    answer = await phone.get("/")
    style = re.search(r"<style>(.*)</style>", answer.text, re.DOTALL)
    policy = answer.headers["content-security-policy"]
    assert style is not None
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/sign-in?next=/entries", "/api/accounts/token", "//evil.example/x", "/secrets/ca/root.key"]
)
async def test_everything_else_is_sent_on_to_https(phone, method, path):
    answer = await phone.request(method, httpx.URL("http://techfest.test:8452" + path))
    assert (answer.status_code, answer.headers["location"]) == (307, "https://techfest.test:8443" + path)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_there_in_vietnamese_with_the_same_places(text):
    (told,) = texts_of("vi")[text]
    assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(text))


def test_texts_are_found():
    assert len(TEXTS) > 15


def names(**given: str) -> set[str]:
    return {p.name for p in ours(local_of(given))}


def test_there_is_such_a_page_only_where_an_authority_of_our_own_is(local, tmp_path):
    host = {"TECHFEST_DATA": str(local.data), "TECHFEST_HOST": "techfest.test"}
    own = {"TECHFEST_TLS_CERT": __file__, "TECHFEST_TLS_KEY": __file__}
    assert "trust" in names(**host)
    assert "trust" not in names(TECHFEST_DATA=str(tmp_path))
    assert "trust" not in names(**host, **own)
