"""A ranking: what a form may send, and the order that follows for the room."""

import itertools
import random
from collections.abc import Sequence
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import browsers
from tests.rooms import a_step, an_exercise, kept, make, refusal
from workshop_kit import questions
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong
from workshop_kit.question import Answer
from workshop_kit.questions.ranking import voting
from workshop_kit.questions.ranking.question import Ranking
from workshop_kit.release import Tally

CITIES = Ranking(items=("Memphis", "Nashville", "Chattanooga", "Knoxville"))
TENNESSEE = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}
"""An example from many textbooks, in percent of the voters."""

SCHULZE = dict(
    zip(
        ("ACBED", "ADECB", "BEDAC", "CABED", "CAEBD", "CBADE", "DCEBA", "EBADC"),
        (5, 5, 8, 3, 7, 2, 7, 8),
        strict=True,
    )
)
"""The 45 voters of M. Schulze (2011), example 1: no Condorcet winner; the order is E A C B D."""

orders = st.permutations(range(4)).map(list)
lists = st.lists(orders, min_size=1, max_size=12)


def filled(order: Sequence[int]) -> dict[str, list[str]]:
    """The form of somebody who puts the items, by their number, in this order."""
    return {str(item): [str(order.index(item) + 1)] for item in range(len(order))}


def tallied(question: Ranking, *said: Sequence[int]) -> list[Tally]:
    """What the room sees of these orders, item by item."""
    answers = [question.read(filled(order), {}) for order in said]
    return [
        question.tally(list(part))
        for part in zip(*(answer for answer in answers if answer), strict=True)
    ]


def elected(votes: dict[str, int], question: Ranking, letters: str) -> list[Tally]:
    """The tallies of an election in which each order of letters was given so many times."""
    said = [[letters.index(one) for one in order] for order, n in votes.items() for _ in range(n)]
    return tallied(question, *said)


def in_order(question: Ranking, tallies: Sequence[Tally]) -> list[tuple[int, str]]:
    return [(standing.place, standing.label) for standing in question.standing(tallies)]


# What is sent


def test_places_are_read_as_what_comes_after_each_item() -> None:
    answer = CITIES.read({"0": ["4"], "1": ["1"], "2": ["2"], "3": ["3"]}, {})
    assert answer == [[], [0, 2, 3], [0, 3], [0]]
    assert CITIES.said(answer) == "1. Nashville, 2. Chattanooga, 3. Knoxville, 4. Memphis"


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ("1 2 3 -", "Please give every line a place: 1 of 4 has none yet."),
        ("- 2 - 3", "Please give every line a place: 2 of 4 have none yet."),
        ("1 2 2 3", "Place 2 is given more than once. Please give each place once."),
        ("1 2 3 5", "Please choose places from 1 to 4."),
        ("1 2 3 ٤", "Please choose places from 1 to 4."),
        ("01 2 3 4", "Please choose places from 1 to 4."),
    ],
)
def test_each_place_is_given_once(places: str, told: str) -> None:
    form = {str(i): [place.replace("-", "")] for i, place in enumerate(places.split())}
    assert refusal(lambda: CITIES.read(form, {})) == told


def test_an_untouched_ranking_is_no_answer() -> None:
    assert CITIES.read({str(i): [""] for i in range(4)}, {}) is None


@given(order=orders)
def test_every_order_is_read_and_filled_in_again(order: list[int]) -> None:
    answer = CITIES.read(filled(order), {})
    assert answer is not None
    assert CITIES.fill(answer) == filled(order)
    assert [CITIES.place(value) - 1 for value in answer] == [order.index(i) for i in range(4)]


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (["One", "Two"], "items must be from 3 to 10 texts"),
        ([str(i) for i in range(11)], "items must be from 3 to 10 texts"),
        (["One", "Two", "One"], "two items are the same"),
        (["One", "Two", " "], "items has an empty text"),
        (["One", "Two", "x" * 81], "an item has from 1 to 80 characters"),
    ],
)
def test_an_exercise_is_told_what_a_ranking_can_be_of(items: list[str], told: str) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(a_step("first", "ranking", items=items))


# The room's order


def test_tennessee_puts_nashville_first_by_points_and_one_against_one() -> None:
    tallies = elected(TENNESSEE, CITIES, "MNCK")
    points = {
        item: CITIES.summary(tally)["Points"] for item, tally in zip("MNCK", tallies, strict=True)
    }
    assert points == {"N": 194, "C": 173, "M": 126, "K": 107}
    before = [tally["before"] for tally in tallies]
    assert voting.points(before) == [126, 194, 173, 107]
    assert voting.condorcet(before) == "MNCK".index("N")
    assert voting.schulze(before) == [0, 3, 2, 1]
    assert in_order(CITIES, tallies) == [
        (1, "Nashville"),
        (2, "Chattanooga"),
        (3, "Memphis"),
        (4, "Knoxville"),
    ]
    assert (
        CITIES.verdict(tallies)[0] == "“Nashville” wins against every other item, one against one."
    )
    assert CITIES.summary(tallies[0])["Mean place"] == pytest.approx(0.42 * 1 + 0.58 * 4)


def test_schulzes_own_example_has_his_order_and_no_winner_one_against_one() -> None:
    question = Ranking(items=tuple("ABCDE"))
    tallies = elected(SCHULZE, question, "ABCDE")
    before = [tally["before"] for tally in tallies]
    beaten = voting.schulze(before)
    assert sorted("ABCDE", key=lambda item: -beaten["ABCDE".index(item)]) == list("EACBD")
    assert voting.condorcet(before) is None
    assert question.verdict(tallies)[0] == "No item wins against every other one, one against one."


def test_points_and_one_against_one_may_name_different_items() -> None:
    question = Ranking(items=("A", "B", "C"))
    tallies = elected({"ABC": 3, "BCA": 2}, question, "ABC")
    assert [question.summary(tally)["Points"] for tally in tallies] == [6, 7, 2]
    assert question.verdict(tallies)[0] == (
        "“B” has most points; one against one, “A” wins against each other."
    )


def test_items_with_the_same_points_are_told_apart_one_against_one() -> None:
    question = Ranking(items=("B", "A", "C"))
    tallies = elected({"ABC": 2, "BCA": 1}, question, "BAC")
    assert [question.summary(tally)["Points"] for tally in tallies] == [4, 4, 1]
    assert in_order(question, tallies) == [(1, "A"), (2, "B"), (3, "C")]


def test_what_is_quite_equal_shares_a_place() -> None:
    question = Ranking(items=("A", "B", "C"))
    assert in_order(question, tallied(question, [0, 1, 2], [1, 0, 2])) == [
        (1, "A"),
        (1, "B"),
        (3, "C"),
    ]


def test_kendalls_w_is_that_of_the_textbook() -> None:
    """Three executives rank six applicants (S. Siegel, "Nonparametric Statistics", 1956)."""
    executives = [(1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1)]
    counts = [[[e[i] for e in executives].count(p) for p in range(1, 7)] for i in range(6)]
    assert voting.concordance(counts) == pytest.approx(0.16, abs=0.005)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([[0, 1, 2, 3]] * 5, "The lists are much alike: agreement 1.00"),
        ([[0, 1, 2, 3]] * 3 + [[3, 2, 1, 0]] * 3, "The lists differ widely: agreement 0.00"),
        ([[0, 1, 2, 3]] * 4 + [[3, 2, 1, 0]], "The lists differ widely: agreement 0.36"),
        ([[0, 1, 2, 3]] * 4 + [[1, 3, 0, 2]], "The lists are partly alike: agreement 0.68"),
    ],
)
def test_how_much_the_lists_agree_is_said_in_words(said: list[list[int]], told: str) -> None:
    assert CITIES.verdict(tallied(CITIES, *said))[1].startswith(told)


def test_of_fewer_than_five_lists_nothing_is_said_about_agreement() -> None:
    assert CITIES.verdict(tallied(CITIES, *[[0, 1, 2, 3]] * 4)) == []


def test_where_an_item_is_withheld_there_is_no_order() -> None:
    tallies = tallied(CITIES, [0, 1, 2, 3])
    assert CITIES.standing([None, *tallies[1:]]) == []
    assert CITIES.verdict([None] * 4) == []


@given(said=lists)
def test_the_order_follows_the_points(said: list[list[int]]) -> None:
    standing = CITIES.standing(tallied(CITIES, *said))
    points = [sum(item.tally["before"]) for item in standing]
    assert points == sorted(points, reverse=True)
    assert sum(points) == len(said) * 6
    assert [item.place for item in standing] == sorted(item.place for item in standing)


@given(said=lists)
def test_who_wins_against_each_other_item_is_first_with_schulze(said: list[list[int]]) -> None:
    before = [tally["before"] for tally in tallied(CITIES, *said)]
    winner = voting.condorcet(before)
    if winner is not None:
        beaten = voting.schulze(before)
        assert beaten[winner] == max(beaten) == 3
        assert voting.points(before)[winner] > min(voting.points(before))


@given(said=lists)
def test_a_tally_counts_every_pair_and_every_place_once(said: list[list[int]]) -> None:
    tallies = tallied(CITIES, *said)
    for i, j in itertools.combinations(range(4), 2):
        assert tallies[i]["before"][j] + tallies[j]["before"][i] == len(said)
    for place in range(4):
        assert sum(tally["counts"][place] for tally in tallies) == len(said)
    assert 0 <= voting.concordance([tally["counts"] for tally in tallies]) <= 1 + 1e-9


@given(seed=st.integers())
def test_a_rehearsed_ranking_is_a_whole_one(seed: int) -> None:
    sample = CITIES.sample(random.Random(seed), {})
    assert sorted(place for (place,) in sample.values()) == ["1", "2", "3", "4"]


# On a phone


def test_without_javascript_places_are_chosen_from_lists(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("first", "ranking", items=["Red", "Green", "Blue"])))
    phones = browsers(conduct, code, ["t1", "t2", "t2"])
    make(conduct, code, "next", "open")
    told = phones[0].open().fill_in({"room:0": "1", "room:1": "1", "room:2": "2"})
    assert told.alert == "Place 1 is given more than once. Please give each place once."
    kept_places = told.page.xpath("//select/option[@selected]/@value")
    assert kept_places == ["1", "1", "2"], "what was chosen is still there"
    for phone in phones:
        phone.open().fill_in({"room:0": "3", "room:1": "1", "room:2": "2"})
        assert "Your answer is saved" in phone.open().text
    make(conduct, code, "reveal")
    seen = phones[0].open()
    assert [" ".join(li.text_content().split()) for li in seen.page.xpath("//figure//li")] == [
        "1. Green6you: 1",
        "2. Blue3you: 2",
        "3. Red0you: 3",
    ]


def test_each_list_of_places_starts_empty_and_has_its_own_label(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("first", "ranking", items=["Red", "Green", "Blue"])))
    (phone,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open")
    page = phone.open().page
    assert page.xpath("//select/option[@selected]") == []
    assert page.xpath("//select/option[1]/@value") == ["", "", ""]
    assert page.xpath("//label/@for") == page.xpath("//select/@id")


def test_what_makes_it_movable_is_light() -> None:
    script = (files(questions) / "ranking" / "form.js").read_bytes()
    assert len(script) < 4000


def test_an_answer_is_as_short_as_it_can_be() -> None:
    answer: Answer | None = CITIES.read(filled([3, 2, 1, 0]), {})
    assert answer == [[], [0], [0, 1], [0, 1, 2]]
