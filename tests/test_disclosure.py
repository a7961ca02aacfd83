"""What is shown of a room never tells on one of its people."""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms import TEAMS, a_step, an_exercise, is_sentence
from workshop_kit import disclosure, questions
from workshop_kit.disclosure import QUOTED_ALONE, Response, partition
from workshop_kit.disclosure.audit import tells_on_few
from workshop_kit.exercise import Step
from workshop_kit.exercise.reading import load
from workshop_kit.question import Answer, Offered
from workshop_kit.release import ROOM, Cell, Release
from workshop_kit.store.records.shown import as_json, from_json
from workshop_kit.workshop import Participant

OFFER = {f"p{i}": Offered(f"Person {i}", "Team") for i in range(5)}
HIDDEN = {
    "items": an_exercise(a_step("view", items=["Reliable", "Quick", "Open"])).step("view"),
    **{
        kind: replace(step, names="hidden", reveal="together")
        for kind in sorted(questions.kinds())
        for step in load(questions.example(kind), kind).steps
        if step.question.asks
    },
}
NAMES = {f"t{number}": name for number, name in enumerate(TEAMS, start=1)}

rooms = st.lists(st.integers(0, 15), min_size=2, max_size=12)
minimums = st.integers(3, 10)


def shown(step: Step, responses: Sequence[Response], minimum: int = 5, teams: int = 12) -> Release:
    """The release of a step."""
    names = dict(itertools.islice(NAMES.items(), teams))
    return disclosure.release("step", step, responses, len(responses), names, minimum)


def rated(*teams: Sequence[Any]) -> list[Response]:
    """What each team answered about the room, one value for each person."""
    return [
        Response(ROOM, f"t{number}", [value])
        for number, values in enumerate(teams, start=1)
        for value in values
    ]


def labels(release: Release) -> list[str]:
    """Whose figures are shown."""
    return [cell.group.label for cell in release.cells]


def a_room(step: Step, sizes: Sequence[int], about: str, seed: int) -> list[Response]:
    """A room of people who answer as they like; some leave out items, or a whole team."""
    chance = random.Random(seed)
    teams = list(NAMES)[: len(sizes)]
    responses = []
    for team, size in zip(teams, sizes, strict=True):
        targets = {"nothing": [ROOM], "own_team": [team]}.get(
            about, [t for t in teams if t != team]
        )
        for _, target in itertools.product(range(size), targets):
            if chance.random() > 0.1:
                responses.append(Response(target, team, an_answer(step, chance)))
    return responses


def an_answer(step: Step, chance: random.Random) -> Answer:
    """A rehearsing participant's answer, with some of its parts left out."""
    answer = step.question.read(step.question.sample(chance, OFFER), OFFER)
    assert answer is not None
    if len(answer) > 1:
        answer = [None if chance.random() < 0.3 else value for value in answer]
    return answer


def by_part(
    step: Step, responses: Sequence[Response], release: Release
) -> list[tuple[Counter[str], list[Cell]]]:
    """For each target and part: how many of each team answered it, and its cells."""
    found = []
    for target in dict.fromkeys(response.target for response in responses):
        for part in range(len(step.question.parts())):
            given = [r for r in responses if r.target == target and r.answer[part] is not None]
            cells = [c for c in release.cells if (c.target, c.part) == (target, part)]
            found.append((Counter(r.team for r in given), cells))
    return found


def people(cell: Cell, sizes: Mapping[str, int]) -> int:
    """How many people's answers a cell holds, counted from the room itself."""
    return sum(size for team, size in sizes.items() if team in (cell.group.teams or sizes))


# The numbers of MEASURES


def test_of_13_people_a_team_of_4_hides_the_other_of_9() -> None:
    release = shown(HIDDEN["scale"], rated([1] * 4, [5] * 9))
    assert labels(release) == ["Everybody"]
    assert release.withheld == (
        "Sales: fewer than 5 answers, so Sales and Technology are shown only together.",
    )


def test_of_15_people_a_team_of_9_is_shown_for_the_rest_is_6() -> None:
    release = shown(HIDDEN["scale"], rated([1] * 3, [4] * 9, [2] * 3))
    assert labels(release) == ["Everybody", "Technology", "Sales and Design"]
    assert [cell.answered for cell in release.cells] == [15, 9, 6]
    assert [cell.tally["mean"] for cell in release.cells] == [3, 4, 1.5]


def test_one_small_team_is_hidden_with_the_next_smallest() -> None:
    release = shown(HIDDEN["scale"], rated([1] * 8, [2] * 3, [3] * 6))
    assert labels(release) == ["Everybody", "Sales", "Technology and Design"]


def test_teams_that_are_large_enough_are_shown_alone() -> None:
    release = shown(HIDDEN["scale"], rated([3] * 5, [4] * 6))
    assert labels(release) == ["Everybody", "Sales", "Technology"]
    assert release.withheld == ()


@pytest.mark.parametrize(("people_in_all", "is_shown"), [(4, False), (5, True)])
def test_a_room_is_shown_from_the_minimum(people_in_all: int, is_shown: bool) -> None:
    release = shown(HIDDEN["scale"], rated([3] * 2, [4] * (people_in_all - 2)))
    assert labels(release) == (["Everybody"] if is_shown else [])
    assert release.withheld
    if not is_shown:
        assert release.withheld == (
            "Fewer than 5 people answered: not shown, so that nobody can be told.",
        )


def test_words_of_a_small_team_are_read_only_among_those_of_others() -> None:
    said = rated(["dear"] * 9, ["hear"] * 10, ["fear"] * 12)
    assert labels(shown(HIDDEN["text"], said)) == [
        "Everybody",
        "Design",
        "Sales and Technology",
    ]
    assert labels(shown(HIDDEN["text"], rated(["dear"] * 9))) == []
    assert labels(shown(HIDDEN["text"], rated(["dear"] * 10))) == ["Everybody", "Sales"]


# In any room


def any_room(test: Callable[..., None]) -> Callable[[], None]:
    """A promise for every kind of question, in rooms of many sizes."""
    room = given(
        step=st.sampled_from(list(HIDDEN)).map(HIDDEN.__getitem__),
        sizes=rooms,
        minimum=minimums,
        about=st.sampled_from(["nothing", "own_team", "other_teams"]),
        seed=st.integers(0, 10**6),
    )
    return settings(max_examples=150)(room(test))


@any_room
def test_no_figure_is_of_fewer_people_than_the_minimum(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    for given_by, cells in by_part(step, responses, shown(step, responses, minimum)):
        for cell in cells:
            assert cell.answered == people(cell, given_by) >= minimum
            assert cell.group.person is None


@any_room
def test_nobody_follows_from_the_difference_of_two_groups(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    for given_by, cells in by_part(step, responses, shown(step, responses, minimum)):
        groups = [set(cell.group.teams or given_by) & set(given_by) for cell in cells]
        for one, other in itertools.permutations(groups, 2):
            for apart in (one - other, one ^ other):
                rest = sum(given_by[team] for team in apart)
                assert rest == 0 or rest >= minimum


@any_room
def test_nobody_follows_from_all_figures_together(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    for given_by, cells in by_part(step, responses, shown(step, responses, minimum)):
        rows = [dict.fromkeys(cell.group.teams or given_by, 1.0) for cell in cells]
        assert not tells_on_few(rows, given_by, minimum)


@any_room
def test_own_words_of_one_team_alone_are_read_from_ten_people(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    if step.question.quotes:
        responses = a_room(step, sizes, about, seed)
        for given_by, cells in by_part(step, responses, shown(step, responses, minimum)):
            for cell in cells:
                if len(set(cell.group.teams or given_by)) == 1:
                    assert cell.answered >= QUOTED_ALONE


@any_room
def test_what_is_not_shown_is_said(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    release = shown(step, responses, minimum)
    alone = [{c.group.teams for c in cells} for _, cells in by_part(step, responses, release)]
    counted = [given_by for given_by, _ in by_part(step, responses, release)]
    hidden = {
        team
        for given_by, groups in zip(counted, alone, strict=True)
        for team in given_by
        if (team,) not in groups
    }
    assert bool({*release.withheld} - {disclosure.BANDED}) == bool(hidden)
    assert all(is_sentence(said) for said in release.withheld)


@any_room
def test_a_release_does_not_tell_in_which_order_people_answered(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    mixed = random.Random(seed).sample(responses, len(responses))

    def cells(given: list[Response]) -> list[Cell]:
        return sorted(
            shown(step, given, minimum).cells, key=lambda c: (c.target, c.part, c.group.label)
        )

    assert cells(mixed) == cells(responses)


@any_room
def test_the_smallest_groups_hold_every_shown_answer_once(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    responses = a_room(step, sizes, about, seed)
    release = shown(step, responses, minimum)
    everybody = sum(cell.answered for cell in release.cells if cell.group.label == "Everybody")
    assert sum(cell.answered for cell in release.finest()) == everybody


@any_room
def test_a_release_is_frozen_as_it_is(
    step: Step, sizes: list[int], minimum: int, about: str, seed: int
) -> None:
    release = shown(step, a_room(step, sizes, about, seed), minimum)
    frozen = msgspec.json.encode(release, enc_hook=as_json)
    assert msgspec.json.decode(frozen, type=Release, dec_hook=from_json) == release


@settings(max_examples=300)
@given(
    sizes=st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(0, 15)),
    minimum=minimums,
    alone=st.none() | st.integers(3, 12),
)
def test_sets_of_teams_side_by_side(sizes: dict[str, int], minimum: int, alone: int | None) -> None:
    sets = partition(sizes, minimum, alone)
    teams = [team for some in sets for team in some]
    assert len(set(teams)) == len(teams)
    assert set(teams) in ({team for team, size in sizes.items() if size}, set())
    assert sum(len(some) > 1 for some in sets) <= 1
    for some in sets:
        enough = max(minimum, alone or 0) if len(some) == 1 else minimum
        assert sum(sizes[team] for team in some) >= enough
    if sum(sizes.values()) >= max(minimum, alone or 0):
        assert sets, "there are enough for one set of all"


# What is not hidden

NAMED = {
    names: an_exercise(a_step("say", "text", names=names)).step("say")
    for names in ("team", "shown")
}
TWO_ANNS = [Participant("p1", "Ann", "t1"), Participant("p2", "Ann", "t1")]


def test_a_step_that_names_teams_shows_each_team_and_nobody() -> None:
    release = shown(NAMED["team"], rated(["hear"], ["dear", "fear"]))
    assert labels(release) == ["Everybody", "Sales", "Technology"]
    assert [cell.answered for cell in release.cells] == [3, 1, 2]
    assert all(cell.group.person is None for cell in release.cells)
    assert release.withheld == ()


def test_a_step_that_shows_names_says_who_answered_what() -> None:
    said = [
        Response(ROOM, "t1", ["hear"], Participant("p1", "Ann", "t1")),
        Response(ROOM, "t2", ["dear"], Participant("p2", "Bo", "t2")),
    ]
    by_person = {
        cell.group.label: cell.tally["texts"]
        for cell in shown(NAMED["shown"], said).cells
        if cell.group.person
    }
    assert by_person == {"Ann": ["hear"], "Bo": ["dear"]}


def test_two_people_of_the_same_name_stay_two() -> None:
    said = [
        Response(ROOM, "t1", [word], ann)
        for word, ann in zip(("hear", "dear"), TWO_ANNS, strict=True)
    ]
    release = shown(NAMED["shown"], said)
    assert [
        (cell.group.person, cell.tally["texts"]) for cell in release.cells if cell.group.person
    ] == [("p1", ["hear"]), ("p2", ["dear"])]
    assert [cell.tally["texts"] for cell in release.finest()] == [["hear"], ["dear"]]


@given(names=st.sampled_from(["hidden", "team"]), sizes=rooms, seed=st.integers(0, 10**6))
def test_who_answered_is_told_only_where_the_exercise_shows_names(
    names: Any, sizes: list[int], seed: int
) -> None:
    """Whatever the door is handed by mistake."""
    step = replace(HIDDEN["text"], names=names)
    everybody = [
        replace(response, person=Participant(f"p{number}", "Ann", response.team))
        for number, response in enumerate(a_room(step, sizes, "nothing", seed))
    ]
    cells = shown(step, everybody).cells
    assert all(cell.group.person is None for cell in cells)
    assert "Ann" not in {cell.group.label for cell in cells}


@pytest.mark.parametrize("reveal", ["private", "never"])
@pytest.mark.parametrize("names", ["hidden", "team", "shown"])
def test_what_is_private_never_comes_through_the_door(names: Any, reveal: Any) -> None:
    step = replace(HIDDEN["text"], names=names, reveal=reveal)
    release = shown(step, [Response("p1", "t1", ["dear"], ann) for ann in TWO_ANNS * 20])
    assert release.cells == ()
    assert all(is_sentence(said) for said in release.withheld)
    assert "dear" not in repr(release)


@given(st.permutations(["dear", "fear", "hear", "near"]))
def test_private_answers_come_in_an_order_that_tells_nothing(words: list[str]) -> None:
    told = disclosure.private([Response("p1", "t1", [word]) for word in words])
    assert told == disclosure.private([Response("p1", "t1", [word]) for word in sorted(words)])
    assert sorted(told) == [["dear"], ["fear"], ["hear"], ["near"]]


def test_where_nobody_answered_there_is_nothing_to_show_or_to_hide() -> None:
    for step in (*HIDDEN.values(), *NAMED.values()):
        assert shown(step, []) == Release("step", 0, ())
