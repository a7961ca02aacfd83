"""What has been disclosed: plain figures that may be shown anywhere.

`disclosure` is the only maker of releases; measures, screens, phones and the workbook only read
them, so none of these can show more than the anonymity rules let through.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from workshop_kit.sentence import Sentence

Tally = dict[str, Any]
"""One kind's figures for one set of answers: made by its `tally`, plain JSON."""

ROOM = "room"
"""The target of a question that is about nothing in particular."""

BEFORE, CHANGE = "before", "change"
"""Targets of what was answered to the same step before, and of how people's answers have moved."""

AGAIN = "again"
"""The target under which is kept what somebody answered when the same step was played before."""


@dataclass(frozen=True)
class Group:
    """Whose answers a cell holds. No `teams` means everybody who was asked."""

    label: str
    teams: tuple[str, ...] = ()
    person: str | None = None


EVERYBODY = Group("Everybody")


@dataclass(frozen=True)
class Cell:
    """The tally of one part of a question, about one target, from one group."""

    target: str
    part: int
    group: Group
    answered: int
    tally: Tally


@dataclass(frozen=True)
class Card:
    """Somebody's own words, to be put up, voted on, replied to; and whose as far as all may know.

    `about` is the id of its target, `part` the part of the question; `team` the id of the team
    that it is from, where that is one and may be known; `pile` the name of the pile of similar
    cards on which the facilitator has put it.
    """

    id: str
    text: str
    by: str
    about: str
    team: str = ""
    part: int = 0
    pile: str = ""


@dataclass(frozen=True)
class Cohort:
    """How many people of a team are in the figures, by the earlier plays of the step in which they
    were counted."""

    team: str
    plays: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Release:
    """All that readers may learn from one step, fixed when it was revealed.

    `answered` counts people; `withheld` says in words what is not shown, and why; `taken_down` how
    many of the texts that were released the facilitator does not show. For when the step is
    played again, never handed out: `left_out` has the marks of answers that were left out by lot,
    by the name under which they are stored, `cohorts` by mark who was counted.
    """

    step: str
    answered: int
    cells: tuple[Cell, ...]
    withheld: tuple[Sentence, ...] = ()
    cards: tuple[Card, ...] = ()
    taken_down: int = 0
    left_out: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cohorts: Mapping[str, tuple[Cohort, ...]] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids of what was answered about, each once, in order."""
        return tuple(dict.fromkeys(cell.target for cell in self.cells))

    def cell(self, target: str, part: int = 0, team: str | None = None) -> Cell | None:
        """The cell of everybody, or of one team alone; None where it may not be shown."""
        teams = () if team is None else (team,)
        wanted = (target, part, teams, None)
        for cell in self.cells:
            if (cell.target, cell.part, cell.group.teams, cell.group.person) == wanted:
                return cell
        return None

    def finest(self) -> tuple[Cell, ...]:
        """The cells of the smallest groups that may be shown; no answer is in two of them."""
        chosen: list[Cell] = []
        for target in self.targets:
            for part in sorted({c.part for c in self.cells if c.target == target}):
                here = [c for c in self.cells if (c.target, c.part) == (target, part)]
                chosen += _finest(here)
        return tuple(chosen)


NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a sign and its figure, so that no line ends there."""


class Bound(float):
    """A figure that is told only as a bound; `sign` is ≥, ≤ or ≈.

    It writes itself with its sign wherever a figure is formatted: in sentences, on charts, on
    phones. What is computed with it is a plain number again, unless `minus` or `mean_of` does it.
    """

    sign: str

    def __new__(cls, value: float, sign: str) -> "Bound":
        made = super().__new__(cls, value)
        made.sign = sign
        return made

    def __format__(self, spec: str) -> str:
        return f"{self.sign}{NO_BREAK}{float(self):{spec}}"

    def __reduce__(self) -> tuple[Any, ...]:
        return Bound, (float(self), self.sign)


def bounded(value: float, sign: str | None) -> float:
    """The figure, as a bound where it has a sign."""
    return Bound(value, sign) if sign else value


def average(tally: Tally) -> float:
    """A tally's mean, as a bound where it is told only so."""
    return bounded(tally["mean"], tally.get("bound"))


def placements(tally: Tally) -> list[list[int]]:
    """How many chose each point of a scale, in all ways that matter where two points are told only
    together: all of them on the outer point, all on the inner one, or half on each."""
    outer = list(tally["counts"])
    bands = tally.get("bands", ())
    if not bands:
        return [outer]
    inner, halves = list(outer), list(outer)
    for low, high in bands:
        near, end = (low - 1, high - 1) if high == len(outer) else (high - 1, low - 1)
        people = outer[end]
        inner[near], inner[end] = people, 0
        halves[near], halves[end] = people // 2, people - people // 2
    return [outer, inner, halves]


def mean_of(figures: Collection[float]) -> float:
    """The mean of several figures: a bound as soon as one of them is."""
    signs = {figure.sign for figure in figures if isinstance(figure, Bound)}
    return bounded(fmean(figures), signs.pop() if len(signs) == 1 else "≈" if signs else "")


def minus(a: float | None, b: float | None) -> float | None:
    """The difference of two figures: only about so much where one of them is a bound."""
    if a is None or b is None:
        return None
    return about(a - b, a, b)


def about(value: float, *rests_on: float | None) -> float:
    """A figure: only about so much where one of those that it rests on is a bound."""
    return bounded(value, "≈" if any(isinstance(figure, Bound) for figure in rests_on) else "")


def plain(bound: Bound) -> dict[str, Any]:
    """A bound as plain JSON."""
    return {"bound": bound.sign, "value": float(bound)}


def restored(found: Any) -> Any:
    """Plain JSON with its bounds as they were."""
    if isinstance(found, dict):
        if found.keys() == {"bound", "value"}:
            return Bound(found["value"], found["bound"])
        return {name: restored(value) for name, value in found.items()}
    return [*map(restored, found)] if isinstance(found, list) else found


def without(found: Any, texts: Collection[str]) -> Any:
    """Plain JSON without the entries of lists whose `text` is one of these."""
    if isinstance(found, dict):
        return {name: without(value, texts) for name, value in found.items()}
    if isinstance(found, list):
        said = [isinstance(entry, dict) and entry.get("text") in texts for entry in found]
        return [without(e, texts) for e, gone in zip(found, said, strict=True) if not gone]
    return found


def _finest(cells: Sequence[Cell]) -> list[Cell]:
    people = [c for c in cells if c.group.person]
    teams = [c for c in cells if c.group.teams and not c.group.person]
    return people or teams or list(cells)
