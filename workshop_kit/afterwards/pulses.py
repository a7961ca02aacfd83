"""Pulses: what is asked again by a link, weeks after the workshop, as rules.

Each phone goes through a pulse by itself. It opens and closes by the clock; when it closes, all of
it is revealed at once. Each change is a pure function: it returns a new Workshop, or raises NotNow
or Invalid with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from workshop_kit.exercise import Exercise, Step
from workshop_kit.question import Invalid
from workshop_kit.workshop import Item, NotNow, Place, Pulse, Workshop
from workshop_kit.workshop.making import item_of
from workshop_kit.workshop.moves import noticed, phased

DAY = 24 * 3600
LONGEST_DAYS = 60
USUAL_DAYS = 7
MOST = 24
"""So many pulses a workshop has at most: two years, one each month."""

ABOUT = ("nothing", "self", "own_team", "other_teams", "another_team")

Standing = Literal["coming", "open", "closed"]


def suits(exercise: Exercise) -> bool:
    """Can it be asked by a link: answers without a name, to questions for one alone?

    A talk about what was shown is left out there, unless a measure needs it.
    """
    asked = alone(exercise).steps
    read = {step for r in exercise.readings for step in r.measure.steps().values()}
    if any(step.question.meets for step in exercise.steps):
        return False
    return bool(asked) and all(map(_alone, asked)) and read <= {step.id for step in asked}


def alone(exercise: Exercise) -> Exercise:
    """The exercise without its talks."""
    return replace(exercise, steps=tuple(step for step in exercise.steps if step.question.asks))


def _alone(step: Step) -> bool:
    return (
        step.by == "person"
        and step.names != "shown"
        and step.reveal == "together"
        and step.about in ABOUT
        and not step.uses
        and not step.question.chooses
    )


def offered(
    workshop: Workshop, usual: Sequence[Exercise], library: Mapping[str, Exercise]
) -> dict[str, Exercise]:
    """What can be asked, by the name of its file: first what usually is, then what the room was
    asked, then the others; each with the words that the room has seen, in the room's language."""
    language = workshop.agenda[0].exercise.language
    asked = {item.exercise.file: item.exercise for item in workshop.agenda}
    every = {e.file: e for e in (*usual, *asked.values(), *library.values())}
    chosen = {file: asked.get(file, e.spoken(language)) for file, e in every.items()}
    return {file: exercise for file, exercise in chosen.items() if suits(exercise)}


def standing(pulse: Pulse, now: float) -> Standing:
    """Where a pulse stands, by the clock."""
    if now < pulse.opens:
        return "coming"
    return "open" if now < pulse.closes else "closed"


def current(workshop: Workshop, now: float) -> Pulse | None:
    """The pulse that its link leads to: the last that has opened, or else the first to come."""
    begun = [pulse for pulse in workshop.pulses if pulse.opens <= now]
    return begun[-1] if begun else next(iter(workshop.pulses), None)


def find(workshop: Workshop, id_: str) -> Pulse:
    """The pulse of that id. Raises NotNow where there is none."""
    for pulse in workshop.pulses:
        if pulse.id == id_:
            return pulse
    raise NotNow("This pulse is not there any more.")


def places(workshop: Workshop, pulse: Pulse) -> tuple[Place, ...]:
    """The steps of a pulse in order."""
    return tuple(place for place in workshop.places if place.pulse == pulse.id)


def add(
    workshop: Workshop, exercises: Sequence[Exercise], opens: float, days: int, now: float
) -> Workshop:
    """One more pulse, after those that there are."""
    if not workshop.ended:
        raise NotNow("A pulse comes after the workshop. Lead it to its end first.")
    if not exercises:
        raise Invalid("Please choose what is asked.")
    if not all(map(suits, exercises)):
        raise Invalid("A pulse can only ask what everybody answers alone, without a name.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"A pulse is open from 1 to {LONGEST_DAYS} days.")
    if len(workshop.pulses) >= MOST:
        raise Invalid(f"A workshop has up to {MOST} pulses.")
    opens = max(opens, now)
    if workshop.pulses and opens < workshop.pulses[-1].closes:
        raise NotNow("The pulse before this one closes later. One can open when it has closed.")
    there = [item.id for item in workshop.items]
    items: list[Item] = []
    for exercise in map(alone, exercises):
        items.append(item_of(exercise, [*there, *(item.id for item in items)]))
    number = 1 + max((int(pulse.id[1:]) for pulse in workshop.pulses), default=0)
    pulse = Pulse(f"p{number}", tuple(items), opens, opens + days * DAY)
    return noticed(workshop, pulses=(*workshop.pulses, pulse))


def prolong(workshop: Workshop, id_: str, days: int, now: float) -> Workshop:
    """Keep a pulse open for some days more."""
    pulse = find(workshop, id_)
    if standing(pulse, now) == "closed":
        raise NotNow("This pulse has closed, and what was shown stays as it is.")
    if pulse != workshop.pulses[-1]:
        raise NotNow("Another pulse comes after this one.")
    closes = pulse.closes + days * DAY
    if closes - pulse.opens > LONGEST_DAYS * DAY:
        raise Invalid(f"A pulse is open for at most {LONGEST_DAYS} days.")
    return _with(workshop, replace(pulse, closes=closes))


def end(workshop: Workshop, id_: str, now: float) -> Workshop:
    """Close a pulse now, and show what it says."""
    pulse = find(workshop, id_)
    if standing(pulse, now) != "open":
        raise NotNow("This pulse is not open.")
    return due(_with(workshop, replace(pulse, closes=now)), now)


def remove(workshop: Workshop, id_: str) -> Workshop:
    """Take a pulse away that has not opened, so that nobody has answered it."""
    pulse = find(workshop, id_)
    if any(workshop.phase(place.key) != "ready" for place in places(workshop, pulse)):
        raise NotNow("This pulse has opened: people may have answered.")
    return noticed(workshop, pulses=tuple(p for p in workshop.pulses if p != pulse))


def due(workshop: Workshop, now: float) -> Workshop:
    """The workshop with its pulses as they stand by the clock; the same where nothing is due.

    A pulse that has passed while the kit did not run was never asked, and stays so.
    """
    after = workshop
    for pulse in workshop.pulses:
        stands = standing(pulse, now)
        for place in places(workshop, pulse):
            phase = after.phase(place.key)
            if stands == "open" and phase == "ready":
                after = phased(after, place.key, "open")
            elif stands == "closed" and phase not in ("ready", "revealed"):
                after = phased(after, place.key, "revealed")
    return workshop if after is workshop else noticed(after)


def _with(workshop: Workshop, changed: Pulse) -> Workshop:
    pulses = tuple(changed if p.id == changed.id else p for p in workshop.pulses)
    return noticed(workshop, pulses=pulses)
