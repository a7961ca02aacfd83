"""Who turns to whom: published numbers, small rooms by hand, then any room."""

import random
from collections.abc import Mapping, Sequence
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
from workshop_kit.measures.help_network import chart
from workshop_kit.measures.help_network.measure import (
    NO_BORDER,
    TOO_FEW,
    HelpNetwork,
    coleman,
    own_at_random,
    together,
)
from workshop_kit.phone.page import render_picture
from workshop_kit.reveal import MeasurePicture

NETWORK = HelpNetwork(choices="whom")
TIMES = {f"t{number}": name for number, name in enumerate(TEAMS, start=1)}

Named = Mapping[str, Sequence[Sequence[str]]]
"""Team -> for each of its people who answered, the teams of those whom she named."""


def answered(
    named: Named, sizes: Sequence[int] = (), minimum: int = 3, names: str = "hidden"
) -> Result:
    """What the measure says of a room; its teams are as large as who answered, if not given."""
    sizes = sizes or [len(people) for people in named.values()]
    teams = dict(list(TIMES.items())[: len(sizes)])
    step = an_exercise(a_step("whom", "colleague", own_team=True, names=names)).step("whom")
    answers = [
        Response(
            "room",
            team,
            [[{"id": f"p{i}", "team": t, "own": t == team} for i, t in enumerate(chosen)]],
        )
        for team, people in named.items()
        for chosen in people
    ]
    release = disclosure.release("whom", step, answers, len(answers), teams, minimum)
    there = {f"{t}.{i}": t for t, n in zip(teams, sizes, strict=True) for i in range(n)}
    return NETWORK.compute({"choices": Part(step.question, release)}, Room(teams, there))


def alike(people: int, whom: Mapping[str, Sequence[str]]) -> Named:
    """So many people in each team, and all of a team name the same teams."""
    return {team: [list(chosen)] * people for team, chosen in whom.items()}


def cells(result: Result, team: str) -> dict[str, Any]:
    """A line of the workbook."""
    return next(dict(line.cells) for line in NETWORK.lines(result) if line.cells["Team"] == team)


def rows(result: Result) -> dict[str, list[float] | None]:
    return {row["label"]: row["heads"] for row in pictures(result)[0]["rows"]}


def drawn(result: Result, big: bool = True) -> dict[str, Any]:
    spec: dict[str, Any] = chart.draw(pictures(result)[0], big).to_dict(validate=True)
    return spec


def texts(spec: Mapping[str, Any]) -> list[str]:
    return [row["text"] for data in spec["datasets"].values() for row in data if "text" in row]


def on_phone(result: Result, team: str = "") -> str:
    picture = pictures(result)[0]
    shown = MeasurePicture(picture["title"], picture["team"], NETWORK, picture)
    return render_picture(shown, None, team=team)


# By hand


def test_two_teams_of_five_that_mix_at_random_have_the_index_that_krackhardt_and_stern_give() -> (
    None
):
    result = answered(alike(5, {"t1": ["t1", "t2"], "t2": ["t1", "t2"]}))
    assert cells(result, "Everybody")["E-I mixing at random"] == pytest.approx(5 / 45)
    assert cells(result, "Everybody")["E-I index"] == 0
    assert cells(result, "Everybody")["Mixing at random, of 100"] == pytest.approx(2500 / 45)


def test_a_room_that_stays_within_its_teams_is_told_beside_mixing_at_random() -> None:
    within = {t: [t, t, t, "t1" if t != "t1" else "t2"] for t in ("t1", "t2", "t3", "t4")}
    result = answered(alike(6, within))
    assert sentences(NETWORK, result)[0] == (
        "Of 100 contacts named 25 cross a border between teams; mixing at random it would be 78."
    )
    assert cells(result, "Everybody")["E-I index"] == pytest.approx(-0.5)
    assert sentences(NETWORK, result)[0] in texts(drawn(result))[-1].replace("\n", " ")


def test_a_room_that_mixes_is_told_so() -> None:
    result = answered(alike(5, {"t1": ["t1", "t2"], "t2": ["t1", "t2"]}))
    assert sentences(NETWORK, result) == [
        "Of 100 contacts named 50 cross a border between teams, about as many as when people mix "
        "at random (56)."
    ]


@pytest.mark.parametrize(
    ("own", "at_random", "index"),
    [(1, 0.2, 1), (0.2, 0.2, 0), (0, 0.2, -1), (0.6, 0.2, 0.5), (0.1, 0.2, -0.5), (0, 0, 0)],
)
def test_colemans_index_is_nought_at_random_and_one_at_its_ends(
    own: float, at_random: float, index: float
) -> None:
    assert coleman(own, at_random) == pytest.approx(index)


def test_who_has_nobody_else_to_turn_to_has_no_index() -> None:
    assert coleman(1, 1) is None


def test_a_team_that_turns_inward_is_told_with_what_chance_would_give() -> None:
    whom = {"t1": ["t1"] * 4 + ["t2"], "t2": ["t1", "t2", "t3"], "t3": ["t1", "t2", "t3"]}
    result = answered(alike(5, whom))
    assert (
        "Sales turns to its own people more than the room does: 80 of 100 contacts are in its own "
        "team; mixing at random it would be 29."
    ) in sentences(NETWORK, result)
    assert cells(result, "Sales")["Coleman's index"] == pytest.approx((0.8 - 4 / 14) / (10 / 14))
    assert cells(result, "Technology")["Coleman's index"] == pytest.approx(
        (1 / 3 - 2 / 7) / (5 / 7)
    )


def test_the_most_one_sided_pair_is_told_and_marked() -> None:
    whom = {"t1": ["t1", "t2", "t3"], "t2": ["t2", "t3"], "t3": ["t1", "t2", "t3"]}
    result = answered(alike(5, whom))
    assert sentences(NETWORK, result)[-1] == (
        "Sales turns to Technology (1.0 people per head); nobody of Technology turns to Sales."
    )
    assert NETWORK.findings(result)[-1].figure == "1.0 ↔ 0"
    assert pictures(result)[0]["widest"]["cells"] == [[0, 1], [1, 0]]
    assert "Most one-sided: <bdi>Sales</bdi> names <bdi>Technology</bdi> 1.0" in on_phone(result)
    assert "<bdi>Technology</bdi> names <bdi>Sales</bdi> 0." in on_phone(result)


def test_a_way_back_that_some_take_is_told_with_its_figure() -> None:
    whom = {"t1": [["t2"]] * 10, "t2": [["t1"]] + [["t2"]] * 9}
    assert sentences(NETWORK, answered(whom))[-1] == (
        "Sales turns to Technology (1.0 people per head) more than Technology turns to Sales (0.1)."
    )


def test_a_small_team_that_is_named_less_because_it_is_small_is_not_one_sided() -> None:
    few = {"t1": [["t2"] if i < 4 else ["t1"] for i in range(16)], "t2": [["t1"]] * 4}
    result = answered(few)
    assert rows(result) == {"Sales": [0.75, 0.25], "Technology": [1, 0]}
    assert pictures(result)[0]["widest"] is None


def test_the_picture_can_be_told_in_words() -> None:
    result = answered({"t1": [["t1", "t2"]] * 10, "t2": [["t1"]] * 2, "t3": [["t1"]] * 3})
    assert NETWORK.in_words(pictures(result)[0]) == (
        "Of 100 contacts named 60 cross a border between teams, about as many as when people mix "
        "at random (53). On average, one person of Sales names: its own team 1.0, Technology and "
        "Design 1.0. Technology: not shown. Design: not shown. On average, one person of "
        "Technology and Design names: Sales 1.0, Technology and Design nobody."
    )


# Gates


def test_under_ten_people_contacts_are_counted_but_not_compared() -> None:
    result = answered(alike(3, {"t1": ["t1", "t2"], "t2": ["t2"]}))
    assert sentences(NETWORK, result) == [
        "3 of 9 contacts named cross a border between teams. From 10 answers on, contacts are "
        "compared with mixing at random.",
    ]
    assert cells(result, "Everybody")["E-I index"] is None
    assert rows(result) == {"Sales": [1, 1], "Technology": [0, 1]}


def test_where_nobody_or_too_few_answered_it_says_so() -> None:
    for named in ({}, {"t1": [["t2"]], "t2": [["t1"]]}):
        result = answered(named, [4, 4])
        assert sentences(NETWORK, result) == [TOO_FEW]
        assert texts(drawn(result)) == [TOO_FEW]
        assert TOO_FEW in on_phone(result)
        assert "<table>" not in on_phone(result)
        assert cells(result, "Sales")["Contacts named"] is None


def test_where_one_team_answered_its_view_is_shown() -> None:
    result = answered({"t1": [["t1", "t2"]] * 12}, [12, 6])
    assert rows(result)["Technology"] is None
    assert sentences(NETWORK, result)[0].startswith("Of 100 contacts named 50 cross")
    assert cells(result, "Everybody")["Contacts named"] == 24


def test_where_one_team_is_alone_in_the_room_there_is_no_border() -> None:
    result = answered({"t1": [["t1"]] * 12}, [12, 0])
    assert sentences(NETWORK, result) == [NO_BORDER]
    assert drawn(result)


def test_teams_of_one_and_two_are_heard_only_together() -> None:
    result = answered({"t1": [["t2"]] * 8, "t2": [["t1"]] * 2, "t3": [["t3", "t1"]]})
    told = rows(result)
    assert told["Technology"] is told["Design"] is None
    assert told["Technology and Design"] == pytest.approx([1, 1 / 3])
    assert cells(result, "Technology and Design")["Contacts named"] == 4
    assert NOT_SHOWN in texts(drawn(result))
    assert "not shown: too few answers" in on_phone(result)


def test_nobody_learns_how_often_somebody_was_named_who_is_alone_in_her_team() -> None:
    named = {"t1": [["t3", "t1"]] * 8, "t2": [["t3"]] * 5, "t3": [["t1"]]}
    for result in (answered(named), answered(named, names="team")):
        picture = pictures(result)[0]
        assert [column["label"] for column in picture["columns"]] == [
            "Sales",
            "Technology and Design",
        ]
        assert rows(result)["Sales"] == [1, 1]
        assert rows(result)["Technology"] is None, "else it would follow from its own contacts"
        assert cells(result, "Everybody")["Technology and Design, per head"] is None
        assert cells(result, "Everybody")["Contacts named"] == 22
        assert "2: <bdi>Technology and Design</bdi>" in on_phone(result)
        assert drawn(result)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_contacts_are_counted_of_three_people_or_more(sizes: list[int]) -> None:
    by_team = dict(zip(TIMES, sizes, strict=False))
    columns = together(by_team, [], list(by_team))
    assert sorted(team for column in columns for team in column) == sorted(by_team)
    least = min(3, sum(sizes))
    assert all(sum(by_team[team] for team in column) >= least for column in columns)
    assert sum(len(column) > 1 for column in columns) <= 1


def test_who_is_hidden_anyway_is_named_together_with_a_small_team() -> None:
    sizes = {"t1": 4, "t2": 9, "t3": 2}
    assert together(sizes, [], list(sizes)) == [["t2"], ["t1", "t3"]]
    assert together(sizes, ["t2"], list(sizes)) == [["t1"], ["t2", "t3"]]


def test_a_team_of_two_is_too_small_for_a_row_even_where_names_are_shown() -> None:
    result = answered({"t1": [["t2"]] * 10, "t2": [["t1"]] * 2}, names="team")
    assert rows(result)["Technology"] is None


def test_all_the_same_is_no_more_than_its_one_sentence() -> None:
    result = answered(alike(5, dict.fromkeys(("t1", "t2", "t3"), ("t1", "t2", "t3"))))
    assert len(sentences(NETWORK, result)) == 1
    assert pictures(result)[0]["widest"] is None


# In any room


def rooms() -> st.SearchStrategy[tuple[list[int], int]]:
    return st.tuples(st.lists(st.integers(0, 9), min_size=2, max_size=12), st.integers(0, 10**6))


@given(rooms(), st.integers(3, 5))
def test_in_any_room_the_findings_are_sentences_of_what_may_be_shown(
    room: tuple[list[int], int], minimum: int
) -> None:
    sizes, seed = room
    chance = random.Random(seed)
    teams = list(TIMES)[: len(sizes)]
    named = {
        team: [chance.choices(teams, k=chance.randint(1, 5)) for _ in range(size)]
        for team, size in zip(teams, sizes, strict=True)
    }
    result = answered(named, sizes, minimum)
    assert stored_and_read(result) == result
    findings = sentences(NETWORK, result)
    assert 1 <= len(findings) <= 3
    assert all(is_sentence(finding) for finding in findings)
    shown = {row["label"]: row for row in pictures(result)[0]["rows"]}
    for team, size in zip(teams, sizes, strict=True):
        assert size >= minimum or shown.get(TIMES[team], {"heads": None})["heads"] is None
    whole = pictures(result)[0]["everybody"]
    told = [row for row in shown.values() if row["heads"]]
    if whole["contacts"] is not None and sum(row["contacts"] for row in told) == whole["contacts"]:
        assert sum(row["crossing"] for row in told) == whole["crossing"]


@given(rooms())
def test_random_mixing_of_the_room_is_that_of_its_teams_together(
    room: tuple[list[int], int],
) -> None:
    sizes, _ = room
    there = Room(TIMES, {f"{i}.{n}": f"t{i + 1}" for i, s in enumerate(sizes) for n in range(s)})
    own = sum(n * (n - 1) for n in sizes)
    pairs = sum(sizes) * (sum(sizes) - 1)
    at_random = own_at_random(there, list(TIMES))
    if pairs == 0:
        assert at_random is None
        return
    assert at_random == pytest.approx(own / pairs)
    weighed = sum((own_at_random(there, [f"t{i + 1}"]) or 0) * n for i, n in enumerate(sizes))
    assert at_random == pytest.approx(weighed / sum(sizes))


@given(st.floats(0, 1), st.floats(0, 0.99))
def test_colemans_index_lies_between_its_ends_and_has_the_sign_of_the_difference(
    own: float, at_random: float
) -> None:
    index = coleman(own, at_random)
    assert index is not None
    assert -1 <= index <= 1
    assert (index > 0) == (own > at_random)


def test_naming_at_random_comes_near_the_index_of_random_mixing() -> None:
    chance, sizes = random.Random(4), (40, 20, 10)
    people = [t for t, n in zip(TIMES, sizes, strict=False) for _ in range(n)]
    named: dict[str, list[list[str]]] = {}
    for me, team in enumerate(people):
        others = people[:me] + people[me + 1 :]
        named.setdefault(team, []).append(chance.sample(others, 5))
    everybody = cells(answered(named), "Everybody")
    assert everybody["E-I index"] == pytest.approx(everybody["E-I mixing at random"], abs=0.1)


# Its step


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"ask": "text"}, "own_team = true"),
        ({"ask": "colleague"}, "own_team = true"),
        (
            {"ask": "colleague", "own_team": True, "about": "other_teams"},
            "about nothing in particular",
        ),
    ],
)
def test_its_step_offers_everybody(keys: dict[str, Any], told: str) -> None:
    measure = '[[measure]]\nshow = "help_network"\nchoices = "whom"\n'
    with pytest.raises(Wrong, match=f"measure help_network: .*{told}"):
        load("\n".join([HEAD, a_step("whom", **keys), measure]), "wrong")


def test_the_exercise_reads_its_own_step() -> None:
    assert SHIPPED["who_helps_you"].readings[0].show == "help_network"


# Its picture


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
@pytest.mark.parametrize("teams", [2, 5, 12])
def test_every_figure_stands_in_the_picture_and_it_fits(teams: int, big: bool) -> None:
    whom = {f"t{i}": [f"t{1 + (i * j) % teams}" for j in range(4)] for i in range(1, teams + 1)}
    result = answered(alike(25, whom))
    spec = drawn(result, big)
    heads = [f"{h:.1f}" if h else "0" for row in rows(result).values() for h in row or ()]
    assert set(heads) <= set(texts(spec))
    assert set(TEAMS[:teams]) <= set(texts(spec))
    assert not big or spec["height"] <= 800
    assert not big or all(one["mark"].get("fontSize", 26) >= 26 for one in spec["layer"])


def test_on_a_phone_ones_own_team_is_marked() -> None:
    result = answered(alike(5, {"t1": ["t1", "t2"], "t2": ["t1", "t2"]}))
    page = on_phone(result, "t2")
    assert page.count("your team") == 1
    assert page.index("Technology</bdi> <small>your team") > 0
    assert page.count('scope="row"') == page.count('scope="col"') == 2
    assert "your team" not in on_phone(result)


def test_names_may_hold_any_letters() -> None:
    picture = dict(pictures(answered(alike(5, {"t1": ["t2"], "t2": ["t1"]})))[0])
    nasty = ['"; alert(1) //', "<b>\\ ’\u2028"]
    picture["columns"] = [
        column | {"label": n} for column, n in zip(picture["columns"], nasty, strict=True)
    ]
    picture["rows"] = [row | {"label": n} for row, n in zip(picture["rows"], nasty, strict=True)]
    assert chart.draw(picture, True).to_dict(validate=True)
    phone = render_picture(MeasurePicture("Who turns to whom", "room", NETWORK, picture))
    assert "<b>\\" not in phone
