"""One camp or two: what is told of a scale, and when nothing may be."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    SHIPPED,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    play,
    sentences,
    stored_and_read,
)
from workshop_kit import disclosure, measures, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.language import words
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.camps.measure import NO_CAMPS, TOO_FEW, Camps
from workshop_kit.phone.page import render_picture
from workshop_kit.release import EVERYBODY, ROOM, Cell, Release

CAMPS = Camps(scale="stand")
TEAMS = {"t1": "Sales", "t2": "Technology"}


def answered(*answers: Sequence[int | None], items: Sequence[str] = (), most: int = 5) -> Result:
    """What the measure says; each answer has a point for each line."""
    keys = {"items": list(items)} if items else {}
    step = an_exercise(a_step("stand", points=most, **keys)).step("stand")
    given = [Response("room", f"t{1 + i % 2}", list(answer)) for i, answer in enumerate(answers)]
    release = disclosure.release("stand", step, given, len(given), TEAMS, 5)
    return CAMPS.compute({"scale": Part(step.question, release)}, Room(TEAMS))


def split(low: int, middle: int, high: int) -> Result:
    """So many on either side of five points and in the middle."""
    return answered(*[[1]] * low, *[[3]] * middle, *[[5]] * high)


def test_two_camps_are_told_with_how_many_stand_where() -> None:
    assert sentences(CAMPS, split(7, 2, 6)) == [
        "Two camps: 7 on the low side, 6 on the high side, 2 in between."
    ]
    (line,) = CAMPS.lines(split(7, 2, 6))
    assert list(line.cells.values())[:4] == ["All", 7, 2, 6]
    assert line.cells["Agreement A"] < 0


def test_one_camp_is_told_as_one() -> None:
    assert sentences(CAMPS, answered(*[[4]] * 9, *[[3]] * 4, *[[2]] * 2)) == [
        "One camp: the 15 answers lie close together."
    ]


def test_answers_all_over_the_scale_are_no_camps() -> None:
    assert sentences(CAMPS, answered(*[[p] for p in (1, 2, 3, 4, 5)] * 3)) == [NO_CAMPS]


def test_all_the_same_answer_is_one_camp() -> None:
    result = answered(*[[3]] * 10)
    assert pictures(result)[0]["rows"][0]["agreement"] == 1
    assert len(sentences(CAMPS, result)) == 1


@pytest.mark.parametrize("people", [0, 1, 2, 4, 9])
def test_under_ten_answers_nothing_is_said_of_camps(people: int) -> None:
    result = answered(*[[1 if i % 2 else 5] for i in range(people)])
    assert sentences(CAMPS, result) == [TOO_FEW]
    (row,) = pictures(result)[0]["rows"]
    assert row["agreement"] is None
    assert (row["counts"] is None) == (people < 5)


def test_the_strongest_of_several_lines_comes_first() -> None:
    answers = [[1, 4, 2], [5, 4, 3], [1, 4, 4], [5, 3, 1], [1, 4, 5]] * 3
    said = sentences(CAMPS, answered(*answers, items=["One", "Two", "Three"]))
    assert said[0].startswith("“One”: Two camps: 9 on the low side, 6 on the high side")
    assert said[1].startswith("“Two”: One camp")
    assert len(said) == 2


def test_a_line_that_too_few_answered_is_not_shown_beside_the_others() -> None:
    answers = [[1, None], [5, None], *[[5, 4], [1, 4]] * 6]
    picture = pictures(answered(*answers, *[[3, None]] * 2, items=["One", "Two"]))[0]
    assert [row["agreement"] is None for row in picture["rows"]] == [False, False]
    alone = pictures(answered(*[[1, None]] * 12, [1, 3], items=["One", "Two"]))[0]
    assert CAMPS.in_words(alone).endswith("Two: not shown.")


def banded(low: int, middle: int, high: int) -> Result:
    """A room in which 1 and 2 are told only together, and 4 and 5."""
    step = an_exercise(a_step("stand")).step("stand")
    tally = step.question.tally([1] * low + [3] * middle + [5] * high)
    cell = Cell(ROOM, 0, EVERYBODY, low + middle + high, tally | {"bands": [[1, 2], [4, 5]]})
    release = Release("stand", cell.answered, (cell,))
    return CAMPS.compute({"scale": Part(step.question, release)}, Room(TEAMS))


def test_where_points_are_told_only_together_no_camps_are_made_of_it() -> None:
    assert sentences(CAMPS, banded(20, 15, 25)) == [NO_CAMPS]
    assert sentences(CAMPS, banded(20, 0, 25)) == [
        "Two camps: 20 on the low side, 25 on the high side, 0 in between."
    ]
    (row,) = pictures(banded(20, 15, 25))[0]["rows"]
    assert row["counts"] == [0, 20, 15, 25, 0], "a piece for each two points, not at the end"


@given(st.lists(st.integers(1, 6), max_size=24))
def test_in_any_room_it_can_be_told_drawn_and_kept(answers: list[int]) -> None:
    result = answered(*[[point] for point in answers], most=6)
    assert stored_and_read(result) == result
    assert all(is_sentence(said) for said in sentences(CAMPS, result))
    (picture,) = pictures(result)
    (row,) = picture["rows"]
    if row["counts"]:
        assert row["low_side"] + row["middle"] + row["high_side"] == len(answers)
        assert row["middle"] == 0, "six points have no middle"


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
@pytest.mark.parametrize("people", [0, 7, 12])
def test_it_has_a_picture_and_a_page(people: int, big: bool) -> None:
    (picture,) = pictures(answered(*[[1 if i % 2 else 5] for i in range(people)]))
    spec = measures.chart("camps").draw(picture, big, words("de")).to_dict(validate=True)
    told = {0: "nicht gezeigt", 7: "zu wenige, um es zu sagen", 12: "zwei Lager"}
    assert told[people] in str(spec)
    assert render_picture(reveal.MeasurePicture(picture["title"], "room", CAMPS, picture)).strip()


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (a_step("stand", "text"), "scale is a scale"),
        (a_step("stand", points=2), "at least 4 points"),
        (a_step("stand", points=3), "at least 4 points: near an end only the last two are told"),
        (a_step("stand", about="own_team"), "about nothing in particular"),
    ],
)
def test_a_step_that_does_not_fit_is_told(step: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(step, measures='[[measure]]\nshow = "camps"\nscale = "stand"\n')


def test_the_contested_sentence_of_the_best_case_shows_its_camps(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["best_case"], teams=2)
    play(conduct, code, join_all(conduct, code, 8, 8))
    figures = conduct.figures(code).result()
    place = figures.workshop.find("best_case/stand")
    shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
    assert [p.title for p in shown] == ["Low side and high side", "Answers", "What we found"]
