"""A mutation brings its command to the service, and answers what came of it or why not."""

import importlib

import pytest

from gateway.clients import FieldRefusal, Refused, Sent
from gateway.graph.commands import COMMANDS
from shared.contracts.commands import commands_of
from shared.contracts.registration.commands import SaveDraft, SubmitEntry
from shared.contracts.registration.values import EntryAnswers, ProjectStep
from shared.errors import Kind
from tests.architecture.tree import owners
from tests.gateway.fakes import RecordedCommands
from tests.gateway.graph.world import world_over

pytestmark = pytest.mark.real
SUBMIT = """mutation ($input: SubmitEntryInput!, $id: ID) { submitEntry(input: $input, commandId: $id) { __typename
  ... on SubmitEntryAccepted { id after receipt { code submittedAt } entry { title } }
  ... on Refusal { code kind message fields { path code message } } } }"""
INPUT = {
    "entryId": "entry-001",
    "programmeId": "programme-idea",
    "organisationId": "organisation-1",
    "answers": {"title": "Gạch không nung", "tags": ["Vật liệu"]},
}
RECEIPT = {"receipt": {"code": "K7QM2A", "submitted_at": "2026-03-01T12:01:00+00:00"}}


def test_every_declared_command_is_a_mutation():
    for owner in owners():
        importlib.import_module(f"shared.contracts.{owner}.commands")
    assert set(COMMANDS) == {c for owner in owners() for c in commands_of(owner)}


async def test_a_command_is_sent_as_the_viewer_and_what_was_written_is_read(province):
    commands = RecordedCommands(Sent("entry-001", 1, RECEIPT, "token"))
    world = world_over(province, commands)
    assert await world.data("submitter", SUBMIT, input=INPUT, id="command-1") == {
        "submitEntry": {
            "__typename": "SubmitEntryAccepted",
            "id": "entry-001",
            "after": "token",
            "receipt": {"code": "K7QM2A", "submittedAt": "2026-03-01T12:01:00+00:00"},
            "entry": {"title": "Gạch không nung"},
        }
    }
    expected = SubmitEntry(
        entry_id="entry-001",
        programme_id="programme-idea",
        organisation_id="organisation-1",
        answers=EntryAnswers(title="Gạch không nung", tags=("Vật liệu",)),
    )
    assert commands.sent == [(expected, "person-lan", "command-1")]


async def test_what_was_written_is_not_shown_to_who_may_not_see_it(province):
    world = world_over(province, RecordedCommands(Sent("entry-hue", 1, RECEIPT, "token")))
    answer = await world.data("submitter", SUBMIT, input=INPUT)
    assert answer["submitEntry"]["entry"] is None


async def test_a_tagged_step_is_given_as_one_of_its_kinds(province):
    commands = RecordedCommands(Sent("entry-001", 0, None, ""))
    world = world_over(province, commands)
    asked = """mutation { saveDraft(input: {entryId: "entry-001", programmeId: "programme-idea",
      step: {project: {title: "Gạch"}}}) { ... on SaveDraftAccepted { id after } } }"""
    assert await world.data("submitter", asked) == {"saveDraft": {"id": "entry-001", "after": ""}}
    step = ProjectStep(title="Gạch")
    assert commands.sent[0][0] == SaveDraft(entry_id="entry-001", programme_id="programme-idea", step=step)


async def test_a_refusal_of_the_service_is_an_answer(province):
    refused = Refused("registration.deadline_passed", Kind.CONFLICT, "Hết hạn", (FieldRefusal(("a_b",), "x", "y"),))
    world = world_over(province, RecordedCommands(refused))
    assert await world.ask("submitter", SUBMIT, input=INPUT) == {
        "data": {
            "submitEntry": {
                "__typename": "Refusal",
                "code": "registration.deadline_passed",
                "kind": "CONFLICT",
                "message": "Hết hạn",
                "fields": [{"path": ["input", "aB"], "code": "x", "message": "y"}],
            }
        }
    }


async def test_input_that_does_not_fit_is_refused_before_it_is_sent(province):
    commands = RecordedCommands(Sent("entry-001", 1, RECEIPT, "token"))
    world = world_over(province, commands)
    wrong = {**INPUT, "entryId": "no", "answers": {"title": "", "tags": [""]}}
    found = (await world.data("submitter", SUBMIT, input=wrong))["submitEntry"]
    assert (found["code"], found["kind"], commands.sent) == ("invalid_input", "INVALID", [])
    assert [(f["path"], f["code"]) for f in found["fields"]] == [
        (["input", "entryId"], "wrong_format"),
        (["input", "answers", "title"], "required"),
        (["input", "answers", "tags", "0"], "required"),
    ]


async def test_who_is_not_signed_in_gets_an_error_and_no_answer(province):
    world = world_over(province, RecordedCommands(Refused("unauthenticated", Kind.UNAUTHENTICATED, "Đăng nhập đã.")))
    answer = await world.ask("nobody", SUBMIT, input=INPUT)
    assert [(e["message"], e["extensions"]["code"]) for e in answer["errors"]] == [("Đăng nhập đã.", "unauthenticated")]
    assert answer["data"] is None


async def test_a_mutation_is_not_run_by_a_reading_request(province):
    commands = RecordedCommands(Sent("entry-001", 1, RECEIPT, "token"))
    world = world_over(province, commands)
    answer = await world.graph.run(SUBMIT, {"input": INPUT}, world.viewers["submitter"], reading=True)
    assert (answer["errors"][0]["extensions"]["code"], commands.sent) == ("method_not_allowed", [])
