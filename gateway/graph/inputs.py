"""Input types from the commands' classes: names, types, limits and texts are declared there and nowhere else."""

import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import strawberry
from pydantic import AwareDatetime, BaseModel, SecretStr
from pydantic.fields import FieldInfo

from gateway.graph.scalars import Long

INT32 = 2**31 - 1
SCALARS: Mapping[Any, Any] = {
    str: str, bool: bool, float: float, int: int, datetime: datetime, date: date, AwareDatetime: datetime,
    SecretStr: str,
}  # fmt: skip
LIMITS = {
    "min_length": "at least {} long",
    "max_length": "at most {} long",
    "ge": "at least {}",
    "gt": "more than {}",
    "le": "at most {}",
    "lt": "less than {}",
}


class SameName(TypeError):
    """Two types would have one name in the schema, of which only one would be there."""


class NoInputType(TypeError):
    """A field's type has no counterpart among GraphQL's input types."""


class Inputs:
    """Makes each input type once."""

    def __init__(self) -> None:
        self._made: dict[Any, Any] = {}
        self._names: dict[str, Any] = {}

    def of(self, model: type[BaseModel]) -> Any:  # noqa: ANN401 - a class made here
        """The input type of a model. Raises `SameName` or `NoInputType`."""
        if model not in self._made:
            fields = [
                (name, *self._field(name, field))
                for name, field in model.model_fields.items()
                if get_origin(field.annotation) is not Literal
            ]
            self._made[model] = self._input(f"{model.__name__}Input", model, fields, model.__doc__)
        return self._made[model]

    def _input(
        self, name: str, source: object, fields: Iterable[tuple[str, Any, Any]], doc: str | None, one_of: bool = False
    ) -> Any:  # noqa: ANN401
        if self._names.setdefault(name, source) != source:
            raise SameName(f"{name}: {source} and {self._names[name]}")
        found = list(fields)
        body = {"__annotations__": {n: kind for n, kind, _ in found}, **{n: field for n, _, field in found}}
        made = type(name, (), body)
        return strawberry.input(made, name=name, description=inspect.cleandoc(doc or ""), one_of=one_of or None)

    def _field(self, name: str, field: FieldInfo) -> tuple[Any, Any]:
        kind = self._type(name, field.annotation, field.metadata)
        if field.is_required():
            return kind, strawberry.field(description=described(field))
        optional = kind if NoneType in get_args(kind) else Union[kind, None]  # noqa: UP007 - made at run time
        return optional, strawberry.field(description=described(field), default=strawberry.UNSET)

    def _type(self, name: str, kind: Any, metadata: Iterable[Any] = ()) -> Any:  # noqa: ANN401
        origin, args = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._type(name, args[0], args[1:])
        if origin in (Union, UnionType):
            return self._union(name, args, metadata)
        if origin in (tuple, list):
            return list[self._type(name.removesuffix("s"), args[0])]  # type: ignore[misc]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.of(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind
        return self._scalar(name, kind, metadata)

    def _union(self, name: str, args: tuple[Any, ...], metadata: Iterable[Any]) -> Any:  # noqa: ANN401
        inner = [a for a in args if a is not NoneType]
        made = self._type(name, inner[0], metadata) if len(inner) == 1 else self._one_of(inner)
        return Union[made, None] if NoneType in args else made  # noqa: UP007

    def _one_of(self, models: list[type[BaseModel]]) -> Any:  # noqa: ANN401
        """A union with a tag is an input of which exactly one field is given."""
        key = tuple(models)
        if key not in self._made:
            fields = [
                (tag_of(m), Union[self.of(m), None], strawberry.field(default=strawberry.UNSET, description=m.__doc__))  # noqa: UP007
                for m in models
            ]
            name = f"{'Or'.join(m.__name__ for m in models)}Input"
            self._made[key] = self._input(name, key, fields, "Exactly one of these.", one_of=True)
        return self._made[key]

    def _scalar(self, name: str, kind: Any, metadata: Iterable[Any]) -> Any:  # noqa: ANN401
        if kind is str and (name == "id" or name.endswith("_id")):
            return strawberry.ID
        if kind is int and any((getattr(m, "le", 0) or 0) > INT32 for m in metadata):
            return Long
        if kind not in SCALARS:
            raise NoInputType(f"{name}: {kind!r}")
        return SCALARS[kind]


def tag_of(model: type[BaseModel]) -> str:
    """What tells a member of a tagged union from the others."""
    return str(next(f.default for f in model.model_fields.values() if get_origin(f.annotation) is Literal))


def described(field: FieldInfo) -> str:
    """The field's text and its limits."""
    limits = [text.format(n) for m in field.metadata for k, text in LIMITS.items() if (n := getattr(m, k, None))]
    told = ", ".join(dict.fromkeys(limits)).capitalize()
    return " ".join(t for t in (field.description, told and f"{told}.") if t) or (field.title or "As it is now.")


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in an input
    """What the command's class reads: unset fields left out, a @oneOf opened to its tagged form."""
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if not dataclasses.is_dataclass(value):
        return value
    given = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    given = {name: plain(v) for name, v in given.items() if v is not strawberry.UNSET}
    if value.__strawberry_definition__.is_one_of:  # type: ignore[union-attr]
        ((tag, inner),) = given.items()
        return {"kind": tag, **inner}
    return given
