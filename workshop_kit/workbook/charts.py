"""Native bar charts over the tables of a sheet, in the kit's colours."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from workshop_kit import look
from workshop_kit.workbook.page import Area
from workshop_kit.workbook.style import BRAND, INK, LINE, MUTED, plain

SERIES = [colour[1:] for colour in (look.BRAND, look.ACCENT, look.EXPECTED, *look.TEAMS)]
LOW, MIDDLE, HIGH = (colour[1:] for colour in look.LOW_TO_HIGH)
LONGEST_TITLE = 80


def by_row(
    title: str, area: Area, columns: Sequence[int], axis: str, number: str = "0"
) -> BarChart:
    """Lying bars: a category for each row of the table, a series for each of these columns."""
    chart = _chart(title, axis, number)
    chart.type = "bar"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    for colour, column in zip(SERIES, columns, strict=False):
        _add(chart, area, column, colour)
    chart.height = height_of(area.last - area.first + 1, len(columns))
    if len(columns) == 1:
        _label(chart)
    return chart


def stacked(title: str, area: Area, columns: Sequence[int], axis: str) -> BarChart:
    """Lying bars of 100 %: how each row divides among columns that go from a low to a high end."""
    chart = _chart(title, axis, "0%")
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "percentStacked", 100, 45
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    for place, column in enumerate(columns):
        _add(chart, area, column, _between(place, len(columns)))
    chart.y_axis.majorUnit = 0.25
    chart.height = height_of(area.last - area.first + 1)
    return chart


def by_column(title: str, area: Area, row: int, columns: range, axis: str) -> BarChart:
    """Standing bars: one row of the table, a category for each of these columns."""
    chart = _chart(title, axis, "0")
    head = area.head
    series = Series(Reference(area.sheet, columns[0], row, columns[-1], row))
    series.cat = _texts(Reference(area.sheet, columns[0], head, columns[-1], head))
    series.tx = _named(area, row, 1)
    series.graphicalProperties = GraphicalProperties(solidFill=BRAND)
    chart.series.append(series)
    chart.legend = None
    chart.height = 7.5
    _label(chart)
    return chart


def from_to(chart: BarChart, low: float, high: float) -> BarChart:
    """The chart with a value axis from one number to another, in steps of one."""
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = low, high
    chart.y_axis.majorUnit = 1
    chart.y_axis.number_format = "0"
    return chart


def height_of(categories: int, series: int = 1) -> float:
    """Centimetres for a chart of lying bars."""
    return min(16.0, max(5.5, 3.0 + categories * (0.35 + 0.25 * series)))


def _chart(title: str, axis: str, number: str) -> BarChart:
    chart = BarChart()
    chart.title = _text(_short(title), 12, INK, bold=True)
    chart.y_axis.title = _text(axis, 9, MUTED)
    chart.gapWidth, chart.roundedCorners = 60, False
    chart.x_axis.tickLblSkip = 1
    for side in (chart.x_axis, chart.y_axis):
        side.delete = False
        side.txPr = RichText(p=[_style_of(_letters(8, INK))])
        side.majorTickMark = side.minorTickMark = "none"
        side.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.y_axis.number_format = number
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=LINE)))
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    if chart.legend:
        chart.legend.position, chart.legend.overlay = "b", False
    return chart


def _add(chart: BarChart, area: Area, column: int, colour: str) -> None:
    series = Series(Reference(area.sheet, column, area.first, column, area.last))
    series.cat = _texts(Reference(area.sheet, 1, area.first, 1, area.last))
    series.tx = _named(area, area.head, column)
    series.graphicalProperties = GraphicalProperties(solidFill=colour)
    series.invertIfNegative = False
    chart.series.append(series)


def _texts(cells: Reference) -> AxDataSource:
    return AxDataSource(strRef=StrRef(str(cells)))


def _named(area: Area, row: int, column: int) -> SeriesLabel:
    return SeriesLabel(StrRef(str(Reference(area.sheet, column, row))))


def _label(chart: BarChart) -> None:
    """Numbers at the bars, formatted as in the table, in place of a legend."""
    chart.legend = None
    chart.dataLabels = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        showBubbleSize=False,
    )


def _text(text: str, size: int, colour: str, bold: bool = False) -> Title:
    letters = _letters(size, colour, bold)
    run = RegularTextRun(rPr=letters, t=text)
    rich = RichText(
        bodyPr=RichTextProperties(), p=[Paragraph(ParagraphProperties(defRPr=letters), r=[run])]
    )
    return Title(Text(rich=rich), overlay=False)


def _style_of(letters: CharacterProperties) -> Paragraph:
    paragraph = Paragraph(ParagraphProperties(defRPr=letters), endParaRPr=letters)
    paragraph.r = []  # openpyxl puts an empty text here, which has no place in a style
    return paragraph


def _letters(size: int, colour: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size * 100, b=bold, solidFill=colour, latin=None)


def _short(text: str) -> str:
    text = " ".join(plain(text).split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def _between(place: int, places: int) -> str:
    """A colour on the way from the low to the high end."""
    way = place / max(1, places - 1) * 2
    start, end, part = (LOW, MIDDLE, way) if way <= 1 else (MIDDLE, HIGH, way - 1)
    return "".join(
        f"{round(int(start[i : i + 2], 16) * (1 - part) + int(end[i : i + 2], 16) * part):02X}"
        for i in (0, 2, 4)
    )
