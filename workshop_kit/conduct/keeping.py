"""What is kept of people, for how long, and what is handed out to them."""

from datetime import UTC, datetime
from typing import Any

from workshop_kit.afterwards import names
from workshop_kit.afterwards.commitments import of_person
from workshop_kit.conduct import following
from workshop_kit.question import Invalid
from workshop_kit.store.records import Records
from workshop_kit.workshop import Participant, Workshop
from workshop_kit.workshop.moves import noticed

RECORDED = (names.REMOVED, names.HANDED_OUT, names.FORGOTTEN, names.DELETED)
GONE = "This person is not in the workshop any more. Please look again."
HIDDEN = (
    "Hidden answers are not here: nobody but the person’s own phone can find them. They stand on "
    "My page, on that phone."
)


def is_due(records: Records, workshop: Workshop, now: float) -> bool:
    """Is it time to remove the names of a workshop?"""
    if workshop.nameless:
        return False
    due = names.due_on(workshop, records.created(workshop.code))
    return due <= datetime.fromtimestamp(now, UTC)


def remove_names(records: Records, workshop: Workshop) -> Workshop:
    """Remove all names: of who joined, who was on the roster, who was said to ask."""
    if workshop.nameless:
        return workshop
    people = records.participants(workshop.code)
    others = names.dealt(people)
    invited = [(i.name, others.get(i.id, names.SOMEBODY)) for i in records.invited(workshop.code)]
    asked = [asks for found in records.texts(workshop.code) for asks in names.said_to_ask(found)]
    known = names.instead([*((p.name, others[p.id]) for p in people), *invited], asked)
    for added in following.commitments_of(records, workshop):
        if added.who:
            known.setdefault(added.who, names.SOMEBODY)
    after = _without(records, workshop, known, others)
    for entry in records.invited(workshop.code):
        records.uninvite(workshop.code, entry.id)
    after = names.removed(after)
    records.save_move(after, names.REMOVED)
    return after


def forget_name(records: Records, workshop: Workshop, id_: str) -> Workshop:
    """Remove one person's name, on request; what she said stays, without it."""
    me = _person(records, workshop, id_)
    there = {p.name for p in records.participants(workshop.code)}
    free = (f"Person {number}" for number in range(1, 100_000))
    other = next(name for name in free if name not in there)
    after = noticed(_without(records, workshop, {me.name: other}, {me.id: other}))
    records.save_move(after, names.FORGOTTEN)
    return after


def _without(
    records: Records, workshop: Workshop, known: dict[str, str], others: dict[str, str]
) -> Workshop:
    change = names.without(known)
    records.rewrite(workshop.code, change)
    records.rename(workshop.code, others)
    return names.in_workshop(workshop, change)


def data_of(records: Records, workshop: Workshop, id_: str) -> dict[str, Any]:
    """All that is kept under somebody's name, for her to have; that it was done is recorded."""
    me = _person(records, workshop, id_)
    invited = records.invited_as(workshop.code, id_)
    answered = []
    for place in workshop.places:
        if place.step.names != "shown" and place.step.reveal != "private":
            continue
        for who, _, _, answer in records.responses(workshop.code, place.key, respondent=me.id):
            if who == me.id:
                said = str(place.step.question.said(answer))
                answered.append(
                    {
                        "exercise": place.item.exercise.title,
                        "question": place.step.prompt_about(),
                        "answer": said,
                    }
                )
    met = [
        [p.name for p in records.participants(workshop.code) if p.id in group and p.id != me.id]
        for groups in workshop.pairings.values()
        for group in groups
        if me.id in group
    ]
    promised = of_person(following.commitments_of(records, workshop), me.id)
    records.save_move(noticed(workshop), names.HANDED_OUT)
    return {
        "workshop": workshop.title,
        "name": me.name,
        "team": workshop.team_names[me.team],
        "email": invited.email if invited else "",
        "answers with your name": answered,
        "commitments": [
            {"what": c.what, "for whom": c.whom, "by": c.by, "who asks": c.asks, "status": c.status}
            for c in promised
        ],
        "met": met,
        "not in here": HIDDEN,
    }


def _person(records: Records, workshop: Workshop, id_: str) -> Participant:
    me = records.person(workshop.code, id_)
    if me is None:
        raise Invalid(GONE)
    return me
