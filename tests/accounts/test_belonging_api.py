"""What the database holds apart: tax codes and addresses; and invitations over HTTP."""

from shared.contracts.accounts import commands
from tests.builders import accounts as build
from tests.builders.edges import problem_of

CODES = ("0100109106", "001099000123")


async def test_a_tax_code_has_one_organisation_in_the_database(known):
    lan = await known.person()
    for n, code in enumerate(CODES):
        first = build.register_organisation(organisation_id=f"organisation-a{n}", tax_code=code)
        second = build.register_organisation(organisation_id=f"organisation-b{n}", tax_code=code)
        assert (await known.send(first, lan, f"first-{n:04}")).status_code == 200
        assert problem_of(await known.send(second, lan, f"second-{n:04}")) == (409, "accounts.tax_code_taken")
    bare = build.register_organisation(organisation_id="organisation-c0")
    assert (await known.send(bare, lan, "bare-0001")).status_code == 200
    stored = [str(document) async for document in known.database["organisations"].find({})]
    assert len(stored) == 3
    assert not any(CODES[1] in document for document in stored)


async def test_an_address_is_held_apart_from_every_alias(known):
    operator = await known.operator("tenants:create")
    rename = commands.RenameTenant(tenant_id=build.TENANT, slug="kinh-bac", name=build.text())
    assert (await known.send(rename, operator, "rename-0001")).status_code == 200
    for n, slug in enumerate(("bac-ninh", "kinh-bac")):
        taken = build.create_tenant(tenant_id=build.OTHER_TENANT, slug=slug)
        assert problem_of(await known.send(taken, operator, f"taken-{n:04}")) == (409, "accounts.slug_taken")


async def test_an_invitation_is_looked_at_and_accepted_once_by_its_link(known):
    operator = await known.operator("roles:grant")
    assert (await known.send(build.invite_person(), operator, "invite-0001")).status_code == 200
    bearer = {"Authorization": f"Bearer {operator}"}
    asked = {"invitation_id": build.INVITATION}
    token = (await known.http.post("/invitations/link", json=asked, headers=bearer)).json()["token"]
    assert problem_of(await known.http.post("/invitations/link", json=asked)) == (401, "unauthenticated")
    shown = (await known.http.post("/invitations/look", json={"token": token})).json()
    assert (shown["role"]["name"], shown["is_new"], shown["invited_by"]) == ("judge", True, None)
    nameless = await known.http.post("/sign-in/invitation", json={"token": token})
    assert problem_of(nameless) == (422, "accounts.name_needed")
    come = await known.http.post("/sign-in/invitation", json={"token": token, "name": "Lê Minh"})
    assert come.status_code == 200
    assert (await known.exchange(come.json()["session"], "accounts")).status_code == 200
    again = await known.http.post("/sign-in/invitation", json={"token": token, "name": "Lê Minh"})
    assert problem_of(again) == (409, "accounts.link_used")
    crossed = await known.http.post("/sign-in/link/use", json={"token": token, "browser": "b" * 32})
    assert problem_of(crossed) == (404, "accounts.link_expired")
