"""Guess of a few cards what is true of each, such as whether its writer means it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from workshop_kit.card_by_card import CardByCard
from workshop_kit.question import Answer, Chooses, Question
from workshop_kit.release import Card

READERS = 8
"""So many are meant to read a card, for five to do so also where lots fall unevenly."""

MOST_EACH = 12


@dataclass(frozen=True, kw_only=True)
class Guess(CardByCard):
    """One of `answers` to each of a few cards, which come by lot; never to one's own.

    The cards are from a text with as many items as there are answers: the first answer is true of
    those written to the first item.
    """

    each: int = 5

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= self.each <= MOST_EACH:
            raise ValueError(f"each must be from 1 to {MOST_EACH} cards")

    @property
    def chooses(self) -> Chooses:
        return "cards"

    def wants_of(self, used: Question) -> str:
        """True of a card is the item that it was written to, which readers must not see."""
        if used.mixes and len(used.parts()) == len(self.answers):
            return ""
        return f"a text with mixed = true and {len(self.answers)} items, one for each answer"

    def deal(
        self, cards: Sequence[Card], answered: int, lot: str, mine: Answer | None
    ) -> Sequence[Card]:
        """The same few cards for all, as even over the items as it goes, so that each has readers;
        out of them `each` by lot."""
        numbers = {part: count() for part in {card.part for card in cards}}
        turns = {card.id: (next(numbers[card.part]), card.part) for card in cards}
        few = sorted(cards, key=lambda card: turns[card.id])[
            : max(1, answered * self.each // READERS)
        ]
        others = [card for card in few if card.text not in (mine or ())]
        drawn = sorted(others, key=lambda c: hashlib.sha256(f"{lot} {c.id}".encode()).digest())
        return drawn[: self.each]
