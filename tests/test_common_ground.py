"""What all teams can say yes to: a statement is as common as the team that agrees least."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import a_step, an_exercise, is_sentence, sentences, stored_and_read
from workshop_kit import disclosure, measures, reveal
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.language import words
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.common_ground.measure import NOTHING_COMMON, TOO_FEW, CommonGround
from workshop_kit.phone.page import render_picture

GERMAN = words("de")
GROUND = CommonGround(statements="agree")
NAMES = {"t1": "Sales", "t2": "Technology", "t3": "Design"}
ITEMS = ["Shorter meetings", "One plan"]

Said = Mapping[str, Sequence[Sequence[int | None]]]
"""Team -> for each of its people a point for each statement."""


def answered(said: Said, minimum: int = 3) -> Result:
    """What the measure says of a room."""
    step = an_exercise(a_step("agree", items=ITEMS)).step("agree")
    given = [Response("room", team, list(points)) for team, all_ in said.items() for points in all_]
    release = disclosure.release("agree", step, given, len(given), NAMES, minimum)
    return GROUND.compute({"statements": Part(step.question, release)}, Room(NAMES))


def least(result: Result) -> dict[str, float | None]:
    """The smallest smoothed share of each statement."""
    return {row["item"]: row["least"] for row in pictures(result)[0]["rows"]}


def test_a_statement_is_as_common_as_the_team_that_agrees_least() -> None:
    result = answered({"t1": [[5, 1]] * 8, "t2": [[4, 5]] * 4, "t3": [[4, 5], [4, 5], [2, 5]]})
    assert least(result) == {"Shorter meetings": pytest.approx(3 / 5), "One plan": 1 / 10}
    assert sentences(GROUND, result) == [
        "“One plan” divides the teams: 100 of 100 agree in Technology, 0 of 100 in Sales.",
        "All teams can say yes to “Shorter meetings”: even in Design 2 of 3 agree.",
    ]


def test_where_all_agree_no_team_is_said_to_agree_least() -> None:
    result = answered({"t1": [[5, 1]] * 8, "t2": [[4, 2]] * 4})
    everybody, nobody = pictures(result)[0]["rows"]
    assert CommonGround.named(everybody) == "all agree"
    assert CommonGround.named(nobody) == "nobody agrees"
    assert sentences(GROUND, result) == [
        "All teams can say yes to “Shorter meetings”: everybody who answered agrees."
    ]
    assert [finding.figure for finding in GROUND.findings(result)] == ["12 / 12"]


def test_where_all_teams_agree_as_much_none_is_said_to_agree_least() -> None:
    result = answered({"t1": [[5, 5], [5, 1]] * 5, "t2": [[4, 1], [1, 4]] * 2})
    halves, other = pictures(result)[0]["rows"]
    assert CommonGround.named(halves) == "least: Technology, 2 of 4"
    assert CommonGround.named(other) == "50% agree in each team"


def test_the_middle_of_a_scale_is_no_yes() -> None:
    result = answered({"t1": [[3, 3]] * 5, "t2": [[3, 3]] * 5})
    assert set(least(result).values()) == {1 / 7}
    assert sentences(GROUND, result) == [NOTHING_COMMON]


@pytest.mark.parametrize("said", [{}, {"t1": [[5, 5]] * 9}, {"t1": [[5, 5]], "t2": [[5, 5]] * 2}])
def test_where_fewer_than_two_teams_can_be_shown_it_says_so(said: Said) -> None:
    result = answered(said)
    assert sentences(GROUND, result) == [TOO_FEW]
    assert GROUND.in_words(pictures(result)[0]).count("not shown") == 2


def test_teams_that_may_be_shown_only_together_are_one_voice() -> None:
    result = answered({"t1": [[5, 5]] * 5, "t2": [[1, 5]] * 2, "t3": [[1, 5]]})
    row = pictures(result)[0]["rows"][-1]
    assert [voice["label"] for voice in row["teams"]] == ["Sales", "Technology and Design"]
    assert least(result)["Shorter meetings"] == 1 / 5


@given(st.lists(st.integers(0, 7), min_size=3, max_size=3), st.integers(0, 99))
def test_in_any_room_it_can_be_told_drawn_and_kept(sizes: list[int], seed: int) -> None:
    said = {
        team: [[1 + (seed + i) % 5, None if (seed + i) % 3 else 5] for i in range(size)]
        for team, size in zip(NAMES, sizes, strict=True)
    }
    result = answered(said)
    assert stored_and_read(result) == result
    assert all(is_sentence(told) for told in sentences(GROUND, result))
    assert all(share is None or 0 < share < 1 for share in least(result).values())
    assert len(GROUND.lines(result)) == 2


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
@pytest.mark.parametrize("said", [{}, {"t1": [[5, 1]] * 5, "t2": [[4, None]] * 4}])
def test_it_has_a_picture_and_a_page(said: Said, big: bool) -> None:
    (picture,) = pictures(answered(said))
    spec = measures.chart("common_ground").draw(picture, big, GERMAN).to_dict(validate=True)
    assert "not shown" not in str(spec)
    assert "nicht gezeigt" in str(spec)
    assert render_picture(reveal.MeasurePicture(picture["title"], "room", GROUND, picture)).strip()


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (a_step("agree"), "a scale with items"),
        (a_step("agree", "text"), "a scale with items"),
        (a_step("agree", items=ITEMS, about="own_team"), "about nothing in particular"),
    ],
)
def test_a_step_that_does_not_fit_is_told(step: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(step, measures='[[measure]]\nshow = "common_ground"\nstatements = "agree"\n')
