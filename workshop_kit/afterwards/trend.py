"""A trend: the same scale each time that it was asked, in the room and in the pulses.

Each point is the mean of all who answered that time, as it was released then: these need not be
the same people. How surely the same people have moved is said by the measure `change`, from one
time to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from workshop_kit.release import ROOM, Release, average
from workshop_kit.sentence import ENGLISH
from workshop_kit.workshop import Place, Workshop

NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Time:
    """One time that it was asked: when, and how many answered and were compared with before."""

    label: str
    day: date
    answered: int


@dataclass(frozen=True)
class Line:
    """One item over the times: its means, None where one may not be shown, and how they are told:
    one that is next to the end of the scale only as a bound."""

    item: str
    means: tuple[float | None, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Trend:
    """A step that was asked at least twice; `points` is the high end of its scale."""

    title: str
    prompt: str
    points: int
    times: tuple[Time, ...]
    lines: tuple[Line, ...]


def trends(workshop: Workshop, releases: Mapping[str, Release]) -> tuple[Trend, ...]:
    """Every scale that was asked of each person alone more than once, and has been revealed."""
    played: dict[tuple[object, ...], list[Place]] = {}
    for place in workshop.revealed():
        step = place.step
        if step.ask == "scale" and step.about in ("nothing", "self") and place.key in releases:
            same = (place.item.exercise.file, step.id, tuple(step.question.parts()))
            played.setdefault(same, []).append(place)
    return tuple(
        _trend(workshop, places, releases) for places in played.values() if len(places) > 1
    )


def in_words(trend: Trend) -> str:
    """The trend as a text: each item with its means, and when they were."""
    times = ", ".join(f"{time.label} ({time.answered} answered)" for time in trend.times)
    lines = " ".join(f"{line.item or 'All'}: {', '.join(line.told)}." for line in trend.lines)
    return f"{times}. {lines}"


def from_to(line: Line) -> str:
    """One line in a few words: from where to where."""
    known = [told for told, mean in zip(line.told, line.means, strict=True) if mean is not None]
    return f"{known[0]} → {known[-1]}" if len(known) > 1 else "too few answered to say"


def _trend(workshop: Workshop, places: Sequence[Place], releases: Mapping[str, Release]) -> Trend:
    first, parts = places[0], places[0].step.question.parts()
    lines = []
    for part, item in enumerate(parts):
        cells = [releases[place.key].cell(ROOM, part) for place in places]
        means = tuple(cell.tally["mean"] if cell else None for cell in cells)
        told = tuple(ENGLISH.number(average(cell.tally)) if cell else NOT_SHOWN for cell in cells)
        lines.append(Line(item, means, told))
    return Trend(
        first.item.exercise.title,
        first.step.prompt_about(),
        getattr(first.step.question, "points", 5),
        tuple(_time(workshop, place, releases[place.key]) for place in places),
        tuple(lines),
    )


def _time(workshop: Workshop, place: Place, release: Release) -> Time:
    if not place.pulse:
        day = _day(workshop.entered.get(place.item.id, 0))
        return Time("in the room", day, release.answered)
    pulse = next(pulse for pulse in workshop.pulses if pulse.id == place.pulse)
    return Time(f"pulse {pulse.id[1:]}", _day(pulse.closes), release.answered)


def _day(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone().date()
