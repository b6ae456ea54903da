"""The page that a phone opens first: the root to take, how, and where to go on, in Vietnamese and English."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shared.texts import translate

HERE = Path(__file__).parent
DOWNLOAD = "/techfest-ca.crt"


@dataclass(frozen=True, slots=True)
class Root:
    """What phones are to believe: the authority's certificate (DER) with its fingerprint, for one address."""

    host: str
    address: str
    download: str
    der: bytes
    fingerprint: str


@cache
def style() -> str:
    """How the page looks; it stands in the page, since everything else here leads away."""
    return (HERE / "style.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """Nothing runs, nothing is loaded, and no style counts but the page's own."""
    known = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{known}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def environment() -> Environment:
    """The page's template; everything is escaped."""
    loader = FileSystemLoader(HERE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(root: Root, language: str) -> str:
    """The page, in one language."""
    return (
        environment()
        .get_template("page.html")
        .render(
            root=root,
            language=language,
            other="en" if language == "vi" else "vi",
            style=Markup(style()),  # noqa: S704 - our own file
            lines=[root.fingerprint[at : at + 24].rstrip(":") for at in range(0, len(root.fingerprint), 24)],
            code_of=_code,
            _=lambda text, **details: translate(text, language, details),
        )
    )


def _code(address: str) -> Markup:
    """The QR code of an address; dark on white in either appearance, or scanners would not read it."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, dark="#11173a", light="#ffffff")
    return Markup(drawing)  # noqa: S704 - segno's, of squares alone
