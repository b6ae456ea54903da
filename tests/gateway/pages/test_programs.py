"""The pages of API clients and of one's own tokens: a secret is shown once, and what is ended needs a second look."""

from datetime import date, timedelta

import pytest

from gateway.clients import Refused
from shared.contracts.accounts.commands import (
    CreatePersonalToken,
    RegisterApiClient,
    RevokeApiClient,
    RevokePersonalToken,
    RotateApiSecret,
)
from shared.errors import Kind
from tests.gateway.pages import hall
from tests.gateway.pages.services import NOW

pytestmark = pytest.mark.real


class ShownOnce:
    """Tells each secret once, as accounts does; counts the use that it is given."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        self.used = [0] * 28 + [1_200, 34]

    async def client_secret(self, viewer, client_id, language):
        return self._show(client_id, f"tfc_{client_id}")

    async def token(self, viewer, token_id, language):
        return self._show(token_id, f"tfp_{token_id}")

    async def days(self, client_id, count):
        return [(date(2026, 3, 20) - timedelta(days=29 - n), used) for n, used in enumerate(self.used)]

    def _show(self, id_: str, secret: str) -> str:
        if id_ in self.shown:
            raise Refused("accounts.secret_shown", Kind.CONFLICT, "Mã bí mật đã hiện một lần rồi.")
        self.shown.add(id_)
        return secret


@pytest.fixture
def app(database, services, tmp_path):
    return hall.application(database, services, hall.no_assets(tmp_path), programs=ShownOnce())


async def test_an_organiser_makes_a_client_whose_secret_is_shown_once(browser, services):
    await browser.sign_in()
    await browser.open("/developers/clients")
    hidden = dict(hall.FIELD.findall(browser.page.text))
    await browser.post("/developers/clients", action="make", name="Cổng mới", scope=["entries:read", "editions:open"])
    ((command, _),) = [sent for sent in services.sent if isinstance(sent[0], RegisterApiClient)]
    assert (command.name, command.scopes) == ("Cổng mới", ("entries:read", "editions:open"))
    assert f"tfc_{command.client_id}" in browser.text
    assert browser.page.headers["cache-control"] == "no-store"
    await browser.post(
        "/developers/clients", hidden, action="make", name="Cổng mới", scope=["entries:read", "editions:open"]
    )
    assert ("tfc_" in browser.text, "Mã bí mật đã hiện một lần rồi." in browser.text) == (False, True)


async def test_a_client_is_turned_and_ended_by_its_organiser(browser, services):
    await browser.sign_in()
    await browser.open("/developers/clients")
    assert "Cổng dữ liệu" in browser.text
    await browser.post("/developers/clients", action="rotate", client_id="client-here")
    assert "tfc_client-here" in browser.text
    await browser.post("/developers/clients", action="revoke", client_id="client-here")
    assert "không mở được gì nữa" in browser.text
    sent = [type(command) for command, _ in services.sent]
    assert sent == [RotateApiSecret, RevokeApiClient]


async def test_the_use_of_a_client_is_a_chart_with_its_figures(browser):
    await browser.sign_in()
    await browser.open("/developers/clients")
    assert "1.234 yêu cầu trong 30 ngày" in browser.text
    assert browser.page.text.count('<rect class="bar"') == 30
    assert "1.200" in browser.text


async def test_nobody_but_an_organiser_sees_clients(browser, other):
    await browser.open("/developers/clients")
    assert browser.path == "/sign-in"
    await other.make_account()
    assert (await other.open("/developers/clients")).status_code == 403
    assert (await other.post("/developers/clients", action="rotate", client_id="client-here")).status_code == 403


@pytest.mark.parametrize("given", [{"name": "", "scope": "entries:read"}, {"name": "Cổng"}])
async def test_what_is_missing_is_said_and_nothing_is_made(browser, services, given):
    await browser.sign_in()
    await browser.open("/developers/clients")
    answer = await browser.post("/developers/clients", action="make", **given)
    assert (answer.status_code, "Bạn đặt tên cho ứng dụng" in browser.text, services.sent) == (422, True, [])


async def test_a_person_makes_a_token_and_ends_it(browser, services):
    await browser.make_account()
    services.sent.clear()
    await browser.open("/account/tokens")
    await browser.post("/account/tokens", action="make", name="Máy ở nhà", scope="own:read", days="30")
    ((command, _),) = services.sent
    assert isinstance(command, CreatePersonalToken)
    assert (command.name, command.scopes) == ("Máy ở nhà", ("own:read",))
    assert timedelta(days=29) < command.expires_at - NOW <= timedelta(days=30)
    assert f"tfp_{command.token_id}" in browser.text
    await browser.post("/account/tokens", action="revoke", token_id=command.token_id)
    assert isinstance(services.sent[-1][0], RevokePersonalToken)
    assert "không mở được gì nữa" in browser.text


@pytest.mark.parametrize("given", [{"days": "soon"}, {"days": ""}, {"days": "30"}])
async def test_a_token_without_scope_or_days_is_not_made(browser, services, given):
    await browser.make_account()
    services.sent.clear()
    await browser.open("/account/tokens")
    answer = await browser.post("/account/tokens", action="make", name="Máy", **given)
    assert (answer.status_code, services.sent) == (422, [])


async def test_forms_of_other_sites_do_nothing(browser, services):
    await browser.sign_in()
    for path, action in (("/developers/clients", "rotate"), ("/account/tokens", "make")):
        await browser.open(path)
        answer = await browser.post(path, {"form_token": "made up"}, action=action, client_id="client-here", name="x")
        assert answer.status_code == 422
    assert services.sent == []
