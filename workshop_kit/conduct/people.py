"""Who is in a workshop, and who meets whom, as the facilitator sees and changes it."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace

from workshop_kit import reception
from workshop_kit.conduct import grouping, looking, releasing
from workshop_kit.conduct.changing import Changing
from workshop_kit.conduct.looking import Listed
from workshop_kit.meetings import Round
from workshop_kit.question import Invalid
from workshop_kit.store.records import Records
from workshop_kit.workshop import Invited, Participant, Workshop, moves
from workshop_kit.workshop.people import Row


class People(Changing):
    """The people of a workshop."""

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
