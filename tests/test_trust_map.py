"""Who counts on whom: Kenny's own numbers, small rooms by hand, then any room."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import HEAD, TEAMS, a_step, an_exercise, is_sentence, sentences, stored_and_read
from workshop_kit import disclosure
from workshop_kit.chart_theme import NOT_SHOWN
from workshop_kit.disclosure import Response
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.trust_map import chart
from workshop_kit.measures.trust_map.measure import TrustMap, effects_of
from workshop_kit.phone.page import render_picture
from workshop_kit.reveal import MeasurePicture

pytestmark = pytest.mark.usefixtures("exact_means")

MAP = TrustMap(others="others", own="own")
TOO_FEW = "Too few people answered in each team to compare who counts on whom."
ALIKE = "Any two teams count on each other alike, within half a point."
ALIKE_WHERE_SHOWN = (
    "Where it can be shown, any two teams count on each other alike, within half a point."
)

KENNY = [
    [None, 4, 5, 6, 7, 5],
    [2, None, 1, 3, 2, 4],
    [5, 4, None, 3, 2, 6],
    [4, 5, 4, None, 2, 5],
    [1, 4, 4, 3, None, 3],
    [5, 7, 5, 3, 9, None],
]
"""Rows rate columns, from 1 to 9."""

Rooms = Mapping[str, Mapping[str, Sequence[int]]]
"""Who answers -> about whom, oneself too -> the points that each of them gave."""


def answered(room: Rooms, teams: int, minimum: int = 3, points: int = 5) -> Result:
    """What the measure says, of what may be shown."""
    names = {f"t{number}": name for number, name in enumerate(TEAMS[:teams], start=1)}
    step = an_exercise(a_step("view", points=points)).step("view")
    parts = {}
    for role in ("others", "own"):
        answers = [
            Response(target, team, [point])
            for team, views in room.items()
            for target, given_points in views.items()
            if (team == target) == (role == "own")
            for point in given_points
        ]
        release = disclosure.release(role, step, answers, len(answers), names, minimum)
        parts[role] = Part(step.question, release)
    return MAP.compute(parts, Room(names))


def of(matrix: Sequence[Sequence[int | None]], people: int = 3, points: int = 5) -> Result:
    """What it says where all in a team think alike."""
    room = {
        f"t{i}": {f"t{j}": [x] * people for j, x in enumerate(row, start=1) if x is not None}
        for i, row in enumerate(matrix, start=1)
    }
    return answered(room, len(matrix), points=points)


def rows(result: Result) -> dict[str, list[float | None]]:
    """Who rates -> the means in the order of the teams."""
    return {row["label"]: row["means"] for row in pictures(result)[0]["rows"]}


def line(result: Result, team: str, other: str) -> dict[str, Any]:
    """The line of the workbook about an ordered pair."""
    found = [dict(one.cells) for one in MAP.lines(result)]
    return next(one for one in found if (one["Team"], one["Other team"]) == (team, other))


def drawn(result: Result, big: bool = True) -> dict[str, Any]:
    """The picture as Vega-Lite, checked against its schema."""
    spec: dict[str, Any] = chart.draw(pictures(result)[0], big).to_dict(validate=True)
    return spec


def texts(spec: Mapping[str, Any]) -> list[str]:
    return [row["text"] for data in spec["datasets"].values() for row in data if "text" in row]


def on_phone(result: Result) -> str:
    picture = pictures(result)[0]
    return render_picture(MeasurePicture(picture["title"], picture["team"], MAP, picture))


# By hand


def test_effects_are_those_that_kenny_computes() -> None:
    effects = effects_of(KENNY)
    assert effects
    assert effects.gives == pytest.approx(
        [1.2083, -1.625, -0.1667, -0.2083, -1.0833, 1.875], abs=5e-5
    )
    assert effects.gets == pytest.approx(
        [-0.4583, 0.375, -0.3333, -0.5417, 0.0833, 0.875], abs=5e-5
    )


def test_the_workbook_holds_kennys_effects_beside_the_team_that_they_are_of() -> None:
    cells = line(of(KENNY, points=9), "Legal", "Finance")
    assert cells["We count on them"] == 9
    assert cells["They count on us"] == 3
    assert cells["Difference"] == 6
    assert cells["We trust more than average"] == pytest.approx(1.875)
    assert cells["We are trusted more than average"] == pytest.approx(0.875)


def test_with_fewer_than_eight_teams_effects_are_told_in_words_only() -> None:
    result = of([[None if i == j else 5 if 0 in (i, j) else 3 for j in range(4)] for i in range(4)])
    assert sentences(MAP, result) == [
        "Sales counts on the other teams more than the average team does.",
        "The other teams count on Sales more than on the average team.",
    ]


def test_from_eight_teams_on_effects_are_told_in_points() -> None:
    result = of([[None if i == j else 1 if 0 in (i, j) else 4 for j in range(8)] for i in range(8)])
    assert sentences(MAP, result) == [
        "Sales counts on the other teams less than the average team does. "
        "The difference is -2.6 points.",
        "The other teams count on Sales less than on the average team. "
        "The difference is -2.6 points.",
    ]


def test_findings_are_the_widest_pairs_in_sentences() -> None:
    result = of([[None, 5, 4], [2, None, 3], [3, 1, None]])
    assert sentences(MAP, result) == [
        "Sales counts on Technology (5.0) more than Technology counts on Sales (2.0).",
        "Technology counts on Design (3.0) more than Design counts on Technology (1.0).",
        "Sales counts on Design (4.0) more than Design counts on Sales (3.0).",
    ]
    assert pictures(result)[0]["widest"] == [0, 1]


def test_that_teams_count_more_on_themselves_is_told_once_for_the_room() -> None:
    result = of([[5, 3, 3], [3, 4, 3], [3, 3, None]])
    assert sentences(MAP, result) == [
        "On average, a team counts on itself (4.5) more than on the others (3.0)."
    ]


def test_each_team_has_one_voice_however_large_it_is() -> None:
    room = {"t1": {"t1": [5] * 20, "t2": [3] * 20}, "t2": {"t1": [3] * 4, "t2": [4] * 4}}
    assert sentences(MAP, answered(room, 2)) == [
        "On average, a team counts on itself (4.5) more than on the others (3.0)."
    ]


def test_the_picture_can_be_told_in_words() -> None:
    room = {"t1": {"t1": [5] * 3, "t2": [4] * 3, "t3": [3] * 3}, "t2": {"t1": [2] * 4}}
    assert MAP.in_words(pictures(answered(room, 3))[0]) == (
        "Sales counts on its own team 5.0, Technology 4.0 and Design 3.0. "
        "Technology counts on Sales 2.0, its own team (not shown) and Design (not shown). "
        "Design counts on Sales (not shown), Technology (not shown) and "
        "its own team (not shown)."
    )


# Gates


def test_two_teams_look_at_each_other() -> None:
    result = of([[5, 4], [2, 5]])
    assert rows(result) == {"Sales": [5, 4], "Technology": [2, 5]}
    assert result["effects"] is None
    assert "from 4 teams on" in MAP.gate(pictures(result)[0])
    assert "We trust more than average" not in line(result, "Sales", "Technology")
    assert "from 4 teams on" in on_phone(result)


def test_where_one_team_answered_its_view_is_shown_and_nothing_compared() -> None:
    result = answered({"t1": {"t1": [4] * 5, "t2": [1] * 5, "t3": [5] * 5}}, 3)
    assert rows(result)["Sales"] == [4, 1, 5]
    assert sentences(MAP, result) == [TOO_FEW]
    assert line(result, "Sales", "Technology")["They count on us"] is None


def test_where_nobody_answered_it_says_so() -> None:
    result = answered({}, 3)
    assert rows(result) == {team: [None] * 3 for team in TEAMS[:3]}
    assert sentences(MAP, result) == [TOO_FEW]
    assert NOT_SHOWN in texts(drawn(result))


def test_teams_of_one_and_two_are_heard_only_together() -> None:
    room = {
        "t1": {"t1": [4] * 6, "t2": [4] * 6, "t3": [2] * 6, "t4": [2] * 6},
        "t2": {"t1": [3] * 5, "t2": [5] * 5, "t3": [3] * 5, "t4": [3] * 5},
        "t3": {"t1": [1, 2], "t2": [3, 3], "t3": [5, 5], "t4": [5, 5]},
        "t4": {"t1": [3], "t2": [3], "t3": [3], "t4": [5]},
    }
    result = answered(room, 4)
    told = rows(result)
    assert told["Design"] == told["Operations"] == [None] * 4
    assert told["Design and Operations"] == [2, 3, None, None]
    assert told["Technology and Operations"] == [None, None, 3, None]
    assert line(result, "Design and Operations", "Sales")["They count on us"] is None
    assert "only when the view of every team" in MAP.gate(pictures(result)[0])
    assert "(1.5)" not in " ".join(sentences(MAP, result))


def test_where_no_team_may_be_told_from_the_others_all_are_shown_together() -> None:
    room = {f"t{i}": {f"t{j}": [i] * 2 for j in (1, 2, 3) if i != j} for i in (1, 2, 3)}
    told = rows(answered(room, 3))
    assert told["All others"] == [2.5, 2, 1.5]
    assert told["Sales"] == [None] * 3


def test_one_missing_cell_takes_all_effects_away() -> None:
    full = [[None if i == j else 5 if i == 0 else 3 for j in range(4)] for i in range(4)]
    assert of(full)["effects"]
    full[2][1] = None
    result = of(full)
    assert result["effects"] is None
    assert line(result, "Sales", "Design")["We trust more than average"] is None
    assert NOT_SHOWN in texts(drawn(result))
    assert "not shown: too few answers" in on_phone(result)


def test_where_all_say_the_same_it_says_so() -> None:
    result = of([[3] * 5 for _ in range(5)])
    assert sentences(MAP, result) == [ALIKE]
    assert result["effects"]["gives"] == pytest.approx([0] * 5)
    assert pictures(result)[0]["widest"] == []
    assert MAP.gate(pictures(result)[0]) is None


def test_where_some_can_be_compared_it_speaks_of_those() -> None:
    result = of([[None, 3, 3], [3, None, None], [None, None, None]])
    assert sentences(MAP, result) == [ALIKE_WHERE_SHOWN]


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ([4, 4, 4, 4], [4, 4, 3, 3]),
        ([2, 2, 2, 2, 3], [1, 1, 1, 2, 2, 2, 2, 2, 2, 2]),
        ([1, 1, 1, 2, 2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 3]),
    ],
)
def test_half_a_point_is_no_difference(there: list[int], back: list[int]) -> None:
    result = answered({"t1": {"t2": there}, "t2": {"t1": back}}, 2)
    assert sentences(MAP, result) == [ALIKE]


# In any room


def matrices(least: int = 4, most: int = 12) -> st.SearchStrategy[list[list[float]]]:
    mean = st.floats(1, 11, allow_nan=False)
    return st.integers(least, most).flatmap(
        lambda n: st.lists(
            st.lists(mean, min_size=n, max_size=n),
            min_size=n,
            max_size=n,
        )
    )


@given(matrices())
def test_effects_sum_to_zero(matrix: list[list[float]]) -> None:
    effects = effects_of(matrix)
    assert effects
    assert sum(effects.gives) == pytest.approx(0, abs=1e-9)
    assert sum(effects.gets) == pytest.approx(0, abs=1e-9)


@given(matrices())
def test_looked_at_from_the_other_side_trusting_and_being_trusted_change_places(
    matrix: list[list[float]],
) -> None:
    effects = effects_of(matrix)
    turned = effects_of([list(column) for column in zip(*matrix, strict=True)])
    assert effects
    assert turned
    assert turned.gives == pytest.approx(effects.gets, abs=1e-9)
    assert turned.gets == pytest.approx(effects.gives, abs=1e-9)


@given(matrices(), st.floats(1, 11))
def test_what_a_team_says_of_itself_has_no_effect(matrix: list[list[float]], own: float) -> None:
    other = [[own if i == j else m for j, m in enumerate(row)] for i, row in enumerate(matrix)]
    assert effects_of(matrix) == effects_of(other)


@given(
    level=st.floats(1, 5),
    gives=st.lists(st.floats(-2, 2), min_size=4, max_size=12),
    seed=st.integers(0, 10**6),
)
def test_effects_that_a_matrix_was_made_of_are_found_again(
    level: float, gives: list[float], seed: int
) -> None:
    chance = random.Random(seed)
    gets = [chance.uniform(-2, 2) for _ in gives]
    effects = effects_of([[level + a + b for b in gets] for a in gives])
    assert effects
    mean_given, mean_got = sum(gives) / len(gives), sum(gets) / len(gets)
    assert effects.gives == pytest.approx([a - mean_given for a in gives], abs=1e-9)
    assert effects.gets == pytest.approx([b - mean_got for b in gets], abs=1e-9)


@given(matrices(2, 5), st.data())
def test_there_are_effects_from_four_teams_on_where_nothing_is_missing(
    matrix: list[list[float]], data: Any
) -> None:
    assert (effects_of(matrix) is not None) == (len(matrix) >= 4)
    place = st.integers(0, len(matrix) - 1)
    i, j = data.draw(st.tuples(place, place).filter(lambda pair: pair[0] != pair[1]))
    missing: list[list[float | None]] = [list(row) for row in matrix]
    missing[i][j] = None
    assert effects_of(missing) is None


@given(
    sizes=st.lists(st.integers(0, 8), min_size=2, max_size=9),
    minimum=st.integers(3, 5),
    seed=st.integers(0, 10**6),
)
def test_in_any_room_the_findings_are_sentences_of_what_may_be_shown(
    sizes: list[int], minimum: int, seed: int
) -> None:
    chance = random.Random(seed)
    teams = [f"t{number}" for number in range(1, len(sizes) + 1)]
    room = {
        team: {
            target: [chance.randint(1, 5) for _ in range(size) if chance.random() < 0.9]
            for target in teams
        }
        for team, size in zip(teams, sizes, strict=True)
    }
    result = answered(room, len(sizes), minimum)
    assert stored_and_read(result) == result
    findings = sentences(MAP, result)
    assert 1 <= len(findings) <= 3
    assert all(is_sentence(finding) for finding in findings)
    picture = pictures(result)[0]
    assert is_sentence(MAP.gate(picture) or "None.")
    for row, team in zip(picture["rows"], teams, strict=False):
        for target, mean in zip(teams, row["means"], strict=True):
            assert mean is None or len(room[team][target]) >= minimum
    told = [finding for finding in findings if finding.count("counts on") == 2]
    apart = [_told(finding) for finding in told]
    assert all(gap > 0.39 for gap in apart)
    assert apart == sorted(apart, reverse=True) or _nearly(apart)
    pairs = len(teams) * (len(teams) - 1)
    assert sum(line.cells["Team"] in TEAMS for line in MAP.lines(result)) == pairs


def _told(finding: str) -> float:
    """How wide apart a finding tells, by its two figures."""
    first, second = (part.split(")")[0] for part in finding.split("(")[1:])
    return float(first) - float(second)


def _nearly(gaps: Sequence[float]) -> bool:
    """In order, but for what is lost in the figures by rounding."""
    return all(a >= b - 0.21 for a, b in pairwise(gaps))


# Its steps


@pytest.mark.parametrize(
    ("others", "own", "told"),
    [
        ({"about": "own_team"}, {"about": "other_teams"}, "others is a step about other_teams"),
        ({"items": ["Quick", "Open"]}, {}, "scales with one line"),
        ({"ask": "text"}, {}, "scales with one line"),
        ({"points": 7}, {}, "same number of points"),
    ],
)
def test_its_two_steps_are_single_scales_alike(
    others: dict[str, Any], own: dict[str, Any], told: str
) -> None:
    measure = '[[measure]]\nshow = "trust_map"\nothers = "a"\nown = "b"\n'
    steps = (
        a_step("a", **({"about": "other_teams"} | others)),
        a_step("b", **({"about": "own_team"} | own)),
    )
    with pytest.raises(Wrong, match=f"measure trust_map: .*{told}"):
        load("\n".join([HEAD, *steps, measure]), "wrong")


# Its picture


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
@pytest.mark.parametrize("teams", [2, 4, 8, 12])
def test_every_mean_stands_in_the_picture(teams: int, big: bool) -> None:
    result = of([[1 + (i * j) % 5 for j in range(teams)] for i in range(teams)])
    spec = drawn(result, big)
    means = [f"{mean:.1f}" for row in rows(result).values() for mean in row if mean is not None]
    assert sorted(text for text in texts(spec) if "." in text) == sorted(means)
    assert NOT_SHOWN not in texts(spec)
    assert set(TEAMS[:teams]) <= set(texts(spec))


@pytest.mark.parametrize("teams", range(2, 13))
def test_it_fits_a_projector_and_is_read_from_ten_metres(teams: int) -> None:
    spec = drawn(of([[3] * teams for _ in range(teams)]))
    assert spec["height"] <= 800
    assert all(one["mark"].get("fontSize", 26) >= 26 for one in spec["layer"])


@pytest.mark.parametrize("teams", [2, 6, 12])
def test_no_long_name_is_cut(teams: int) -> None:
    names = [f"{'Produktentwicklung und Antriebstechnik'[:36]} {i}" for i in range(teams)]
    picture = dict(pictures(of([[3] * teams for _ in range(teams)]))[0])
    picture["teams"] = names
    picture["rows"] = [row | {"label": n} for row, n in zip(picture["rows"], names, strict=True)]
    for big in (True, False):
        spec = chart.draw(picture, big).to_dict()
        assert set(names) <= {text.replace("\n", " ") for text in texts(spec)}


def test_names_may_hold_any_letters() -> None:
    picture = dict(pictures(of([[3, 3], [3, 3]]))[0])
    nasty = ['"; alert(1) //', "<b>\\ ’\u2028"]
    picture["teams"] = nasty
    picture["rows"] = [row | {"label": n} for row, n in zip(picture["rows"], nasty, strict=True)]
    spec = chart.draw(picture, True).to_dict(validate=True)
    labels = spec["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert r'["\"; alert(1) //"]' in labels
    assert "\u2028" not in labels
    phone = render_picture(MeasurePicture("Who counts on whom", "room", MAP, picture))
    assert "<b>\\" not in phone
    assert "&lt;b&gt;" in phone


def test_on_a_phone_it_is_a_table_with_a_name_for_each_row_and_column() -> None:
    page = on_phone(of([[None if i == j else 1 + j for j in range(4)] for i in range(4)]))
    assert page.count('scope="row"') == page.count('scope="col"') == 4
    for team in TEAMS[:4]:
        assert page.count(team) >= 2
    assert page.count("not shown") == 4 + 1, "each team of itself, and the key"


def test_a_full_room_has_a_line_for_each_pair_of_teams() -> None:
    chance = random.Random(1)
    teams = [f"t{i}" for i in range(1, 13)]
    room = {a: {b: [chance.randint(1, 5) for _ in range(25)] for b in teams} for a in teams}
    lines = MAP.lines(answered(room, 12))
    assert len(lines) == 132
    shares = [lines[0].cells[name] for name in lines[0].cells if name.startswith("Share of")]
    assert sum(share for share in shares if isinstance(share, float)) == pytest.approx(1)
