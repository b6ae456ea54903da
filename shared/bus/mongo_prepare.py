"""What a service's database must have before the first command."""

from collections.abc import Sequence
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from shared.bus.nouns import Noun, Unique
from shared.bus.start_position import place_start
from shared.mongo import Database, IndexModel

_DUE = IndexModel(
    [("due.at", 1), ("_id", 1)], name="due_in_order", partialFilterExpression={"due.at": {"$exists": True}}
)


async def prepare(database: Database, nouns: Sequence[Noun[Any]]) -> None:
    """Makes the indexes of the nouns, and stores where the relay begins. Again is harmless, from several instances too.

    Raises `RelayPositionLost` where there are aggregates and no relay position.
    """
    for noun in nouns:
        await database[noun.collection].create_indexes([_DUE, *(_index(noun, unique) for unique in noun.unique)])
    await place_start(database, [noun.collection for noun in nouns])


def _index(noun: Noun[Any], unique: Unique) -> IndexModel:
    """Where a value may be None it binds only where it is a text: an aggregate without one is no double.

    Of a tuple of texts each is unique, and an empty one is no double either.
    """
    keys = [(f"state.{path}", 1) for path in unique.paths]
    optional = [key for (key, _), path in zip(keys, unique.paths, strict=True) if _may_be_none(noun, path)]
    if not optional:
        return IndexModel(keys, name=unique.name, unique=True)
    only = {key: {"$gt": ""} for key in optional}  # unlike a filter by type, one by value serves look-ups too
    return IndexModel(keys, name=unique.name, unique=True, partialFilterExpression=only)


def _may_be_none(noun: Noun[Any], path: str) -> bool:
    hint = get_type_hints(noun.state)[path.split(".", 1)[0]]
    return NoneType in get_args(hint) or get_origin(hint) is tuple
