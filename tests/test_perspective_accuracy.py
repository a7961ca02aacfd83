"""How well teams know what matters to each other: by hand in a small room, then in any room."""

import itertools
import random
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    SHIPPED,
    TEAMS,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    play,
    sentences,
    stored_and_read,
)
from workshop_kit import disclosure, measures
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.perspective_accuracy.measure import (
    PerspectiveAccuracy,
    distance,
)
from workshop_kit.phone.page import render_picture
from workshop_kit.reveal import MeasurePicture

ACCURACY = PerspectiveAccuracy(truth="ours", guess="theirs")
ITEMS = ("Dates", "Quality", "Budget", "Ideas")
NO_DIFFERENCE = "No team is read clearly better or worse than by a random guess."
TOO_FEW = "Too few people answered to set what was expected beside a team's own order."

Orders = Sequence[str]
"""What each of some people answered: the first letters of the items, the first one first."""


def seen(
    ours: Mapping[str, Orders],
    theirs: Mapping[str, Mapping[str, Orders]],
    teams: int = 3,
    minimum: int = 3,
    items: Sequence[str] = ITEMS,
) -> Result:
    """What the measure says of what may be shown: own orders, then about whom, by whom."""
    names = {f"t{number}": name for number, name in enumerate(TEAMS[:teams], start=1)}
    step = an_exercise(a_step("view", "ranking", items=list(items))).step("view")
    letters = "".join(item[0] for item in items)
    own = {team: {team: orders} for team, orders in ours.items()}
    parts = {}
    for role, views in {"truth": own, "guess": theirs}.items():
        answers = [
            Response(target, team, _answer(step.question, letters, order))
            for target, by_team in views.items()
            for team, orders in by_team.items()
            for order in orders
        ]
        release = disclosure.release(role, step, answers, len(answers), names, minimum)
        parts[role] = Part(step.question, release)
    return ACCURACY.compute(parts, Room(names))


def _answer(question: Any, letters: str, order: str) -> Any:
    return question.read({str(i): [str(order.index(x) + 1)] for i, x in enumerate(letters)}, {})


def places(result: Result, team: int = 0) -> dict[str, list[int | None]]:
    """Item -> its own and its expected place."""
    rows = pictures(result)[team]["rows"]
    return {row["item"]: [row["own"], row["expected"]] for row in rows}


def swapped(result: Result) -> list[float | None]:
    return [picture["swapped"] for picture in pictures(result)]


def by_hand() -> Result:
    """Three teams of three. Sales is read well, Technology upside down, by one team less so."""
    return seen(
        ours={"t1": ["DQBI"] * 3, "t2": ["DQBI"] * 3, "t3": ["IBQD"] * 3},
        theirs={
            "t1": {"t2": ["DQBI"] * 3, "t3": ["DQIB"] * 3},
            "t2": {"t1": ["IBQD"] * 3, "t3": ["BIQD"] * 3},
            "t3": {"t1": ["IBQD"] * 3, "t2": ["DQBI"] * 3},
        },
    )


def test_pairs_that_are_the_other_way_round_are_counted() -> None:
    assert distance([1, 2, 3, 4], [1, 2, 3, 4]) == 0
    assert distance([1, 2, 3, 4], [2, 1, 3, 4]) == 1
    assert distance([1, 2, 3, 4], [4, 3, 2, 1]) == 6
    assert distance([1, 1, 3], [1, 2, 3]) == 0.5
    assert distance([1, 1, 1], [1, 1, 1]) == 0


@given(st.permutations(range(1, 7)), st.permutations(range(1, 7)), st.permutations(range(1, 7)))
def test_it_is_a_distance(one: list[int], other: list[int], third: list[int]) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, third) <= distance(one, other) + distance(other, third)


@pytest.mark.parametrize("truth", [[1, 2, 3, 4, 5], [1, 2, 2, 4, 4], [1, 1, 1, 1, 1]])
def test_a_random_guess_has_half_of_all_pairs_the_other_way_round(truth: list[int]) -> None:
    every = [distance(truth, guess) for guess in itertools.permutations(range(1, 6))]
    assert fmean(every) == 5 * 4 / 4


def test_the_expected_order_stands_beside_the_own_one() -> None:
    result = by_hand()
    assert places(result, 0) == {
        "Dates": [1, 1],
        "Quality": [2, 2],
        "Budget": [3, 3],
        "Ideas": [4, 3],
    }
    assert swapped(result) == [0.5, 5.5, 3]
    assert [picture["chance"] for picture in pictures(result)] == [3, 3, 3]


def test_who_reads_whom_is_said_for_each_team_that_can_be_shown() -> None:
    readers = [
        {reader["name"]: reader["swapped"] for reader in picture["readers"]}
        for picture in pictures(by_hand())
    ]
    assert readers == [
        {"Technology": 0, "Design": 1},
        {"Sales": 6, "Design": 5},
        {"Sales": 0, "Technology": 6},
    ]


def test_findings_are_the_strongest_in_sentences() -> None:
    assert sentences(ACCURACY, by_hand()) == [
        "Sales is read well: 0.5 of 6 pairs the other way round; a random guess has 3 on average.",
        "Technology is read worse than by chance: 5.5 of 6 pairs the other way round; "
        "a random guess has 3 on average. "
        "The others expected “Dates” in place 4; there it is in place 1.",
        "Sales is nearer to what matters to Design than the others together: "
        "0 of 6 pairs the other way round, not 3.",
    ]


def test_a_team_that_is_read_exactly_is_told_so_as_a_success() -> None:
    result = seen({"t1": ["DQBI"] * 3}, {"t1": {"t2": ["DQBI"] * 3}}, teams=2)
    assert sentences(ACCURACY, result) == [
        "Sales is read exactly: the others expected all 6 pairs in its own order; "
        "a random guess has 3 the other way round on average."
    ]
    assert ACCURACY.findings(result)[0].figure == "6 / 6"
    assert ACCURACY.in_words(pictures(result)[0]).endswith(
        "The others expected exactly this order; "
        "a random guess has 3 of 6 pairs the other way round on average."
    )


def test_what_was_expected_far_from_its_place_is_named() -> None:
    result = seen({"t1": ["DQBI"] * 3}, {"t1": {"t2": ["IQBD"] * 3}}, teams=2)
    assert sentences(ACCURACY, result) == [
        "Sales is read worse than by chance: 5 of 6 pairs the other way round; "
        "a random guess has 3 on average. "
        "The others expected “Dates” in place 4; there it is in place 1."
    ]


def test_each_picture_can_be_told_in_words() -> None:
    assert ACCURACY.in_words(pictures(by_hand())[0]) == (
        "Sales: Their own order: 1. Dates, 2. Quality, 3. Budget, 4. Ideas. "
        "What the others expected: 1. Dates, 2. Quality, 3. Budget, 3. Ideas. "
        "0.5 of 6 pairs are the other way round; a random guess has 3 on average. "
        "A pair that is equal in one of the orders counts half. "
        "Team by team: Technology 0 and Design 1."
    )


def test_the_workbook_has_each_order_in_a_line() -> None:
    lines = [list(line.cells.values()) for line in ACCURACY.lines(by_hand())]
    assert lines[:4] == [
        ["Sales", "The team itself", 0, 3, 1, 2, 3, 4],
        ["Sales", "The others together", 0.5, 3, 1, 2, 3, 3],
        ["Sales", "Technology", 0, 3, 1, 2, 3, 4],
        ["Sales", "Design", 1, 3, 1, 2, 4, 3],
    ]
    assert len({tuple(line.cells) for line in ACCURACY.lines(by_hand())}) == 1


def test_every_team_that_guesses_counts_the_same_however_large_it_is() -> None:
    theirs = {"t1": {"t2": ["DQBI"] * 3, "t3": ["QDBI"] * 30}}
    result = seen({"t1": ["DQBI"] * 3}, theirs)
    assert places(result)["Dates"] == [1, 1]
    assert places(result)["Quality"] == [2, 1], "one team each way: an equal place"


def test_two_teams_read_each_other() -> None:
    theirs = {"t1": {"t2": ["DQBI"] * 3}, "t2": {"t1": ["DQBI"] * 3}}
    result = seen({"t1": ["DQBI"] * 3, "t2": ["IBQD"] * 3}, theirs, teams=2)
    assert swapped(result) == [0, 6]
    assert "Team by team" not in " ".join(ACCURACY.notes(pictures(result)[0])), "there is only one"


def test_a_team_of_one_is_guessed_but_does_not_tell_its_own_order() -> None:
    result = seen(
        ours={"t1": ["DQBI"], "t2": ["DQBI"] * 3, "t3": ["DQBI"] * 3},
        theirs={
            "t1": {"t2": ["BDQI"] * 3, "t3": ["BDQI"] * 3},
            "t2": {"t1": ["IBQD"], "t3": ["DQBI"] * 4},
        },
    )
    assert places(result)["Dates"] == [None, 2]
    assert ACCURACY.notes(pictures(result)[0]) == [
        "Too few people of Sales answered to show its own order."
    ]
    assert "Sales: Their own order: not shown." in ACCURACY.in_words(pictures(result)[0])
    assert [reader["name"] for reader in pictures(result)[1]["readers"]] == []
    assert ACCURACY.notes(pictures(result)[2]) == [
        "Too few people of the other teams answered to show what they expected."
    ]


def test_where_nobody_answered_it_says_so() -> None:
    result = seen({}, {})
    assert swapped(result) == [None] * 3
    assert sentences(ACCURACY, result) == [TOO_FEW]
    assert all(line.cells["Place of “Dates”"] is None for line in ACCURACY.lines(result))


def test_where_nothing_stands_out_it_says_so() -> None:
    result = seen({"t1": ["DQBI"] * 3}, {"t1": {"t2": ["DIBQ"] * 3}}, teams=2)
    assert swapped(result) == [3, None]
    assert sentences(ACCURACY, result) == [NO_DIFFERENCE]


def test_others_in_teams_too_small_to_be_told_apart_still_show_what_they_expect() -> None:
    theirs = {"t1": {"t2": ["DQBI"] * 2, "t3": ["DQBI"] * 2}}
    result = seen({"t1": ["DQBI"] * 3}, theirs)
    assert swapped(result)[0] == 0
    assert pictures(result)[0]["readers"] == []


def test_an_order_in_which_all_is_equal_can_be_shown() -> None:
    result = seen({"t1": ["DQBI", "IBQD", "DQBI", "IBQD"]}, {"t1": {"t2": ["DQBI"] * 3}}, teams=2)
    assert places(result) == {"Dates": [1, 1], "Quality": [1, 2], "Budget": [1, 3], "Ideas": [1, 4]}
    assert swapped(result)[0] == 3


OWN: dict[str, Any] = {"about": "own_team"}
OTHER: dict[str, Any] = {"about": "other_teams"}
RANKED: dict[str, Any] = {"ask": "ranking", "items": ["Dates", "Quality", "Budget"]}


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (RANKED | OTHER, RANKED | OTHER, "truth is a step about own_team"),
        (RANKED | OWN, RANKED | OWN, "guess is a step about other_teams"),
        (RANKED | OWN, {"ask": "scale"} | OTHER, "must be rankings of the same items"),
        (
            RANKED | OWN,
            RANKED | OTHER | {"items": ["Dates", "Budget", "Quality"]},
            "must be rankings of the same items",
        ),
    ],
)
def test_its_two_steps_are_rankings_alike_about_us_and_them(
    ours: dict[str, Any], theirs: dict[str, Any], told: str
) -> None:
    measure = '[[measure]]\nshow = "perspective_accuracy"\ntruth = "ours"\nguess = "theirs"\n'
    with pytest.raises(Wrong, match=f"measure perspective_accuracy: .*{told}"):
        an_exercise(a_step("ours", **ours), a_step("theirs", **theirs), measures=measure)
    for other in (OTHER, {"about": "another_team"}):
        an_exercise(
            a_step("ours", **RANKED, **OWN), a_step("theirs", **RANKED, **other), measures=measure
        )


@given(
    sizes=st.lists(st.integers(0, 7), min_size=2, max_size=5),
    minimum=st.integers(3, 5),
    seed=st.integers(0, 10**6),
)
def test_in_any_room_it_is_told_shown_and_kept(sizes: list[int], minimum: int, seed: int) -> None:
    chance = random.Random(seed)
    size = {f"t{number}": people for number, people in enumerate(sizes, start=1)}

    def orders(people: int) -> list[str]:
        return ["".join(chance.sample("DQBI", 4)) for _ in range(people)]

    result = seen(
        {team: orders(people) for team, people in size.items()},
        {a: {b: orders(chance.randint(0, size[b])) for b in size if b != a} for a in size},
        len(sizes),
        minimum,
    )
    assert stored_and_read(result) == result
    findings = sentences(ACCURACY, result)
    assert 1 <= len(findings) <= 3
    assert all(is_sentence(finding) for finding in findings)
    assert (findings == [TOO_FEW]) == all(apart is None for apart in swapped(result))
    for picture, people in zip(pictures(result), sizes, strict=True):
        assert (picture["rows"][0]["own"] is None) == (people < minimum)
        assert all(is_sentence(note) for note in ACCURACY.notes(picture))
        assert picture["swapped"] is None or 0 <= picture["swapped"] <= picture["pairs"]
        assert ACCURACY.in_words(picture)
        html = render_picture(MeasurePicture(picture["title"], picture["team"], ACCURACY, picture))
        assert ACCURACY.notes(picture)[0] in html.replace("&#39;", "'")


# Its picture


def drawn(picture: Mapping[str, Any], big: bool = True) -> dict[str, Any]:
    chart = measures.chart("perspective_accuracy").draw(picture, big)
    spec: dict[str, Any] = chart.to_dict()
    return spec


def rows_of(spec: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [row for rows in spec["datasets"].values() for row in rows if key in row]


@pytest.mark.parametrize("big", [True, False])
def test_a_line_leads_from_each_place_to_the_expected_one(big: bool) -> None:
    result = seen({"t1": ["DQBI"] * 3}, {"t1": {"t2": ["IQBD"] * 3}}, teams=2)
    spec = drawn(pictures(result)[0], big)
    lines = rows_of(spec, "far")
    assert [line["far"] for line in lines] == [True, False, False, True]
    assert lines[0]["y"] == lines[3]["y_to"] < lines[3]["y"] == lines[0]["y_to"]
    assert [row["label"] for row in rows_of(spec, "place")] == [*ITEMS, *ITEMS]


def test_items_that_share_a_place_do_not_lie_on_one_another() -> None:
    result = seen({"t1": ["DQBI", "IBQD"] * 2}, {"t1": {"t2": ["DQBI"] * 3}}, teams=2)
    lines = rows_of(drawn(pictures(result)[0]), "far")
    assert len({line["y"] for line in lines}) == 4
    assert all(line["y"] == line["y_to"] for line in lines), "and no line crosses for nothing"


def test_an_order_that_is_withheld_is_said_to_be_not_shown() -> None:
    theirs = {"t1": {"t2": ["DQBI"] * 3}}
    told, nothing = (rows_of(drawn(p), "text") for p in pictures(seen({}, theirs, teams=2)))
    assert "not shown" in [row["text"] for row in told]
    assert [row["text"] for row in nothing] == [
        "Too few people of Technology answered to show its own order."
    ]


def test_a_big_picture_is_read_from_ten_metres_and_fits_a_projector() -> None:
    items = [f"{letter} is what we care for, most of all in this quarter" for letter in "ABCDEFGH"]
    orders = ["ABCDEFGH"] * 3
    result = seen({"t1": orders}, {"t1": {"t2": orders, "t3": orders}}, items=items)
    spec = drawn(pictures(result)[0])
    assert spec["height"] <= 820
    assert all(layer["mark"].get("fontSize", 28) >= 26 for layer in spec["layer"])


# The exercise


def test_in_their_shoes_is_played_with_a_team_of_one_and_uneven_teams(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["in_their_shoes"], teams=4, minimum=3)
    play(conduct, code, join_all(conduct, code, 3, 5, 9, 1))
    (result,) = conduct.figures(code).result().results.values()
    known = [picture["swapped"] is not None for picture in pictures(result)]
    assert known == [False, True, True, False], "one guesses alone, and tells alone"


def test_in_their_shoes_each_team_is_guessed_by_one_other_and_the_picture_names_it(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["in_their_shoes"], teams=3, minimum=3)
    play(conduct, code, join_all(conduct, code, 3, 3, 3))
    (result,) = conduct.figures(code).result().results.values()
    told = [" ".join(ACCURACY.notes(picture)) for picture in pictures(result)]
    for notes, reader in zip(told, ("Design", "Sales", "Technology"), strict=True):
        assert f"It was {reader} that guessed." in notes


def test_in_their_shoes_says_so_where_nobody_answered(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["in_their_shoes"], teams=2, minimum=3)
    play(conduct, code, [])
    (result,) = conduct.figures(code).result().results.values()
    assert sentences(ACCURACY, result) == [TOO_FEW]
