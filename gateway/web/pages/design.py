"""Every component with its states, on one page: what pages are built of, and what the tests look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup
from starlette.responses import Response

from gateway.web import charts, plots
from gateway.web.pages.design_samples import ANCHORS_NEW, ANCHORS_TEAM, DAYS, FIELDS, JUDGES, TEAMS
from gateway.web.visit import Visit
from gateway.web.words import Words

Say = Callable[[str, str], str]
"""A sample's text, which stands in no catalogue: in Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a sample facet."""

    label: str
    count: int
    here: bool
    address: str = "#facets"


async def show(visit: Visit) -> Response:
    """Open to everybody; the samples are made up."""
    words, say = visit.words, _saying(visit.words.language)
    now, past = charts.beside([(day, count) for day, count, _ in DAYS], [was for _, _, was in DAYS])
    return visit.page(
        "design",
        await visit.ask("around"),
        say=say,
        days=DAYS,
        by_day=now,
        by_day_past=past,
        by_field=charts.bars([(say(*name), count, "#facets") for name, count in FIELDS]),
        facet=[Choice(say(*name), count, place == 0) for place, (name, count) in enumerate(FIELDS * 2)],
        calibrated=plots.plot([_team(words, say, *one) for one in TEAMS], through=6),
        leanings=plots.leanings([_judge(words, say, *one) for one in JUDGES]),
        anchors_new=_anchors(say, ANCHORS_NEW),
        anchors_team=_anchors(say, ANCHORS_TEAM),
        qr=_qr("TF1.sample-of-a-ticket.not-valid-anywhere", say("Mã QR của vé mẫu", "QR code of a sample ticket")),
    )


def _saying(language: str) -> Say:
    return lambda vi, en: vi if language == "vi" else en


def _qr(text: str, label: str) -> Markup:
    drawn = segno.make(text, error="m")
    svg = drawn.svg_inline(border=2, dark="#11173a", omitsize=True, svgclass=None, lineclass=None)
    return Markup(svg).replace("<svg", Markup('<svg role="img" aria-label="{}"').format(label), 1)  # noqa: S704


def _team(
    words: Words, say: Say, name: str, raw: float, value: float, low: float, high: float, chance: int, sheets: int
) -> plots.Valued:
    tied = name in {"VisionQC", "Rơm Xanh"}
    small = f"{sheets} {say('phiếu', 'sheets')}"
    return plots.Valued(
        name,
        value,
        raw,
        low,
        high,
        said=words.number(value, 1),
        said_raw=f"{say('thô', 'raw')} {words.number(raw, 1)}",
        small=f"{small} · {say('đồng điểm', 'tied')}" if tied else small,
        chance=f"{chance}%",
        chance_of=say("vào top 6", "in the top 6"),
        tied=tied,
    )


def _judge(words: Words, say: Say, number: int, lean: float) -> tuple[str, str, float, str]:
    sign = "−" if lean < 0 else "+"
    name = f"{say('Giám khảo', 'Judge')} {number}"
    return name, f"8 {say('phiếu', 'sheets')}", lean, f"{sign}{words.number(abs(lean), 1)}"


def _anchors(say: Say, anchors: Sequence[tuple[int, int, tuple[str, str]]]) -> list[tuple[int, int, str]]:
    return [(low, high, say(*text)) for low, high, text in anchors]
