"""Pages of organisers: to others they say in words that they are closed, and how to go on."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from gateway.viewer import Viewer
from shared.contracts.accounts.roles import Role, RoleName
from tests.gateway import facts
from tests.gateway.pages.services import ORGANISER, PASSWORD

PAGES = (
    "/entries", "/organise/start", "/organise/people", "/organise/codes", "/organise/import", "/organise/jobs",
    "/organise/data-requests", "/organise/edition", "/organise/programme", "/organise/name", "/developers/clients",
)  # fmt: skip
HELD: Mapping[str, tuple[Role, ...]] = {
    "no role": (),
    "a judge": (Role(name=RoleName.JUDGE, tenant_id=facts.TENANT),),
    "the organiser of another tenant": (Role(name=RoleName.ORGANISER, tenant_id="tenant-elsewhere"),),
}


def hold(services, *roles: Role) -> None:
    """Whoever signs in holds these roles and no others."""
    viewer: Viewer = services._people[ORGANISER][1]
    services._people[ORGANISER] = (PASSWORD, replace(viewer, roles=roles))


@pytest.mark.parametrize("held", HELD)
async def test_who_may_not_open_a_page_reads_that_and_finds_the_way_on(browser, services, held):
    hold(services, *HELD[held])
    await browser.sign_in()
    for page in PAGES:
        await browser.open(page)
        assert (browser.page.status_code, browser.path) == (403, page)
        assert "Bạn không có quyền mở trang này" in browser.text
        assert 'href="/my-entries"' in browser.page.text
        assert not set(re.findall(r'href="([^"]*)"', browser.page.text)) & set(PAGES), "it offers what is closed"


async def test_a_secretary_finds_the_entries_and_not_the_organisers_pages(browser, services):
    hold(services, Role(name=RoleName.SECRETARY, tenant_id=facts.TENANT, edition_id=facts.EDITION))
    await browser.sign_in()
    statuses = {page: (await browser.open(page)).status_code for page in PAGES}
    assert statuses == {page: 200 if page == "/entries" else 403 for page in PAGES}
