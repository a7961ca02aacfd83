"""An exercise in several languages: its words change, and nothing else."""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import browsers
from tests.rooms import HEAD, SHIPPED, a_step, an_exercise, is_sentence, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import HEADS, SPOKEN, Exercise
from workshop_kit.exercise.adapting import adapted
from workshop_kit.exercise.reading import load
from workshop_kit.exercise.typed import Wrong
from workshop_kit.workshop import Workshop, making

OWN = HEAD + 'watch_out = ["Time flies."]\n'
STEPS = "\n".join(
    [
        a_step("mood", items=["Quick", "Open"]),
        a_step("others", "text", about="other_teams", prompt="What of {target}?", say="Be kind."),
        a_step("colour", "choice"),
        a_step("back", "reply", uses="others", names="team"),
        '[debrief]\nquestions = ["What now?", "What then?"]\n',
    ]
)
GERMAN = """
[text.de]
title     = "Eine Übung"
watch_out = ["Die Zeit läuft."]
debrief   = ["Was nun?", "Was dann?"]
[text.de.step.mood]
prompt = "Was sagst du?"
low    = "gar nicht"
items  = ["Schnell", "Offen"]
[text.de.step.others]
prompt = "Was ist mit {target}?"
"""
RIGHT = OWN + STEPS + GERMAN

WRONG = {
    "a key of a step": (
        '"Was sagst du?"\nlow ',
        '"Was sagst du?"\nlo',
        "text.de.step.mood: “lo” is not known; did you mean “low”?",
    ),
    "a word of another kind": (
        'prompt = "Was ist',
        'low = "nie"\nprompt = "Was ist',
        "text.de.step.others: “low” is not known; there is items, prompt, say",
    ),
    "a key of the exercise": (
        'title     = "Eine',
        'titel     = "Eine',
        "text.de: “titel” is not known; did you mean “title”?",
    ),
    "minutes": (
        'title     = "Eine Übung"',
        "minutes = 5",
        "text.de: “minutes” is not known; there is debrief, step, summary, title, watch_out",
    ),
    "an unknown step": (
        "step.others",
        "step.other",
        "text.de.step: “other” is not known; did you mean “others”?",
    ),
    "a list that is shorter": (
        '["Schnell", "Offen"]',
        '["Schnell"]',
        "text.de.step.mood: items has 2 texts in this exercise, not 1",
    ),
    "a debrief that is longer": (
        '["Was nun?", "Was dann?"]',
        '["Was nun?", "Was dann?", "Was noch?"]',
        "text.de: debrief has 2 texts in this exercise, not 3",
    ),
    "words that the step does not have": (
        "low    =",
        'low = "a"\n[text.de.step.colour]\noptions = ["Rot", "Grün", "Blau"]\nlow =',
        "text.de.step.colour: “low” is not known; there is options, prompt, say",
    ),
    "the same item twice": (
        '["Schnell", "Offen"]',
        '["Offen", "Offen"]',
        "text.de.step.mood: a scale: two items are the same",
    ),
    "a number for a text": (
        '"gar nicht"',
        "3",
        "text.de.step.mood: a scale: low is a text in quotes",
    ),
    "an empty prompt": ('"Was sagst du?"', '" "', "text.de.step.mood: prompt is empty"),
    "a prompt that lost its target": (
        "mit {target}?",
        "mit ihnen?",
        "text.de.step.others: prompt has lost {target}, the team or person it is about",
    ),
    "a language by its name": (
        "[text.de]",
        "[text.German]",
        "text.German: a language is two or three small letters, as in [text.de]",
    ),
    "its own language": ("[text.de]", "[text.en]", "text.en: the file itself is in this language"),
    "a step that is a text": (
        '[text.de.step.others]\nprompt = "Was ist mit {target}?"',
        '[text.de.step]\nothers = "Was ist mit {target}?"',
        "text.de.step.others is a table, such as [text.de] or [text.de.step.arrive]",
    ),
    "a language of the file that is none": (
        "minutes  = 10",
        'minutes = 10\nlanguage = "English"',
        "language is two or three small letters, such as “en” or “de”",
    ),
    "people as one number": (
        "minutes  = 10",
        "minutes = 10\npeople = 6",
        "people is two whole numbers: people = [6, 300]",
    ),
    "the largest group first": (
        "minutes  = 10",
        "minutes = 10\npeople = [300, 6]",
        "people is the smallest group and then the largest",
    ),
    "an unknown energy": (
        "minutes  = 10",
        'minutes = 10\nenergy = "wild"',
        "energy is one of calm, lively, moving, not “wild”",
    ),
}


def in_json(exercise: Exercise) -> Exercise:
    """The exercise as it comes back from the database."""
    return msgspec.json.decode(msgspec.json.encode(exercise), type=Exercise)


# What a file says


def test_a_translation_changes_words_and_leaves_the_rest_in_the_files_language() -> None:
    german = load(RIGHT, "right").spoken("de")
    assert (german.language, german.languages) == ("de", ("en", "de"))
    assert (german.title, german.summary) == ("Eine Übung", "For the tests.")
    assert german.watch_out == ("Die Zeit läuft.",)
    assert german.debrief == ("Was nun?", "Was dann?")
    mood = german.step("mood")
    assert mood.prompt == "Was sagst du?"
    assert mood.question.parts() == ("Schnell", "Offen")
    assert mood.question.hints() == ("1 gar nicht", "5 very much")
    assert german.step("others").say == "Be kind."
    assert german.step("colour").prompt == "What do you say?"


def test_words_that_a_kind_has_by_itself_can_be_translated_too() -> None:
    reply = GERMAN + '[text.de.step.back]\nanswers = ["Ja", "Nein", "Ich versuche es", "Hm"]\n'
    own = load(OWN + STEPS + reply, "right")
    german = own.spoken("de")
    assert german.step("back").question.hints()[0] == "Ja"
    assert german.spoken("en") == own


def test_a_language_that_it_does_not_have_leaves_it_as_it_is() -> None:
    right = load(RIGHT, "right")
    assert right.spoken("fr") is right
    assert right.spoken("de").spoken("fr") == right.spoken("de")


def test_a_language_is_put_together_once() -> None:
    right = load(RIGHT, "right")
    assert right.spoken("de") is right.spoken("de")


def test_what_an_exercise_is_for_can_be_left_out() -> None:
    plain = an_exercise(a_step("mood"))
    assert (plain.energy, plain.people, plain.watch_out) == ("calm", (4, 3000), ())
    assert plain.languages == ("en",)
    told = load(RIGHT.replace("= 10", '= 10\nenergy = "moving"\npeople = [6, 300]', 1), "right")
    assert (told.energy, told.people, told.watch_out) == ("moving", (6, 300), ("Time flies.",))


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_in_words_with_its_place(case: str) -> None:
    old, new, sentence = WRONG[case]
    assert old in RIGHT, "the test itself is wrong"
    with pytest.raises(Wrong) as wrong:
        load(RIGHT.replace(old, new), "right")
    assert str(wrong.value) == f"right: {sentence}"


def test_steps_that_a_measure_compares_are_translated_alike() -> None:
    views = [a_step(name, about="other_teams", items=["Quick", "Open"]) for name in ("b", "c")]
    views.insert(0, a_step("a", about="own_team", items=["Quick", "Open"]))
    show = '[[measure]]\nshow = "perception_gap"\nself = "a"\nothers = "b"\nexpected = "c"\n'
    half = '[text.de.step.a]\nitems = ["Schnell", "Offen"]\n'
    with pytest.raises(Wrong) as wrong:
        an_exercise(*views, measures=show + half)
    expected = (
        "exercise: text.de: measure perception_gap: "
        "the three steps must be scales with the same items"
    )
    assert str(wrong.value) == expected


# Whatever is translated, and whatever not

WORD = st.text(alphabet="abcäöü ", min_size=1, max_size=12).filter(str.strip)


def some(table: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these keys, or none."""
    return st.fixed_dictionaries({}, optional=table)


def lists(length: int) -> st.SearchStrategy[Sequence[str]]:
    return st.lists(WORD, min_size=length, max_size=length, unique=True)


SAID = {"prompt": WORD, "say": WORD}
TEXTS = some(
    {
        "title": WORD,
        "summary": WORD,
        "watch_out": lists(1),
        "debrief": lists(2),
        "step": some(
            {
                "mood": some({**SAID, "low": WORD, "high": WORD, "items": lists(2)}),
                "others": some(SAID | {"prompt": WORD.map("{target} ".__add__)}),
                "colour": some({**SAID, "options": lists(3)}),
                "back": some({**SAID, "answers": lists(4)}),
            }
        ),
    }
)


def inline(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(v)}" for key, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(st.sampled_from(["de", "fr", "es"]), TEXTS, max_size=3), st.data())
def test_there_and_back_is_the_same(texts: dict[str, Any], data: Any) -> None:
    own = load(f"{OWN}text = {inline(texts)}\n{STEPS}", "right")
    assert own.languages == ("en", *sorted(texts))
    spoken = own
    for language in data.draw(st.lists(st.sampled_from(["en", "de", "fr", "es"]), max_size=4)):
        had = spoken.language
        spoken = spoken.spoken(language)
        assert spoken.language == (language if language in own.languages else had)
        assert spoken.languages == own.languages
        assert spoken == own.spoken(spoken.language), "the way there does not matter"
        assert in_json(spoken) == spoken
    assert spoken.spoken("en") == own


# What ships


@pytest.mark.parametrize("name", SHIPPED)
def test_an_exercise_asks_and_counts_the_same_in_each_of_its_languages(name: str) -> None:
    own = SHIPPED[name]
    for language in own.languages:
        other = own.spoken(language)
        assert (other.file, other.minutes, other.readings) == (own.file, own.minutes, own.readings)
        for step, again in zip(own.steps, other.steps, strict=True):
            here, there = step.question, again.question
            assert (step.id, step.ask, step.about) == (again.id, again.ask, again.about)
            assert len(here.parts()) == len(there.parts())
            assert len(here.hints()) == len(there.hints())
            assert own.revealed_with(step) == other.revealed_with(again)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_exercise_that_ships_is_all_there_in_german(name: str) -> None:
    own = SHIPPED[name]
    german = own.spoken("de")
    for key in HEADS:
        assert getattr(german, key), f"{key} is not told"
        assert getattr(german, key) != getattr(own, key), f"{key} is not translated"
    for step, again in zip(own.steps, german.steps, strict=True):
        for key in SPOKEN:
            assert getattr(again, key) != getattr(step, key), f"{step.id}: {key}"
        for key in step.question.wording:
            words = getattr(step.question, key)
            assert not words or getattr(again.question, key) != words, f"{step.id}: {key}"


@pytest.mark.parametrize("name", SHIPPED)
def test_an_exercise_that_ships_says_whom_it_is_for_and_what_to_watch_out_for(name: str) -> None:
    own = SHIPPED[name]
    assert 1 <= len(own.watch_out) <= 3
    assert all(is_sentence(hint) for hint in (*own.watch_out, *own.spoken("de").watch_out))
    hides = any(step.names == "hidden" for step in own.steps if step.question.asks)
    assert own.people[0] >= 5 or not hides, "fewer would see nothing of their answers"


def test_an_exercise_in_the_database_from_before_there_were_languages_still_loads() -> None:
    own = SHIPPED["check_in"]
    workshop = making.new("Offsite", ["Sales", "Product"], [own])
    stored = msgspec.json.decode(msgspec.json.encode(workshop))
    new = {"energy", "people", "watch_out", "language", "text", "translated_from"}
    exercise = stored["agenda"][0]["exercise"]
    assert new <= exercise.keys()
    stored["agenda"][0]["exercise"] = {k: v for k, v in exercise.items() if k not in new}
    again = msgspec.convert(stored, type=Workshop)
    assert again.agenda[0].exercise.steps == own.steps
    assert again.agenda[0].exercise.languages == ("en",)


def test_the_question_is_in_the_language_of_each_phone(conduct: Conduct) -> None:
    code = kept(conduct, load(RIGHT, "exercise").spoken("de"))
    german, english = browsers(conduct, code, ["t1", "t2"])
    german.client.headers["accept-language"] = "de-AT"
    make(conduct, code, "next", "open")
    assert "Was sagst du?" in german.open().text
    assert "Schnell" in german.text
    assert "What do you say?" in english.open().text
    assert "Quick" in english.text


def test_answers_in_two_languages_are_counted_together(conduct: Conduct) -> None:
    code = kept(conduct, load(RIGHT, "exercise"), minimum=3)
    phones = browsers(conduct, code, ["t1"] * 4)
    make(conduct, code, "next", "open")
    for phone, language in zip(phones, ["de", "en", "de", "en"], strict=True):
        phone.client.headers["accept-language"] = language
        phone.open().fill_in({"room:0": "4", "room:1": "2"})
    make(conduct, code, "reveal")
    release = conduct.figures(code).result().releases["exercise/mood"]
    assert [cell.tally["mean"] for cell in release.cells if not cell.group.teams] == [4, 2]
    assert "Offen" in phones[0].open().text


def test_words_that_she_changed_are_hers_in_every_language() -> None:
    exercise = load(RIGHT, "exercise")
    mine = adapted(exercise, {"title": "Mine"}, {"mood": {"prompt": "How are you all?"}})
    german = mine.spoken("de")
    assert (german.title, german.step("mood").prompt) == ("Mine", "How are you all?")
    assert german.step("mood").question.parts() == ("Schnell", "Offen")
    assert mine.spoken("de").spoken("en") == mine
    home = adapted(exercise.spoken("de"), {}, {"mood": {"items": ("Flink", "Frei")}}).spoken("en")
    assert home.step("mood").question.parts() == ("Flink", "Frei")
    assert home.step("mood").prompt == "What do you say?"
