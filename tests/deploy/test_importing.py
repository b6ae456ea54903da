"""Startups come in through the commands alone: again adds nothing, stopped it is gone on with."""

import asyncio
import json
import threading
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from deploy.cli.client import Refused, Sent, Unreachable
from deploy.cli.importing.command import told
from deploy.cli.importing.ids import VARIABLE, Ids, NoKey, ids_for, is_here
from deploy.cli.importing.rows import DESCRIPTION, NAME, TAG, TAGS, UnusableRow, command_id, startup_of
from deploy.cli.importing.run import Target, run
from deploy.cli.main import app
from shared.errors import Refusal
from shared.ids import derived_id
from tests.architecture.tree import ROOT
from tests.builders import accounts as build
from tests.builders import registration
from tests.builders.actors import EVERY_SCOPE
from tests.builders.registration import PROGRAMME
from tests.fakes.services import MemoryAccounts, MemoryRegistration

ELSEWHERE = "https://techfest.example"
SAMPLE = ROOT / "tests" / "data" / "startups.jsonl"
LINES = SAMPLE.read_text(encoding="utf-8").splitlines()
IDS = Ids("a key of sixteen characters")


class Techfest:
    """Both services, behind what the importer sends through."""

    def __init__(self):
        self.accounts, self.registration = MemoryAccounts(), MemoryRegistration()
        self.accounts.send_and_wait(build.create_tenant(), EVERY_SCOPE)
        self.registration.send_and_wait(registration.open_edition(), EVERY_SCOPE)
        self.registration.send_and_wait(registration.open_programme(), EVERY_SCOPE)
        self.lock, self.stops_after = threading.Lock(), -1

    def send(self, command, command_id):
        service = self.accounts if command.wire.startswith("accounts.") else self.registration
        with self.lock:
            if self.stops_after == 0:
                raise Unreachable("gone")
            self.stops_after -= 1
            try:
                answer = asyncio.run(service.send(command, EVERY_SCOPE, command_id))
            except Refusal as refusal:
                raise Refused(409, {"code": refusal.code}) from None
        return Sent(answer.id, answer.seq, answer.result)

    def take(self, lines=LINES, programme=PROGRAMME):
        began = self.registration.now
        ticks = []
        summary = run(lines, self, Target(build.TENANT, programme, began, IDS), 4, lambda: ticks.append(1))
        assert len(ticks) == summary.total
        return summary

    def counts(self):
        return len(self.accounts.stores["organisation"].shelf.told), len(self.registration.stores["entry"].shelf.told)


@pytest.fixture
def techfest():
    return Techfest()


def startup(ids=IDS, **given):
    usual = {"company_id": "1", "name": "Nấm Việt"}
    return startup_of(json.dumps({**usual, **given}), build.TENANT, PROGRAMME, ids)


def test_every_startup_is_registered_and_entered(techfest):
    summary = techfest.take()
    assert (summary.new, summary.there_already, summary.refused) == (len(LINES), 0, {})
    assert techfest.counts() == (len(LINES), len(LINES))


def test_a_second_run_days_later_adds_nothing(techfest):
    techfest.take()
    for store in (techfest.accounts.stores["organisation"], techfest.registration.stores["entry"]):
        for id_, known in store.shelf.known.items():
            store.shelf.known[id_] = type(known)(known.rev, known.seq, known.state, known.shape)  # ids are forgotten
    techfest.registration.now += timedelta(days=9)
    summary = techfest.take()
    assert (summary.new, summary.there_already, summary.refused) == (0, len(LINES), {})
    assert techfest.counts() == (len(LINES), len(LINES))


def test_a_run_that_was_stopped_is_finished_by_the_next(techfest):
    techfest.stops_after = 31
    with pytest.raises(Unreachable):
        techfest.take()
    done = techfest.counts()
    assert 0 < done[1] < len(LINES)
    techfest.stops_after = -1
    techfest.registration.now += timedelta(minutes=1)
    summary = techfest.take()
    assert (summary.new, summary.there_already) == (len(LINES) - done[1], done[1])
    assert techfest.counts() == (len(LINES), len(LINES))


def test_what_is_refused_is_counted_by_its_reason(techfest):
    summary = techfest.take(["{", '{"company_id": "7"}', '{"name": "Không mã"}', "[]", *LINES[:2]])
    assert summary.refused == {"no JSON": 1, "no name": 1, "no company_id": 1, "no JSON object": 1}
    assert summary.examples["no JSON"] == ["line 1"]
    assert told(summary).splitlines()[0] == "6 startups: 2 new, 0 already there"


def test_a_refusal_of_the_system_is_a_reason_too(techfest):
    summary = techfest.take(LINES[:3], programme="programme-none")
    assert summary.refused == {"registration.unknown_programme": 3}


def test_all_ids_follow_from_the_company(techfest):
    one, again = startup(), startup(short="other")
    assert one.organisation == again.organisation
    assert (one.entry.entry_id, command_id(one.entry)) == (again.entry.entry_id, command_id(again.entry))
    elsewhere = startup_of('{"company_id": "1", "name": "Nấm Việt"}', build.TENANT, "programme-other", IDS)
    assert elsewhere.organisation.organisation_id == one.organisation.organisation_id
    assert elsewhere.entry.entry_id != one.entry.entry_id


def test_without_the_key_nobody_finds_an_id(techfest):
    one, guessed = startup(), startup(Ids("another key, as long"))
    assert one.organisation.organisation_id != guessed.organisation.organisation_id
    assert one.entry.entry_id != guessed.entry.entry_id
    assert command_id(one.entry) != command_id(guessed.entry)
    public = derived_id("startups_yc", build.TENANT, "1", "organisation")
    assert public not in (one.organisation.organisation_id, one.entry.entry_id)


def test_the_key_of_this_machine_stays(tmp_path):
    here, there = {"TECHFEST_DATA": str(tmp_path / "a")}, {"TECHFEST_DATA": str(tmp_path / "b")}
    made = [ids_for(None, None, here), ids_for("http://127.0.0.1:8080", None, here), ids_for(None, None, there)]
    first, again, other = (ids.of("x") for ids in made)
    assert first == again != other
    assert [f.stat().st_mode & 0o777 for f in (tmp_path / "a" / "secrets").iterdir()] == [0o600]


def test_a_system_elsewhere_needs_a_key(tmp_path):
    environment = {"TECHFEST_DATA": str(tmp_path)}
    with pytest.raises(NoKey, match=VARIABLE):
        ids_for(ELSEWHERE, None, environment)
    with pytest.raises(NoKey, match="16"):
        ids_for(ELSEWHERE, "short", environment)
    assert ids_for(ELSEWHERE, "x" * 16, environment).of("1") == ids_for(None, "x" * 16, {}).of("1")
    one, other = ({**environment, "TECHFEST_OPERATOR_SECRET": s} for s in ("one", "other"))
    assert ids_for(ELSEWHERE, None, one).of("1") == ids_for(ELSEWHERE, None, one).of("1")
    assert ids_for(ELSEWHERE, None, one).of("1") != ids_for(ELSEWHERE, None, other).of("1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080/", True),
        ("http://[::1]:8080", True),
        ("https://techfest.example", False),
        ("http://10.0.0.1", False),
        ("127.0.0.1.example", False),
    ],
)
def test_only_this_machine_is_here(url, here):
    assert is_here(url) is here


def test_the_command_says_that_a_key_is_missing(tmp_path):
    environment = {"TECHFEST_DATA": str(tmp_path), "TECHFEST_IMPORT_KEY": "", "TECHFEST_OPERATOR_SECRET": ""}
    words = ["import", "startups", str(SAMPLE), "--url", ELSEWHERE, "--token", "x"]
    done = CliRunner().invoke(app, words, env=environment)
    assert done.exit_code == 2
    assert "TECHFEST_IMPORT_KEY" in done.stderr


@pytest.mark.parametrize(
    ("website", "kept"),
    [
        ("https://", None),
        ("http://url", None),
        ("", None),
        (None, None),
        ("www.delee.example", None),
        ("https://htp://www.example.org", None),
        ("http://www.delee.example    ", "http://www.delee.example"),
        ("http://https://join.example/", "https://join.example/"),
        ("https://a.example/" + "x" * 300, None),
    ],
)
def test_an_address_that_opens_nothing_is_left_out(website, kept):
    assert startup(website=website).organisation.website == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"year_founded": "", "team_size": "", "country": "", "location": ""}, (None, None, None, None)),
        ({"year_founded": "hai nghìn", "team_size": "-3", "country": "Vietnam"}, (None, None, None, None)),
        (
            {"year_founded": 2020, "team_size": 7, "country": "VN", "location": " Bắc \n Ninh "},
            (2020, 7, "VN", "Bắc Ninh"),
        ),
        ({"year_founded": "1700", "team_size": "2000000", "country": ["VN"]}, (None, None, None, None)),
        ({}, (None, None, None, None)),
    ],
)
def test_values_that_do_not_fit_are_left_out(given, kept):
    one = startup(**given).organisation
    assert (one.founded_year, one.team_size, one.country, one.location) == kept


def test_texts_are_shortened_and_cleaned():
    one = startup(
        name="x" * 300,
        short="a\nb\x00c",
        long="đ\r\n" * 10_000,
        tags=["a ", "a", "", None, "t" * 99, *map(str, range(30))],
    )
    answers = one.entry.answers
    assert (len(answers.title), answers.title[-1]) == (NAME, "…")
    assert answers.summary == "a b c"
    assert len(answers.description) <= DESCRIPTION
    assert "\r" not in answers.description
    assert answers.tags[:2] == ("a", "t" * (TAG - 1) + "…")
    assert len(answers.tags) == TAGS


def test_what_would_be_refused_is_taken_out():
    answers = startup(short="a\u2028b\x9dc", long="a\u2029b\u202ec").entry.answers
    assert (answers.summary, answers.description) == ("a b c", "a\nb c")


def test_half_a_character_is_left_out():
    assert startup(short="a\ud83db").entry.answers.summary == "ab"


@pytest.mark.parametrize(
    "line", ["", "null", '"x"', '{"company_id": "", "name": "x"}', '{"company_id": "1", "name": " "}']
)
def test_a_line_that_is_no_startup_says_why(line):
    with pytest.raises(UnusableRow):
        startup_of(line, build.TENANT, PROGRAMME, IDS)


def test_the_sample_has_what_real_files_have():
    rows = [json.loads(line) for line in LINES]
    assert len({row["company_id"] for row in rows}) == len(rows) == 30
    assert any(row["website"] == "https://" for row in rows)
    assert any(not row["year_founded"] for row in rows)
    assert any(len(set(row["tags"])) < len(row["tags"]) for row in rows)
