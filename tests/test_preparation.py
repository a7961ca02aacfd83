"""The agenda made hers, by pure functions: what holds for every change."""

import dataclasses
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import SHIPPED, a_step, a_workshop, an_exercise, moved, refusal
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.agenda import is_pause, pause
from workshop_kit.question import Invalid
from workshop_kit.workshop import Item, NotNow, Workshop, preparation
from workshop_kit.workshop.preparation import MOST_ITEMS, adapt, has_begun, plan, schedule, words

MOOD = an_exercise(a_step("mood"), file="mood")
WORD = an_exercise(a_step("word", "text"), file="word")
LINES = ["Reliable", "Quick"]


def ids(workshop: Workshop) -> list[str]:
    """The items of the agenda in their order."""
    return [item.id for item in workshop.agenda]


def changed(workshop: Workshop, step: str | None = "mood", **words: object) -> Exercise:
    """The first exercise after other words or minutes."""
    return adapt(workshop, workshop.agenda[0].id, step, words).agenda[0].exercise


def played(workshop: Workshop) -> list[str]:
    """The items up to the last that has begun."""
    return ids(workshop)[: preparation.first_free(workshop)]


Change = Callable[[Workshop], Workshop]


@st.composite
def some_changes(draw: st.DrawFn) -> list[Change]:
    """A few changes; some are impossible where they come."""
    at = st.integers(-2, 9)

    def nth(workshop: Workshop, number: int) -> str:
        return workshop.agenda[number % len(workshop.agenda)].id

    a, b, minutes = draw(at), draw(at), draw(st.integers(0, 90))
    every: list[Change] = [
        lambda w: preparation.add(w, WORD, abs(a) % (len(w.agenda) + 1)),
        lambda w: preparation.add_break(w, minutes, "Coffee", abs(a) % (len(w.agenda) + 1)),
        lambda w: preparation.move(w, nth(w, a), b),
        lambda w: preparation.copy(w, nth(w, a)),
        lambda w: preparation.leave_out(w, nth(w, a)),
        lambda w: adapt(w, nth(w, a), None, {"minutes": minutes}),
    ]
    chosen = draw(st.sampled_from(every))
    return [chosen, *draw(st.just([]) | some_changes())]


@given(some_changes(), st.integers(0, 3))
def test_no_change_touches_what_has_begun_nor_leaves_the_agenda_empty(
    changes: list[Change], steps_on: int
) -> None:
    workshop = moved(a_workshop(MOOD, WORD, MOOD), *["next", "open"] * steps_on)
    begun = [item for item in workshop.agenda if has_begun(workshop, item)]
    assert len(begun) == steps_on
    for change in changes:
        try:
            after = change(workshop)
        except (Invalid, NotNow):
            continue
        assert after.revision == workshop.revision + 1
        assert [item for item in after.agenda if item in begun] == begun
        assert set(played(after)) <= set(played(workshop))
        assert len(set(ids(after))) == len(after.agenda) > 0
        assert (after.at, after.phases) == (workshop.at, workshop.phases)
        assert (after.place is None) == (after.at is None)
        assert plan(after).minutes == sum(item.exercise.minutes for item in after.agenda)
        workshop = after


@given(st.permutations(range(5)), st.integers(0, 4), st.integers(-3, 9))
def test_moving_only_changes_the_order(order: list[int], which: int, to: int) -> None:
    workshop = a_workshop(*(an_exercise(a_step("s"), file=f"e{n}") for n in order))
    item_id = ids(workshop)[which]
    after = preparation.move(workshop, item_id, to)
    assert ids(after)[min(max(to, 0), 4)] == item_id
    assert [i for i in ids(after) if i != item_id] == [i for i in ids(workshop) if i != item_id]


def test_a_copy_stands_behind_it_with_its_words_and_an_id_of_its_own() -> None:
    workshop = adapt(a_workshop(MOOD, WORD), "mood", "mood", {"prompt": "And you?"})
    after = preparation.copy(workshop, "mood")
    assert ids(after) == ["mood", "mood-2", "word"]
    assert after.agenda[1].exercise.steps[0].prompt == "And you?"


def test_a_copy_of_what_has_begun_has_not() -> None:
    workshop = preparation.copy(moved(a_workshop(MOOD), "next", "open", "reveal"), "mood")
    assert not has_begun(workshop, workshop.agenda[1])
    assert workshop.agenda[1].id == "mood-2"


def test_what_has_begun_is_neither_moved_nor_reworded_nor_left_out() -> None:
    workshop = moved(a_workshop(MOOD, WORD), "next")
    for change in (
        lambda: preparation.move(workshop, "mood", 1),
        lambda: preparation.leave_out(workshop, "mood"),
        lambda: preparation.leave_step_out(workshop, "mood", "mood"),
        lambda: adapt(workshop, "mood", "mood", {"prompt": "And you?"}),
        lambda: adapt(workshop, "mood", None, {"minutes": 12}),
    ):
        assert "has begun" in refusal(change)


def test_what_comes_later_changes_while_the_workshop_runs() -> None:
    workshop = moved(a_workshop(MOOD, WORD, MOOD), "next", "open")
    after = preparation.move(workshop, "mood-2", 1)
    assert ids(moved(after, "next")) == ["mood", "mood-2", "word"]
    assert moved(after, "next").at == "mood-2/mood"


def test_nothing_comes_before_what_has_begun() -> None:
    workshop = moved(a_workshop(MOOD, WORD, MOOD, WORD), "mood-2/mood", "open")
    assert ids(preparation.copy(workshop, "mood"))[3] == "mood-3"
    assert ids(preparation.move(workshop, "word-2", 0))[3] == "word-2"
    skipped = preparation.move(workshop, "word", 2)
    assert ids(skipped) == ["mood", "mood-2", "word", "word-2"]


def test_the_last_exercise_stays_and_an_agenda_does_not_grow_without_end() -> None:
    assert "all there is" in refusal(lambda: preparation.leave_out(a_workshop(MOOD), "mood"))
    full = a_workshop(*[MOOD] * MOST_ITEMS)
    assert f"up to {MOST_ITEMS}" in refusal(lambda: preparation.copy(full, "mood"))
    steps = an_exercise(*(a_step(f"s{n}") for n in range(40)))
    long = a_workshop(*[steps] * 7)
    assert "more than 300 steps" in refusal(lambda: preparation.add(long, steps, 0))
    assert "not in the agenda" in refusal(lambda: preparation.copy(full, "other"))


def test_a_break_has_a_name_and_minutes_of_its_own() -> None:
    workshop = preparation.add_break(a_workshop(MOOD), 20, " Coffee ", 1)
    after = adapt(workshop, "break", None, {"title": "Lunch", "minutes": 60})
    lunch = after.agenda[1].exercise
    assert (lunch.title, lunch.minutes, is_pause(lunch)) == ("Lunch", 60, True)
    assert (lunch.steps[0].prompt, lunch.steps[0].minutes) == ("Lunch", 60)
    pausing = pause(15, "Break", {"de": "Pause"}).spoken("de")
    after = adapt(a_workshop(pausing), "break", None, {"title": "Mittag"})
    assert (after.agenda[0].exercise.steps[0].prompt, after.agenda[0].exercise.language) == (
        *("Mittag", "de"),
    )
    assert refusal(lambda: preparation.add_break(workshop, 15, "  ", 0))
    assert refusal(lambda: preparation.add_break(workshop, -1, "Break", 0))


# Words


def test_every_wording_of_every_exercise_can_be_changed() -> None:
    for exercise in (*SHIPPED.values(), *(e.spoken("de") for e in SHIPPED.values())):
        item = Item(exercise.file, exercise)
        workshop = a_workshop(exercise)
        for step_id in (None, *(step.id for step in exercise.steps)):
            for key, value in words(item, step_id).items():
                new = (
                    7
                    if isinstance(value, int)
                    else f"{value} New"
                    if isinstance(value, str)
                    else tuple(f"{line} New" for line in value)
                )
                after = adapt(workshop, item.id, step_id, {key: new}, {key: value})
                assert words(after.agenda[0], step_id)[key] == new
    assert SHIPPED["three_mirrors"].steps[0].prompt == "How do you see your own team?"


def test_a_workshop_with_other_words_comes_back_from_the_database_as_it_was() -> None:
    workshop = schedule(a_workshop(SHIPPED["three_mirrors"]), "09:30", 90)
    items = ("a", "b", "c", "d", "e")
    workshop = adapt(workshop, "three_mirrors", "our_view", {"items": items, "low": "never"})
    assert msgspec.json.decode(msgspec.json.encode(workshop), type=Workshop) == workshop


def test_a_workshop_from_before_there_were_times_is_still_read() -> None:
    body = msgspec.to_builtins(a_workshop(MOOD))
    del body["starts"], body["time"]
    assert msgspec.convert(body, type=Workshop).starts == ""


def test_what_a_measure_compares_changes_in_all_steps_together() -> None:
    items = ("Kind", "Clear", "Quick", "Brave", "Calm")
    made = adapt(
        a_workshop(SHIPPED["three_mirrors"]), "three_mirrors", "their_view", {"items": items}
    )
    three = [made.agenda[0].exercise.step(s) for s in ("our_view", "their_view", "their_guess")]
    assert {step.question.parts() for step in three} == {items}


def test_only_steps_with_the_same_words_change_together() -> None:
    alike = [a_step("a"), a_step("b"), a_step("c", low="never"), a_step("d", "text")]
    made = changed(a_workshop(an_exercise(*alike)), "a", high="always", prompt="A?")
    assert [getattr(s.question, "high", "") for s in made.steps] == [
        *("always", "always"),
        *("very much", ""),
    ]
    assert [s.prompt for s in made.steps] == ["A?"] + ["What do you say?"] * 3


def test_talks_without_roles_have_no_words_in_common() -> None:
    made = changed(a_workshop(an_exercise(a_step("a", "talk"), a_step("b", "talk"))), "a", say="Go")
    assert [s.say for s in made.steps] == ["Go", ""]


@pytest.mark.parametrize(
    ("step", "given", "told"),
    [
        ("mood", {"prompt": "  "}, "Step 1: prompt is empty."),
        ("mood", {"low": ""}, "Step 1: nothing may be empty here."),
        ("mood", {"items": ("One", "Two", "Three")}, "stay 2 lines"),
        ("mood", {"items": ("One", " ")}, "nothing may be empty"),
        ("mood", {"items": ("One", "One")}, "two items are the same"),
        ("mood", {"prompt": "x" * 1001}, "there is room for 1000"),
        ("mood", {"minutes": 1441}, "from 0 to 1440"),
        ("mood", {"prompt": "How is {target}?"}, "not one"),
        ("mood", {"points": 7}, "cannot be changed here"),
        ("other", {"prompt": "How are they?"}, "please keep {target}"),
        ("gone", {"prompt": "How are they?"}, "not in the exercise"),
        (None, {"title": " "}, "Please give it a title."),
        (None, {"title": "x" * 121}, "there is room for 120"),
        (None, {"practice": "trust"}, "cannot be changed here"),
    ],
)
def test_new_words_are_checked_as_those_of_a_file(
    step: str | None, given: dict[str, object], told: str
) -> None:
    exercise = an_exercise(
        a_step("mood", items=LINES),
        a_step("other", about="other_teams", prompt="How is {target}?"),
    )
    workshop = a_workshop(exercise)
    assert told in refusal(lambda: changed(workshop, step, **given))


def test_words_are_kept_on_one_line_and_empty_debrief_is_fine() -> None:
    workshop = a_workshop(MOOD)
    assert changed(workshop, prompt=" How\n are\x00 you? ").steps[0].prompt == "How are you?"
    assert changed(workshop, None, debrief=()).debrief == ()
    assert changed(workshop, None, debrief=("Why?",)).debrief == ("Why?",)


def test_nobody_overwrites_words_that_she_has_not_seen() -> None:
    workshop = adapt(a_workshop(MOOD), "mood", "mood", {"prompt": "Theirs?"})
    saw = {"prompt": "What do you say?"}
    told = refusal(lambda: adapt(workshop, "mood", "mood", {"prompt": "Hers?"}, saw))
    assert "Someone else" in told
    assert adapt(workshop, "mood", "mood", {"say": "Hello"}, {"say": ""})


def test_other_minutes_of_an_exercise_leave_the_clocks_of_its_steps() -> None:
    made = changed(a_workshop(MOOD), None, minutes=45)
    assert (made.minutes, made.steps[0].minutes) == (45, 3)


# Steps


def test_a_step_is_left_out_where_nothing_needs_it() -> None:
    workshop = a_workshop(SHIPPED["three_mirrors"])
    after = preparation.leave_step_out(workshop, "three_mirrors", "look")
    left = [step.id for step in after.agenda[0].exercise.steps]
    assert left == ["our_view", "their_view", "their_guess", "surprise"]


@pytest.mark.parametrize(
    ("exercise", "step", "told"),
    [
        (SHIPPED["three_mirrors"], "our_view", "made of its answers"),
        (SHIPPED["easier_to_work_with"], "ask", "Step 2 takes up its answers"),
        (
            an_exercise(a_step("meet", "talk", pairs=2), a_step("swap", "talk", like="meet")),
            "meet",
            "Step 2 keeps its groups",
        ),
        (MOOD, "mood", "one step at least"),
        (MOOD, "gone", "not in the exercise"),
    ],
)
def test_a_step_that_something_needs_stays(exercise: Exercise, step: str, told: str) -> None:
    workshop = a_workshop(exercise)
    refused = refusal(lambda: preparation.leave_step_out(workshop, exercise.file, step))
    assert told in refused


# When


def test_the_agenda_goes_by_the_clock_over_midnight_too() -> None:
    evening = dataclasses.replace(MOOD, minutes=90)
    workshop = schedule(a_workshop(evening, evening), "22:15", 170)
    times = [(p.starts, p.ends) for p in plan(workshop).items]
    assert times == [("22:15", "23:45"), ("23:45", "01:15")]
    assert (plan(workshop).minutes, plan(workshop).spare) == (180, -10)


def test_without_a_start_and_a_time_there_are_none() -> None:
    planned = plan(a_workshop(MOOD))
    assert [(p.starts, p.ends) for p in planned.items] == [("", "")]
    assert planned.spare is None


@given(
    st.integers(0, 23), st.integers(0, 59), st.lists(st.integers(1, 600), min_size=1, max_size=9)
)
def test_each_begins_when_the_one_before_ends(hour: int, minute: int, lengths: list[int]) -> None:
    agenda = [dataclasses.replace(MOOD, minutes=length) for length in lengths]
    planned = plan(schedule(a_workshop(*agenda), f"{hour:02d}:{minute:02d}", 60))
    assert [p.starts for p in planned.items[1:]] == [p.ends for p in planned.items[:-1]]
    assert planned.spare == 60 - sum(lengths)


def test_a_time_that_is_none_is_refused() -> None:
    for starts in ("9:30", "24:00", "09:60", "soon"):
        assert "such as 09:30" in refusal(lambda s=starts: schedule(a_workshop(MOOD), s, 0))
    assert "up to 1440" in refusal(lambda: schedule(a_workshop(MOOD), "", 1441))
