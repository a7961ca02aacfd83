"""Nobody follows from figures by adding and subtracting them: linear algebra over people.

Each released mean is a row of zeros and ones over people, times a number that is known. What can
be got out of all of them are the vectors in the space of these rows; one that is zero for all but a
few people tells something of those few alone (A. Hundepool et al., "Statistical Disclosure
Control", 2012, ch. 4; a linear query audit as of F. Chin and G. Ozsoyoglu, "Auditing and inference
control in statistical databases", 1982).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Block = TypeVar("Block", bound=Hashable)

MOST_SETS = 20_000
"""After so many sets of people the search ends, and takes it that some can be told."""

ALIKE = 1e-9


def tells_on_few(
    rows: Sequence[Mapping[Block, float]], sizes: Mapping[Block, int], minimum: int
) -> bool:
    """Does something of fewer people than the minimum follow from these rows?

    `sizes` has the number of people of each block, such as a team: those who are in the same rows.
    """
    columns: dict[tuple[float, ...], int] = {}
    for block, size in sizes.items():
        if size > 0 and any(column := tuple(float(row.get(block, 0)) for row in rows)):
            columns[column] = columns.get(column, 0) + size
    return bool(columns) and _few(list(columns), list(columns.values()), minimum)


def _few(columns: Sequence[tuple[float, ...]], sizes: Sequence[int], minimum: int) -> bool:
    """Is there a vector in the row space that is zero for all but fewer people than the minimum?

    A vector is in the row space if it is orthogonal to all that the rows leave open. So one that
    is zero outside a set of columns is there if, within that set, the open directions are linearly
    dependent: sets grow column by column until they are, or have enough people.
    """
    import numpy as np  # noqa: PLC0415 (it would delay every start)

    matrix = np.array(columns).T
    _, values, directions = np.linalg.svd(matrix)
    rank = int((values > ALIKE * max(matrix.shape) * values.max()).sum())
    free = directions[rank:].T  # a row for each column: how it moves while all figures stay
    small = sorted((i for i, size in enumerate(sizes) if size < minimum), key=lambda i: sizes[i])
    seen = 0

    def grows(start: int, basis: "list[np.ndarray]", people: int) -> bool:
        nonlocal seen
        for position in range(start, len(small)):
            column = small[position]
            if people + sizes[column] >= minimum:
                return False  # those that follow are no smaller
            seen += 1
            rest = free[column] - sum((base * (base @ free[column]) for base in basis), 0.0)
            length = float(np.linalg.norm(rest))
            if length < ALIKE**0.5 or seen > MOST_SETS:
                return True
            if grows(position + 1, [*basis, rest / length], people + sizes[column]):
                return True
        return False

    return grows(0, [], 0)
