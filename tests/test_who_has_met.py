"""Which teams have met: rounds by hand, then any rounds."""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    HEAD,
    SHIPPED,
    TEAMS,
    a_step,
    answer_all,
    is_sentence,
    join_all,
    kept,
    make,
    sentences,
    stored_and_read,
)
from workshop_kit import reveal
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong
from workshop_kit.measure import Result, Room, pictures
from workshop_kit.measures.who_has_met import chart
from workshop_kit.measures.who_has_met.measure import NOBODY, ONE_TEAM, WhoHasMet
from workshop_kit.meetings import Round
from workshop_kit.phone.page import render_picture
from workshop_kit.reveal import FindingsPicture, MeasurePicture, StepPicture

MET = WhoHasMet(after="learned")


def after(sizes: Sequence[int], *rounds: Round) -> Result:
    """What the measure says of teams of these sizes; the people of team a are a1, a2 and so on."""
    teams = dict(zip("abcdefghijkl", TEAMS[: len(sizes)], strict=False))
    people = {f"{t}{i + 1}": t for t, n in zip(teams, sizes, strict=True) for i in range(n)}
    return MET.compute({}, Room(teams, people, {f"r{i}": r for i, r in enumerate(rounds)}))


def groups(text: str) -> Round:
    """Groups in short: “a1 b1, a2 b2”."""
    return tuple(tuple(group.split()) for group in text.split(","))


def cell(result: Result, one: str, other: str) -> Mapping[str, int]:
    picture = pictures(result)[0]
    found: Mapping[str, int] = picture["rows"][picture["teams"].index(one)][
        picture["teams"].index(other)
    ]
    return found


def drawn(result: Result, big: bool = True) -> dict[str, Any]:
    spec: dict[str, Any] = chart.draw(pictures(result)[0], big).to_dict(validate=True)
    return spec


def texts(spec: Mapping[str, Any]) -> list[str]:
    return [row["text"] for data in spec["datasets"].values() for row in data if "text" in row]


def on_phone(result: Result, team: str = "") -> str:
    picture = pictures(result)[0]
    return render_picture(MeasurePicture(picture["title"], "room", MET, picture), None, team=team)


# By hand


def test_two_teams_that_have_not_met_are_named_as_the_next_partners() -> None:
    result = after([2, 2, 2], groups("a1 b1, a2 b2, c1 c2"), groups("a1 c1, a2 b1, b2 c2"))
    assert cell(result, "Sales", "Technology") == {"met": 3, "best": 4, "pairs": 4}
    assert cell(result, "Sales", "Design")["met"] == 1
    result = after([2, 2, 2], groups("a1 b1, a2 b2, c1 c2"))
    assert sentences(MET, result) == [
        "Sales and Design have not met yet: let them be partners next.",
        "Technology and Design have not met yet: let them be partners next.",
        "2 pairs of people from different teams have met; the rounds so far allowed 3.",
    ]
    assert "not met yet" in texts(drawn(result))
    assert "0<span" in on_phone(result)


def test_where_all_teams_have_met_as_far_as_they_could_it_says_so() -> None:
    result = after([2, 2], groups("a1 b1, a2 b2"))
    assert sentences(MET, result) == [
        "Every team has met every other team.",
        "2 pairs of people from different teams have met; the rounds so far allowed 2.",
    ]
    assert "not met yet" not in texts(drawn(result))


def test_a_trio_is_three_pairs() -> None:
    result = after([1, 1, 1], groups("a1 b1 c1"))
    assert all(cell(result, a, b)["met"] == 1 for a, b in combinations(TEAMS[:3], 2))


def test_of_many_teams_apart_the_largest_are_told() -> None:
    result = after([5, 4, 1, 1], groups("a1 a2, b1 b2, c1 d1"))
    assert sentences(MET, result)[0] == (
        "5 of 6 pairs of teams have not met yet; begin with Sales and Technology."
    )


def test_who_meets_again_is_not_counted_twice() -> None:
    result = after([1, 1], groups("a1 b1"), groups("a1 b1"))
    assert cell(result, "Sales", "Technology") == {"met": 1, "best": 1, "pairs": 1}


def test_where_nobody_has_met_it_says_so() -> None:
    for result in (after([3, 3]), after([3, 3], ())):
        assert sentences(MET, result) == [NOBODY]
        assert texts(drawn(result)) == [NOBODY]
        assert MET.in_words(pictures(result)[0]) == NOBODY
        assert NOBODY in on_phone(result)
        assert "<table>" not in on_phone(result)


def test_a_team_with_nobody_in_the_room_is_not_told_of() -> None:
    result = after([2, 2, 0], groups("a1 b1, a2 b2"))
    assert pictures(result)[0]["teams"] == ["Sales", "Technology"]
    assert sentences(MET, after([4, 0], groups("a1 a2, a3 a4"))) == [ONE_TEAM]
    assert sentences(MET, after([0, 0])) == [ONE_TEAM]


def test_the_picture_can_be_told_in_words() -> None:
    assert MET.in_words(pictures(after([2, 2], groups("a1 b1, a2 b2")))[0]) == (
        "2 pairs of people from different teams have met; the rounds so far allowed 2. "
        "Sales and Technology: 2."
    )


def test_on_a_phone_ones_own_team_is_marked() -> None:
    page = on_phone(after([2, 2], groups("a1 b1, a2 b2")), "b")
    assert page.count("your team") == 1
    assert "Technology</bdi> <small>your team" in page


# In any room


@given(
    sizes=st.lists(st.integers(0, 8), min_size=2, max_size=12),
    rounds=st.integers(0, 4),
    size=st.integers(2, 3),
    seed=st.integers(0, 10**6),
)
def test_in_any_room_nobody_meets_more_than_is_possible_and_both_sides_say_the_same(
    sizes: list[int], rounds: int, size: int, seed: int
) -> None:
    chance = random.Random(seed)
    people = [f"{t}{i + 1}" for t, n in zip("abcdefghijkl", sizes, strict=False) for i in range(n)]
    made = []
    for _ in range(rounds):
        chance.shuffle(people)
        made.append(tuple(tuple(people[i : i + size]) for i in range(0, len(people), size)))
    result = after(sizes, *made)
    assert stored_and_read(result) == result
    assert 1 <= len(sentences(MET, result)) <= 3
    assert all(is_sentence(finding) for finding in sentences(MET, result))
    table = pictures(result)[0]["rows"]
    for a, b in combinations(range(len(table)), 2):
        assert table[a][b] == table[b][a]
        assert 0 <= table[a][b]["met"] <= table[a][b]["best"] <= table[a][b]["pairs"]
    told = sum(table[a][b]["met"] for a, b in combinations(range(len(table)), 2))
    assert told == pictures(result)[0]["room"]["met"]
    assert len(MET.lines(result)) == len(table) * (len(table) - 1) // 2


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
@pytest.mark.parametrize("teams", [2, 12])
def test_a_full_room_fits_a_projector_and_is_read_from_ten_metres(teams: int, big: bool) -> None:
    people = [f"{t}{i + 1}" for i in range(25) for t in "abcdefghijkl"[:teams]]
    result = after([25] * teams, tuple(tuple(people[i : i + 2]) for i in range(0, len(people), 2)))
    spec = drawn(result, big)
    assert set(TEAMS[:teams]) <= set(texts(spec))
    told = [str(cell["met"]) for row in pictures(result)[0]["rows"] for cell in row if cell]
    assert set(told) <= set(texts(spec))
    assert not big or spec["height"] <= 800
    assert not big or all(one["mark"].get("fontSize", 26) >= 26 for one in spec["layer"])


# In a workshop


def test_it_stands_before_what_was_answered_and_both_have_a_title(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["new_faces"], teams=3)
    phones = join_all(conduct, code, 4, 4, 4)
    for _ in range(3):
        make(conduct, code, "next", "open")
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    workshop = make(conduct, code, "reveal")
    assert workshop.place
    figures = conduct.figures(code).result()
    shown = reveal.pictures(workshop, workshop.place, figures.releases, figures.results)
    assert [type(picture) for picture in shown] == [MeasurePicture, StepPicture, FindingsPicture]
    assert [picture.title for picture in shown] == ["Teams", "Answers", "What we found"]
    (result,) = figures.results.values()
    assert pictures(result)[0]["room"]["met"] == 18


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([a_step("talk", "talk", pairs=2), a_step("learned", "talk")], "with their reveal"),
        ([a_step("learned"), a_step("talk", "talk", pairs=2)], "after a step in which people meet"),
        ([a_step("talk", "talk"), a_step("learned")], "after a step in which people meet"),
    ],
)
def test_it_comes_after_meetings(steps: list[str], told: str) -> None:
    measure = '[[measure]]\nshow = "who_has_met"\nafter = "learned"\n'
    with pytest.raises(Wrong, match=f"measure who_has_met: .*{told}"):
        load("\n".join([HEAD, *steps, measure]), "wrong")
