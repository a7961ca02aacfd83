"""Who was taken off the list is remembered for a while, so that she can be put back.

It stays in the memory of this process: what is gone from the database is written nowhere again.
"""

from threading import Lock

from workshop_kit.reception import Removed
from workshop_kit.workshop import NotNow

AN_HOUR = 3600.0


class TakenOff:
    """Who was taken off, by workshop, for an hour."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._removed: list[tuple[str, Removed]] = []

    def remember(self, code: str, removed: Removed) -> None:
        """Somebody was taken off this workshop's list. It may be told a second time."""
        with self._lock:
            others = [kept for kept in self._removed if kept[1].whose != removed.whose]
            self._removed = [*others, (code, removed)]

    def last(self, code: str, now: float) -> Removed | None:
        """Who was taken off last, and is not back."""
        with self._lock:
            self._removed = [kept for kept in self._removed if now - kept[1].at < AN_HOUR]
            found = [removed for of, removed in self._removed if of == code]
        return found[-1] if found else None

    def named(self, code: str, name: str, now: float) -> Removed:
        """Who was taken off last, when that is still somebody of this name. Raises NotNow."""
        last = self.last(code, now)
        if last is None or last.name != name:
            raise NotNow(f"{name} cannot be put back any more.")
        return last

    def forget(self, code: str, back: Removed | None = None) -> None:
        """Somebody is back; or nobody of this workshop shall be remembered."""
        with self._lock:
            self._removed = [
                (of, removed)
                for of, removed in self._removed
                if of != code or (back and removed is not back)
            ]
