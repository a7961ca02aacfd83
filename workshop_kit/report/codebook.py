"""The codebook: what each column means, each step's scale, and each measure with its source."""

import re
import sys
from typing import NamedTuple

from workshop_kit import findings
from workshop_kit.figures import Figures
from workshop_kit.measure import Measure
from workshop_kit.report import story, tidy
from workshop_kit.report.shown import prompt, shown, title_of
from workshop_kit.report.tongue import Tongue

NAMES = {"hidden": "without names", "team": "with the team's name", "shown": "with names"}


class Column(NamedTuple):
    """A column of *Responses*."""

    name: str
    heading: str
    type: str
    means: str


class Heading(NamedTuple):
    """A column of a table on an exercise's sheet."""

    table: str
    name: str
    type: str
    means: str


class Asked(NamedTuple):
    """A revealed step as the codebook tells it."""

    number: int
    key: str
    kind: str
    prompt: str
    items: str
    scale: str
    names: str
    answered: int


class Formula(NamedTuple):
    """A measure: what it says and how it is computed, and what that builds on."""

    title: str
    exercise: str
    how: str
    sources: str


def columns(say: Tongue) -> list[Column]:
    """Every column of *Responses*, in order."""
    return [
        Column(name, say(heading), say(tidy.TYPES.get(name, "text")), say(tidy.MEANS[name]))
        for name, heading in tidy.COLUMNS.items()
    ]


def headings(figures: Figures, say: Tongue) -> list[Heading]:
    """Every column of the exercises' sheets, each once for each table that tells the same."""
    found: dict[Heading, None] = {}
    for step in shown(figures):
        for table in story.exhibits_of(figures, step, say):
            where = table.title if table.measured else say("What was answered")
            for place, (name, means) in enumerate(table.means):
                texts = any(isinstance(row[place], str) for row in table.rows)
                found[Heading(where, name, say("text" if texts else "number"), means)] = None
    return list(found)


def asked(figures: Figures, say: Tongue) -> list[Asked]:
    """Every step of which there are answers."""
    return [
        Asked(
            step.place.number,
            step.place.key,
            step.place.step.ask,
            prompt(step.place.step, say),
            " · ".join(part for part in step.place.step.question.parts() if part),
            tidy.scale_of(step, say),
            say(NAMES[step.place.step.names]),
            step.release.answered,
        )
        for step in shown(figures)
    ]


def formulas(figures: Figures, say: Tongue) -> list[Formula]:
    """Every measure that has a result, once for each exercise."""
    found = []
    for item in figures.workshop.items:
        for _, measure, _ in findings.measured(item, figures.results):
            how, built_on = _documented(measure)
            sources = "; ".join(text for text in (built_on, *item.exercise.sources) if text)
            found.append(
                Formula(
                    say.said(measure.title), title_of(figures.workshop, item, say), how, sources
                )
            )
    return found


def _documented(measure: Measure) -> tuple[str, str]:
    """A measure's own words on how it is computed, and on what it is built."""
    text = sys.modules[type(measure).__module__].__doc__ or ""
    paragraphs = [" ".join(p.split()) for p in text.strip().split("\n\n")]
    whole = "\n".join(p.replace("``", "") for p in paragraphs)
    how, found, sources = whole.partition("Built on ")
    return re.sub(r"\s*\n\s*$", "", how), sources.strip() if found else ""
