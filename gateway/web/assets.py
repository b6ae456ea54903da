"""Makes build/static from our own styles and scripts and the installed libraries: `python -m gateway.web.assets`.

One style sheet with its layers kept (an @import chain costs a round trip for each link of it), fonts, one sprite of the
icons that templates use, scripts; every name holds a hash of the content, and manifest.json says which is which.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from gateway.web import kit
from gateway.web.manifest import BUILT, MANIFEST

HERE = Path(__file__).parent
LIBRARIES = HERE / "node_modules"
LAYERS = ("kit", "tokens", "base", "parts", "page", "media")
"""What a rule of ours stands in; one of a later layer wins, whichever file it is in."""
FONTS = {
    "vietnamese": (
        "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, "
        "U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB"
    ),
    "latin": (
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, "
        "U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
    ),
}
"""The subsets that are sent, and the characters for which a browser fetches each."""
ICON = re.compile(r"""icon\s*[(=]\s*['"]([a-z0-9-]+)['"]""")
CHOSEN_ICON = re.compile(r"""'([a-z0-9-]+)'\s*(?=[,}])""")


class LibraryMissing(Exception):
    """A library of package.json isn't installed: `npm ci` in gateway/web brings it."""


def build(target: Path = BUILT) -> Mapping[str, str]:
    """Makes the folder anew and returns its manifest: plain name → hashed name. Raises `LibraryMissing`."""
    made = dict(_plain())
    names = {name: _hashed(name, data) for name, data in made.items()}
    style = _style(names).encode()
    made["techfest.css"], names["techfest.css"] = style, _hashed("techfest.css", style)
    _write(target, {names[name]: data for name, data in made.items()}, names)
    return names


def _plain() -> Iterator[tuple[str, bytes]]:
    for subset in FONTS:
        name = f"hanken-grotesk-{subset}-wght-normal.woff2"
        yield f"{subset}.woff2", _library(f"@fontsource-variable/hanken-grotesk/files/{name}")
    yield "htmx.js", _library("htmx.org/dist/htmx.min.js")
    yield "sse.js", _library("htmx-ext-sse/dist/sse.min.js")
    yield from _explorer()
    yield "icons.svg", _sprite(icons_used()).encode()
    for path in sorted((HERE / "static").iterdir()):
        if path.suffix in {".js", ".svg"}:
            yield path.name, path.read_bytes()


def _explorer() -> Iterator[tuple[str, bytes]]:
    """GraphiQL and what it stands on, as its makers built them; without its fonts, which are data within its style."""
    yield "react.js", _library("react/umd/react.production.min.js")
    yield "react-dom.js", _library("react-dom/umd/react-dom.production.min.js")
    yield "graphql-ws.js", _library("graphql-ws/umd/graphql-ws.min.js")
    yield "graphiql.js", _library("graphiql/graphiql.min.js")
    style = _library("graphiql/graphiql.min.css").decode()
    yield "graphiql.css", re.sub(r"@font-face\s*\{[^}]*\}", "", style).encode()


def _library(path: str) -> bytes:
    try:
        return (LIBRARIES / path).read_bytes()
    except FileNotFoundError:
        raise LibraryMissing(f"{path}: run `npm ci` in gateway/web") from None


def icons_used() -> list[str]:
    """The icons that templates name: in a call of `icon`, as `with_icon=`, or in a table `*_icons`."""
    found: set[str] = set()
    for path in (HERE / "templates").rglob("*.html"):
        source = path.read_text()
        found.update(ICON.findall(source))
        for table in re.findall(r"_icons = (\{[^}]*\})", source):
            found.update(CHOSEN_ICON.findall(table))
    return sorted(found)


def _sprite(names: list[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(map(_symbol, names))}</svg>'


def _symbol(name: str) -> str:
    drawing = _library(f"@tabler/icons/icons/outline/{name}.svg").decode()
    body = re.sub(r"<svg[^>]*>|</svg>|<!--.*?-->|<path stroke=.none.[^>]*>|\s*\n\s*", "", drawing, flags=re.DOTALL)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def _style(names: Mapping[str, str]) -> str:
    pico = kit.used(_library("@picocss/pico/css/pico.min.css").decode().removeprefix('@charset "UTF-8";'))
    own = "\n".join(path.read_text() for path in sorted((HERE / "static").rglob("*.css")))
    faces = "\n".join(_face(names[f"{subset}.woff2"], characters) for subset, characters in FONTS.items())
    return f"@layer {', '.join(LAYERS)};\n{faces}\n@layer kit {{\n{pico}\n}}\n{_minified(own)}\n"


def _face(file: str, characters: str) -> str:
    return (
        f'@font-face {{ font-family: "Hanken"; font-weight: 100 900; font-display: swap; '
        f'src: url("{file}") format("woff2"); unicode-range: {characters}; }}'
    )


def _minified(style: str) -> str:
    """Our own style without what only people read; no string in it holds braces, semicolons or runs of spaces."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    style = re.sub(r"\s+", " ", style)
    style = re.sub(r" ?([{};]) ?", r"\1", style).strip()
    return re.sub(r'("[^"]*")|(?<=:) | ?([,>]) ?|;(?=\})', lambda found: found[1] or found[2] or "", style)


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"


def _write(target: Path, files: Mapping[str, bytes], names: Mapping[str, str]) -> None:
    """Beside the old folder first, so that a build that fails leaves what was there."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, data in files.items():
        (fresh / name).write_bytes(data)
    (fresh / MANIFEST).write_text(json.dumps(names, indent=1, sort_keys=True))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


if __name__ == "__main__":
    build()
