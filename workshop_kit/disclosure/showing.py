"""What is handed out of releases: without the words that the facilitator does not show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from workshop_kit.measure import Result
from workshop_kit.question import Answer
from workshop_kit.release import EVERYBODY, ROOM, Card, Release, without
from workshop_kit.workshop import Place, Workshop
from workshop_kit.workshop.asked import measure_key

Standing = Literal["shown", "taken down", "waiting"]


@dataclass(frozen=True)
class Words:
    """Somebody's own words as the facilitator looks through them: not whose they are, nor when.

    `card` is the id of the card, where they are one; `about` the id of its target; `item` the part
    of the question that it belongs to, where readers may know that.
    """

    text: str
    standing: Standing
    card: str = ""
    about: str = ROOM
    item: str = ""
    pile: str = ""


def moderated(workshop: Workshop, releases: Mapping[str, Release]) -> dict[str, Release]:
    """What has been revealed, as it may be handed out: without texts that have been taken down or
    that wait, similar cards beside one another. Nothing of what is held or not revealed yet."""
    return {
        place.key: coming(workshop, place, releases[place.key])
        for place in workshop.revealed()
        if place.key in releases
    }


def moderated_results(
    workshop: Workshop, releases: Mapping[str, Release], results: Mapping[str, Result]
) -> dict[str, Result]:
    """What measures said, without the texts that `moderated` leaves out of the steps they read."""
    found: dict[str, Result] = {}
    for item in workshop.items:
        for number, reading in enumerate(item.exercise.readings):
            result = results.get(measure_key(item.id, number))
            if result is None:
                continue
            places = [workshop.find(f"{item.id}/{s}") for s in reading.measure.steps().values()]
            texts = frozenset[str]().union(
                *(_not_shown(workshop, place, releases[place.key]) for place in places)
            )
            said = reading.measure.without(result, texts) if texts else result
            found[measure_key(item.id, number)] = said
    return found


def coming(workshop: Workshop, place: Place, released: Release) -> Release:
    """One release as `moderated` hands it out; also of answers that are shown as they come."""
    released = replace(released, left_out={}, cohorts={})
    texts, piles = _not_shown(workshop, place, released), workshop.piles.get(place.key, {})
    if not texts and not piles:
        return released
    question = place.step.question
    cells = tuple(
        replace(cell, tally=question.without(cell.tally, texts)) for cell in released.cells
    )
    left = replace(released, cells=cells)
    shown = {quote.text for cell in cells for quote in question.cards(cell.tally)}
    pile_of = {card: name for name, cards in piles.items() for card in cards}
    cards = [
        replace(card, pile=pile_of.get(card.id, ""))
        for card in released.cards
        if card.text in shown
    ]
    order = [*piles, ""]
    return replace(
        left,
        cards=tuple(sorted(cards, key=lambda card: order.index(card.pile))),
        taken_down=len(_own_words(place, released)) - len(_own_words(place, left)),
    )


def own(workshop: Workshop, place: Place, answer: Answer) -> Answer:
    """A participant's answer for her own phone: with what she wrote, without the words of others
    that have been taken down."""
    question = place.step.question
    if question.quotes or "cards" not in question.chooses:
        return answer
    left: Answer = without(answer, workshop.gone_from(place))
    return left


def words(workshop: Workshop, place: Place, released: Release) -> tuple[Words, ...]:
    """All own words of a release, for the facilitator, who alone may see those taken down."""
    question, names = place.step.question, workshop.piles.get(place.key, {})
    if not question.quotes:
        return ()
    gone = {text.casefold() for text in workshop.gone_from(place)}
    shown = {*_own_words(place, coming(workshop, place, released))}
    pile_of = {card: name for name, cards in names.items() for card in cards}
    cards = released.cards or [Card("", t, "", ROOM) for t in _own_words(place, released)]
    return tuple(
        Words(
            card.text,
            _standing(card.text, shown, gone),
            card.id,
            card.about,
            "" if question.mixes else question.parts()[card.part],
            pile_of.get(card.id, ""),
        )
        for card in cards
    )


def _standing(text: str, shown: Collection[str], gone: Collection[str]) -> Standing:
    if text in shown:
        return "shown"
    return "taken down" if text.casefold() in gone else "waiting"


def _not_shown(workshop: Workshop, place: Place, released: Release) -> frozenset[str]:
    """The texts that the facilitator does not show of a step."""
    gone, passed = workshop.gone_from(place), workshop.let_through.get(place.key)
    if passed is None:
        return gone
    through = {text.casefold() for text in passed}  # a spelling may change as more people write it
    own = _own_words(place, released)
    return gone.union(text for text in own if text.casefold() not in through)


def _own_words(place: Place, released: Release) -> list[str]:
    cells = [cell for cell in released.cells if cell.group == EVERYBODY]
    return [text for cell in cells for text in place.step.question.own_words(cell.tally)]
