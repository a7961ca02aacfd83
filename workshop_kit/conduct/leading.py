"""What the facilitator does with the agenda and what it shows."""

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace

from workshop_kit.conduct import looking
from workshop_kit.conduct.changing import Changing, check_seen, saved
from workshop_kit.exercise import Exercise
from workshop_kit.store.records import Records
from workshop_kit.workshop import NotNow, Workshop, making, moves, steering


class Hasty(NotNow):
    """The move is possible; but the message says why to think twice."""


class Leading(Changing):
    """Make a workshop, and lead it through its steps."""

    def create(
        self,
        title: str,
        teams: Sequence[str],
        exercises: Sequence[Exercise],
        minimum: int = 5,
        code: str | None = None,
        trial: bool = False,
    ) -> Future[Workshop]:
        """A new workshop. Raises Invalid at once where something is wrong."""
        made = making.new(title, teams, exercises, minimum, code)
        return self._add(replace(made, trial=trial))

    def again(self, code: str, title: str, teams: Sequence[str]) -> Future[Workshop]:
        """The same agenda for another group, as a new workshop. Raises Invalid at once."""
        return self._add(making.again(self.workshop(code).result(), title, teams))

    def _add(self, made: Workshop) -> Future[Workshop]:
        def save(records: Records) -> Workshop:
            records.add_workshop(made)
            return made

        return self._store.write(save)

    def move(
        self, code: str, name: str, seen: int | None = None, sure: bool = True
    ) -> Future[Workshop]:
        """Make a move of `workshop.MOVES`, or the likely one: "forward".

        With `seen`, only after so many moves; unless `sure`, Hasty where it should be thought over.
        """

        def save(records: Records) -> Workshop:
            before = self._held(records, code)
            check_seen(before, seen)
            pictures = looking.pictures_of(records, before) if name == steering.FORWARD else 1
            meant = steering.meant(before, name, pictures)
            if not sure:
                _check_haste(records, before, meant)
            return saved(records, before, moves.MOVES[meant](before, self._clock()), meant)

        return self._rung(self._store.write(save))

    def go_to(self, code: str, key: str, seen: int | None = None) -> Future[Workshop]:
        """Move to any step."""
        return self._change(
            code, f"go to {key}", lambda w: moves.go_to(w, key, self._clock()), seen
        )

    def show(self, code: str, picture: int) -> Future[Workshop]:
        """Choose the picture of the reveal that the projector shows."""
        return self._change(code, f"show {picture}", lambda w: moves.show(w, picture))

    def prepare(
        self, code: str, name: str, change: Callable[[Workshop], Workshop], seen: int | None = None
    ) -> Future[Workshop]:
        """Change the agenda, by a function of `preparation`; `name` is kept with the moment."""
        return self._change(code, f"prepare: {name}", change, seen)

    def moderate(
        self, code: str, name: str, change: Callable[[Workshop], Workshop]
    ) -> Future[Workshop]:
        """Change what is shown of people's own words, by a function of `moderation`.

        `name` is kept with the moment; it never holds these words.
        """
        return self._change(code, f"moderate: {name}", change)

    def debrief(
        self, code: str, name: str, change: Callable[[Workshop], Workshop]
    ) -> Future[Workshop]:
        """Change what she keeps for the debrief, by a function of `debrief`.

        It is hers alone, so no phone is told to look again. `name` never holds what she wrote.
        """

        def save(records: Records) -> Workshop:
            after = change(self._held(records, code))
            records.save_move(after, f"debrief: {name}")
            return after

        return self._store.write(save)

    def rehearse(self, code: str) -> Future[Workshop]:
        """Let made-up participants in; only one rehearsal at a time."""
        mark = secrets.token_hex(16)
        return self._change(code, "rehearse", lambda w: moves.rehearse(w, mark))

    def clear(self, code: str) -> Future[Workshop]:
        """Clear a rehearsal: all that has happened in the workshop is gone, with its moments.

        Who has really joined stays, in the lobby.
        """

        def save(records: Records) -> Workshop:
            after = moves.clear(self._held(records, code))
            records.clear(after)
            self._taken_off.forget(code)
            return after

        future = self._store.write(save)
        future.add_done_callback(self._told)
        return future


def _check_haste(records: Records, workshop: Workshop, move: str) -> None:
    if workshop.place is not None and workshop.place.step.reveal == "private":
        return  # only some are asked; nobody may learn who
    counts = looking.counts_of(records, workshop)
    answered, asked = sum(counts.answered.values()), sum(counts.asked.values())
    if told := steering.hasty(workshop, move, answered, asked):
        raise Hasty(told)
