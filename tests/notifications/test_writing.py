"""What mails say, and that nothing in a name gets out of its place."""

import os
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.notifications.ports import NotWritable
from services.notifications.store.writing import TemplateWriter
from shared.contracts.exchange.values import NoticeKind
from shared.contracts.notifications.values import MAILED_ONLY, TOPIC_OF, MessageKind
from tests.builders import notifications as build
from tests.builders.accounts import PERSON

WRITER = TemplateWriter(build.HEAD)
PROOF = "sign_in-prove.{}.eml"
GOLDEN = Path(__file__).parent / "golden"
SUBJECTS = {
    MessageKind.INVITATION: (build.subject("role_judge", "award-0001"),),
    MessageKind.ROLE_GRANTED: (build.subject("role_organiser", "tenant-bac-ninh"),),
    MessageKind.ROLE_REVOKED: (build.subject("role_exchange_member", "tenant-bac-ninh"),),
    MessageKind.JOIN_ASKED: (build.subject(), build.subject("person", PERSON)),
    MessageKind.JOIN_ADMITTED: (build.subject(),),
    MessageKind.ORGANISATION_VERIFIED: (build.subject(),),
    MessageKind.DATA_REQUESTED: (build.subject("data_request", "request-0001"),),
    MessageKind.DATA_ANSWERED: (build.subject("data_request", "request-0001"),),
    MessageKind.DATA_ERASED: (build.subject("data_request", "request-0001"),),
    MessageKind.ENTRY_SUBMITTED: (build.subject("entry", "entry-nam-viet"),),
    MessageKind.ENTRY_ACCEPTED: (build.subject("entry", "entry-nam-viet"),),
    MessageKind.ENTRY_REJECTED: (build.subject("entry", "entry-nam-viet"),),
    MessageKind.ENTRY_WITHDRAWN: (build.subject("entry", "entry-nam-viet"),),
    MessageKind.MATCH_SUGGESTED: (build.subject("match", "match-0001"),),
    MessageKind.MATCH_MUTUAL: (build.subject("match", "match-0001"),),
    MessageKind.JOB_DONE: (build.subject("job", "job-000001"),),
    MessageKind.JUDGE_INVITED: (build.subject("judge", "judge-0001"),),
    **{kind: (build.subject("listing", "listing-0001"),) for kind in MessageKind if kind.startswith("listing_")},
    **{
        MessageKind(kind.value): (build.subject("enquiry", "enquiry-0001"), build.subject("listing", "listing-0001"))
        for kind in NoticeKind
        if not kind.startswith(("listing_", "match_"))
    },
}
WICKED = {
    "headers": "Lan\r\nBcc: all@example.org\r\n\r\nBuy",
    "a script": "<script>alert(1)</script>",
    "markup": '"><img src=x onerror=alert(1)> & {name} {{ name }} {until}',
    "right to left": "\u202egnp.exe \u2067ש\u2069",
    "emoji": "👩🏽‍🌾 Nấm Việt 🍄",
    "10,000 characters": "Ễ" * 10_000,
    "a link": "Win https://evil.example/now WWW.evil.example",
    "nothing": "",
    "separators": "a\u2028b\x85c\x00d",
    "encoded": "=?utf-8?q?Bcc=3A?=",
}


def written(kind=MessageKind.WELCOME, message=None, **given):
    asked = message or build.message(kind, subjects=SUBJECTS.get(kind, ()))
    return WRITER.write(asked, build.content(**given), build.NOW)


def parsed(mail) -> EmailMessage:
    found = message_from_bytes(mail.content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


class Tags(HTMLParser):
    """What stands in a page: its tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.tags if tag == "a"]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", MessageKind, ids=str)
def test_a_mail_of_each_kind_is_as_it_was_read_and_found_good(kind, language):
    """TECHFEST_GOLDEN=1 writes them anew, to be read before they are committed."""
    content, file = written(kind, language=language).content, GOLDEN / f"{kind}.{language}.eml"
    if os.environ.get("TECHFEST_GOLDEN"):
        file.write_bytes(content)
    assert content.decode() == file.read_bytes().decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_link_that_joins_accounts_says_so_and_does_not_pretend_to_sign_in(language):
    content, file = written(MessageKind.SIGN_IN, language=language, purpose="prove").content, PROOF.format(language)
    if os.environ.get("TECHFEST_GOLDEN"):
        (GOLDEN / file).write_bytes(content)
    assert content.decode() == (GOLDEN / file).read_bytes().decode()


def test_no_golden_mail_is_left_without_its_kind():
    languages = ("vi", "en")
    kinds = {f"{kind}.{language}.eml" for kind in MessageKind for language in languages}
    assert {file.name for file in GOLDEN.iterdir()} == kinds | {PROOF.format(language) for language in languages}


@pytest.mark.parametrize("kind", MessageKind, ids=str)
def test_what_can_be_done_without_can_be_switched_off_by_one_click(kind):
    mail = parsed(written(kind))
    offered = (mail["List-Unsubscribe"] is not None, mail["List-Unsubscribe-Post"])
    assert offered == ((True, "List-Unsubscribe=One-Click") if kind in TOPIC_OF else (False, None))


@pytest.mark.parametrize("kind", MessageKind, ids=str)
def test_no_address_in_a_mail_says_anything_of_the_person(kind):
    mail = parsed(written(kind))
    links = [*Tags(part(mail, "html")).links(), str(mail["List-Unsubscribe"] or "").strip("<>")]
    assert [link for link in links if PERSON in link or "lan" in urlsplit(link).query.lower()] == []


@pytest.mark.parametrize("kind", MessageKind, ids=str)
def test_the_button_stands_as_text_too_in_both_parts(kind):
    mail = parsed(written(kind))
    html = Tags(part(mail, "html"))
    button = html.links()[0]
    assert button.startswith("https://techfest.example/")
    assert button in html.text
    assert button in part(mail, "plain")


@pytest.mark.parametrize("name", WICKED.values(), ids=WICKED.keys())
def test_a_wicked_name_changes_no_header_and_no_tag(name):
    usual, wicked = parsed(written(MessageKind.SIGN_IN)), parsed(written(MessageKind.SIGN_IN, name=name))
    assert {k: v for k, v in wicked.items() if k != "To"} == {k: v for k, v in usual.items() if k != "To"}
    assert wicked["To"].addresses[0].addr_spec == "lan@example.vn"
    assert len(wicked["To"].addresses) == 1
    tags, plain = Tags(part(wicked, "html")), part(wicked, "plain")
    assert tags.tags == Tags(part(usual, "html")).tags
    assert plain.count("\n") == part(usual, "plain").count("\n")
    for text in (tags.text, plain, str(wicked["To"])):
        assert not {"\u202e", "\u2067", "\u2028", "\x00", "\x85"} & set(text)
    for text in (tags.text, plain):
        assert "evil" not in text or "https://evil" not in text
        assert len(text) < 3_000


def test_a_placeholder_in_a_name_is_not_filled():
    assert "{until}" in part(parsed(written(MessageKind.SIGN_IN, name="a {until}")), "plain")


def test_the_same_message_has_the_same_message_id_and_another_has_another():
    first, again = written(language="vi"), written(language="en", name="Lan")
    other = written(message=build.message(message_id="message-0002"))
    ids = [str(parsed(mail)["Message-ID"]) for mail in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]


def test_a_link_without_its_token_is_not_mailed():
    for kind in MAILED_ONLY:
        with pytest.raises(NotWritable):
            written(kind, token=None)


@pytest.mark.parametrize("to", ["", "lan", "@", "a@b\r\nBcc: c@d.e", "a@\udcff", "lan@" + "x" * 70 + ".vn"])
def test_what_is_no_address_is_not_written_to(to):
    with pytest.raises(NotWritable):
        written(to=to)


def test_an_address_in_any_script_is_written_to():
    mail = written(to="mai.nguyễn@bắcninh.example")
    assert mail.to == "mai.nguyễn@xn--bcninh-pf8b.example"
    assert "<mai.nguyễn@xn--bcninh-pf8b.example>" in mail.content.decode()
