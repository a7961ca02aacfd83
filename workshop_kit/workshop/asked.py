"""Who is asked what in a step, and what of it is handed out."""

from collections.abc import Sequence

from workshop_kit.exercise import Step
from workshop_kit.release import ROOM
from workshop_kit.sentence import listed
from workshop_kit.workshop import Participant, Place, Target, Workshop


def worded(step: Step) -> bool:
    """Do answers come in people's own words, which are revealed to all at one time?"""
    return step.question.quotes and step.reveal == "together"


def revealable(step: Step) -> bool:
    """Does this step have something to hand out, to the room or to single people?"""
    return step.question.asks and step.reveal != "never"


def has_own_reveal(workshop: Workshop, place: Place) -> bool:
    """Is this the step whose reveal shows it, and is there something to show?"""
    return revealable(place.step) and workshop.shown_with(place).key == place.key


def measure_key(item: str, number: int) -> str:
    """The name of an exercise's measure in the whole workshop, counted from 0."""
    return f"{item}#{number}"


def targets(
    workshop: Workshop, step: Step, me: Participant, people: Sequence[Participant] = ()
) -> tuple[Target, ...]:
    """What this participant is asked about; `people` are those who chose her, or met her.

    What is not private is asked once about all partners, so that no answer is tied to a person.
    Another team is the next one for all of a team, so that each is looked at by enough people.
    """
    if step.about == "own_team":
        return (Target(me.team, workshop.team_names[me.team]),)
    if step.about == "other_teams":
        return tuple(Target(t.id, t.name) for t in workshop.teams if t.id != me.team)
    if step.about == "another_team":
        ids = list(workshop.team_names)
        following = ids[(ids.index(me.team) + 1) % len(ids)]
        return (Target(following, workshop.team_names[following]),)
    in_order = sorted(people, key=lambda p: p.name.casefold())
    if step.about == "partner" and step.reveal != "private":
        return (Target(ROOM, listed([p.name for p in in_order])),) if people else ()
    if step.about in ("colleague", "partner"):
        return tuple(
            Target(p.id, f"{p.name}, {workshop.team_names[p.team]}", p.name) for p in in_order
        )
    return (Target(ROOM, ""),)


def roles(workshop: Workshop, place: Place, group: Sequence[str]) -> dict[str, str]:
    """Who does what in a group: the first roles first, and each the next one in every later step.

    More people than roles share some; where there are fewer, the last roles are left out.
    """
    names: tuple[str, ...] = getattr(place.step.question, "roles", ())[: len(group)]
    meeting = workshop.meeting(place)
    if not names or meeting is None:
        return {}
    meetings = [(other.key, workshop.meeting(other)) for other in workshop.places]
    turn = [key for key, own in meetings if own and own.key == meeting.key].index(place.key)
    return {person: names[(i + turn) % len(names)] for i, person in enumerate(group)}
