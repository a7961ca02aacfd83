"""Two teams and how far each counts on the other."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from workshop_kit.measures.trust_map.relations import Matrix

TOLERANCE = 0.5
"""In scale points."""


class Pair(NamedTuple):
    """Two teams by their places, the one that counts more on the other first."""

    more: int
    less: int
    there: float
    back: float

    @property
    def apart(self) -> float:
        """How far the two directions are apart in points."""
        return apart(self.there, self.back)


def pairs_of(matrix: Matrix) -> list[Pair]:
    """The pairs whose directions are more than the tolerance apart, the widest first."""
    known = [both(matrix, a, b) for a, b in combinations(range(len(matrix)), 2)]
    apart = [pair for pair in known if pair is not None and pair.apart > TOLERANCE]
    return sorted(apart, key=lambda pair: -pair.apart)


def both(matrix: Matrix, one: int, other: int) -> Pair | None:
    """The two directions between two teams; None where one of them may not be shown."""
    there, back = matrix[one][other], matrix[other][one]
    if there is None or back is None:
        return None
    return Pair(one, other, there, back) if there >= back else Pair(other, one, back, there)


def means_of(picture: Mapping[str, Any]) -> list[list[float | None]]:
    """The matrix of a picture, without the rows of several teams."""
    return [row["means"] for row in picture["rows"] if row["own"] is not None]


def apart(a: float, b: float) -> float:
    """How far apart in points, without the last digits of floating point."""
    return round(abs(a - b), 9)
