"""What all teams can say yes to: for each statement a mark for each team, the least another one."""

import json
from collections.abc import Mapping
from typing import Any

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, QUIET, TEXT, records
from workshop_kit.look import ACCENT, BRAND, sizes
from workshop_kit.measures.common_ground.measure import CommonGround
from workshop_kit.sentence import ENGLISH, Words

NAME_AT = 1.06
LETTERS = 30
"""So many letters find room beside the marks; a long name takes a second line."""

_X = alt.Scale(domain=[-0.03, 1.75], nice=False)


def draw(picture: Mapping[str, Any], big: bool, words: Words = ENGLISH) -> alt.LayerChart:
    """From nobody to everybody; the team that agrees least is named at the end of each row."""
    size, rows = sizes(big), picture["rows"]
    if not any(row["teams"] for row in rows):
        return chart_theme.note(words.say(NOT_SHOWN), big)
    labels, high = chart_theme.row_labels(
        [row["item"] for row in rows], 2 * size.label, size.height - 3 * size.label, size
    )
    pairs = list(zip(labels, rows, strict=True))
    none, half, everybody = (json.dumps(words.percent(share)) for share in (0, 0.5, 1))
    axis = alt.Axis(
        values=[0, 0.5, 1],
        labelExpr=f"datum.value == 0 ? {none} : datum.value == 1 ? {everybody} : {half}",
        grid=True,
        labelOverlap=False,
    )
    x: dict[str, Any] = {"type": "quantitative", "scale": _X, "axis": axis}
    y = alt.Y("item:N", scale=alt.Scale(domain=labels), axis=chart_theme.label_axis(size))
    voices = [
        {"item": label, "share": voice["share"], "least": voice is least}
        for label, row in pairs
        if row["teams"]
        for least in [_least(row)]
        for voice in row["teams"]
    ]
    named = [{"item": label, **_named(row, words)} for label, row in pairs]
    base = alt.Chart(records(*voices)).encode(x=alt.X("share", **x), y=y)
    spans = [
        {
            "item": label,
            "from": min(voice["share"] for voice in row["teams"]),
            "to": max(voice["share"] for voice in row["teams"]),
        }
        for label, row in pairs
        if row["teams"]
    ]
    names = alt.Chart(records(*named)).encode(x=alt.datum(NAME_AT, **x), y=y, text="text:N")
    layers = [
        alt.Chart(records(*spans))
        .encode(x=alt.X("from", **x), x2="to", y=y)
        .mark_rule(strokeWidth=size.gap / 4, opacity=3 * FAINT, color=TEXT),
        base.transform_filter("!datum.least").mark_point(
            filled=True, opacity=0.85, size=size.mark**2, color=BRAND
        ),
        base.transform_filter("datum.least").mark_point(
            shape="diamond", filled=True, opacity=1, size=(1.5 * size.mark) ** 2, color=ACCENT
        ),
        names.mark_text(
            align="left", lineBreak="\n", dy=alt.ExprRef(chart_theme.raised("text", size))
        ).encode(opacity=chart_theme.opacity("datum.known", 1, QUIET)),
    ]
    return chart_theme.layered(layers, high * len(rows), big)


def _named(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Who agrees least, in words, or that all agree as much."""
    if not row["teams"]:
        return {"text": words.say(NOT_SHOWN), "known": False}
    told = words.say(CommonGround.named(row))
    return {"text": chart_theme.wrapped(told, LETTERS), "known": True}


def _least(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The voice that agrees least; None where all agree as much."""
    voices: list[Mapping[str, Any]] = row["teams"]
    alike = len({voice["share"] for voice in voices}) == 1
    return None if alike else min(voices, key=lambda voice: voice["smoothed"])
