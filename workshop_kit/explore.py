"""Looking closer at what was revealed: at one team, or beside another workshop.

It reads releases as they were handed out, so nothing can be seen here that was not released.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_kit.release import ROOM, Card, Cell, Release
from workshop_kit.reveal import StepPicture
from workshop_kit.workshop import Place, Workshop


@dataclass(frozen=True)
class OfTeam:
    """What a team said to a step; `whose` names all whose answers are in it, "" where it is not
    shown, and `answered` how many of them answered, at most, one part."""

    whose: str = ""
    answered: int = 0
    pictures: tuple[StepPicture, ...] = ()


def teams(workshop: Workshop, releases: Mapping[str, Release]) -> list[str]:
    """The ids of teams that can be looked at, alone or with those with whom they are shown."""
    seen = {
        team
        for release in releases.values()
        for cell in release.cells
        if not cell.group.person
        for team in cell.group.teams
    }
    return [team for team in workshop.team_names if team in seen]


def of_team(workshop: Workshop, place: Place, release: Release, team: str) -> OfTeam:
    """What a team said, or the teams with which it is shown."""
    cells = [c for c in release.cells if team in c.group.teams and not c.group.person]
    if not cells:
        return OfTeam()
    whose = dict.fromkeys(cell.group.label for cell in cells)
    return OfTeam(
        "; ".join(whose),
        max(cell.answered for cell in cells),
        tuple(
            _picture(workshop, place, target, [c for c in cells if c.target == target])
            for target in (ROOM, *workshop.team_names)
            if any(cell.target == target for cell in cells)
        ),
    )


def _picture(workshop: Workshop, place: Place, target: str, cells: Sequence[Cell]) -> StepPicture:
    question = place.step.question
    tallies = {cell.part: cell.tally for cell in cells}
    return StepPicture(
        workshop.team_names.get(target, ""),
        target,
        question,
        tuple(tallies.get(part) for part in range(len(question.parts()))),
        tuple(
            Card("", quote.text, "", quote.about or target, part=part)
            for part, tally in tallies.items()
            for quote in question.cards(tally)
        ),
    )


def alike(workshop: Workshop, others: Sequence[Workshop]) -> list[Workshop]:
    """The workshops of which something was revealed that was revealed here too, in their order."""
    return [
        other
        for other in others
        if other.code != workshop.code
        and any(counterpart(workshop, place, other) for place in workshop.revealed())
    ]


def counterpart(workshop: Workshop, place: Place, other: Workshop) -> Place | None:
    """The same step in another workshop, where it was revealed there: its first play with the
    first, its second with the second."""
    here, there = _plays(workshop, place), _plays(other, place)
    number = [play.key for play in here].index(place.key)
    found = there[number] if number < len(there) else None
    return found if found and other.phase(found.key) == "revealed" else None


def _plays(workshop: Workshop, place: Place) -> list[Place]:
    step = place.step
    return [
        play
        for play in workshop.places
        if (play.item.exercise.file, play.step.id, play.step.ask)
        == (place.item.exercise.file, step.id, step.ask)
        and len(play.step.question.parts()) == len(step.question.parts())
    ]
