"""J5: 200 judges submit at once, and every sheet is kept, once."""

import asyncio

import pytest

from services.judging.handlers.nouns import SCORESHEET
from shared.bus.mongo_aggregates import MongoAggregates
from shared.contracts.judging.values import ScoresheetStatus
from shared.mongo import find_all
from tests.judging.panel import panel_of

pytestmark = pytest.mark.real
JUDGES = 200


async def test_of_two_hundred_sheets_submitted_at_once_and_twice_each_is_kept_once(real_parts, database):
    panel = await panel_of(JUDGES, real_parts, database)
    twice = [judge for judge in panel.judges for _ in range(2)]
    answers = await asyncio.gather(*(panel.submit(judge) for judge in twice))
    assert {answer.id for answer in answers} == {panel.sheet(judge) for judge in panel.judges}
    store = MongoAggregates(database, SCORESHEET)
    sheets = [await store.read(panel.sheet(judge)) for judge in panel.judges]
    assert [sheet.state.status for sheet in sheets if sheet] == [ScoresheetStatus.SUBMITTED] * JUDGES
    told = [event["wire"] for document in await find_all(database["scoresheets"], {}) for event in document["ev"]]
    assert told == ["judging.scoresheet_submitted"] * JUDGES
