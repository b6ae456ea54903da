"""Awards, their rounds and judges, who scores what, and who was placed."""

from datetime import datetime

import strawberry

from gateway.graph.enums.accounts import Sector
from gateway.graph.enums.jobs import JobStatus
from gateway.graph.enums.judging import (
    Aggregation,
    AssignmentOrigin,
    AssignmentStatus,
    CandidateStatus,
    ConflictKind,
    ConflictStatus,
    JudgeStatus,
    RecusalReason,
    RemovalReason,
    RoundKind,
    RoundStatus,
    ScoresheetStatus,
    TieRuleKind,
)
from gateway.graph.persons import Person
from gateway.graph.sources import column, many, note, persona, reference
from gateway.graph.types.accounts import Organisation
from gateway.graph.types.nodes import Node, Text
from gateway.graph.types.registration import Entry, Programme


@strawberry.type(description="What a mark means.")
class Anchor:
    """An anchor."""

    at: str = column("at", "The mark.")
    text: Text = column("text", "What an entry shows that gets it.")


@strawberry.type(
    description="One thing that judges look at. A sheet's total is the sum of weight × mark ÷ highest of its criteria."
)
class Criterion:
    """A criterion."""

    key: str = column("key", "Its name within the rubric, the same for ever.")
    name: Text = column("name", "What it is called.")
    guidance: Text | None = column("guidance", "What to look at.")
    weight: str = column("weight", "How many of the hundred points it gives at its highest mark, as a decimal number.")
    lowest: str = column("lowest", "The lowest mark.")
    highest: str = column("highest", "The highest mark.")
    step: str = column("step", "Marks stand so far from each other, counted from the lowest.")
    anchors: list[Anchor] = column("anchors", "What the marks mean.")
    required: bool = column("required", "Whether a sheet can't be submitted without it.")


@strawberry.type(description="One rule of the list that decides ties.")
class TieRule:
    """A rule for ties."""

    kind: TieRuleKind = column("kind", "Which.")
    criterion: str | None = column("criterion", "Whose mean, where means are compared.")


@strawberry.type(description="What holds in a round; chosen before scores come in.")
class RoundPolicy:
    """A round's rules."""

    judges_per_entry: int = column("judges_per_entry", "How many judges score each entry.")
    load_max: int | None = column("load_max", "How many entries a judge gets at most.")
    aggregation: Aggregation = column("aggregation", "How sheets make a total.")
    sheet_decimals: int | None = column("sheet_decimals", "To how many decimals a sheet is rounded before the mean.")
    entry_decimals: int = column("entry_decimals", "To how many decimals an entry's total is rounded.")
    ties: list[TieRule] = column("ties", "What decides between equal totals, in this order.")
    names_hidden: bool = column("names_hidden", "Whether judges are not told whose entry they score.")
    winners: int = column("winners", "How many places are published.")
    scores_published: bool = column("scores_published", "Whether totals are published with the places.")
    document_public: bool = column("document_public", "Whether everybody may have the sealed document afterwards.")


@strawberry.type(description="A rubric in its last version. Rounds keep the version that they were opened with.")
class Rubric(Node):
    """A rubric."""

    rubric_id: strawberry.ID = column("rubric_id", "The id that commands take.")
    award_id: strawberry.ID = column("award_id", "The id of its award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    number: int = column("number", "The version, from 1.")
    name: Text = column("name", "Its name.")
    criteria: list[Criterion] = column("criteria", "What is looked at.")
    saved_at: datetime = column("saved_at", "When this version was saved.")


@strawberry.type(description="A place that an entry has won; it is there once the result is published.")
class Placing(Node):
    """A place."""

    placing_id: strawberry.ID = column("placing_id", "Its id.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    programme_id: strawberry.ID = column("programme_id", "The id of its programme.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    round_id: strawberry.ID = column("round_id", "The id of the round.")
    entry_id: strawberry.ID = column("entry_id", "The id of the entry.")
    organisation_id: strawberry.ID = column("organisation_id", "The id of the organisation that has entered.")
    place: int = column("place", "From 1; equal entries share one.")
    total: str | None = column("total", "The total, where totals are published; a decimal number.")
    award_name: Text = column("award_name", "What the award is called.")
    round_name: Text = column("round_name", "What the round is called.")
    entry_title: str | None = column("entry.title", "What the project is called.")
    organisation_name: str | None = column("organisation.name", "What the organisation is called.")
    published_at: datetime = column("published_at", "When it was published.")
    entry: Entry | None = reference("Entry", "entry_id", "The entry, where you may see all of it.")
    organisation: Organisation | None = reference(
        "Organisation", "organisation_id", "The organisation, where you may see all of it."
    )


@strawberry.type(
    description="The result of a round. Before publication its chair and organisers see that it is sealed."
)
class RoundResult(Node):
    """A result."""

    result_id: strawberry.ID = column("result_id", "Its id.")
    round_id: strawberry.ID = column("round_id", "The id of the round.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    number: int = column("number", "The version, from 1.")
    status: str = column("status", "`sealed` or `published`.")
    sealed_hash: str = column("sealed_hash", "SHA-256 of the sealed document, in which is a random salt.")
    sealed_at: datetime = column("sealed_at", "When it was sealed.")
    published_at: datetime | None = column("published_at", "When it was published.")


@strawberry.type(description="A round of an award, under the version of a rubric that it was opened with.")
class Round(Node):
    """A round."""

    round_id: strawberry.ID = column("round_id", "The id that commands take.")
    award_id: strawberry.ID = column("award_id", "The id of its award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    programme_id: strawberry.ID = column("programme_id", "The id of its programme.")
    name: Text = column("name", "Its name.")
    kind: RoundKind = column("kind", "What happens in it.")
    rubric_id: strawberry.ID = column("rubric_id", "The id of its rubric.")
    rubric_number: int = column("rubric_number", "The version of the rubric.")
    criteria: list[Criterion] = column("criteria", "What is looked at.")
    policy: RoundPolicy = column("policy", "Its rules.")
    scores_until: datetime | None = column("scores_until", "Until when judges are asked to be done.")
    opened_at: datetime = column("opened_at", "When it was opened.")
    locked: bool = column("locked", "Whether rubric and rules stand, because a first sheet is in.")
    status: RoundStatus = column("status", "Where it stands.")
    closed_at: datetime | None = column("closed_at", "When it was closed.")
    result: RoundResult | None = reference("RoundResult", "result_id", "Its result, once it is published.")
    leaderboard: list[Placing] = many("Placing", "round_id", "place", "The published places, the best first.")


@strawberry.type(description="An award of a programme.")
class Award(Node):
    """An award."""

    award_id: strawberry.ID = column("award_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    edition_id: strawberry.ID = column("edition_id", "The id of its edition.")
    programme_id: strawberry.ID = column("programme_id", "The id of its programme.")
    name: Text = column("name", "Its name.")
    prize: Text | None = column("prize", "What the winners get.")
    programme: Programme | None = reference("Programme", "programme_id", "The programme whose entries it is given to.")
    rounds: list[Round] = many("Round", "award_id", "opened_at", "Its rounds, by their opening.")
    rubrics: list[Rubric] = many("Rubric", "award_id", "saved_at", "Its rubrics.")
    leaderboard: list[Placing] = many("Placing", "award_id", "place", "The published places, the best first.")


@strawberry.type(description="An entry that is judged for an award.")
class Candidate(Node):
    """A candidate."""

    candidate_id: strawberry.ID = column("candidate_id", "The id that commands take.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    entry_id: strawberry.ID = column("entry_id", "The id of the entry.")
    organisation_id: strawberry.ID | None = column("organisation_id", "The id of the organisation; not for judges.")
    organisation_name: str | None = column("organisation.name", "What the organisation is called; not for judges.")
    title: str | None = column("entry.title", "What the project is called.")
    summary: str | None = column("entry.summary", "What it does, in one sentence.")
    tags: list[str] | None = column("entry.tags", "The fields that it belongs to.")
    by_hand: bool = column("by_hand", "Whether an organiser has admitted it.")
    status: CandidateStatus = column("status", "Whether it is judged.")
    reason: RemovalReason | None = column("reason", "Why it is judged no longer.")
    entry: Entry | None = reference("Entry", "entry_id", "The entry, where you may see all of it.")
    award: Award | None = reference("Award", "award_id", "The award.")


@strawberry.type(description="A person who judges for an award, or is asked to.")
class Judge(Node):
    """A judge."""

    judge_id: strawberry.ID = column("judge_id", "The id that commands take.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    person_id: strawberry.ID = column("person_id", "Who, by the id that commands take.")
    person: Person | None = persona("person_id", "Who, with the name where you may see it.")
    status: JudgeStatus = column("status", "Where the judge stands with the award.")
    sectors: list[Sector] = column("sectors", "Fields of work that the judge knows.")
    keywords: list[str] = column("keywords", "What the judge knows, in own words.")
    languages: list[str] = column("languages", "Languages that the judge reads.")
    load_max: int | None = column("load_max", "How many entries the judge takes.")
    changed_at: datetime = column("changed_at", "When this was last decided.")
    award: Award | None = reference("Award", "award_id", "The award.")


@strawberry.type(description="What a conflict of interest was found by.")
class Evidence:
    """A piece of evidence."""

    noun: str = column("noun", "What kind of thing.")
    about: strawberry.ID = column("id", "Which, by the id that commands take.")


@strawberry.type(description="A conflict of interest that keeps a judge from an entry, unless it is dismissed.")
class Conflict(Node):
    """A conflict."""

    conflict_id: strawberry.ID = column("conflict_id", "The id that commands take.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    judge_id: strawberry.ID = column("judge_id", "The id of the judge.")
    entry_id: strawberry.ID = column("entry_id", "The id of the entry.")
    kind: ConflictKind = column("kind", "What it is.")
    evidence: list[Evidence] = column("evidence", "What it was found by.")
    found: bool = column("found", "Whether the system has found it; else it was declared.")
    raised_at: datetime = column("raised_at", "When.")
    said: str | None = note("note", "judging.conflict", "What was said about it; null once whoever said it is erased.")
    status: ConflictStatus = column("status", "Where it stands.")
    settled_at: datetime | None = column("settled_at", "When it was confirmed or dismissed.")
    reason: str | None = note("reason", "judging.conflict_reason", "Why it was confirmed or dismissed.")
    judge: Judge | None = reference("Judge", "judge_id", "The judge.")


@strawberry.type(description="An entry that a judge is to score in a round; its scoresheet has the same id.")
class Assignment(Node):
    """An assignment."""

    assignment_id: strawberry.ID = column("assignment_id", "The id that commands take, of the scoresheet too.")
    award_id: strawberry.ID = column("award_id", "The id of the award.")
    round_id: strawberry.ID = column("round_id", "The id of the round.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    judge_id: strawberry.ID = column("judge_id", "The id of the judge.")
    person_id: strawberry.ID = column("person_id", "The judge, by the person's id.")
    person: Person | None = persona("person_id", "The judge, with the name where you may see it.")
    entry_id: strawberry.ID = column("entry_id", "The id of the entry.")
    title: str | None = column("entry.title", "What the project is called.")
    summary: str | None = column("entry.summary", "What it does, in one sentence.")
    description: str | None = column("entry.description", "The problem, the solution, what is new.")
    tags: list[str] | None = column("entry.tags", "The fields that it belongs to.")
    origin: AssignmentOrigin = column("origin", "How the judge came to the entry.")
    fit: str | None = column("fit", "How well judge and entry fit, from 0 to 1, where it was worked out.")
    assigned_at: datetime = column("assigned_at", "When it was given to the judge.")
    status: AssignmentStatus = column("status", "Whether it holds.")
    recusal_reason: RecusalReason | None = column("recusal_reason", "Why the judge does not score it after all.")
    abstained: bool = column("abstained", "Whether that is the judge's own word.")
    recused_at: datetime | None = column("recused_at", "Since when.")
    sheet_status: ScoresheetStatus | None = column("sheet_status", "Where its scoresheet stands; null: it is empty.")
    sheet_submitted_at: datetime | None = column("sheet_submitted_at", "When the scoresheet was submitted.")
    round: Round | None = reference("Round", "round_id", "The round.")
    judge: Judge | None = reference("Judge", "judge_id", "The judge.")
    candidate: Candidate | None = reference("Candidate", "candidate_id", "The entry as it is judged.")


@strawberry.type(description="The working out of who scores what, as it goes on.")
class AssignmentJob(Node):
    """An assignment job."""

    job_id: strawberry.ID = column("job_id", "The id that commands take.")
    tenant_id: strawberry.ID = column("tenant_id", "The id of its tenant.")
    status: JobStatus = column("status", "Where it stands; `READY`: the plan can be adopted.")
    done: int = column("done", "How many steps are done.")
    total: int | None = column("total", "How many steps there are, once that is known.")
    problems: int = column("problems", "How many entries lack judges, or could not be given to theirs.")
    outcome: str | None = column("outcome", "A code that says what came of it, where there is no plan.")
    requested_by: strawberry.ID = column("requested_by", "Who asked for it.")
    asked_at: datetime = column("asked_at", "When it was asked for.")
    changed_at: datetime = column("changed_at", "When it last went on.")
