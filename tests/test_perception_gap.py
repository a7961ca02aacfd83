"""How we see us, how they see us: by hand in a small room, then in any room."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import a_browser
from tests.rooms import (
    SHIPPED,
    TEAMS,
    a_step,
    an_exercise,
    answer_all,
    is_sentence,
    join_all,
    kept,
    make,
    sentences,
    stored_and_read,
)
from workshop_kit import disclosure
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.perception_gap import said
from workshop_kit.measures.perception_gap.measure import PerceptionGap
from workshop_kit.phone.exchange import COOKIE

pytestmark = pytest.mark.usefixtures("exact_means")

GAP = PerceptionGap(self="ours", others="theirs", expected="guess")
NO_GAP = "No gap of more than half a point: the teams are seen much as they see themselves."
TOO_FEW = "Too few people answered in each team to compare the views."

Points = Sequence[int | None]
Views = Mapping[str, Mapping[str, Points]]
"""About whom -> who answers -> the points that each of them gave."""


def seen(
    ours: Mapping[str, Points], theirs: Views, guess: Views, teams: int = 3, minimum: int = 3
) -> Result:
    """What the measure says of one quality, of what may be shown."""
    names = {f"t{number}": name for number, name in enumerate(TEAMS[:teams], start=1)}
    step = an_exercise(a_step("view", items=["Quick"])).step("view")
    parts = {}
    own = {team: {team: points} for team, points in ours.items()}
    for role, views in {"self": own, "others": theirs, "expected": guess}.items():
        answers = [
            Response(target, team, [point])
            for target, by_team in views.items()
            for team, points in by_team.items()
            for point in points
        ]
        release = disclosure.release(role, step, answers, len(answers), names, minimum)
        parts[role] = Part(step.question, release)
    return GAP.compute(parts, Room(names))


def table(result: Result) -> dict[str, list[float | None]]:
    """Team -> how it sees itself, is seen, expects to be seen; blind spot, misread."""
    columns = ("We see us", "They see us", "We expect", "Blind spot", "Misread")
    return {
        str(line.cells["Team"]): [line.cells[column] for column in columns]  # type: ignore[misc]
        for line in GAP.lines(result)
    }


def by_hand() -> Result:
    """Three teams of three. Sales is seen less well than it thinks, Technology much better."""
    return seen(
        ours={"t1": [4, 4, 4], "t2": [1, 2, 3], "t3": [3, 3, 3]},
        theirs={
            "t1": {"t2": [2, 2, 2], "t3": [2, 3, 4]},
            "t2": {"t1": [4, 4, 4], "t3": [5, 5, 5]},
            "t3": {"t1": [3, 3, 3], "t2": [2, 3, 4]},
        },
        guess={
            "t1": {"t2": [2, 2, 2], "t3": [3, 3, 3]},
            "t2": {"t1": [3, 3, 3], "t3": [3, 3, 3]},
            "t3": {"t1": [2, 3, 4], "t2": [1, 2, 3]},
        },
    )


def test_blind_spot_and_misread_are_what_one_computes_by_hand() -> None:
    assert table(by_hand()) == {
        "Sales": [4, 2.5, 3, 1.5, 0.5],
        "Technology": [2, 4.5, 2, -2.5, -2.5],
        "Design": [3, 3, 3, 0, 0],
    }


def test_findings_are_the_strongest_gaps_in_sentences() -> None:
    assert sentences(GAP, by_hand()) == [
        "Technology expected 2.0 on “Quick”; the others say 4.5. "
        "Technology is seen better than it thinks.",
        "Sales sees itself at 4.0 on “Quick”; the others see it at 2.5.",
    ]


def a_row(own: float | None, others: float, expected: float, error: float = 0.1) -> dict[str, Any]:
    """What is known of one team and quality."""
    means = {"self": own, "others": others, "expected": expected}
    return {"quality": "Quick", **means, "errors": dict.fromkeys(means, error)}


def test_a_gap_counts_as_a_share_of_the_widest_that_there_could_be() -> None:
    sizes = [
        gap.size
        for others in (5, 3)
        for gap in said.gaps("Sales", a_row(None, others, expected=1), most=4)
    ]
    assert sizes == [1, 0.5]
    widest = seen({}, {"t1": {"t2": [5] * 3}}, {"t2": {"t1": [1] * 3}}, teams=2)
    assert GAP.findings(widest)[0].size == 1


def test_a_gap_is_as_sure_as_the_errors_of_both_its_means_let_it_be() -> None:
    """Two points apart, with an error of √2: erf(1)."""
    (gap,) = said.gaps("Sales", a_row(None, others=4, expected=2, error=1), most=4)
    assert gap.sure == pytest.approx(0.8427, abs=5e-5)


@pytest.mark.parametrize(
    ("others", "expected", "asked"),
    [(4, 2, "that it does not believe they see?"), (2, 4, "means them to see?")],
)
def test_what_to_talk_about_depends_on_who_sees_more(
    others: float, expected: float, asked: str
) -> None:
    (gap,) = said.gaps("Sales", a_row(None, others, expected), most=4)
    assert str(gap.ask).endswith(asked)


@pytest.mark.parametrize(
    ("own", "others", "expected", "state", "words", "asked"),
    [
        (4, 4, 2, "false conflict", "they only believe that they differ.", "believe that you"),
        (4, 2, 4, "false consensus", "expected Design to agree about Sales", "not told each"),
    ],
)
def test_what_two_teams_only_believe_of_each_other_is_told(
    own: float, others: float, expected: float, state: str, words: str, asked: str
) -> None:
    pair = {**a_row(own, others, expected), "team": "Sales", "other": "Design", "state": state}
    assert said.is_missed(pair)
    told = said.only_believed(pair, most=4)
    assert words in told.said
    assert asked in str(told.ask)
    assert told.size == 0.5


def test_each_picture_can_be_told_in_words() -> None:
    assert [GAP.in_words(picture) for picture in pictures(by_hand())] == [
        "Quick: we see us 4.0, they see us 2.5, we expected 3.0.",
        "Quick: we see us 2.0, they see us 4.5, we expected 2.0.",
        "Quick: we see us 3.0, they see us 3.0, we expected 3.0.",
    ]


def test_every_team_that_looks_at_us_counts_the_same_however_large_it_is() -> None:
    theirs = {"t1": {"t2": [2] * 3, "t3": [4] * 9}}
    assert table(seen({}, theirs, {}))["Sales"][1] == 3


def test_two_teams_look_at_each_other() -> None:
    result = seen(
        ours={"t1": [5] * 3, "t2": [4] * 3},
        theirs={"t1": {"t2": [3] * 3}, "t2": {"t1": [4] * 3}},
        guess={"t1": {"t2": [4] * 3}, "t2": {"t1": [4] * 3}},
        teams=2,
    )
    assert table(result) == {"Sales": [5, 3, 4, 2, 1], "Technology": [4, 4, 4, 0, 0]}


def test_a_team_of_one_is_seen_but_does_not_tell_how_it_sees_itself() -> None:
    result = seen(
        ours={"t1": [5], "t2": [4] * 3, "t3": [4] * 4},
        theirs={
            "t1": {"t2": [3] * 3, "t3": [2] * 4},
            "t2": {"t1": [1], "t3": [4] * 4},
            "t3": {"t1": [1], "t2": [4] * 3},
        },
        guess={"t2": {"t1": [5]}, "t3": {"t1": [5]}},
    )
    assert table(result)["Sales"] == [None, 2.5, None, None, None]
    picture = pictures(result)[0]
    assert (
        GAP.in_words(picture)
        == "Quick: we see us not shown, they see us 2.5, we expected not shown."
    )


def test_where_nobody_answered_it_says_so() -> None:
    result = seen({}, {}, {})
    assert table(result) == {team: [None] * 5 for team in TEAMS[:3]}
    assert sentences(GAP, result) == [TOO_FEW]


def test_where_all_see_the_same_it_says_so() -> None:
    each_other = {"t1": {"t2": [4] * 3}, "t2": {"t1": [4] * 3}}
    result = seen({"t1": [4] * 3, "t2": [4] * 3}, each_other, each_other, teams=2)
    assert sentences(GAP, result) == [NO_GAP]


def test_where_there_is_only_one_side_nothing_is_said_of_gaps() -> None:
    """The others' view alone is shown, but it is not a comparison."""
    result = seen({}, {"t1": {"t2": [1] * 3}, "t2": {"t1": [5] * 3}}, {}, teams=2)
    assert table(result)["Sales"] == [None, 1, None, None, None]
    assert NO_GAP not in sentences(GAP, result)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([4, 4, 4, 4], [4, 4, 3, 3]),
        ([2, 2, 2, 2, 3], [1, 1, 1, 2, 2, 2, 2, 2, 2, 2]),
        ([1, 1, 1, 2, 2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 3]),
    ],
)
def test_half_a_point_is_no_gap(ours: list[int], theirs: list[int]) -> None:
    result = seen({"t1": ours}, {"t1": {"t2": theirs}}, {}, teams=2)
    assert sentences(GAP, result) == [NO_GAP]


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (a_step("theirs", about="other_teams", items=["Quick"]), "same items"),
        (a_step("theirs", about="other_teams", points=7), "same number of points"),
        (a_step("theirs", "text", about="other_teams"), "must be scales"),
        (a_step("theirs", about="own_team"), "about other_teams"),
    ],
)
def test_its_three_steps_are_scales_alike_about_us_and_them(theirs: str, told: str) -> None:
    ours, guess = a_step("ours", about="own_team"), a_step("guess", about="other_teams")
    steps = an_exercise(ours, theirs, guess).steps
    questions = {step.id: step.question for step in steps}
    about = {step.id: step.about for step in steps}
    with pytest.raises(ValueError, match=told):
        GAP.check(questions, about)
    PerceptionGap(self="ours", others="guess", expected="guess").check(questions, about)


def test_others_in_teams_too_small_to_be_told_apart_still_show_what_they_see() -> None:
    result = seen({}, {"t1": {"t2": [2] * 2, "t3": [4] * 2}}, {}, teams=3)
    assert table(result)["Sales"][1] == 3


@given(
    sizes=st.lists(st.integers(0, 8), min_size=2, max_size=5),
    minimum=st.integers(3, 5),
    seed=st.integers(0, 10**6),
)
def test_in_any_room_the_findings_are_at_most_three_strongest_first(
    sizes: list[int], minimum: int, seed: int
) -> None:
    chance = random.Random(seed)
    size = {f"t{number}": people for number, people in enumerate(sizes, start=1)}

    def points(team: str) -> Points:
        return [chance.choice([None, 1, 2, 3, 4, 5]) for _ in range(size[team])]

    def of_each_other() -> Views:
        return {a: {b: points(b) for b in size if b != a} for a in size}

    ours = {team: points(team) for team in size}
    result = seen(ours, of_each_other(), of_each_other(), len(sizes), minimum)
    assert stored_and_read(result) == result
    gaps = [
        max(abs(gap) for gap in row[3:] if gap is not None)
        for row in table(result).values()
        if row[3:] != [None, None]
    ]
    findings = GAP.findings(result)
    assert 1 <= len(findings) <= 3
    assert all(is_sentence(finding.said) for finding in findings)
    for finding in findings:
        assert (finding.size == 0) == (finding.said in (NO_GAP, TOO_FEW))
        assert finding.said != TOO_FEW or not gaps
    assert [f.strength for f in findings] == sorted((f.strength for f in findings), reverse=True)


def test_on_a_phone_the_key_names_only_what_is_in_the_picture(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["three_mirrors"], teams=3)
    phones = join_all(conduct, code, 2, 4, 4)
    for _ in ("our view", "their view", "their guess"):
        make(conduct, code, "next", "open")
        answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    small = a_browser(conduct, code)
    small.client.cookies.set(COOKIE, phones[0].secret)
    keys = [key.text_content().split("\n")[0] for key in small.open().page.find_class("key")]
    told = dict(zip(TEAMS, keys, strict=False))
    assert "we see us" not in told["Sales"]
    assert "they see us" in told["Sales"]
    assert "we see us" in told["Technology"]
    assert "Too few people of Sales answered" in small.text
