"""Two accounts of one person become one: the page says where one stands, and nothing happens before the last button."""

from datetime import timedelta

import pytest

from gateway.clients import Refused
from gateway.web import cookies
from gateway.web.ports import AskedLink, ProvenAccount
from shared.contracts.accounts.commands import ClaimMail, MergePerson
from shared.contracts.accounts.roles import Role, RoleName
from shared.errors import Kind
from tests.gateway import facts
from tests.gateway.pages import hall
from tests.gateway.pages.services import CODE, NOW, SLIP
from tests.gateway.pages.test_privacy import OwnData

JOIN, OTHER, ASKED = "/account/join", "person-lan", "sign-in-0007"
LINK, BROWSER = f"{ASKED}.token-of-the-mail", "secret-of-browser"
NEW = Role(name=RoleName.JUDGE, tenant_id=facts.TENANT)


class Proofs:
    """Accounts as the page meets it; `used` is how often a proof was asked for, `refusal` what it says instead."""

    def __init__(self):
        self.mailed: list[str] = []
        self.used = 0
        self.refusal: Refused | None = None
        self.name = "Nguyễn Thị Lan"

    async def ask(self, session, mail, language):
        self.mailed.append(mail)
        if self.refusal:
            raise self.refusal
        return AskedLink(ASKED, BROWSER, NOW + timedelta(minutes=15))

    async def press(self, session, token, browser, language):
        self.used += 1
        if self.refusal:
            raise self.refusal
        if (token, browser) != (LINK, BROWSER):
            raise Refused("accounts.link_expired", Kind.MISSING, "Liên kết hoặc mã này không dùng được.")
        return OTHER

    async def type_code(self, session, sign_in_id, browser, code, language):
        self.used += 1
        if (sign_in_id, browser, code) != (ASKED, BROWSER, CODE):
            raise Refused("accounts.wrong_code", Kind.UNAUTHENTICATED, "Mã này chưa đúng.")
        return OTHER

    async def proven(self, session, person_id, language):
        if person_id != OTHER or not self.used:
            raise Refused("not_found", Kind.MISSING, "Không có gì ở đây mà bạn xem được.")
        return ProvenAccount(OTHER, facts.TENANT, self.name, "lan@sayviet.example", (NEW,))


@pytest.fixture
def proofs():
    return Proofs()


@pytest.fixture
def own_data():
    return OwnData()


@pytest.fixture
def app(database, services, tmp_path, proofs, own_data):
    return hall.application(database, services, hall.no_assets(tmp_path), proofs=proofs, own_data=own_data)


async def asked(browser, mail="lan@sayviet.example"):
    await browser.sign_in()
    await browser.open(JOIN)
    return await browser.post(JOIN, action="ask", mail=mail)


def joined(services):
    return [(c.person_id, c.into_id) for c, _ in services.sent if isinstance(c, MergePerson)]


async def test_the_whole_way_by_the_link(browser, services, proofs):
    await asked(browser)
    assert (proofs.mailed, browser.path) == (["lan@sayviet.example"], JOIN)
    assert "Bạn xem thư của tài khoản kia" in browser.text
    await browser.open(f"{JOIN}?token={LINK}")
    assert ("Tài khoản này cũng là của bạn?" in browser.text, proofs.used) == (True, 0)
    await browser.post(JOIN, action="press", token=LINK)
    for said in (
        "Tài khoản được giữ lại bạn đang dùng Lê Minh Châu chau@bac-ninh.example",
        "Tài khoản gộp vào đó Nguyễn Thị Lan lan@sayviet.example",
        "2 hồ sơ dự thi",
        "Gạch không nung",
        "An toàn thực phẩm",
        "Giám khảo",
    ):
        assert said in browser.text
    assert joined(services) == []
    await browser.post(JOIN, action="join", other=OTHER)
    assert "Hai tài khoản đã là một" in browser.text
    assert joined(services) == [(OTHER, "person-org")]
    assert cookies.PROOF not in browser.client.cookies


async def test_the_digits_are_typed_where_the_mail_was_asked_for(browser, proofs):
    await asked(browser)
    wrong = await browser.post(JOIN, action="type", code="000000")
    assert (wrong.status_code, "Chưa có gì được gộp Mã này chưa đúng." in browser.text) == (422, True)
    await browser.post(JOIN, action="type", code=CODE)
    assert "Đây là những gì sẽ được gộp" in browser.text


async def test_the_page_answers_the_same_whoever_has_the_address(browser, other):
    pages = [await asked(one, mail) for one, mail in ((browser, "lan@sayviet.example"), (other, "nobody@example.vn"))]
    assert len({page.text.split('name="form_token"')[0] for page in pages}) == 1


async def test_opening_the_link_ever_so_often_proves_and_joins_nothing(browser, other, services, proofs):
    await asked(browser)
    for one in (browser, other):
        for _ in range(3):
            assert (await one.open(f"{JOIN}?token={LINK}")).status_code == 200
    assert (proofs.used, joined(services)) == (0, [])


@pytest.mark.parametrize("signed_in", [False, True])
async def test_a_link_opened_elsewhere_says_where_to_go_and_has_no_button(browser, other, signed_in):
    await asked(browser)
    if signed_in:
        await other.sign_in()
    await other.open(f"{JOIN}?token={LINK}")
    assert "Gõ sáu chữ số trong thư ở đó." in other.text
    assert 'name="token"' not in other.page.text


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("accounts.link_used", Kind.CONFLICT, "Đã dùng."),
        ("accounts.link_expired", Kind.MISSING, "Hết hạn."),
        ("accounts.second_factor_on", Kind.CONFLICT, "Bạn đăng nhập tài khoản đó rồi gộp tài khoản này từ đó."),
        ("accounts.same_person", Kind.INVALID, "Liên kết này là của chính tài khoản bạn đang dùng"),
    ],
)
async def test_a_link_that_proves_nothing_says_why_and_how_to_go_on(browser, proofs, services, code, kind, said):
    await asked(browser)
    await browser.open(f"{JOIN}?token={LINK}")
    proofs.refusal = Refused(code, kind, said)
    answer = await browser.post(JOIN, action="press", token=LINK)
    assert answer.status_code == 422
    for text in (said, "Chưa có gì được gộp", "Bạn đang đăng nhập với tên Lê Minh Châu", "Xin thư khác"):
        assert text in browser.text
    assert joined(services) == []


async def test_what_was_never_proven_or_too_long_ago_is_not_shown(browser, services):
    await browser.sign_in()
    await browser.open(f"{JOIN}?other={OTHER}")
    assert "Bạn chứng tỏ lại một lần nữa" in browser.text
    assert "Nguyễn Thị Lan" not in browser.text
    assert (await browser.open(f"{JOIN}?other=x")).status_code == 404


async def test_ones_own_address_is_told_before_a_mail_goes(browser, proofs):
    answer = await asked(browser, "Chau@bac-ninh.example")
    assert (answer.status_code, proofs.mailed) == (422, [])
    assert "Đây là địa chỉ của tài khoản bạn đang dùng." in browser.text


@pytest.mark.parametrize("mail", ["", "x", "hai địa chỉ@x.vn", "a@" + "x" * 10_000])
async def test_what_is_no_address_stays_to_be_put_right(browser, proofs, mail):
    answer = await asked(browser, mail)
    assert (answer.status_code, proofs.mailed) == (422, [])
    assert "Chưa có thư nào được gửi." in browser.text


async def test_too_many_mails_are_refused_at_the_form(browser, proofs):
    proofs.refusal = Refused("accounts.too_many_attempts", Kind.TOO_MANY, "Đã thử quá nhiều lần.")
    assert (await asked(browser)).status_code == 429
    assert "Đã thử quá nhiều lần." in browser.text


@pytest.mark.parametrize("action", ["ask", "press", "type", "join"])
async def test_a_forged_form_does_nothing(browser, proofs, services, action):
    await asked(browser)
    answer = await browser.post(
        JOIN, {"form_token": "0" * 64}, action=action, mail="x@y.vn", token=LINK, code=CODE, other=OTHER
    )
    assert (answer.status_code, proofs.used, proofs.mailed, joined(services)) == (
        422, 0, ["lan@sayviet.example"], [],
    )  # fmt: skip


async def test_who_is_not_signed_in_is_asked_to_first(browser):
    await browser.open(JOIN)
    assert (browser.path, browser.page.url.params["next"]) == ("/sign-in", JOIN)
    await browser.post(JOIN, action="join", other=OTHER)
    assert browser.path == "/sign-in"


async def test_signing_out_takes_along_what_was_asked_for(browser):
    await asked(browser)
    await browser.post("/sign-out")
    assert cookies.PROOF not in browser.client.cookies


async def test_a_name_of_signs_and_from_right_to_left_turns_nothing_beside_it(browser, proofs):
    proofs.name = "<i>مريم</i> 🦋"
    await asked(browser)
    await browser.post(JOIN, action="type", code=CODE)
    assert "<bdi>&lt;i&gt;مريم&lt;/i&gt; 🦋</bdi>" in browser.page.text


async def guest(browser):
    """Bà Tư, who came in by a printed code."""
    await browser.open("/sign-in/code")
    await browser.post("/sign-in/code", code=SLIP, name="Bà Tư")


async def test_who_came_in_by_a_printed_code_is_told_how_to_come_back_until_they_say_not_now(browser):
    await guest(browser)
    for page in ("/my-entries", "/account"):
        await browser.open(page)
        assert ("Thêm địa chỉ thư" in browser.text, cookies.NO_MAIL in browser.client.cookies) == (True, True)
    await browser.open("/my-entries")
    await browser.post("/account/address", later="yes", next="/my-entries")
    assert (browser.path, cookies.NO_MAIL in browser.client.cookies) == ("/my-entries", False)
    assert "Thêm địa chỉ thư" not in browser.text


async def test_an_address_is_claimed_and_its_mail_asked_for(browser, services, own_data):
    own_data.mail = None
    await guest(browser)
    await browser.open("/account/address")
    services._people["ba.tu@example.vn"] = ("", services._sessions[browser.client.cookies[cookies.SESSION]])
    await browser.post("/account/address", mail=" Ba.Tu@example.vn ")
    (claimed,) = [c for c, _ in services.sent if isinstance(c, ClaimMail)]
    assert (claimed.person_id, claimed.mail) == ("person-guest", "Ba.Tu@example.vn")
    assert (browser.path, services.mailed[-1]) == ("/sign-in/mail", ("ba.tu@example.vn", "/account"))
    assert (cookies.SIGN_IN in browser.client.cookies, cookies.NO_MAIL in browser.client.cookies) == (True, False)


@pytest.mark.parametrize("mail", ["", "không phải địa chỉ", "a@" + "x" * 10_000])
async def test_what_is_no_address_is_not_claimed(browser, services, own_data, mail):
    own_data.mail = None
    await guest(browser)
    await browser.open("/account/address")
    answer = await browser.post("/account/address", mail=mail)
    assert (answer.status_code, [c for c, _ in services.sent if isinstance(c, ClaimMail)]) == (422, [])
    assert "Chưa có thư nào được gửi." in browser.text


async def test_whose_address_is_confirmed_has_nothing_to_add(browser):
    await browser.sign_in()
    await browser.open("/account/address")
    assert browser.path == "/account"


async def test_who_has_no_address_is_led_to_say_that_of_the_other_account_as_the_own(browser, own_data):
    own_data.mail = None
    await guest(browser)
    await browser.open(JOIN)
    assert browser.path == "/account/address"
