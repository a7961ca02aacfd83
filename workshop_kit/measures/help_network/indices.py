"""Indices of a network of teams: random mixing, how far a team turns inward, what comes back."""

from collections import Counter
from collections.abc import Mapping, Sequence

from workshop_kit.measure import Room

FEWEST_IN_TEAM = 3
"""People who answered in a team that is shown by itself; and people who are in a team whose
contacts are counted by itself."""


def together(
    sizes: Mapping[str, int], hidden: Sequence[str], teams: Sequence[str]
) -> list[list[str]]:
    """The teams by themselves, and last those too small for it, with others until they are enough:
    first with such as are hidden anyway, then with the next smallest."""
    small = [team for team in teams if sizes[team] < FEWEST_IN_TEAM]
    large = [team for team in teams if team not in small]
    large.sort(key=lambda team: (team not in hidden, sizes[team]))
    while small and large and sum(sizes[team] for team in small) < FEWEST_IN_TEAM:
        small.append(large.pop(0))
    apart = [[team] for team in teams if team in large]
    return [*apart, [team for team in teams if team in small]] if small else apart


def own_at_random(room: Room, teams: Sequence[str]) -> float | None:
    """The share of own contacts that people of these teams have when they mix at random: I* of
    all ordered pairs in which they name somebody. None where they could name nobody."""
    sizes = Counter(room.people.values())
    could = sum(sizes[team] * (len(room.people) - 1) for team in teams)
    return sum(sizes[team] * (sizes[team] - 1) for team in teams) / could if could else None


def coleman(own: float, at_random: float) -> float | None:
    """How far a team turns inward: 0 as at random, 1 only to itself, -1 only to others.

    None where it has nobody else to turn to.
    """
    if own >= at_random:
        return (own - at_random) / (1 - at_random) if at_random < 1 else None
    return (own - at_random) / at_random


def reciprocity(flows: Mapping[tuple[str, str], int]) -> float | None:
    """Of the contacts between teams, the share that as many the other way stand against.

    2 Σ min(there, back) / Σ (there + back), over pairs of teams: weighted reciprocity, as in
    T. Squartini & others, "Reciprocity of weighted networks" (2013). None where there are none.
    """
    across = {pair: n for pair, n in flows.items() if pair[0] != pair[1]}
    named = sum(across.values())
    returned = sum(min(n, across.get((b, a), 0)) for (a, b), n in across.items())
    return returned / named if named else None
