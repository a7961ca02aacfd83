"""How listening went: by hand, then in any room."""

import random
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    HEAD,
    SHIPPED,
    TEAMS,
    a_step,
    an_exercise,
    is_sentence,
    sentences,
    stored_and_read,
)
from workshop_kit import disclosure
from workshop_kit.chart_theme import NOT_SHOWN
from workshop_kit.disclosure import Response
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.felt_heard import chart
from workshop_kit.measures.felt_heard.measure import TOO_FEW, FeltHeard
from workshop_kit.phone.page import render_picture
from workshop_kit.reveal import MeasurePicture

pytestmark = pytest.mark.usefixtures("exact_means")

ALL = FeltHeard(heard="heard", believed="believed", near="near")
ONE = FeltHeard(heard="heard")

Said = Mapping[str, Sequence[int]]
"""Team -> the points that its people gave."""


def answered(measure: FeltHeard = ALL, minimum: int = 5, **said: Said) -> Result:
    """What the measure says, of what may be shown."""
    count = max([int(team[1:]) for by_team in said.values() for team in by_team], default=2)
    teams = {f"t{i + 1}": name for i, name in enumerate(TEAMS[: max(2, count)])}
    step = an_exercise(a_step("view", points=7)).step("view")
    parts = {}
    for role in measure.steps():
        answers = [
            Response("room", team, [point])
            for team, points in said.get(role, {}).items()
            for point in points
        ]
        release = disclosure.release(role, step, answers, len(answers), teams, minimum)
        parts[role] = Part(step.question, release)
    return measure.compute(parts, Room(teams))


def lines(result: Result, measure: FeltHeard = ALL) -> dict[Any, dict[str, Any]]:
    return {line.cells["Team"]: dict(line.cells) for line in measure.lines(result)}


def drawn(result: Result, number: int = 0, big: bool = True) -> dict[str, Any]:
    spec: dict[str, Any] = chart.draw(pictures(result)[number], big).to_dict(validate=True)
    return spec


def texts(spec: Mapping[str, Any]) -> list[str]:
    rows = [row for data in spec["datasets"].values() for row in data]
    return [row[name] for row in rows for name in ("text", "mean") if name in row]


def on_phone(result: Result, number: int = 0, team: str = "") -> str:
    picture = pictures(result)[number]
    return render_picture(MeasurePicture(picture["title"], "room", ALL, picture), None, team=team)


# By hand


def test_speakers_who_felt_more_heard_than_listeners_believed_are_told_first() -> None:
    result = answered(heard={"t1": [6] * 5}, believed={"t1": [4] * 5}, near={"t1": [7] * 5})
    assert sentences(ALL, result) == [
        "Speakers felt more heard (6.0) than their listeners believed (4.0): tell each other that "
        "it helped.",
        "5 of 5 felt heard, above the middle of the scale; on average it was 6.0 of 7.",
        "What was told back came near to what was meant: 7.0 of 7 on average.",
    ]


def test_speakers_who_felt_less_heard_than_listeners_believed_are_told() -> None:
    result = answered(heard={"t1": [2, 2, 3, 4, 4]}, believed={"t1": [6] * 5}, near={"t1": [2] * 5})
    assert sentences(ALL, result) == [
        "Speakers felt less heard (3.0) than their listeners believed (6.0): ask, rather than be "
        "sure.",
        "0 of 5 felt heard, above the middle of the scale; on average it was 3.0 of 7.",
        "What was told back did not come very near to what was meant: 2.0 of 7 on average.",
    ]


def test_the_middle_of_the_scale_is_not_above_it() -> None:
    result = answered(ONE, heard={"t1": [3, 4, 4, 5, 6, 7]})
    assert "3 of 6 felt heard" in sentences(ONE, result)[0]


def test_half_a_point_is_no_gap() -> None:
    result = answered(heard={"t1": [5, 5, 6, 6]}, believed={"t1": [5, 5, 5, 5]}, minimum=3)
    assert sentences(ALL, result) == [TOO_FEW]
    result = answered(heard={"t1": [5, 5, 5, 6, 6, 6]}, believed={"t1": [5] * 6})
    assert sentences(ALL, result)[0] == (
        "Listeners knew well how heard their partners felt: they believed 5.0, and it was 5.5."
    )


def test_by_team_there_are_means_and_no_gap() -> None:
    result = answered(
        heard={"t1": [6] * 5, "t2": [4] * 6}, believed={"t1": [2] * 5, "t2": [3] * 6}, near={}
    )
    told = lines(result)
    assert told["Sales"]["Speakers: how heard I felt"] == 6
    assert told["Technology"]["Listeners: how heard my partner felt"] == 3
    assert told["Everybody"]["Speakers: how heard I felt"] == pytest.approx(54 / 11)
    assert told["Sales"]["Speakers: how near it came when told back"] is None
    assert [picture["title"] for picture in pictures(result)] == [
        "The whole room",
        "Team by team",
    ]
    assert "Sales" not in " ".join(sentences(ALL, result))
    assert "6.0" in texts(drawn(result, 1))
    page = on_phone(result, 1, "t2")
    assert "Technology</bdi> <small>your team" in page
    assert page.count('scope="row"') == 2


def test_the_pictures_can_be_told_in_words() -> None:
    said = {"t1": [6] * 5, "t2": [4] * 5}
    whole, by_team = pictures(answered(heard=said, believed=said))
    assert ALL.in_words(whole) == (
        "Speakers: how heard I felt: 5.0 on average of 10, from 1 (not at all) to 7 (very much). "
        "Listeners: how heard my partner felt: 5.0 on average of 10, from 1 (not at all) to 7 "
        "(very much). Speakers: how near it came when told back: not shown."
    )
    assert ALL.in_words(by_team).startswith(
        "Sales – Speakers: how heard I felt 6.0; Listeners: how heard my partner felt 6.0; "
        "Speakers: how near it came when told back not shown."
    )


# Gates


def test_only_the_first_step_is_needed() -> None:
    assert ONE.steps() == {"heard": "heard"}
    result = answered(ONE, heard={"t1": [6] * 5})
    assert sentences(ONE, result) == [
        "5 of 5 felt heard, above the middle of the scale; on average it was 6.0 of 7."
    ]
    assert set(lines(result, ONE)["Everybody"]) == {"Team", "Speakers: how heard I felt"}


def test_where_nobody_or_too_few_answered_it_says_so() -> None:
    for result in (answered(), answered(minimum=3, heard={"t1": [7] * 4})):
        assert sentences(ALL, result) == [TOO_FEW]
        assert len(pictures(result)) == 1
        assert texts(drawn(result)).count(NOT_SHOWN) == 3
        assert on_phone(result).count("Not shown") == 3


def test_teams_of_one_and_two_are_heard_only_together() -> None:
    result = answered(heard={"t1": [6] * 6, "t2": [1], "t3": [3, 3], "t4": [5] * 5})
    told = lines(result)
    assert "Technology" not in told
    assert told["Technology, Design and Operations"]["Speakers: how heard I felt"] == pytest.approx(
        fmean([1, 3, 3, 5, 5, 5, 5, 5])
    )


def test_where_one_team_answered_there_is_no_picture_of_teams() -> None:
    assert len(pictures(answered(heard={"t1": [6] * 12}))) == 1


def test_a_team_that_is_told_in_one_step_alone_has_an_empty_cell_in_the_other() -> None:
    result = answered(heard={"t1": [6] * 5, "t2": [4] * 5}, believed={"t1": [6] * 5, "t2": [4, 4]})
    assert lines(result)["Technology"]["Listeners: how heard my partner felt"] is None
    assert NOT_SHOWN in texts(drawn(result, 1))
    assert "not shown" in on_phone(result, 1)


# In any room


@given(
    sizes=st.lists(st.integers(0, 8), min_size=2, max_size=12),
    minimum=st.integers(3, 5),
    seed=st.integers(0, 10**6),
)
def test_in_any_room_the_findings_are_sentences_of_what_may_be_shown(
    sizes: list[int], minimum: int, seed: int
) -> None:
    chance = random.Random(seed)
    said = {
        role: {
            f"t{i + 1}": [chance.randint(1, 7) for _ in range(n) if chance.random() < 0.9]
            for i, n in enumerate(sizes)
        }
        for role in ALL.steps()
    }
    result = answered(minimum=minimum, **said)
    assert stored_and_read(result) == result
    assert 1 <= len(sentences(ALL, result)) <= 3
    assert all(is_sentence(finding) for finding in sentences(ALL, result))
    for view in pictures(result)[0]["views"]:
        points = [point for team in said[view["role"]].values() for point in team]
        assert (view["tally"] is not None) == (len(points) >= 5)
        assert view["tally"] is None or view["tally"]["mean"] == pytest.approx(fmean(points))
    for row in result["rows"]:
        for mean, role in zip(row["means"], ALL.steps(), strict=True):
            points = [point for team in row["teams"] for point in said[role].get(team, ())]
            assert mean is None or mean == pytest.approx(fmean(points))
            assert mean is None or len(points) >= 5


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
def test_a_full_room_fits_a_projector_and_is_read_from_ten_metres(big: bool) -> None:
    chance = random.Random(2)
    said = {f"t{i}": [chance.randint(1, 7) for _ in range(25)] for i in range(1, 13)}
    result = answered(heard=said, believed=said, near=said)
    for number in (0, 1):
        spec = drawn(result, number, big)
        assert not big or spec["height"] <= 800
        assert not big or all(one["mark"].get("fontSize", 26) >= 26 for one in spec["layer"])
    assert len(lines(result)) == 13


# Its steps


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"points": 5}, "the same scale"),
        ({"points": 3}, "not 3 points"),
        ({"low": "little"}, "the same scale"),
        ({"items": ["One", "Two"]}, "scales with one line"),
        ({"about": "nothing", "uses": ""}, "about the partner"),
    ],
)
def test_its_steps_are_scales_alike_about_the_partner(keys: dict[str, Any], told: str) -> None:
    partner: dict[str, Any] = {"about": "partner", "uses": "talk", "points": 7}
    steps = (
        a_step("talk", "talk", pairs=2),
        a_step("heard", **partner),
        a_step("believed", **(partner | keys)),
    )
    measure = '[[measure]]\nshow = "felt_heard"\nheard = "heard"\nbelieved = "believed"\n'
    with pytest.raises(Wrong, match=f"measure felt_heard: .*{told}"):
        load("\n".join([HEAD, *steps, measure]), "wrong")


def test_what_speakers_felt_is_not_shown_before_the_last_of_its_steps() -> None:
    listening = SHIPPED["long_listening"]
    for step in ("heard", "believed", "near"):
        assert listening.revealed_with(listening.step(step)) == "near"
    assert listening.revealed_with(listening.step("back")) == "back"
