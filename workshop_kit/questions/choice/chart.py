"""What the room chose, as bars: the most chosen on top."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import QUIET, TEXT, records
from workshop_kit.look import Sizes, sizes
from workshop_kit.questions.choice.question import Choice
from workshop_kit.release import Tally

OWN_WORDS = "In their own words"


def draw(question: Choice, tallies: Sequence[Tally | None], big: bool) -> alt.LayerChart:
    """A bar for each option, its count at the end. Texts of their own are only counted."""
    tally = tallies[0]
    if tally is None:
        return chart_theme.note(chart_theme.NOT_SHOWN, big)
    size = sizes(big)
    counted = _counted(question, tally)
    labels, row = chart_theme.row_labels([label for label, _ in counted], 1.6 * size.label, size)
    rows: list[dict[str, Any]] = [
        {"option": label, "count": count, "own": text == OWN_WORDS}
        for label, (text, count) in zip(labels, counted, strict=True)
    ]
    base = _rows(alt.Chart(records(*rows)), labels, max(row["count"] for row in rows))
    chart = alt.layer(_bars(base), _counts(base, size)).properties(height=row * len(rows))
    return chart_theme.themed(chart, big)


def _counted(question: Choice, tally: Tally) -> list[tuple[str, int]]:
    """Options with their counts, most first; texts of their own come last."""
    counted = sorted(question.counts(tally), key=lambda option: -option[1])
    own = len(tally["other"])
    return [*counted, (OWN_WORDS, own)] if own else counted


def _rows(chart: alt.Chart, labels: list[str], most: int) -> alt.Chart:
    room_for_number = 1.1
    return chart.encode(
        x=alt.X("count:Q", axis=None, scale=alt.Scale(domain=[0, max(most, 1) * room_for_number])),
        y=alt.Y(
            "option:N",
            scale=alt.Scale(domain=labels, paddingInner=0.3, paddingOuter=0.1),
            axis=alt.Axis(labelExpr=chart_theme.LINES),
        ),
    )


def _bars(base: alt.Chart) -> alt.Chart:
    return base.mark_bar().encode(
        opacity=alt.condition("datum.own", alt.value(0.5), alt.value(1)),
    )


def _counts(base: alt.Chart, size: Sizes) -> alt.Chart:
    return base.mark_text(
        align="left", dx=size.gap, fontSize=size.number, fontWeight=700, color=TEXT
    ).encode(
        text="count:Q",
        opacity=alt.condition("datum.count > 0", alt.value(1), alt.value(QUIET)),
    )
