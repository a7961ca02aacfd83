"""A workshop is a value; moves make the next one, or say why not now."""

import contextlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import (
    SHIPPED,
    TEAMS,
    a_step,
    a_workshop,
    an_exercise,
    is_sentence,
    moved,
    refusal,
)
from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow, Participant, Target, Workshop, asked, making, moves

MIRRORS, CHECK_IN = SHIPPED["three_mirrors"], SHIPPED["check_in"]
VIEWS = ("three_mirrors/our_view", "three_mirrors/their_view", "three_mirrors/their_guess")
NEVER_AND_TALK = an_exercise(a_step("whom", "colleague", reveal="never"), a_step("chat", "talk"))

ANN = Participant("a", "Ann", "t1")


def phases(workshop: Workshop) -> list[str]:
    """Where each step stands, in order."""
    return [workshop.phase(place.key) for place in workshop.places]


def revealed(workshop: Workshop) -> set[str]:
    """The keys of what has been revealed."""
    return {place.key for place in workshop.revealed()}


# Making one


def test_a_new_workshop_waits_in_the_lobby() -> None:
    workshop = a_workshop(CHECK_IN, MIRRORS, teams=4)
    assert (workshop.at, workshop.ended, workshop.revision) == (None, False, 0)
    assert list(workshop.team_names.values()) == list(TEAMS[:4])
    assert [place.key for place in workshop.places][:3] == [
        "check_in/arrive",
        "check_in/energy",
        "three_mirrors/our_view",
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Please give the workshop a title."),
        ({"title": " \n\u200b "}, "Please give the workshop a title."),
        ({"title": "x" * 500}, "The title has 500 characters; there is room for 80."),
        ({"teams": ["Sales"]}, "A workshop has from 2 to 12 teams; these are 1."),
        ({"teams": ["Sales", " ", ""]}, "A workshop has from 2 to 12 teams; these are 1."),
        ({"teams": [*TEAMS, "One more"]}, "A workshop has from 2 to 12 teams; these are 13."),
        (
            {"teams": ["Sales", "Design", " Sales"]},
            "Two teams are called Sales. Please give each its own name.",
        ),
        (
            {"teams": ["Sales", "SALES"]},
            "Two teams are called SALES. Please give each its own name.",
        ),
        (
            {"teams": ["Sales", "x" * 500]},
            f"“{'x' * 40}…” is too long; a team's name has up to 40 characters.",
        ),
        ({"exercises": []}, "Please choose at least one exercise."),
        ({"minimum": 2}, "The smallest group shown is from 3 to 10 people."),
        ({"minimum": 11}, "The smallest group shown is from 3 to 10 people."),
    ],
)
def test_a_workshop_that_cannot_be_made_is_refused_in_a_sentence(
    wrong: dict[str, Any], sentence: str
) -> None:
    right = {"title": "Offsite", "teams": ["Sales", "Design"], "exercises": [CHECK_IN]}
    assert refusal(lambda: making.new(**(right | wrong))) == sentence


@given(title=st.text(), teams=st.lists(st.text(max_size=50), max_size=14))
def test_any_title_and_teams_make_a_workshop_or_are_refused(title: str, teams: list[str]) -> None:
    try:
        workshop = making.new(title, teams, [CHECK_IN])
    except Invalid as refused:
        said: object = refused
    else:
        said = f"A workshop called {workshop.title}."
        assert all(team.name.isprintable() and team.name for team in workshop.teams)
    assert is_sentence(said), said


@pytest.mark.parametrize("name", ["", "  ", "\t\n", "\u200b", "\u200d"])
def test_a_name_that_nobody_can_see_is_refused(name: str) -> None:
    told = refusal(lambda: making.named(name))
    assert told == "Please type your name, so that your colleagues find you."


def test_names_are_kept_as_they_are_written_but_on_one_line() -> None:
    for name in ("Zoë van den Berg", "李小龙", "محمد", "🦊", "👩‍🔬 Ada"):
        assert making.named(f" {name}\n") == name
    told = refusal(lambda: making.named("x" * 500))
    assert told == "That name has 500 letters; there is room for 60."


def test_a_code_can_be_read_from_a_projector() -> None:
    codes = {making.new_code() for _ in range(500)}
    assert len(codes) > 490
    assert all(len(code) == 5 and not set(code) & set("AEIOUY01L") for code in codes)


def test_the_same_exercise_twice_is_two_items() -> None:
    workshop = a_workshop(CHECK_IN, MIRRORS, CHECK_IN)
    assert [item.id for item in workshop.agenda] == ["check_in", "three_mirrors", "check_in-2"]


def test_every_step_has_a_key_of_its_own_whatever_the_files_are_called() -> None:
    files = ["talk", "talk", "talk-2"]
    workshop = a_workshop(*[an_exercise(a_step("say"), file=file) for file in files])
    keys = [place.key for place in workshop.places]
    assert len(set(keys)) == len(keys)


# Moving


def test_a_step_is_opened_closed_and_revealed() -> None:
    workshop = moved(a_workshop(CHECK_IN), "next")
    seen = [workshop.phase("check_in/arrive")]
    for move in ("open", "close", "reveal"):
        workshop = moved(workshop, move)
        seen.append(workshop.phase("check_in/arrive"))
    assert seen == ["ready", "open", "closed", "revealed"]


def test_an_open_step_may_be_revealed_at_once() -> None:
    assert phases(moved(a_workshop(CHECK_IN), "next", "open", "reveal")) == ["revealed", "ready"]


def test_leaving_an_open_step_closes_it() -> None:
    workshop = moved(a_workshop(CHECK_IN), "next", "open")
    for elsewhere in ("next", "back", "check_in/energy"):
        assert moved(workshop, elsewhere).phase("check_in/arrive") == "closed"


def test_a_closed_step_may_be_opened_again() -> None:
    workshop = moved(a_workshop(CHECK_IN), "next", "open", "close", "open")
    assert workshop.phase("check_in/arrive") == "open"


def test_the_way_leads_from_the_lobby_to_the_end_and_back() -> None:
    workshop = moved(a_workshop(CHECK_IN), "next", "next", "next")
    assert (workshop.ended, workshop.at) == (True, None)
    workshop = moved(workshop, "back")
    assert (workshop.ended, workshop.at) == (False, "check_in/energy")
    assert moved(workshop, "back", "back").place is None


def test_opening_notes_the_time_for_the_timer() -> None:
    workshop = moves.open_step(moved(a_workshop(), "next"), 1234.5)
    assert workshop.opened == 1234.5
    assert moved(workshop, "close").opened is None


def test_the_projector_shows_the_first_picture_of_each_reveal() -> None:
    workshop = moves.show(moved(a_workshop(CHECK_IN), "next", "open", "reveal"), 2)
    assert workshop.picture == 2
    assert moves.show(workshop, -1).picture == 0
    assert moved(workshop, "next").picture == 0


@pytest.mark.parametrize(
    ("before", "move", "sentence"),
    [
        ([], "open", "Go to a step first."),
        ([], "close", "Go to a step first."),
        ([], "reveal", "Go to a step first."),
        ([], "back", "This is the beginning."),
        (["next"], "close", "This step is not open."),
        (["next"], "reveal", "Nobody could answer yet: open the step first."),
        (["next", "open"], "open", "This step is open."),
        (["next", "open", "reveal"], "reveal", "This step has been revealed."),
        (["next", "open", "reveal"], "close", "This step is not open."),
        (
            ["next", "open", "reveal"],
            "open",
            "This step has been revealed, and what was shown stays as it is.",
        ),
        (["next", "next", "next"], "next", "The workshop has ended."),
        (["next", "next", "next"], "open", "Go to a step first."),
    ],
)
def test_a_move_that_cannot_be_made_says_why(before: list[str], move: str, sentence: str) -> None:
    workshop = moved(a_workshop(CHECK_IN), *before)
    assert refusal(lambda: moved(workshop, move)) == sentence


def test_there_is_nothing_to_reveal_of_a_talk_or_of_what_nobody_reads() -> None:
    for key in ("exercise/whom", "exercise/chat"):
        workshop = moved(a_workshop(NEVER_AND_TALK), key, "open")
        told = refusal(lambda at=workshop: moved(at, "reveal"))
        assert told == "There is nothing to reveal in this step."


def test_pictures_come_with_the_reveal() -> None:
    workshop = moved(a_workshop(), "next", "open")
    assert refusal(lambda: moves.show(workshop, 1)) == "Pictures come with the reveal."


def test_no_step_is_no_place_to_go() -> None:
    workshop = a_workshop()
    assert refusal(lambda: moved(workshop, "nowhere")) == "This workshop has no such step."


# Revealed together


def test_views_that_are_compared_are_revealed_only_with_the_last_and_all_at_once() -> None:
    workshop = moved(a_workshop(MIRRORS), "next", "open")
    told = refusal(lambda: moved(workshop, "reveal"))
    assert told == "This is shown together with step 3, when all have been answered."
    workshop = moved(workshop, "next", "open", "next", "open", "reveal")
    assert [workshop.phase(key) for key in VIEWS] == ["revealed"] * 3
    assert phases(workshop)[3:] == ["ready", "ready"]


def test_a_view_that_was_skipped_does_not_wait_for_ever() -> None:
    """Its companions have been revealed: it is shown when it is revealed, or not opened at all."""
    workshop = moved(a_workshop(MIRRORS), VIEWS[2], "open", "reveal", VIEWS[0])
    with contextlib.suppress(NotNow):
        workshop = moved(workshop, "open")
    if workshop.phase(VIEWS[0]) == "open":
        assert moved(workshop, "reveal").phase(VIEWS[0]) == "revealed"


# Whatever the facilitator presses

PRESSES = st.lists(
    st.one_of(
        st.sampled_from([*moves.MOVES, *moves.MOVES]),
        st.sampled_from([place.key for place in a_workshop(CHECK_IN, MIRRORS).places]),
    ),
    max_size=40,
)


@given(presses=PRESSES)
def test_whatever_is_pressed_makes_the_next_revision_or_is_refused(presses: list[str]) -> None:
    workshop = a_workshop(CHECK_IN, MIRRORS)
    for press in presses:
        before, said = workshop, "This was done."
        try:
            workshop = moved(workshop, press)
        except NotNow as refused:
            said = str(refused)
        assert is_sentence(said), said
        assert workshop.revision == before.revision + (workshop is not before)
        assert revealed(before) <= revealed(workshop)
        assert phases(workshop).count("open") <= 1
        assert not workshop.ended or workshop.place is None


@given(presses=PRESSES)
def test_a_workshop_is_kept_as_it_is(presses: list[str]) -> None:
    workshop = a_workshop(CHECK_IN, MIRRORS)
    for press in presses:
        with contextlib.suppress(NotNow):
            workshop = moved(workshop, press)
    kept = msgspec.json.decode(msgspec.json.encode(workshop), type=Workshop)
    assert kept == workshop
    assert kept.places == workshop.places


# Who is asked about what


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("nothing", [Target("room", "")]),
        ("own_team", [Target("t1", "Sales")]),
        ("other_teams", [Target("t2", "Technology"), Target("t3", "Design")]),
    ],
)
def test_one_is_asked_about_what_the_exercise_says(about: str, expected: list[Target]) -> None:
    step = an_exercise(a_step("view", about=about)).step("view")
    assert list(asked.targets(a_workshop(teams=3), step, ANN)) == expected


def test_one_is_asked_about_those_who_asked_for_it() -> None:
    step = SHIPPED["easier_to_work_with"].step("tell")
    workshop = a_workshop(teams=3)
    askers = [Participant("z", "zoë", "t3"), Participant("b", "Bo", "t2")]
    assert asked.targets(workshop, step, ANN) == ()
    assert asked.targets(workshop, step, ANN, askers) == (
        Target("b", "Bo, Technology", "Bo"),
        Target("z", "zoë, Design", "zoë"),
    )


@pytest.mark.parametrize(
    "pasted",
    ["Sales\nR&D\nCare", "Sales\r\n\r\nR&D\r\n Care ", "Sales\tR&D\tCare", "Sales, R&D; Care"],
)
def test_teams_can_be_typed_or_pasted(pasted: str) -> None:
    workshop = making.new("Offsite", making.teams_in(pasted), [CHECK_IN])
    assert list(workshop.team_names.values()) == ["Sales", "R&D", "Care"]


def test_a_comma_in_a_name_stays_where_each_team_has_its_line() -> None:
    assert making.teams_in("Research, Development\nSales") == ["Research, Development", "Sales"]
