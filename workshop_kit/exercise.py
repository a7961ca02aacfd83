"""An exercise, as its TOML file tells it.

A file that is wrong is told in plain words with its place; no key is ignored in silence.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, cast, get_args, get_type_hints

from workshop_kit import measures, questions, toml_text
from workshop_kit.measure import Measure
from workshop_kit.question import Chooses, Question
from workshop_kit.toml_text import NotToml

About = Literal[
    "nothing", "self", "own_team", "other_teams", "another_team", "partner", "colleague"
]
By = Literal["person", "team"]
Names = Literal["hidden", "team", "shown"]
Reveal = Literal["together", "live", "private", "never"]
Practice = Literal["listening", "open-mindedness", "vulnerability", "trust"]
Energy = Literal["calm", "lively", "moving"]

T = TypeVar("T")

TOP = (
    *("title", "summary", "minutes", "practice", "sources"),
    *("energy", "people", "watch_out", "language"),
)
"""The keys of an exercise itself, above its steps."""

US: Chooses = "cards about us"
OF_PEOPLE: tuple[About, ...] = ("partner", "colleague")
OF_ONE: tuple[About, ...] = ("self", *OF_PEOPLE)

HEADS = ("title", "summary", "watch_out", "debrief")
SPOKEN = ("prompt", "say")
"""What can be translated of an exercise itself, and of every step."""

MOST_STEPS = 40
LANGUAGE = "[a-z]{2,3}"
MOST_BYTES = 200_000
MOST_DOTS = 200
"""In a line before “=”: long dotted keys exhaust a TOML reader's memory."""


class Wrong(Exception):
    """An exercise file cannot be used. The message says where and why."""


@dataclass(frozen=True)
class Step:
    """One thing that the room does: a question to answer, or a talk.

    `settings` are those of its kind. The notes under its keys are the reference for facilitators.
    """

    id: str
    """Its name in this file, by which other steps and measures call it: small letters, digits, _"""
    ask: str
    """What is asked: the name of a kind of question."""
    prompt: str
    """What stands on phones and screen. {target} becomes the team or person it is about."""
    about: About = "nothing"
    """About whom it is answered: other_teams asks once about each, another_team about one of them,
    colleague about those who asked."""
    by: By = "person"
    """Who answers: everybody, or each team once; then one of the team writes for all."""
    names: Names = "hidden"
    """What readers learn of who answered: nothing, the team, or the name."""
    reveal: Reveal = "together"
    """Shown to all when you reveal it or as it comes, only to the one it is about, or to nobody."""
    uses: str = ""
    """The id of an earlier step whose answers it takes up."""
    minutes: int = 3
    """How long it is planned for."""
    say: str = ""
    """What you read out to the room."""
    settings: dict[str, Any] = field(default_factory=dict)

    def counted(self, answered: int) -> str:
        """So many answers in words: of people or of teams."""
        one, many = ("team", "teams") if self.by == "team" else ("person", "people")
        return f"{answered} {one if answered == 1 else many}"

    def prompt_about(self, label: str = "…") -> str:
        """The prompt with what it is about in its place; on a screen for all, an ellipsis."""
        return self.prompt.replace("{target}", label)

    @cached_property
    def question(self) -> Question:
        """The question with its settings."""
        return _build(questions.kinds()[self.ask], self.settings, f"step {self.id}")


@dataclass(frozen=True)
class Reading:
    """A measure of this exercise: its kind, and which steps it reads."""

    show: str
    settings: dict[str, Any]

    @cached_property
    def measure(self) -> Measure:
        """The measure, ready to compute."""
        return _build(measures.kinds()[self.show], self.settings, f"measure {self.show}")


@dataclass(frozen=True)
class Text:
    """The words of an exercise in another language. What is left out stays as it is."""

    title: str | None = None
    summary: str | None = None
    watch_out: tuple[str, ...] | None = None
    debrief: tuple[str, ...] | None = None
    step: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By the id of a step its prompt, what to say, and the settings of its kind that are words."""


@dataclass(frozen=True)
class Exercise:
    """A ready exercise. `sources` name what it builds on."""

    file: str
    title: str
    """Its name in the library, on the screen and in the results."""
    summary: str
    """What it is for, in a sentence."""
    minutes: int
    """How long all of it takes, with the talking."""
    practice: Practice
    """What it trains."""
    sources: tuple[str, ...]
    """What it builds on; ["Our own"] is fine."""
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...] = ()
    debrief: tuple[str, ...] = ()
    """What to talk about afterwards."""
    energy: Energy = "calm"
    """How the room feels: they sit and write, they talk, they are on their feet."""
    people: tuple[int, int] = (4, 3000)
    """The smallest and the largest group that it works with."""
    watch_out: tuple[str, ...] = ()
    """What to watch out for when you lead it."""
    language: str = "en"
    """The language that the file is written in, in two or three letters."""
    text: dict[str, Text] = field(default_factory=dict)
    """Its words in its other languages."""
    translated_from: str = ""
    """The language of the file, where another one is spoken."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has, the one of its file first."""
        own = self.translated_from or self.language
        return (own, *sorted({self.language, *self.text} - {own}))

    def spoken(self, language: str) -> "Exercise":
        """The same exercise in that language; as it is where it has no words in it."""
        return self._spoken.get(language, self)

    @cached_property
    def _spoken(self) -> dict[str, "Exercise"]:
        own = self.translated_from
        home = _translated(self, own) if own else self
        return {
            language: home if language == own else _translated(home, language)
            for language in self.text
        }

    def step(self, step_id: str) -> Step:
        """The step of that id; KeyError where there is none."""
        return {step.id: step for step in self.steps}[step_id]

    def revealed_with(self, step: Step) -> str:
        """The step whose reveal shows this one: its own, or the last that a measure reads with it.

        Views that will be compared must not be seen before all of them have been given. Answers
        that become cards must be seen before, so these have a reveal of their own.
        """
        order = [s.id for s in self.steps]
        cards = {s.uses for s in self.steps if "cards" in s.question.chooses}
        together, grown = {step.id}, step.id not in cards
        while grown:
            read = [set(reading.measure.steps().values()) - cards for reading in self.readings]
            joined = together.union(*(steps for steps in read if steps & together))
            together, grown = joined, joined != together
        return max(together, key=order.index)


def _translated(exercise: Exercise, language: str) -> Exercise:
    """An exercise with its words in another of its languages.

    The words that give way are kept as the text of their language, so that this undoes itself.
    """
    new = exercise.text[language]
    heads = {name: words for name in HEADS if (words := getattr(new, name)) is not None}
    before: dict[str, dict[str, Any]] = {}
    steps = []
    for step in exercise.steps:
        if (words := new.step.get(step.id)) is None:
            steps.append(step)
            continue
        said = {key: words[key] for key in SPOKEN if key in words}
        asked = {key: words[key] for key in words if key not in SPOKEN}
        before[step.id] = {key: getattr(step, key) for key in said}
        before[step.id] |= {key: step.settings.get(key) for key in asked}  # None: by default
        settings = {k: v for k, v in (step.settings | asked).items() if v is not None}
        steps.append(replace(step, **said, settings=settings))
    old = Text(**{name: getattr(exercise, name) for name in heads}, step=before)
    others = {name: kept for name, kept in exercise.text.items() if name != language}
    return replace(
        exercise,
        **heads,
        steps=tuple(steps),
        language=language,
        text=others | {exercise.language: old},
        translated_from="" if language == exercise.translated_from else exercise.language,
    )


def load(text: str, file: str) -> Exercise:
    """The exercise in a TOML text; `file` is the name of the file without `.toml`.

    Raises Wrong with one sentence that names the place and the mend.
    """
    if len(text.encode(errors="replace")) > MOST_BYTES:
        raise Wrong(f"{file}: an exercise file holds at most {MOST_BYTES // 1000} kB")
    if any(key.count(".") > MOST_DOTS for line in text.splitlines() for key in line.split("=")):
        raise Wrong(f"{file}: a line with more than {MOST_DOTS} dots is no key; is this TOML?")
    try:
        return _exercise(toml_text.read(text), file)
    except (Wrong, NotToml) as error:
        raise Wrong(f"{file}: {error}") from None


def library(folder: Path) -> dict[str, Exercise]:
    """Every exercise file of a folder by its name. Raises Wrong for the first that is wrong."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Exercise:
    try:
        text = path.read_text(encoding="utf-8-sig")  # as Windows Notepad may write it
    except UnicodeDecodeError:
        raise Wrong(f"{path.stem}: please save the file as UTF-8") from None
    return load(text, path.stem)


def _exercise(table: dict[str, Any], file: str) -> Exercise:
    table = dict(table)
    debrief = table.pop("debrief", {})
    text = table.pop("text", {})
    steps = [_step(i, step) for i, step in enumerate(_tables(table, "step"), start=1)]
    if not steps:
        raise Wrong("an exercise needs at least one [[step]]")
    if len(steps) > MOST_STEPS:
        raise Wrong(f"{len(steps)} steps are too many; at most {MOST_STEPS}")
    _check_uses(steps)
    readings = [_reading(reading, steps) for reading in _tables(table, "measure")]
    if not isinstance(debrief, dict) or set(debrief) - {"questions"}:
        raise Wrong("debrief is a table: [debrief], and below it questions = ['…', '…']")
    questioned = _texts("debrief: ", "questions", debrief.get("questions", ()))
    for key in table:
        if key not in TOP:
            raise Wrong(_unknown(key, {*TOP, "step", "measure", "debrief", "text"}))
    rest = {
        "file": file,
        **table,
        "steps": tuple(steps),
        "readings": tuple(readings),
        "debrief": questioned,
    }
    return _with_texts(_build(Exercise, rest, ""), text)


def _step(number: int, table: dict[str, Any]) -> Step:
    name = table.get("id", "")
    where = f"step {number}" + (f" ({name})" if name else "")
    own = {f.name for f in fields(Step)} - {"settings"}
    if "ask" not in table:
        raise Wrong(f"{where} needs ask: {_either(questions.kinds())}")
    kind = questions.kinds().get(str(table["ask"]))
    if kind is None:
        raise Wrong(f"{where}: {_unknown(str(table['ask']), questions.kinds())}")
    known = own | {f.name for f in fields(kind)}
    for key in table:
        if key in set(TOP) - known:
            raise Wrong(f"{where}: {key} is of the whole exercise; put it above the first [[step]]")
        if key not in known:
            raise Wrong(f"{where}: {_unknown(key, known)}")
    settings = {k: v for k, v in table.items() if k not in own}
    _build(kind, settings, f"{where}: a {table['ask']}")
    step = _build(
        Step, {k: v for k, v in table.items() if k in own} | {"settings": settings}, where
    )
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", step.id):
        raise Wrong(f"{where}: id takes small letters, digits and _, and starts with a letter")
    _check_target(where, step.about, step.prompt)
    if step.reveal == "private" and step.about not in ("self", "colleague", "partner"):
        raise Wrong(
            f'{where}: reveal = "private" needs about = "self", "colleague" or "partner": '
            "only who it is about reads it"
        )
    if step.by == "team" and step.names != "team":
        raise Wrong(f'{where}: by = "team" needs names = "team": all see which team it is from')
    if step.by == "team" and (step.reveal == "private" or step.about in OF_ONE):
        raise Wrong(f'{where}: by = "team" is not for what is about single people')
    if step.question.chooses == US and step.names == "hidden":
        raise Wrong(
            f'{where}: a {step.ask} needs names = "team" or "shown": what is answered to cards '
            "about a team tells the team"
        )
    if step.about == "colleague" and step.reveal != "private":
        raise Wrong(f'{where}: about = "colleague" needs reveal = "private"')
    if step.reveal == "live" and step.names == "hidden":
        raise Wrong(
            f'{where}: reveal = "live" shows each answer as it comes, so its writer can be guessed;'
            ' say names = "team", or reveal = "together"'
        )
    return step


def _check_target(where: str, about: About, prompt: str) -> None:
    """Only what is about a team or somebody can say about whom, and only in one way."""
    if about in ("nothing", "self") and "{target}" in prompt:
        raise Wrong(f"{where}: {{target}} is for steps about a team or person, and this is not one")
    for other in re.findall(r"\{\w+\}", prompt):
        if other != "{target}":
            raise Wrong(f"{where}: “{other}” is not known; {{target}} becomes the team or person")


def _check_uses(steps: Sequence[Step]) -> None:
    before: dict[str, Step] = {}
    for number, step in enumerate(steps, start=1):
        where = f"step {number} ({step.id})"
        like = getattr(step.question, "like", "")
        if like and not (like in before and before[like].question.meets):
            raise Wrong(f"{where}: like = “{like}” is not the id of an earlier step with pairs")
        if step.id in before:
            raise Wrong(f"{where}: another step has this id")
        if step.uses and step.uses not in before:
            raise Wrong(f"{where}: uses = “{step.uses}” is not the id of an earlier step")
        wants = step.about in OF_PEOPLE or "cards" in step.question.chooses
        if wants and not step.uses:
            raise Wrong(f"{where} needs uses: the id of the step whose answers it takes up")
        if step.uses and not wants:
            raise Wrong(
                f'{where}: uses goes with about = "colleague" or "partner", or with a kind '
                "that takes cards"
            )
        if step.uses:
            _check_used(where, step, before[step.uses])
        before[step.id] = step


def _check_used(where: str, step: Step, used: Step) -> None:
    if step.about == "colleague" and (used.ask != "colleague" or used.names != "shown"):
        raise Wrong(
            f"{where}: uses = “{step.uses}” needs a step with ask = “colleague” and "
            "names = “shown”, for those who are asked learn by whom"
        )
    if step.about == "partner" and not used.question.meets:
        raise Wrong(f"{where}: uses = “{step.uses}” needs a step in which people meet: pairs = 2")
    open_to_all = used.reveal in ("together", "live")
    if "cards" in step.question.chooses and not (used.question.makes_cards and open_to_all):
        raise Wrong(
            f"{where}: uses = “{step.uses}” needs a step with people's own words, which are "
            "revealed to all: only what everybody may read can become cards"
        )
    about_teams = used.about not in ("nothing", *OF_ONE) or used.question.chooses == US
    if step.question.chooses == US and not about_teams:
        raise Wrong(
            f"{where}: uses = “{step.uses}” needs a step about teams, such as about = "
            f"“other_teams”: a {step.ask} is to what was written about one's own team"
        )
    if wanted := step.question.wants_of(used.question):
        raise Wrong(f"{where}: uses = “{step.uses}” needs {wanted}")


def _reading(table: dict[str, Any], steps: Sequence[Step]) -> Reading:
    if "show" not in table:
        raise Wrong("measure needs show")
    if not isinstance(show := table["show"], str):
        raise Wrong(f"measure: show is {_IN_WORDS[str]}")
    if show not in measures.kinds():
        raise Wrong(f"measure: {_unknown(show, measures.kinds())}")
    settings = {k: v for k, v in table.items() if k != "show"}
    where = f"measure {show}"
    measure = _build(measures.kinds()[show], settings, where)
    by_id = {step.id: step for step in steps}
    for role, step_id in measure.steps().items():
        if step_id not in by_id:
            raise Wrong(f"{where}: {role} = “{step_id}” is not the id of a step")
    reading = Reading(show, settings)
    _check_reading(reading, steps, where)
    return reading


def _check_reading(reading: Reading, steps: Sequence[Step], where: str) -> None:
    try:
        reading.measure.check(
            {step.id: step.question for step in steps}, {step.id: step.about for step in steps}
        )
    except ValueError as error:
        raise Wrong(f"{where}: {error}") from None
    by_id = {step.id: step for step in steps}
    for role, used in reading.measure.takes_up.items():
        step_id, wanted = reading.measure.steps()[role], reading.measure.steps()[used]
        if by_id[step_id].uses != wanted:
            raise Wrong(f"{where}: step {step_id} needs uses = “{wanted}”, for {used} and {role}")


def _with_texts(exercise: Exercise, texts: Any) -> Exercise:
    """The exercise with its translations, each tried out: it must make the same questions."""
    for language, table in _named(texts, "text").items():
        where = f"text.{language}"
        if not re.fullmatch(LANGUAGE, language):
            raise Wrong(f"{where}: a language is two or three small letters, as in [text.de]")
        if language == exercise.language:
            raise Wrong(f"{where}: the file itself is in this language")
        text = _text(exercise, _named(table, where), where)
        exercise = replace(exercise, text={**exercise.text, language: text})
        spoken = exercise.spoken(language)
        for reading in spoken.readings:
            _check_reading(reading, spoken.steps, f"{where}: measure {reading.show}")
    return exercise


def _text(exercise: Exercise, table: dict[str, Any], where: str) -> Text:
    text = _build(Text, table, where)
    for name in HEADS:
        _check_length(where, name, getattr(text, name), getattr(exercise, name))
    ids = {step.id: step for step in exercise.steps}
    for step_id, words in _named(text.step, f"{where}.step").items():
        place = f"{where}.step.{step_id}"
        if step_id not in ids:
            raise Wrong(f"{where}.step: {_unknown(step_id, ids)}")
        _check_words(ids[step_id], _named(words, place), place)
    return text


def _check_words(step: Step, words: dict[str, Any], where: str) -> None:
    kind = questions.kinds()[step.ask]
    known = {*SPOKEN, *kind.wording}
    for key in words:
        if key not in known:
            raise Wrong(f"{where}: {_unknown(key, known)}")
    hints = get_type_hints(Step)
    for key in SPOKEN:
        if key in words:
            _typed(f"{where}: ", key, words[key], hints[key])
    if "{target}" in step.prompt and "{target}" not in words.get("prompt", step.prompt):
        raise Wrong(f"{where}: prompt has lost {{target}}, the team or person it is about")
    _check_target(where, step.about, words.get("prompt", ""))
    settings = {key: words[key] for key in words if key not in SPOKEN}
    question = _build(kind, step.settings | settings, f"{where}: a {step.ask}")
    for key in settings:
        _check_length(where, key, getattr(question, key), getattr(step.question, key))


def _check_length(where: str, key: str, words: Any, own: Any) -> None:
    """A list keeps its length: answers go by the place in it."""
    if isinstance(words, tuple) and len(words) != len(own):
        raise Wrong(f"{where}: {key} has {len(own)} texts in this exercise, not {len(words)}")


def _named(table: Any, where: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise Wrong(f"{where} is a table, such as [text.de] or [text.de.step.arrive]")
    return table


def _tables(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = table.pop(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise Wrong(f"write [[{name}]] with two brackets on each side")
    return found


# What a workshop makes of it


def worded_alike(exercise: Exercise, step_id: str) -> tuple[str, ...]:
    """The ids of the steps whose answers are put in the same words as this one's, itself included.

    They change together: what a measure sets side by side has to stay the same.
    """
    step = exercise.step(step_id)
    words = _answer_words(step)
    if not any(words.values()):
        return (step_id,)
    return tuple(
        other.id
        for other in exercise.steps
        if other.ask == step.ask and _answer_words(other) == words
    )


def adapted(
    exercise: Exercise, changes: Mapping[str, Any], in_steps: Mapping[str, Mapping[str, Any]]
) -> Exercise:
    """An exercise with other words and minutes; those of its steps are given by the step's id.

    Raises Wrong, as a file with these words would.
    """
    given: dict[str, dict[str, Any]] = {step.id: {} for step in exercise.steps}
    for step_id, words in in_steps.items():
        answers = {k: v for k, v in words.items() if k in exercise.step(step_id).question.wording}
        for other in worded_alike(exercise, step_id):
            given[other] |= answers
        given[step_id] |= words
    steps = [_adapted(n, step, given[step.id]) for n, step in enumerate(exercise.steps, start=1)]
    return _remade(exercise, steps, changes)


def without(exercise: Exercise, step_id: str) -> Exercise:
    """An exercise without one of its steps. Raises Wrong where something else needs it."""
    if len(exercise.steps) == 1:
        raise Wrong("an exercise keeps one step at least; leave out the whole exercise instead")
    for number, other in enumerate(exercise.steps, start=1):
        if step_id == other.uses:
            raise Wrong(f"step {number} takes up its answers, so this step has to stay")
        if step_id == getattr(other.question, "like", ""):
            raise Wrong(f"step {number} keeps its groups, so this step has to stay")
    for reading in exercise.readings:
        if step_id in reading.measure.steps().values():
            raise Wrong(f"“{reading.measure.title}” is made of its answers, so this step stays")
    return _remade(exercise, [step for step in exercise.steps if step.id != step_id], {})


def _answer_words(step: Step) -> dict[str, Any]:
    return {key: getattr(step.question, key) for key in step.question.wording}


def _adapted(number: int, step: Step, given: Mapping[str, Any]) -> Step:
    where, answers = f"step {number}", _answer_words(step)
    for key, value in given.items():
        lines = value if isinstance(value, tuple) else (value,)
        if isinstance(answers.get(key), tuple) and len(lines) != len(answers[key]):
            raise Wrong(
                f"{where}: these stay {len(answers[key])} lines, for answers go by the place in "
                f"the list; now there are {len(lines)}"
            )
        if answers.get(key) and not all(str(line).strip() for line in lines):
            raise Wrong(f"{where}: nothing may be empty here")
    if "{target}" in step.prompt and "{target}" not in given.get("prompt", step.prompt):
        raise Wrong(f"{where}: please keep {{target}}; the team or person stands there")
    _check_target(where, step.about, given.get("prompt", ""))
    settings = step.settings | {  # a list, as a file has it, and as it comes back from the store
        k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if k in answers
    }
    _build(type(step.question), settings, where)
    own = {k: v for k, v in given.items() if k not in answers}
    return _build(Step, {**_fields(step), **own, "settings": settings}, where)


def _remade(exercise: Exercise, steps: Sequence[Step], changes: Mapping[str, Any]) -> Exercise:
    _check_uses(steps)
    for reading in exercise.readings:
        _reading({"show": reading.show, **reading.settings}, steps)
    made = _build(Exercise, {**_fields(exercise), **changes, "steps": tuple(steps)}, "")
    text = {language: _still_true(words, exercise, made) for language, words in made.text.items()}
    return replace(made, text=text)


def _still_true(words: Text, before: Exercise, now: Exercise) -> Text:
    """Words in another language, without those that say what has been reworded."""
    heads = {name: None for name in HEADS if getattr(before, name) != getattr(now, name)}
    steps = {
        step.id: {
            key: text
            for key, text in words.step.get(step.id, {}).items()
            if _word(before.step(step.id), key) == _word(step, key)
        }
        for step in now.steps
    }
    return replace(words, **heads, step={step_id: kept for step_id, kept in steps.items() if kept})


def _word(step: Step, key: str) -> Any:
    return getattr(step, key) if key in SPOKEN else getattr(step.question, key)


def _fields(made: Any) -> dict[str, Any]:
    return {f.name: getattr(made, f.name) for f in fields(made)}


_IN_WORDS = {str: "a text in quotes", int: "a whole number", bool: "true or false"}


def _build(cls: type[T], table: Mapping[str, Any], where: str) -> T:
    """A dataclass from a table of a file, its keys and types checked in words."""
    lead = f"{where}: " if where else ""
    known = {f.name: f for f in fields(cast(Any, cls))}
    hints = get_type_hints(cls)
    for key in table:
        if key not in known:
            raise Wrong(lead + _unknown(key, known))
    missing = [
        n
        for n, f in known.items()
        if f.default is MISSING and f.default_factory is MISSING and n not in table
    ]
    if missing:
        raise Wrong(f"{where or 'the exercise'} needs {' and '.join(missing)}")
    values = {key: _typed(lead, key, value, hints[key]) for key, value in table.items()}
    try:
        return cls(**values)
    except ValueError as error:
        raise Wrong(f"{lead}{error}") from None


def _typed(lead: str, key: str, value: Any, hint: Any) -> Any:
    if NoneType in get_args(hint):
        hint = get_args(hint)[0]
    if choices := [c for c in get_args(hint) if isinstance(c, str)]:
        if value not in choices:
            raise Wrong(f"{lead}{key} is one of {_either(choices)}, not “{value}”")
    elif hint == tuple[str, ...]:
        return _texts(lead, key, value)
    elif hint == tuple[int, int]:
        if not (isinstance(value, list | tuple) and [type(v) for v in value] == [int, int]):
            raise Wrong(f"{lead}{key} is two whole numbers: {key} = [6, 300]")
        if not 1 <= value[0] <= value[1]:
            raise Wrong(f"{lead}{key} is the smallest group and then the largest")
        return tuple(value)
    elif hint in _IN_WORDS and type(value) is not hint:
        raise Wrong(f"{lead}{key} is {_IN_WORDS[hint]}")
    elif hint is int and key == "minutes" and not 0 <= value <= 24 * 60:
        raise Wrong(f"{lead}minutes is a number from 0 to {24 * 60}")
    elif hint is str and key == "language" and not re.fullmatch(LANGUAGE, value):
        raise Wrong(f"{lead}language is two or three small letters, such as “en” or “de”")
    elif hint is str and key in ("title", "prompt") and not value.strip():
        raise Wrong(f"{lead}{key} is empty")
    return value


def _texts(lead: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise Wrong(f"{lead}{key} is a list of texts in quotes: {key} = ['…', '…']")
    if not all(v.strip() for v in value):
        raise Wrong(f"{lead}{key} has an empty text")
    return tuple(value)


def _unknown(key: str, known: Mapping[str, Any] | set[str]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1)
    if near:
        return f"“{key}” is not known; did you mean “{near[0]}”?"
    return f"“{key}” is not known; there is {_either(known)}"


def _either(names: Mapping[str, Any] | Sequence[str] | set[str]) -> str:
    return ", ".join(sorted(names))
