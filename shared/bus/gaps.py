"""Noticing that a told event is missing."""

from collections import OrderedDict

REMEMBERED = 100_000


class Gaps:
    """Notices a missing seq: remembers the last one of each aggregate, of the newest aggregates."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._last: OrderedDict[str, int] = OrderedDict()
        self._remembered = remembered

    def is_gap(self, aggregate_id: str, seq: int) -> bool:
        """Whether numbers are missing between the last seq seen and this one; what comes again is no gap."""
        last = self._last.get(aggregate_id)
        self._last[aggregate_id] = max(seq, last or 0)
        self._last.move_to_end(aggregate_id)
        if len(self._last) > self._remembered:
            self._last.popitem(last=False)
        return last is not None and seq > last + 1
