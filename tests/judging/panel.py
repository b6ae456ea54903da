"""A panel of many judges over a real database, each with one entry to score."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import SecretStr

from services.judging.api import Parts
from services.judging.main import joined
from services.judging.ports import ENTRIES, PEOPLE, PROGRAMMES
from services.judging.settings import Settings
from shared.auth import Actor
from shared.bus.nouns import Answer
from shared.bus.oplog_guard import OplogGuard
from shared.contracts.commands import Command
from shared.contracts.judging import commands
from shared.contracts.judging.ids import assignment_id, judge_id
from shared.ids import derived_id, new_id
from shared.mongo import Database
from tests.builders.accounts import TENANT
from tests.builders.actors import person
from tests.builders.judging import (
    AWARD,
    CHAIR,
    ORGANISER,
    PLACE,
    ROUND,
    open_award,
    open_round,
    save_marks,
    save_rubric,
    submit,
)
from tests.builders.registration import DURING, PROGRAMME
from tests.builders.tokens import Signer, StoppedClock
from tests.fakes.memory_texts import MemoryTexts
from tests.harness.parts import RealParts

ENTRY = "entry-of-all-1"


@dataclass(frozen=True, slots=True)
class Panel:
    """Judging as it runs, and its judges, who have marked their sheets and submit them next."""

    parts: Parts
    database: Database
    judges: tuple[Actor, ...]

    def sheet(self, judge: Actor) -> str:
        return assignment_id(ROUND, judge_id(AWARD, judge.id), ENTRY)

    async def send(self, command: Command, actor: Actor) -> Answer:
        return await self.parts.execute(command, actor, new_id(), "", DURING)

    async def submit(self, judge: Actor) -> Answer:
        """Sends the sheet; the same again is harmless."""
        return await self.send(submit(self.sheet(judge)), judge)


async def panel_of(count: int, parts: RealParts, database: Database) -> Panel:
    """All have accepted, were given the entry, and have marked it."""
    clock, signer, guard = StoppedClock(DURING), Signer(), OplogGuard(database)
    settings = Settings(mongo=parts.mongo, kafka=parts.kafka, service_secret=SecretStr("a secret of judging"))
    made = await joined(settings, database, guard, clock, signer.verifier("judging", clock), MemoryTexts())
    await guard.look()
    panel = Panel(made, database, tuple(person(derived_id("judge", str(n))) for n in range(count)))
    await _heard(database, panel.judges)
    for command in (open_award(), save_rubric(), open_round(), commands.AdmitEntry(award_id=AWARD, entry_id=ENTRY)):
        await panel.send(command, ORGANISER)
    await asyncio.gather(*(_prepared(panel, judge) for judge in panel.judges))
    return panel


async def _prepared(panel: Panel, judge: Actor) -> None:
    id_ = judge_id(AWARD, judge.id)
    await panel.send(commands.InviteJudge(award_id=AWARD, person_id=judge.id), ORGANISER)
    await panel.send(commands.AcceptJudging(judge_id=id_), judge)
    await panel.send(commands.AssignJudge(round_id=ROUND, judge_id=id_, entry_id=ENTRY), CHAIR)
    await panel.send(save_marks(panel.sheet(judge), do_moi="8.5", kha_thi="7"), judge)


async def _heard(database: Database, judges: Sequence[Actor]) -> None:
    """What judging would have heard of the others."""
    place = PLACE.model_dump()
    await database[PROGRAMMES].insert_one({"_id": PROGRAMME, **place})
    by = {"organisation_id": "organisation-all", "submitted_by": "person-of-all-1", "accepted": True}
    await database[ENTRIES].insert_one({"_id": ENTRY, "programme_id": PROGRAMME, "place": place, **by})
    for judge in judges:
        await database[PEOPLE].insert_one({"_id": judge.id, "tenant_id": TENANT})
