"""Each picture of the reveals as PNG and SVG, as the projector shows it; no browser, no network."""

import io
import json
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import vl_convert

from workshop_kit import measures, questions, reveal
from workshop_kit.chart_theme import GRAMMAR, TEXT
from workshop_kit.figures import Figures
from workshop_kit.language import words
from workshop_kit.look import INK, MUTED, PAPER, sizes
from workshop_kit.report.shown import prompt
from workshop_kit.report.tongue import tongue_of
from workshop_kit.reveal import MeasurePicture, Picture, StepPicture
from workshop_kit.sentence import Words

LETTERS_A_LINE = 78


def pictures_zip(figures: Figures, made: datetime, tell: Callable[[float], None]) -> bytes:
    """A zip with two files for each picture that has a chart, named by step and title."""
    file = io.BytesIO()
    drawn = list(charts(figures))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, chart) in enumerate(drawn, start=1):
            svg = vl_convert.vegalite_to_svg(chart, vl_version=GRAMMAR)
            for ending, content in (("svg", svg.encode()), ("png", vl_convert.svg_to_png(svg))):
                told = zipfile.ZipInfo(f"{number:02d} {name}.{ending}", made.timetuple()[:6])
                archive.writestr(told, content, zipfile.ZIP_DEFLATED)
            tell(number / len(drawn))
    return file.getvalue()


def charts(figures: Figures) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each picture as Vega-Lite with a name for its file; what is a wall of cards has none."""
    workshop, say = figures.workshop, tongue_of(figures.workshop)
    for place in workshop.revealed():
        if place.key not in figures.releases:
            continue
        shown = reveal.pictures(workshop, place, figures.releases, figures.results)
        for picture in shown:
            spoken = words(place.item.exercise.language)
            chart = _drawn(picture, spoken)
            if chart is not None:
                title = spoken.say(picture.title)
                heading = spoken.say(picture.heading) or prompt(place.step, say)
                name = f"{place.item.exercise.title} {place.number} {title}"
                told = ": ".join(text for text in (title, heading) if text)
                yield _file_name(name), _alone(chart.to_dict(validate=False), told, workshop.title)


def _alone(chart: dict[str, Any], title: str, workshop: str) -> dict[str, Any]:
    """The chart as it stands in a document: on paper, with what it is about above it."""
    letters = sizes(True)
    heading = {
        "text": textwrap.wrap(title, LETTERS_A_LINE),
        "subtitle": workshop,
        "anchor": "start",
        "fontSize": letters.title,
        "subtitleFontSize": letters.label,
        "color": INK,
        "subtitleColor": MUTED,
        "offset": 2 * letters.gap,
        "subtitlePadding": letters.gap / 2,
    }
    told = {**chart, "title": heading, "background": PAPER, "padding": 2 * letters.gap}
    text = json.dumps(told).replace(json.dumps(TEXT), json.dumps(INK))
    whole: dict[str, Any] = json.loads(text)
    return whole


def _drawn(picture: Picture, spoken: Words) -> Any:
    if isinstance(picture, MeasurePicture) and measures.has_chart(picture.measure.kind()):
        return measures.chart(picture.measure.kind()).draw(picture.data, True, spoken)
    if isinstance(picture, StepPicture) and questions.has_chart(picture.question.kind()):
        kind = questions.chart(picture.question.kind())
        return kind.draw(picture.question, picture.tallies, True, spoken)
    return None


def _file_name(text: str) -> str:
    """A name that every system takes."""
    plain = re.sub(r"[^\w\- .,]", "", text)
    return " ".join(plain.split())[:90].rstrip(" .")
