"""What ratings, orders, points, choices and dots say by themselves, and from when on."""

import pytest

from tests.rooms import is_sentence
from workshop_kit.finding import Finding
from workshop_kit.question import Question
from workshop_kit.questions.choice.question import Choice
from workshop_kit.questions.points.question import Points
from workshop_kit.questions.ranking.question import Ranking
from workshop_kit.questions.scale.question import Scale
from workshop_kit.questions.vote.question import Vote

ONE = Scale(low="not at all", high="completely")
TWO = Scale(low="not at all", high="completely", items=("Open", "Quick"))
CARDS = [{"id": "c1", "text": "Shorter meetings"}, {"id": "c2", "text": "One plan"}]


def said(question: Question, *parts: list[object]) -> list[str]:
    """The findings of one list of values for each part, each with a question to talk about."""
    found: list[Finding] = question.findings([question.tally(p) if p else None for p in parts])
    for finding in found:
        assert is_sentence(finding.said)
        assert is_sentence(finding.ask)
        assert 0 < finding.size <= 1
        assert 0 <= finding.sure <= 1
    return [finding.said for finding in found]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([4] * 12, "People see it alike: 4.0 of 5 on average, 0.0 points apart."),
        ([1, 2, 3, 4, 5] * 2, "People differ: 3.0 of 5 on average, 1.2 points apart."),
        (
            [1, 5] * 5,
            "There are two camps, so the average of 3.0 of 5 is almost nobody’s: people are 2.0 "
            "points from the middle.",
        ),
        (
            [4] * 5,
            "People see it alike: 4.0 of 5 on average, 0.0 points apart. With 5 answers this is "
            "tentative.",
        ),
        ([1, 5, 5, 5], "On average the room is at 4.0 of 5."),
    ],
)
def test_one_rating_says_where_the_room_stands_and_how_much_it_agrees(
    answers: list[object], told: str
) -> None:
    assert said(ONE, answers) == [told]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            [1] * 20 + [3] * 15 + [5] * 25,
            "People differ: 3.2 of 5 on average, ≥\xa00.8 points apart.",
        ),
        ([5] * 20, "People see it alike: 5.0 of 5 on average, ≤\xa00.5 points apart."),
        (
            [1] * 20 + [5] * 20,
            "People differ: 3.0 of 5 on average, ≥\xa01.0 points apart.",
        ),
    ],
)
def test_how_much_people_agree_is_no_more_than_is_known_where_points_are_told_only_together(
    answers: list[object], told: str
) -> None:
    tally = ONE.tally(answers) | {"bands": [[1, 2], [4, 5]]}
    (finding,) = ONE.findings([tally])
    assert finding.said == told


def test_a_mean_that_is_told_as_a_bound_is_so_in_its_finding() -> None:
    tally = ONE.tally([5] * 12) | {"bound": "≥", "mean": 4.8}
    (finding,) = ONE.findings([tally])
    assert "≥\xa04.8 of 5 on average" in finding.said
    assert finding.figure == "≥\xa04.8 / 5"


def test_of_several_lines_the_highest_and_the_lowest_are_told() -> None:
    assert said(TWO, [5] * 10, [2] * 10) == ["Highest is “Open” (5.0 of 5), lowest “Quick” (2.0)."]
    assert said(TWO, [5] * 10, []) == []
    assert said(TWO, [3] * 10, [3] * 10) == []


def test_a_line_on_which_there_are_two_camps_is_told_from_ten_answers_on() -> None:
    camps = "On “Quick” there are two camps: people are 2.0 points from the middle."
    assert camps in said(TWO, [3] * 10, [1, 5] * 5)
    assert camps not in said(TWO, [3] * 8, [1, 5] * 4)


def test_where_nothing_may_be_shown_a_kind_says_nothing() -> None:
    ranking = Ranking(items=("A", "B", "C"))
    points = Points(items=("A", "B"))
    for question in (ONE, TWO, ranking, points, Choice(options=("A", "B")), Vote()):
        assert question.findings([None] * len(question.parts())) == []


def test_an_order_says_who_is_first_from_five_lists_on() -> None:
    ranking = Ranking(items=("A", "B", "C"))
    lists: list[list[object]] = [[[1, 2]] * 5, [[2]] * 5, [[]] * 5]
    assert said(ranking, *lists) == [
        "“A” wins against every other item, one against one. The lists are much alike: agreement "
        "1.00, where 1 is the same list from everybody."
    ]
    assert said(ranking, *(values[:4] for values in lists)) == []


def test_points_choices_and_dots_say_what_got_most() -> None:
    assert said(Points(items=("A", "B"), total=10), [7] * 5, [3] * 5) == [
        "Most points went to “A”: 7.0 of 10 on average."
    ]
    chosen: list[object] = [{"options": [1], "other": ""}] * 3 + [{"options": [0], "other": ""}]
    assert said(Choice(options=("A", "B")), chosen) == ["Chosen most is “B”: 3 of 4 choices."]
    assert said(Vote(), [CARDS, CARDS[:1], CARDS[:1]]) == [
        "Most dots went to “Shorter meetings”: from 3 of 3 who voted."
    ]
