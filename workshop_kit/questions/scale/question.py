"""Rate one thing, or several items, from a low end to a high end.

Only the ends carry words, so that steps between them stay equal in the reader's mind.
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally
from workshop_kit.sentence import sentence

MOST_POINTS = 11
MOST_ITEMS = 12


@dataclass(frozen=True, kw_only=True)
class Scale(Question):
    """A rating from 1 to `points`; with `items`, one rating for each of them."""

    wording: ClassVar[tuple[str, ...]] = ("low", "high", "items")

    low: str
    high: str
    points: int = 5
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 2 <= self.points <= MOST_POINTS:
            raise ValueError(f"points must be from 2 to {MOST_POINTS}")
        if len(self.items) > MOST_ITEMS:
            raise ValueError(f"more than {MOST_ITEMS} items are too many for a phone")
        if len(set(self.items)) < len(self.items):
            raise ValueError("two items are the same")

    def parts(self) -> tuple[str, ...]:
        return self.items or ("",)

    def hints(self) -> tuple[str, ...]:
        return (f"1 {self.low}", f"{self.points} {self.high}")

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        answer = [self._point(fields, str(i)) for i in range(len(self.parts()))]
        return answer if any(point is not None for point in answer) else None

    def _point(self, fields: Fields, name: str) -> int | None:
        sent = next(iter(fields.get(name, ())), "")
        if sent == "":
            return None
        if sent not in {str(point) for point in range(1, self.points + 1)}:
            raise Invalid(sentence("Please choose a point from 1 to {last}.", last=self.points))
        return int(sent)

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {str(i): [str(p)] for i, p in enumerate(answer) if p is not None}

    def tally(self, values: Sequence[Value]) -> Tally:
        """Counts for each point from 1 up, mean and median in points."""
        return {
            "counts": [values.count(point) for point in range(1, self.points + 1)],
            "mean": statistics.fmean(values),
            "median": statistics.median(values),
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [
            Row(point, None)
            for point, count in enumerate(tally["counts"], start=1)
            for _ in range(count)
        ]

    def counts(self, tally: Tally) -> list[tuple[str, int]]:
        ends = {1: f"1 ({self.low})", self.points: f"{self.points} ({self.high})"}
        return [(ends.get(i, str(i)), n) for i, n in enumerate(tally["counts"], start=1)]

    def summary(self, tally: Tally) -> dict[str, float]:
        return {"Mean": tally["mean"], "Median": tally["median"]}

    def in_words(self, tally: Tally) -> str:
        ends = f"from 1 ({self.low}) to {self.points} ({self.high})"
        return f"{tally['mean']:.1f} on average of {sum(tally['counts'])}, {ends}"

    def said(self, answer: Answer) -> str:
        if not self.items:
            return sentence("{point} of {points}", point=answer[0], points=self.points)
        return ", ".join(
            f"{label}: {point}"
            for label, point in zip(self.items, answer, strict=True)
            if point is not None
        )

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        middle = chance.uniform(2, self.points)
        return {
            str(i): [str(min(self.points, max(1, round(chance.gauss(middle, 0.9)))))]
            for i in range(len(self.parts()))
        }
