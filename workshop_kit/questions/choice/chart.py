"""What the room chose, as bars: the most chosen on top."""

from collections.abc import Sequence

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, TEXT, records
from workshop_kit.look import sizes
from workshop_kit.questions.choice.question import Choice
from workshop_kit.release import Tally

OWN_WORDS = "In their own words"


def draw(question: Choice, tallies: Sequence[Tally | None], big: bool) -> alt.LayerChart:
    """A bar for each option, its count at the end. Texts of their own are only counted."""
    tally = tallies[0]
    if tally is None:
        return chart_theme.note(NOT_SHOWN, big)
    size = sizes(big)
    counted = _counted(question, tally)
    options = [option for option, _ in counted]
    labels, high = chart_theme.row_labels(options, 1.35 * size.label, size.height, size)
    base = alt.Chart(
        records(
            *(
                {"option": label, "count": count, "own": option == OWN_WORDS}
                for label, (option, count) in zip(labels, counted, strict=True)
            )
        )
    ).encode(
        x=alt.X("count:Q", axis=None, scale=_room_for_numbers([count for _, count in counted])),
        y=alt.Y(
            "option:N",
            scale=alt.Scale(domain=labels, paddingInner=0.28, paddingOuter=0.14),
            axis=chart_theme.label_axis(size),
        ),
    )
    bars = base.mark_bar().encode(opacity=chart_theme.opacity("datum.own", 0.5, 1))
    counts = base.mark_text(
        align="left", dx=size.gap, fontSize=size.number, fontWeight=700, color=TEXT
    ).encode(text="count:Q", opacity=chart_theme.opacity("datum.count > 0", 1, QUIET))
    return chart_theme.layered([bars, counts], high * len(labels), big)


def _counted(question: Choice, tally: Tally) -> list[tuple[str, int]]:
    """Options with their counts, most first; texts of their own come last."""
    counted = sorted(question.counts(tally), key=lambda option: -option[1])
    own = len(tally["other"])
    return [*counted, (OWN_WORDS, own)] if own else counted


def _room_for_numbers(counts: Sequence[int]) -> alt.Scale:
    return alt.Scale(domain=[0, 1.1 * max(1, *counts)])
