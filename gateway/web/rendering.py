"""Templates become pages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from gateway.web import addresses
from gateway.web.charts import HEIGHT, tick_y, ticks
from gateway.web.faults import Input
from gateway.web.limits import Limits, limits
from gateway.web.steps import FIELDS
from gateway.web.words import Words, instant

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The templates; a name that nobody gives is an error, and everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(to=addresses, limits=_limits, offered_fields=lambda: FIELDS, ticks=ticks, tick_y=tick_y)
    made.globals.update(chart_height=HEIGHT)
    made.filters.update(instant=instant, strong=strong, bdi=isolated, field_name=_field_name, decimal=decimal)
    return made


def strong(value: object) -> Markup:
    """Within a text: `_('Saved at {time}', time=time|strong)`."""
    return Markup("<b>{}</b>").format(value)


def isolated(value: object) -> Markup:
    """What a person is called: written from right to left or not, it turns nothing beside it."""
    return Markup("<bdi>{}</bdi>").format(value)


def decimal(number: str, words: Words) -> str:
    """An exact decimal number, with the reader's sign before its decimals."""
    return number.replace(".", ",") if words.language == "vi" else number


def _limits(one: Input) -> Limits:
    return limits(one.model, one.name)


def _field_name(tag: str, words: Words) -> str:
    return words.text(tag)


def rendered(template: str, status: int, language: str, values: Mapping[str, Any]) -> HTMLResponse:
    """A template as a page."""
    html = environment().get_template(f"{template}.html").render(values)
    return HTMLResponse(html, status, headers={"Content-Language": language})
