"""The agenda of a workshop made hers: its order, its times, its breaks and every wording.

Each change is a pure function: it returns a new Workshop, or raises Invalid or NotNow with the
reason. What has begun stays as it is, for people saw it; what comes later may change at any time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workshop_kit.exercise import Exercise, adapting
from workshop_kit.exercise.agenda import is_pause, pause
from workshop_kit.exercise.typed import Wrong
from workshop_kit.question import Invalid
from workshop_kit.workshop import Item, NotNow, Place, Workshop
from workshop_kit.workshop.making import clean, item_of
from workshop_kit.workshop.moves import moved

MOST_ITEMS = 60
MOST_STEPS = 300
LONGEST_HEADING = 120
LONGEST_TEXT = 1_000
DAY = 24 * 60
MINUTES = range(DAY + 1)


def has_begun(workshop: Workshop, item: Item) -> bool:
    """Has anything of it been opened, or is the room there now?"""
    keys = {place.key for place in workshop.places if place.item.id == item.id}
    return workshop.at in keys or any(workshop.phase(key) != "ready" for key in keys)


def first_free(workshop: Workshop) -> int:
    """The first number in the agenda before which nothing has begun, counted from 0."""
    return _free(workshop, workshop.agenda)


# What is in the agenda, and in which order


def add(workshop: Workshop, exercise: Exercise, at: int) -> Workshop:
    """Put an exercise into the agenda so that it is number `at`, counted from 0.

    Where that would be before something that has begun, it comes right after that.
    """
    items = [*workshop.agenda]
    items.insert(
        max(at, _free(workshop, items)), item_of(exercise, [item.id for item in workshop.items])
    )
    _check_size(items)
    return moved(workshop, agenda=tuple(items))


def exchange(workshop: Workshop, item_id: str, exercise: Exercise) -> Workshop:
    """Put another exercise in its place, or the same one as it was before."""
    at, item = _to_come(workshop, item_id)
    others = [other.id for other in workshop.items if other.id != item_id]
    same = exercise.file == item.exercise.file
    items = [*workshop.agenda]
    items[at] = Item(item_id, exercise) if same else item_of(exercise, others)
    _check_size(items)
    return moved(workshop, agenda=tuple(items))


def add_break(workshop: Workshop, minutes: int, title: str, at: int) -> Workshop:
    """Put a break into the agenda."""
    return add(workshop, pause(_minutes(minutes), _heading(title)), at)


def copy(workshop: Workshop, item_id: str) -> Workshop:
    """Put the same exercise with the same words once more behind it."""
    at, item = _numbered(workshop, item_id)
    return add(workshop, item.exercise, at + 1)


def move(workshop: Workshop, item_id: str, to: int) -> Workshop:
    """Make it number `to` in the agenda, counted from 0; never before something that has begun."""
    at, item = _to_come(workshop, item_id)
    items = [*workshop.agenda]
    del items[at]
    items.insert(min(max(to, _free(workshop, items)), len(items)), item)
    return moved(workshop, agenda=tuple(items))


def leave_out(workshop: Workshop, item_id: str) -> Workshop:
    """Take it out of the agenda."""
    at, _ = _to_come(workshop, item_id)
    if len(workshop.agenda) == 1:
        raise Invalid("This is all there is. Add something else before you leave it out.")
    return moved(workshop, agenda=(*workshop.agenda[:at], *workshop.agenda[at + 1 :]))


def leave_step_out(workshop: Workshop, item_id: str, step_id: str) -> Workshop:
    """Take a step out of an exercise, unless another one needs it."""
    _, item = _to_come(workshop, item_id)
    _check_step(item, step_id)
    try:
        return _with(workshop, item, adapting.without(item.exercise, step_id))
    except Wrong as error:
        raise Invalid(_sentence(error)) from None


# What it says, and how long it takes


def adapt(
    workshop: Workshop,
    item_id: str,
    step_id: str | None,
    changes: Mapping[str, Any],
    saw: Mapping[str, Any] | None = None,
) -> Workshop:
    """Other words or minutes for a step, or without one for the exercise as a whole.

    With `saw`, only if that is still what stands there, so that nobody's words are lost unseen.
    """
    _, item = _to_come(workshop, item_id)
    if step_id is not None:
        _check_step(item, step_id)
    now = words(item, step_id)
    if not changes.keys() <= now.keys():
        raise Invalid("This cannot be changed here.")
    if saw is not None and any(value != now[key] for key, value in saw.items()):
        raise NotNow("Someone else has just changed this. What stands there now is theirs.")
    kept = {key: _kept(key, value) for key, value in changes.items()}
    try:
        made = _adapted(item.exercise, step_id, kept)
    except Wrong as error:
        raise Invalid(_sentence(error)) from None
    return _with(workshop, item, made)


def words(item: Item, step_id: str | None) -> dict[str, Any]:
    """All that can be changed of a step, or of the exercise as a whole, as it stands now."""
    if step_id is None:
        whole = item.exercise
        own = ("title", "minutes")
        more = () if is_pause(whole) else ("summary", "watch_out", "debrief")
        return {key: getattr(whole, key) for key in (*own, *more)}
    step = item.exercise.step(step_id)
    own_words = {key: getattr(step, key) for key in ("prompt", "say", "minutes")}
    return own_words | {key: getattr(step.question, key) for key in step.question.wording}


def _adapted(exercise: Exercise, step_id: str | None, changes: Mapping[str, Any]) -> Exercise:
    if step_id is not None:
        return adapting.adapted(exercise, {}, {step_id: changes})
    if not is_pause(exercise):
        return adapting.adapted(exercise, changes, {})
    shown = {"prompt": changes.get("title", exercise.title)}  # its title and clock are its own
    clock = {"minutes": changes.get("minutes", exercise.minutes)}
    return adapting.adapted(exercise, changes, {exercise.steps[0].id: shown | clock})


# When


def schedule(workshop: Workshop, starts: str, time: int) -> Workshop:
    """When it starts, as HH:MM, and how many minutes there are; "" and 0 for not said."""
    if starts and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", starts):
        raise Invalid("Please write the start as hours and minutes, such as 09:30.")
    if not 0 <= time <= DAY:
        raise Invalid(f"The time you have is up to {DAY} minutes.")
    return moved(workshop, starts=starts, time=time)


@dataclass(frozen=True)
class Planned:
    """An item with its planned times of day; "" where no start was said."""

    item: Item
    starts: str
    ends: str


@dataclass(frozen=True)
class Plan:
    """When everything comes, how long all of it takes, and how much of her time that leaves.

    `spare` is below 0 where it takes too long; None where she has not said what time she has.
    """

    items: tuple[Planned, ...]
    minutes: int
    spare: int | None


def plan(workshop: Workshop) -> Plan:
    """The agenda by the clock."""
    hours, _, minutes = workshop.starts.partition(":")
    first = int(hours) * 60 + int(minutes) if workshop.starts else None
    total, items = 0, []
    for item in workshop.agenda:
        ends = total + item.exercise.minutes
        items.append(Planned(item, _clock(first, total), _clock(first, ends)))
        total = ends
    return Plan(tuple(items), total, workshop.time - total if workshop.time else None)


def _clock(first: int | None, minutes: int) -> str:
    if first is None:
        return ""
    return f"{(first + minutes) // 60 % 24:02d}:{(first + minutes) % 60:02d}"


# Checks


def _free(workshop: Workshop, items: Sequence[Item]) -> int:
    begun = [n for n, item in enumerate(items, start=1) if has_begun(workshop, item)]
    return max(begun, default=0)


def _check_size(items: Sequence[Item]) -> None:
    if len(items) > MOST_ITEMS:
        raise Invalid(f"An agenda holds up to {MOST_ITEMS} exercises and breaks.")
    if sum(len(item.exercise.steps) for item in items) > MOST_STEPS:
        raise Invalid(f"With this, the agenda would have more than {MOST_STEPS} steps.")


def _numbered(workshop: Workshop, item_id: str) -> tuple[int, Item]:
    for at, item in enumerate(workshop.agenda):
        if item.id == item_id:
            return at, item
    raise Invalid("This is not in the agenda any more.")


def _to_come(workshop: Workshop, item_id: str) -> tuple[int, Item]:
    at, item = _numbered(workshop, item_id)
    if has_begun(workshop, item):
        raise NotNow(f"“{item.exercise.title}” has begun, so it stays as the room knows it.")
    return at, item


def _check_step(item: Item, step_id: str) -> None:
    if step_id not in [step.id for step in item.exercise.steps]:
        raise Invalid("This step is not in the exercise any more.")


def _with(workshop: Workshop, item: Item, made: Exercise) -> Workshop:
    agenda = (Item(i.id, made) if i.id == item.id else i for i in workshop.agenda)
    return moved(workshop, agenda=tuple(agenda))


def _kept(key: str, value: Any) -> Any:
    """A value as it is kept: texts on one line, of a length that fits."""
    if key == "minutes":
        return _minutes(value)
    if key == "title":
        return _heading(value)
    if isinstance(value, str):
        return _text(value)
    return tuple(_text(text) for text in value)


def _text(text: str) -> str:
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"This has {len(text)} characters; there is room for {LONGEST_TEXT}.")
    return text


def _heading(title: str) -> str:
    title = clean(title)
    if not title:
        raise Invalid("Please give it a title.")
    if len(title) > LONGEST_HEADING:
        raise Invalid(
            f"The title has {len(title)} characters; there is room for {LONGEST_HEADING}."
        )
    return title


def _minutes(minutes: int) -> int:
    if minutes not in MINUTES:
        raise Invalid(f"Minutes are from {MINUTES[0]} to {MINUTES[-1]}.")
    return minutes


def _sentence(error: Wrong) -> str:
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."


# While it runs


def after_here(workshop: Workshop) -> int:
    """The place in the agenda right behind what is going on now, counted from 0."""
    if workshop.place is None:
        return len(workshop.agenda) if workshop.ended else first_free(workshop)
    return 1 + workshop.agenda.index(workshop.place.item)


def step_alone(place: Place) -> Exercise | None:
    """An exercise of only this step, to do it once more; None where it needs others."""
    step = place.step
    if step.uses or getattr(step.question, "like", ""):
        return None
    return replace(place.item.exercise, steps=(step,), readings=(), minutes=max(1, step.minutes))
