"""What has moved since a step was last played: matched without names, and never told of few."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    SHIPPED,
    TEAMS,
    a_step,
    an_exercise,
    join_all,
    kept,
    make,
    send,
    sentences,
    stolen,
)
from workshop_kit import disclosure
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Plays, Response
from workshop_kit.measure import Part, Result, Room
from workshop_kit.measures.change.measure import Change, interval
from workshop_kit.release import BEFORE, CHANGE, EVERYBODY, ROOM, Cell, Release

SLEEP = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
"""Student 1908: what ten patients slept longer with the second drug, in hours."""

STEP = an_exercise(a_step("pulse", items=["Safe"])).steps[0]
PULSE = Change(pulse="pulse")
ROOM_OF_TWO = Room({"t1": "Sales", "t2": "Design"})


def played_again(
    then: list[int], now: list[int], differences: list[float], minimum: int = 5
) -> Release:
    """The second release of a scale of one item, out of who answered when and what has moved."""
    first = [Response(ROOM, "t1", [point]) for point in then]
    names = ROOM_OF_TWO.teams
    before = disclosure.release("first", STEP, first, len(first), names, minimum)
    second = [Response(ROOM, "t1", [point]) for point in now]
    moved = [Response(CHANGE, "t1", [d]) for d in differences]
    return disclosure.release(
        "again", STEP, second + moved, len(now), names, minimum, Plays(compared=before)
    )


def told(release: Release) -> Result:
    return PULSE.compute({"pulse": Part(STEP.question, release)}, ROOM_OF_TWO)


def test_students_sleep_data_give_his_figures() -> None:
    release = played_again([3] * 10, [3] * 10, SLEEP)
    (row,) = told(release)["pictures"][0]["rows"]
    assert (row["up"], row["same"], row["down"], row["pairs"]) == (9, 1, 0, 10)
    assert row["change"] == pytest.approx(1.58)
    assert (row["from"], row["to"]) == (
        pytest.approx(0.7001, abs=5e-5),
        pytest.approx(2.4599, abs=5e-5),
    )


@pytest.mark.parametrize(
    ("then", "now"),
    [([5] * 6, [4, 4, 4, 3, 3, 3]), ([4, 4, 4, 3, 3, 3], [5] * 6)],
    ids=["before", "now"],
)
def test_a_mean_that_is_told_only_as_a_bound_cannot_be_got_from_the_change(
    then: list[int], now: list[int]
) -> None:
    """3.5 now, down by 1.5 of all six: before it was 5, so everybody said 5."""
    release = played_again(then, now, [b - a for a, b in zip(then, now, strict=True)])
    assert release.cell(CHANGE) is None
    assert "bound" in {**release.cell(BEFORE).tally, **release.cell(ROOM).tally}  # type: ignore[union-attr]
    (said,) = sentences(PULSE, told(release))
    assert said.startswith("Before or now, nearly all gave the same answer")


def test_a_clear_change_is_told_in_a_sentence_with_its_figures() -> None:
    said = sentences(PULSE, told(played_again([3] * 10, [3] * 10, SLEEP)))
    assert said == ["“Safe” moved up by 1.6 (surely between +0.7 and +2.5): 9 up, 1 same, 0 down."]


def test_no_clear_change_is_the_usual_result_and_is_worded_so() -> None:
    result = told(played_again([3] * 8, [3] * 8, [1, -1, 0, 0, 1, -1, 0, 0]))
    assert sentences(PULSE, result) == [
        "No clear change, of 8 people compared: the usual result of a small room."
    ]


def test_five_pairs_are_counted_without_an_interval() -> None:
    (row,) = told(played_again([3] * 5, [3] * 5, [1, 1, 1, 1, 1]))["pictures"][0]["rows"]
    assert (row["up"], row["from"], row["to"]) == (5, None, None)
    assert interval(1.0, 0.5, 6)[0] is not None


def test_the_first_time_there_is_nothing_to_compare_and_it_says_so() -> None:
    first = disclosure.release(
        "first", STEP, [Response(ROOM, "t1", [4])] * 6, 6, ROOM_OF_TWO.teams, 5
    )
    assert told(first)["pictures"] == []
    assert sentences(PULSE, told(first)) == [
        "This is the first time. When it is played again, here stands what has moved."
    ]
    assert PULSE.lines(told(first)) == []


@given(
    both=st.integers(0, 30),
    only_then=st.integers(0, 9),
    only_now=st.integers(0, 9),
    minimum=st.integers(3, 6),
)
def test_who_answered_only_once_cannot_be_got_by_subtraction(
    both: int, only_then: int, only_now: int, minimum: int
) -> None:
    release = played_again([2] * (both + only_then), [3] * (both + only_now), [1.0] * both, minimum)
    change, before, now = (release.cell(target) for target in (CHANGE, BEFORE, ROOM))
    if change is None:
        return
    assert before is not None
    assert now is not None
    left_out = only_then + only_now + both - change.answered
    assert left_out == 0 or left_out >= minimum
    assert change.answered >= minimum


def test_a_few_who_answered_only_once_do_not_silence_the_others() -> None:
    change = played_again([3] * 20, [3] * 19, [1.0] * 19).cell(CHANGE)
    assert change is not None
    assert change.answered == 15, "one answered only then: four more stay out, by lot"


def test_nothing_is_compared_with_what_was_not_shown() -> None:
    release = played_again([3] * 4, [3] * 8, [1.0] * 4)
    assert release.cell(CHANGE) is None
    assert sentences(PULSE, told(release)) == [
        "This is the first time. When it is played again, here stands what has moved."
    ]


def test_the_pulse_at_the_end_is_compared_with_the_one_at_the_start(
    conduct: Conduct, database_url: str
) -> None:
    pulse = SHIPPED["trust_pulse"]
    code = kept(conduct, pulse, pulse, teams=2, minimum=3)
    phones = join_all(conduct, code, 4, 4)
    for points in (2, 3):
        make(conduct, code, "next", "open")
        for phone in phones:
            send(conduct, code, phone, {str(i): [str(points)] for i in range(6)})
        make(conduct, code, "reveal")
    figures = conduct.figures(code).result()
    (picture,) = figures.results["trust_pulse-2#0"]["pictures"]
    assert [(r["before"], r["now"], r["up"], r["pairs"]) for r in picture["rows"]] == [
        (2, 3, 8, 8)
    ] * 6
    assert figures.results["trust_pulse#0"]["pictures"] == []
    rows = stolen(database_url)["responses"]
    names = {person.id for person in conduct.participants(code).result()}
    assert not names & {row["respondent"] for row in rows}
    assert len({row["respondent"] for row in rows}) == 16, "no key is used twice"


def test_a_third_time_is_compared_with_the_second_alone(conduct: Conduct) -> None:
    pulse = an_exercise(a_step("pulse"), measures='[[measure]]\nshow = "change"\npulse = "pulse"\n')
    code = kept(conduct, pulse, pulse, pulse, teams=2, minimum=3)
    phones = join_all(conduct, code, 4, 4)
    for points in (1, 3, 4):
        make(conduct, code, "next", "open")
        for phone in phones:
            send(conduct, code, phone, {"0": [str(points)]})
        make(conduct, code, "reveal")
    cells = conduct.figures(code).result().releases["exercise-3/pulse"].cells
    before, change = ([c for c in cells if c.target == target] for target in (BEFORE, CHANGE))
    assert [cell.tally["mean"] for cell in before] == [3]
    assert [cell.tally["mean"] for cell in change] == [1], "one lot, drawn once, of one comparison"


def test_someone_new_is_not_compared(conduct: Conduct) -> None:
    pulse = an_exercise(a_step("pulse"), measures='[[measure]]\nshow = "change"\npulse = "pulse"\n')
    code = kept(conduct, pulse, pulse, teams=2, minimum=3)
    early = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(early):
        send(conduct, code, phone, {"0": [str(2 + number % 2)]})
    make(conduct, code, "reveal", "next", "open")
    late = conduct.join(code, "a secret of her own", "Late", "t1").result()
    assert late.name == "Late"
    for number, secret in enumerate(("a secret of her own", *(phone.secret for phone in early))):
        given = {"room": {"0": [str(3 + number % 2)]}}
        conduct.respond(code, secret, "exercise-2/pulse", given, "once").result()
    make(conduct, code, "reveal")
    change = conduct.figures(code).result().releases["exercise-2/pulse"].cell(CHANGE)
    assert change is not None
    assert change.answered == 4, "two of the six stay out with the one who was new"


def test_what_moved_is_no_cell_about_the_room() -> None:
    release = played_again([3] * 6, [4] * 6, [1.0] * 6)
    of_room = [cell for cell in release.cells if cell.target == ROOM]
    assert all(isinstance(cell, Cell) for cell in of_room)
    assert {cell.group for cell in release.cells if cell.target != ROOM} == {EVERYBODY}
    assert replace(release, cells=tuple(of_room)).targets == (ROOM,)
    assert TEAMS
