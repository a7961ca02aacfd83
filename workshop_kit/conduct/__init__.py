"""The one door for change: decide, save, ring.

Everything that a facilitator or participant does comes through here. Methods return futures that
are done after the commit; a refusal is Invalid, NotNow or Unknown.
"""

import contextlib
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from workshop_kit import disclosure, log, reception
from workshop_kit.afterwards import carry, names, pulses
from workshop_kit.afterwards.commitments import Commitment, of_person
from workshop_kit.bell import Bell
from workshop_kit.conduct import (
    asking,
    following,
    grouping,
    keeping,
    looking,
    owning,
    pulsing,
    releasing,
)
from workshop_kit.conduct.keys import MADE_UP, hashed, hidden_key, made_up_secret, rehearses
from workshop_kit.conduct.looking import Counts, Listed, Meeting, View
from workshop_kit.conduct.owning import Mine
from workshop_kit.conduct.pulsing import PulseCount, PulseView
from workshop_kit.conduct.undoing import TakenOff
from workshop_kit.exercise import Exercise
from workshop_kit.figures import Figures
from workshop_kit.meetings import Round
from workshop_kit.presence import Presence
from workshop_kit.question import Fields, Invalid
from workshop_kit.release import Release
from workshop_kit.sentence import sentence
from workshop_kit.store import Store
from workshop_kit.store.database import HEAD
from workshop_kit.store.records import Records
from workshop_kit.workshop import (
    Invited,
    NotNow,
    Participant,
    Phase,
    Unknown,
    Workshop,
    making,
    moves,
    steering,
)
from workshop_kit.workshop.people import Row

__all__ = [
    "Conduct",
    "Counts",
    "Hasty",
    "Listed",
    "Meeting",
    "Mine",
    "PulseCount",
    "PulseView",
    "View",
    "hashed",
    "hidden_key",
    "made_up_secret",
]

T = TypeVar("T")

LONGEST_KEY = 80
PROBED = "probed"
"""The preference that is written to see whether the database takes it."""
CAME = "phone came"
"""The preference that holds when a phone last got through."""
FIXED: tuple[Phase, ...] = ("held", "revealed")
"""From then on a step's release stays as it is."""


class Hasty(NotNow):
    """The move is possible; but the message says why to think twice."""


class Conduct:
    """The workshops of one kit."""

    def __init__(self, store: Store, bell: Bell, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._bell = bell
        self._clock = clock
        self._known: dict[str, Workshop] = {}
        self._presence = Presence()
        self._taken_off = TakenOff()
        self._sent: Counter[tuple[str, str]] = Counter()

    # What the facilitator does

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
            _check_seen(before, seen)
            pictures = looking.pictures_of(records, before) if name == steering.FORWARD else 1
            meant = steering.meant(before, name, pictures)
            if not sure:
                _check_haste(records, before, meant)
            return _saved(records, before, moves.MOVES[meant](before, self._clock()), meant)

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

    def swap(self, code: str, a: str, b: str) -> Future[Workshop]:
        """Exchange two people of different groups in the current step."""

        def exchanged(groups: Round) -> Round:
            from workshop_kit.workshop import pairing  # noqa: PLC0415 (NumPy would delay every start)

            try:
                return pairing.swap(groups, a, b)
            except ValueError as error:
                raise Invalid(str(error)) from None

        return self._change(code, "swap partners", lambda w: moves.regroup(w, exchanged))

    def take_out(self, code: str, person: str) -> Future[Workshop]:
        """Somebody has left, whether people meet just now or not; nobody is left alone by it."""

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            reception.known(records, workshop, person)
            return grouping.paired(records, moves.take_out(workshop, person)), "take out"

        return self._admit(code, decide)

    def bring_in(self, code: str, person: str) -> Future[Workshop]:
        """Somebody who had left is here again, and finds a group."""
        return self._change(code, "bring in", lambda w: moves.bring_in(w, person))

    def arrange(
        self, code: str, name: str, change: Callable[[Workshop], Workshop]
    ) -> Future[Workshop]:
        """Change teams or the lock, by a function of `people`."""
        return self._change(code, name, change)

    def correct(self, code: str, person: str, name: str, team: str) -> Future[Workshop]:
        """Correct somebody's name, or move her to another team.

        What she answered before stays with the team in which she was then: for hidden answers
        nobody could tell which are hers.
        """

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            after, done = reception.correct(records, workshop, person, name, team)
            releasing.fix_anew(records, after, {})
            return after, done

        return self._admit(code, decide)

    def remove(self, code: str, person: str) -> Future[Workshop]:
        """Take somebody out, with her answers that carry her name and have not been shown yet.

        Hidden answers stay, for nobody can tell which are hers.
        """

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            away = grouping.paired(records, replace(workshop, away=(*workshop.away, person)))
            after, gone = reception.remove(records, away, person, self._clock())
            releasing.fix_anew(records, after, gone.fixed)
            self._taken_off.remember(code, gone)
            return after, "take somebody off the list"

        return self._admit(code, decide)

    def taken_off(self, code: str) -> str:
        """The name of who was taken off the list last, and can be put back; or nothing."""
        last = self._taken_off.last(code, self._clock())
        return last.name if last else ""

    def put_back(self, code: str, name: str) -> Future[Workshop]:
        """Put back who was taken off last, and is called so. Her phone is in again."""
        removed = self._taken_off.named(code, name, self._clock())

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            after = grouping.paired(records, reception.put_back(records, workshop, removed))
            releasing.fix_anew(records, after, removed.fixed)
            self._taken_off.forget(code, removed)
            return after, "put somebody back"

        return self._admit(code, decide)

    def take_over(self, code: str, rows: Sequence[Row]) -> Future[Workshop]:
        """Put the people of a file on the roster; teams that are new are added."""
        return self._admit(code, lambda r, w: (reception.take_over(r, w, rows), "take a roster"))

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

    def follow_up(self, code: str, changes: following.Changes) -> Future[int]:
        """Change commitments after the workshop, or add some: all of these changes, or none."""
        return self._store.write(
            lambda records: following.change(
                records, self._held(records, code), changes, self._clock()
            )
        )

    def pulse(
        self, code: str, name: str, change: Callable[[Workshop], Workshop]
    ) -> Future[Workshop]:
        """Change the pulses, by a function of `pulses`; `name` is kept with the moment."""
        return self._change(code, name, lambda w: pulses.due(change(w), self._clock()))

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

    def _by_the_clock(
        self, records: Records, before: Workshop, changed: list[Workshop]
    ) -> Workshop:
        after = pulses.due(before, self._clock())
        if after is before:
            return before
        changed.append(_saved(records, before, after, "by the clock"))
        return changed[-1]

    # What is kept, for how long, and carried elsewhere

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
            if _kept(future):
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
            if _kept(future):
                self._known.pop(code, None)
                self._bell.ring(code, future.result() + 1)

        future = self._store.write(save)
        future.add_done_callback(told)
        return future

    def _change(
        self, code: str, name: str, decide: Callable[[Workshop], Workshop], seen: int | None = None
    ) -> Future[Workshop]:
        def save(records: Records) -> Workshop:
            before = self._held(records, code)
            _check_seen(before, seen)
            return _saved(records, before, decide(before), name)

        return self._rung(self._store.write(save))

    def _rung(self, future: Future[Workshop]) -> Future[Workshop]:
        """The same future, after which everybody looks again."""
        future.add_done_callback(self._told)
        return future

    def _told(self, future: "Future[Workshop]") -> None:
        if _kept(future):
            self._tell(future.result())

    def _told_of(self, changed: Sequence[Workshop], future: "Future[T]") -> "Future[T]":
        """The future of a change by a participant, which the room is told of where it matters."""

        def told(future: "Future[T]") -> None:
            if changed and _kept(future):
                self._tell(changed[-1])

        future.add_done_callback(told)
        return future

    def _tell(self, workshop: Workshop) -> None:
        self._remember(workshop)
        phase = workshop.phase(workshop.at) if workshop.at else None
        now = {"revision": workshop.revision, "step": workshop.at, "phase": phase}
        log.event("changed", workshop=workshop.code, **now)
        self._bell.ring(workshop.code, workshop.revision)

    # What participants do

    def join(
        self,
        code: str,
        secret: str,
        name: str,
        team: str,
        another: bool = False,
        guest: str = "Guest",
    ) -> Future[Participant]:
        """Come in. The same secret twice is the same person, as she was the first time.

        Without a name, where the workshop lets guests in, she is called `guest` and a number.

        A secret is random and has at least 32 characters: it is all that ties a phone to her.
        Raises Taken where the team has this name already, unless she says that she is `another`.
        Where people are meeting just now, she finds a group at once.
        """
        made_up = secret.startswith(MADE_UP)

        def let(records: Records, workshop: Workshop) -> Participant:
            if made_up and not rehearses(workshop, secret):
                raise NotNow("This rehearsal has been cleared.")
            who = reception.Newcomer(name, team, made_up, another or made_up, guest)
            return reception.join(records, workshop, hashed(secret), who)

        return self._come_in(code, let)

    def correct_own(self, code: str, secret: str, name: str, team: str) -> Future[Participant]:
        """Put one's own name or team right, as long as nothing has been asked."""

        def save(records: Records) -> Participant:
            me = asking.holder_of(records, code, secret)
            return reception.correct_own(records, self._held(records, code), me, name, team)

        return self._store.write(save)

    def join_by_link(
        self, code: str, secret: str, token: str, instead: bool = False
    ) -> Future[Participant]:
        """Come in by a personal link; `instead` of another phone that came in by it before.

        The other phone is let out: its secret is good for nothing here any more.
        """
        return self._come_in(
            code, lambda r, w: reception.join_by_link(r, w, hashed(secret), token, instead), instead
        )

    def _come_in(
        self, code: str, let: Callable[[Records, Workshop], Participant], rings: bool = False
    ) -> Future[Participant]:
        """Let somebody in. The room is told where that matters to others, or where it `rings`."""
        changed: list[Workshop] = []

        def save(records: Records) -> Participant:
            changed.clear()  # it may be done a second time
            workshop = self._held(records, code)
            me = let(records, workshop)
            after = grouping.paired(records, workshop)
            if rings or after is not workshop:
                changed.append(moves.noticed(after))
                records.save_move(changed[-1], "late")
            return me

        return self._told_of(changed, self._store.write(save))

    def respond(
        self, code: str, secret: str, key: str, fields: dict[str, Fields], sending: str
    ) -> Future[bool]:
        """Answer a step, with the form's fields by target; an earlier answer is replaced.

        `sending` is a key made for this sending: arriving twice, it is stored once. False where it
        had arrived before.
        """
        if not (0 < len(sending) <= LONGEST_KEY and sending.isascii() and sending.isprintable()):
            raise Invalid(sentence("Please reload the page and send again."))

        changed: list[Workshop] = []

        def save(records: Records) -> bool:
            changed.clear()  # it may be done a second time
            workshop = self._by_the_clock(records, self._held(records, code), changed)
            place = workshop.find(key)
            me = asking.holder_of(records, code, secret)
            respondent = asking.respondent_for(place, me, secret, code)
            receipt = hashed(f"{sending} {fields}")
            try:
                answers = asking.taken(records, workshop, place, me, secret, fields)
            except (Invalid, NotNow):
                if records.has_receipt(code, key, respondent, receipt):
                    return False
                raise
            if not records.keep_receipt(code, key, respondent, receipt):
                return False
            team = "" if place.step.reveal == "private" else me.team
            records.put_responses(code, key, respondent, team, answers)
            if place.step.by == "team":
                changed.append(moves.team_saved(workshop, key, me))
                records.save_move(changed[-1], f"team answer {key}")
            return True

        def count(future: Future[bool]) -> None:
            if _kept(future):
                self._sent[code, hashed(secret)] += 1

        future = self._store.write(save)
        future.add_done_callback(count)
        return self._told_of(changed, future)

    def sent(self, code: str, secret: str) -> int:
        """How often this phone, or another with its secret, has sent since the kit was started."""
        return self._sent[code, hashed(secret)]

    def join_pulse(self, code: str, secret: str, team: str) -> Future[Participant]:
        """Come into a pulse without having been in the room: no name is asked."""
        return self._store.write(
            lambda r: reception.join_pulse(r, self._held(r, code), hashed(secret), team)
        )

    def tell(self, code: str, secret: str, told: Mapping[str, str]) -> Future[int]:
        """What became of one's own commitments, as their status by id; others' are left alone."""

        def save(records: Records) -> int:
            workshop = self._held(records, code)
            me = asking.holder_of(records, code, secret)
            own = of_person(following.commitments_of(records, workshop), me.id)
            changes = [(c.id, {"status": told[c.id]}) for c in own if c.id in told]
            return following.change(records, workshop, changes, self._clock())

        return self._store.write(save)

    def code_word(self, code: str, secret: str) -> Future[str]:
        """The word with which this phone's owner can go on with another one. Raises Unknown."""
        return self._store.write(lambda records: pulsing.keep_word(records, code, secret))

    def by_code_word(self, code: str, typed: str) -> Future[str]:
        """The secret that goes on with this word. Raises Invalid."""
        return self._store.read(lambda records: pulsing.secret_of(records, code, typed))

    def take_pen(self, code: str, secret: str, key: str, seen: str = "") -> Future[Workshop]:
        """Write for one's team from now on, instead of the one whom one has seen writing."""

        def save(records: Records) -> Workshop:
            me = asking.holder_of(records, code, secret)
            after = moves.take_pen(self._held(records, code), key, me, seen)
            records.save_move(after, f"pen {key}")
            return after

        future = self._store.write(save)
        future.add_done_callback(self._told)
        return future

    def forget(self, code: str, secret: str) -> Future[Workshop]:
        """Delete what is this participant's own. It is noted that it was done, not for whom."""

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            me = asking.holder_of(records, code, secret)
            return owning.forget(records, workshop, me, secret), names.DELETED

        return self._admit(code, decide)

    # What is seen

    def workshops(self) -> Future[list[Workshop]]:
        """Every workshop, the newest first."""
        return self._store.read(lambda records: records.all_workshops())

    def workshop(self, code: str) -> Future[Workshop]:
        """One workshop as it is now. Raises Unknown."""
        return self._store.look(lambda records: self._fresh(records, code))

    def meant(self, typed: str) -> Future[str | None]:
        """The code that somebody has read who typed this, if there is one workshop like it."""
        return self._store.read(lambda records: making.meant(typed, records.codes()))

    def participants(self, code: str) -> Future[list[Participant]]:
        """Everybody who joined."""
        return self._store.read(lambda records: records.participants(code))

    def people(self, code: str) -> Future[list[Listed]]:
        """Everybody who joined or is on the roster, in the order of their names."""

        return self._store.read(
            lambda records: looking.people(
                records, self._held(records, code), self._presence.phones(code)
            )
        )

    def invited(self, code: str, token: str) -> Future[tuple[Invited, bool] | None]:
        """Whose personal link has this token, and whether she has come in by now."""

        def ask(records: Records) -> tuple[Invited, bool] | None:
            found = records.invited_by(code, token)
            if found is None:
                return None
            me = records.person(code, found.id)
            return (replace(found, name=me.name, team=me.team) if me else found, me is not None)

        return self._store.read(ask)

    def heard(self, code: str, secret: str) -> None:
        """The phone with this secret has just asked for something."""
        self._presence.heard(code, hashed(secret))

    def listening(self, code: str, secret: str) -> AbstractContextManager[None]:
        """While the phone with this secret holds a line open."""
        return self._presence.listening(code, hashed(secret))

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

    def view(self, code: str, secret: str) -> Future[View]:
        """What the phone with this secret may show now. Raises Unknown where it has not joined."""

        def ask(records: Records) -> View:
            workshop = self._fresh(records, code)
            me = asking.holder_of(records, code, secret)
            return looking.view_of(records, workshop, me, secret, self._clock())

        return self._store.look(ask)

    def arriving(self, code: str, secret: str) -> Future[tuple[Workshop, View | None]]:
        """A workshop and, where the phone with this secret has joined, what it may show now."""

        def ask(records: Records) -> tuple[Workshop, View | None]:
            workshop = self._fresh(records, code)
            me = records.participant(code, hashed(secret)) if secret else None
            if me is None:
                return workshop, None
            return workshop, looking.view_of(records, workshop, me, secret, self._clock())

        return self._store.look(ask)

    def pulse_view(self, code: str, secret: str) -> Future[pulsing.PulseView | None]:
        """What the phone with this secret may see of the pulse that there is now."""

        def ask(records: Records) -> pulsing.PulseView | None:
            return pulsing.view_of(records, self._fresh(records, code), secret, self._clock())

        return self._store.read(ask)

    def pulse_counts(self, code: str) -> Future[list[pulsing.PulseCount]]:
        """How many have answered each pulse."""

        def ask(records: Records) -> list[pulsing.PulseCount]:
            return pulsing.answered_of(records, self._fresh(records, code), self._clock())

        return self._store.read(ask)

    def mine(self, code: str, secret: str) -> Future[Mine]:
        """All that is this participant's own. Raises Unknown where she has not joined."""

        def ask(records: Records) -> Mine:
            workshop = self._fresh(records, code)
            return owning.mine_of(
                records, workshop, asking.holder_of(records, code, secret), secret
            )

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

    def commitments(self, code: str) -> Future[tuple[Commitment, ...]]:
        """What was promised and what became of it, with what was taken off the list."""
        return self._store.read(
            lambda records: following.commitments_of(records, self._fresh(records, code))
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
            released = records.releases(code).get(key)
            if released is None and place.step.reveal == "live":
                released = releasing.release_of(records, workshop, place)
            return disclosure.words(workshop, place, released) if released else ()

        return self._store.read(ask)

    def listen(self, workshop: Workshop) -> AsyncIterator[int]:
        """Hear the bell: the present revision, then each newer one; now and then it once more."""
        return self._bell.listen(workshop.code, workshop.revision)

    # What the kit's owner chose

    def preference(self, name: str) -> Future[str | None]:
        """A setting, such as the network address for the QR code."""
        return self._store.read(lambda records: records.preference(name))

    def prefer(self, name: str, value: str) -> Future[None]:
        """Keep a setting."""
        return self._store.write(lambda records: records.prefer(name, value))

    def probe(self) -> Future[None]:
        """Write something and commit it, to see whether that works."""
        return self.prefer(PROBED, str(self._clock()))

    # Whether phones reach this computer

    def phone_came(self) -> Future[None]:
        """A phone has opened the page of the check."""
        return self.prefer(CAME, str(self._clock()))

    def phone_last_came(self) -> Future[float]:
        """When a phone last opened the page of the check, in seconds since 1970; 0 for never."""
        return self._store.read(lambda records: float(records.preference(CAME) or 0))

    # The latest workshop, without decoding it anew for every phone

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


def _kept(future: "Future[Any]") -> bool:
    """Was it committed, neither refused nor given up?"""
    return not future.cancelled() and future.exception() is None


def _check_seen(workshop: Workshop, seen: int | None) -> None:
    if seen is not None and seen != workshop.moves:
        raise NotNow("Someone else just moved the workshop on. Look again.")


def _check_haste(records: Records, workshop: Workshop, move: str) -> None:
    if workshop.place is not None and workshop.place.step.reveal == "private":
        return  # only some are asked; nobody may learn who
    counts = looking.counts_of(records, workshop)
    answered, asked = sum(counts.answered.values()), sum(counts.asked.values())
    if told := steering.hasty(workshop, move, answered, asked):
        raise Hasty(told)


def _saved(records: Records, before: Workshop, decided: Workshop, name: str) -> Workshop:
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
