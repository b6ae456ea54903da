"""The texts of a listing that are matched, by name, in both languages; its sector is weighed by itself."""

from collections.abc import Mapping

from shared.contracts.exchange.values import PublicListing


def texts_of(content: PublicListing) -> Mapping[str, str]:
    """Empty ones are left out. Of a masked listing they hold nothing that tells the owner."""
    found = {
        "title": _both(content.title.vi, content.title.en),
        "summary": _both(content.summary.vi, content.summary.en),
        "description": _both(
            content.description.vi,
            content.description.en,
            content.advantages.vi,
            content.advantages.en,
            content.problem.vi,
            content.problem.en,
        ),
        "keywords": _both(*content.keywords),
    }
    return {name: text for name, text in found.items() if text}


def _both(*texts: str) -> str:
    """Apart by a line, so that no pair of words stands across two texts."""
    return "\n".join(text for text in texts if text)
