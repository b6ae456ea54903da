"""The languages that people are spoken to in, and how one is chosen."""

LANGUAGES = ("vi", "en")
DEFAULT = "vi"


def negotiate(chosen: str | None, accepted: str | None) -> str:
    """The language that a person chose before, else the best of an Accept-Language header, else Vietnamese."""
    if chosen in LANGUAGES:
        return str(chosen)
    wishes = [_wish(part) for part in (accepted or "")[:500].split(",")]
    known = [(weight, language) for language, weight in wishes if language in LANGUAGES and weight > 0]
    return max(known, key=lambda wish: wish[0])[1] if known else DEFAULT


def _wish(part: str) -> tuple[str, float]:
    """`en-GB;q=0.8` wishes for `en` with 0.8; what can't be read is no wish."""
    tag, _, rest = part.strip().partition(";")
    weight = rest.strip().removeprefix("q=")
    try:
        return tag.strip().split("-")[0].lower(), float(weight) if weight else 1.0
    except ValueError:
        return "", 0.0
