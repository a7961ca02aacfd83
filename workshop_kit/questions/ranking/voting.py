"""From pairs to an order: how many people put item i before item j, for every two items.

Points are those of J.-C. de Borda (1784): one for each item that comes after. Ties in points are
broken by M. Schulze, "A new monotonic, clone-independent … voting method" (2011), with winning
votes. A Condorcet winner comes before every other item for more than half of the people.
"""

from collections.abc import Sequence

Before = Sequence[Sequence[int]]
"""How many people put the item of the row before the item of the column."""


def points(before: Before) -> list[int]:
    """Each item's Borda points."""
    return [sum(row) for row in before]


def condorcet(before: Before) -> int | None:
    """The item that wins against each other one, if there is one."""
    every = range(len(before))
    return next(
        (i for i in every if all(before[i][j] > before[j][i] for j in every if j != i)), None
    )


def schulze(before: Before) -> list[int]:
    """How many items each one beats, over the strongest chain of majorities between them."""
    every = range(len(before))
    chain = [[before[i][j] if before[i][j] > before[j][i] else 0 for j in every] for i in every]
    for over in every:
        for i in every:
            for j in every:
                if i != j:
                    chain[i][j] = max(chain[i][j], min(chain[i][over], chain[over][j]))
    return [sum(chain[i][j] > chain[j][i] for j in every) for i in every]


def places(before: Before) -> list[int]:
    """Each item's place, by points, then by Schulze; what is still equal shares a place."""
    scores = list(zip(points(before), schulze(before), strict=True))
    return [1 + sum(other > score for other in scores) for score in scores]


def concordance(counts: Sequence[Sequence[int]]) -> float:
    """Kendall's W, from how many people gave each item each place: 0 no order, 1 one list."""
    items, people = len(counts), sum(counts[0])
    sums = [sum(place * n for place, n in enumerate(row, start=1)) for row in counts]
    spread = sum((total - people * (items + 1) / 2) ** 2 for total in sums)
    return 12 * spread / (people**2 * (items**3 - items))
