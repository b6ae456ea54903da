import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from deploy.cli.exports import asyncapi, errors, events, openapi
from deploy.cli.exports.files import compare, write
from deploy.cli.main import app

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "messages").glob("*.json"))


def test_the_committed_documents_are_those_that_the_contracts_make():
    assert compare({**asyncapi.files(), **events.files()}) == ""


def test_the_committed_rest_documents_are_those_that_the_routes_make():
    assert compare(openapi.files()) == ""


def test_the_committed_list_of_codes_is_the_one_that_the_code_makes():
    assert compare(errors.files()) == ""


def test_no_code_is_listed_twice():
    codes = [refusal.code for refusal in errors.refusals()]
    assert len(codes) == len(set(codes))


def test_a_stale_document_is_seen_and_written(tmp_path):
    files = {"docs/a.md": "new\n"}
    assert "+new" in compare(files, tmp_path)
    assert write(files, tmp_path) == ["docs/a.md"]
    assert compare(files, tmp_path) == ""
    assert write(files, tmp_path) == []


def refs(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from refs(inner)


def found(document, ref: str):
    for step in ref.removeprefix("#/").split("/"):
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def test_every_reference_of_the_asyncapi_document_leads_somewhere():
    document = asyncapi.document()
    assert all(found(document, ref) is not None for ref in set(refs(document)))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda f: f.stem)
def test_a_golden_message_fits_the_published_schema(file):
    document = asyncapi.document()
    wire = file.stem.rsplit(".v", 1)[0]
    schema = {**document["components"]["messages"][wire]["payload"], "components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(json.loads(file.read_text()))


def test_a_message_without_a_required_field_does_not_fit():
    document = asyncapi.document()
    payload = document["components"]["messages"]["accounts.person_registered"]["payload"]
    schema = {**payload, "components": document["components"]}
    with pytest.raises(jsonschema.ValidationError, match="tenant_id"):
        jsonschema.Draft202012Validator(schema).validate({"person_id": "0f8fad5bd9cb469fa16570867728950e"})


def test_the_command_compares_without_writing():
    done = CliRunner().invoke(app, ["asyncapi", "--check"])
    assert (done.exit_code, done.output) == (0, "")
