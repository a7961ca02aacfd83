"""Rate one thing, or several items, from a low end to a high end.

Only the ends carry words, so that steps between them stay equal in the reader's mind.
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from workshop_kit.finding import Finding
from workshop_kit.question import Answer, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.questions.scale import said
from workshop_kit.release import Tally, average, bounded
from workshop_kit.sentence import sentence

MOST_POINTS = 11
MOST_ITEMS = 12
NEAR_AN_END = 2
"""How many steps below its highest sum, or above its lowest, a mean is told only as a bound. At the
end it tells on everybody, one step from it on all but one; two hide which of these it is."""


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

    def banded(self, tallies: Sequence[Tally]) -> list[Tally]:
        """Where a mean is at an end of the scale or so near that it would tell what everybody
        answered: only that all are in the last two points, and on which side of `mean` it lies.

        Then `bands` holds these points, whose answers are counted at the end, and `bound` is ≥ or
        ≤. What is shown is the same for all rooms up to two steps from the end, so it tells no more
        than it says. The whole is told in the bands of its sets, else theirs would follow from it;
        where both ends are banded, its mean is ≈.
        """
        whole, *sets = tallies
        near, told = self._near_an_end(whole), [self._near_an_end(tally) for tally in sets]
        if near is whole and any("bands" in tally for tally in told):
            near = self._pooled(whole, told)
        return [near, *told]

    def _near_an_end(self, tally: Tally) -> Tally:
        counts, people = tally["counts"], sum(tally["counts"])
        if self.points == 2:
            return tally
        for bound, next_to, end in (("≥", self.points - 1, self.points), ("≤", 2, 1)):
            steps = counts[next_to - 1]
            if steps + counts[end - 1] == people and steps <= NEAR_AN_END:
                near = end + NEAR_AN_END / people * (1 if bound == "≤" else -1)
                bands = [sorted((next_to, end))]
                return {
                    "counts": self._in_bands(counts, bands),
                    "mean": near,
                    "median": near,
                    "bands": bands,
                    "bound": bound,
                }
        return tally

    def _pooled(self, whole: Tally, sets: Sequence[Tally]) -> Tally:
        """The whole, no finer than the sets that make it up."""
        bands: list[list[int]] = []
        for low, high in sorted({tuple(band) for tally in sets for band in tally.get("bands", ())}):
            if bands and low <= bands[-1][1]:
                bands[-1][1] = high
            else:
                bands.append([low, high])
        counts = self._in_bands(whole["counts"], bands)
        bounds = {tally["bound"] for tally in sets if "bound" in tally}
        people = [sum(tally["counts"]) for tally in sets]
        total = sum(n * tally["mean"] for n, tally in zip(people, sets, strict=True))
        return {
            "counts": counts,
            "mean": total / sum(people),
            "median": statistics.median(
                point for point, count in enumerate(counts, start=1) for _ in range(count)
            ),
            "bands": bands,
            "bound": bounds.pop() if len(bounds) == 1 else "≈",
        }

    def _in_bands(self, counts: Sequence[int], bands: Sequence[Sequence[int]]) -> list[int]:
        """All answers of a band, counted at the end of the scale that is in it."""
        pooled = [*counts]
        for low, high in bands:
            there = sum(counts[low - 1 : high])
            pooled[low - 1 : high] = [0] * (high - low + 1)
            pooled[(high if high == self.points else low) - 1] = there
        return pooled

    def steps(self, tally: Tally) -> list[tuple[str, int, int, int]]:
        """The points of the scale as they may be told: label, first, last, how many answered."""
        last_of = dict(tally.get("bands", ()))
        told, point = [], 1
        while point <= self.points:
            last = last_of.get(point, point)
            label = f"{point}–{last}" if last > point else str(point)
            told.append((label, point, last, sum(tally["counts"][point - 1 : last])))
            point = last + 1
        return told

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
        sign = tally.get("bound")
        return {"Mean": average(tally), "Median": bounded(tally["median"], sign)}

    def in_words(self, tally: Tally) -> str:
        return sentence(
            "{mean:.1f} on average of {people}, from 1 ({low}) to {points} ({high})",
            mean=average(tally),
            people=sum(tally["counts"]),
            low=self.low,
            points=self.points,
            high=self.high,
        )

    def findings(self, tallies: Sequence[Tally | None]) -> list[Finding]:
        told = [(i, t) for i, t in zip(self.parts(), tallies, strict=True) if t is not None]
        if self.items:
            return said.of_items(told, self.points)
        return [said.of_one(tally, self.points) for _, tally in told]

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
