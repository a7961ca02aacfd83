"""Where the workshop is in time: what was planned, beside what really happened."""

from dataclasses import dataclass
from datetime import UTC, datetime

from workshop_kit.workshop import Workshop

FAR = 3 * 60
"""Minutes away from the planned start from which on that plan was for another day."""


@dataclass(frozen=True)
class Timing:
    """Whole minutes: spent on the current exercise, planned for it, and behind the plan by now.

    Below 0 it is ahead. `ends` is the time of day, as HH:MM, when all will be over at this pace.
    """

    spent: int
    planned: int
    behind: int
    ends: str


def timing(workshop: Workshop, now: float) -> Timing | None:
    """How the workshop is in time; None where it has not begun, or has ended."""
    place = workshop.place
    if place is None or place.item.id not in workshop.entered:
        return None
    numbers = {item.id: number for number, item in enumerate(workshop.agenda)}
    here = numbers[place.item.id]
    before = sum(item.exercise.minutes for item in workshop.agenda[:here])
    after = sum(item.exercise.minutes for item in workshop.agenda[here + 1 :])
    planned = place.item.exercise.minutes
    spent = (now - workshop.entered[place.item.id]) / 60
    late = (workshop.entered[place.item.id] - _start(workshop)) / 60 - before
    over = max(0.0, spent - planned)
    left = max(0.0, planned - spent) + after
    return Timing(int(spent), planned, round(late + over), f"{_here(now + 60 * left):%H:%M}")


def _start(workshop: Workshop) -> float:
    """When it was to start: as she planned it for today, or else when it did."""
    began = min(workshop.entered.values())
    if not workshop.starts:
        return began
    hours, minutes = map(int, workshop.starts.split(":"))
    meant = _here(began).replace(hour=hours, minute=minutes, second=0)
    return meant.timestamp() if abs(began - meant.timestamp()) < 60 * FAR else began


def _here(seconds: float) -> datetime:
    """The time of day where she is."""
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def in_words(told: Timing) -> str:
    """Behind, ahead or on time."""
    if told.behind > 0:
        return f"{told.behind} min behind"
    return f"{-told.behind} min ahead" if told.behind < 0 else "on time"
