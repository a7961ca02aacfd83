"""Who counts on whom: a matrix, rows rate columns; and where it runs one way, as arrows."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt

from workshop_kit import matrix_chart
from workshop_kit.matrix_chart import THIS_TEAM, WITHHELD, Matrix, Row, Square
from workshop_kit.measures.trust_map import arrow_chart
from workshop_kit.measures.trust_map.measure import TrustMap
from workshop_kit.sentence import ENGLISH, Words, sentence


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """The matrix, or the arrows."""
    drawn = arrow_chart.draw if "arrows" in picture else _matrix
    return drawn(picture, big, words)


def _matrix(picture: Mapping[str, Any], big: bool, words: Words) -> alt.LayerChart:
    """A row and a column for each team; the two directions farthest apart are marked."""
    matrix = Matrix(
        columns=picture["teams"],
        rows=[
            Row(
                words.say(TrustMap.label(row)),
                list(_squares(row, picture, words)),
                row["own"],
                row["own"] is None,
            )
            for row in picture["rows"]
        ],
        corner=(words.say(THIS_TEAM), words.say(sentence("counts on →"))),
        scale=matrix_chart.points(picture["low"], picture["high"], picture["points"]),
        own=words.say(sentence("its own team")),
        marked={tuple(picture["widest"]), tuple(picture["widest"][::-1])},
        marked_as=words.say(sentence("the two ways differ most")),
    )
    return matrix_chart.draw(matrix, big)


def _squares(
    row: Mapping[str, Any], picture: Mapping[str, Any], words: Words
) -> Iterator[Square | None]:
    """A row's means; teams that are shown together have only those that are theirs."""
    for mean in row["means"]:
        if mean is not None:
            yield Square(words.number(mean), (mean - 1) / (picture["points"] - 1))
        else:
            yield None if row["own"] is None else WITHHELD
