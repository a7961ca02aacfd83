"""A table and the charts that are drawn over it, whatever file they go into."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from workshop_kit.release import Bound
from workshop_kit.sentence import Words

Value = str | int | float | date | datetime | None
"""None is a figure that may not be shown; an empty text is nothing."""

POINTS = "scale points"


@dataclass(frozen=True)
class Drawing:
    """A bar chart over rows `first` to `last` of a table, from 0, and these of its columns.

    "bars" are lying, a category for each row and a series for each column; "shares" are such bars
    of 100 %; "columns" stand, a category for each column, of one row. `low` and `high` are the ends
    of the axis.
    """

    kind: Literal["bars", "shares", "columns"]
    title: str
    axis: str
    columns: tuple[int, ...]
    first: int
    last: int
    labels: int = 0
    low: float | None = None
    high: float | None = None
    number: str = "0"

    @property
    def categories(self) -> int:
        """How many bars or groups of bars there are."""
        return len(self.columns) if self.kind == "columns" else self.last - self.first + 1

    @property
    def series(self) -> int:
        """How many colours there are side by side."""
        return len(self.columns) if self.kind == "bars" else 1


@dataclass(frozen=True)
class Exhibit:
    """One table. `name` is that of the Excel table; the first `labels` columns say what a row is
    about, the others hold its figures. `measured` is what a measure says of several steps; `means`
    tells for each column how the codebook calls it, and what it means."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    labels: int = 1
    drawings: tuple[Drawing, ...] = ()
    measured: bool = False
    means: tuple[tuple[str, str], ...] = ()

    @property
    def withholds(self) -> bool:
        """Is there a figure that may not be shown?"""
        return any(value is None for row in self.rows for value in row)


def texts(exhibit: Exhibit, drawing: Drawing) -> list[str]:
    """The categories of a drawing."""
    if drawing.kind == "columns":
        return [exhibit.head[column] for column in drawing.columns]
    return [str(row[drawing.labels]) for row in exhibit.rows[drawing.first : drawing.last + 1]]


def series(exhibit: Exhibit, drawing: Drawing) -> list[tuple[str, list[float | None]]]:
    """The series of a drawing with their names; None for what may not be shown."""
    if drawing.kind == "columns":
        row = exhibit.rows[drawing.first]
        return [(str(row[drawing.labels]), [_number(row[column]) for column in drawing.columns])]
    rows = exhibit.rows[drawing.first : drawing.last + 1]
    return [(exhibit.head[c], [_number(row[c]) for row in rows]) for c in drawing.columns]


def _number(value: Value) -> float | None:
    if isinstance(value, Bound):
        return value
    return float(value) if isinstance(value, int | float) else None


def bounds(exhibit: Exhibit, drawing: Drawing, words: Words) -> list[list[str]]:
    """For each series what is written at bars whose figures are only bounds; "" at the others."""
    return [
        [words.number(value) if isinstance(value, Bound) else "" for value in values]
        for _, values in series(exhibit, drawing)
    ]
