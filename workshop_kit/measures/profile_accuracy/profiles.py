"""Estimates beside the truth, for several targets on several items: how near, and in what way.

Components (L. J. Cronbach, "Processes Affecting Scores on ‘Understanding of Others’ and ‘Assumed
Similarity’", 1955): with D = estimate - truth, by target (row) and item (column), the mean square
of D is exactly the sum of elevation² (D's mean), differential elevation (its rows' means around
it), stereotype accuracy (its columns' means around it), and differential accuracy (what is left).
"""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

Table = Sequence[Sequence[float]]
"""A row for each target, a column for each item."""


class Components(NamedTuple):
    """Mean squares, in square scale points: small is good."""

    elevation: float
    differential_elevation: float
    stereotype: float
    differential: float


def components(estimates: Table, truth: Table) -> Components:
    """The mean square error in its four parts."""
    apart = [
        [e - t for e, t in zip(es, ts, strict=True)]
        for es, ts in zip(estimates, truth, strict=True)
    ]
    rows = [fmean(row) for row in apart]
    columns = [fmean(column) for column in zip(*apart, strict=True)]
    mean = fmean(rows)
    left = [
        (d - row - column + mean) ** 2
        for row, ds in zip(rows, apart, strict=True)
        for column, d in zip(columns, ds, strict=True)
    ]
    return Components(
        mean**2,
        fmean((row - mean) ** 2 for row in rows),
        fmean((column - mean) ** 2 for column in columns),
        fmean(left),
    )


def mean_square(estimates: Table, truth: Table) -> float:
    """The mean square of estimate - truth."""
    return fmean(
        (e - t) ** 2
        for es, ts in zip(estimates, truth, strict=True)
        for e, t in zip(es, ts, strict=True)
    )


def double_entry(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The intraclass correlation of two profiles, each entered in both places: of form, spread and
    level together (R. R. McCrae, "The Counterpoint of Personality Assessment", 2008). None where
    all is equal."""
    return correlation([*one, *other], [*other, *one])


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r; None where one of the two does not vary."""
    a, b = fmean(one), fmean(other)
    products = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    squares = sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other)
    return products / squares**0.5 if squares > 1e-18 else None


def gower(one: Sequence[float], other: Sequence[float], wide: float) -> float:
    """1 less the mean distance in parts of the scale (J. C. Gower, 1971): 1 is the same profile."""
    return 1 - fmean(abs(x - y) for x, y in zip(one, other, strict=True)) / wide


def distinctive(estimates: Table, truth: Table) -> float | None:
    """How far estimates follow what sets the targets apart: the correlation of both after the
    average target's profile has been taken out (R. M. Furr, "A Framework for Profile Similarity",
    2008). None where nothing sets them apart."""
    return correlation(_without_average(estimates), _without_average(truth))


def _without_average(table: Table) -> list[float]:
    average = [fmean(column) for column in zip(*table, strict=True)]
    return [x - a for row in table for x, a in zip(row, average, strict=True)]


class Weights(NamedTuple):
    """How much an estimate moves, in points, with one point of the truth and of one's own view."""

    truth: float
    own: float


def projection(
    estimates: Sequence[float], truth: Sequence[float], own: Sequence[float]
) -> Weights | None:
    """By least squares, of what an estimate is made; None where the two cannot be told apart."""
    e, t, o = (_centred(values) for values in (estimates, truth, own))
    tt, oo, to = _sum(t, t), _sum(o, o), _sum(t, o)
    apart = tt * oo - to * to
    if apart <= 1e-9 * max(tt * oo, 1e-9):
        return None
    te, oe = _sum(t, e), _sum(o, e)
    return Weights((te * oo - oe * to) / apart, (oe * tt - te * to) / apart)


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]


def _sum(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(one, other, strict=True))
