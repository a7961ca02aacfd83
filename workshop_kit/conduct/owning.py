"""What is a participant's own: what she answered, what only she may read, and that it can go."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop_kit import disclosure
from workshop_kit.afterwards import code_word
from workshop_kit.afterwards.commitments import ADDED, Commitment, of_person
from workshop_kit.conduct import asking, following, grouping, looking, releasing
from workshop_kit.exercise import Step
from workshop_kit.question import Answer
from workshop_kit.release import Cell, Release
from workshop_kit.store.records import Records
from workshop_kit.workshop import Participant, Place, Workshop, asked, moves, people


@dataclass(frozen=True)
class Answered:
    """What she answered to a step, or her team did: each with whom it is about, "" for nobody."""

    place: Place
    answers: tuple[tuple[str, Answer], ...]


@dataclass(frozen=True)
class Received:
    """What others wrote to her in a private step, or she to herself."""

    place: Place
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Mine:
    """All that a participant's own page shows. `names` are those of people and teams, by id."""

    workshop: Workshop
    me: Participant
    names: Mapping[str, str]
    answered: tuple[Answered, ...]
    received: tuple[Received, ...]
    promised: tuple[Commitment, ...]


def mine_of(records: Records, workshop: Workshop, me: Participant, secret: str) -> Mine:
    """What is hers. Her hidden answers are found by her phone's secret, and by nothing else."""
    names = {p.id: p.name for p in records.participants(workshop.code)} | workshop.team_names
    answered = []
    for place in workshop.places:
        if not place.step.question.asks or _to_herself(place):
            continue
        who = asking.respondent_for(place, me, secret, workshop.code)
        found = records.responses(workshop.code, place.key, respondent=who)
        told = tuple(
            (names.get(target, ""), disclosure.own(workshop, place, answer))
            for _, target, _, answer in found
            if target not in asking.MARKS
        )
        answered += [Answered(place, told)] if told else []
    received = tuple(
        Received(place, answers)
        for place in workshop.revealed()
        if place.step.reveal == "private"
        and (answers := looking.received_by(records, workshop, place, me, secret))
    )
    promised = _promised(records, workshop, me, answered)
    return Mine(workshop, me, names, tuple(answered), received, promised)


def _promised(
    records: Records, workshop: Workshop, me: Participant, answered: Sequence[Answered]
) -> tuple[Commitment, ...]:
    """What she has committed herself to: as it stands on the list, or as she said it, where it has
    not been shown with her name."""
    on_list = [c for c in following.commitments_of(records, workshop) if c.person == me.id]
    told = [
        Commitment(
            f"{entry.place.key}/mine",
            **{field: answer[0][field] for field in ("what", "whom", "by", "asks")},
        )
        for entry in answered
        if entry.place.step.ask == "commitment" and entry.place.step.by == "person"
        for _, answer in entry.answers
        if not any(c.id.startswith(f"{entry.place.key}/") for c in on_list)
    ]
    return (*of_person(on_list, me.id), *told)


def forget(records: Records, workshop: Workshop, me: Participant, secret: str) -> Workshop:
    """Delete what is hers: name, answers, what was written to her; the workshop without her.

    What has been revealed stays as figures, and so do words that were shown without her name: a
    card that goes when somebody leaves would tell whose it was. What she wrote to a colleague who
    has it already stays for the same reason, and a team's answer is the team's. What was shown with
    her name goes, wherever it is kept; what the facilitator looks through is not shown with it.
    """
    code, texts = workshop.code, dict[str, set[str]]()
    fixed, revealed = records.releases(code), workshop.revealed()
    _forget_promises(records, workshop, me)
    for place in workshop.places:
        step = place.step
        if step.by == "team" or not step.question.asks:
            continue
        who = asking.respondent_for(place, me, secret, code)
        if place.key in workshop.let_through and place.key not in fixed:
            hers = records.responses(code, place.key, respondent=who)
            texts[place.key] = {str(value) for *_, answer in hers for value in answer}
        handed_out = step.reveal == "private" and step.about != "self" and place in revealed
        if not handed_out:
            records.forget_answers(code, place.key, who)
        records.forget_receipts(code, place.key, who)
        if step.reveal == "private":
            records.forget_answers(code, place.key, target=me.id)
        if place.key in fixed and step.names == "shown":
            left, texts[place.key] = _without(step, fixed[place.key], me)
            records.change_release(code, left)
    _forget_in_results(records, workshop, texts)
    after = grouping.paired(records, replace(workshop, away=(*workshop.away, me.id)))
    records.remove_participant(code, me.id, [])
    releasing.fix_anew(records, workshop, fixed)
    records.uninvite(code, me.id)
    records.forget_code_word(code, code_word.keys(code_word.code_word(secret, code), code)[0])
    return moves.noticed(
        people.without(after, me.id),
        taken_down=_left(workshop.taken_down, texts),
        let_through=_left(workshop.let_through, texts),
        pinned={key: left for key, left in _left(workshop.pinned, texts).items() if left},
    )


def _without(step: Step, released: Release, me: Participant) -> tuple[Release, set[str]]:
    """A release without what it says in her name; with the texts that were hers."""
    question = step.question
    others = [cell for cell in released.cells if cell.group.person != me.id]
    texts = _said(step, [cell for cell in released.cells if cell.group.person == me.id])
    texts -= _said(step, [cell for cell in others if cell.group.person])  # said by others too
    cells = (replace(cell, tally=question.without(cell.tally, texts)) for cell in others)
    cards = (card for card in released.cards if card.by != me.name or card.text not in texts)
    return replace(released, cells=tuple(cells), cards=tuple(cards)), texts


def _said(step: Step, cells: Iterable[Cell]) -> set[str]:
    return {str(quote.text) for cell in cells for quote in step.question.cards(cell.tally)}


def _forget_promises(records: Records, workshop: Workshop, me: Participant) -> None:
    """What became of her commitments, and those that were added in her name."""
    team = workshop.team_names[me.team]
    for listed in following.commitments_of(records, workshop):
        added = listed.id.startswith(ADDED) and (listed.who, listed.team) == (me.name, team)
        if added or listed.person == me.id:
            records.forget_commitment(workshop.code, listed.id)


def _forget_in_results(
    records: Records, workshop: Workshop, texts: Mapping[str, Collection[str]]
) -> None:
    results = records.results(workshop.code)
    for item in workshop.items:
        for number, reading in enumerate(item.exercise.readings):
            key = asked.measure_key(item.id, number)
            read = [f"{item.id}/{step}" for step in reading.measure.steps().values()]
            gone = {text for step in read for text in texts.get(step, ())}
            if gone and key in results:
                records.change_result(
                    workshop.code, key, reading.measure.without(results[key], gone)
                )


def _left(
    chosen: Mapping[str, Sequence[str]], texts: Mapping[str, Collection[str]]
) -> dict[str, tuple[str, ...]]:
    """What the facilitator has chosen among the words of each step, without what was hers."""
    return {
        key: tuple(text for text in there if text not in texts.get(key, ()))
        for key, there in chosen.items()
    }


def _to_herself(place: Place) -> bool:
    return place.step.about == "self" and place.step.reveal == "private"
