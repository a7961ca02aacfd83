"""An open answer in a participant's own words."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_kit.question import Answer, Fields, Offer, Question, Row, Value, one_text
from workshop_kit.release import Tally

SAMPLES = (
    "Tell us earlier when plans change, even if nothing is certain yet.",
    "I did not know how much of your week goes into our requests.",
    "Ask me once more before you decide that it can't be done.",
    "We see each other only when something is on fire.",
    "A short call helps me more than a long thread.",
    "You are better at this than you let on.",
    "When I go quiet, I am thinking. Give me a minute.",
    "Say what you need by when, and I can plan for it.",
)


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """Free text of at most `longest` characters."""

    longest: int = 600

    def __post_init__(self) -> None:
        if not 1 <= self.longest <= 4000:
            raise ValueError("longest must be from 1 to 4000 characters")

    @property
    def quotes(self) -> bool:
        return True

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        text = one_text(fields, "text", self.longest)
        return [text] if text else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {"text": [answer[0]]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """The texts, in an order that comes from their letters alone."""
        mixed = sorted(values, key=lambda text: hashlib.sha256(text.encode()).digest())
        return {"texts": mixed}

    def cards(self, tally: Tally) -> list[str]:
        return list(tally["texts"])

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(None, text) for text in tally["texts"]]

    def in_words(self, tally: Tally) -> str:
        return "; ".join(tally["texts"])

    def said(self, answer: Answer) -> str:
        return str(answer[0])

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {"text": [chance.choice(SAMPLES)[: self.longest]]}
