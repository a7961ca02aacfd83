"""Ready-made agendas: what ships can be played, and what is wrong is told."""

import pytest

from tests.rooms import ROOT, SHIPPED, is_sentence
from workshop_kit import agenda
from workshop_kit import workshop as moves
from workshop_kit.exercise import Wrong

AGENDAS = agenda.library(ROOT / "agendas", SHIPPED)
HEAD = 'title = "A day"\nsummary = "For the tests."\n'


@pytest.mark.parametrize("name", AGENDAS)
def test_every_agenda_makes_a_workshop(name: str) -> None:
    ready = AGENDAS[name]
    assert is_sentence(ready.summary)
    workshop = moves.new(ready.title, ["Sales", "Product"], ready.exercises)
    assert [item.exercise for item in workshop.agenda] == list(ready.exercises)


def test_see_each_other_takes_an_hour() -> None:
    assert AGENDAS["see_each_other"].minutes == 60


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=", "day: this is not TOML"),
        ("", "day needs item and summary and title"),
        (HEAD + "mood = 1\n[[item]]\n", "day: “mood” is not known"),
        (HEAD + '[[item]]\nexercise = "x"\n', "day: item 1: “x” is no exercise of the library"),
        (HEAD + '[[item]]\nbreak = "Coffee"\n', "a break has a name in quotes, and minutes"),
        (HEAD + '[[item]]\nexercise = "check_in"\nminutes = 0\n', "minutes is a number from 1"),
        (HEAD + '[[item]]\nexercize = "check_in"\n', "“exercize” is not known"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        agenda.load(text, "day", SHIPPED)
