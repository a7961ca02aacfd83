"""Who meets whom: the known optima, the bounds for every room, and rooms that change.

The bounds are checked against every way of dividing small rooms.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rooms import is_sentence
from workshop_kit.meetings import Met, Round, met_report, unavoidable
from workshop_kit.workshop import Participant
from workshop_kit.workshop.pairing import join_group, leave_group, next_round, swap

sizes = st.sampled_from([2, 3])


def a_room(*teams: int) -> list[Participant]:
    """So many people of each team."""
    return [
        Participant(f"p{team}.{number}", f"Person {number}", f"t{team}")
        for team, people in enumerate(teams, start=1)
        for number in range(people)
    ]


def some_rounds(
    people: Sequence[Participant], rounds: int, size: int = 2, past: Sequence[Round] = ()
) -> list[Round]:
    """What comes after the past, made one at a time."""
    made = list(past)
    for to_go in range(rounds, 0, -1):
        made.append(next_round(people, made, size=size, to_go=to_go, seed="KITES"))
    return made[len(past) :]


def meetings(rounds: Sequence[Round]) -> Counter[frozenset[str]]:
    """How often each two have met."""
    return Counter(
        frozenset(two) for groups in rounds for group in groups for two in combinations(group, 2)
    )


def mates(groups: Round) -> int:
    """How many meetings of team mates there are."""
    return sum(a.split(".")[0] == b.split(".")[0] for a, b in map(tuple, meetings([groups])))


def again(rounds: Sequence[Round]) -> int:
    """How many meetings are not the first."""
    return sum(times - 1 for times in meetings(rounds).values())


def every_round(ids: Sequence[str], into: Sequence[int]) -> Iterator[Round]:
    """Every way of dividing people into groups of these sizes."""
    if not ids:
        yield ()
        return
    for size in set(into):
        rest = list(into)
        rest.remove(size)
        for others in combinations(ids[1:], size - 1):
            left = [person for person in ids[1:] if person not in others]
            for groups in every_round(left, rest):
                yield ((ids[0], *others), *groups)


# Known optima


@pytest.mark.parametrize("people", [2, 4, 6, 8, 10, 14, 20])
def test_an_even_number_of_people_all_meet_in_one_round_less_than_they_are(people: int) -> None:
    rounds = some_rounds(a_room(*[1] * people), people - 1)
    assert meetings(rounds).total() == people * (people - 1) // 2
    assert again(rounds) == 0


@pytest.mark.parametrize(("teams", "people"), [(2, 5), (3, 4), (4, 3), (5, 2), (2, 9), (6, 3)])
def test_people_of_equal_teams_meet_everybody_of_the_other_teams_once(
    teams: int, people: int
) -> None:
    rounds = some_rounds(a_room(*[people] * teams), (teams - 1) * people)
    assert len(meetings(rounds)) == people * people * teams * (teams - 1) // 2
    assert sum(map(mates, rounds)) == again(rounds) == 0


def test_twelve_teams_of_four_meet_for_eight_rounds_without_repeat_or_team_mate() -> None:
    rounds = some_rounds(a_room(*[4] * 12), 8)
    assert sum(map(mates, rounds)) == again(rounds) == 0
    assert meetings(rounds).total() == 8 * 24


@pytest.mark.parametrize(
    ("teams", "rounds", "unavoidable_mates"),
    [((12, 5, 4, 3), 12, 0), ((10, 8, 7, 4, 4, 3), 20, 0), ((10, 2), 10, 4), ((7, 6), 4, 1)],
)
def test_uneven_teams_meet_only_the_team_mates_that_they_must(
    teams: tuple[int, ...], rounds: int, unavoidable_mates: int
) -> None:
    """(Biggest team - all others) / 2 pairs, or the one that a group of three makes."""
    made = some_rounds(a_room(*teams), rounds)
    assert [mates(groups) for groups in made] == [unavoidable_mates] * rounds
    assert again(made) == 0


@pytest.mark.parametrize(
    ("teams", "rounds"),
    [((1,) * 9, 4), ((1,) * 12, 4), ((1,) * 18, 7), ((5,) * 3, 5), ((7,) * 3, 7), ((4,) * 12, 8)],
)
def test_trios_reach_the_known_numbers_of_rounds_without_repeat(
    teams: tuple[int, ...], rounds: int
) -> None:
    made = some_rounds(a_room(*teams), rounds, size=3)
    assert {len(group) for groups in made for group in groups} == {3}
    assert sum(map(mates, made)) == again(made) == 0


def test_four_uneven_teams_in_trios_meet_only_the_team_mates_that_they_must() -> None:
    made = some_rounds(a_room(12, 5, 4, 3), 6, size=3)
    assert [mates(groups) for groups in made] == [4] * 6
    assert again(made) == 0


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("teams", [(25,) * 12, (25,) * 11 + (24,), (100, 90, 70, 40)])
def test_six_rounds_of_300_people_take_less_than_two_seconds(
    teams: tuple[int, ...], size: int
) -> None:
    people = a_room(*teams)
    began = time.process_time()
    rounds = some_rounds(people, 6, size)
    assert time.process_time() - began < 2
    assert again(rounds) == 0
    assert [mates(groups) for groups in rounds] == [unavoidable(teams, len(rounds[0]))] * 6


# Bounds, against every way there is


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("teams", [(5, 3), (7, 1), (4, 3), (3, 3, 2), (6,), (2, 2, 2, 1), (4, 1)])
def test_no_round_of_a_small_room_has_fewer_team_mates_together(
    teams: tuple[int, ...], size: int
) -> None:
    people = a_room(*teams)
    (made,) = some_rounds(people, 1, size)
    least = min(map(mates, every_round([p.id for p in people], [len(g) for g in made])))
    assert mates(made) == least == unavoidable(teams, len(made))


@pytest.mark.parametrize("into", [(2, 2, 2, 2), (3, 2, 2), (3, 3, 2), (4, 3), (4, 4), (3, 3)])
@pytest.mark.parametrize("here", [(4, 4), (6, 2), (3, 3, 2), (2, 5, 1), (1, 1, 6)])
def test_the_best_in_the_report_is_the_best_of_all_rounds(
    here: tuple[int, ...], into: tuple[int, ...]
) -> None:
    people = a_room(*here)[: sum(into)]
    teams = {p.id: p.team for p in people}
    reports = [met_report([g], teams) for g in every_round([p.id for p in people], into)]
    for two, met in reports[0][0].items():
        assert met.best == max(between[two].met for between, _ in reports)
    assert reports[0][1].best == max(room.met for _, room in reports)


# Every room


@settings(max_examples=20)
@given(
    st.lists(st.integers(0, 15), min_size=1, max_size=12), sizes, st.randoms(use_true_random=False)
)
@example([0], 2, random.Random(0))
@example([1], 3, random.Random(0))
@example([2], 3, random.Random(0))
@example([3], 2, random.Random(0))
@example([0, 4], 3, random.Random(0))
@example([15, 1], 2, random.Random(0))
def test_in_any_room_that_changes_everybody_is_in_one_group_of_the_right_size(
    teams: list[int], size: int, chance: random.Random
) -> None:
    everybody, past = a_room(*teams), list[Round]()
    for to_go in (3, 2, 1):
        here = [p for p in everybody if chance.random() < 0.8]
        groups = next_round(here, past, size=size, to_go=to_go, seed=1)
        assert sorted(person for group in groups for person in group) == sorted(p.id for p in here)
        odd = Counter(len(group) for group in groups if len(group) != size)
        assert odd == left_over(len(here), size)
        counts = Counter(p.team for p in here)
        assert mates(groups) == (unavoidable(counts.values(), len(groups)) if here else 0)
        assert groups == next_round(here[::-1], past, size=size, to_go=to_go, seed=1)
        if size == 2 and len(here) % 2 == 0 and choices(here, past) >= len(here) / 2:
            assert not set(meetings(past)) & set(meetings([groups]))
        past.append(groups)


def choices(here: Sequence[Participant], past: Sequence[Round]) -> int:
    """The fewest people of other teams that somebody has not met yet.

    If they are half of the room, it can be divided into pairs of such people (G. A. Dirac, 1952).
    """
    met = meetings(past)
    new = Counter(
        person.id
        for two in combinations(here, 2)
        if two[0].team != two[1].team and frozenset(p.id for p in two) not in met
        for person in two
    )
    return min((new[p.id] for p in here), default=0)


def left_over(people: int, size: int) -> Counter[int]:
    """Which groups of another size a room has."""
    if people < 2:
        return Counter({1: people} if people else {})
    if people % size == 0:
        return Counter()
    if size == 2:
        return Counter({3: 1})
    return Counter({2: 1} if people % 3 == 2 else {4: 1} if people >= 13 else {2: 2})


@settings(max_examples=25)
@given(st.integers(2, 8), st.integers(1, 6), st.integers(1, 8))
def test_equal_teams_meet_nobody_twice_as_long_as_somebody_is_left(
    teams: int, people: int, rounds: int
) -> None:
    """Up to the bound; in an odd room, where three meet at once, up to half of it."""
    left = (teams - 1) * people
    most = left if teams * people % 2 == 0 else max(1, (left - 1) // 2)
    made = some_rounds(a_room(*[people] * teams), min(rounds, most))
    assert sum(map(mates, made)) == again(made) == 0


@settings(max_examples=25)
@given(st.integers(3, 8), st.integers(1, 6), st.integers(1, 4))
def test_trios_of_equal_teams_meet_nobody_twice_in_the_first_half_of_the_bound(
    teams: int, people: int, rounds: int
) -> None:
    most = max(1, (teams - 1) * people // 4)
    made = some_rounds(a_room(*[people] * teams), min(rounds, most), size=3)
    assert sum(map(mates, made)) == again(made) == 0


# Fairness, and rooms that change


def test_nobody_is_in_a_group_of_three_again_before_nearly_everybody_was() -> None:
    made = some_rounds(a_room(5, 5, 5, 5, 5), 6)
    threes = Counter(person for groups in made for g in groups if len(g) == 3 for person in g)
    assert len(threes) == threes.total() == 18


def test_meeting_team_mates_goes_round() -> None:
    made = some_rounds(a_room(10, 2), 5)
    with_mates = Counter(
        person for groups in made for group in groups if mates((group,)) for person in group
    )
    assert with_mates == {f"p1.{number}": 4 for number in range(10)}


def test_those_who_were_three_are_spared_when_somebody_leaves() -> None:
    people = a_room(5, 5, 5)
    (first,) = some_rounds(people, 1)
    three = next(group for group in first if len(group) == 3)
    two = next(group for group in first if len(group) == 2)
    here = [p for p in people if p.id not in two]
    second = next_round(here, [first], size=2, to_go=1, seed=1)
    assert not set(three) & {p for group in second if len(group) == 3 for p in group}


def test_those_who_left_are_gone_and_those_who_came_late_meet_new_people() -> None:
    people = a_room(6, 6, 6)
    past = some_rounds(people, 3)
    gone, late = people[:3], a_room(0, 0, 0, 5)
    here = [*people[3:], *late]
    after = some_rounds(here, 3, past=past)
    assert {p for groups in after for group in groups for p in group} == {p.id for p in here}
    assert not {p.id for p in gone} & {p for groups in after for group in groups for p in group}
    assert again([*past, *after]) == 0


def test_a_change_by_hand_counts_as_what_happened() -> None:
    people = a_room(4, 4, 4)
    (planned,) = some_rounds(people, 1)
    really = swap(planned, planned[0][0], planned[1][0])
    after = some_rounds(people, 4, past=[really])
    assert again([really, *after]) == 0


def test_pairs_who_met_do_not_sit_in_a_trio_together_later() -> None:
    people = a_room(6, 6, 6)
    pairs = some_rounds(people, 3)
    trios = some_rounds(people, 2, size=3, past=pairs)
    assert again([*pairs, *trios]) == 0


def test_when_all_have_met_they_meet_again_evenly() -> None:
    people = a_room(2, 2)
    assert sorted(meetings(some_rounds(people, 6)).values()) == [3, 3, 3, 3]
    assert sum(map(mates, some_rounds(people, 6))) == 0


@pytest.mark.parametrize(("teams", "others"), [([25] * 12, 10), ([6] * 5, 3)])
def test_a_team_meets_many_other_teams_and_not_all_of_it_the_same(
    teams: list[int], others: int
) -> None:
    """Dealt out as they are, all 25 of a team would meet the 25 of one other team."""
    rounds = some_rounds(a_room(*teams), 3)
    assert sum(map(mates, rounds)) == again(rounds) == 0
    met: dict[str, set[str]] = {}
    for pair in meetings(rounds):
        a, b = (person.split(".")[0] for person in pair)
        met.setdefault(a, set()).add(b)
        met.setdefault(b, set()).add(a)
    assert min(map(len, met.values())) >= others


def test_another_seed_makes_another_round() -> None:
    people = a_room(5, 5, 5)
    rounds = {next_round(people, [], size=2, to_go=3, seed=seed) for seed in range(5)}
    assert len(rounds) == 5


def test_who_begins_is_not_always_of_the_same_team() -> None:
    firsts = {group[0].split(".")[0] for group in some_rounds(a_room(20, 20), 1)[0]}
    assert firsts == {"p1", "p2"}


@pytest.mark.parametrize("size", [0, 1, 4])
def test_other_sizes_are_told_in_words(size: int) -> None:
    with pytest.raises(ValueError, match="in pairs or in trios") as told:
        next_round(a_room(2, 2), [], size=size, to_go=1, seed=1)
    assert is_sentence(str(told.value))


# A change by hand


def test_a_swap_exchanges_two_people_and_nothing_else() -> None:
    groups = (("a", "b"), ("c", "d"), ("e", "f", "g"))
    assert swap(groups, "a", "g") == (("g", "b"), ("c", "d"), ("e", "f", "a"))
    assert swap(swap(groups, "a", "g"), "a", "g") == groups


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("a", "x", "is in no group"),
        ("x", "a", "is in no group"),
        ("a", "a", "different groups"),
        ("a", "b", "different groups"),
    ],
)
def test_a_swap_that_cannot_be_is_told_in_words(a: str, b: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as told:
        swap((("a", "b"), ("c", "d")), a, b)
    assert is_sentence(str(told.value))


def team_of(person: str) -> str:
    return person.split(".", maxsplit=1)[0]


class Teams(dict[str, str]):
    """The team of anybody, by the id that tests give."""

    def __missing__(self, person: str) -> str:
        return team_of(person)


def test_who_comes_late_makes_a_trio_with_people_of_other_teams_whom_she_has_not_met() -> None:
    now: Round = (("p1.1", "p2.1"), ("p2.2", "p3.2"), ("p2.3", "p3.3"))
    past: list[Round] = [(("p1.9", "p2.2"), ("p3.9", "p3.2"))]
    joined = join_group(now, "p1.9", Teams(), past, size=2)
    assert joined == (*now[:2], ("p2.3", "p3.3", "p1.9"))


def test_a_second_late_joiner_makes_a_pair_with_the_first_at_a_spot_that_is_free() -> None:
    now: Round = (("p1.1", "p2.1", "p3.late"), ("p1.2", "p2.2"))
    pairs = join_group(now, "p4.late", Teams(), [], size=2)
    assert pairs == (("p1.1", "p2.1"), ("p1.2", "p2.2"), ("p3.late", "p4.late"))
    free: Round = ((), *now)
    assert join_group(free, "p4.late", Teams(), [], size=2)[0] == ("p3.late", "p4.late")


def test_a_room_that_comes_after_the_start_is_in_pairs_all_the_same() -> None:
    now: Round = (("p1.0", "p2.0"),)
    for number in range(1, 20):
        for team in ("p1", "p2"):
            now = join_group(now, f"{team}.{number}", Teams(), [], size=2)
    assert sorted(len(group) for group in now) == [2] * 20
    assert mates(now) == 0


def test_late_joiners_do_not_crowd_one_group() -> None:
    now: Round = (("p1.1", "p2.1"), ("p1.2", "p2.2"), ("p1.3", "p2.3"))
    for number in range(3):
        now = join_group(now, f"p3.{number}", Teams(), [], size=2)
    assert [len(group) for group in now] == [3, 3, 3]


def test_a_partner_left_alone_is_joined_by_the_third_of_a_trio_so_that_there_are_pairs() -> None:
    now: Round = (("p1.1", "p2.1"), ("p1.2", "p2.2"), ("p1.3", "p2.3", "p3.3"))
    after = leave_group(now, "p2.1", Teams(), [(("p1.1", "p2.3"),)], size=2)
    assert after == (("p1.1", "p3.3"), now[1], ("p1.3", "p2.3"))


def test_a_partner_left_alone_joins_another_pair_and_all_others_keep_their_spots() -> None:
    now: Round = (("p1.1", "p2.1"), ("p1.2", "p2.2"), ("p2.3", "p3.3"))
    after = leave_group(now, "p2.1", Teams(), [], size=2)
    assert after == ((), ("p1.2", "p2.2"), ("p2.3", "p3.3", "p1.1"))


def test_a_trio_that_somebody_leaves_goes_on_as_two() -> None:
    now: Round = (("p1.1", "p2.1", "p3.1"), ("p1.2", "p2.2", "p3.2"))
    assert leave_group(now, "p1.1", Teams(), [], size=3) == (("p2.1", "p3.1"), now[1])


def test_the_last_two_part_as_they_must() -> None:
    alone = leave_group((("a", "b"),), "a", Teams(), [], size=2)
    assert alone == (("b",),)
    assert join_group(alone, "c", Teams(), [], size=2) == (("b", "c"),)
    assert join_group(((),), "c", Teams(), [], size=2) == (("c",),)


@given(
    teams=st.lists(st.integers(0, 6), min_size=2, max_size=5).filter(lambda t: sum(t) > 1),
    size=sizes,
    chance=st.randoms(use_true_random=False),
)
def test_whoever_comes_and_goes_nobody_is_twice_lost_or_alone_while_there_is_another(
    teams: list[int], size: int, chance: random.Random
) -> None:
    people = a_room(*teams)
    rounds = some_rounds(people, 2, size)
    here, now = {p.id for p in people}, rounds[1]
    for number in range(12):
        if here and chance.random() < 0.5:
            gone = chance.choice(sorted(here))
            here.remove(gone)
            now = leave_group(now, gone, Teams(), rounds[:1], size=size)
        else:
            late = f"p{chance.randint(1, 5)}.late{number}"
            here.add(late)
            now = join_group(now, late, Teams(), rounds[:1], size=size)
        assert sorted(person for group in now for person in group) == sorted(here)
        assert min((len(group) for group in now if group), default=2) >= min(2, len(here))
    assert len(next_round(a_room(*teams), [now], size=size, to_go=1, seed=1)) >= 1
    assert met_report([now], {person: team_of(person) for person in here})[1].met >= 0


# Who has met


def test_the_report_counts_each_two_people_once_against_the_best() -> None:
    teams = {"a": "A", "b": "A", "c": "B", "d": "B", "e": "C"}
    rounds: list[Round] = [(("a", "c"), ("b", "d", "e")), (("c", "a"), ("d", "b", "e"))]
    between, room = met_report(rounds, teams)
    assert between == {
        ("A", "B"): Met(met=2, best=4, pairs=4),
        ("A", "C"): Met(met=1, best=2, pairs=2),
        ("B", "C"): Met(met=1, best=2, pairs=2),
    }
    assert room == Met(met=4, best=8, pairs=8)


def test_the_report_of_eight_rounds_says_that_it_could_not_be_better() -> None:
    people = a_room(*[4] * 12)
    between, room = met_report(some_rounds(people, 8), {p.id: p.team for p in people})
    assert room == Met(met=192, best=192, pairs=66 * 16)
    assert sum(met.met for met in between.values()) == 192


def test_before_the_first_round_nobody_has_met() -> None:
    between, room = met_report([], {"a": "A", "b": "B"})
    assert between == {("A", "B"): Met(0, 0, 1)}
    assert room == Met(0, 0, 1)
    assert met_report([()], {}) == ({}, Met(0, 0, 0))
