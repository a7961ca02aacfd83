"""An open answer in a participant's own words."""

import hashlib
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.question import Answer, Fields, Offer, Question, Quote, Row, Value, one_text
from workshop_kit.release import Tally

MOST_ITEMS, FEWEST_TO_MIX = 5, 2
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
    """Free text of at most `longest` characters; with `items`, one text for each of them.

    With `mixed`, readers see all texts together, and not to which item each was written.
    """

    wording: ClassVar[tuple[str, ...]] = ("items",)

    longest: int = 600
    items: tuple[str, ...] = ()
    mixed: bool = False

    def __post_init__(self) -> None:
        if len(self.items) > MOST_ITEMS:
            raise ValueError(f"more than {MOST_ITEMS} items are too many texts for a phone")
        if len(set(self.items)) < len(self.items):
            raise ValueError("two items are the same")
        if self.mixed and len(self.items) < FEWEST_TO_MIX:
            raise ValueError(f"mixed needs at least {FEWEST_TO_MIX} items")
        if not 1 <= self.longest <= 4000:
            raise ValueError("longest must be from 1 to 4000 characters")

    @property
    def quotes(self) -> bool:
        return True

    @property
    def mixes(self) -> bool:
        return self.mixed

    def parts(self) -> tuple[str, ...]:
        return self.items or ("",)

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        texts = [one_text(fields, name, self.longest) or None for name in self._names()]
        return texts if any(texts) else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {name: [text] for name, text in zip(self._names(), answer, strict=True) if text}

    def _names(self) -> list[str]:
        return [str(number) for number in range(len(self.items))] or ["text"]

    def tally(self, values: Sequence[Value]) -> Tally:
        """The texts, in an order that comes from their letters alone."""
        mixed = sorted(values, key=lambda text: hashlib.sha256(text.encode()).digest())
        return {"texts": mixed}

    def cards(self, tally: Tally) -> list[Quote]:
        return [Quote(text) for text in tally["texts"]]

    def without(self, tally: Tally, texts: Collection[str]) -> Tally:
        return {"texts": [text for text in tally["texts"] if text not in texts]}

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(None, text) for text in tally["texts"]]

    def in_words(self, tally: Tally) -> str:
        return "; ".join(tally["texts"])

    def said(self, answer: Answer) -> str:
        told = zip(self.parts(), answer, strict=True)
        return "\n".join(f"{item}: {text}" if item else str(text) for item, text in told if text)

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {name: [chance.choice(SAMPLES)[: self.longest]] for name in self._names()}
