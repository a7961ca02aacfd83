"""Ready-made agendas: what ships can be played, and what is wrong is told."""

import pytest

from tests.rooms import ROOT, SHIPPED, is_sentence
from workshop_kit.exercise import agenda
from workshop_kit.exercise.typed import Wrong
from workshop_kit.workshop import making

AGENDAS = agenda.library(ROOT / "agendas", SHIPPED)
HEAD = 'title = "A day"\nsummary = "For the tests."\n'


@pytest.mark.parametrize("name", AGENDAS)
def test_every_agenda_makes_a_workshop(name: str) -> None:
    ready = AGENDAS[name]
    assert is_sentence(ready.summary)
    workshop = making.new(ready.title, ["Sales", "Product"], ready.exercises)
    assert [item.exercise for item in workshop.agenda] == list(ready.exercises)


@pytest.mark.parametrize(
    ("name", "minutes"),
    [
        ("see_each_other", 60),
        ("needs_and_promises", 90),
        ("half_a_day", 210),
        ("how_is_it_going", 5),
    ],
)
def test_an_agenda_takes_as_long_as_it_says(name: str, minutes: int) -> None:
    assert AGENDAS[name].minutes == minutes


def test_minutes_in_an_agenda_replace_the_exercises_own() -> None:
    item = '[[item]]\nexercise = "check_in"\nminutes = 9\n'
    loaded = agenda.load(HEAD + item, "day", SHIPPED)
    assert loaded.minutes == 9
    assert SHIPPED["check_in"].minutes == 5


def test_a_break_is_a_talk_in_which_nobody_is_asked_anything() -> None:
    loaded = agenda.load(HEAD + '[[item]]\nbreak = "Coffee"\nminutes = 15\n', "day", SHIPPED)
    (coffee,) = loaded.exercises
    assert (coffee.title, coffee.minutes) == ("Coffee", 15)
    assert not coffee.steps[0].question.asks


@pytest.mark.parametrize("name", AGENDAS)
def test_an_agenda_that_ships_is_all_there_in_german(name: str) -> None:
    ready, german = AGENDAS[name], AGENDAS[name].spoken("de")
    assert german.title != ready.title
    assert german.summary != ready.summary
    assert german.minutes == ready.minutes
    assert {exercise.language for exercise in german.exercises} == {"de"}
    assert german.spoken("en").exercises == ready.exercises


def test_a_break_has_its_name_in_another_language() -> None:
    item = '[[item]]\nbreak = "Coffee"\ntext.de = "Kaffee"\nminutes = 15\n'
    (coffee,) = agenda.load(HEAD + item, "day", SHIPPED).spoken("de").exercises
    assert (coffee.title, coffee.steps[0].prompt) == ("Kaffee", "Kaffee")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=", "day: this is not TOML"),
        ("", "day needs item and summary and title"),
        (HEAD + "mood = 1\n[[item]]\n", "day: “mood” is not known"),
        (HEAD + '[[item]]\nexercise = "x"\n', "day: item 1: “x” is no exercise of the library"),
        (HEAD + '[[item]]\nbreak = "Coffee"\n', "a break has a name in quotes, and minutes"),
        (HEAD + '[[item]]\nexercise = "check_in"\nminutes = 0\n', "minutes is a number from 1"),
        (
            HEAD + '[[item]]\nbreak = "Coffee"\nminutes = 9\ntext = "Kaffee"\n',
            "day: item 1: a break in another language is text.de = '…'",
        ),
        (
            HEAD + '[[item]]\nexercise = "check_in"\ntext.de = "Ankommen"\n',
            "day: item 1: text goes with a break; an exercise brings its own",
        ),
        (
            HEAD + '[[item]]\nexercise = "check_in"\n[text.de]\nminutes = "9"\n',
            r"day: in another language, \[text.de\] takes a title and a summary",
        ),
        (HEAD + '[[item]]\nexercize = "check_in"\n', "“exercize” is not known"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        agenda.load(text, "day", SHIPPED)
