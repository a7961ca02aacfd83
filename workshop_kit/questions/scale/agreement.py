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

from workshop_kit.release import Tally, bounded, placements

FEWEST, SURE_FROM = 5, 10
"""People who answered, from whom on something is said; under ten it is called tentative."""

Agreement = Literal["alike", "differ", "two camps"]


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


def agreed(tally: Tally) -> Agreement:
    """In words how much the answers of a tally agree: alike, or in two camps, only where that is
    so wherever those may be who are told only together."""
    found = {agreement(counts) for counts in placements(tally)}
    return found.pop() if len(found) == 1 else "differ"


def apart(tally: Tally) -> float:
    """AD of a tally; where points are told only together, at most so much of people who see it
    alike, and at least so much of others."""
    found = [deviation(counts) for counts in placements(tally)]
    least, most = min(found), max(found)
    if least == most:
        return least
    return bounded(most, "≤") if agreed(tally) == "alike" else bounded(least, "≥")
