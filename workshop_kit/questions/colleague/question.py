"""Choose some people of other teams."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally


@dataclass(frozen=True, kw_only=True)
class Colleague(Question):
    """From one to `most` people out of those offered. A value is a list of participant ids."""

    chooses: ClassVar[Literal["", "people", "cards"]] = "people"

    most: int = 3

    def __post_init__(self) -> None:
        if not 1 <= self.most <= 10:
            raise ValueError("most must be from 1 to 10 people")

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = sorted(set(fields.get("person", ())))
        if not set(sent) <= offer.keys():
            raise Invalid("One of these people is not in the room any more. Please choose again.")
        if len(sent) > self.most:
            raise Invalid(f"Please choose at most {self.most} people.")
        return [sent] if sent else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {"person": list(answer[0])}

    def tally(self, values: Sequence[Value]) -> Tally:
        """How many people were chosen, all choices counted."""
        return {"choices": sum(len(people) for people in values)}

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(1, None)] * tally["choices"]

    def in_words(self, tally: Tally) -> str:
        return f"{tally['choices']} choices"

    def said(self, answer: Answer) -> str:
        count = len(answer[0])
        return "1 person" if count == 1 else f"{count} people"

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {
            "person": chance.sample(sorted(offer), min(len(offer), chance.randint(1, self.most)))
        }
