"""Who counts on whom: a matrix, rows rate columns; and where it runs one way, as arrows."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from workshop_kit import matrix_chart
from workshop_kit.matrix_chart import WITHHELD, Matrix, Row, Square
from workshop_kit.measures.trust_map import arrow_chart


def draw(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """The matrix, or the arrows."""
    return arrow_chart.draw(picture, big) if "arrows" in picture else _matrix(picture, big)


def _matrix(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """A row and a column for each team; the two directions farthest apart are marked."""
    matrix = Matrix(
        columns=picture["teams"],
        rows=[
            Row(row["label"], list(_squares(row, picture)), row["own"], row["own"] is None)
            for row in picture["rows"]
        ],
        corner=("this team ↓", "counts on →"),
        scale=matrix_chart.points(picture["low"], picture["high"], picture["points"]),
        own="its own team",
        marked={tuple(picture["widest"]), tuple(picture["widest"][::-1])},
        marked_as="the two ways differ most",
    )
    return matrix_chart.draw(matrix, big)


def _squares(row: Mapping[str, Any], picture: Mapping[str, Any]) -> Iterator[Square | None]:
    """A row's means; teams that are shown together have only those that are theirs."""
    for mean in row["means"]:
        if mean is not None:
            yield Square(f"{mean:.1f}", (mean - 1) / (picture["points"] - 1))
        else:
            yield None if row["own"] is None else WITHHELD
