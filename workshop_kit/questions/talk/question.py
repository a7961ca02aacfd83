"""No answer: the room talks, the phone says about what and for how long."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.question import Answer, Fields, Offer, Question, Row, Value
from workshop_kit.release import Tally


@dataclass(frozen=True, kw_only=True)
class Talk(Question):
    """Nothing is sent, so nothing is read, counted or shown."""

    asks: ClassVar[bool] = False

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
