"""Answer what others have written to one's team, each in one of a few words."""

from dataclasses import dataclass

from workshop_kit.card_by_card import CardByCard
from workshop_kit.question import Chooses, Quote
from workshop_kit.release import Tally

FOUR_WORDS = ("Yes", "No", "I will try", "Whatever")
"""From Liberating Structures: What I Need From You. Whatever means: this is too vague."""


@dataclass(frozen=True, kw_only=True)
class Reply(CardByCard):
    """One of `answers` to every card about one's own team. The first `promises` of them are
    promises: these cards can be taken up by a later step."""

    answers: tuple[str, ...] = FOUR_WORDS
    promises: int = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.promises <= len(self.answers):
            raise ValueError("promises is how many of the answers, from the first, are promises")

    @property
    def chooses(self) -> Chooses:
        return "cards about us"

    @property
    def makes_cards(self) -> bool:
        return self.promises > 0

    def cards(self, tally: Tally) -> list[Quote]:
        """What was promised, about the team to which it was: by more than half of who answered."""
        return [
            Quote(card["text"], card["team"])
            for card in tally["cards"]
            if 2 * sum(card["counts"][: self.promises]) > sum(card["counts"])
        ]
