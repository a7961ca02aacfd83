"""What participants do, and what their phones may show."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager

from workshop_kit import reception
from workshop_kit.afterwards import names
from workshop_kit.afterwards.commitments import of_person
from workshop_kit.conduct import asking, following, grouping, looking, owning, pulsing
from workshop_kit.conduct.changing import Changing, kept
from workshop_kit.conduct.keys import MADE_UP, hashed, rehearses
from workshop_kit.conduct.looking import View
from workshop_kit.conduct.owning import Mine
from workshop_kit.question import Fields, Invalid
from workshop_kit.sentence import sentence
from workshop_kit.store.records import Records
from workshop_kit.workshop import NotNow, Participant, Workshop, moves

LONGEST_KEY = 80


class TakingPart(Changing):
    """Come in, look, answer, go. A secret is random and all that ties a phone to somebody."""

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

    def correct_own(self, code: str, secret: str, name: str, team: str) -> Future[Participant]:
        """Put one's own name or team right, as long as nothing has been asked."""

        def save(records: Records) -> Participant:
            me = asking.holder_of(records, code, secret)
            return reception.correct_own(records, self._held(records, code), me, name, team)

        return self._store.write(save)

    def heard(self, code: str, secret: str) -> None:
        """The phone with this secret has just asked for something."""
        self._presence.heard(code, hashed(secret))

    def listening(self, code: str, secret: str) -> AbstractContextManager[None]:
        """While the phone with this secret holds a line open."""
        return self._presence.listening(code, hashed(secret))

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
            if kept(future):
                self._sent[code, hashed(secret)] += 1

        future = self._store.write(save)
        future.add_done_callback(count)
        return self._told_of(changed, future)

    def sent(self, code: str, secret: str) -> int:
        """How often this phone, or another with its secret, has sent since the kit was started."""
        return self._sent[code, hashed(secret)]

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

    def join_pulse(self, code: str, secret: str, team: str) -> Future[Participant]:
        """Come into a pulse without having been in the room: no name is asked."""
        return self._store.write(
            lambda r: reception.join_pulse(r, self._held(r, code), hashed(secret), team)
        )

    def pulse_view(self, code: str, secret: str) -> Future[pulsing.PulseView | None]:
        """What the phone with this secret may see of the pulse that there is now."""

        def ask(records: Records) -> pulsing.PulseView | None:
            return pulsing.view_of(records, self._fresh(records, code), secret, self._clock())

        return self._store.read(ask)

    def mine(self, code: str, secret: str) -> Future[Mine]:
        """All that is this participant's own. Raises Unknown where she has not joined."""

        def ask(records: Records) -> Mine:
            workshop = self._fresh(records, code)
            return owning.mine_of(
                records, workshop, asking.holder_of(records, code, secret), secret
            )

        return self._store.read(ask)

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

    def forget(self, code: str, secret: str) -> Future[Workshop]:
        """Delete what is this participant's own. It is noted that it was done, not for whom."""

        def decide(records: Records, workshop: Workshop) -> tuple[Workshop, str]:
            me = asking.holder_of(records, code, secret)
            return owning.forget(records, workshop, me, secret), names.DELETED

        return self._admit(code, decide)
