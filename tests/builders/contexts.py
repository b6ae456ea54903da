"""Who asks, and when."""

from datetime import datetime

from shared.contracts.context import Context
from tests.builders.accounts import PERSON
from tests.builders.registration import DURING


def context(now: datetime = DURING, actor_id: str = PERSON, command_id: str = "command-0001") -> Context:
    return Context(now, actor_id, command_id)
