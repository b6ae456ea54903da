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


def is_translated(text: str) -> bool:
    """Whether there is one Vietnamese text for it, with the same places."""
    found = texts_of("vi").get(text, ())
    return len(found) == 1 and sorted(PLACE.findall(found[0])) == sorted(PLACE.findall(text))


@pytest.mark.parametrize("text", TEXTS)
def test_a_marked_text_is_translated_with_the_same_places(text):
    assert is_translated(text)


def test_a_text_without_its_vietnamese_is_seen():
    assert not is_translated("A text that nobody has translated.")
