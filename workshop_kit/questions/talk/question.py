"""No answer: the room talks, the phone says about what and for how long."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.question import Answer, Fields, Offer, Question, Row, Value
from workshop_kit.release import Tally


@dataclass(frozen=True, kw_only=True)
class Talk(Question):
    """Nothing is sent, so nothing is read, counted or shown.

    With `pairs` (2 or 3) people of different teams meet in groups of so many, and `roles` say who
    does what; a later step with `like` keeps an earlier step's groups, each in the next role.
    """

    asks: ClassVar[bool] = False

    wording: ClassVar[tuple[str, ...]] = ("roles",)

    pairs: int = 0
    roles: tuple[str, ...] = ()
    like: str = ""

    def __post_init__(self) -> None:
        if self.pairs not in (0, 2, 3):
            raise ValueError("pairs is 2 for pairs or 3 for trios")
        if self.pairs and self.like:
            raise ValueError("pairs makes new groups, like keeps old ones: use one of them")
        if self.roles and not (self.pairs or self.like):
            raise ValueError("roles need pairs or like")

    @property
    def meets(self) -> int:
        return self.pairs

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        return None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {}

    def tally(self, values: Sequence[Value]) -> Tally:
        return {}

    def rows(self, tally: Tally) -> list[Row]:
        return []

    def in_words(self, tally: Tally) -> str:
        return ""

    def said(self, answer: Answer) -> str:
        return ""

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {}
