"""What a rule may know beside the state and the command."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Context:
    """Time, sender and command id: handed in, so that a rule asks nobody."""

    now: datetime
    """The instant of arrival, taken once, in UTC."""
    actor_id: str
    """The person or client that sends the command; `anonymous` where nobody signed in."""
    command_id: str
