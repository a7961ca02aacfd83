"""The contract of a measure: what several steps of an exercise say together.

A measure is a folder in `measures/`. It reads releases only, never responses, so what it says has
already passed `disclosure`. Words for phones are translated as those of a kind of question.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, ClassVar, NamedTuple, TypeVar

from workshop_kit.finding import Finding
from workshop_kit.meetings import Round
from workshop_kit.question import Question
from workshop_kit.release import Release, without
from workshop_kit.sentence import Sentence

T = TypeVar("T")

LETTERS_A_LINE, LINES_A_PAGE = 66, 18
"""As wide and as many as can be read from the back of the room, where words stand in rows."""

Result = dict[str, Any]
"""A measure's figures: plain JSON, with a list of `pictures`, one message each."""


@dataclass(frozen=True)
class Room:
    """Who was there: names of teams by id, the team of each participant by id, and the groups in
    which people met, by the id of the exercise's step."""

    teams: Mapping[str, str]
    people: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)


class Part(NamedTuple):
    """A revealed step as a measure reads it."""

    question: Question
    release: Release


class Line(NamedTuple):
    """A line of the measure's table in the workbook: column -> text, number or None."""

    cells: dict[str, str | float | None]


@dataclass(frozen=True, kw_only=True)
class Measure(ABC):
    """One measure; its fields name the steps that it reads."""

    title: ClassVar[str]
    """Its heading on screens and in the workbook."""

    charted: ClassVar[tuple[str, ...]] = ()
    """The columns of its lines that the workbook's chart sets side by side."""

    columns: ClassVar[Mapping[str, str]] = {}
    """What the columns of its tables mean, for the codebook; one whose name holds something of the
    workshop stands here with … in its place."""

    replaces: ClassVar[bool] = True
    """Do its pictures stand in place of the last step's own, or before them?"""

    looks_back: ClassVar[bool] = False
    """Does it compare with the last time that its steps were played in the same workshop?"""

    takes_up: ClassVar[Mapping[str, str]] = {}
    """Role -> the role of the step whose cards that step has to take up."""

    @classmethod
    def kind(cls) -> str:
        """The name of the folder this measure lives in."""
        return cls.__module__.split(".")[-2]

    @abstractmethod
    def steps(self) -> dict[str, str]:
        """Role -> id of the step that plays it."""

    @abstractmethod
    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        """Raises ValueError, in words, where the exercise's steps don't fit the measure.

        Both are by the step's id: the question, and what it is about.
        """

    @abstractmethod
    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """The figures, from the released steps by role and from who was there."""

    def without(self, result: Result, texts: Collection[str]) -> Result:
        """The result without these texts of people, where it holds them; figures stay as they are.
        By default entries whose `text` is one of them are left out."""
        left: Result = without(result, texts)
        return left

    @abstractmethod
    def findings(self, result: Result) -> list[Finding]:
        """At most three, the strongest first; a single one that says so when there is none."""

    @abstractmethod
    def lines(self, result: Result) -> list[Line]:
        """The table for the workbook."""

    def further(self, result: Result) -> Sequence[tuple[str, list[Line]]]:
        """Further tables for the workbook, each with its title; none by default."""
        return []

    def pages(self, picture: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The picture in pieces that a projector can show one after the other; one by default."""
        return [picture]

    def lacks(self, picture: Mapping[str, Any]) -> Sequence[Sentence]:
        """What the picture cannot show, and why, where it does not say so itself."""
        return ()

    @abstractmethod
    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        """One picture of the result in words: its text alternative, in the reader's language."""


def pictures(result: Result) -> Sequence[Mapping[str, Any]]:
    """The result's pictures, each with a `title`."""
    found: Sequence[Mapping[str, Any]] = result["pictures"]
    return found


def lines_of(text: str) -> int:
    """How many lines of a board a text takes, with whose it is and the space around it."""
    return 2 + max(ceil(len(text) / LETTERS_A_LINE), 1 + text.count("\n"))


def filled(rows: Sequence[T], lines: Callable[[T], int], most: int) -> list[list[T]]:
    """Rows in pages of at most so many lines of text; a row that is longer has its own."""
    pages: list[list[T]] = []
    for row in rows:
        if not pages or sum(map(lines, pages[-1])) + lines(row) > most:
            pages.append([])
        pages[-1].append(row)
    return pages
