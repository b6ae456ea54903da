from datetime import UTC, datetime

from deploy.cli import demo
from deploy.cli.client import body_of, route_of
from shared.contracts.registration.commands import OpenProgramme
from shared.ids import is_id

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)


def test_the_demo_asks_for_the_same_things_with_the_same_ids_all_year():
    assert list(demo.commands("a password", NOW)) == list(demo.commands("a password", LATER))
    assert all(is_id(c.aggregate_id) for c in demo.commands("a password", NOW))


def test_the_sample_programme_is_open():
    *_, programme = demo.commands("a password", NOW)
    assert isinstance(programme, OpenProgramme)
    assert programme.opens_at < NOW < programme.closes_at


def test_a_command_goes_to_the_service_that_decides_it():
    assert [route_of(type(c)) for c in demo.commands("a password", NOW)] == [
        "/api/accounts/commands/create-tenant",
        "/api/accounts/commands/register-person",
        "/api/accounts/commands/vouch-for-mail",
        "/api/accounts/commands/register-person",
        "/api/accounts/commands/vouch-for-mail",
        "/api/accounts/commands/grant-role",
        "/api/registration/commands/open-edition",
        "/api/registration/commands/open-programme",
    ]


def test_a_password_is_sent_and_never_masked():
    _, person, *_ = demo.commands("a password", NOW)
    assert body_of(person) == {
        "person_id": demo.demo_id("person", "organiser"),
        "tenant_id": demo.TENANT_ID,
        "name": "Nguyễn Thị Hạnh",
        "mail": "organiser@bac-ninh.example",
        "password": "a password",
        "language": "vi",
    }
    assert "a password" not in repr(person)
