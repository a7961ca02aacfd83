"""One camp or two: how far counts on the points of a scale have one top.

Agreement A (C. van der Eijk, "Measuring Agreement in Ordered Rating Scales", 2001): counts are
taken apart into layers of equal height. A layer that reaches over S of K points has
U (1 - (S-1)/(K-1)), where U = ((K-2) TU - (K-1) TDU) / ((K-2) (TU + TDU)) counts its triples of
points that fit one top (1 1 0 and 0 1 1) and that do not (1 0 1). A is the mean of the layers,
weighted by their size: 1 is one camp on one point, 0 spread evenly, -1 two camps at the ends.

Consensus (W. J. Tastle & M. J. Wierman, "Consensus and dissention: A measure of ordinal
dispersion", 2007): 1 + Σ p log2(1 - |x - mean| / (K-1)); 1 is all on one point, 0 half at each end.
"""

from collections.abc import Sequence
from itertools import combinations
from math import log2


def agreement(counts: Sequence[int]) -> float:
    """A, from -1 to 1, from how many chose each point; 0 where nobody did."""
    left, people, total = list(counts), sum(counts), 0.0
    while any(left):
        layer = [n > 0 for n in left]
        height = min(n for n in left if n)
        total += height * sum(layer) * _of_layer(layer)
        left = [n - height if n else 0 for n in left]
    return total / people if people else 0.0


def _of_layer(layer: Sequence[bool]) -> float:
    """A of a layer, in which a point is there or not."""
    points, there = len(layer), sum(layer)
    fits = apart = 0
    for one, middle, other in combinations(layer, 3):
        fits += middle and one != other
        apart += one and other and not middle
    one_top = 1.0
    if fits + apart:
        one_top = ((points - 2) * fits - (points - 1) * apart) / ((points - 2) * (fits + apart))
    return one_top * (1 - (there - 1) / (points - 1))


def consensus(counts: Sequence[int]) -> float:
    """Consensus, from 0 to 1, from how many chose each point; 0 where nobody did."""
    people, wide = sum(counts), len(counts) - 1
    if not people:
        return 0.0
    mean = sum(point * n for point, n in enumerate(counts)) / people
    return 1 + sum(
        n / people * log2(1 - abs(point - mean) / wide) for point, n in enumerate(counts) if n
    )
