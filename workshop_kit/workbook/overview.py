"""The sheet *Overview*: the workshop in numbers and pictures."""

from collections.abc import Sequence

from openpyxl.chart import BarChart

from workshop_kit import reveal
from workshop_kit.agenda import is_pause
from workshop_kit.figures import Figures
from workshop_kit.workbook import charts, measured
from workshop_kit.workbook.blocks import Ratings, blocks
from workshop_kit.workbook.page import Line, Page, points_of, rows_of
from workshop_kit.workbook.shown import Shown, hushed, prompt, shown
from workshop_kit.workbook.style import LEAD

WIDTHS = (36, *[12] * 4, 2, *[10] * 7)
BESIDE = 7
"""The column where the charts begin."""
MOST_BARS = 24


def write(page: Page, figures: Figures) -> None:
    """Fill the sheet."""
    page.title(f"{figures.workshop.title}: overview")
    page.text(
        "What has been revealed so far, at a glance. Details are on the exercises' sheets.", LEAD
    )
    page.gap()
    start = page.row
    _glance(page, figures)
    page.gap()
    _joined(page, figures, start)
    steps = shown(figures)
    _answered(page, steps)
    measured_steps = _measures(page, figures)
    for step in steps:
        if step.place.key not in measured_steps:
            _scale(page, figures, step)


def _glance(page: Page, figures: Figures) -> None:
    workshop, steps = figures.workshop, shown(figures)
    to_show = [place for place in workshop.places if not hushed(place.step)]
    page.table(
        ("At a glance", ""),
        [
            Line("People who joined", (sum(figures.joined.values()),)),
            Line("Teams", (len(workshop.teams),)),
            Line("Exercises", (sum(not is_pause(item.exercise) for item in workshop.agenda),)),
            Line("Steps with answers for the room", (len(to_show),)),
            Line("Of these revealed", (len(steps),)),
            Line("Smallest group shown", (workshop.minimum,)),
        ],
    )


def _joined(page: Page, figures: Figures, start: int) -> None:
    lines = [Line(team.name, (figures.joined.get(team.id, 0),)) for team in figures.workshop.teams]
    area = page.table(("Team", "People"), lines)
    _beside(page, start, charts.by_row("Participants by team", area, [2], "People"))


def _answered(page: Page, steps: Sequence[Shown]) -> None:
    page.heading("Answers by step", _tall(len(steps)))
    if not steps:
        page.text("Nothing has been revealed yet.")
        return
    start = page.row
    lines = [
        Line(f"{step.place.number}. {step.place.item.exercise.title}", (step.release.answered,))
        for step in steps
    ]
    area = page.table(("Step", "Answered"), lines)
    _beside(page, start, charts.by_row("How many answered each step", area, [2], "People"))


def _measures(page: Page, figures: Figures) -> set[str]:
    """Each measure in a few numbers; the keys of the steps that they stand for."""
    told: set[str] = set()
    for place in figures.workshop.places:
        for measure, result in reveal.measures_of(figures.workshop, place, figures.results):
            head, lines = measured.averages(measure, result)
            if not lines:
                continue
            told |= {f"{place.item.id}/{step}" for step in measure.steps().values()}
            page.heading(
                f"{place.item.exercise.title}: {measure.title}", _tall(len(lines), len(head) - 1)
            )
            page.text(
                f"Means of all lines of the table on the exercise's sheet, in {measured.POINTS}."
            )
            start = page.row
            area = page.table(head, lines)
            chart = charts.by_row(
                measure.title, area, range(2, len(head) + 1), measured.POINTS.capitalize(), "0.0"
            )
            _beside(page, start, measured.on_scale(chart, result))
    return told


def _scale(page: Page, figures: Figures, step: Shown) -> None:
    """A step that was rated: its means, or for a single rating how the answers spread."""
    tables = [block for block in blocks(figures.workshop, step) if isinstance(block, Ratings)]
    if not tables:
        return
    if tables[0].flat:
        head, lines, axis, number = ("Answer", "People"), tables[0].spread(), "Answers", "0"
    else:
        name = tables[0].figures[0]
        head, axis, number = ("About", name), name, "0.0"
        lines = [line for block in tables for line in block.leading()]
    if not 0 < len(lines) <= MOST_BARS:
        return
    page.heading(f"{step.place.number}. {step.place.item.exercise.title}", _tall(len(lines)))
    page.text(prompt(step.place.step))
    start = page.row
    area = page.table(head, lines)
    chart = charts.by_row(prompt(step.place.step), area, [2], axis, number)
    points = getattr(step.place.step.question, "points", None)
    if points and not tables[0].flat:
        chart = charts.from_to(chart, 1, points)
    _beside(page, start, chart)


def _tall(rows: int, series: int = 1) -> float:
    return points_of(1, charts.height_of(rows, series)) + 20


def _beside(page: Page, start: int, chart: BarChart) -> None:
    """Put a chart to the right of the table that begins in the row `start`."""
    page.place(chart, start, BESIDE, len(WIDTHS))
    page.fill_to(start + rows_of(chart.height))
