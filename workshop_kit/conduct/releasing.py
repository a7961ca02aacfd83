"""What a reveal fixes, and what may be handed out of it."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop_kit import disclosure
from workshop_kit.disclosure import Plays, Response
from workshop_kit.measure import Part, Result, Room
from workshop_kit.question import Answer
from workshop_kit.release import AGAIN, Card, Release
from workshop_kit.store.records import Records
from workshop_kit.workshop import (
    Participant,
    Place,
    Workshop,
    asked,
    people,
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
    named: dict[str, Participant] = {}
    if place.step.names == "shown":
        named = records.people(workshop.code)
    return disclosure.release(
        place.key,
        place.step,
        [
            Response(target, team, answer, named.get(who), who)
            for who, target, team, answer in found
        ],
        len({who for who, _, _, _ in found}),
        workshop.team_names,
        workshop.minimum,
        _plays(records, workshop, place, {who: a for who, to, _, a in found if to == AGAIN}),
        together=workshop.together,
    )


def fix_anew(records: Records, workshop: Workshop, fixed: Mapping[str, Release]) -> None:
    """Somebody has gone, come back or another name while answers with names are looked through:
    the reveal will show those who are here. A card keeps the id that it had in `fixed`, and its
    pile."""
    there = records.releases(workshop.code)
    for place in people.signed_held(workshop):
        anew = release_of(records, workshop, place)
        before = fixed.get(place.key, there[place.key]).cards
        records.change_release(workshop.code, replace(anew, cards=_known(anew.cards, before)))


def _known(cards: Sequence[Card], before: Sequence[Card]) -> tuple[Card, ...]:
    """These cards, by the ids that they had before; one that was not there has an id of its own."""
    ids: dict[tuple[str, str, int], list[str]] = {}
    for card in before:
        ids.setdefault((card.text, card.about, card.part), []).append(card.id)
    last = max((int(card.id[1:]) for card in before), default=0)
    own = (f"c{number}" for number in itertools.count(last + 1))
    known = [ids.get((card.text, card.about, card.part), []) for card in cards]
    return tuple(
        replace(card, id=there.pop(0) if there else next(own))
        for card, there in zip(cards, known, strict=True)
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
        max(workshop.regrouped.get(play.key, 0) for play in plays),
    )


def keep_results(records: Records, workshop: Workshop) -> None:
    """Compute each measure as soon as all that it reads has been revealed, once."""
    fixed = records.releases(workshop.code)
    released = {place.key: fixed[place.key] for place in workshop.revealed() if place.key in fixed}
    there = records.results(workshop.code)
    teams = {p.id: p.team for p in records.participants(workshop.code)}
    for item in workshop.items:
        for number, reading in enumerate(item.exercise.readings):
            key = asked.measure_key(item.id, number)
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
            room = Room(workshop.team_names, teams, rounds)
            result = reading.measure.compute(parts, room)
            records.keep_result(workshop.code, key, result)
