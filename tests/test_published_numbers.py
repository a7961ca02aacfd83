"""What measures say, beside the numbers that their sources and our table of them give.

Those of the rankings, the trust map's effects, the help network's baseline, Wilson's interval and
Student's sleep data stand in the tests of these measures.
"""

import itertools
import random
from collections import Counter
from statistics import fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_kit.measures.camps.polarisation import agreement, consensus
from workshop_kit.measures.common_ground.measure import smoothed
from workshop_kit.measures.help_network.indices import reciprocity
from workshop_kit.measures.perception_gap.coorientation import apart, coorientation, state
from workshop_kit.measures.profile_accuracy.profiles import (
    components,
    correlation,
    distinctive,
    double_entry,
    gower,
    mean_square,
    projection,
)
from workshop_kit.measures.trust_map.relations import shares_of
from workshop_kit.questions.colleague.question import Sheet, spread
from workshop_kit.questions.scale import agreement as scale_agreement

counts = st.lists(st.integers(0, 9), min_size=3, max_size=11)
points = st.floats(1, 7, allow_nan=False)


# Agreement of ratings


def of(*answers: int, most: int = 5) -> list[int]:
    """How many gave each point."""
    return [answers.count(point) for point in range(1, most + 1)]


def test_the_average_deviation_from_the_median_is_that_of_the_table() -> None:
    assert scale_agreement.deviation(of(2, 3, 3, 4, 4, 4, 5, 5)) == 0.75
    assert scale_agreement.deviation(of(1, 1, 5, 5)) == 2


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ([4] * 9, "alike"),
        ([2, 3, 3, 4, 4, 4, 5, 5], "alike"),
        ([1, 2, 3, 4, 5], "differ"),
        ([1, 2, 2, 3, 4, 4, 5], "differ"),
        ([1, 1, 5, 5], "two camps"),
        ([1, 1, 2, 5, 5, 5], "two camps"),
    ],
)
def test_agreement_is_told_in_words(answers: list[int], word: str) -> None:
    assert scale_agreement.agreement(of(*answers)) == word


def test_the_limits_of_agreement_are_those_that_its_docstring_gives() -> None:
    edge = [0, 0, 1, 5, 0, 0]  # 1/6 of a point off the median
    assert scale_agreement.deviation(edge) == pytest.approx(1 / 6)
    assert scale_agreement.agreement([0, 6, 0, 0, 6, 0]) == "differ", "1.5 is even spread on six"
    assert scale_agreement.agreement([0, 6, 0, 0, 5, 1]) == "two camps"
    assert scale_agreement.agreement([0, 3, 0, 3, 0, 0]) == "alike", "1 is 6/6"
    assert scale_agreement.agreement([1, 2, 0, 3, 0, 0]) == "differ"


@given(counts.filter(any))
def test_turning_a_scale_round_changes_no_agreement(given: list[int]) -> None:
    turned = given[::-1]
    assert scale_agreement.deviation(turned) == pytest.approx(scale_agreement.deviation(given))
    assert agreement(turned) == pytest.approx(agreement(given))
    assert consensus(turned) == pytest.approx(consensus(given))


# Camps


def test_van_der_eijks_and_tastle_and_wiermans_indices_are_those_of_the_table() -> None:
    assert agreement([3, 0, 0, 0, 1]) == 0
    assert agreement([1, 1, 1, 1, 1]) == 0
    assert consensus([1, 1, 1, 1, 1]) == pytest.approx(0.434, abs=5e-4)
    assert agreement([0, 0, 7, 0, 0]) == consensus([0, 0, 7, 0, 0]) == 1
    assert agreement([5, 0, 0, 0, 5]) == -1
    assert consensus([5, 0, 0, 0, 5]) == 0
    assert agreement([0, 0, 0]) == consensus([0, 0, 0]) == 0


def test_layers_are_weighed_by_their_size() -> None:
    """By hand: [1, 2, 3, 1, 0] is a layer of 4 points, one of 2 and one of 1, each 1 high."""
    four, two, one = 1 - 3 / 4, 1 - 1 / 4, 1
    assert agreement([1, 2, 3, 1, 0]) == pytest.approx((4 * four + 2 * two + one) / 7)


def test_six_answers_by_chance_agree_by_a_quarter_so_nothing_is_said_under_ten() -> None:
    chance = random.Random(1)
    drawn = [of(*(chance.randint(1, 5) for _ in range(6))) for _ in range(2000)]
    assert fmean(agreement(counts) for counts in drawn) == pytest.approx(0.23, abs=0.02)


@given(counts.filter(any), st.integers(1, 5))
def test_indices_of_camps_stay_in_their_bounds_and_do_not_grow_with_the_room(
    given: list[int], times: int
) -> None:
    assert -1 - 1e-9 <= agreement(given) <= 1 + 1e-9
    assert -1e-9 <= consensus(given) <= 1 + 1e-9
    more = [times * n for n in given]
    assert agreement(more) == pytest.approx(agreement(given))
    assert consensus(more) == pytest.approx(consensus(given))


# Co-orientation


@given(points, points, points)
def test_accuracy_is_agreement_less_congruency(own: float, other: float, expected: float) -> None:
    agreed, congruent, accurate = coorientation(own, other, expected)
    assert accurate == pytest.approx(agreed - congruent)


@pytest.mark.parametrize(
    ("own", "other", "expected", "told"),
    [
        (4, 3.5, 4.5, "consensus"),
        (4, 2, 2.5, "dissensus"),
        (4, 2, 3.5, "false consensus"),
        (4, 4.5, 2, "false conflict"),
        (2, 4, 5, "dissensus"),
        (4, 3.4, 4, "false consensus"),
        (4, 4, 3.4, "false conflict"),
    ],
)
def test_half_a_point_parts_the_four_states(
    own: float, other: float, expected: float, told: str
) -> None:
    assert state(own, other, expected) == told


def test_floating_point_makes_no_gap_of_half_a_point() -> None:
    assert apart(1.1, 0.6) == apart(0.6, 1.1) == 0.5
    assert state(1.1, 0.6, 0.6) == "consensus"
    assert apart(3.75, 3.125) == 0.625


def test_without_one_of_the_views_there_is_no_state() -> None:
    assert {state(None, 1, 1), state(1, None, 1), state(1, 1, None)} == {None}


# Profiles


def test_a_profile_a_point_too_high_is_like_in_form_and_not_in_level() -> None:
    low, high = [1.0, 2, 3, 4, 5], [2.0, 3, 4, 5, 6]
    assert correlation(low, high) == pytest.approx(1)
    assert double_entry(low, high) == pytest.approx(0.7778, abs=5e-5)
    assert gower(low, high, 4) == 0.75
    assert double_entry([3, 3], [3, 3]) is None


def tables(targets: int = 4, items: int = 5) -> st.SearchStrategy[list[list[float]]]:
    row = st.lists(points, min_size=items, max_size=items)
    return st.lists(row, min_size=targets, max_size=targets)


@given(tables(), tables())
def test_the_four_components_are_the_mean_square_error(
    estimates: list[list[float]], truth: list[list[float]]
) -> None:
    assert sum(components(estimates, truth)) == pytest.approx(mean_square(estimates, truth))


def test_each_component_is_told_apart() -> None:
    truth = [[1.0, 2, 3, 4], [2, 3, 4, 1], [3, 4, 1, 2]]
    by_target = [[x + shift for x in row] for row, shift in zip(truth, (1, 0, -1), strict=True)]
    by_item = [[x + shift for x, shift in zip(row, (1, -1, 1, -1), strict=True)] for row in truth]
    raised = [[x + 2 for x in row] for row in truth]
    assert components(truth, truth) == (0, 0, 0, 0)
    assert components(raised, truth) == pytest.approx((4, 0, 0, 0))
    assert components(by_target, truth) == pytest.approx((0, 2 / 3, 0, 0))
    assert components(by_item, truth) == pytest.approx((0, 0, 1, 0))


def test_who_gives_all_the_average_profile_sees_nothing_that_sets_them_apart() -> None:
    truth = [[1.0, 2, 3, 4], [2, 3, 4, 1], [3, 4, 1, 2]]
    average = [fmean(column) for column in zip(*truth, strict=True)]
    assert distinctive([average] * 3, truth) is None
    assert distinctive(truth, truth) == pytest.approx(1)
    assert distinctive([[-x for x in row] for row in truth], truth) == pytest.approx(-1)


def test_an_estimate_made_of_truth_and_own_view_is_taken_apart() -> None:
    truth, own = [1.0, 2, 3, 4, 2, 5], [2.0, 1, 4, 3, 5, 1]
    mixed = [0.3 * t + 0.7 * o + 1 for t, o in zip(truth, own, strict=True)]
    weights = projection(mixed, truth, own)
    assert weights == pytest.approx((0.3, 0.7))
    assert projection(mixed, truth, truth) is None


# Networks


def test_reciprocity_is_what_comes_back_between_teams() -> None:
    assert reciprocity({("a", "b"): 4, ("b", "a"): 1, ("a", "a"): 9}) == pytest.approx(2 / 5)
    assert reciprocity({("a", "b"): 3, ("b", "a"): 3}) == 1
    assert reciprocity({("a", "b"): 3}) == 0
    assert reciprocity({("a", "a"): 3}) is None


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from("abc"), max_size=3)),
        min_size=2,
        max_size=6,
    )
)
def test_the_spread_of_own_choices_is_that_of_all_permutations(
    filled: list[tuple[str, list[str]]],
) -> None:
    """Every way to deal the sheets to the people, one by one."""
    homes, chosen = [home for home, _ in filled], [Counter(named) for _, named in filled]
    own = [
        sum(sheet[home] for home, sheet in zip(dealt, chosen, strict=True))
        for dealt in itertools.permutations(homes)
    ]
    sheets = [Sheet(home, Counter(named)) for home, named in filled]
    assert spread(sheets) == pytest.approx(pvariance(own) ** 0.5, abs=1e-6)


# The trust map's shares


def round_robin(
    teams: int, actor: float, partner: float, pair: float, chance: random.Random
) -> list[list[float | None]]:
    """A matrix in which those who trust, those who are trusted, and pairs differ by so much."""
    gives, gets = ([chance.gauss(0, sd) for _ in range(teams)] for sd in (actor, partner))
    return [
        [None if i == j else 4 + gives[i] + gets[j] + chance.gauss(0, pair) for j in range(teams)]
        for i in range(teams)
    ]


def test_over_many_rooms_the_shares_are_those_that_the_rooms_were_made_of() -> None:
    chance = random.Random(7)
    drawn = [shares_of(round_robin(14, 1.0, 0.5, 1.0, chance)) for _ in range(300)]
    told = [fmean(part) for part in zip(*[d for d in drawn if d], strict=True)]
    assert told == pytest.approx([1 / 2.25, 0.25 / 2.25, 1 / 2.25], abs=0.03)


@given(st.integers(4, 12), st.integers(0, 10**6))
def test_shares_are_told_from_ten_teams_on_and_none_is_negative(teams: int, seed: int) -> None:
    shares = shares_of(round_robin(teams, 0.1, 0.1, 1.0, random.Random(seed)))
    assert (shares is None) == (teams < 10)
    if shares is not None:
        assert min(shares) >= 0
        assert sum(shares) == pytest.approx(1)


def test_where_all_trust_alike_there_are_no_shares() -> None:
    assert shares_of(round_robin(10, 0, 0, 0, random.Random(1))) is None


# Common ground


def test_few_who_all_agree_do_not_outweigh_many() -> None:
    assert smoothed(3, 3) == 0.8
    assert smoothed(30, 30) > 0.96
    assert smoothed(0, 0) == 0.5
