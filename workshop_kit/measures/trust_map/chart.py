"""Who counts on whom: a matrix, rows rate columns, each mean in figures on the colour of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, product
from math import cos, radians, sin
from typing import Any, NamedTuple

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, TEXT, records, wrapped
from workshop_kit.look import ACCENT, Sizes, sizes

LETTER, LINE = 0.5, 1.15
"""How wide a letter is on average, and how high a line, in the size of the letters."""

PAGE = 1000
"""How wide a chart is taken to be where it fills the width that it is given."""

LOWEST, HIGHEST = 1.45, 7.0
"""How high a row is at least and at most, in the size of a label."""

APART = 0.25
"""The space before the rows of teams that are shown together, in rows."""

ANGLES = (35, 50, 65, 90)
"""How steep the names stand over columns that are too narrow for them, in degrees."""

SHADES = 100
"""Into how many steps the colours between the ends of the scale are mixed."""

FOOT, BOX, BETWEEN = 1.9, 1.3, 1.2
"""The key: a line, a box in it, and the space between its parts, in the size of a label."""

OWN, WIDEST = "its own team", "the two ways differ most"
CORNER = ("this team ↓", "counts on →")


class Heads(NamedTuple):
    """The names over the columns: in lines, how steep and high they are, in pixels; how far they
    reach beyond the last column, in columns."""

    names: list[str]
    angle: int
    high: float
    beyond: float


class Place(NamedTuple):
    """How wide and how high all cells together may be, in pixels."""

    across: float
    room: float
    size: Sizes


class Grid(NamedTuple):
    """Where the cells are, counted in columns and in rows; how large one is, and where all of them
    end, in pixels."""

    x: alt.Scale
    y: dict[str, Any]
    wide: float
    high: float
    bottom: float
    size: Sizes

    def box(self, row: float, column: int) -> dict[str, float]:
        """A cell, a little apart from the next."""
        hair = self.size.gap / 5
        return {
            "left": column + hair / self.wide,
            "right": column + 1 - hair / self.wide,
            "top": row + hair / self.high,
            "foot": row + 1 - hair / self.high,
        }


class Cell(NamedTuple):
    """A mean at its place; None where it is withheld."""

    row: float
    column: int
    mean: float | None
    own: bool
    widest: bool


def draw(picture: Mapping[str, Any], big: bool) -> alt.LayerChart:
    """A row and a column for each team; what is withheld is hatched."""
    size, points = sizes(big), picture["points"]
    labels, _ = chart_theme.row_labels(
        [row["label"] for row in picture["rows"]], LOWEST * size.label, 0.74 * size.height, size
    )
    page = PAGE if size.width == "container" else size.width
    across = page - _longest(labels) * size.label
    heads = _heads(picture["teams"], across / len(picture["teams"]), size)
    cells = list(_cells(picture))
    key = _lines(_key(picture, cells, size), across / size.label)
    foot = (0.5 + FOOT * len(key)) * size.label
    place = Place(across, size.height - heads.high - foot, size)
    grid = _grid(_tops(picture), labels, heads, place)
    layers = [
        _colours(cells, points, grid),
        _hatched(cells, grid),
        *_framed(cells, grid),
        _numbers(cells, points, grid),
        _over(heads, grid),
        *_drawn(key, grid),
    ]
    return chart_theme.layered(layers, grid.bottom + foot, big)


def _grid(tops: Sequence[float], labels: Sequence[str], heads: Heads, place: Place) -> Grid:
    """Rows as high as there is room, but not less than their labels need."""
    size, rows = place.size, tops[-1] + 1
    lines = max(label.count("\n") for label in labels) + 1
    least = max(LOWEST, LINE * lines + 0.3) * size.label
    high = max(least, min(place.room / rows, HIGHEST * size.label))
    bottom = heads.high + rows * high
    columns = len(heads.names) + heads.beyond
    down = alt.Scale(domain=[0, rows], range=[heads.high, bottom], nice=False)
    return Grid(
        x=alt.Scale(domain=[0, columns], nice=False, zero=False),
        y={"scale": down, "axis": _before(labels, tops, heads, size)},
        wide=place.across / columns,
        high=high,
        bottom=bottom,
        size=size,
    )


def _tops(picture: Mapping[str, Any]) -> list[float]:
    """Where each row begins, counted in rows."""
    rows = enumerate(picture["rows"])
    return [place + (APART if row["own"] is None else 0) for place, row in rows]


def _cells(picture: Mapping[str, Any]) -> Iterator[Cell]:
    """Every cell of the teams' rows, and those of teams shown together that there are."""
    widest = [picture["widest"], picture["widest"][::-1]]
    for top, row in zip(_tops(picture), picture["rows"], strict=True):
        for column, mean in enumerate(row["means"]):
            if row["own"] is not None or mean is not None:
                far = [row["own"], column] in widest
                yield Cell(top, column, mean, own=column == row["own"], widest=far)


# The cells


def _colours(cells: Sequence[Cell], points: int, grid: Grid) -> alt.Chart:
    """What may be shown, each in its colour."""
    shown = [
        {**grid.box(cell.row, cell.column), "colour": _colour(cell.mean, points)}
        for cell in cells
        if cell.mean is not None
    ]
    colours: alt.Chart = (
        _boxes(shown, grid)
        .encode(color=alt.Color("colour:N", scale=None))
        .mark_rect(cornerRadius=grid.size.gap / 4)
    )
    return colours


def _hatched(cells: Sequence[Cell], grid: Grid) -> alt.Chart:
    withheld = [grid.box(cell.row, cell.column) for cell in cells if cell.mean is None]
    hatched: alt.Chart = _boxes(withheld, grid).mark_rect(
        cornerRadius=grid.size.gap / 4, **_hatch(grid.wide, grid.high, grid.size)
    )
    return hatched


def _framed(cells: Sequence[Cell], grid: Grid) -> list[alt.Chart]:
    """A frame around what a team says of itself, another around the two directions farthest
    apart."""
    own = [grid.box(cell.row, cell.column) for cell in cells if cell.own]
    widest = [grid.box(cell.row, cell.column) for cell in cells if cell.widest]
    return [
        _boxes(boxes, grid).mark_rect(cornerRadius=grid.size.gap / 4, **_frame(what, grid.size))
        for what, boxes in ((OWN, own), (WIDEST, widest))
    ]


def _numbers(cells: Sequence[Cell], points: int, grid: Grid) -> alt.Chart:
    shown = [
        {
            "x": cell.column + 0.5,
            "y": cell.row + 0.5,
            "text": f"{cell.mean:.1f}",
            "letters": chart_theme.letters_on(_colour(cell.mean, points)),
        }
        for cell in cells
        if cell.mean is not None
    ]
    numbers: alt.Chart = (
        alt.Chart(records(*shown))
        .encode(
            x=_x("x:Q", grid),
            y=alt.Y("y:Q", **grid.y),
            text="text:N",
            color=alt.Color("letters:N", scale=None),
        )
        .mark_text(
            fontSize=min(max(grid.size.number, 0.45 * grid.high), 2 * grid.size.number),
            fontWeight=600,
        )
    )
    return numbers


def _boxes(boxes: Sequence[dict[str, Any]], grid: Grid) -> alt.Chart:
    made: alt.Chart = alt.Chart(records(*boxes)).encode(
        x=_x("left:Q", grid),
        x2="right:Q",
        y=alt.Y("top:Q", **grid.y),
        y2="foot:Q",
    )
    return made


def _x(field: str, grid: Grid) -> alt.X:
    return alt.X(field, scale=grid.x, axis=None)


def _colour(mean: float, points: int) -> str:
    return _palette()[round(SHADES * (mean - 1) / (points - 1))]


@cache
def _palette() -> list[str]:
    return chart_theme.shades(SHADES + 1)


def _frame(what: str, size: Sizes) -> dict[str, Any]:
    """How a frame is drawn: that of a team's own cell, or of the two that are farthest apart."""
    if what == OWN:
        return {"fill": None, "stroke": TEXT, "strokeWidth": size.gap / 4}
    dash = [0.7 * size.gap, 0.4 * size.gap]
    return {"fill": None, "stroke": ACCENT, "strokeWidth": size.gap / 2.5, "strokeDash": dash}


def _hatch(wide: float, high: float, size: Sizes) -> dict[str, Any]:
    """Stripes across a box: a gradient with hard steps."""
    stripes = max(3, round((wide + high) / (1.1 * size.label)))
    stops = [
        alt.GradientStop(offset=(stripe + at) / stripes, color=colour)
        for stripe in range(stripes)
        for at, colour in ((0, TEXT), (0.2, TEXT), (0.2, "transparent"), (1, "transparent"))
    ]
    fill = alt.LinearGradient(gradient="linear", x1=0, y1=0, x2=1, y2=1, stops=stops)
    return {"fill": fill, "stroke": None, "opacity": 3 * FAINT}


# The names before the rows and over the columns


def _before(labels: Sequence[str], tops: Sequence[float], heads: Heads, size: Sizes) -> alt.Axis:
    """The names before the rows, in lines; in the corner, how to read it all."""
    places = [top + 0.5 for top in tops]
    lines = json.dumps([label.split("\n") for label in labels])
    named = f"{lines}[indexof({json.dumps(places)}, datum.value)]"
    up = f"-{size.label * LINE / 2} * (length({named}) - 1)"
    return alt.Axis(
        values=places,
        grid=False,
        labelExpr=named,
        labelOverlap=False,
        labelOffset={"condition": {"test": "true", "expr": up}, "value": 0},
        title=list(CORNER),
        titleAngle=0,
        titleAlign="right",
        titleBaseline="alphabetic",
        titleFontWeight=400,
        titleX=-size.gap,
        titleY=heads.high - size.gap - LINE * size.label,
        titleLineHeight=LINE * size.label,
    )


def _over(heads: Heads, grid: Grid) -> alt.Chart:
    """The names over the columns."""
    line = LINE * grid.size.label / (2 if heads.angle else 1)
    names = [
        {
            "x": column + 0.5,
            "text": name,
            "up": -line * name.count("\n") / (2 if heads.angle else 1),
        }
        for column, name in enumerate(heads.names)
    ]
    most = max(name.count("\n") for name in heads.names) + 1
    lift = most * line * cos(radians(heads.angle)) if heads.angle else 0
    over: alt.Chart = (
        alt.Chart(records(*names))
        .encode(x=_x("x:Q", grid), text="text:N")
        .mark_text(
            y=heads.high - 0.7 * grid.size.gap - lift,
            angle=(360 - heads.angle) % 360,
            align="left" if heads.angle else "center",
            baseline="middle" if heads.angle else "bottom",
            dy=alt.expr("datum.up"),
            lineBreak="\n",
        )
    )
    return over


def _heads(names: Sequence[str], wide: float, size: Sizes) -> Heads:
    """The names in few lines where they find room over their columns, else slanted."""
    letters = int(wide / (LETTER * size.label)) - 1
    longest = max(len(word) for name in names for word in name.split())
    if longest <= letters:
        lines = [wrapped(name, letters) for name in names]
        most = max(name.count("\n") for name in lines) + 1
        if most <= 3:
            return Heads(lines, 0, max(2, most) * LINE * size.label + 1.5 * size.gap, 0)
    slanted = [
        _slanted([wrapped(name, width) for name in names], angle, wide, size)
        for width, angle in product((max(14, longest), max(22, longest), 40), ANGLES)
        if _clear([wrapped(name, width) for name in names], angle, wide, size)
    ]
    return min(slanted, key=lambda heads: heads.high)


def _clear(names: Sequence[str], angle: int, wide: float, size: Sizes) -> bool:
    """Do slanted names stay clear of one another? Upright in one line is the last resort."""
    lines = max(name.count("\n") for name in names) + 1
    last = angle == ANGLES[-1] and lines == 1
    return last or wide * sin(radians(angle)) > 1.1 * lines * LINE * size.label


def _slanted(names: list[str], angle: int, wide: float, size: Sizes) -> Heads:
    long = _longest(names) * size.label
    thick = (max(name.count("\n") for name in names) + 1) * LINE * size.label
    up, aside = sin(radians(angle)), cos(radians(angle))
    beyond = max(0, (long * aside + thick * up / 2) / wide - 0.5)
    return Heads(names, angle, long * up + thick * aside + size.gap, beyond)


def _longest(names: Sequence[str]) -> float:
    """How wide the longest line is, in the size of the letters."""
    return LETTER * max(len(line) for name in names for line in name.split("\n"))


# The key under the cells


class Piece(NamedTuple):
    """Words of the key, or a box that may hold some. `wide` is its room and `box` the box itself,
    both in the size of a label; the box has a colour or another look."""

    wide: float
    text: str = ""
    box: float = 0
    colour: str = ""
    look: Mapping[str, Any] | None = None


def _key(picture: Mapping[str, Any], cells: Sequence[Cell], size: Sizes) -> Iterator[list[Piece]]:
    """What the key says, in pieces that stay together: the scale, then what each frame means."""
    yield [_words(picture["low"]), *_points(picture["points"]), _words(picture["high"])]
    yield [Piece(2.1, box=1.6, look=_frame(OWN, size)), _words(OWN)]
    if any(cell.widest for cell in cells):
        yield [Piece(2.1, box=1.6, look=_frame(WIDEST, size)), _words(WIDEST)]
    if any(cell.mean is None for cell in cells):
        hatch = _hatch(1.6 * size.label, BOX * size.label, size)
        yield [Piece(2.1, box=1.6, look=hatch), _words(NOT_SHOWN)]


def _words(text: str) -> Piece:
    return Piece(0.47 * len(text) + 0.4, text)


def _points(points: int) -> Iterator[Piece]:
    for point in range(1, points + 1):
        colour = _colour(point, points)
        yield Piece(1.9 if point == points else 1.5, str(point), 1.4, colour)


def _lines(key: Iterator[list[Piece]], across: float) -> list[list[Piece]]:
    """The key in lines that are no wider than the cells."""
    lines: list[list[Piece]] = []
    for pieces in key:
        longer = [*lines[-1], Piece(BETWEEN), *pieces] if lines else pieces
        if lines and sum(piece.wide for piece in longer) <= across:
            lines[-1] = longer
        else:
            lines.append(pieces)
    return lines


def _drawn(lines: Sequence[Sequence[Piece]], grid: Grid) -> list[alt.Chart]:
    """The lines of the key, under the cells."""
    label = grid.size.label
    placed = [
        (piece, _placed(piece, start, 1.4 + FOOT * number, grid))
        for number, line in enumerate(lines)
        for piece, start in zip(line, accumulate([0, *(p.wide for p in line)]), strict=False)
    ]
    points = alt.Chart(records(*(place for piece, place in placed if piece.colour)))
    words = alt.Chart(records(*(place for piece, place in placed if piece.text)))
    bar: dict[str, Any] = {"y": alt.expr("datum.y"), "size": BOX * label, "cornerRadiusEnd": 0}
    return [
        points.encode(
            x=_x("left:Q", grid), x2="right:Q", color=alt.Color("colour:N", scale=None)
        ).mark_bar(**bar),
        *(
            alt.Chart(records(place))
            .encode(x=_x("left:Q", grid), x2="right:Q")
            .mark_bar(**bar, **piece.look)
            for piece, place in placed
            if piece.look
        ),
        words.encode(
            x=_x("x:Q", grid), text="text:N", color=alt.Color("letters:N", scale=None)
        ).mark_text(y=alt.expr("datum.y"), align=alt.expr("datum.align")),
    ]


def _placed(piece: Piece, start: float, y: float, grid: Grid) -> dict[str, Any]:
    """Where a piece of the key is, its words in the middle of its box. `start` and `y` count in
    the size of a label."""
    unit = grid.size.label / grid.wide
    return {
        "left": start * unit,
        "right": (start + piece.box) * unit,
        "x": (start + piece.box / 2) * unit,
        "y": grid.bottom + y * grid.size.label,
        "text": piece.text,
        "align": "center" if piece.box else "left",
        "colour": piece.colour,
        "letters": chart_theme.letters_on(piece.colour) if piece.colour else TEXT,
    }
