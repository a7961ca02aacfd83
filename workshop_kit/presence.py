"""Who is there now: whose phone listens to the bell, or was heard a moment ago.

Only counted in memory, in this process: it is of use for a moment and kept nowhere. Whoever counts
names a phone as she likes; here it is the hash of its secret, so that no phone costs a look-up.
"""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

RECENT = 30.0
"""For so many seconds a phone counts as present after it was heard."""


class Presence:
    """Phones by workshop. From any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._listening: Counter[tuple[str, str]] = Counter()
        self._heard: dict[tuple[str, str], float] = {}
        self._swept = clock()

    def heard(self, code: str, phone: str) -> None:
        """A phone has just asked for something."""
        with self._lock:
            self._note((code, phone))

    @contextlib.contextmanager
    def listening(self, code: str, phone: str) -> Iterator[None]:
        """While a phone holds a line open. It may hold several, in several tabs."""
        key = (code, phone)
        with self._lock:
            self._listening[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._listening[key] -= 1
                if not self._listening[key]:
                    del self._listening[key]
                self._note(key)

    def phones(self, code: str) -> set[str]:
        """The phones of a workshop that are present."""
        with self._lock:
            self._sweep()
            return {phone for there, phone in (*self._listening, *self._heard) if there == code}

    def _note(self, key: tuple[str, str]) -> None:
        if self._clock() - self._swept > RECENT:
            self._sweep()
        self._heard[key] = self._clock()

    def _sweep(self) -> None:
        self._swept = self._clock()
        self._heard = {k: at for k, at in self._heard.items() if self._swept - at <= RECENT}
