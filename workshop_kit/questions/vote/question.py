"""Dots on cards: what, of all that was said, does the room want to take up?"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from workshop_kit.finding import Finding, figure
from workshop_kit.question import Answer, Chooses, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally
from workshop_kit.sentence import counted, sentence

QUOTED = 90
"""Letters of a card that are quoted in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Vote(Question):
    """Up to `dots` cards of an earlier step, one dot each. A value is a list of {id, text}."""

    dots: int = 3

    def __post_init__(self) -> None:
        if not 1 <= self.dots <= 10:
            raise ValueError("dots must be from 1 to 10")

    @property
    def chooses(self) -> Chooses:
        return "cards"

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = set(fields.get("card", ()))
        if not sent <= offer.keys():
            raise Invalid(
                sentence("One of these cards is not there any more. Please choose again.")
            )
        if len(sent) > self.dots:
            raise Invalid(
                counted(
                    "You have {n} dot. Please take {back} back.",
                    "You have {n} dots. Please take {back} back.",
                    n=self.dots,
                    back=len(sent) - self.dots,
                )
            )
        chosen = [{"id": card, "text": offer[card].label} for card in offer if card in sent]
        return [chosen] if chosen else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {"card": [card["id"] for card in answer[0]]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """Cards with their dots, most first; cards without a dot are left out."""
        dots = Counter((card["id"], card["text"]) for cards in values for card in cards)
        ranked = sorted(dots.items(), key=lambda entry: (-entry[1], entry[0][1], entry[0][0]))
        return {
            "voters": len(values),
            "cards": [{"id": i, "text": text, "dots": count} for (i, text), count in ranked],
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(None, card["text"]) for card in tally["cards"] for _ in range(card["dots"])]

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        return [(card["text"], card["dots"]) for card in tally["cards"]]

    def in_words(self, tally: Tally) -> str:
        return "; ".join(f"{text}: {dots}" for text, dots in self.counts(tally))

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        tally = tallies[0]
        if tally is None or not tally["cards"]:
            return []
        first = tally["cards"][0]
        text = shorten(first["text"], QUOTED, placeholder=" …").strip("“”").rstrip(".")
        return [
            Finding(
                said=sentence(
                    "Most dots went to “{text}”: from {dots} of {voters} who voted.",
                    text=text,
                    dots=first["dots"],
                    voters=tally["voters"],
                ),
                figure=figure("{dots} / {voters}", dots=first["dots"], voters=tally["voters"]),
                ask=sentence("What makes this the one to begin with?"),
                size=first["dots"] / tally["voters"],
            )
        ]

    def said(self, answer: Answer) -> str:
        return "; ".join(card["text"] for card in answer[0])

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        """The first cards get more dots, so that a rehearsal has something to look at."""
        liked = sorted(offer)[: max(4, len(offer) // 3)]
        return {"card": chance.sample(liked, min(len(liked), self.dots))}
