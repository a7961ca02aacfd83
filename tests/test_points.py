"""Points to give out: all of them, in whole numbers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import browsers
from tests.rooms import a_step, an_exercise, kept, make, refusal
from workshop_kit import questions
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong
from workshop_kit.question import Invalid
from workshop_kit.questions.points.question import Points
from workshop_kit.release import Tally

TIME = Points(items=("Plan", "Build", "Talk"))


def form(*given: str) -> dict[str, list[str]]:
    return {str(i): [text] for i, text in enumerate(given)}


def tallied(*answers: tuple[int, int, int]) -> list[Tally]:
    return [TIME.tally(list(part)) for part in zip(*answers, strict=True)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("60", "30", ""), "You gave 90 of 100 points: 10 left to give."),
        (("60", "30", "11"), "You gave 101 points, but there are 100: 1 too many."),
        (("0", "0", "0"), "You gave 0 of 100 points: 100 left to give."),
        (("99.5", "0.5", ""), "Please write whole numbers from 0 to 100."),
        (("120", "-20", ""), "Please write whole numbers from 0 to 100."),
        (("١٠٠", "", ""), "Please write whole numbers from 0 to 100."),
        (("1e2", "", ""), "Please write whole numbers from 0 to 100."),
    ],
)
def test_all_points_are_given_and_no_more(given: tuple[str, ...], told: str) -> None:
    assert refusal(lambda: TIME.read(form(*given), {})) == told


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (("60", "40", ""), [60, 40, 0]),
        ((" 60 ", "040", "0"), [60, 40, 0]),
        (("", "", "100"), [0, 0, 100]),
        (("", " ", ""), None),
    ],
)
def test_an_empty_line_gets_none(given: tuple[str, ...], answer: list[int] | None) -> None:
    assert TIME.read(form(*given), {}) == answer


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_numbers_are_an_answer_exactly_where_they_make_the_total(given: list[int]) -> None:
    try:
        answer = TIME.read(form(*map(str, given)), {})
    except Invalid:
        answer = None
    assert (answer == given) == (sum(given) == 100)


@given(
    seed=st.integers(),
    items=st.integers(2, 8),
    total=st.one_of(st.just(100), st.integers(3, 1000)),
)
def test_a_rehearsing_participant_gives_all_points(seed: int, items: int, total: int) -> None:
    question = Points(items=tuple(f"Item {i}" for i in range(items)), total=total)
    answer = question.read(question.sample(random.Random(seed), {}), {})
    assert answer is not None
    assert sum(answer) == total


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"items": ["One"]}, "items must be from 2 to 8 texts"),
        ({"items": list("abcdefghi")}, "items must be from 2 to 8 texts"),
        ({"items": ["One", "One"]}, "two items are the same"),
        ({"items": ["One", ""]}, "items has an empty text"),
        ({"items": ["One", "Two"], "total": 2}, "total must be from 3 to 1000 points"),
        ({"items": ["One", "Two"], "total": 1001}, "total must be from 3 to 1000 points"),
    ],
)
def test_an_exercise_is_told_what_points_can_be_given_to(
    keys: dict[str, list[str] | int], told: str
) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(a_step("worth", "points", **keys))


def test_each_item_has_its_mean_and_each_answer_its_row() -> None:
    plan, build, talk = tallied((60, 40, 0), (20, 40, 40), (10, 40, 50))
    assert [tally["mean"] for tally in (plan, build, talk)] == [30, 40, 30]
    assert build["given"] == [{"points": 40, "people": 3}]
    assert [row.number for row in TIME.rows(talk)] == [0, 40, 50]
    assert TIME.in_words(plan) == "30.0 of 100 points on average"


@given(st.lists(st.permutations([0, 30, 70]), min_size=1, max_size=9))
def test_the_means_of_all_items_make_the_total(answers: list[list[int]]) -> None:
    tallies = [TIME.tally(list(part)) for part in zip(*answers, strict=True)]
    assert sum(tally["mean"] for tally in tallies) == pytest.approx(100)


def test_what_got_most_is_on_top_and_what_is_withheld_at_the_end() -> None:
    plan, build, _ = tallied((10, 40, 50), (10, 50, 40))
    assert [item.label for item in TIME.ordered([plan, build, None])] == ["Build", "Plan", "Talk"]
    spec = questions.chart("points").draw(TIME, [plan, None, build], True).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows if "item" in row]
    assert [(row["item"], row.get("mean")) for row in rows] == [
        ("Talk", "45.0"),
        ("Plan", "10.0"),
        ("Build", None),
    ]


def test_one_says_only_what_she_gave_points_to() -> None:
    assert TIME.said([60, 40, 0]) == "Plan: 60, Build: 40"


def test_a_phone_keeps_what_was_typed_until_the_sum_is_right(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("worth", "points", items=["Plan", "Build"])))
    phones = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    told = phones[0].open().fill_in({"room:0": "70", "room:1": "20"})
    assert told.alert == "You gave 90 of 100 points: 10 left to give."
    assert told.page.xpath("//input[@inputmode='numeric']/@value") == ["70", "20"]
    for phone in phones:
        phone.open().fill_in({"room:0": "70", "room:1": "30"})
    make(conduct, code, "reveal")
    assert "Plan70you: 70" in phones[0].open().text
