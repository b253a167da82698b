"""One lock per key: two messages of one person never overtake each other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary


class KeyedLocks:
    """Locks that may be taken again by the thread that holds them; gone when nobody holds them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, _Lock] = WeakValueDictionary()

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(key, _Lock())
        with lock.inner:
            yield


class _Lock:
    __slots__ = ("__weakref__", "inner")

    def __init__(self) -> None:
        self.inner = threading.RLock()
