"""What a reveal shows: its pictures in order, one message each, from what was disclosed."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import Any

from workshop_kit import findings
from workshop_kit import measure as measure_contract
from workshop_kit.measure import Measure, Result
from workshop_kit.question import Question
from workshop_kit.release import EVERYBODY, ROOM, Card, Release, Tally
from workshop_kit.sentence import ENGLISH, Sentence, sentence
from workshop_kit.workshop import Place, Workshop

CARDS_AT_ONCE, SIDE_BY_SIDE, LINES_AT_ONCE, LETTERS_A_LINE = 9, 3, 18, 30
"""As many as can be read from the back of the room, and as fit on a projector."""

ANSWERS = sentence("Answers")
"""The title of a step's own picture beside a measure's, where it has none."""

OTHERS = sentence("Other cards")
"""The title of those that lie on no pile, where there are piles."""


@dataclass(frozen=True)
class Picture(ABC):
    """One picture. `about` is the id of the team it is about, or "room"."""

    title: str
    about: str

    @property
    @abstractmethod
    def template(self) -> str:
        """Its light HTML form, for phones and for walls of cards."""

    @property
    @abstractmethod
    def heading(self) -> str:
        """What it belongs to: a measure's title; empty for a step, whose prompt stands above."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """What its template needs."""

    @abstractmethod
    def in_words(self) -> str:
        """Its text alternative."""


@dataclass(frozen=True)
class StepPicture(Picture):
    """What everybody answered to a step, about one target; None for a part that is withheld.

    `cards` are the words among it that are put up one by one.
    """

    question: Question
    tallies: tuple[Tally | None, ...]
    cards: tuple[Card, ...] = ()

    @property
    def template(self) -> str:
        return f"questions/{self.question.kind()}/reveal.html"

    @property
    def heading(self) -> str:
        return ""

    def values(self) -> dict[str, Any]:
        return {"question": self.question, "tallies": self.tallies, "cards": self.cards}

    def in_words(self) -> str:
        if self.question.mixes:
            return "; ".join(card.text for card in self.cards)
        told = [
            f"{label}: {self.question.in_words(tally)}" if label else self.question.in_words(tally)
            for label, tally in zip(self.question.parts(), self.tallies, strict=True)
            if tally is not None
        ]
        return ". ".join(told)


@dataclass(frozen=True)
class MeasurePicture(Picture):
    """One picture of a measure."""

    measure: Measure
    data: Mapping[str, Any]

    @property
    def template(self) -> str:
        return f"measures/{self.measure.kind()}/reveal.html"

    @property
    def heading(self) -> str:
        return self.measure.title

    def values(self) -> dict[str, Any]:
        return {"picture": self.data, "measure": self.measure}

    def in_words(self) -> str:
        return self.measure.in_words(self.data)


def pictures(
    workshop: Workshop,
    place: Place,
    releases: Mapping[str, Release],
    results: Mapping[str, Result],
) -> tuple[Picture, ...]:
    """What the reveal of a step shows: the measures that it completes, or with them its own."""
    found = list(measures_of(workshop, place, results))
    measured = tuple(
        MeasurePicture(data["title"], data["team"], measure, data)
        for measure, result in found
        for data in measure_contract.pictures(result)
    )
    if measured and any(measure.replaces for measure, _ in found):
        return measured
    own = step_pictures(workshop, place, releases)
    if not measured:
        return own
    return measured + tuple(replace(p, title=p.title or ANSWERS) for p in own)


def step_pictures(
    workshop: Workshop, place: Place, releases: Mapping[str, Release]
) -> tuple[StepPicture, ...]:
    """A step's own figures, a picture for each target."""
    release = releases.get(place.key)
    if release is None:
        return ()
    parts = range(len(place.step.question.parts()))
    return tuple(
        StepPicture(
            "" if target == ROOM else workshop.team_names[target],
            target,
            place.step.question,
            tuple(_everybody(release, target, part) for part in parts),
            tuple(card for card in release.cards if card.about == target),
        )
        for target in (ROOM, *workshop.team_names)
        if target in release.targets
    )


def notes(picture: Picture, release: Release) -> tuple[Sentence, ...]:
    """What has to be told under one picture of what it does not show.

    That teams are shown only together is told where the picture does so.
    """
    together = [note for note in release.withheld if "together" in note.values]
    if isinstance(picture, MeasurePicture):
        seen = set(_texts(picture.data))
        merged = [note for note in together if ENGLISH.listed(note.values["together"]) in seen]
        return (*picture.measure.lacks(picture.data), *merged)
    return tuple(note for note in release.withheld if note not in together)


def _texts(data: Any) -> Iterator[str]:
    """Every text in the data of a picture."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from _texts(value)


def projected(shown: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures for a projector, where not more than a few cards can be read at once."""
    return tuple(page for picture in shown for page in _pages(picture))


def _pages(picture: Picture) -> Iterator[Picture]:
    if isinstance(picture, MeasurePicture):
        data = picture.measure.pages(picture.data)
        for number, page in enumerate(data, start=1):
            yield replace(picture, title=_numbered(picture.title, number, len(data)), data=page)
    elif not isinstance(picture, StepPicture):
        yield picture
    elif len(_spread(picture.cards)) > 1:
        yield from _turned(picture)
    elif len(picture.tallies) == 1 and (tally := picture.tallies[0]) is not None:
        tallies = picture.question.pages(tally)
        for number, page in enumerate(tallies, start=1):
            title = _numbered(picture.title, number, len(tallies))
            yield replace(picture, title=title, tallies=(page,))
    else:
        yield picture


def _turned(picture: StepPicture) -> Iterator[Picture]:
    """Cards page by page, and pile by pile where there are piles."""
    for pile, cards in groupby(picture.cards, lambda card: card.pile):
        name = (pile or OTHERS) if any(card.pile for card in picture.cards) else ""
        title = ": ".join(part for part in (picture.title, name) if part)
        pages, first = _spread([replace(card, pile="") for card in cards]), 1
        for page in pages:
            last = first + len(page) - 1
            numbers = f"{first} to {last}" if last > first else str(first)
            lead = f"{title}, {numbers}" if name else f"{title} {numbers}".strip()
            alone = name and len(pages) == 1
            yield replace(picture, title=title if alone else lead, cards=tuple(page))
            first = last + 1


def _numbered(title: str, number: int, pages: int) -> str:
    return f"{title} {number} of {pages}".strip() if pages > 1 else title


def _spread(cards: Sequence[Card]) -> list[list[Card]]:
    """Cards in pages that fit on a projector."""
    pages: list[list[Card]] = []
    for card in cards:
        full = not pages or len(pages[-1]) == CARDS_AT_ONCE
        if full or _lines([*pages[-1], card]) > LINES_AT_ONCE:
            pages.append([])
        pages[-1].append(card)
    return pages


def _lines(cards: Sequence[Card]) -> int:
    """How many lines a page of cards takes: each row those of its longest card, and two around."""
    rows = [cards[first : first + SIDE_BY_SIDE] for first in range(0, len(cards), SIDE_BY_SIDE)]
    return sum(2 + max(ceil(len(card.text) / LETTERS_A_LINE) for card in row) for row in rows)


def measures_of(
    workshop: Workshop, place: Place, results: Mapping[str, Result]
) -> Iterator[tuple[Measure, Result]]:
    """The measures whose last step this is, with their results."""
    for last, measure, result in findings.measured(place.item, results):
        if last == place.step.id:
            yield measure, result


def _everybody(release: Release, target: str, part: int) -> Tally | None:
    for cell in release.cells:
        if (cell.target, cell.part, cell.group) == (target, part, EVERYBODY):
            return cell.tally
    return None
