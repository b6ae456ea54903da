"""Noticing that a told event is missing."""

from collections import OrderedDict

from shared.contracts.envelope import Origin

REMEMBERED = 100_000


class Gaps:
    """Notices a missing seq: remembers the last one of each aggregate, of the newest aggregates."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._last: OrderedDict[Origin, int] = OrderedDict()
        self._remembered = remembered

    def is_gap(self, origin: Origin, seq: int) -> bool:
        """Whether numbers are missing between the last seq seen and this one; what comes again is no gap."""
        last = self._last.get(origin)
        self._last[origin] = max(seq, last or 0)
        self._last.move_to_end(origin)
        if len(self._last) > self._remembered:
            self._last.popitem(last=False)
        return last is not None and seq > last + 1
