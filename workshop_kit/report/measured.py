"""A measure as exhibits: its averages where it has many rows, its table, and what can be drawn."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from workshop_kit.measure import Line, Measure, Result, pictures
from workshop_kit.release import mean_of
from workshop_kit.report import boards
from workshop_kit.report.exhibit import POINTS, Drawing, Exhibit, Value
from workshop_kit.report.steps import table_name, unique
from workshop_kit.report.tongue import Tongue

MOST_CHARTS = 6
MOST_BARS = 24

OWN_SHEETS = {boards.NEEDS, boards.COMMITMENTS}
"""Measures whose table is a sheet of its own."""


OWN_WORDS = {
    *("Everybody", "The team itself", "The others together", "All others"),
    *("consensus", "dissensus", "false consensus", "false conflict"),
    *("meant", "for the other side"),
}
"""What measures call groups and states; other texts are names, or what people wrote."""


class Table(NamedTuple):
    """A measure's lines: those before `label` group the rows, the numbers come after it.

    Where all are texts, the first is the label, and nothing groups them.
    """

    names: list[str]
    rows: list[list[Value]]
    label: int

    @property
    def groups(self) -> list[tuple[str, list[list[Value]]]]:
        """The rows by what stands before their label."""
        by_name = groupby(self.rows, lambda row: ", ".join(str(v) for v in row[: self.label]))
        return [(name, list(rows)) for name, rows in by_name]


def exhibits(key: str, measure: Measure, result: Result, say: Tongue) -> list[Exhibit]:
    """Its averages, if its rows are in groups, and its table; `key` names it in the workshop."""
    if measure.kind() in OWN_SHEETS:
        return _counted(key, measure, result, say)
    table = _table(measure.lines(result))
    if not table.rows:
        return []
    found = [*_averages(key, measure, result, table, say)]
    compared = _compared(measure, table)
    name, head = table_name(f"{key}_{measure.kind()}"), unique(*map(say.name, table.names))
    drawings: list[Drawing] = []
    place = 0
    for group, rows in table.groups:
        if compared and _any(rows, compared) and len(rows) <= MOST_BARS:
            title = group or say.said(measure.title)
            drawings.append(
                _drawing(title, tuple(compared), place, len(rows), table.label, result, say)
            )
        place += len(rows)
    every = tuple(
        tuple(_told(v, say) if isinstance(v, str) else v for v in row) for row in table.rows
    )
    drawn = tuple(drawings[:MOST_CHARTS])
    title, means = say.said(measure.title), _means(measure, table.names, say)
    found.append(
        Exhibit(name, title, head, every, table.label + 1, drawn, measured=True, means=means)
    )
    return found + _further(key, measure, result, say)


def _further(key: str, measure: Measure, result: Result, say: Tongue) -> list[Exhibit]:
    """What a measure has to say in tables of its own, without charts."""
    found = []
    for number, (title, lines) in enumerate(measure.further(result), start=2):
        table = _table(lines)
        if not table.rows:
            continue
        found.append(
            Exhibit(
                table_name(f"{key}_{measure.kind()}_{number}"),
                say(title),
                unique(*map(say.name, table.names)),
                tuple(
                    tuple(_told(v, say) if isinstance(v, str) else v for v in r) for r in table.rows
                ),
                table.label + 1,
                measured=True,
                means=_means(measure, table.names, say),
            )
        )
    return found


def _means(measure: Measure, names: Sequence[str], say: Tongue) -> tuple[tuple[str, str], ...]:
    """What the columns of a measure's table mean."""
    return tuple(_meaning(measure, name, say) for name in names)


def _meaning(measure: Measure, name: str, say: Tongue) -> tuple[str, str]:
    for column, means in measure.columns.items():
        if column == name or re.fullmatch(re.escape(column).replace("…", "(?s:.*)"), name):
            return say.name(column), say(means)
    return say.name(name), ""


def _counted(key: str, measure: Measure, result: Result, say: Tongue) -> list[Exhibit]:
    """Of a board that has a sheet of its own: how many needs got which answer, how many promises
    each team made."""
    if measure.kind() == boards.NEEDS:
        title, head = say("Answers to the needs"), (say("Answer"), say("Needs"))
        means = say("What was answered."), say("How many needs got that answer.")
        every = [
            boards.answer_of(result, row, say)
            for picture in pictures(result)
            for row in picture["rows"]
        ]
        order = [*result["answers"]] if every else []
    else:
        title, head = say("Commitments by team"), (say("Team"), say("Commitments"))
        means = say("Who made them."), say("How many commitments people of the team made.")
        teams = [line.cells["Team"] for line in measure.lines(result)]
        every, order = [str(team) for team in teams if team], []
    counts = Counter(every)
    rows = tuple((name, counts[name]) for name in dict.fromkeys([*order, *every]))
    if not rows:
        return []
    drawing = Drawing("bars", title, "", (1,), 0, min(MOST_BARS, len(rows)) - 1)
    told = tuple(zip(head, means, strict=True))
    name = table_name(f"{key}_{measure.kind()}")
    return [Exhibit(name, title, head, rows, 1, (drawing,), measured=True, means=told)]


def _averages(
    key: str, measure: Measure, result: Result, table: Table, say: Tongue
) -> list[Exhibit]:
    """The compared views by group, each the mean of its rows; None where one is withheld.

    Nothing where the rows are of no group: then they are few enough to be read as they are; nor
    where they are no scale points, whose mean would say nothing.
    """
    compared = _compared(measure, table)
    if not compared or not table.label or not isinstance(result.get("points"), int):
        return []
    rows: list[tuple[Value, ...]] = []
    for name, lines in table.groups:
        views = [[row[place] for row in lines] for place in compared]
        known = [[value for value in view if isinstance(value, float)] for view in views]
        means = [_mean(view) if len(view) == len(lines) else None for view in known]
        if any(mean is not None for mean in means):
            rows.append((name, *means))
    head = unique(*(say.name(table.names[place]) for place in (0, *compared)))
    columns = tuple(range(1, len(compared) + 1))
    title = say("{measure}: means of all lines", measure=say.said(measure.title))
    drawing = _drawing(say.said(measure.title), columns, 0, len(rows), 0, result, say)
    drawn = (drawing,) if _any(rows, columns) else ()
    name = table_name(f"{key}_{measure.kind()}_means")
    told = _means(measure, [table.names[place] for place in (0, *compared)], say)
    return [Exhibit(name, title, head, tuple(rows), 1, drawn, measured=True, means=told)]


def _mean(view: Sequence[float]) -> float | None:
    return mean_of(view) if view else None


def _told(text: str, say: Tongue) -> str:
    """A text of a table, in the file's language where it is the measure's own word."""
    return say.name(text) if text in OWN_WORDS else say.said(text)


def _drawing(
    title: str,
    columns: tuple[int, ...],
    first: int,
    count: int,
    labels: int,
    result: Result,
    say: Tongue,
) -> Drawing:
    points = result.get("points")
    low, high = (1, points) if isinstance(points, int) else (None, None)
    axis = say(POINTS) if high else ""
    last = first + count - 1
    number = "0.0" if high else "0"
    return Drawing("bars", title, axis, columns, first, last, labels, low, high, number)


def _table(found: Sequence[Line]) -> Table:
    lines = [line.cells for line in found]
    names = list(dict.fromkeys(name for cells in lines for name in cells))
    texts = [any(isinstance(cells.get(name), str) for cells in lines) for name in names]
    label = 0 if all(texts) else max(0, texts.index(False) - 1)
    told = [
        name
        for place, name in enumerate(names)
        if place <= label or any(cells.get(name) is not None for cells in lines)
    ]
    return Table(told, [[cells.get(name) for name in told] for cells in lines], label)


def _compared(measure: Measure, table: Table) -> list[int]:
    return [place for place, name in enumerate(table.names) if name in measure.charted]


def _any(rows: Sequence[Sequence[Value]], places: Sequence[int]) -> bool:
    return any(row[place] is not None for row in rows for place in places)
