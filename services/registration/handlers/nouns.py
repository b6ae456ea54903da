"""The nouns of registration."""

from services.registration.domain import decision_page, edition, entry, programme, release
from services.registration.domain.decision_page import DecisionPage
from services.registration.domain.edition import Edition
from services.registration.domain.entry import Entry
from services.registration.domain.programme import Programme
from services.registration.domain.release import Release
from shared.bus.nouns import Noun, StateData, Unique
from shared.contracts.registration.refusals import EditionSlugTaken


def _as_it_was(state: StateData) -> StateData:
    """Shape 1 to 2: a step may lie sealed; what lies open is sealed when the draft is saved again."""
    return state


EDITION = Noun(
    name="edition",
    collection="editions",
    state=Edition,
    apply=edition.apply,
    places=edition.places,
    snapshot=edition.snapshot,
    unique=(Unique("slug", ("tenant_id", "slug"), EditionSlugTaken),),
)
PROGRAMME = Noun(
    name="programme",
    collection="programmes",
    state=Programme,
    apply=programme.apply,
    places=programme.places,
    snapshot=programme.snapshot,
)
ENTRY = Noun(
    name="entry",
    collection="entries",
    state=Entry,
    apply=entry.apply,
    places=entry.places,
    snapshot=entry.snapshot,
    shape=2,
    upcasts={1: _as_it_was},
)
DECISION_PAGE = Noun(
    name="decision_page",
    collection="decision_pages",
    state=DecisionPage,
    apply=decision_page.apply,
    places=decision_page.places,
    snapshot=decision_page.snapshot,
)
RELEASE = Noun(
    name="release",
    collection="releases",
    state=Release,
    apply=release.apply,
    places=release.places,
    snapshot=release.snapshot,
)
NOUNS = (EDITION, PROGRAMME, ENTRY, DECISION_PAGE, RELEASE)
