"""A step's figures as exhibits: who answered what, for each group that may be shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from workshop_kit.question import Question
from workshop_kit.release import EVERYBODY, ROOM, Cell, Tally
from workshop_kit.report.exhibit import Drawing, Exhibit, Value
from workshop_kit.report.shown import Shown, about, label_of, prompt
from workshop_kit.report.tongue import Tongue
from workshop_kit.workshop import Workshop

MOST_BARS = 15
MOST_CHARTS = 6
LONGEST_LABEL = 200

WHAT = (
    "The team that was rated, where the question is about teams.",
    "The group whose answers are counted: everybody, a team, or teams that are shown together.",
    "What was rated, where the question has several items.",
)
FIGURES = {
    "Mean": "The mean of the answers; ≥, ≤ or ≈ where it would tell what everybody answered.",
    "Median": "The answer in the middle, when all are in order.",
    "Points": "Borda points: for each answer, how many items stand below this one.",
    "Mean place": "The mean of its places; 1 is first.",
}
"""What the figures beside the counts mean, by what kinds call them."""


def exhibits(workshop: Workshop, step: Shown, say: Tongue, drawn: bool = True) -> list[Exhibit]:
    """The tables of a step; `drawn` is whether they need charts of their own."""
    question = step.place.step.question
    cells = [cell for cell in step.release.cells if not cell.group.person]
    targets = [t for t in (ROOM, *workshop.team_names) if t in {c.target for c in cells}]
    parts = list(enumerate(question.parts()))
    asked, name = prompt(step.place.step, say), table_name(step.place.key)
    if not cells:
        return []
    if any(question.summary(cell.tally) for cell in cells):
        rows = [row for t in targets for row in _rated(workshop, step, t, say)]
        made = _ratings(name, asked, question, rows, say)
        return [made if drawn else replace(made, drawings=())]
    found: list[Exhibit] = []
    for target in targets:
        for part, label in parts:
            here = [c for c in cells if (c.target, c.part) == (target, part)]
            if not any(question.counts(c.tally) for c in here):
                continue
            of_groups = {label_of(workshop, c.group, say): c for c in _in_order(workshop, here)}
            title = ": ".join(text for text in (_named(workshop, target, step, say), label) if text)
            suffix = _suffix(target, part if len(parts) > 1 else None)
            made = _counts(f"{name}{suffix}", title, asked, question, of_groups, say)
            found.append(made if drawn else replace(made, drawings=()))
    return found


class Rated(NamedTuple):
    """A row of ratings: what it is about, whose it is, which item, and its figures."""

    about: str
    group: str
    item: str
    cell: Cell


def _rated(workshop: Workshop, step: Shown, target: str, say: Tongue) -> list[Rated]:
    """All about one target: by group, everybody's first, and within it by item."""
    cells = [c for c in step.release.cells if c.target == target and not c.group.person]
    topic, own = about(workshop, target), step.place.step.about == "own_team"
    if own:  # everybody who answered about a team is of that team
        cells = [c for c in cells if c.group == EVERYBODY]
    labels = step.place.step.question.parts()
    return [
        Rated(topic, topic if own else label_of(workshop, c.group, say), labels[c.part], c)
        for c in _in_order(workshop, cells)
    ]


def _in_order(workshop: Workshop, cells: Sequence[Cell]) -> list[Cell]:
    order = list(workshop.team_names)
    return sorted(
        cells,
        key=lambda c: (len(c.group.teams), [order.index(t) for t in c.group.teams], c.part),
    )


def _named(workshop: Workshop, target: str, step: Shown, say: Tongue) -> str:
    team = about(workshop, target)
    if not team:
        return ""
    own = step.place.step.about == "own_team"
    return say("{team} about itself", team=team) if own else say("About {team}", team=team)


def table_name(text: str) -> str:
    """A name that Excel takes for a table: letters, digits and _, at most 200 of them."""
    return "T_" + re.sub(r"\W+", "_", text, flags=re.ASCII)[:200]


def _suffix(target: str, part: int | None = None) -> str:
    parts = ([] if target == ROOM else [target]) + ([] if part is None else [str(part + 1)])
    return "".join(f"_{p}" for p in parts)


def _ratings(
    name: str, asked: str, question: Question, rated: Sequence[Rated], say: Tongue
) -> Exhibit:
    """Figures such as a mean for each group and label, with how the answers spread."""
    figures = list(question.summary(rated[0].cell.tally))
    spreads = {tuple(label for label, _ in question.counts(r.cell.tally)) for r in rated}
    spread = list(next(iter(spreads))) if len(spreads) == 1 else []
    whose = [place for place in range(3) if place == 1 or any(row[place] for row in rated)]
    what = [say("About"), say("Whose answers"), say("Item")]
    banded = [say("Told together")] if any(r.cell.tally.get("bands") for r in rated) else []
    asked_of = (what[place] for place in whose)
    head = unique(*asked_of, say("Answered"), *map(say.name, figures), *spread, *banded)

    def row(found: Rated) -> tuple[Value, ...]:
        cell = found.cell
        summed = question.summary(cell.tally)
        counted = [count for _, count in question.counts(cell.tally)] if spread else []
        told = (str(found[place]) for place in whose)
        numbers = (summed[figure] for figure in figures)
        together = [" · ".join(told_together(cell.tally))] if banded else []
        return (*told, cell.answered, *numbers, *counted, *together)

    rows = tuple(row(found) for found in rated)
    labels = len(whose)
    mean, first = labels + 1, labels + 1 + len(figures)
    across = tuple(range(first, first + len(spread)))
    points = getattr(question, "points", None)
    low, high = (1, points) if isinstance(points, int) else (None, None)
    flat = len(whose) == 1
    drawings: list[Drawing] = []
    for topic, start, last in _charted(rated):
        title = (topic and say("About {team}", team=topic)) or asked
        place = whose.index(2) if 2 in whose else labels - 1
        if not spread:
            drawings.append(
                Drawing("bars", title, head[mean], (mean,), start, last, place, number="0.0")
            )
        elif flat:
            drawings.append(Drawing("columns", title, say("Answers"), across, start, start))
        else:
            share = say("Share of the answers")
            drawings.append(
                Drawing("shares", title, share, across, start, last, place, number="0%")
            )
    if flat and len(rated) > 2:
        told = say("{figure} by team", figure=head[mean])
        drawings.append(
            Drawing("bars", told, head[mean], (mean,), 0, len(rows) - 1, 0, low, high, "0.0")
        )
    means = (
        *((what[place], say(WHAT[place])) for place in whose),
        (say("Answered"), say("How many answered.")),
        *((say.name(figure), say(FIGURES[figure])) for figure in figures),
        *((say("[each answer]"), say("How many gave this answer.")) for _ in spread),
        *((text, say("Points of the scale that are told only as one.")) for text in banded),
    )
    return Exhibit(name, "", head, rows, labels, tuple(drawings[:MOST_CHARTS]), means=means)


def told_together(tally: Tally) -> list[str]:
    """The points of a scale that are told only as one, as 4–5: near its ends they would tell what
    everybody answered. They are counted at the end."""
    return [f"{low}–{high}" for low, high in tally.get("bands", ())]


def _charted(rated: Sequence[Rated]) -> Iterator[tuple[str, int, int]]:
    """What is drawn: of each topic its first group, from row to row; topics of one row together."""
    runs: list[tuple[str, int, int]] = []
    place = 0
    for topic, of_topic in groupby(rated, lambda r: r.about):
        found = list(of_topic)
        count = sum(r.group == found[0].group for r in found)
        runs.append((topic, place, place + count - 1))
        place += len(found)
    alone = all(start == last for _, start, last in runs) and len(runs) == len(rated)
    if alone and len(runs) > 1:
        yield "", 0, len(rated) - 1
    elif len(runs) == 1 or any(start < last for _, start, last in runs):
        yield from runs


def _counts(
    name: str,
    title: str,
    asked: str,
    question: Question,
    cells: dict[str, Cell],
    say: Tongue,
) -> Exhibit:
    """How often each answer was given, a column for each group."""
    counted = _counted(question, cells)
    head = unique(say("Answer"), *cells)
    rows: list[tuple[Value, ...]] = [
        (answer[:LONGEST_LABEL], *(counts.get(group, 0) for group in cells))
        for answer, counts in counted.items()
    ]
    chart = Drawing(
        *("bars", title or asked, say("Times given"), (1,), 0),
        min(MOST_BARS, len(rows)) - 1,
    )
    total: tuple[Value, ...] = (
        say("People who answered"),
        *(cell.answered for cell in cells.values()),
    )
    means = (
        (say("Answer"), say("What was answered.")),
        *((say("[each group]"), say("How many of this group gave the answer.")) for _ in cells),
    )
    return Exhibit(name, title, head, (*rows, total), 1, (chart,), means=means)


def _counted(question: Question, cells: dict[str, Cell]) -> dict[str, dict[str, int]]:
    """Answer -> group -> count. Spellings that differ only by capitals are one row."""
    rows: dict[str, dict[str, int]] = {}
    spelt: dict[str, str] = {}
    for group, cell in cells.items():
        for label, count in question.counts(cell.tally):
            answer = label if label in rows else spelt.setdefault(label.casefold(), label)
            if group in rows.get(answer, {}):
                answer = label
            rows.setdefault(answer, {})[group] = count
    return rows


def unique(*names: str) -> tuple[str, ...]:
    """Column names, each only once, whatever their capitals: Excel's tables want it so."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = " ".join(name.split()) or "–"
        told, number = plain[:LONGEST_LABEL], 1
        while told.casefold() in taken:
            number += 1
            told = f"{plain[:LONGEST_LABEL]} ({number})"
        taken.add(told.casefold())
        found.append(told)
    return tuple(found)
