"""The built files: one style sheet, hashed names, nothing that the strict policy would refuse."""

import json
import re

import pytest
from starlette.requests import Request

from gateway.web import assets, kit
from gateway.web.files import files
from gateway.web.manifest import AssetsMissing, read_assets


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets") / "static"
    assets.build(folder)
    return read_assets(folder)


def test_the_manifest_names_each_file_by_its_content(built):
    assert set(built.names) == {
        "explorer.js", "graphiql.css", "graphiql.js", "graphql-ws.js", "htmx.js", "icons.svg", "latin.woff2",
        "mark.svg", "pages.js", "react-dom.js", "react.js", "scoring.js", "sse.js", "techfest.css",
        "vietnamese.woff2",
    }  # fmt: skip
    assert {p.name for p in built.folder.iterdir()} == {*built.names.values(), "manifest.json"}
    assert all(re.fullmatch(r"[a-z-]+\.[0-9a-f]{12}\.[a-z0-9]+", hashed) for hashed in built.names.values())


def test_again_gives_the_same_names(built, tmp_path):
    assert assets.build(tmp_path / "static") == json.loads((built.folder / "manifest.json").read_text())


def test_the_style_sheet_keeps_its_layers_and_imports_nothing(built):
    style = (built.folder / built.names["techfest.css"]).read_text()
    assert style.startswith("@layer kit, tokens, base, parts, page, media;")
    assert "@import" not in style
    assert set(re.findall(r'url\("(?!data:)([^"]+)"\)', style)) == {
        built.names["latin.woff2"],
        built.names["vietnamese.woff2"],
    }


def test_every_icon_of_a_template_is_in_the_sprite(built):
    sprite = (built.folder / built.names["icons.svg"]).read_text()
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == assets.icons_used()


def test_unbuilt_assets_name_the_command(tmp_path):
    with pytest.raises(AssetsMissing, match=r"python -m gateway\.web\.assets"):
        read_assets(tmp_path)


def test_of_the_kit_only_what_pages_use_is_sent():
    style = (
        "/*! kit */:root,:host{--a:1}input:not([type=range],[type=color]),select{a:b}.grid{c:d}"
        "@media print{.container{e:f}}@media print{p{g:h}}:is(a,.secondary),button:is(:hover,:focus){i:j}"
    )
    assert kit.used(style) == (
        ":root{--a:1}input:not([type=range],[type=color]),select{a:b}@media print{p{g:h}}button:is(:hover,:focus){i:j}"
    )


def test_strings_of_the_style_stay_as_they_are(built):
    style = (built.folder / built.names["techfest.css"]).read_text()
    assert 'content:attr(data-th) ": "' in style
    assert '" ("' in style


@pytest.mark.parametrize(("name", "documents"), [("mark.svg", True), ("techfest.css", False)])
async def test_a_file_says_no_more_than_it_needs(built, name, documents):
    answer = await files(built)(Request({"type": "http", "path_params": {"name": built.names[name]}, "headers": []}))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ("Content-Security-Policy" in answer.headers) is documents
