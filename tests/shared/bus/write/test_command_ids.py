"""Whatever is sent, sent again, cached or folded together: the outcome is that of one command after the other."""

from datetime import timedelta

import orjson
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from shared.bus.folding import COMMANDS_KEPT_FOR, fold
from shared.bus.folds import Fold, Ground, Known, Remembered
from shared.bus.nouns import Answer, Order
from shared.bus.states import StateForm, sizes_of
from shared.contracts.events import Event, Told
from shared.errors import CommandIdReused
from tests.shared.bus.write.halls import HALLS, NOW, Full, Hall, HallRenamed, NoteKept, order, takes_seat

FORM = StateForm(HALLS)
HALL = "hall-0001"
CAPACITY = 3

bodies = st.one_of(
    st.tuples(st.just("take"), st.sampled_from("abcde")),
    st.tuples(st.just("note"), st.sampled_from("xy")),
    st.tuples(st.just("rename thrice"), st.sampled_from("MN")),
)
commands = st.tuples(st.sampled_from([f"command-{n}" for n in range(6)]), bodies)


def facts_of(hall: Hall | None, kind: str, value: str) -> tuple[Event, ...]:
    if kind == "note":
        return (NoteKept(note=value),)
    if kind == "rename thrice":
        return tuple(HallRenamed(hall_id=HALL, name=value * n) for n in (1, 2, 3))
    return tuple(takes_seat(HALL, value)(hall or Hall(capacity=CAPACITY)))


class OneAfterTheOther:
    """The promise, said plainly: no folding, no cache, no stored form."""

    def __init__(self) -> None:
        self.hall, self.seq, self.facts = Hall(capacity=CAPACITY), 0, list[Told]()
        self.answers: dict[str, tuple[object, Answer, int]] = {}

    def send(self, command_id: str, body: tuple[str, str], at: int) -> Answer | type[Exception]:
        if command_id in self.answers:
            sent, answer, _ = self.answers[command_id]
            return answer if sent == body else CommandIdReused
        try:
            facts = facts_of(self.hall, *body)
        except Full:
            return Full
        for fact in facts:
            self.hall = HALLS.apply(self.hall, fact)
        told = [fact for fact in facts if isinstance(fact, Told)]
        self.facts, self.seq = self.facts + told, self.seq + len(told)
        answer = Answer(HALL, self.seq, {"taken": len(self.hall.taken)})
        if facts:
            self.answers[command_id] = (body, answer, at)
        return answer

    def forget(self, at: int) -> None:
        """Ids are kept for an hour, and until the next save."""
        self.answers = {c: a for c, a in self.answers.items() if a[2] >= at - COMMANDS_KEPT_FOR.total_seconds()}


class CommandIds(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.model = OneAfterTheOther()
        self.now = NOW
        first = Hall(capacity=CAPACITY)
        self.known = Known(rev=1, state=first, shape=1, sizes=sizes_of(FORM.changes(None, first)))
        self.document = FORM.changes(None, first)
        self.told: list[tuple[int, str, bytes]] = []

    def order(self, command_id: str, body: tuple[str, str]) -> Order[Hall]:
        return order(HALL, lambda hall: facts_of(hall, *body), command_id, digest=repr(body), now=self.now)

    @rule(sent=st.lists(commands, min_size=1, max_size=8))
    def many_at_once(self, sent: list[tuple[str, tuple[str, str]]]) -> None:
        expected = [self.model.send(*command, int(self.now.timestamp())) for command in sent]
        folded = fold(HALLS, FORM, HALL, self.known, [self.order(*command) for command in sent])
        results = [o.result if isinstance(o.result, Answer) else type(o.result) for o in folded.outcomes]
        assert results == expected
        self.save(folded)

    @rule(sent=st.lists(commands, min_size=1, max_size=8))
    def many_at_once_and_another_was_faster(self, sent: list[tuple[str, tuple[str, str]]]) -> None:
        """What is told without a save is true all the same."""
        before = fold(HALLS, FORM, HALL, self.known, [self.order(*command) for command in sent])
        for (command_id, _), outcome in zip(sent, before.outcomes, strict=True):
            if outcome.ground is Ground.REMEMBERED and isinstance(outcome.result, Answer):
                assert outcome.result == self.model.answers[command_id][1]

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        at = int(self.now.timestamp())
        self.model.send(f"command-at-{at}", ("note", str(at)), at)
        self.save(fold(HALLS, FORM, HALL, self.known, [self.order(f"command-at-{at}", ("note", str(at)))]))

    @rule()
    def the_cache_is_dropped(self) -> None:
        stored = orjson.loads(orjson.dumps(self.document))
        cmds = {c: [r.seq, r.at, r.digest, r.result] for c, r in self.known.commands.items()}
        self.known = Known(
            rev=self.known.rev,
            seq=self.known.seq,
            state=FORM.load(1, stored),
            shape=1,
            commands={c: Remembered(*r) for c, r in orjson.loads(orjson.dumps(cmds)).items()},
            sizes=sizes_of(stored),
        )

    def save(self, folded: Fold[Hall]) -> None:
        assert folded.after.rev - folded.before.rev == (1 if folded.writes else 0)
        self.document |= folded.changes
        self.told += [(t.envelope.seq, t.envelope.wire, t.event.model_dump_json().encode()) for t in folded.told]
        self.known = folded.after
        if folded.writes:
            self.model.forget(int(self.now.timestamp()))

    @invariant()
    def state_and_document_are_the_models(self) -> None:
        assert self.known.state == self.model.hall
        assert FORM.load(1, self.document) == self.model.hall
        assert self.known.sizes == sizes_of(self.document)

    @invariant()
    def the_command_ids_are_the_models(self) -> None:
        assert set(self.known.commands) == set(self.model.answers)

    @invariant()
    def what_was_told_is_the_models_without_gaps(self) -> None:
        facts = [(fact.wire, fact.model_dump_json().encode()) for fact in self.model.facts]
        assert self.told == [(n, *fact) for n, fact in enumerate(facts, 1)]


CommandIds.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestCommandIds = CommandIds.TestCase
