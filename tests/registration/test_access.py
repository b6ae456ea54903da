"""Who may do what in registration: the whole table, actor × command × state."""

import pytest

from services.registration.access import ACCESS
from services.registration.domain.entry import Drafting, Submitting
from shared.bus.dispatch import Verdict
from tests.builders import registration as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
SIGNED_IN = EVERYBODY - {"nobody"}
OPENERS = {"organiser", "client of every scope"}
PEOPLE_OF_TENANT = {"lan", "minh", "organiser", "secretary", "moderator", "edition organiser", "programme organiser"}
PEOPLE = PEOPLE_OF_TENANT | {"stranger", "other organiser"}
IMPORTERS = {"client of every scope", "importer"}
ENTERERS = PEOPLE_OF_TENANT | IMPORTERS
WATCHERS = {"organiser", "secretary", "edition organiser", "programme organiser", "client of every scope", "reader"}
STAFFLESS = PEOPLE_OF_TENANT - WATCHERS
PROGRAMME, SUBMITTING = build.programme(), Submitting(build.programme())
DRAFTING = Drafting(PROGRAMME)
IMPORTED = build.submitted(submitted_by="operator", on_behalf=True)

TABLE = [
    ("an edition", build.open_edition(), None, None, OPENERS, set()),
    ("an edition again", build.open_edition(), build.edition(), None, OPENERS, set()),
    ("another's edition", build.open_edition(), build.edition(tenant_id="tenant-da-nang"), None, set(), set()),
    ("a programme", build.open_programme(), None, build.edition(), OPENERS, set()),
    ("a programme of no edition", build.open_programme(), None, None, SIGNED_IN, set()),
    ("a draft", build.save_draft(), None, DRAFTING, PEOPLE_OF_TENANT, set()),
    ("a draft of no programme", build.save_draft(), None, Drafting(None), PEOPLE, set()),
    ("a draft again", build.save_draft(), build.draft(), DRAFTING, {"lan"}, PEOPLE_OF_TENANT - {"lan"}),
    ("a draft too late", build.save_draft(), build.submitted(), DRAFTING, {"lan"}, STAFFLESS - {"lan"}),
    ("an entry", build.submit_entry(), None, SUBMITTING, PEOPLE_OF_TENANT | IMPORTERS, set()),
    ("an entry of no programme", build.submit_entry(), None, Submitting(None), PEOPLE | IMPORTERS, set()),
    ("a draft of another handed in", build.submit_entry(), build.draft(), SUBMITTING, {"lan"}, ENTERERS - {"lan"}),
    (
        "an entry again",
        build.submit_entry(),
        build.submitted(),
        SUBMITTING,
        {"lan"},
        ENTERERS - {"lan"} - (WATCHERS - IMPORTERS),
    ),
    (
        "an imported entry again",
        build.submit_entry(),
        IMPORTED,
        SUBMITTING,
        IMPORTERS,
        STAFFLESS,
    ),
    ("revise", build.revise_entry(), build.submitted(), PROGRAMME, {"lan"}, EVERYBODY - {"lan"} - WATCHERS),
    ("revise nothing", build.revise_entry(), None, None, set(), EVERYBODY),
    ("revise another's draft", build.revise_entry(), build.draft(author_id="somebody"), PROGRAMME, set(), EVERYBODY),
    ("withdraw", build.withdraw_entry(), build.submitted(), None, {"lan"}, EVERYBODY - {"lan"} - WATCHERS),
    ("withdraw nothing", build.withdraw_entry(), None, None, set(), EVERYBODY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "state", "found", "may", "unseen"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE]
)
def test_who_may(command, state, found, may, unseen):
    said = {name: ACCESS[type(command)](actor, command, state, found) for name, actor in ACTORS.items()}
    expected = {n: Verdict.YES if n in may else Verdict.UNSEEN if n in unseen else Verdict.NO for n in ACTORS}
    assert said == expected


def test_every_command_is_in_the_table():
    assert {type(row[1]) for row in TABLE} == set(ACCESS)
