"""Reads an exercise file: everything that may be wrong in it is told in words, with its place."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from workshop_kit import measures, questions
from workshop_kit.exercise import (
    HEADS,
    OF_ONE,
    OF_PEOPLE,
    SPOKEN,
    TOP,
    US,
    About,
    Exercise,
    Reading,
    Step,
    Text,
    toml_text,
)
from workshop_kit.exercise.toml_text import NotToml
from workshop_kit.exercise.typed import (
    IN_WORDS,
    LANGUAGE,
    Wrong,
    build,
    either,
    list_of,
    typed,
    unknown,
)

MOST_STEPS = 40
MOST_BYTES = 200_000
MOST_DOTS = 200
"""In a line before “=”: long dotted keys exhaust a TOML reader's memory."""


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


def read_all(folder: Path) -> dict[str, Exercise]:
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
    check_uses(steps)
    readings = [reading_of(reading, steps) for reading in _tables(table, "measure")]
    if not isinstance(debrief, dict) or set(debrief) - {"questions"}:
        raise Wrong("debrief is a table: [debrief], and below it questions = ['…', '…']")
    questioned = list_of("debrief: ", "questions", debrief.get("questions", ()))
    for key in table:
        if key not in TOP:
            raise Wrong(unknown(key, {*TOP, "step", "measure", "debrief", "text"}))
    rest = {
        "file": file,
        **table,
        "steps": tuple(steps),
        "readings": tuple(readings),
        "debrief": questioned,
    }
    return _with_texts(build(Exercise, rest, ""), text)


def _step(number: int, table: dict[str, Any]) -> Step:
    name = table.get("id", "")
    where = f"step {number}" + (f" ({name})" if name else "")
    own = {f.name for f in fields(Step)} - {"settings"}
    if "ask" not in table:
        raise Wrong(f"{where} needs ask: {either(questions.kinds())}")
    kind = questions.kinds().get(str(table["ask"]))
    if kind is None:
        raise Wrong(f"{where}: {unknown(str(table['ask']), questions.kinds())}")
    known = own | {f.name for f in fields(kind)}
    for key in table:
        if key in set(TOP) - known:
            raise Wrong(f"{where}: {key} is of the whole exercise; put it above the first [[step]]")
        if key not in known:
            raise Wrong(f"{where}: {unknown(key, known)}")
    settings = {k: v for k, v in table.items() if k not in own}
    build(kind, settings, f"{where}: a {table['ask']}")
    step = build(Step, {k: v for k, v in table.items() if k in own} | {"settings": settings}, where)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", step.id):
        raise Wrong(f"{where}: id takes small letters, digits and _, and starts with a letter")
    check_target(where, step.about, step.prompt)
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


def check_target(where: str, about: About, prompt: str) -> None:
    """Only what is about a team or somebody can say about whom, and only in one way."""
    if about in ("nothing", "self") and "{target}" in prompt:
        raise Wrong(f"{where}: {{target}} is for steps about a team or person, and this is not one")
    for other in re.findall(r"\{\w+\}", prompt):
        if other != "{target}":
            raise Wrong(f"{where}: “{other}” is not known; {{target}} becomes the team or person")


def check_uses(steps: Sequence[Step]) -> None:
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


def reading_of(table: dict[str, Any], steps: Sequence[Step]) -> Reading:
    if "show" not in table:
        raise Wrong("measure needs show")
    if not isinstance(show := table["show"], str):
        raise Wrong(f"measure: show is {IN_WORDS[str]}")
    if show not in measures.kinds():
        raise Wrong(f"measure: {unknown(show, measures.kinds())}")
    settings = {k: v for k, v in table.items() if k != "show"}
    where = f"measure {show}"
    measure = build(measures.kinds()[show], settings, where)
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
    text = build(Text, table, where)
    for name in HEADS:
        _check_length(where, name, getattr(text, name), getattr(exercise, name))
    ids = {step.id: step for step in exercise.steps}
    for step_id, words in _named(text.step, f"{where}.step").items():
        place = f"{where}.step.{step_id}"
        if step_id not in ids:
            raise Wrong(f"{where}.step: {unknown(step_id, ids)}")
        _check_words(ids[step_id], _named(words, place), place)
    return text


def _check_words(step: Step, words: dict[str, Any], where: str) -> None:
    kind = questions.kinds()[step.ask]
    known = {*SPOKEN, *kind.wording}
    for key in words:
        if key not in known:
            raise Wrong(f"{where}: {unknown(key, known)}")
    hints = get_type_hints(Step)
    for key in SPOKEN:
        if key in words:
            typed(f"{where}: ", key, words[key], hints[key])
    if "{target}" in step.prompt and "{target}" not in words.get("prompt", step.prompt):
        raise Wrong(f"{where}: prompt has lost {{target}}, the team or person it is about")
    check_target(where, step.about, words.get("prompt", ""))
    settings = {key: words[key] for key in words if key not in SPOKEN}
    question = build(kind, step.settings | settings, f"{where}: a {step.ask}")
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
