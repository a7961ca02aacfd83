"""Who meets whom: pairs or trios across teams, round after round.

A round is made from who is here now and from what really happened before, so people who come late,
people who leave and a change by hand need nothing special. The rules, the first the strongest:
everybody is in one group; as few meetings of team mates as the teams' sizes allow; nobody meets
anybody again while that can be; who met a team mate or sat in a group of another size is spared.

Built on: teams dealt out like cards, which meets the bound for team mates (pigeonhole), and mixed,
so that a team meets more than one other; cyclic shifts for as many equal teams as seats (R. C.
Bose, 1938); a tabu search of all rounds to come (F. Glover, 1989; I. Dotú & P. Van Hentenryck,
"Scheduling social golfers locally", 2005).
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workshop_kit.meetings import Round, unavoidable
from workshop_kit.workshop import Participant

Ints = NDArray[np.int64]
FARTHEST = 1000
"""How far the search looks ahead: at most so many seats in all rounds together."""

MATE, AGAIN, NEVER = 10**12, 10**6, 2**61
"""The price of meeting a team mate, and of meeting again; fairness costs a few units."""


def next_round(
    people: Sequence[Participant], past: Sequence[Round], *, size: int, to_go: int, seed: int | str
) -> Round:
    """The groups of the next round; `to_go` is how many rounds are still to come, with this one.

    Looking ahead keeps early rounds from using up what later ones need. Where people do not divide:
    among pairs one group of three; among trios one of four or of two, in a small room two of two.
    """
    if size not in (2, 3):
        raise ValueError(f"People meet in pairs or in trios, not in groups of {size}.")
    rng = random.Random(f"{seed} {len(past)}")
    room = _room(people, past, size, seed)
    if room.groups < 2:
        return (room.ids,) if people else ()
    ahead = range(len(past), len(past) + max(1, min(to_go, FARTHEST // len(people))))
    rounds = _search(room, np.array([_dealt(room, number, rng) for number in ahead]), rng)
    seats = min(rounds, key=lambda seats: _Plan(room, seats[None]).price)
    mixed = rng.sample(range(len(people)), len(people))
    return tuple(
        tuple(room.ids[i] for i in mixed if seats[i] == group) for group in range(room.groups)
    )


def swap(groups: Round, a: str, b: str) -> Round:
    """The round with two people exchanged. Raises ValueError where that cannot be."""
    where = {person: group for group in groups for person in group}
    for person in (a, b):
        if person not in where:
            raise ValueError("Who is in no group of this round cannot change places.")
    if where[a] == where[b]:
        raise ValueError("Please choose two people of different groups.")
    other = {a: b, b: a}
    return tuple(tuple(other.get(person, person) for person in group) for group in groups)


def join_group(
    groups: Round, me: str, teams: Mapping[str, str], past: Sequence[Round], *, size: int
) -> Round:
    """The round with somebody who came late: in the group where the rules are kept best, or with
    the last of a larger group, who may have come late too."""
    here = [(i, group) for i, group in enumerate(groups) if group]
    free = groups.index(()) if () in groups else len(groups)
    ways: list[Way] = [{i: (*group, me)} for i, group in here] or [{free: (me,)}]
    ways += [
        {i: group[:-1], free: (group[-1], me)}
        for i, group in here
        if len(group) > 2  # so that nobody else is left alone
    ]
    return _best(groups, ways, teams, past, size)


def leave_group(
    groups: Round, me: str, teams: Mapping[str, str], past: Sequence[Round], *, size: int
) -> Round:
    """The round without somebody who left. Who would be alone then joins another group, or is
    joined by one of a larger group. A group without people stays, so that all keep their spots."""
    groups = tuple(tuple(person for person in group if person != me) for group in groups)
    for i, group in enumerate(groups):
        others = [(j, other) for j, other in enumerate(groups) if other and j != i]
        if len(group) != 1 or not others:
            continue
        ways = [{i: (), j: (*other, *group)} for j, other in others]
        ways += [
            {i: (*group, person), j: tuple(p for p in other if p != person)}
            for j, other in others
            if len(other) > 2  # so that nobody else is left alone
            for person in other
        ]
        return _best(groups, ways, teams, past, size)
    return groups


Way = dict[int, tuple[str, ...]]
"""A change of a round: some of its groups as they would be, by their place."""


def _best(
    groups: Round, ways: Sequence[Way], teams: Mapping[str, str], past: Sequence[Round], size: int
) -> Round:
    """The round after the change that costs least, the first of equals."""
    met = Counter(
        frozenset(two) for before in past for group in before for two in combinations(group, 2)
    )

    def price(group: tuple[str, ...]) -> int:
        twos = list(combinations(group, 2))
        mates = sum(teams[a] == teams[b] for a, b in twos)
        again = sum(met[frozenset(two)] for two in twos)
        return MATE * mates + AGAIN * again + (len(group) - size) ** 2 * bool(group)

    def costs(way: Way) -> int:
        return sum(price(new) - price(now.get(i, ())) for i, new in way.items())

    now = dict(enumerate(groups))
    return tuple((now | min(ways, key=costs)).values())


@dataclass(frozen=True)
class _Room:
    """Who is here, in figures: the team of each, who are `mates`, how often two have `met`, and the
    `strain` of each: how often somebody met a team mate or sat in a group of another size."""

    ids: tuple[str, ...]
    teams: Ints
    mates: NDArray[np.bool_]
    met: Ints
    strain: Ints
    size: int
    groups: int

    def price(self, met: Ints, strain: Ints) -> int:
        """What so many meetings and so much strain cost."""
        mates, again = (met * self.mates).sum() // 2, (met * (met - 1)).sum() // 4
        return MATE * int(mates) + AGAIN * int(again) + int((strain**2).sum())


def _room(people: Sequence[Participant], past: Sequence[Round], size: int, seed: object) -> _Room:
    """Team by team, within each by lot: an order that nobody's coming or going changes."""
    ordered = sorted(people, key=lambda p: (p.team, random.Random(f"{seed} {p.id}").random(), p.id))
    number = {p.id: i for i, p in enumerate(ordered)}
    teams = np.unique([p.team for p in ordered], return_inverse=True)[1]
    met, strain = np.zeros((len(teams), len(teams)), int), np.zeros(len(teams), int)
    for groups in past:
        alike = 3 * sum(len(g) for g in groups if len(g) == size) > sum(len(g) for g in groups)
        for group in groups:
            here = [number[person] for person in group if person in number]
            met[np.ix_(here, here)] += 1
            strain[here] += alike and len(group) != size
    np.fill_diagonal(met, 0)
    mates, into = _together(teams[None])[0], _groups(len(teams), size)
    return _Room(tuple(number), teams, mates, met, strain + (met * mates).sum(1), size, into)


def _groups(people: int, size: int) -> int:
    """How many groups; a four only from 13 on: with fewer groups, two of it would meet again."""
    return max(1, people // 2 if size == 2 else (people + (2 if people < 13 else 1)) // 3)


def _dealt(room: _Room, number: int, rng: random.Random) -> Ints:
    """The group of each, team after team dealt out; where that is perfect, shifted by rounds."""
    people, teams = np.arange(len(room.ids)), np.bincount(room.teams)
    if len(teams) == room.size and len(set(teams)) == 1:
        return (people + number * room.teams) % room.groups
    turn = rng.sample(range(len(teams)), len(teams))
    order = sorted(people.tolist(), key=lambda i: (turn[room.teams[i]], rng.random()))
    return _mixed(room, np.argsort(order) % room.groups, rng)


def _mixed(room: _Room, seats: Ints, rng: random.Random) -> Ints:
    """The same with people exchanged by lot, where no team mates and no old acquaintances come
    together by it: as they were dealt out, all of a team would meet people of one other team."""
    price = (MATE * room.mates + AGAIN * room.met).tolist()
    groups: list[list[int]] = [[] for _ in range(room.groups)]
    for person, seat in enumerate(seats.tolist()):
        groups[seat].append(person)
    seat_of, people = seats.tolist(), range(len(room.ids))
    for a, b in zip([*people, *people], rng.choices(people, k=2 * len(people)), strict=True):
        here, there = groups[seat_of[a]], groups[seat_of[b]]
        now = sum(price[a][c] for c in here) + sum(price[b][c] for c in there)
        then = sum(price[b][c] for c in here if c != a) + sum(price[a][c] for c in there if c != b)
        if here is not there and then <= now:
            here[here.index(a)], there[there.index(b)] = b, a
            seat_of[a], seat_of[b] = seat_of[b], seat_of[a]
    return np.array(seat_of)


class _Plan:
    """Some rounds to come (a row each: the group of everybody) and what comes of them."""

    def __init__(self, room: _Room, rounds: Ints) -> None:
        self.room, self.rounds, self.together = room, rounds, _together(rounds)
        self.odd = (np.bincount(rounds[0]) != room.size).astype(int)[rounds]
        self.strains = self.odd + (self.together & room.mates).sum(2)
        self.met = room.met + self.together.sum(0)
        self.strain = room.strain + self.strains.sum(0)
        self.price = room.price(self.met, self.strain)

    def floor(self) -> int:
        """What no plan can cost less than: the unavoidable, shared as evenly as can be."""
        room, strain, met = self.room, self.room.strain.copy(), np.triu(self.room.met)
        upper, meetings = ~np.tri(len(met), dtype=bool), int(self.together.sum()) // 2
        for team, people in enumerate(np.bincount(room.teams).tolist()):
            mates = len(self.rounds) * unavoidable([people], room.groups)
            ours = room.teams == team
            strain[ours] = _raised(strain[ours], 2 * mates)
            pairs = upper & ours & ours[:, None]
            met[pairs] = _raised(met[pairs], mates)
            meetings -= mates
        met[upper & ~room.mates] = _raised(met[upper & ~room.mates], meetings)
        return room.price(met + met.T, _raised(strain, int(self.odd.sum())))

    def gains(self, number: int) -> Ints:
        """How the price changes if two people swap their seats in a round."""
        seats, odd = self.rounds[number], self.odd[number]
        fair = 2 * (self.strain - self.strains[number]) + 1
        prices = self.room.mates * (MATE + fair[:, None] + fair)
        prices += AGAIN * (self.met - self.together[number])
        order = np.argsort(seats, kind="stable")
        starts = np.searchsorted(seats[order], np.arange(self.room.groups))
        joins = np.add.reduceat(prices[:, order], starts, axis=1)[:, seats]
        own = joins.diagonal()
        gains: Ints = joins + joins.T - 2 * prices - own[:, None] - own
        gains += (fair[:, None] - fair) * (odd - odd[:, None])
        gains[seats[:, None] == seats] = NEVER
        return gains


def _search(room: _Room, rounds: Ints, rng: random.Random) -> Ints:
    """The best plan that is found before patience ends: always the best swap in some round, but
    none of the last few unless it sets a record."""
    floor, people = _Plan(room, rounds).floor(), len(room.ids)
    most = 10 + min(150 * people, 2_000_000 // people**2)
    barred = np.zeros((*rounds.shape, people), np.int32)
    best, kept, step, last = NEVER, rounds, 0, 0
    while True:
        now = _Plan(room, rounds)
        if now.price < best:
            best, kept, last = now.price, rounds.copy(), step
        if best <= floor or step - last > (most if best // AGAIN > floor // AGAIN else most // 5):
            return kept
        step += 1
        mates = room.mates & (now.price // MATE > floor // MATE)
        worse = (now.together & (mates | (now.met > 1))).any(2)
        trouble = worse | (now.strains > 0) if step % 4 == 0 or not worse.any() else worse
        number = rng.choice(np.flatnonzero(trouble.any(1)).tolist())
        gains = now.gains(number)
        gains[(barred[number] > step) & (now.price + gains >= best)] = NEVER
        gains[~trouble[number]] = NEVER
        a, b = rng.choice(np.argwhere(gains == gains.min()).tolist())
        barred[number, [a, b], [b, a]] = step + rng.randint(5, 12)
        rounds[number, [a, b]] = rounds[number, [b, a]]


def _together(rounds: Ints) -> NDArray[np.bool_]:
    """Who share a group in each round; nobody with themselves."""
    return np.equal(rounds[:, :, None], rounds[:, None]) & ~np.eye(rounds.shape[1], dtype=bool)


def _raised(counts: Ints, more: int) -> Ints:
    """The counts after raising one of the smallest by one, `more` times."""
    counts = counts.copy()
    while more > 0:
        smallest = np.flatnonzero(counts == counts.min())[:more]
        counts[smallest] += 1
        more -= len(smallest)
    return counts
