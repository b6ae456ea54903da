"""Typed clients are made of the schema without a warning, and work."""

from pathlib import Path

import orjson
import pytest

import gateway
from tests.gateway import facts
from tests.gateway.http.services import signed
from tests.gateway.standards.conftest import CLIENTS, TOOLS, told_by

pytestmark = pytest.mark.real
SCHEMA = Path(gateway.__file__).with_name("schema.graphql")
PAGES = SCHEMA.parent / "web" / "pages"
OPERATIONS = TOOLS / "operations.graphql"
STRICT = ("--strict", "--noEmit", "--noUnusedLocals", "--target", "es2022", "--module", "esnext")
SETTINGS = """
[tool.ariadne-codegen]
schema_path = "{schema}"
queries_path = "{operations}"
target_package_path = "{made}"
target_package_name = "techfest_client"
client_name = "TechfestClient"
[tool.ariadne-codegen.scalars]
DateTime = {{ type = "datetime.datetime" }}
Date = {{ type = "datetime.date" }}
Long = {{ type = "int" }}
JSON = {{ type = "typing.Any" }}
"""


async def typescript(made: Path, *documents: Path) -> None:
    said = await told_by("node", TOOLS / "codegen.mjs", SCHEMA, made, *documents)
    assert (said.status, said.out, said.err) == (0, "", "")


async def compiled(*sources: Path) -> str:
    said = await told_by("node", TOOLS / "node_modules/typescript/lib/tsc.js", *STRICT, *sources)
    return said.out + said.err


async def test_typescript_of_the_schema_compiles_with_a_program_over_it(tmp_path):
    await typescript(tmp_path / "made.ts", OPERATIONS)
    program = tmp_path / "using.ts"
    program.write_text((TOOLS / "using.ts").read_text())
    assert await compiled(program, tmp_path / "made.ts") == ""


async def test_a_program_that_takes_a_field_for_what_it_is_not_does_not_compile(tmp_path):
    await typescript(tmp_path / "made.ts", OPERATIONS)
    program = tmp_path / "using.ts"
    program.write_text((TOOLS / "using.ts").read_text().replace("told.after", "told.before"))
    assert "Property 'before' does not exist" in await compiled(program)


async def test_typescript_of_each_page_s_document_is_made(tmp_path):
    frame, *pages = sorted(PAGES.glob("*.graphql"), key=lambda page: page.name != "frame.graphql")
    assert len(pages) > 20
    await typescript(tmp_path / "made.ts", frame, *pages)
    assert await compiled(tmp_path / "made.ts") == ""


async def test_a_python_client_is_made_and_asks_writes_and_watches(gateway, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS.format(schema=SCHEMA, operations=OPERATIONS, made=tmp_path))
    made = await told_by(CLIENTS / "python", "-W", "error", CLIENTS / "ariadne-codegen", "--config", settings)
    assert (made.status, made.err, "arning" in made.out) == (0, "", False), made
    token = signed("person-lan", "gateway", tenant_id=facts.TENANT)
    url = f"{gateway.address}/graphql"
    using = (Path(__file__).with_name("using.py"), tmp_path, url, url.replace("http", "ws"), token)
    said = await told_by(CLIENTS / "python", *using)
    assert (said.status, said.err) == (0, "")
    assert [orjson.loads(line) for line in said.out.splitlines()] == [
        ["tenant", facts.TENANT, "Tỉnh Bắc Ninh"],
        ["entry", "Gạch không nung", "SUBMITTED", 2026, True],
        ["node", "Entry", True],
        ["refused", "invalid_input", [["input", "name"], ["input", "organisationId"], ["input", "tenantId"]]],
        ["watched", "Gạch không nung"],
    ]
