"""An exercise as its file tells it; a file that is wrong is told in words, with its place."""

import contextlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rooms import HEAD, ROOT, SHIPPED, a_step, an_exercise, is_sentence
from workshop_kit import questions
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.reading import load, read_all
from workshop_kit.exercise.typed import Wrong

FILES = sorted((ROOT / "exercises").glob("*.toml"))

RIGHT = """
title    = "Right"
summary  = "Nothing is wrong here."
minutes  = 10
practice = "trust"
sources  = ["The tests"]

[[step]]
id     = "ours"
ask    = "scale"
about  = "own_team"
prompt = "How do you see your team?"
low    = "not at all"
high   = "very much"
items  = ["Quick", "Open"]

[[step]]
id     = "theirs"
ask    = "scale"
about  = "other_teams"
prompt = "How do you see this team?"
low    = "not at all"
high   = "very much"
items  = ["Quick", "Open"]

[[step]]
id     = "guess"
ask    = "scale"
about  = "other_teams"
prompt = "How does this team see yours?"
low    = "not at all"
high   = "very much"
items  = ["Quick", "Open"]

[[step]]
id     = "whom"
ask    = "colleague"
prompt = "Whom do you ask?"
names  = "shown"
reveal = "never"

[[step]]
id     = "tell"
ask    = "text"
about  = "colleague"
uses   = "whom"
prompt = "What would you tell {target}?"
reveal = "private"

[[measure]]
show     = "perception_gap"
self     = "ours"
others   = "theirs"
expected = "guess"

[debrief]
questions = ["What now?"]
"""

OURS = '"ours"\nask    = "scale"\nabout  = "own_team"'
"""What the first step begins with, to change it alone."""


def without(line: str) -> tuple[str, str]:
    return line + "\n", ""


WRONG = {
    "no title": (without('title    = "Right"'), "right: the exercise needs title"),
    "no title, no minutes": (
        ('title    = "Right"\nsummary  = "Nothing is wrong here."\nminutes  = 10\n', ""),
        "right: the exercise needs title and summary and minutes",
    ),
    "an empty title": (('"Right"', '"  "'), "right: title is empty"),
    "an unknown practice": (
        ('"trust"', '"fun"'),
        "right: practice is one of listening, open-mindedness, trust, vulnerability, not “fun”",
    ),
    "minutes in quotes": (("= 10", '= "ten"'), "right: minutes is a whole number"),
    "minutes of more than a day": (("= 10", "= 1441"), "right: minutes is a number from 0 to 1440"),
    "sources as one text": (
        ('["The tests"]', '"The tests"'),
        "right: sources is a list of texts in quotes: sources = ['…', '…']",
    ),
    "an unknown key": (
        ('title    = "Right"', 'titel = "Right"'),
        "right: “titel” is not known; did you mean “title”?",
    ),
    "no ask": (
        (OURS, '"ours"'),
        f"right: step 1 (ours) needs ask: {', '.join(sorted(questions.kinds()))}",
    ),
    "an unknown kind": (
        (OURS, '"ours"\nask = "scales"'),
        "right: step 1 (ours): “scales” is not known; did you mean “scale”?",
    ),
    "abot": (
        (OURS, OURS.replace("about ", "abot")),
        "right: step 1 (ours): “abot” is not known; did you mean “about”?",
    ),
    "a setting of another kind": (
        (OURS, OURS + "\nlongest = 5"),
        "right: step 1 (ours): “longest” is not known; there is about, ask, by, high, id, items, "
        "low, minutes, names, points, prompt, reveal, say, uses",
    ),
    "no id": (without('id     = "ours"'), "right: step 1 needs id"),
    "an id with a space": (
        (OURS, OURS.replace("ours", "Our view")),
        "right: step 1 (Our view): id takes small letters, digits and _, and starts with a letter",
    ),
    "an id twice": (
        ('"theirs"\nask', '"ours"\nask'),
        "right: step 2 (ours): another step has this id",
    ),
    "no prompt": (
        without('prompt = "How do you see your team?"'),
        "right: step 1 (ours) needs prompt",
    ),
    "a scale without ends": (
        (
            OURS
            + '\nprompt = "How do you see your team?"\nlow    = "not at all"\nhigh   = "very much"',
            OURS + '\nprompt = "How do you see your team?"',
        ),
        "right: step 1 (ours): a scale needs low and high",
    ),
    "a scale of one point": (
        (OURS, OURS + "\npoints = 1"),
        "right: step 1 (ours): a scale: points must be from 2 to 11",
    ),
    "an item twice": (
        ('["Quick", "Open"]', '["Quick", "Quick"]'),
        "right: step 1 (ours): a scale: two items are the same",
    ),
    "an unknown about": (
        ('"own_team"', '"my_team"'),
        "right: step 1 (ours): about is one of another_team, colleague, nothing, "
        "other_teams, own_team, partner, self, not “my_team”",
    ),
    "shown live and hidden": (
        (OURS, OURS + '\nreveal = "live"'),
        'right: step 1 (ours): reveal = "live" shows each answer as it comes, so its writer can be '
        'guessed; say names = "team", or reveal = "together"',
    ),
    "uses of a later step": (
        ('"whom"\nprompt', '"later"\nprompt'),
        "right: step 5 (tell): uses = “later” is not the id of an earlier step",
    ),
    "about a colleague without uses": (
        without('uses   = "whom"'),
        "right: step 5 (tell) needs uses: the id of the step whose answers it takes up",
    ),
    "uses of a step that hides who asks": (
        without('names  = "shown"'),
        "right: step 5 (tell): uses = “whom” needs a step with ask = “colleague” and "
        "names = “shown”, for those who are asked learn by whom",
    ),
    "an unknown measure": (
        ('"perception_gap"', '"perception_gaps"'),
        "right: measure: “perception_gaps” is not known; did you mean “perception_gap”?",
    ),
    "a measure of no name": (without('show     = "perception_gap"'), "right: measure needs show"),
    "a measure of a list": (
        ('"perception_gap"', '["perception_gap"]'),
        "right: measure: show is a text in quotes",
    ),
    "a measure without a step": (
        without('expected = "guess"'),
        "right: measure perception_gap needs expected",
    ),
    "a measure of a missing step": (
        ('= "guess"\n\n[debrief]', '= "gess"\n\n[debrief]'),
        "right: measure perception_gap: expected = “gess” is not the id of a step",
    ),
    "a measure of steps with other items": (
        (
            'items  = ["Quick", "Open"]\n\n[[step]]\nid     = "theirs"',
            'items  = ["Quick"]\n\n[[step]]\nid     = "theirs"',
        ),
        "right: measure perception_gap: the three steps must be scales with the same items",
    ),
    "a measure of steps with other points": (
        (OURS, OURS + "\npoints = 7"),
        "right: measure perception_gap: the three scales must have the same number of points",
    ),
    "a debrief of no questions": (
        ("questions =", "question ="),
        "right: debrief is a table: [debrief], and below it questions = ['…', '…']",
    ),
    "steps for step": (
        ('[[step]]\nid     = "tell"', '[[steps]]\nid     = "tell"'),
        "right: “steps” is not known; did you mean “step”?",
    ),
    "readings for measure": (("[[measure]]", "[[readings]]"), None),
    "a name of its own for the file": (("minutes  = 10", 'minutes  = 10\nfile = "x"'), None),
}


def told(text: str) -> str:
    """What is told of a file that is wrong."""
    with pytest.raises(Wrong) as wrong:
        load(text, "right")
    assert str(wrong.value).startswith("right: ")
    return str(wrong.value)


# What is right


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_exercise_of_the_library_loads(path: Path) -> None:
    loaded = load(path.read_text(encoding="utf-8"), path.stem)
    assert loaded == SHIPPED[path.stem]
    assert is_sentence(loaded.summary)
    assert loaded.sources, "an exercise says what it builds on"
    assert loaded.minutes >= sum(step.minutes for step in loaded.steps)


def test_a_file_says_all_of_an_exercise() -> None:
    loaded = load(RIGHT, "right")
    assert (loaded.file, loaded.title, loaded.minutes) == ("right", "Right", 10)
    assert [step.id for step in loaded.steps] == ["ours", "theirs", "guess", "whom", "tell"]
    assert loaded.step("ours").question.parts() == ("Quick", "Open")
    assert loaded.debrief == ("What now?",)
    assert [reading.measure.kind() for reading in loaded.readings] == ["perception_gap"]


def test_a_step_is_hidden_and_revealed_together_unless_the_file_says_otherwise() -> None:
    step = an_exercise(a_step("mood")).step("mood")
    assert (step.about, step.names, step.reveal) == ("nothing", "hidden", "together")


def test_views_that_are_compared_are_revealed_with_the_last_of_them() -> None:
    loaded = load(RIGHT, "right")
    shown_with = {step.id: loaded.revealed_with(step) for step in loaded.steps}
    expected = {"ours": "guess", "theirs": "guess", "guess": "guess"}
    assert shown_with == expected | {"whom": "whom", "tell": "tell"}


def test_measures_that_share_a_step_are_revealed_with_the_last_step_of_all() -> None:
    views = [a_step(name, about="other_teams") for name in "bcde"]
    views = [a_step("a", about="own_team"), a_step("f", about="own_team"), *views]
    show = '[[measure]]\nshow = "perception_gap"\n'
    first, second = (
        'self = "a"\nothers = "b"\nexpected = "c"\n',
        'self = "f"\nothers = "c"\nexpected = "e"\n',
    )
    loaded = an_exercise(*views, measures=show + first + show + second)
    assert {loaded.revealed_with(step) for step in loaded.steps if step.id != "d"} == {"e"}


# What is wrong


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_in_words_with_its_place(case: str) -> None:
    (old, new), sentence = WRONG[case]
    assert old in RIGHT, "the test itself is wrong"
    said = told(RIGHT.replace(old, new, 1))
    assert said == sentence or sentence is None


@pytest.mark.parametrize("about", ["nothing", "self"])
def test_a_prompt_has_no_target_where_a_step_is_about_none(about: str) -> None:
    step = a_step("a", "words", about=about, prompt="How is {target}?")
    assert told(HEAD + step) == (
        "right: step 1 (a): {target} is for steps about a team or person, and this is not one"
    )


@pytest.mark.parametrize("other", ["{team}", "{Target}"])
def test_there_is_only_one_name_for_whom_a_step_is_about(other: str) -> None:
    step = a_step("a", "words", about="other_teams", prompt=f"How is {other}?")
    assert told(HEAD + step) == (
        f"right: step 1 (a): “{other}” is not known; {{target}} becomes the team or person"
    )


def test_an_empty_text_in_a_list_is_told() -> None:
    step = a_step("a", "choice", options=["Tea", " "])
    assert told(HEAD + step) == "right: step 1 (a): a choice: options has an empty text"


def test_a_key_of_the_exercise_below_its_steps_is_told_where_it_belongs() -> None:
    assert told(HEAD + a_step("a", "words", energy="calm")) == (
        "right: step 1 (a): energy is of the whole exercise; put it above the first [[step]]"
    )


@pytest.mark.parametrize("debrief", ['debrief = ["What now?"]\n', "[[debrief]]\n"])
def test_a_debrief_that_is_no_table_is_told_how_it_looks(debrief: str) -> None:
    says = "right: debrief is a table: [debrief], and below it questions = ['…', '…']"
    assert told(HEAD + debrief + a_step("a", "words")) == says


def test_a_debrief_of_one_text_is_told_how_it_looks() -> None:
    debrief = '[debrief]\nquestions = "What now?"\n'
    says = "right: debrief: questions is a list of texts in quotes: questions = ['…', '…']"
    assert told(HEAD + a_step("a", "words") + debrief) == says


def test_replies_need_a_step_about_teams_for_otherwise_nobody_has_anything_to_answer() -> None:
    steps = a_step("open", "text") + a_step("back", "reply", uses="open", names="team")
    assert told(HEAD + steps) == (
        "right: step 2 (back): uses = “open” needs a step about teams, such as about = "
        "“other_teams”: a reply is to what was written about one's own team"
    )


def test_a_guess_needs_a_text_with_an_item_for_each_answer() -> None:
    steps = a_step("cases", "text") + a_step("who", "guess", uses="cases", answers=["yes", "no"])
    assert told(HEAD + steps) == (
        "right: step 2 (who): uses = “cases” needs a text with mixed = true and 2 items, one for "
        "each answer"
    )


def test_an_empty_file_is_told() -> None:
    assert told("") == "right: an exercise needs at least one [[step]]"


def test_a_step_in_single_brackets_is_told() -> None:
    assert told(HEAD + '[step]\nid = "a"') == "right: write [[step]] with two brackets on each side"


def test_an_exercise_without_steps_is_told() -> None:
    assert told(HEAD) == "right: an exercise needs at least one [[step]]"


def test_a_file_that_is_not_toml_is_told_with_the_line() -> None:
    assert told("title = \n") == "right: this is not TOML: Invalid value (at line 1, column 9)"


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("title = “Right”", "these quotes are not straight, as Word makes them; type straight"),
        ('title = "Right”', "these quotes are not straight, as Word makes them; type straight"),
        ("sources = [„Our own“]", "these quotes are not straight, as Word makes them; type str"),
        ("minutes\u00a0= 5", "a space in here is a special one, as Word makes it; delete the"),
        ("minutes: 5", "write = after the key, not :"),
        ("A good start", "a line says key = …, or begins with # if it is a note to yourself"),
        ("other = True", "write true or false, as they stand here"),
        ("title = Right", 'a text stands in quotes: "…"'),
        ('title = "C:\\Users"', "for a \\ inside a text put single quotes around it: '…'"),
        ('title = "Right', "a text ends on its line, with the quote that it began with"),
        ('sources = ["Our own"\n[[step]]', "a list before this has commas between its texts, and"),
        ('sources = ["a" "b"]', "a list before this has commas between its texts, and ] at its"),
        ("title = 'a'\ntitle = 'b'", "this key has been there before; each stands once"),
        ('title = "Say "no" kindly"', "for a \" inside a text put single quotes around it: '…'"),
    ],
)
def test_what_people_often_write_amiss_is_told_with_its_line_and_how_to_mend_it(
    line: str, mend: str
) -> None:
    number = 2 + line.count("\n")
    assert told(f"# Mine\r\n{line}\r\n").startswith(f"right: line {number}: {mend}")


def test_rich_text_is_told() -> None:
    assert told("{\\rtf1 title}").startswith("right: line 1: save the file as plain text; ")


def test_curly_quotes_within_a_text_are_as_good_as_any_letter() -> None:
    assert load(HEAD + a_step("a", "words", prompt="Say “no” – ‘kindly’"), "right").steps


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 50_000,
        "a = " + "1" * 5_000,
        'a = "\ud800"',
        "\x00",
    ],
    ids=["deep", "long number", "half a character", "null"],
)
def test_a_file_that_breaks_toml_readers_is_told(text: str) -> None:
    assert told(text).startswith("right: this is not TOML: ")
    assert "recursion" not in told(text)
    assert "sys." not in told(text)


def test_a_file_of_a_megabyte_is_told() -> None:
    assert told("#" * 1_000_000) == "right: an exercise file holds at most 200 kB"


def test_more_steps_than_a_day_holds_are_told() -> None:
    steps = "\n".join(a_step(f"step{i}", "talk") for i in range(41))
    assert told(HEAD + steps) == "right: 41 steps are too many; at most 40"


def test_a_folder_is_told_by_the_file_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "odd.toml").write_text("title = 1", encoding="utf-8")
    with pytest.raises(Wrong, match=r"^odd: "):
        read_all(tmp_path)


def test_a_file_saved_in_an_old_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "muede.toml").write_bytes('title = "Müde?"'.encode("latin-1"))
    with pytest.raises(Wrong, match=r"^muede: .*UTF-8"):
        read_all(tmp_path)


def test_a_file_saved_by_windows_notepad_loads(tmp_path: Path) -> None:
    (tmp_path / "right.toml").write_text(RIGHT, encoding="utf-8-sig")
    assert read_all(tmp_path)["right"].title == "Right"


# Whatever is in a file

KEYS = ["id", "ask", "about", "uses", "items", "points", "most", "step", "measure", "steps", "file"]
WORDS = ["scale", "text", "talk", "choice", "other_teams", "shown", "team", "live", "ours", "", "é"]
SIMPLE = st.one_of(
    st.sampled_from(WORDS),
    st.integers(-3, 50),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
)
ANYTHING = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=6,
)


def toml(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def containers(value: Any) -> Iterator[Any]:
    """Every table and list in a table, itself first."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


@settings(max_examples=300)
@given(path=st.sampled_from(FILES), data=st.data())
def test_a_file_that_was_changed_anywhere_loads_or_is_told(path: Path, data: Any) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(containers(table))))
        own = list(place) if isinstance(place, dict) else range(len(place))
        others = KEYS if isinstance(place, dict) else []
        if own or others:
            place[data.draw(st.sampled_from([*own, *others]))] = data.draw(ANYTHING)
    text = "\n".join(f"{key} = {toml(value)}" for key, value in table.items())
    with contextlib.suppress(Wrong):
        assert isinstance(load(text, "changed"), Exercise)


@settings(max_examples=300)
@given(text=st.text(alphabet="abé=[]{}\"'\n#.,1 -:T\\", max_size=60))
def test_any_text_at_all_loads_or_is_told(text: str) -> None:
    with contextlib.suppress(Wrong):
        load(RIGHT + text, "changed")
