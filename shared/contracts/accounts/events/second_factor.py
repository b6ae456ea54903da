"""Facts about the second step of signing in."""

from shared.contracts.accounts.topics import TOPIC
from shared.contracts.events import Told
from shared.contracts.values import Id


class SecondFactorSwitched(Told, wire="accounts.second_factor_switched", version=1, topic=TOPIC, about="factor_id"):
    """A person has switched the second step on or off."""

    factor_id: Id
    """The aggregate: one for each person, derived from the person's id."""
    person_id: Id
    tenant_id: Id
    on: bool


class SecondFactorSnapshot(Told, wire="accounts.second_factor_snapshot", version=1, topic=TOPIC, about="factor_id"):
    """Whether a person has the second step on."""

    factor_id: Id
    person_id: Id
    tenant_id: Id
    on: bool
