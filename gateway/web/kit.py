"""What the pages use of the kit's style: it comes whole, and a third of it is for things that no page has."""

import re

UNUSED = re.compile(
    r"\.(secondary|contrast|outline|dropdown|container|container-fluid|grid|modal-is|overflow-auto|striped)\b"
    r"|tooltip|slider|breadcrumb|dialog|:host|-ms-|type=(range|color|reset)|role=(switch|group|search)\]"
    r"|aria-invalid=false"
)
"""Of a selector: parts of the kit that we don't use, or draw ourselves."""
NEGATION = re.compile(r":not\([^()]*\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
EMPTY = re.compile(r"@(?:media|supports)[^{}]*\{\}")


def used(style: str) -> str:
    """A style sheet without rules for what isn't there, and nothing else changed."""
    return EMPTY.sub("", RULE.sub(_kept, re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)))


def _kept(rule: re.Match[str]) -> str:
    selectors = [one for one in alternatives(rule[1]) if not _is_unused(one)]
    return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""


def alternatives(selectors: str) -> list[str]:
    """The selectors of a list; a comma within brackets divides none."""
    found, depth = [""], 0
    for sign in selectors:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def _is_unused(selector: str) -> bool:
    """What a selector excludes doesn't count: a rule for all inputs but sliders is one for inputs."""
    while (plain := NEGATION.sub("", selector)) != selector:
        selector = plain
    return bool(UNUSED.search(selector))
