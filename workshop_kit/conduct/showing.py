"""What the room, her console and the files may show."""

from collections.abc import AsyncIterator
from concurrent.futures import Future

from workshop_kit import disclosure
from workshop_kit.conduct import following, looking, releasing
from workshop_kit.conduct.changing import Changing
from workshop_kit.conduct.looking import Counts
from workshop_kit.figures import Figures
from workshop_kit.release import Release
from workshop_kit.store.records import Records
from workshop_kit.workshop import Workshop, making


class Showing(Changing):
    """Counts, what has been revealed, and the bell."""

    def meant(self, typed: str) -> Future[str | None]:
        """The code that somebody has read who typed this, if there is one workshop like it."""
        return self._store.read(lambda records: making.meant(typed, records.codes()))

    def counts(self, code: str) -> Future[Counts]:
        """How many have joined, and answered the current step."""

        def ask(records: Records) -> Counts:
            return looking.counts_of(records, self._fresh(records, code))

        return self._store.read(ask)

    def pictures(self, code: str) -> Future[int]:
        """How many pictures the present reveal has on the projector; 1 where there is none."""
        return self._store.read(
            lambda records: looking.pictures_of(records, self._fresh(records, code))
        )

    def live(self, code: str) -> Future[Release | None]:
        """The current step's answers so far, where it shows them as they come."""

        def ask(records: Records) -> Release | None:
            workshop = self._fresh(records, code)
            place = workshop.place
            if place is None or place.step.reveal != "live" or workshop.phase(place.key) == "ready":
                return None
            return disclosure.coming(
                workshop, place, releasing.release_of(records, workshop, place)
            )

        return self._store.read(ask)

    def words(self, code: str, key: str) -> Future[tuple[disclosure.Words, ...]]:
        """A step's own words for the facilitator to look through, those taken down among them.

        No more than the room sees with the reveal, so nothing before it is fixed; of answers that
        are shown as they come, those that have come.
        """

        def ask(records: Records) -> tuple[disclosure.Words, ...]:
            workshop = self._fresh(records, code)
            place = workshop.find(key)
            released = records.release(code, key)
            if released is None and place.step.reveal == "live":
                released = releasing.release_of(records, workshop, place)
            return disclosure.words(workshop, place, released) if released else ()

        return self._store.read(ask)

    def figures(self, code: str) -> Future[Figures]:
        """All that has been revealed."""

        def ask(records: Records) -> Figures:
            workshop = self._fresh(records, code)
            promised = following.commitments_of(records, workshop)
            return Figures(
                workshop,
                records.joined(code),
                *releasing.shown(records, workshop),
                tuple(commitment for commitment in promised if not commitment.gone),
            )

        return self._store.read(ask)

    def listen(self, workshop: Workshop) -> AsyncIterator[int]:
        """Hear the bell: the present revision, then each newer one; now and then it once more."""
        return self._bell.listen(workshop.code, workshop.revision)
