"""What of a workshop's figures may go into a file: the one place that decides it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from workshop_kit.exercise import Step
from workshop_kit.figures import Figures
from workshop_kit.release import ROOM, Cell, Group, Release
from workshop_kit.report.tongue import Tongue
from workshop_kit.workshop import Item, Place, Workshop

NOT_YET = "Not revealed yet"
PRIVATE = "Only the person it is about reads these answers"
NEVER = "Not shown to anyone"
TALK = "A talk: nothing to answer"


class Shown(NamedTuple):
    """A step whose answers the room may read, with what was released of them."""

    place: Place
    release: Release


def shown(figures: Figures) -> list[Shown]:
    """Every revealed step of the workshop, in its order. Answers about people are never in it."""
    known = {ROOM, *figures.workshop.team_names}
    return [
        Shown(place, replace(release, cells=tuple(c for c in release.cells if c.target in known)))
        for place in figures.workshop.places
        if not hushed(place.step)
        and (release := figures.releases.get(place.key)) is not None
        and not _still_guessed(figures, place)
    ]


def _still_guessed(figures: Figures, place: Place) -> bool:
    """Are its texts mixed for a later step, which is not revealed yet? A file would tell which of
    them was meant."""
    return place.step.question.mixes and any(
        other.item == place.item
        and other.step.uses == place.step.id
        and other.key not in figures.releases
        for other in figures.workshop.places
    )


def finest(workshop: Workshop, release: Release) -> list[Cell]:
    """The cells of the smallest groups that may be shown; teams in order, people by name."""
    order = [ROOM, *workshop.team_names]
    return sorted(
        release.finest(),
        key=lambda c: (order.index(c.target), c.part, person_of(c.group).casefold()),
    )


def hushed(step: Step) -> str:
    """Why a step's answers will never be shown to the room; empty where they may be."""
    if not step.question.asks:
        return TALK
    return {"private": PRIVATE, "never": NEVER}.get(step.reveal, "")


def about(workshop: Workshop, target: str) -> str:
    """The name of what was answered about; empty for the room as such."""
    return workshop.team_names.get(target, "")


def title_of(workshop: Workshop, item: Item, say: Tongue) -> str:
    """What an exercise is called in the files: in a pulse with the pulse's number."""
    for number, pulse in enumerate(workshop.pulses, start=1):
        if item in pulse.items:
            return say("Pulse {number}: {title}", number=number, title=item.exercise.title)
    return item.exercise.title


def prompt(step: Step, say: Tongue) -> str:
    """The step's question in full, a word in brackets for whom it is about."""
    return step.prompt_about(say("[colleague]") if step.about == "colleague" else say("[team]"))


def label_of(workshop: Workshop, group: Group, say: Tongue) -> str:
    """Whose answers a group holds, in the file's language."""
    if group.person is not None:
        return group.label
    names = [workshop.team_names.get(team, "") for team in group.teams]
    return say.words.listed(names) if names else say("Everybody")


def team_of(workshop: Workshop, group: Group, say: Tongue) -> str:
    """Whose answers, without the person."""
    if group.person is None:
        return label_of(workshop, group, say)
    return ", ".join(workshop.team_names.get(team, "") for team in group.teams)


def person_of(group: Group) -> str:
    """Who answered, where the room may know it."""
    return group.label if group.person is not None else ""


def whose(workshop: Workshop, group: Group, say: Tongue) -> str:
    """Whose answers, with the person's name where the room may know it."""
    parts = (person_of(group), team_of(workshop, group, say))
    return ", ".join(part for part in parts if part)


def quotes(step: Step, cell: Cell) -> Iterator[str]:
    """The texts of a cell that its counts don't hold already."""
    counted = dict(step.question.counts(cell.tally))
    for row in step.question.rows(cell.tally):
        if row.text is None:
            continue
        if counted.get(row.text, 0) > 0:
            counted[row.text] -= 1
        else:
            yield row.text
