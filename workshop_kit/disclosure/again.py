"""A step that is played again: what is shown of it differs from before by enough people or nobody.

People often give the same answer twice. So what is released of a step is held against what was
released of it before as if nobody had changed her mind: whoever answered only once must not follow
by subtraction. Where she would, teams are not shown apart; where that is not enough, some of those
who answered both times are left out by lot.
"""

import secrets
import statistics
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workshop_kit.disclosure.audit import tells_on_few
from workshop_kit.disclosure.groups import Response, holds
from workshop_kit.release import (
    BEFORE,
    CHANGE,
    EVERYBODY,
    ROOM,
    Cell,
    Cohort,
    Group,
    Release,
    Tally,
)
from workshop_kit.sentence import Sentence, sentence

LOTS = 10
"""How often lots are drawn before one more is left out: those drawn may all be of one team."""

Marks = Mapping[str, Mapping[str, Collection[str]]]
"""By respondent and earlier play: the targets and parts of hers that were counted, as `mark`."""


def mark(target: str, part: int) -> str:
    """How a part of an answer stands among the marks."""
    return f"{target} {part}"


@dataclass(frozen=True)
class Settled:
    """What may be shown of one part of a step: which groups, without whom, and what to say.

    `cohorts` counts whose answers are in it, for when the step is played again.
    """

    groups: Sequence[Group]
    left_out: frozenset[str] = frozenset()
    notes: tuple[Sentence, ...] = ()
    cohorts: tuple[Cohort, ...] = ()


@dataclass(frozen=True)
class Plays:
    """The earlier plays of a step, and who was counted in them; nothing where this is the first.

    `compared` is the one with which this one is compared, if any; `regrouped` how often somebody
    was moved to another team since. Whose answer that is nobody may know, so teams are not shown
    apart then, and the room only where it would hold with so many people counted wrongly: each as
    one who has left her old team and one who has always been in her new one.
    """

    releases: Sequence[Release] = ()
    marks: Marks = field(default_factory=dict)
    compared: Release | None = None
    regrouped: int = 0

    def settled(
        self, given: Sequence[Response], groups: Sequence[Group], part: int, minimum: int
    ) -> Settled:
        """What may be shown of those who answered one part, beside what was shown before."""
        if not groups:
            return Settled(())
        audit = _Audit(self, given, part, minimum + 2 * self.regrouped)
        if not self.regrouped and audit.passes(groups):
            return Settled(groups, cohorts=audit.cohorts())
        if audit.passes([EVERYBODY]):
            told = sentence(
                "Teams are not shown apart: in some, fewer than {minimum} people came or left "
                "since this was asked before.",
                minimum=minimum,
            )
            if self.regrouped:
                told = sentence(
                    "Teams are not shown apart: since this was asked before, somebody has changed "
                    "teams."
                )
            return Settled([EVERYBODY], notes=(told,), cohorts=audit.cohorts())
        lot = secrets.SystemRandom()
        for fewer in range(1, min(len(audit.before), len(given) - minimum) + 1):
            for _ in range(LOTS):
                out = frozenset(lot.sample(audit.before, fewer))
                if audit.passes([EVERYBODY], out):
                    told = sentence(
                        "Not counted, chosen by lot: {n}. Fewer than {minimum} people came or left "
                        "since this was asked before, and so nobody can be told.",
                        n=fewer,
                        minimum=minimum,
                    )
                    return Settled([EVERYBODY], out, (told,), audit.cohorts(out))
        told = sentence(
            "Not shown: nearly the same people were asked before, and the difference would tell on "
            "those who came or left."
        )
        return Settled((), notes=(told,))


FIRST = Plays()
"""Nothing was shown of the step before."""


_Counted = tuple[str, tuple[bool, ...]]
"""A team, and in which of the earlier plays people were counted."""


@dataclass(frozen=True)
class _Alike:
    """People who cannot be told apart by any figure: of one team, counted in the same plays."""

    team: str
    then: tuple[bool, ...]
    now: bool


class _Audit:
    """One part of a step, held against what was shown of it before."""

    def __init__(self, plays: Plays, given: Sequence[Response], part: int, minimum: int) -> None:
        self._minimum = minimum
        self._keys = [play.step for play in plays.releases]
        here = mark(given[0].target, part)
        self._cells = [
            [cell for cell in play.cells if mark(cell.target, cell.part) == here]
            for play in plays.releases
        ]
        asked = [play.step if here in play.cohorts else None for play in plays.releases]
        self._who: dict[str, _Counted] = {
            r.respondent: (r.team, then)
            for r in given
            if any(
                then := tuple(
                    here in plays.marks.get(r.respondent, {}).get(key or "", ()) for key in asked
                )
            )
        }
        never = (False,) * len(asked)
        self._there = Counter[_Counted](self._who.get(r.respondent, (r.team, never)) for r in given)
        self._earlier = [
            Counter({self._counted(c): c.people for c in play.cohorts.get(here, ())})
            for play in plays.releases
        ]
        self.before = list(self._who)

    def _counted(self, cohort: Cohort) -> _Counted:
        return cohort.team, tuple(key in cohort.plays for key in self._keys)

    def _without(self, left_out: Collection[str]) -> Counter[_Counted]:
        """Who is counted now."""
        return self._there - Counter(self._who[who] for who in left_out)

    def cohorts(self, left_out: Collection[str] = ()) -> tuple[Cohort, ...]:
        """Whose answers are counted, by team and by the plays in which they were before."""
        return tuple(
            Cohort(team, tuple(key for key, was in zip(self._keys, then, strict=True) if was), n)
            for (team, then), n in sorted(self._without(left_out).items())
        )

    def passes(self, groups: Sequence[Group], left_out: Collection[str] = ()) -> bool:
        """May these groups be shown now, without those who are left out?"""
        now = self._without(left_out)
        here = Counter({_Alike(team, then, True): n for (team, then), n in now.items()})
        for (team, then), people in (self._there - now + self._gone()).items():
            here[_Alike(team, then, False)] += people
        rows = [[some for some in here if some.now and holds(g, some.team)] for g in groups]
        rows += [
            [some for some in here if some.then[number] and holds(cell.group, some.team)]
            for number, cells in enumerate(self._cells)
            for cell in cells
        ]
        return not tells_on_few([dict.fromkeys(row, 1.0) for row in rows], here, self._minimum)

    def _gone(self) -> Counter[_Counted]:
        """Those who were counted in an earlier play, and in none since, nor are here now.

        Each cohort of a play knows only the plays before it: of those who were in it, some have
        been in a later one.
        """
        later, gone = Counter(self._there), Counter[_Counted]()
        for number, cohorts in reversed([*enumerate(self._earlier)]):
            for (team, before), people in cohorts.items():
                last = team, tuple(was or play == number for play, was in enumerate(before))
                gone[last] += max(0, people - later[last])
            later.update(cohorts)
        return +gone


def movement(
    before: Release, part: int, now: Sequence[Cell], differences: Sequence[float], minimum: int
) -> list[Cell]:
    """What was answered before, and how those who answered both times have moved.

    Whoever answered only once could be got by subtracting these from all: so they are nobody or
    enough, and where they are not, some of those who answered twice are left out by lot. Where one
    of the two times is told only in bands, nothing is told of the difference: it would undo them.
    """
    here = [c for c in before.cells if (c.target, c.part, c.group) == (ROOM, part, EVERYBODY)]
    later = [c for c in now if (c.target, c.part, c.group) == (ROOM, part, EVERYBODY)]
    cells = [replace(cell, target=BEFORE) for cell in here]
    for cell, other in zip(here, later, strict=False):
        once = cell.answered + other.answered - 2 * len(differences)
        fewer = minimum - once if 0 < once < minimum else 0
        banded = "bands" in cell.tally or "bands" in other.tally
        if len(differences) - fewer >= minimum and not banded:
            told = secrets.SystemRandom().sample(differences, len(differences) - fewer)
            cells.append(Cell(CHANGE, part, EVERYBODY, len(told), _movement(told)))
    return cells


def _movement(differences: Sequence[float]) -> Tally:
    """How many went up, stayed, went down; mean and standard deviation in points."""
    return {
        "up": sum(d > 0 for d in differences),
        "same": sum(d == 0 for d in differences),
        "down": sum(d < 0 for d in differences),
        "mean": statistics.fmean(differences),
        "sd": statistics.stdev(differences),
    }
