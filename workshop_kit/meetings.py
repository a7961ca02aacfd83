"""Who has met whom in groups, and how many could have."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Two = tuple[str, str]
Round = tuple[tuple[str, ...], ...]
"""The ids of people in groups. Within a group their order is by chance: the first may begin."""


@dataclass(frozen=True)
class Met:
    """Pairs of people of different teams: how many have met, could have met, and there are."""

    met: int
    best: int
    pairs: int


def unavoidable(teams: Iterable[int], groups: int) -> int:
    """The fewest meetings of team mates: each team (by size) spread evenly over the groups."""
    return sum(groups * q * (q - 1) // 2 + r * q for q, r in (divmod(t, groups) for t in teams))


def met_report(rounds: Sequence[Round], teams: Mapping[str, str]) -> tuple[dict[Two, Met], Met]:
    """Who has met, of each two teams and in the whole room; `teams` knows also those who have left.

    The best of two teams is what these rounds could have done for these two alone; the best of the
    room is what they could have done for all of them together.
    """
    people = Counter(teams.values())
    pairs = {frozenset(pair) for groups in rounds for g in groups for pair in combinations(g, 2)}
    met = Counter(tuple(sorted(teams[person] for person in pair)) for pair in pairs)
    best, overall = Counter[Two](), 0
    for groups in filter(None, rounds):
        sizes = [len(group) for group in groups if group]
        here = Counter(teams[person] for group in groups for person in group)
        overall += sum(n * (n - 1) // 2 for n in sizes) - unavoidable(here.values(), len(sizes))
        for a, b in combinations(sorted(people), 2):
            best[a, b] += max(_most(sizes, here[a], here[b], share) for share in (1, 2))
    between = {
        (a, b): Met(met[a, b], min(best[a, b], people[a] * people[b]), people[a] * people[b])
        for a, b in combinations(sorted(people), 2)
    }
    all_met, every = sum(m.met for m in between.values()), sum(m.pairs for m in between.values())
    return between, Met(all_met, min(overall, every), every)


def _most(sizes: Sequence[int], a: int, b: int, share: int) -> int:
    """How often `a` and `b` people meet in one round; the fewer take `share` seats of a group."""
    total = 0
    for size in sorted(sizes, reverse=True):
        if not (a and b):
            break
        few, many = sorted((a, b))
        one, other = (x := min(few, share, size // 2)), min(many, size - x)
        total, a, b = total + one * other, few - one, many - other
    return total
