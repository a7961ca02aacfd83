"""*Responses*: tidy, one row for each answer, as small as the groups may be; and what it means."""

from collections.abc import Iterator
from typing import NamedTuple

from workshop_kit.figures import Figures
from workshop_kit.question import Question, Row
from workshop_kit.release import Tally
from workshop_kit.report.shown import (
    Shown,
    about,
    finest,
    person_of,
    prompt,
    shown,
    team_of,
    title_of,
)
from workshop_kit.report.tongue import Tongue

COLUMNS = {
    "exercise": "Exercise",
    "step": "Step",
    "key": "Key",
    "kind": "Kind",
    "prompt": "Prompt",
    "about": "About",
    "item": "Item",
    "group": "Group",
    "person": "Person",
    "number": "Number",
    "text": "Text",
    "pile": "Pile",
    "low": "Low end",
    "high": "High end",
}
"""The columns: their name for machines, and their heading."""

MEANS = {
    "exercise": "The title of the exercise.",
    "step": "The number of the step in the workshop.",
    "key": "What names the step in all files of this workshop, whatever its title.",
    "kind": "The kind of question: scale, choice, words, text, and so on.",
    "prompt": "The question in full, as everybody read it.",
    "about": "The team that the answer is about; empty where it is about none.",
    "item": "What was answered, where the question has several items.",
    "group": "Whose answer it is: the smallest group that may be shown.",
    "person": "Who answered, where that was announced; otherwise empty.",
    "number": "The answer as a number, by the scale of the step.",
    "text": "The answer as a text, or the option that was chosen; 4–5 where these points of a "
    "scale are told only together, since they would tell what everybody answered.",
    "pile": "The pile of similar cards on which the facilitator has put the text.",
    "low": "What the lowest number of the scale means.",
    "high": "What the highest number of the scale means.",
}
TYPES = {"step": "whole number", "number": "number"}
"""The columns that are not text."""


class Answers(NamedTuple):
    """Answers that have all columns but their number and text in common."""

    common: dict[str, str | int]
    rows: list[Row]


def answers(figures: Figures, say: Tongue) -> Iterator[Answers]:
    """Every answer that may be shown, by step, target, item and group; in no telling order."""
    for step in shown(figures):
        place, question = step.place, step.place.step.question
        low, high = ends(question)
        for cell in finest(figures.workshop, step.release):
            common: dict[str, str | int] = {
                "exercise": title_of(figures.workshop, place.item, say),
                "step": place.number,
                "key": place.key,
                "kind": place.step.ask,
                "prompt": prompt(place.step, say),
                "about": about(figures.workshop, cell.target),
                "item": question.parts()[cell.part],
                "group": team_of(figures.workshop, cell.group, say),
                "person": person_of(cell.group),
                "low": low,
                "high": high,
            }
            for pile, rows in _piled(step, _rows(question, cell.tally)):
                yield Answers({**common, "pile": pile}, rows)


def _piled(step: Shown, rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows by the pile that their text is on; all of them, where there are no piles."""
    pile_of = {card.text: card.pile for card in step.release.cards if card.pile}
    if not pile_of:
        yield "", rows
        return
    for pile in dict.fromkeys([*pile_of.values(), ""]):
        here = [row for row in rows if pile_of.get(row.text or "", "") == pile]
        if here:
            yield pile, here


def _rows(question: Question, tally: Tally) -> list[Row]:
    """Answers that are told only together have no number; their text says which points."""
    rows = question.rows(tally)
    for low, high in tally.get("bands", ()):
        rows = [
            Row(None, f"{low}–{high}") if r.number is not None and low <= r.number <= high else r
            for r in rows
        ]
    return rows


def ends(question: Question) -> tuple[str, str]:
    """What the ends of a scale mean; empty where it has none."""
    return str(getattr(question, "low", "")), str(getattr(question, "high", ""))


def scale_of(step: Shown, say: Tongue) -> str:
    """What can be answered to a step, in words."""
    question = step.place.step.question
    low, high = ends(question)
    points = getattr(question, "points", None)
    if low and isinstance(points, int):
        return say("1 = {low} … {points} = {high}", low=low, points=points, high=high)
    return " · ".join(str(hint) for hint in question.hints())
