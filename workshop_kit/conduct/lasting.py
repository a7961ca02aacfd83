"""What lasts: commitments and pulses, what is kept of people and for how long, whole workshops."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

from workshop_kit.afterwards import carry, names, pulses
from workshop_kit.afterwards.commitments import Commitment
from workshop_kit.conduct import following, keeping, pulsing
from workshop_kit.conduct.changing import Changing, kept
from workshop_kit.question import Invalid
from workshop_kit.store.database import HEAD
from workshop_kit.store.records import Records
from workshop_kit.workshop import Unknown, Workshop, moves


class Lasting(Changing):
    """After the day."""

    def follow_up(self, code: str, changes: following.Changes) -> Future[int]:
        """Change commitments after the workshop, or add some: all of these changes, or none."""
        return self._store.write(
            lambda records: following.change(
                records, self._held(records, code), changes, self._clock()
            )
        )

    def commitments(self, code: str) -> Future[tuple[Commitment, ...]]:
        """What was promised and what became of it, with what was taken off the list."""
        return self._store.read(
            lambda records: following.commitments_of(records, self._fresh(records, code))
        )

    def pulse(
        self, code: str, name: str, change: Callable[[Workshop], Workshop]
    ) -> Future[Workshop]:
        """Change the pulses, by a function of `pulses`; `name` is kept with the moment."""
        return self._change(code, name, lambda w: pulses.due(change(w), self._clock()))

    def pulse_counts(self, code: str) -> Future[list[pulsing.PulseCount]]:
        """How many have answered each pulse."""

        def ask(records: Records) -> list[pulsing.PulseCount]:
            return pulsing.answered_of(records, self._fresh(records, code), self._clock())

        return self._store.read(ask)

    def catch_up(self, code: str) -> Future[Workshop]:
        """Open and close the pulses of a workshop that are due by the clock."""
        changed: list[Workshop] = []

        def save(records: Records) -> Workshop:
            changed.clear()  # it may be done a second time
            return self._by_the_clock(records, self._held(records, code), changed)

        return self._told_of(changed, self._store.write(save))

    def keep_time(self) -> None:
        """Do what is due by the clock in every workshop. It waits for the database."""
        for workshop in self.workshops().result():
            if pulses.due(workshop, self._clock()) is not workshop:
                self.catch_up(workshop.code).result()
            if self._names_are_due(workshop):
                self.remove_names(workshop.code).result()

    def _names_are_due(self, workshop: Workshop) -> bool:
        return self._store.read(
            lambda records: keeping.is_due(records, workshop, self._clock())
        ).result()

    def names_until(self, code: str) -> Future[datetime]:
        """When the names of a workshop are removed."""
        return self._store.read(
            lambda records: names.due_on(self._fresh(records, code), records.created(code))
        )

    def keep_names(self, code: str, days: int) -> Future[Workshop]:
        """Keep names for so many days after the workshop."""
        return self._admit(code, lambda _, w: (names.keep(w, days), f"keep names for {days} days"))

    def remove_names(self, code: str) -> Future[Workshop]:
        """Remove all names of a workshop now; figures and words stay, without them."""
        return self._cleaned(code, keeping.remove_names)

    def forget_name(self, code: str, person: str) -> Future[Workshop]:
        """Remove one person's name, on request."""
        return self._cleaned(code, lambda r, w: keeping.forget_name(r, w, person))

    def _cleaned(
        self, code: str, clean: Callable[[Records, Workshop], Workshop]
    ) -> Future[Workshop]:
        def tidy(future: "Future[Workshop]") -> None:
            if kept(future):
                self._store.read(lambda _: self._store.tidy())

        def save(records: Records) -> Workshop:
            self._taken_off.forget(code)
            return clean(records, self._held(records, code))

        future = self._rung(self._store.write(save))
        future.add_done_callback(tidy)
        return future

    def data_of(self, code: str, person: str) -> Future[dict[str, Any]]:
        """All that is kept under somebody's name, for her; it is recorded that it was asked for."""
        return self._store.write(
            lambda records: keeping.data_of(records, self._held(records, code), person)
        )

    def done_for_people(self, code: str) -> Future[list[tuple[str, datetime]]]:
        """What was done about people's data, and when, the latest first; never about whom."""
        return self._store.read(lambda records: records.moments(code, *keeping.RECORDED))

    def packed(self, code: str) -> Future[bytes]:
        """A workshop as one file."""

        def ask(records: Records) -> bytes:
            return carry.packed(self._fresh(records, code), records.rows(code), HEAD)

        return self._store.read(ask)

    def unpack(self, content: bytes) -> Future[Workshop]:
        """Take in a workshop that was saved as one file. Raises Invalid at once where it is none,
        and later where one of its code is here already."""
        about, rows = carry.unpacked(content, HEAD)

        def save(records: Records) -> Workshop:
            with contextlib.suppress(Unknown):
                there = records.workshop(about.code)
                raise Invalid(
                    f"A workshop with the code {there.code} is here already: “{there.title}”. "
                    "Delete it first, if the file should take its place."
                )
            records.put_rows(rows)
            return records.workshop(about.code)

        return self._store.write(save)

    def backup(self, file: Path) -> None:
        """A copy of the whole database while it is in use; it waits for that. Raises Invalid."""
        self._store.backup(file)

    def archive(self, code: str) -> Future[Workshop]:
        """Put a workshop away: nobody can join it."""
        return self._change(code, "archive", moves.archive)

    def bring_back(self, code: str) -> Future[Workshop]:
        """Take a workshop out of the archive."""
        return self._change(code, "bring back", moves.bring_back)

    def delete(self, code: str) -> Future[int]:
        """Forget a workshop for good, with all that is kept of it. Raises Unknown."""

        def save(records: Records) -> int:
            revision = records.revision(code, hold=True)
            records.delete(code)
            self._taken_off.forget(code)
            return revision

        def told(future: "Future[int]") -> None:
            if kept(future):
                self._known.pop(code, None)
                self._bell.ring(code, future.result() + 1)

        future = self._store.write(save)
        future.add_done_callback(told)
        return future
