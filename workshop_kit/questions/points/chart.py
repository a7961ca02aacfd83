"""What the points went to: a bar for each item's mean, most on top."""

from collections.abc import Sequence

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, QUIET, records
from workshop_kit.look import sizes
from workshop_kit.questions.points.question import Points
from workshop_kit.release import Tally
from workshop_kit.sentence import ENGLISH, Words, sentence

FOOT = 2
"""Lines of text under the bars."""


def draw(
    question: Points, tallies: Sequence[Tally | None], big: bool, words: Words = ENGLISH
) -> alt.LayerChart:
    """Bars from nothing to the highest mean, which stands at the end of each."""
    told = [tally["mean"] for tally in tallies if tally is not None]
    if not told:
        return chart_theme.note(words.say(NOT_SHOWN), big)
    size = sizes(big)
    foot = FOOT * size.label
    worth = question.ordered(tallies)
    labels, high = chart_theme.row_labels(
        [item.label for item in worth], 1.35 * size.label, size.height - foot, size
    )
    end = high * len(labels)
    x = alt.Scale(domain=[0, 1.15 * max(told)], nice=False)
    y = alt.Y(
        "item:N",
        scale=alt.Scale(domain=labels, range=[0, end], paddingInner=0.28, paddingOuter=0.14),
        axis=chart_theme.label_axis(size),
    )
    rows = [
        {"item": label, "at": item.tally["mean"], "mean": words.number(item.tally["mean"])}
        if item.tally
        else {"item": label, "at": 0, "text": words.say(NOT_SHOWN)}
        for label, item in zip(labels, worth, strict=True)
    ]
    base = alt.Chart(records(*rows)).encode(x=alt.X("at:Q", scale=x, axis=None), y=y)
    scale = {
        "text": words.say(sentence("On average, out of {total} points", total=question.total)),
        "at": 0,
    }
    below = alt.Chart(records(scale)).encode(x=alt.X("at:Q", scale=x, axis=None), text="text:N")
    layers = [
        base.mark_bar(),
        base.transform_filter("datum.mean")
        .encode(text="mean:N")
        .mark_text(align="left", dx=size.gap, fontSize=size.number, fontWeight=700),
        base.transform_filter("datum.text")
        .encode(text="text:N")
        .mark_text(align="left", dx=size.gap, fontStyle="italic", opacity=QUIET),
        below.mark_text(y=end + 0.8 * size.label, align="left", baseline="middle", opacity=QUIET),
    ]
    return chart_theme.layered(layers, end + foot, big)
