"""What kinds share that ask the same of every card of an earlier step: one of a few answers."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import EVERYBODY, Release, Tally
from workshop_kit.sentence import sentence

FEWEST_ANSWERS, MOST_ANSWERS = 1, 6
AT_ONCE, LONG_AT_ONCE, SHORT = 6, 3, 170
"""Cards with their answers that can be read from the back of the room: so many if each has at most
`SHORT` letters, fewer if one is longer."""


@dataclass(frozen=True, kw_only=True)
class CardByCard(Question):
    """One of `answers` to each card.

    A value is a list of {id, text, by, team, answer}: a card, whose it is, and the place of the
    answer in the list.
    """

    wording: ClassVar[tuple[str, ...]] = ("answers",)

    answers: tuple[str, ...]

    def __post_init__(self) -> None:
        if not FEWEST_ANSWERS <= len(self.answers) <= MOST_ANSWERS:
            raise ValueError(f"answers must be from {FEWEST_ANSWERS} to {MOST_ANSWERS} texts")
        if len(set(self.answers)) < len(self.answers):
            raise ValueError("two answers are the same")

    def hints(self) -> tuple[str, ...]:
        return self.answers

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        known = {str(place) for place in range(len(self.answers))}
        given = {card: sent[0] for card, sent in fields.items() if sent and sent[0].strip()}
        if not given.keys() <= offer.keys():
            raise Invalid(
                sentence("One of these cards is not there any more. Please answer again.")
            )
        if not set(given.values()) <= known:
            raise Invalid(sentence("That answer is not on the list. Please choose again."))
        chosen = [
            {
                "id": card,
                "text": offered.label,
                "by": offered.group,
                "team": offered.team,
                "answer": int(given[card]),
            }
            for card, offered in offer.items()
            if card in given
        ]
        return [chosen] if chosen else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {card["id"]: [str(card["answer"])] for card in answer[0]}

    def chosen(self, answer: Answer) -> dict[str, str]:
        """What somebody answered to which card, by the card's id."""
        return {card["id"]: self.answers[card["answer"]] for card in answer[0]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """Each card with how often it got each of the answers, in the order of the cards."""
        counts = Counter((card["id"], card["answer"]) for cards in values for card in cards)
        cards = {card["id"]: card for cards in values for card in cards}
        return {
            "cards": [
                {
                    **{key: cards[i][key] for key in ("id", "text", "by", "team")},
                    "counts": [counts[i, place] for place in range(len(self.answers))],
                }
                for i in sorted(cards, key=lambda i: (len(i), i))
            ]
        }

    def pages(self, tally: Tally) -> list[Tally]:
        pages: list[list[Value]] = []
        for card in tally["cards"]:
            long = max(len(c["text"]) for c in [*(pages[-1] if pages else ()), card]) > SHORT
            if not pages or len(pages[-1]) >= (LONG_AT_ONCE if long else AT_ONCE):
                pages.append([])
            pages[-1].append(card)
        return [{"cards": page} for page in pages] or [tally]

    def rows(self, tally: Tally) -> list[Row]:
        return [
            Row(None, f"{card['text']}: {answer}")
            for card in tally["cards"]
            for answer, count in zip(self.answers, card["counts"], strict=True)
            for _ in range(count)
        ]

    def in_words(self, tally: Tally) -> str:
        return "; ".join(f"{card['text']}: {self.told(card)}" for card in tally["cards"])

    def told(self, card: Value) -> str:
        """What was answered to a card of a tally, in a line."""
        given = self.given(card)
        if sum(card["counts"]) == 1:
            return given[0][0]
        return ", ".join(f"{answer} {count}" for answer, count in given)

    def given(self, card: Value) -> list[tuple[str, int]]:
        """The answers that a card of a tally got, each with how often, the most frequent first."""
        counted = zip(self.answers, card["counts"], strict=True)
        return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])

    def said(self, answer: Answer) -> str:
        return "\n".join(f"{card['text']}: {self.answers[card['answer']]}" for card in answer[0])

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {card: [str(chance.randrange(len(self.answers)))] for card in offer}


def counts_of(release: Release) -> dict[str, list[int]]:
    """How often each card got each of the answers, by the card's id."""
    return {
        card["id"]: card["counts"]
        for cell in release.cells
        if cell.group == EVERYBODY
        for card in cell.tally["cards"]
    }
