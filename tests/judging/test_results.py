import json

import pytest

from services.judging import queries
from services.judging.domain.result import hash_of, recomputed
from shared.contracts.judging import commands
from shared.contracts.judging import events as told
from shared.contracts.judging import refusals as no
from shared.contracts.judging.values import RecusalReason, RoundPolicy, TieDecision, TieRule, TieRuleKind
from shared.errors import Forbidden, NotFound
from tests.builders.actors import STRANGER
from tests.builders.judging import CHAIR, ONE, ORGANISER, ROUND, Contest

CLOSE = commands.CloseRound(round_id=ROUND)
SEAL, PUBLISH = commands.SealResult(round_id=ROUND), commands.PublishResult(round_id=ROUND)
J2 = (("j1", "a", "52"), ("j1", "b", "60"), ("j1", "c", "68"), ("j2", "c", "84"), ("j2", "d", "88"), ("j2", "e", "92"),
      ("j3", "a", "70"), ("j3", "d", "80"), ("j3", "e", "75"))  # fmt: skip


async def contest_of(sheets, policy=None):
    contest = await Contest.opened(ONE, policy=policy or RoundPolicy(entry_decimals=1, scores_published=True))
    judges = {name: await contest.judge(name) for name in sorted({j for j, _, _ in sheets})}
    entries = {name: await contest.entry(name) for name in sorted({e for _, e, _ in sheets})}
    for judge, entry, mark in sheets:
        await contest.scored(judges[judge], entries[entry], chung=mark)
    return contest, judges, entries


async def test_a_round_is_closed_sealed_and_published_and_everybody_sees_the_places():
    contest, _, _ = await contest_of(J2)
    for command in (CLOSE, SEAL, PUBLISH):
        await contest.judging.send(command, CHAIR)
    (closed,) = contest.judging.events(told.RoundClosed)
    assert sorted({s.seq for s in closed.sheets}) == [2]
    assert len(closed.sheets) == 9
    (sealed,), (published,) = contest.judging.events(told.ResultSealed), contest.judging.events(told.ResultPublished)
    assert {*sealed.model_dump()} == {
        "result_id", "place", "award_id", "round_id", "number", "sealed_hash", "sealed_by", "sealed_at",
    }  # fmt: skip
    assert [(p.place, p.entry_id, p.organisation_id, p.total) for p in published.places] == [
        (1, "entry-no-d", "organisation-d", "84.0"),
        (2, "entry-no-e", "organisation-e", "83.5"),
        (3, "entry-no-c", "organisation-c", "76.0"),
    ]
    assert published.sealed_hash == sealed.sealed_hash


async def test_the_sealed_hash_is_the_hash_of_the_document_and_its_places_follow_from_its_sheets():
    contest, _, _ = await contest_of(J2)
    for command in (CLOSE, SEAL):
        await contest.judging.send(command, CHAIR)
    document = json.loads(json.dumps(await queries.document(CHAIR, ROUND, contest.judging.needs)))
    assert hash_of(document) == contest.judging.events(told.ResultSealed)[0].sealed_hash
    assert recomputed(document) == document["standings"]
    assert "person-" not in json.dumps(document)
    forged = {**document, "sheets": [{**s, "marks": [{"criterion": "chung", "mark": "1"}]} for s in document["sheets"]]}
    assert hash_of(forged) != hash_of(document)
    assert recomputed(forged) != document["standings"]


async def test_totals_are_published_only_where_the_rules_say_so():
    contest, _, _ = await contest_of(J2, RoundPolicy(winners=1))
    for command in (CLOSE, SEAL, PUBLISH):
        await contest.judging.send(command, CHAIR)
    assert [(p.entry_id, p.total) for p in contest.judging.events(told.ResultPublished)[0].places] == [
        ("entry-no-d", None)
    ]


async def test_only_the_chair_closes_seals_and_publishes_each_in_its_turn():
    contest, judges, _ = await contest_of(J2)
    for command in (CLOSE, SEAL, PUBLISH):
        for who in (ORGANISER, judges["j1"], STRANGER):
            with pytest.raises(Forbidden):
                await contest.judging.send(command, who)
    with pytest.raises(no.RoundStillOpen):
        await contest.judging.send(SEAL, CHAIR)
    await contest.judging.send(CLOSE, CHAIR)
    with pytest.raises(no.ResultNotSealed):
        await contest.judging.send(PUBLISH, CHAIR)
    await contest.judging.send(SEAL, CHAIR)
    with pytest.raises(no.ResultSealedAlready):
        await contest.judging.send(SEAL, CHAIR)


async def test_before_publication_the_document_and_the_preview_are_the_chairs_alone():
    contest, judges, _ = await contest_of(J2)
    needs = contest.judging.needs
    for command in (CLOSE, SEAL):
        await contest.judging.send(command, CHAIR)
    for who in (ORGANISER, judges["j1"], STRANGER):
        with pytest.raises(NotFound):
            await queries.document(who, ROUND, needs)
        with pytest.raises(NotFound):
            await queries.preview(who, ROUND, needs)
    assert (await queries.preview(CHAIR, ROUND, needs))["standings"][0]["entry_id"] == "entry-no-d"
    await contest.judging.send(PUBLISH, CHAIR)
    assert (await queries.document(ORGANISER, ROUND, needs))["round_id"] == ROUND
    with pytest.raises(NotFound):
        await queries.document(judges["j1"], ROUND, needs)


async def test_a_tie_that_is_left_to_the_chair_is_decided_in_writing():
    policy = RoundPolicy(ties=(TieRule(kind=TieRuleKind.CHAIR),))
    contest, _, _ = await contest_of([("j1", "a", "80"), ("j1", "b", "80")], policy)
    await contest.judging.send(CLOSE, CHAIR)
    with pytest.raises(no.TieUndecided):
        await contest.judging.send(SEAL, CHAIR)
    assert (await queries.preview(CHAIR, ROUND, contest.judging.needs))["undecided"] is True
    ties = (TieDecision(entry_ids=("entry-no-b", "entry-no-a")),)
    await contest.judging.send(commands.SealResult(round_id=ROUND, ties=ties), CHAIR)
    await contest.judging.send(PUBLISH, CHAIR)
    assert [(p.place, p.entry_id) for p in contest.judging.events(told.ResultPublished)[0].places] == [
        (1, "entry-no-b"),
        (2, "entry-no-a"),
    ]


async def test_a_recused_sheet_and_a_removed_entry_count_nowhere():
    contest, judges, entries = await contest_of(J2)
    sheet = await contest.assigned(judges["j2"], entries["d"])
    recuse = commands.RecuseJudge(assignment_id=sheet, reason=RecusalReason.CONFLICT)
    await contest.judging.send(recuse, CHAIR)
    removed = next(iter(await contest.judging.needs.candidates.where(entry_id=entries["e"])))
    await contest.judging.send(commands.RemoveCandidate(candidate_id=removed.candidate_id), ORGANISER)
    for command in (CLOSE, SEAL, PUBLISH):
        await contest.judging.send(command, CHAIR)
    assert len(contest.judging.events(told.RoundClosed)[0].sheets) == 8
    assert [(p.entry_id, p.total) for p in contest.judging.events(told.ResultPublished)[0].places] == [
        ("entry-no-d", "80.0"),
        ("entry-no-c", "76.0"),
        ("entry-no-a", "61.0"),
    ]


async def test_a_round_without_a_sheet_is_not_closed():
    contest = await Contest.opened(ONE)
    with pytest.raises(no.NothingToCount):
        await contest.judging.send(CLOSE, CHAIR)
