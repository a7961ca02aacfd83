"""Who turns to whom: a matrix, how many of each team somebody of the row's team names."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from workshop_kit import chart_theme, matrix_chart
from workshop_kit.matrix_chart import WITHHELD, Matrix, Row, Square
from workshop_kit.measures.help_network.measure import HelpNetwork


def draw(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """A row for each team, and for those shown together; the most one-sided pair is marked."""
    known = [heads for row in picture["rows"] for heads in row["heads"] or ()]
    if not known:
        return chart_theme.note(HelpNetwork.note(picture), big)
    most = max(known)
    rows = [
        Row(
            row["label"],
            list(_squares(row, len(picture["columns"]), most)),
            row["own"],
            apart=len(row["teams"]) > 1,
        )
        for row in picture["rows"]
    ]
    matrix = Matrix(
        columns=[column["label"] for column in picture["columns"]],
        rows=rows,
        corner=("people of this team ↓", "name so many of →"),
        scale=[
            matrix_chart.words("named per head"),
            matrix_chart.box("0.0", 0),
            matrix_chart.box(f"{most:.1f}", 1),
        ],
        own="in their own team",
        marked={(row, column) for row, column in (picture["widest"] or {"cells": ()})["cells"]},
        marked_as="most one-sided",
        notes=[HelpNetwork.note(picture)],
    )
    return matrix_chart.draw(matrix, big)


def _squares(row: Mapping[str, Any], columns: int, most: float) -> Iterator[Square]:
    for heads in row["heads"] or [None] * columns:
        yield WITHHELD if heads is None else Square(f"{heads:.1f}", heads / most if most else 0)
