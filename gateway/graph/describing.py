"""What the values of enums are, from the docstrings under them: they are declared in the contracts and nowhere else."""

import ast
import inspect
from enum import Enum
from functools import cache

from graphql import GraphQLEnumType, GraphQLSchema


def describe(schema: GraphQLSchema) -> None:
    """Describes each value of each enum that doesn't say of itself what it is."""
    for name, kind in schema.type_map.items():
        if isinstance(kind, GraphQLEnumType) and not name.startswith("__"):
            told = _docs_of(kind.extensions["strawberry-definition"].wrapped_cls)
            for value_name, value in kind.values.items():
                value.description = value.description or told.get(value_name) or _spoken(value_name)


def _docs_of(kind: type[Enum]) -> dict[str, str]:
    return _docs_in(inspect.getsourcefile(kind) or "").get(kind.__name__, {})


@cache
def _docs_in(file: str) -> dict[str, dict[str, str]]:
    """By class and member, the texts that stand under the members."""
    with open(file, encoding="utf-8") as source:
        module = ast.parse(source.read())
    return {node.name: _docs_under(node) for node in module.body if isinstance(node, ast.ClassDef)}


def _docs_under(kind: ast.ClassDef) -> dict[str, str]:
    told = {}
    for member, text in zip(kind.body, kind.body[1:], strict=False):
        match member, text:
            case ast.Assign(targets=[ast.Name(name)]), ast.Expr(ast.Constant(str(doc))):
                told[name] = inspect.cleandoc(doc)
    return told


def _spoken(name: str) -> str:
    """Where nobody has said more, the name says it: `KNOW_HOW` is know how."""
    return f"{name.replace('_', ' ').capitalize()}."
