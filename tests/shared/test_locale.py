"""Every text of the services, their contracts and refusals is there in Vietnamese."""

import ast
import re
from collections.abc import Iterator

import pytest

from shared.texts.catalogues import texts_of
from tests.architecture.tree import ROOT

PLACE = re.compile(r"\{\w+\}")


def marked() -> Iterator[str]:
    """The texts that N_() marks below services/ and shared/."""
    for folder in ("services", "shared"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                    argument = node.args[0]
                    if isinstance(argument, ast.Constant):
                        yield str(argument.value)


TEXTS = sorted(set(marked()))


def test_there_are_texts():
    assert "Sign in first." in TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_a_marked_text_is_translated_with_the_same_places(text):
    (told,) = texts_of("vi")[text]
    assert sorted(PLACE.findall(told)) == sorted(PLACE.findall(text))
