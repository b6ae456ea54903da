"""People in the schema: an id that everybody who sees it may keep, and a name that accounts alone can tell."""

from collections.abc import Mapping
from typing import Any

import strawberry

from gateway.clients import Persons, Refused, SealedNote
from gateway.graph.errors import Denied
from gateway.graph.loaders import Loader
from gateway.graph.sources import called, column, identity
from gateway.viewer import Viewer


@strawberry.type(description="A person, or the client that acted in a person's place.")
class Person:
    """A person."""

    id: strawberry.ID = identity("The id in the whole schema; it tells nothing and may be kept.")
    person_id: strawberry.ID = column("person_id", "The id that commands take.")
    name: str | None = called(
        "What the person is called: for oneself, for the organisers and secretaries of the whole tenant, and for "
        "members of one organisation among themselves; null for everybody else, and once the person is erased."
    )


def person_row(person_id: str) -> Mapping[str, Any]:
    """What stands for a person where a type is read from rows."""
    return {"_id": person_id, "person_id": person_id}


def name_loader(persons: Persons, viewer: Viewer) -> Loader[str | None]:
    """Names by ids, all of a turn in one question."""

    async def fetch(ids: list[str]) -> Mapping[str, str | None]:
        try:
            return dict(await persons.names(viewer, ids))
        except Refused as refused:
            raise Denied(refused.code, refused.message) from None

    return Loader(fetch, lambda: None)


def note_loader(persons: Persons, viewer: Viewer) -> Loader[str | None]:
    """Opened notes by their keys, all of a turn in one question."""

    async def fetch(keys: list[str]) -> Mapping[str, str | None]:
        notes = {_note_of(key): key for key in keys}
        try:
            opened = await persons.opened(viewer, list(notes))
        except Refused as refused:
            raise Denied(refused.code, refused.message) from None
        return {notes[note]: text for note, text in opened.items()}

    return Loader(fetch, lambda: None)


def note_key(note: Mapping[str, str], purpose: str) -> str:
    """Names a sealed note for the loader; neither part can hold the sign between them."""
    return "\x1f".join((note["subject"], purpose, note["sealed"]))


def _note_of(key: str) -> SealedNote:
    return SealedNote(*key.split("\x1f"))
