"""What a reveal fixes, and what may be handed out of it."""

from collections.abc import Mapping

from workshop_kit import disclosure
from workshop_kit import workshop as moves
from workshop_kit.disclosure import Plays, Response
from workshop_kit.measure import Part, Result, Room
from workshop_kit.question import Answer
from workshop_kit.release import AGAIN, Release
from workshop_kit.store import Records
from workshop_kit.workshop import (
    Participant,
    Place,
    Workshop,
)


def shown(records: Records, workshop: Workshop) -> tuple[dict[str, Release], dict[str, Result]]:
    """What was released and what measures said, as it may be handed out: there is no other way."""
    return records.once(("shown", workshop.code), lambda: _moderated(records, workshop))


def _moderated(
    records: Records, workshop: Workshop
) -> tuple[dict[str, Release], dict[str, Result]]:
    released, results = records.releases(workshop.code), records.results(workshop.code)
    return (
        disclosure.moderated(workshop, released),
        disclosure.moderated_results(workshop, released, results),
    )


def release_of(records: Records, workshop: Workshop, place: Place) -> Release:
    """What readers may learn from a step, as its answers are now."""
    found = records.responses(workshop.code, place.key)
    people: dict[str, Participant] = {}
    if place.step.names == "shown":
        people = records.people(workshop.code)
    return disclosure.release(
        place.key,
        place.step,
        [
            Response(target, team, answer, people.get(who), who)
            for who, target, team, answer in found
        ],
        len({who for who, _, _, _ in found}),
        workshop.team_names,
        workshop.minimum,
        _plays(records, workshop, place, {who: a for who, to, _, a in found if to == AGAIN}),
        together=workshop.together,
    )


def _plays(
    records: Records, workshop: Workshop, place: Place, marks: Mapping[str, Answer]
) -> Plays:
    """What was released of the same step before; `marks` is what phones told of those times."""
    plays, earlier = workshop.plays(place), workshop.before(place)
    if not plays:
        return Plays()
    released = records.releases(workshop.code)
    return Plays(
        [released[play.key] for play in plays if play.key in released],
        {who: dict(them) for who, them in marks.items()},
        released.get(earlier.key) if earlier else None,
    )


def keep_results(records: Records, workshop: Workshop) -> None:
    """Compute each measure as soon as all that it reads has been revealed, once."""
    fixed = records.releases(workshop.code)
    released = {place.key: fixed[place.key] for place in workshop.revealed() if place.key in fixed}
    there = records.results(workshop.code)
    people = {p.id: p.team for p in records.participants(workshop.code)}
    for item in workshop.items:
        for number, reading in enumerate(item.exercise.readings):
            key = moves.measure_key(item.id, number)
            steps = reading.measure.steps()
            if key in there or not all(f"{item.id}/{step}" in released for step in steps.values()):
                continue
            parts = {
                role: Part(item.exercise.step(step).question, released[f"{item.id}/{step}"])
                for role, step in steps.items()
            }
            rounds = {
                step.id: workshop.pairings[f"{item.id}/{step.id}"]
                for step in item.exercise.steps
                if f"{item.id}/{step.id}" in workshop.pairings
            }
            room = Room(workshop.team_names, people, rounds)
            result = reading.measure.compute(parts, room)
            records.keep_result(workshop.code, key, result)
