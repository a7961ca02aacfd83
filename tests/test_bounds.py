"""A mean that is told only as a bound says so wherever it is told: it is no figure of everybody."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.played import played
from tests.rooms import SHIPPED, stored_and_read
from workshop_kit import exports, findings, measures, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.figures import Figures
from workshop_kit.language import words
from workshop_kit.phone.page import render_picture
from workshop_kit.questions.scale.question import Scale
from workshop_kit.release import Bound, about, mean_of, minus
from workshop_kit.reveal import MeasurePicture
from workshop_kit.sentence import sentence

MEASURED = {
    "change": ["trust_pulse", "trust_pulse"],
    "felt_heard": ["long_listening"],
    "perception_gap": ["three_mirrors"],
    "trust_map": ["trust_map"],
}
BARE = re.compile(r"(?<![≥≈]\xa0)(?<![\d.])4[.,][5-9](?!\d)")
"""The mean of a team whose people all gave the highest of five points, as if it were exact."""


@pytest.fixture
def at_the_top(conduct: Conduct, monkeypatch: pytest.MonkeyPatch, kind: str) -> Figures:
    """Everybody gave the highest point to everything."""

    def highest(scale: Scale, *_: object) -> dict[str, list[str]]:
        return {str(i): [str(scale.points)] for i in range(len(scale.parts()))}

    monkeypatch.setattr(Scale, "sample", highest)
    return played(conduct, 6, 6, 6, exercises=[SHIPPED[name] for name in MEASURED[kind]])


def measured(figures: Figures) -> Iterator[MeasurePicture]:
    for place in figures.workshop.revealed():
        for picture in reveal.pictures(figures.workshop, place, figures.releases, figures.results):
            if isinstance(picture, MeasurePicture):
                yield picture


@pytest.mark.parametrize("kind", MEASURED)
def test_a_bound_is_told_as_one_on_the_projector_the_phone_aloud_and_in_findings(
    at_the_top: Figures, kind: str
) -> None:
    pages = [picture for picture in measured(at_the_top) if picture.measure.kind() == kind]
    assert pages
    for picture in pages:
        chart = json.dumps(
            measures.chart(kind).draw(picture.data, True).to_dict(), ensure_ascii=False
        )
        numbers = re.findall(r'"(?:text|told|mean|before|now|n\d*)": "([^"]*\d[.]\d)"', chart)
        shown = [render_picture(picture), picture.in_words(), *numbers]
        assert any("≥" in text or "≈" in text for text in shown)
        for text in shown:
            assert not BARE.search(text), text
    for item in at_the_top.workshop.agenda:
        for finding in findings.of_exercise(item, at_the_top.releases, at_the_top.results):
            assert not BARE.search(f"{finding.said} {finding.figure}"), finding


@pytest.mark.parametrize("kind", ["perception_gap", "change"])
def test_a_bar_of_workbook_or_slides_that_is_a_bound_is_labelled_as_one(
    at_the_top: Figures, kind: str
) -> None:
    for way, folder in (("workbook", "xl/charts/"), ("slides", "ppt/charts/")):
        content = exports.build(way, at_the_top, datetime(2030, 1, 1, tzinfo=UTC), lambda _: None)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            charts = [archive.read(name).decode() for name in archive.namelist() if folder in name]
        assert any("≥\xa04." in chart for chart in charts), way
        assert "<c:v>≥" not in "".join(charts)  # the figure itself stays a number


def test_what_is_computed_of_a_bound_is_about_so_much() -> None:
    low, high = Bound(1.5, "≤"), Bound(4.5, "≥")
    told = [mean_of([high, high]), mean_of([high, 4.0]), mean_of([high, low]), mean_of([1.0, 2.0])]
    assert [f"{figure:.1f}" for figure in told] == ["≥\xa04.5", "≥\xa04.2", "≈\xa03.0", "1.5"]
    assert f"{minus(high, 2.0):+.1f}" == "≈\xa0+2.5"
    assert f"{about(0.2, None, high):.1f}" == "≈\xa00.2"
    assert f"{about(0.2, 1.0):.1f}" == "0.2"


def test_a_bound_is_one_in_every_language_and_after_the_database() -> None:
    (read,) = stored_and_read({"means": [Bound(4.5, "≥")]})["means"]
    assert words("de").say(sentence("{mean:.1f}", mean=read)) == "≥\xa04,5"
    assert read.sign == "≥"


def test_in_a_language_from_the_right_the_sign_stands_before_its_figure() -> None:
    arabic, bound = words("ar"), Bound(4.6, "≥")
    assert arabic.number(bound) == "\u2066≥\xa04.6\u2069"
    assert arabic.say(sentence("{mean:.1f}", mean=bound)) == "\u2066≥\xa04.6\u2069"
    assert arabic.say(sentence("{move:+.1f}", move=0.5)) == "\u2066+0.5\u2069"
    assert arabic.number(-0.5) == "\u2066-0.5\u2069"
    assert arabic.number(4.6) == "4.6"
    assert words("de").number(bound) == "≥\xa04,6"
