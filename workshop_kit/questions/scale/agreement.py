"""How much people see it alike: the average deviation from the median, in scale points.

AD = Σ |x - median| / n (M. J. Burke, L. M. Finkelstein & M. S. Dusig, "On Average Deviation Indices
for Estimating Interrater Agreement", 1999). On c points up to c/6 is agreement (M. J. Burke &
W. P. Dunlap, "Estimating Interrater Agreement with the Average Deviation Index", 2002); answers
spread evenly over all points have (c² - 1) / 4c, or c/4 where c is even: what is beyond it is two
camps. Never r_wg: one dissenter among six would make it 0.
"""

from collections.abc import Sequence
from itertools import chain, repeat
from statistics import fmean, median
from typing import Literal

from workshop_kit.release import Tally

FEWEST, SURE_FROM = 5, 10
"""People who answered, from whom on something is said; under ten it is called tentative."""

Agreement = Literal["alike", "differ", "two camps"]


def told_counts(tally: Tally) -> list[int]:
    """How many chose each point; those told as one, at the point nearest the middle of the scale,
    so that nobody is further apart than she may be."""
    counts = list(tally["counts"])
    for low, high in tally.get("bands", ()):
        inner, end = (low, high) if high == len(counts) else (high, low)
        counts[inner - 1], counts[end - 1] = counts[end - 1], 0
    return counts


def deviation(counts: Sequence[int]) -> float:
    """AD from the median, from how many chose each point."""
    points = list(chain.from_iterable(repeat(p, n) for p, n in enumerate(counts, start=1)))
    middle = median(points)
    return fmean(abs(point - middle) for point in points)


def agreement(counts: Sequence[int]) -> Agreement:
    """In words how much answers agree."""
    spread, points = round(deviation(counts), 9), len(counts)
    if spread <= points / 6:
        return "alike"
    even = points / 4 if points % 2 == 0 else (points**2 - 1) / (4 * points)
    return "two camps" if spread > even else "differ"
