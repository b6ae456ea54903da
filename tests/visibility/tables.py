"""The expected answers, as data: `tables/<kind>.txt`, a line for each thing with the actors who are told something."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.visibility.naming import named

FOLDER = Path(__file__).with_name("tables")
HOW = """
Something is told to others than {file} says, or it has no line there. Look at each line that differs: who is named
there gets an answer, everybody else is answered as if it weren't there. Is that meant, write the table anew:

    python -m tests.visibility.write

(it needs MongoDB, as the tests do), read what has changed in it, and commit it.
"""
Lines = Mapping[str, Mapping[str, str]]
"""Thing → actor → what the actor is answered, in a word; empty: as if it weren't there."""


def text_of(lines: Lines) -> str:
    """The table; things whose actors are all answered nothing have a line too, so that a new one is missed."""
    return "".join(f"{thing}: {_told(answers)}\n" for thing, answers in lines.items())


def _told(answers: Mapping[str, str]) -> str:
    by_answer: defaultdict[str, list[str]] = defaultdict(list)
    for actor, answer in answers.items():
        by_answer[answer].append(actor)
    told = [f"{answer} to {named(actors, answers)}" for answer, actors in sorted(by_answer.items()) if answer]
    return "; ".join(told) or "nothing to anybody"


def compare(kind: str, lines: Lines) -> None:
    """Raises `AssertionError`, saying what differs and what to do."""
    file = FOLDER / f"{kind}.txt"
    known = file.read_text().splitlines() if file.exists() else []
    now = text_of(lines).splitlines()
    gone, new = [line for line in known if line not in set(now)], [line for line in now if line not in set(known)]
    if known != now:
        differing = [*(f"- {line}" for line in gone), *(f"+ {line}" for line in new)] or ["the lines' order"]
        raise AssertionError("\n".join([HOW.format(file=f"tables/{file.name}"), *differing]))


def write(kind: str, lines: Lines) -> None:
    """The table as it is now."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{kind}.txt").write_text(text_of(lines))
