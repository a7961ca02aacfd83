"""Nobody follows from all that was shown together, over everything that was released.

Every released figure is a row of zeros and ones over people. No row of fewer people than the
minimum may follow from the others by adding and subtracting: neither one person, nor a difference.
"""

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms import a_step, an_exercise, join_all, kept, make, send
from workshop_kit import disclosure
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Plays, Response, mark
from workshop_kit.disclosure.audit import tells_on_few
from workshop_kit.questions.scale.question import Scale
from workshop_kit.release import ROOM, Release, placements
from workshop_kit.workshop import people, preparation

TEAMS = {"t1": "Sales", "t2": "Technology", "t3": "Design", "t4": "Legal"}


# The audit itself


def solved(rows: Sequence[Sequence[float]], sizes: Sequence[int], minimum: int) -> bool:
    """The same by brute force: is the rank lower without the columns of some few people?"""
    matrix = np.array(rows, dtype=float)
    blocks = range(len(sizes))
    for few in itertools.chain.from_iterable(itertools.combinations(blocks, n) for n in blocks):
        if 0 < sum(sizes[i] for i in few) < minimum:
            rest = np.delete(matrix, few, axis=1)
            if np.linalg.matrix_rank(rest) < np.linalg.matrix_rank(matrix):
                return True
    return sum(sizes) < minimum and bool(matrix.any())


@settings(max_examples=200)
@given(
    rows=st.integers(1, 7).flatmap(
        lambda wide: st.lists(
            st.lists(st.sampled_from([0.0, 1.0]), min_size=wide, max_size=wide),
            min_size=1,
            max_size=5,
        )
    ),
    sizes=st.lists(st.integers(1, 6), min_size=7, max_size=7),
    minimum=st.integers(3, 8),
)
def test_it_finds_what_matrix_rank_finds(
    rows: list[list[float]], sizes: list[int], minimum: int
) -> None:
    sizes = sizes[: len(rows[0])]
    told = [dict(enumerate(row)) for row in rows]
    assert tells_on_few(told, dict(enumerate(sizes)), minimum) == solved(rows, sizes, minimum)


def test_it_finds_a_team_that_follows_by_subtraction() -> None:
    everybody, all_but_one, one = {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1}, {"a": 1}
    assert not tells_on_few([everybody], {"a": 9, "b": 9, "c": 4}, 5)
    assert tells_on_few([everybody, all_but_one], {"a": 9, "b": 9, "c": 4}, 5)
    assert tells_on_few([everybody, all_but_one, one], {"a": 9, "b": 4, "c": 9}, 5)
    assert not tells_on_few([everybody, all_but_one, one], {"a": 9, "b": 9, "c": 9}, 5)


def test_it_finds_the_eighth_person_of_a_live_average() -> None:
    """8 x 3.5 - 7 x 3.857 = 1: the answer of the one who came last."""
    seven = dict.fromkeys(range(7), 1)
    assert tells_on_few([seven, seven | {7: 1}], dict.fromkeys(range(8), 1), 5)


def test_where_too_much_would_have_to_be_searched_it_takes_the_worst() -> None:
    rows = [dict.fromkeys(some, 1) for some in itertools.combinations(range(40), 2)]
    assert tells_on_few(rows[:30], dict.fromkeys(range(40), 1), 10)


# A step that is played again


@dataclass(frozen=True, kw_only=True)
class WhoAnswered(Scale):
    """A scale whose tally tells who is in it, for the audit."""

    def tally(self, values: Sequence[Any]) -> dict[str, Any]:
        return {"who": sorted(values)}

    def banded(self, tallies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [*tallies]


STEP = an_exercise(a_step("pulse", names="hidden")).step("pulse")
STEP.__dict__["question"] = WhoAnswered(low="a", high="b")  # where its question is cached


def played(
    key: str,
    there: Mapping[int, str],
    before: Sequence[tuple[Release, Mapping[int, str]]],
    minimum: int,
    together: Sequence[Sequence[str]] = (),
    regrouped: int = 0,
) -> Release:
    """What is released when these people, by their teams, answer after these other plays."""
    marks = {
        str(who): {
            play.step: [mark(ROOM, 0)]
            for play, then in before
            if who in then and str(who) not in play.left_out
        }
        for who in there
    }
    return disclosure.release(
        key,
        STEP,
        [Response(ROOM, team, [who], respondent=str(who)) for who, team in there.items()],
        len(there),
        TEAMS,
        minimum,
        Plays([play for play, _ in before], marks, regrouped=regrouped),
        together=together,
    )


def rows_of(*releases: Release) -> list[dict[int, float]]:
    """Each released figure, as a row over people."""
    return [dict.fromkeys(cell.tally["who"], 1.0) for release in releases for cell in release.cells]


@settings(max_examples=150)
@given(
    sizes=st.lists(st.integers(1, 9), min_size=2, max_size=4),
    minimum=st.integers(3, 6),
    comes=st.lists(st.floats(0.5, 1), min_size=3, max_size=3),
    together=st.lists(
        st.sampled_from([(), (("t1", "t2"),), (("t1", "t3"), ("t2", "t4"))]),
        min_size=3,
        max_size=3,
    ),
    changing=st.lists(st.integers(0, 2), min_size=3, max_size=3),
    seed=st.integers(0, 10**6),
)
def test_over_all_plays_of_a_step_nobody_can_be_solved_for(
    sizes: list[int],
    minimum: int,
    comes: list[float],
    together: list[tuple[tuple[str, str], ...]],
    changing: list[int],
    seed: int,
) -> None:
    """As if everybody gave the same answer each time, which is the worst that can be; people come,
    leave, and are put into other teams between the times."""
    chance = random.Random(seed)
    teams = [team for team, size in zip(TEAMS, sizes, strict=False) for _ in range(size)]
    plays: list[tuple[Release, dict[int, str]]] = []
    regrouped = 0
    for number, (share, some) in enumerate(zip(comes, together, strict=True)):
        for _ in range(changing[number] if plays else 0):
            teams[chance.randrange(len(teams))] = chance.choice(list(TEAMS)[: len(sizes)])
            regrouped += 1
        there = {who: team for who, team in enumerate(teams) if chance.random() <= share}
        merged = tuple(pair for pair in some if set(pair) <= set(teams))
        plays.append((played(f"play {number}", there, plays, minimum, merged, regrouped), there))
    rows = rows_of(*(release for release, _ in plays))
    assert not tells_on_few(rows, dict.fromkeys(range(len(teams)), 1), minimum)


def test_who_was_moved_to_another_team_does_not_follow_from_its_figures() -> None:
    """Six of the first team leave, one of it is moved: she is all that the second has more."""
    then = dict.fromkeys(range(12), "t1") | dict.fromkeys(range(20, 26), "t2")
    now = dict.fromkeys(range(6, 11), "t1") | dict.fromkeys((11, *range(20, 26)), "t2")
    first = played("first", then, [], 5)
    rows = rows_of(first, played("again", now, [(first, then)], 5))
    assert tells_on_few(rows, dict.fromkeys(then, 1), 5), "as long as nobody knows that she moved"
    again = played("again", now, [(first, then)], 5, regrouped=1)
    assert not tells_on_few(rows_of(first, again), dict.fromkeys(then, 1), 5)
    assert [cell.group.label for cell in again.cells] == ["Everybody"]
    larger = {100 + who: "t2" for who in range(20)}
    first = played("first", then | larger, [], 5)
    again = played("again", then | larger | {11: "t2"}, [(first, then | larger)], 5, regrouped=1)
    assert "Not counted, chosen by lot" in again.withheld[0], "she might be one who came or left"


def people_of(sales: int, technology: int) -> dict[int, str]:
    """People by their team: those of Sales have even numbers."""
    return dict.fromkeys(range(0, 2 * sales, 2), "t1") | dict.fromkeys(
        range(1, 2 * technology, 2), "t2"
    )


def test_the_same_people_are_shown_again_as_before() -> None:
    there = people_of(6, 7)
    first = played("first", there, [], 5)
    again = played("again", there, [(first, there)], 5)
    assert [cell.group.label for cell in again.cells] == ["Everybody", "Sales", "Technology"]
    assert again.withheld == ()


def test_one_who_comes_later_hides_among_some_who_are_left_out_by_lot() -> None:
    then, now = people_of(6, 7), people_of(7, 7)
    first = played("first", then, [], 5)
    again = played("again", now, [(first, then)], 5)
    assert [(cell.group.label, cell.answered) for cell in again.cells] == [("Everybody", 10)]
    assert again.withheld == (
        "Not counted, chosen by lot: 4. Fewer than 5 people came or left since this was asked "
        "before, and so nobody can be told.",
    )


def test_where_few_of_a_team_are_new_only_the_room_is_shown() -> None:
    then, now = people_of(6, 7), people_of(9, 10)
    first = played("first", then, [], 5)
    again = played("again", now, [(first, then)], 5)
    assert [(cell.group.label, cell.answered) for cell in again.cells] == [("Everybody", 19)]
    assert len(again.withheld) == 1


def test_where_too_few_would_be_left_nothing_is_shown_again() -> None:
    then, now = people_of(3, 2), people_of(4, 2)
    first = played("first", then, [], 5)
    again = played("again", now, [(first, then)], 5)
    assert again.cells == ()
    assert again.withheld[-1].startswith("Not shown: nearly the same people")


def test_lots_are_drawn_as_long_as_enough_are_left() -> None:
    then, now = people_of(4, 4), people_of(5, 4)
    first = played("first", then, [], 5)
    again = played("again", now, [(first, then)], 5)
    assert [(cell.group.label, cell.answered) for cell in again.cells] == [("Everybody", 5)]


def test_once_more_with_a_late_comer_does_not_tell_what_she_said(conduct: Conduct) -> None:
    """Through the one door: her phone alone knows what it answered before."""
    pulse = an_exercise(a_step("pulse", names="hidden"))
    code = kept(conduct, pulse, minimum=5)
    phones = join_all(conduct, code, 6, 6)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        send(conduct, code, phone, {"0": [str(2 + number % 3)]})
    make(conduct, code, "reveal")
    conduct.prepare(code, "once more", lambda w: preparation.add(w, pulse, 1)).result()
    late = join_all(conduct, code, 7, 6)
    make(conduct, code, "next", "open")
    for number, phone in enumerate([p for p in late if p not in phones] + phones):
        send(conduct, code, phone, {"0": [str(2 + number % 3)]})
    make(conduct, code, "reveal")
    first, again = conduct.figures(code).result().releases.values()
    assert [cell.answered for cell in first.cells] == [12, 6, 6]
    own = conduct.mine(code, phones[0].secret).result()
    assert [len(entry.answers) for entry in own.answered] == [1, 1], "her page shows no marks"
    assert [cell.answered for cell in again.cells] == [9]


def test_after_somebody_was_moved_teams_are_not_shown_apart_when_asked_again(
    conduct: Conduct,
) -> None:
    pulse = an_exercise(a_step("pulse", names="hidden"))
    code = kept(conduct, pulse, pulse, minimum=5)
    phones = join_all(conduct, code, 12, 12)
    conduct.correct(code, phones[1].me.id, "Mei", "t2").result()  # nothing was asked yet
    for turn in range(2):
        make(conduct, code, "next", "open")
        for number, phone in enumerate(phones):
            send(conduct, code, phone, {"0": [str(2 + number % 3)]})
        make(conduct, code, "reveal")
        if not turn:
            conduct.correct(code, phones[0].me.id, "Lea", "t2").result()
    first, again = conduct.figures(code).result().releases.values()
    assert [cell.answered for cell in first.cells] == [24, 11, 13]
    assert [cell.group.label for cell in again.cells] == ["Everybody"]


# Teams that she shows together


def test_teams_that_she_shows_together_are_shown_as_one(conduct: Conduct) -> None:
    exercises = [an_exercise(a_step("mood", names="hidden"), file=file) for file in ("one", "two")]
    code = kept(conduct, *exercises, teams=3, minimum=5)
    phones = join_all(conduct, code, 6, 6, 6)
    conduct.arrange(code, "together", lambda w: people.show_together(w, ["t3", "t1"])).result()
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        send(conduct, code, phone, {"0": [str(2 + number % 3)]})
    make(conduct, code, "reveal")
    (released,) = conduct.figures(code).result().releases.values()
    assert [cell.group.label for cell in released.cells] == [
        "Everybody",
        "Sales and Design",
        "Technology",
    ]
    assert released.withheld == ("Sales and Design are shown only together.",)


def test_a_team_is_not_shown_by_itself_because_the_other_is_silent() -> None:
    """Own words of one team are shown from ten people on, also where two are shown together."""
    step = an_exercise(a_step("say", "text", names="hidden")).step("say")
    said = [Response(ROOM, team, [f"{team} {n}"]) for team in ("t1", "t3") for n in range(6)]
    said += [Response(ROOM, "t3", [f"more {n}"]) for n in range(6)]
    released = disclosure.release("say", step, said, len(said), TEAMS, 5, together=[("t1", "t2")])
    assert [cell.group.label for cell in released.cells] == ["Everybody"]


# Bands at the ends of a scale

SCALE = Scale(low="not at all", high="very much")


def told(*sets: Sequence[int]) -> list[dict[str, Any]]:
    """The whole and its sets, as they may be shown."""
    whole = [value for values in sets for value in values]
    return SCALE.banded([SCALE.tally(values) for values in (whole, *(sets if sets[1:] else ()))])


def test_a_mean_at_the_end_and_one_near_it_are_told_alike() -> None:
    assert told([5] * 6) == told([5] * 5 + [4]) == told([5] * 4 + [4] * 2)
    (band,) = told([5] * 6)
    assert (band["bound"], round(band["mean"], 2), band["bands"]) == ("≥", 4.67, [[4, 5]])
    assert band["counts"] == [0, 0, 0, 0, 6]
    assert SCALE.steps(band)[-1] == ("4–5", 4, 5, 6)
    assert told([1] * 6) == told([1] * 4 + [2] * 2)
    assert told([1] * 6)[0]["bound"] == "≤"


def test_hidden_answers_are_told_in_bands_and_others_are_not() -> None:
    alike = [Response(ROOM, "t1", [5]) for _ in range(6)]
    for names, bounded in (("hidden", True), ("team", False)):
        step = an_exercise(a_step("rate", names=names)).step("rate")
        released = disclosure.release("rate", step, alike, 6, TEAMS, 5)
        assert {"bound" in cell.tally for cell in released.cells} == {bounded}
        assert (disclosure.BANDED in released.withheld) == bounded


def test_of_those_told_as_one_no_distance_is_made_up() -> None:
    room = told([5] * 6, [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4])[0]
    assert room["counts"] == [3, 3, 3, 0, 9]
    assert placements(room) == [[3, 3, 3, 0, 9], [3, 3, 3, 9, 0], [3, 3, 3, 4, 5]]
    assert placements(told([1] * 6)[0]) == [[6, 0, 0, 0, 0], [0, 6, 0, 0, 0], [3, 3, 0, 0, 0]]
    assert placements(SCALE.tally([1, 5])) == [[1, 0, 0, 0, 1]]


def test_further_from_the_end_figures_are_exact() -> None:
    (plain,) = told([5] * 3 + [4] * 3)
    assert plain == SCALE.tally([5] * 3 + [4] * 3)
    assert told([5] * 5 + [3])[0]["mean"] == 28 / 6


def test_what_a_team_said_alike_does_not_follow_from_the_room() -> None:
    alike, mixed = [5] * 5, [1, 2, 3, 3, 4]
    room, sales, others = told(alike, mixed)
    assert told([5] * 3 + [4] * 2, mixed) == [room, sales, others]
    assert others == SCALE.tally(mixed)
    assert (room["bound"], room["bands"]) == ("≥", [[4, 5]])
    both = told(alike, [1] * 5)[0]
    assert (both["bound"], both["bands"]) == ("≈", [[1, 2], [4, 5]])


@given(
    sets=st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=8), min_size=1, max_size=4),
    points=st.integers(2, 5),
)
def test_bands_keep_everybody_and_hold_true(sets: list[list[int]], points: int) -> None:
    scale = replace(SCALE, points=points)
    given_by = [[min(value, points) for value in values] for values in sets]
    given_by = [[value for values in given_by for value in values], *given_by]
    for values, tally in zip(
        given_by, scale.banded([scale.tally(v) for v in given_by]), strict=True
    ):
        assert sum(tally["counts"]) == sum(n for *_, n in scale.steps(tally)) == len(values)
        mean = sum(values) / len(values)
        true = {
            "≥": mean >= tally["mean"] - 1e-9,
            "≤": mean <= tally["mean"] + 1e-9,
            "≈": True,
        }
        assert true[tally["bound"]] if "bound" in tally else abs(mean - tally["mean"]) < 1e-9
