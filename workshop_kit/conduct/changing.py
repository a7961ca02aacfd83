"""How every change goes: decide, save, ring; and the workshops as they are now."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar

from workshop_kit import log
from workshop_kit.afterwards import pulses
from workshop_kit.bell import Bell
from workshop_kit.conduct import grouping, releasing
from workshop_kit.conduct.undoing import TakenOff
from workshop_kit.presence import Presence
from workshop_kit.store import Store
from workshop_kit.store.records import Records
from workshop_kit.workshop import NotNow, Phase, Workshop

T = TypeVar("T")
FIXED: tuple[Phase, ...] = ("held", "revealed")
"""From then on a step's release stays as it is."""


class Changing:
    """What all that comes through the door shares. The latest state of each workshop is remembered,
    so that it need not be decoded anew for every phone."""

    def __init__(self, store: Store, bell: Bell, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bell = bell
        self._clock = clock
        self._known: dict[str, Workshop] = {}
        self._presence = Presence()
        self._taken_off = TakenOff()
        self._sent: Counter[tuple[str, str]] = Counter()

    def workshops(self) -> Future[list[Workshop]]:
        """Every workshop, the newest first."""
        return self._store.read(lambda records: records.all_workshops())

    def workshop(self, code: str) -> Future[Workshop]:
        """One workshop as it is now. Raises Unknown."""
        return self._store.look(lambda records: self._fresh(records, code))

    def _change(
        self, code: str, name: str, decide: Callable[[Workshop], Workshop], seen: int | None = None
    ) -> Future[Workshop]:
        def save(records: Records) -> Workshop:
            before = self._held(records, code)
            check_seen(before, seen)
            return saved(records, before, decide(before), name)

        return self._rung(self._store.write(save))

    def _admit(
        self, code: str, decide: Callable[[Records, Workshop], tuple[Workshop, str]]
    ) -> Future[Workshop]:
        def save(records: Records) -> Workshop:
            after, name = decide(records, self._held(records, code))
            records.save_move(after, name)
            return after

        future = self._store.write(save)
        future.add_done_callback(self._told)
        return future

    def _rung(self, future: Future[Workshop]) -> Future[Workshop]:
        """The same future, after which everybody looks again."""
        future.add_done_callback(self._told)
        return future

    def _told(self, future: "Future[Workshop]") -> None:
        if kept(future):
            self._tell(future.result())

    def _told_of(self, changed: Sequence[Workshop], future: "Future[T]") -> "Future[T]":
        """The future of a change by a participant, which the room is told of where it matters."""

        def told(future: "Future[T]") -> None:
            if changed and kept(future):
                self._tell(changed[-1])

        future.add_done_callback(told)
        return future

    def _tell(self, workshop: Workshop) -> None:
        self._remember(workshop)
        phase = workshop.phase(workshop.at) if workshop.at else None
        now = {"revision": workshop.revision, "step": workshop.at, "phase": phase}
        log.event("changed", workshop=workshop.code, **now)
        self._bell.ring(workshop.code, workshop.revision)

    def _by_the_clock(
        self, records: Records, before: Workshop, changed: list[Workshop]
    ) -> Workshop:
        after = pulses.due(before, self._clock())
        if after is before:
            return before
        changed.append(saved(records, before, after, "by the clock"))
        return changed[-1]

    def _fresh(self, records: Records, code: str) -> Workshop:
        """For reading: what is committed, and therefore worth remembering."""
        workshop = self._known_at(code, records.revision(code)) or records.workshop(code)
        self._remember(workshop)
        return workshop

    def _held(self, records: Records, code: str) -> Workshop:
        """For writing: nobody else moves it until the commit."""
        return self._known_at(code, records.revision(code, hold=True)) or records.workshop(code)

    def _known_at(self, code: str, revision: int) -> Workshop | None:
        known = self._known.get(code)
        return known if known is not None and known.revision == revision else None

    def _remember(self, workshop: Workshop) -> None:
        known = self._known.get(workshop.code)
        if known is None or known.revision < workshop.revision:
            self._known[workshop.code] = workshop


def kept(future: "Future[Any]") -> bool:
    """Was it committed, neither refused nor given up?"""
    return not future.cancelled() and future.exception() is None


def check_seen(workshop: Workshop, seen: int | None) -> None:
    if seen is not None and seen != workshop.moves:
        raise NotNow("Someone else just moved the workshop on. Look again.")


def saved(records: Records, before: Workshop, decided: Workshop, name: str) -> Workshop:
    """Keep what was decided, with all that follows from it."""
    after = grouping.paired(records, decided)
    for place in after.places:
        then, now = before.phase(place.key), after.phase(place.key)
        hidden = place.step.names == "hidden" and place.step.by == "person"
        if hidden and then == "open" != now:
            records.over(after.code, place.key)
        if now in FIXED and then not in FIXED:
            records.keep_release(after.code, releasing.release_of(records, after, place))
            if hidden:
                records.forget_teams(after.code, place.key)
    if after.revealed() != before.revealed():
        releasing.keep_results(records, after)
    records.save_move(after, name)
    return after
