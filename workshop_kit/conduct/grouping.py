"""Everybody who is here finds a group, where people meet."""

from dataclasses import replace

from workshop_kit.store.records import Records
from workshop_kit.workshop import (
    Workshop,
)


def paired(records: Records, workshop: Workshop) -> Workshop:
    """With everybody who is here in a group, if people meet in the current step."""
    place = workshop.place
    meeting = workshop.meeting(place) if place else None
    if place is None or meeting is None:
        return workshop
    phase, before = workshop.phase(place.key), workshop.pairings.get(meeting.key)
    if phase != "open" and (phase != "ready" or before is None):
        return workshop
    from workshop_kit.workshop import pairing  # noqa: PLC0415 (NumPy would delay every start)

    people, size = records.participants(workshop.code), meeting.step.question.meets
    rounds = [other.key for other in workshop.places if other.step.question.meets]
    past = [workshop.pairings[k] for k in rounds if k in workshop.pairings and k != meeting.key]
    if before is None:
        here = [person for person in people if person.id not in workshop.away]
        to_go = len(rounds) - len(past)
        groups = pairing.next_round(here, past, size=size, to_go=to_go, seed=workshop.code)
        return replace(workshop, pairings={**workshop.pairings, meeting.key: groups})
    groups, teams = before, {person.id: person.team for person in people}
    met = {person for group in before for person in group}
    for person in met.intersection(workshop.away):
        groups = pairing.leave_group(groups, person, teams, past, size=size)
    for late in [p.id for p in people if p.id not in met.union(workshop.away)]:
        groups = pairing.join_group(groups, late, teams, past, size=size)
    if groups == before:
        return workshop
    return replace(workshop, pairings={**workshop.pairings, meeting.key: groups})
