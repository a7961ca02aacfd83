"""How well teams read each other on a scale, beyond what everybody would guess."""

import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import TEAMS, a_step, an_exercise, is_sentence, sentences, stored_and_read
from workshop_kit import disclosure, measures, reveal
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.language import words
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.profile_accuracy.measure import ALL_NEAR, TOO_FEW, ProfileAccuracy
from workshop_kit.phone.page import render_picture

READ = ProfileAccuracy(truth="ours", guess="theirs")
ITEMS = ["Quick", "Open", "Clear", "Kind"]
OURS = {"t1": [5, 1, 3, 2], "t2": [1, 5, 2, 4], "t3": [3, 2, 5, 1], "t4": [2, 4, 1, 5]}

Profiles = Mapping[str, Sequence[int]]


def seen(
    ours: Profiles,
    theirs: Mapping[str, Profiles],
    sizes: Sequence[int] = (4, 4, 4, 4),
    items: Sequence[str] = ITEMS,
) -> Result:
    """Whole teams say the same: of themselves, and (by judge) of each other team."""
    names = {f"t{i}": name for i, name in enumerate(TEAMS[: len(sizes)], start=1)}
    people = dict(zip(names, sizes, strict=True))
    step = an_exercise(a_step("view", items=[*items])).step("view")
    truth = [Response(t, t, list(p)) for t, p in ours.items() for _ in range(people[t])]
    guess = [
        Response(target, judge, list(profile))
        for judge, profiles in theirs.items()
        for target, profile in profiles.items()
        for _ in range(people[judge])
    ]
    parts = {
        role: Part(
            step.question, disclosure.release(role, step, given, len(given), names, minimum=3)
        )
        for role, given in (("truth", truth), ("guess", guess))
    }
    return READ.compute(parts, Room(names))


def others(judge: str, of: Profiles) -> Profiles:
    return {team: profile for team, profile in of.items() if team != judge}


def test_who_reads_all_others_right_is_told_so() -> None:
    result = seen(OURS, {judge: others(judge, OURS) for judge in OURS})
    assert {round(judge["distinctive"], 9) for judge in result["judges"]} == {1}
    assert all(judge["mean_square"] == pytest.approx(0) for judge in result["judges"])
    assert sentences(READ, result)[0] == (
        "Sales sees what sets the other teams apart: agreement ≈\xa01.00, where 1 is all of it."
    )


def test_who_sees_herself_in_the_others_is_told_so() -> None:
    result = seen(OURS, {"t1": dict.fromkeys(("t2", "t3", "t4"), OURS["t1"])})
    (judge,) = result["judges"]
    assert judge["weights"] == pytest.approx({"truth": 0, "own": 1})
    rows = [line.cells for line in READ.lines(result)]
    assert {row["Team"] for row in rows if row["Errs by level"] is not None} == {"Sales"}
    errs = [value for name, value in rows[0].items() if name.startswith("Errs by")]
    assert sum(float(err or 0) for err in errs) == pytest.approx(judge["mean_square"])
    for picture in pictures(result):  # without what is misread, which is larger
        picture["rows"] = [{**row, "expected": row["own"]} for row in picture["rows"]]
    assert sentences(READ, result) == [
        "What Sales expects of the others follows its own view more than theirs: ≈\xa01.0 of a "
        "point for each of its own, ≈\xa00.0 for each of theirs."
    ]


def test_in_what_a_team_errs_is_told_from_three_others_and_four_items_on() -> None:
    three = {team: profile[:3] for team, profile in OURS.items()}
    guesses = {team: three[team] for team in ("t2", "t3", "t4")}
    assert seen(three, {"t1": guesses}, items=ITEMS[:3])["judges"] == []
    two = {team: OURS[team] for team in ("t2", "t3")}
    assert seen(OURS, {"t1": two})["judges"] == []


def test_what_is_misread_counts_as_a_share_of_the_widest_that_there_could_be() -> None:
    result = seen({"t1": [1, 3, 3, 3]}, {"t2": {"t1": [5, 3, 3, 3]}})
    assert READ.findings(result)[0].size == pytest.approx((4.5 - 1.5) / 4)  # as its bounds tell


def test_a_misread_item_is_told_with_both_figures() -> None:
    result = seen({"t1": [2, 3, 3, 3]}, {"t2": {"t1": [4, 3, 3, 3]}})
    assert sentences(READ, result) == [
        "On “Quick” the others expected 4.0 of Sales; Sales itself says 2.0."
    ]
    assert READ.lines(result)[0].cells["Difference"] == pytest.approx(2)


def test_half_a_point_is_no_misreading() -> None:
    result = seen({"t1": [3, 3, 3, 3]}, {"t2": {"t1": [3, 3, 3, 3]}})
    assert sentences(READ, result) == [ALL_NEAR]


def test_of_two_judged_teams_nothing_is_told_of_a_judge() -> None:
    ours = {team: OURS[team] for team in ("t1", "t2", "t3")}
    result = seen(ours, {judge: others(judge, ours) for judge in ours}, (4, 4, 4))
    assert result["judges"] == []


def test_where_nobody_or_too_few_answered_it_says_so() -> None:
    assert sentences(READ, seen({}, {})) == [TOO_FEW]
    result = seen({"t1": OURS["t1"]}, {"t2": {"t1": OURS["t1"]}}, (1, 2))
    assert sentences(READ, result) == [TOO_FEW]
    assert "they see themselves not shown" in READ.in_words(pictures(result)[0])


@given(st.lists(st.integers(0, 5), min_size=2, max_size=5), st.integers(0, 999))
def test_in_any_room_it_can_be_told_drawn_and_kept(sizes: list[int], seed: int) -> None:
    chance = random.Random(seed)
    teams = [f"t{i}" for i in range(1, len(sizes) + 1)]

    def profile() -> list[int]:
        return [chance.randint(1, 5) for _ in ITEMS]

    theirs = {a: {b: profile() for b in teams if b != a and chance.random() < 0.9} for a in teams}
    result = seen({team: profile() for team in teams}, theirs, sizes)
    assert stored_and_read(result) == result
    assert all(is_sentence(told) for told in sentences(READ, result))


@pytest.mark.parametrize("big", [True, False], ids=["big", "normal"])
def test_it_has_a_picture_and_a_page(big: bool) -> None:
    result = seen({"t1": OURS["t1"], "t2": OURS["t2"]}, {"t2": {"t1": OURS["t3"]}}, (4, 4, 4))
    for picture in pictures(result):
        spec = measures.chart("profile_accuracy").draw(picture, big, words("de"))
        assert ("nicht gezeigt" in str(spec.to_dict(validate=True))) == (picture["team"] == "t3")
        shown = reveal.MeasurePicture(picture["title"], picture["team"], READ, picture)
        assert render_picture(shown).strip()


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (a_step("theirs", about="other_teams", items=["Quick"]), "same items"),
        (a_step("theirs", about="other_teams", items=ITEMS, points=7), "same number of points"),
        (a_step("theirs", "text", about="other_teams"), "must be scales"),
        (a_step("theirs", items=ITEMS), "guess is a step about other_teams"),
    ],
)
def test_its_steps_are_two_scales_alike(theirs: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(
            a_step("ours", about="own_team", items=ITEMS),
            theirs,
            measures='[[measure]]\nshow = "profile_accuracy"\ntruth = "ours"\nguess = "theirs"\n',
        )
