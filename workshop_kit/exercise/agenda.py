"""Ready-made agendas: exercises in order, with minutes and breaks, as TOML files tell them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workshop_kit.exercise import Exercise, Step, Text, toml_text
from workshop_kit.exercise.toml_text import NotToml
from workshop_kit.exercise.typed import Wrong

NEEDED = {"title", "summary", "item"}
TOP = NEEDED | {"text"}
ITEM = {"exercise", "minutes", "break", "text"}


@dataclass(frozen=True)
class Agenda:
    """An agenda that can be played: every exercise is there. Minutes count its breaks too."""

    title: str
    summary: str
    exercises: tuple[Exercise, ...]
    text: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def spoken(self, language: str) -> "Agenda":
        """The same agenda in that language, as far as there are words in it."""
        exercises = tuple(exercise.spoken(language) for exercise in self.exercises)
        return replace(self, **self.text.get(language, {}), exercises=exercises)

    @property
    def minutes(self) -> int:
        """How long it takes, as planned."""
        return sum(exercise.minutes for exercise in self.exercises)


def load(text: str, file: str, library: Mapping[str, Exercise]) -> Agenda:
    """The agenda in a TOML text. Raises Wrong with its place in words."""
    try:
        table = toml_text.read(text)
    except NotToml as error:
        raise Wrong(f"{file}: {error}") from None
    if unknown := set(table) - TOP:
        raise Wrong(f"{file}: “{min(unknown)}” is not known; there is {', '.join(sorted(TOP))}")
    if missing := [key for key in sorted(NEEDED) if not table.get(key)]:
        raise Wrong(f"{file} needs {' and '.join(missing)}")
    items = [_item(number, item, library, file) for number, item in enumerate(table["item"], 1)]
    languages = table.get("text", {})
    for words in languages.values() if isinstance(languages, dict) else [languages]:
        if not _texts(words) or not words.keys() <= {"title", "summary"}:
            raise Wrong(f"{file}: in another language, [text.de] takes a title and a summary")
    return Agenda(str(table["title"]), str(table["summary"]), tuple(items), languages)


def library(folder: Path, exercises: Mapping[str, Exercise]) -> dict[str, Agenda]:
    """Every agenda file of a folder by its name."""
    return {
        path.stem: load(path.read_text(encoding="utf-8-sig"), path.stem, exercises)
        for path in sorted(folder.glob("*.toml"))
    }


def pause(minutes: int, title: str = "Break", others: Mapping[str, str] | None = None) -> Exercise:
    """A break, as an exercise in which nobody is asked anything; with its title by language."""
    step = Step(id="break", ask="talk", prompt=title, minutes=minutes)
    return Exercise(
        file="break",
        title=title,
        summary="Time to breathe.",
        minutes=minutes,
        practice="trust",
        sources=(),
        steps=(step,),
        text={
            language: Text(title=other, step={"break": {"prompt": other}})
            for language, other in (others or {}).items()
        },
    )


def is_pause(exercise: Exercise) -> bool:
    """Is this a break, in whatever language?"""
    prompts = [step.prompt for step in exercise.steps]
    return exercise.file == "break" and prompts == [exercise.title] and not exercise.readings


def _item(
    number: int, table: dict[str, Any], exercises: Mapping[str, Exercise], file: str
) -> Exercise:
    where = f"{file}: item {number}"
    if unknown := set(table) - ITEM:
        raise Wrong(f"{where}: “{min(unknown)}” is not known; there is {', '.join(sorted(ITEM))}")
    minutes = table.get("minutes")
    if minutes is not None and (type(minutes) is not int or not 0 < minutes <= 24 * 60):
        raise Wrong(f"{where}: minutes is a number from 1 to {24 * 60}")
    if "break" in table:
        if minutes is None or not isinstance(table["break"], str):
            raise Wrong(f"{where}: a break has a name in quotes, and minutes")
        if not _texts(others := table.get("text", {})):
            raise Wrong(f"{where}: a break in another language is text.de = '…'")
        return pause(minutes, table["break"], others)
    if "text" in table:
        raise Wrong(f"{where}: text goes with a break; an exercise brings its own")
    name = str(table.get("exercise"))
    if name not in exercises:
        raise Wrong(f"{where}: “{name}” is no exercise of the library")
    found = exercises[name]
    return found if minutes is None else replace(found, minutes=minutes)


def _texts(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(text, str) for text in table.values())
