"""Who may do what in registration: the whole table, actor × command × state."""

import pytest

from services.registration.access import ACCESS
from services.registration.domain.commands import (
    AnnounceDecisions,
    CountPage,
    DecideEntry,
    SealDraft,
    TakeOverEntry,
    TellDecisions,
)
from services.registration.domain.entry import Drafting, Submitting
from shared.bus.dispatch import Verdict
from shared.contracts.registration.values import Decision
from tests.builders import registration as build
from tests.builders.accounts import OTHER_PERSON, PERSON
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
DECIDERS = {"organiser", "secretary", "edition organiser", "programme organiser"}
RELEASERS = DECIDERS - {"secretary"}
ELSEWHERE = build.decision_page(place=build.place(programme_id="programme-other"))
INTERNAL = (
    TellDecisions(page_id=build.PAGE, release_id=build.RELEASE, released_at=build.DURING),
    DecideEntry(entry_id=build.ENTRY, release_id=build.RELEASE, decision=Decision.ACCEPTED, decided_at=build.DURING),
    CountPage(release_id=build.RELEASE, page_id=build.PAGE),
    AnnounceDecisions(page_id=build.PAGE, release_id=build.RELEASE),
    TakeOverEntry(entry_id=build.ENTRY, person_id=PERSON, into_id=OTHER_PERSON),
    SealDraft(entry_id=build.ENTRY),
)
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
    ("decide", build.prepare_decisions(), None, build.preparing(), DECIDERS, set()),
    ("decide again", build.prepare_decisions(), build.decision_page(), build.preparing(), DECIDERS, set()),
    ("decide of nothing", build.prepare_decisions(), None, build.preparing(programme=None), SIGNED_IN, set()),
    (
        "decide on another programme's page",
        build.prepare_decisions(),
        ELSEWHERE,
        build.preparing(),
        DECIDERS - {"programme organiser"},
        {"programme organiser"},
    ),
    ("undo", build.clear_decisions(), build.decision_page(), None, DECIDERS, EVERYBODY - DECIDERS),
    ("undo nothing", build.clear_decisions(), None, None, set(), EVERYBODY),
    ("close", build.close_decisions(), build.decision_page(), None, DECIDERS, EVERYBODY - DECIDERS),
    ("release", build.release_decisions(), None, build.releasing(), RELEASERS, set()),
    ("release again", build.release_decisions(), build.released(), build.releasing(), RELEASERS, set()),
    ("release of nothing", build.release_decisions(), None, build.releasing(programme=None), SIGNED_IN, set()),
    ("call off", build.call_off_release(), None, build.programme(), RELEASERS, set()),
    (
        "call off another's release",
        build.call_off_release(),
        build.released(place=build.place(programme_id="programme-other")),
        build.programme(),
        RELEASERS - {"programme organiser"},
        {"programme organiser"},
    ),
    *((type(command).wire, command, None, None, set(), set()) for command in INTERNAL),
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
