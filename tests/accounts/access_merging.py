"""Who may join two accounts: rows of the table."""

from services.accounts.domain.merging import AbsorbPerson, Merging, TakePlace, TakeRoles
from tests.builders import accounts as build
from tests.builders.actors import ACTORS

EVERYBODY = set(ACTORS)
MINH = build.person(person_id=build.OTHER_PERSON)
SEEING = {"organiser", "secretary", "minh"}
BOTH = {"person_id": build.PERSON, "merged_id": build.OTHER_PERSON}

ROWS = [
    ("two accounts", build.merge_person(), MINH, Merging(build.person()), set(), EVERYBODY - SEEING),
    ("two accounts, one gone", build.merge_person(), None, Merging(build.person()), set(), EVERYBODY),
    ("two accounts, proved", build.merge_person(), MINH, Merging(build.person(), proved=True), EVERYBODY, set()),
    ("an account that went", AbsorbPerson(**BOTH), build.person(), None, set(), set()),
    ("roles of who went", TakeRoles(**BOTH), None, None, set(), set()),
    ("a place of who went", TakePlace(organisation_id=build.ORGANISATION, **BOTH), None, None, set(), set()),
]
