"""Which teams have met: a matrix, how many pairs of people of two teams have met."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from workshop_kit import chart_theme, matrix_chart
from workshop_kit.matrix_chart import THIS_TEAM, Matrix, Row, Square
from workshop_kit.measures.who_has_met.measure import WhoHasMet
from workshop_kit.sentence import ENGLISH, Words, sentence


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """A row and a column for each team; those that have not met are marked."""
    if not picture["rounds"] or len(picture["teams"]) < 2:
        return chart_theme.note(words.say(WhoHasMet.note(picture)), big)
    rows = picture["rows"]
    most = picture["most"]
    matrix = Matrix(
        columns=picture["teams"],
        rows=[
            Row(name, list(_squares(cells, most)), own)
            for own, (name, cells) in enumerate(zip(picture["teams"], rows, strict=True))
        ],
        corner=(words.say(THIS_TEAM), words.say(sentence("has met →"))),
        scale=[
            matrix_chart.words(words.say(sentence("pairs of people who have met"))),
            matrix_chart.box("0", 0),
            matrix_chart.box(str(most), 1),
        ],
        marked={
            (a, b)
            for a, cells in enumerate(rows)
            for b, cell in enumerate(cells)
            if cell and not cell["met"]
        },
        marked_as=words.say(sentence("not met yet")),
        notes=[words.say(WhoHasMet.note(picture))],
    )
    return matrix_chart.draw(matrix, big)


def _squares(cells: Sequence[Mapping[str, int] | None], most: int) -> Iterator[Square | None]:
    for cell in cells:
        share = cell["met"] / most if cell and most else 0
        yield Square(str(cell["met"]), share) if cell else None
