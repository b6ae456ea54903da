"""What does not fit is said by place, code and limits; what was sent is never said again."""

import json

import pytest

from shared.contracts.registration.commands import OpenProgramme, SaveDraft, SubmitEntry
from shared.errors import InvalidInput
from shared.web.commands import read_body
from shared.web.faults import FAULTS_SHOWN, TEXTS, pointer_of
from tests.builders import registration as build

SUBMIT = json.loads(build.submit_entry().model_dump_json())
DRAFT = json.loads(build.save_draft().model_dump_json())
PROGRAMME = json.loads(build.open_programme().model_dump_json())


def faults(model, body):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(InvalidInput) as refused:
        read_body(model, raw)
    return [(pointer_of(f.path), f.code, f.details) for f in refused.value.faults]


def answers(**given):
    return {**SUBMIT, "answers": {**SUBMIT["answers"], **given}}


@pytest.mark.parametrize(
    ("model", "body", "expected"),
    [
        (SubmitEntry, b"{", [("", "bad_json", {})]),
        (SubmitEntry, b"", [("", "bad_json", {})]),
        (SubmitEntry, b'"\\ud800"', [("", "bad_json", {})]),
        (SubmitEntry, b"[" * 100_000, [("", "bad_json", {})]),
        (SubmitEntry, b"\xff\xfe", [("", "bad_json", {})]),
        (SubmitEntry, [], [("", "wrong_type", {})]),
        (SubmitEntry, None, [("", "wrong_type", {})]),
        (SubmitEntry, {**SUBMIT, "extra": 1}, [("/extra", "unknown_field", {})]),
        (SubmitEntry, {**SUBMIT, "<b>ex tra</b>": 1}, [("", "unknown_field", {})]),
        (SubmitEntry, {k: v for k, v in SUBMIT.items() if k != "entry_id"}, [("/entry_id", "required", {})]),
        (SubmitEntry, {**SUBMIT, "entry_id": 12345678}, [("/entry_id", "wrong_type", {})]),
        (SubmitEntry, {**SUBMIT, "entry_id": "a.b.c.d.e"}, [("/entry_id", "wrong_format", {})]),
        (SubmitEntry, answers(title=""), [("/answers/title", "required", {})]),
        (SubmitEntry, answers(title="x" * 201), [("/answers/title", "too_long", {"max": 200})]),
        (SubmitEntry, answers(title="a\x00b"), [("/answers/title", "wrong_value", {})]),
        (SubmitEntry, answers(title="a\nb"), [("/answers/title", "wrong_format", {})]),
        (SubmitEntry, answers(tags=["a"] * 21), [("/answers/tags", "too_many", {"max": 20})]),
        (SubmitEntry, answers(tags=["a", 5, ""]), [
            ("/answers/tags/1", "wrong_type", {}), ("/answers/tags/2", "required", {}),
        ]),
        (SaveDraft, {**DRAFT, "step": {"kind": "other"}}, [("/step", "not_a_choice", {})]),
        (SaveDraft, {**DRAFT, "step": {}}, [("/step", "required", {})]),
        (SaveDraft, {**DRAFT, "step": 5}, [("/step", "wrong_type", {})]),
        (SaveDraft, {**DRAFT, "step": {"kind": "startup", "name": 5}}, [("/step/name", "wrong_type", {})]),
        (OpenProgramme, {**PROGRAMME, "kind": "party"}, [("/kind", "not_a_choice", {})]),
        (OpenProgramme, {**PROGRAMME, "grace_minutes": "5"}, [("/grace_minutes", "wrong_type", {})]),
        (OpenProgramme, {**PROGRAMME, "grace_minutes": -1}, [("/grace_minutes", "too_small", {"min": 0})]),
        (OpenProgramme, {**PROGRAMME, "grace_minutes": 1e30}, [("/grace_minutes", "wrong_type", {})]),
        (OpenProgramme, {**PROGRAMME, "closes_at": "2026-10-30T17:00:00"}, [("/closes_at", "zone_missing", {})]),
        (OpenProgramme, {**PROGRAMME, "closes_at": "tomorrow"}, [("/closes_at", "wrong_format", {})]),
    ],
)  # fmt: skip
def test_each_wrong_place_is_named_once_with_a_code(model, body, expected):
    assert faults(model, body) == expected


def test_the_faults_shown_are_bounded():
    many = {**SUBMIT, **{f"field_{n}": n for n in range(5_000)}}
    assert len(faults(SubmitEntry, many)) == FAULTS_SHOWN


def test_every_code_that_is_given_has_a_text():
    from shared.web import faults as module

    assert set(module._CODES.values()) <= set(TEXTS)


def test_a_pointer_escapes_what_rfc_6901_escapes():
    assert pointer_of(("a/b", "c~d", "0")) == "/a~1b/c~0d/0"
