"""An exercise, as its TOML file tells it: steps, measures, and its words in each language."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from workshop_kit import measures, questions
from workshop_kit.exercise.typed import build
from workshop_kit.measure import Measure
from workshop_kit.question import Chooses, Question

About = Literal[
    "nothing", "self", "own_team", "other_teams", "another_team", "partner", "colleague"
]
By = Literal["person", "team"]
Names = Literal["hidden", "team", "shown"]
Reveal = Literal["together", "live", "private", "never"]
Practice = Literal["listening", "open-mindedness", "vulnerability", "trust"]
Energy = Literal["calm", "lively", "moving"]

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
        return build(questions.kinds()[self.ask], self.settings, f"step {self.id}")


@dataclass(frozen=True)
class Reading:
    """A measure of this exercise: its kind, and which steps it reads."""

    show: str
    settings: dict[str, Any]

    @cached_property
    def measure(self) -> Measure:
        """The measure, ready to compute."""
        return build(measures.kinds()[self.show], self.settings, f"measure {self.show}")


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
        home = translated(self, own) if own else self
        return {
            language: home if language == own else translated(home, language)
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


def translated(exercise: Exercise, language: str) -> Exercise:
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
