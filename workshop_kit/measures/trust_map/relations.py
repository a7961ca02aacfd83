"""The Social Relations Model: how much more than average each team trusts, and is trusted.

Formulas for one round-robin group, from D. A. Kenny, "Interpersonal Perception" (1994), appendix B,
and D. A. Kenny, D. A. Kashy & W. L. Cook, "Dyadic Data Analysis" (2006), ch. 8.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

FEWEST_TEAMS = 4
"""From so many teams on there are effects."""

TEAMS_FOR_SHARES = 10
"""From so many teams on it is told how much of the differences comes from whom; under it, such
shares are noise."""

Matrix = Sequence[Sequence[float | None]]
"""Rows rate columns; None where nothing may be shown."""


class Effects(NamedTuple):
    """By team, in points: how much more than average it trusts, and is trusted."""

    gives: list[float]
    gets: list[float]


class Shares(NamedTuple):
    """How much of all differences is between those who trust, between those who are trusted, and
    in who trusts whom: shares that are 1 together."""

    gives: float
    gets: float
    pairs: float


def effects_of(matrix: Matrix) -> Effects | None:
    """Each team's two effects, the diagonal left out; None where they can't be told.

    With R the mean of a team's row, C of its column and M of all, for n teams:
    a = (n-1)^2 / (n(n-2)) R + (n-1) / (n(n-2)) C - (n-1) / (n-2) M; b with R and C exchanged.
    """
    count, known = len(matrix), dict(_known(matrix))
    if count < FEWEST_TEAMS or len(known) < count * (count - 1):
        return None
    rows = [fmean(known[i, j] for j in range(count) if j != i) for i in range(count)]
    columns = [fmean(known[i, j] for i in range(count) if i != j) for j in range(count)]
    large = (count - 1) ** 2 / (count * (count - 2))
    small = (count - 1) / (count * (count - 2))
    level = (count - 1) / (count - 2) * fmean(known.values())
    return Effects(
        [large * r + small * c - level for r, c in zip(rows, columns, strict=True)],
        [large * c + small * r - level for r, c in zip(rows, columns, strict=True)],
    )


def shares_of(matrix: Matrix) -> Shares | None:
    """Whose are the differences; None under ten teams, with a cell missing, or where all is alike.

    With g what is left of a cell without its two effects and M, and d = n(n-2):
    between = 2 Σ ((g_ij + g_ji) / 2)² / ((n-1)(n-2)/2 - 1),
    within = Σ (g_ij - g_ji)² / 2 / ((n-1)(n-2)/2), over pairs i < j;
    relationship variance V = (between + within) / 2, its covariance C = (between - within) / 2;
    actor variance Σa²/(n-1) - ((n-1) V + C) / d; the partner's from b in place of a.
    A variance that comes out negative is 0.
    """
    effects, count = effects_of(matrix), len(matrix)
    if effects is None or count < TEAMS_FOR_SHARES:
        return None
    known = dict(_known(matrix))
    mean = fmean(known.values())
    left = {(i, j): x - effects.gives[i] - effects.gets[j] - mean for (i, j), x in known.items()}
    two = [(left[i, j], left[j, i]) for i, j in combinations(range(count), 2)]
    freedom = (count - 1) * (count - 2) / 2
    between = 2 * sum(((a + b) / 2) ** 2 for a, b in two) / (freedom - 1)
    within = sum((a - b) ** 2 for a, b in two) / 2 / freedom
    relationship, covariance = (between + within) / 2, (between - within) / 2
    noise = ((count - 1) * relationship + covariance) / (count * (count - 2))
    actor, partner = (sum(x * x for x in each) / (count - 1) - noise for each in effects)
    variances = [round(max(0.0, v), 12) for v in (actor, partner, relationship)]
    if not (all_of_it := sum(variances)):
        return None
    return Shares(*(variance / all_of_it for variance in variances))


def _known(matrix: Matrix) -> Iterator[tuple[tuple[int, int], float]]:
    """The cells that may be shown, without the diagonal."""
    for i, row in enumerate(matrix):
        for j, mean in enumerate(row):
            if i != j and mean is not None:
                yield (i, j), mean
