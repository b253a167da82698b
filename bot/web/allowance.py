"""How many files a visitor may send: reading one takes seconds of a processor."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PER_HOUR = 10
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FileAllowance:
    """Counts in memory: a restart forgives."""

    clock: Callable[[], datetime]
    _times: dict[str, deque[datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, visitor: str) -> bool:
        """Whether the visitor may send one more now; if so it is counted."""
        now = self.clock()
        with self._lock:
            self._drop_before(now - _HOUR)
            times = self._times.setdefault(visitor, deque())
            if len(times) >= PER_HOUR:
                return False
            times.append(now)
            return True

    def _drop_before(self, moment: datetime) -> None:
        for visitor, times in list(self._times.items()):
            while times and times[0] <= moment:
                times.popleft()
            if not times:
                del self._times[visitor]
