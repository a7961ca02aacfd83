"""What has been disclosed: plain figures that may be shown anywhere.

`disclosure` is the only maker of releases; measures, screens, phones and the workbook only read
them, so none of these can show more than the anonymity rules let through.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workshop_kit.sentence import ENGLISH, Sentence, Words

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


class Bound(float):
    """A figure that is told only as a bound; `sign` is ≥, ≤ or ≈."""

    sign: str

    def __new__(cls, value: float, sign: str) -> "Bound":
        made = super().__new__(cls, value)
        made.sign = sign
        return made


def bounded(value: float | None, sign: str | None) -> float | None:
    """The figure, as a bound where it has a sign."""
    return value if value is None or not sign else Bound(value, sign)


def minus(a: float | None, b: float | None) -> float | None:
    """The difference of two figures: only about so much where one of them is a bound."""
    if a is None or b is None:
        return None
    return bounded(a - b, "≈" if isinstance(a, Bound) or isinstance(b, Bound) else "")


def sign_of(signs: Iterable[str]) -> str:
    """How the mean of several means is told: "" where none of them is a bound."""
    found = {sign for sign in signs if sign}
    return found.pop() if len(found) == 1 else "≈" if found else ""


def averaged(tally: Tally, words: Words = ENGLISH) -> str:
    """A tally's mean with one digit, and ≥ or ≤ before it where it is told only as a bound."""
    return f"{tally.get('bound', '')} {words.number(tally['mean'])}".strip()


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
