"""Give out points: what is worth how much, when there is not enough for everything."""

import random
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from workshop_kit.finding import Finding, figure
from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally
from workshop_kit.sentence import Sentence, sentence

FEWEST_ITEMS, MOST_ITEMS = 2, 8
LONGEST_ITEM = 80
LEAST, MOST = 3, 1000


class Worth(NamedTuple):
    """An item with its number, and what was counted for it; None where that is withheld."""

    number: int
    label: str
    tally: Tally | None


@dataclass(frozen=True, kw_only=True)
class Points(Question):
    """`total` points in whole numbers, all of them given out over the `items`."""

    wording: ClassVar[tuple[str, ...]] = ("items",)

    items: tuple[str, ...]
    total: int = 100

    def __post_init__(self) -> None:
        if not FEWEST_ITEMS <= len(self.items) <= MOST_ITEMS:
            raise ValueError(f"items must be from {FEWEST_ITEMS} to {MOST_ITEMS} texts")
        if len(set(self.items)) < len(self.items):
            raise ValueError("two items are the same")
        if not all(item.strip() and len(item) <= LONGEST_ITEM for item in self.items):
            raise ValueError(f"an item has from 1 to {LONGEST_ITEM} characters")
        if not LEAST <= self.total <= MOST:
            raise ValueError(f"total must be from {LEAST} to {MOST} points")

    def parts(self) -> tuple[str, ...]:
        return self.items

    def hints(self) -> tuple[str, ...]:
        return self.items

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = [next(iter(fields.get(str(i), ())), "")[:80].strip() for i in range(len(self.items))]
        if not any(sent):
            return None
        if not all(re.fullmatch("[0-9]{0,6}", text) for text in sent):
            raise Invalid(
                sentence("Please write whole numbers from 0 to {total}.", total=self.total)
            )
        given = [int(text or "0") for text in sent]
        if left := self.total - sum(given):
            raise Invalid(_told(sum(given), self.total, left))
        return given

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {str(i): [str(points)] for i, points in enumerate(answer)}

    def tally(self, values: Sequence[Value]) -> Tally:
        """The numbers that were given, from the lowest, with how many people; and their mean."""
        counted = sorted(Counter(values).items())
        return {
            "given": [{"points": points, "people": people} for points, people in counted],
            "mean": statistics.fmean(values),
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [
            Row(given["points"], None) for given in tally["given"] for _ in range(given["people"])
        ]

    def summary(self, tally: Tally) -> dict[str, float]:
        return {"Mean": tally["mean"]}

    def in_words(self, tally: Tally) -> str:
        return sentence(
            "{mean:.1f} of {total} points on average", mean=tally["mean"], total=self.total
        )

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        first = self.ordered(tallies)[0]
        if first.tally is None:
            return []
        mean = first.tally["mean"]
        return [
            Finding(
                said=sentence(
                    "Most points went to “{item}”: {mean:.1f} of {total} on average.",
                    item=first.label,
                    mean=mean,
                    total=self.total,
                ),
                figure=figure("{mean:.1f} / {total}", mean=mean, total=self.total),
                ask=sentence("What did you take the points from, to give them to this?"),
                size=mean / self.total,
            )
        ]

    def said(self, answer: Answer) -> str:
        pairs = zip(self.items, answer, strict=True)
        return ", ".join(f"{item}: {points}" for item, points in pairs if points)

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        """A few large shares; the first items get more."""
        weights = [
            chance.expovariate(1) * (2 - i / len(self.items)) for i in range(len(self.items))
        ]
        rough = 5 if self.total >= 50 else 1
        given = [rough * int(self.total * w / sum(weights) / rough) for w in weights]
        given[weights.index(max(weights))] += self.total - sum(given)
        return {str(i): [str(points)] for i, points in enumerate(given)}

    def ordered(self, tallies: Sequence[Tally | None]) -> list[Worth]:
        """The items with what they got, most first; those that are withheld last."""
        worth = [Worth(i, *told) for i, told in enumerate(zip(self.items, tallies, strict=True))]
        return sorted(worth, key=lambda item: -item.tally["mean"] if item.tally else 1)


def _told(given: int, total: int, left: int) -> Sentence:
    if left > 0:
        return sentence(
            "You gave {given} of {total} points: {left} left to give.",
            given=given,
            total=total,
            left=left,
        )
    return sentence(
        "You gave {given} points, but there are {total}: {over} too many.",
        given=given,
        total=total,
        over=-left,
    )
