"""What a reveal shows: its pictures in order, one message each, from what was disclosed."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import Any

from workshop_kit import aloud, findings
from workshop_kit import measure as measure_contract
from workshop_kit.finding import Finding
from workshop_kit.measure import Measure, Result, filled
from workshop_kit.question import Question
from workshop_kit.release import EVERYBODY, ROOM, Card, Release, Tally
from workshop_kit.sentence import ENGLISH, Sentence, counted, sentence
from workshop_kit.workshop import Place, Workshop

CARDS_AT_ONCE, SIDE_BY_SIDE, LINES_AT_ONCE, LETTERS_A_LINE = 12, 3, 18, 30
"""As many as can be read from the back of the room, and as fit on a projector."""

AROUND, LABEL = 1.4, 0.7
"""What a row takes around its words, and for the name under them, in lines."""

SCALES = (2.0, 1.85, 1.7, 1.55, 1.4, 1.25, 1.1, 1.0)
"""How much larger the letters of few cards may be."""

WRAPPED = 1.15
"""Whole words leave the end of a line empty: so much less is on it, at the worst."""

MORE_PAGES = 1.5
"""Up to so many times the pages are worth it where each page then is of one team."""

ANSWERS = sentence("Answers")
"""The title of a step's own picture beside a measure's, where it has none."""

FOUND = sentence("What we found")
"""The title of the findings, which come after the pictures that they are about."""

FOUND_A_LINE, FEW_LINES = 52, 8
"""Letters of a finding that fit beside its figure when it is large, and so many lines may be so."""

SMALL_A_LINE, MOST_LINES = 64, 16
"""The same for smaller letters, with a line between two findings: more go on another page."""

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
            aloud.of(label, self.question.in_words(tally))
            for label, tally in zip(self.question.parts(), self.tallies, strict=True)
            if tally is not None
        ]
        return aloud.row(told, ". ")


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


@dataclass(frozen=True)
class FindingsPicture(Picture):
    """What a reveal says in words, after its pictures: each finding with a question about it."""

    found: tuple[Finding, ...]

    @property
    def template(self) -> str:
        return "phone/templates/findings.html"

    @property
    def heading(self) -> str:
        return self.title

    def values(self) -> dict[str, Any]:
        lines = sum(_lines_of(finding, FOUND_A_LINE) for finding in self.found)
        return {"found": self.found, "few": lines <= FEW_LINES}

    def in_words(self) -> str:
        return " ".join(finding.said for finding in self.found)


def pictures(
    workshop: Workshop,
    place: Place,
    releases: Mapping[str, Release],
    results: Mapping[str, Result],
) -> tuple[Picture, ...]:
    """What the reveal of a step shows: the measures that it completes, or with them its own."""
    found = list(measures_of(workshop, place, results))
    measured = tuple(
        MeasurePicture(_title(data), data["team"], measure, data)
        for measure, result in found
        for data in measure_contract.pictures(result)
    )
    own = step_pictures(workshop, place, releases)
    if not measured:
        return own
    said = FindingsPicture(FOUND, ROOM, _asked_once(findings.of_place(place, releases, results)))
    if any(measure.replaces for measure, _ in found):
        return (*measured, said)
    return (*measured, *(replace(p, title=p.title or ANSWERS) for p in own), said)


def _asked_once(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings one below the other: a question that two of them lead to stands there once."""
    asked = [str(finding.ask) for finding in found]
    return tuple(
        replace(finding, ask=None) if ask in asked[:number] else finding
        for number, (finding, ask) in enumerate(zip(found, asked, strict=True))
    )


def _title(data: Mapping[str, Any]) -> str:
    """A measure's title for a picture: its own words where it is about the room, else a team."""
    title: str = data["title"]
    return Sentence(title, {}) if title and data["team"] == ROOM else title


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


def pinned(workshop: Workshop, place: Place, release: Release) -> tuple[str, ...]:
    """The quotes of a step that are kept for the debrief, out of what the room may see."""
    kept = workshop.pinned.get(place.key, ())
    shown = {
        text
        for cell in release.cells
        if cell.group == EVERYBODY
        for text in place.step.question.own_words(cell.tally)
    }
    return tuple(text for text in kept if text in shown)


def notes(picture: Picture, release: Release) -> tuple[Sentence, ...]:
    """What has to be told under one picture of what it does not show.

    That teams are shown only together is told where the picture does so.
    """
    if isinstance(picture, FindingsPicture):
        return ()
    together = [note for note in release.withheld if "together" in note.values]
    if isinstance(picture, MeasurePicture):
        seen = set(_texts(picture.data))
        merged = [note for note in together if ENGLISH.listed(note.values["together"]) in seen]
        return (*picture.measure.lacks(picture.data), *merged)
    return tuple(note for note in release.withheld if note not in together)


def told_below(
    picture: Picture, place: Place, releases: Mapping[str, Release]
) -> Sequence[Sentence]:
    """What the projector tells under a picture: what it does not show; or else what a step's own
    picture says, and how many answered."""
    release = releases[place.key]
    if found := notes(picture, release):
        return found
    if place.step.by == "team":
        answered = counted("{n} team answered.", "{n} teams answered.", n=release.answered)
    else:
        answered = counted("{n} person answered.", "{n} people answered.", n=release.answered)
    return (answered, *step_says(picture, place, releases))


def step_says(
    picture: Picture, place: Place, releases: Mapping[str, Release]
) -> tuple[Sentence, ...]:
    """The strongest finding under a step's own picture of the whole room, where there is one."""
    if not isinstance(picture, StepPicture) or picture.about != ROOM:
        return ()
    return tuple(f.said for f in findings.of_step(place, releases)[:1] if f.size)


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
    elif isinstance(picture, FindingsPicture):
        parted = filled(picture.found, lambda f: 1 + _lines_of(f, SMALL_A_LINE), MOST_LINES) or [[]]
        for number, found in enumerate(parted, start=1):
            title = _numbered(picture.title, number, len(parted))
            yield replace(picture, title=title, found=tuple(found))
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


def fit(cards: Sequence[Card]) -> tuple[int, float]:
    """In how many columns a page of cards fills the projector best, and how much larger its
    letters may be: from 1 to `SIDE_BY_SIDE`, and one of `SCALES`."""
    for scale in SCALES:
        for columns in range(1, SIDE_BY_SIDE + 1):
            if scale * _lines(cards, columns, WRAPPED * scale) <= LINES_AT_ONCE:
                return columns, scale
    return SIDE_BY_SIDE, SCALES[-1]


def _turned(picture: StepPicture) -> Iterator[Picture]:
    """Cards page by page; pile by pile where there are piles, or else team by team."""
    for name, cards in _sorted(picture.cards):
        title = _both("{title}: {name}", picture.title, name)
        pages, first = _spread(cards), 1
        for page in pages:
            last = first + len(page) - 1
            numbers = f"{first}–{last}" if last > first else str(first)
            lead = _both("{title}, {name}" if name else "{title} {name}", title, numbers)
            alone = name and len(pages) == 1
            yield replace(picture, title=title if alone else lead, cards=tuple(page))
            first = last + 1


def _sorted(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Cards under the name of their pile or of their team, which then stands on none of them."""
    if any(card.pile for card in cards):
        return [
            (pile or OTHERS, [replace(card, pile="") for card in there])
            for pile, there in groupby(cards, lambda card: card.pile)
        ]
    teams: dict[str, list[Card]] = {}
    for card in cards:
        teams.setdefault(card.by, []).append(replace(card, by=""))
    named = len(teams) == len({card.team for card in cards}) and all(card.team for card in cards)
    pages = sum(len(_spread(there)) for there in teams.values())
    if named and pages <= MORE_PAGES * len(_spread(cards)):
        return list(teams.items())
    return [("", list(cards))]


def _lines_of(finding: Finding, letters: int) -> int:
    """How many lines a finding and its question take, of so many letters each."""
    return sum(ceil(len(str(said)) / letters) for said in (finding.said, finding.ask) if said)


def _numbered(title: str, number: int, pages: int) -> str:
    return _both("{title} {name}", title, f"{number}/{pages}") if pages > 1 else title


def _both(template: str, title: str, name: str) -> str:
    """A title and what follows it, each still in its reader's language; the one that there is."""
    both = title and name
    return Sentence(template, {"title": title, "name": name}) if both else title or name


def _spread(cards: Sequence[Card]) -> list[list[Card]]:
    """Cards in pages that fit on a projector."""
    pages: list[list[Card]] = []
    for card in cards:
        full = not pages or len(pages[-1]) == CARDS_AT_ONCE
        if full or _lines([*pages[-1], card]) > LINES_AT_ONCE:
            pages.append([])
        pages[-1].append(card)
    return pages


def _lines(cards: Sequence[Card], columns: int = SIDE_BY_SIDE, scale: float = 1.0) -> float:
    """How many lines a page of cards takes: each row as many as its longest card."""
    letters = LETTERS_A_LINE * SIDE_BY_SIDE / columns / scale
    around = AROUND + (LABEL if any(card.by for card in cards) else 0)
    rows = [cards[first : first + columns] for first in range(0, len(cards), columns)]
    return sum(around + max(ceil(len(card.text) / letters) for card in row) for row in rows)


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
