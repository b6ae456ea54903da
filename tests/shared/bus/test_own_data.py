"""What is said to a person of the own data: every part by its name, sealed texts opened by one question."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from shared.auth import ANONYMOUS, Actor, ActorKind
from shared.bus.own_data import Beside, Closed, MongoOwnStates, Part, allow, picked, said
from shared.contracts.personal import PersonText
from shared.errors import Forbidden, NotFound, Unauthenticated
from tests.builders.actors import EVERY_SCOPE, LAN, MINH

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BOX, OTHER = (PersonText(subject="person-lan", sealed=letter * 60) for letter in "AB")


@dataclass(frozen=True, slots=True)
class Note:
    """A note of somebody."""

    note_id: str
    person_id: str
    at: datetime
    secret: str = "never shown"


def say(note, ids):
    deep = {"texts": [Closed(BOX, "note.text"), (Closed(OTHER, "note.more", json.loads),)]}
    return {**picked(note, "note_id", "at"), "own": note.person_id in ids, **deep}


class States:
    """The notes of a test."""

    async def of(self, part, ids):
        return [Note(f"{part.name}-1", "person-lan", AT)]

    async def beside(self, beside, ids):
        return [{"kept_until": AT}]


class Vault:
    """Opens boxes by what they were sealed as, and remembers how often it was asked."""

    def __init__(self, **texts):
        self.texts, self.asked = texts, []

    async def open(self, closed):
        self.asked.append([one.purpose for one in closed])
        return [self.texts.get(one.purpose.partition(".")[2]) for one in closed]


PARTS = (Part("notes", "note", say, ("person_id",)), Part("more", "note", say, ("person_id",)))
BESIDE = (Beside("uploads", "uploads", "uploaded_by", ("kept_until",)),)


async def test_all_parts_are_said_and_each_box_is_opened_once_by_one_question():
    vault = Vault(text="Xin lỗi", more='{"deep": 1}')
    told = await said(PARTS, BESIDE, States(), frozenset({"person-lan"}), vault.open)
    texts = {"own": True, "texts": ["Xin lỗi", [{"deep": 1}]]}
    assert told == {
        "notes": [{"note_id": "notes-1", "at": "2026-11-20T09:00:00Z", **texts}],
        "more": [{"note_id": "more-1", "at": "2026-11-20T09:00:00Z", **texts}],
        "uploads": [{"kept_until": "2026-11-20T09:00:00Z"}],
    }
    assert vault.asked == [["note.text", "note.more"]]


async def test_what_opens_no_more_is_nothing():
    (note,) = (await said(PARTS[:1], (), States(), frozenset(), Vault().open))["notes"]
    assert (note["texts"], note["own"]) == ([None, [None]], False)


def test_the_person_alone_asks_and_no_program():
    allow(LAN, LAN.id)
    with pytest.raises(Unauthenticated):
        allow(ANONYMOUS, LAN.id)
    for other in (MINH, EVERY_SCOPE):
        with pytest.raises(NotFound):
            allow(other, LAN.id)
    program = Actor(LAN.id, ActorKind.PERSON, tenant_id=LAN.tenant_id, scopes=frozenset({"own:read"}))
    with pytest.raises(Forbidden):
        allow(program, LAN.id)


async def test_a_persons_rows_are_found_beside_nouns_by_their_field(database):
    await database["uploads"].insert_one({"_id": "1", "uploaded_by": "person-lan", "kept_until": "x", "sealed": "s"})
    await database["uploads"].insert_one({"_id": "2", "uploaded_by": "person-minh", "kept_until": "y"})
    found = await MongoOwnStates(database, ()).beside(BESIDE[0], frozenset({"person-lan"}))
    assert found == [{"kept_until": "x"}]
