"""What a workshop makes of an exercise: other words, other minutes, a step less."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from workshop_kit.exercise import HEADS, SPOKEN, Exercise, Step, Text
from workshop_kit.exercise.reading import check_target, check_uses, reading_of
from workshop_kit.exercise.typed import Wrong, build


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
    check_target(where, step.about, given.get("prompt", ""))
    settings = step.settings | {  # a list, as a file has it, and as it comes back from the store
        k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if k in answers
    }
    build(type(step.question), settings, where)
    own = {k: v for k, v in given.items() if k not in answers}
    return build(Step, {**_fields(step), **own, "settings": settings}, where)


def _remade(exercise: Exercise, steps: Sequence[Step], changes: Mapping[str, Any]) -> Exercise:
    check_uses(steps)
    for reading in exercise.readings:
        reading_of({"show": reading.show, **reading.settings}, steps)
    made = build(Exercise, {**_fields(exercise), **changes, "steps": tuple(steps)}, "")
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
