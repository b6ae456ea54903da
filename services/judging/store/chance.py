"""What nobody can foresee, from the operating system."""

import secrets
from collections.abc import Mapping, Sequence


class SystemChance:
    """Implements `Chance`."""

    def salt(self) -> str:
        """As `Chance.salt`."""
        return secrets.token_hex(32)

    def numbers(self, judge_ids: Sequence[str]) -> Mapping[str, int]:
        """As `Chance.numbers`."""
        order = list(judge_ids)
        secrets.SystemRandom().shuffle(order)
        return {judge_id: number for number, judge_id in enumerate(order, 1)}
