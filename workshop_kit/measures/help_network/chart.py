"""Who turns to whom: a matrix, how many of each team somebody of the row's team names."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from workshop_kit import chart_theme, matrix_chart
from workshop_kit.matrix_chart import WITHHELD, Matrix, Row, Square
from workshop_kit.measures.help_network.measure import HelpNetwork
from workshop_kit.sentence import ENGLISH, Words, sentence


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A row for each team, and for those shown together; the most one-sided pair is marked."""
    known = [heads for row in picture["rows"] for heads in row["heads"] or ()]
    if not known:
        return chart_theme.note(words.say(HelpNetwork.note(picture)), big)
    most = max(known)
    rows = [
        Row(
            row["label"],
            list(_squares(row, len(picture["columns"]), most, words)),
            row["own"],
            apart=len(row["teams"]) > 1,
        )
        for row in picture["rows"]
    ]
    matrix = Matrix(
        columns=[column["label"] for column in picture["columns"]],
        rows=rows,
        corner=(
            words.say(sentence("people of this team ↓")),
            words.say(sentence("name so many of →")),
        ),
        scale=[
            matrix_chart.words(words.say(sentence("named per head"))),
            matrix_chart.box("0", 0),
            matrix_chart.box(words.number(most), 1),
        ],
        own=words.say(sentence("in their own team")),
        marked={(row, column) for row, column in (picture["widest"] or {"cells": ()})["cells"]},
        marked_as=words.say(sentence("most one-sided")),
        notes=[words.say(HelpNetwork.note(picture))],
    )
    return matrix_chart.draw(matrix, big)


def _squares(row: Mapping[str, Any], columns: int, most: float, words: Words) -> Iterator[Square]:
    for heads in row["heads"] or [None] * columns:
        yield (
            WITHHELD
            if heads is None
            else Square(words.number(heads) if heads else "0", heads / most if most else 0)
        )
