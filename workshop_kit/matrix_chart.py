"""A matrix of teams: in each cell a figure on a colour from the low to the high end of a scale.

What is withheld is hatched. Around some cells is a frame, and the key below tells what it means.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, product
from math import cos, radians, sin
from typing import Any, NamedTuple

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import FAINT, NOT_SHOWN, TEXT, records, wrapped
from workshop_kit.look import ACCENT, Sizes, sizes
from workshop_kit.sentence import sentence

THIS_TEAM = sentence("this team ↓")
"""How to read the rows."""

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

LEAST = 0.7
"""How small a long figure may become, of the size of numbers: it stays within its cell."""

SHADES = 100
"""Into how many steps the colours between the ends of the scale are mixed."""

FOOT, BOX, BETWEEN = 1.9, 1.3, 1.2
"""The key: a line, a box in it, and the space between its parts, in the size of a label."""


class Square(NamedTuple):
    """A cell: its figure as a text, and where its colour is from the low end, 0, to the high, 1."""

    text: str
    at: float


WITHHELD = Square("", 0)


class Row(NamedTuple):
    """The label before a row and its cells, None where there is nothing to say.

    `own` is the column of its own team. A row of several teams stands apart, below the others.
    """

    label: str
    squares: Sequence[Square | None]
    own: int | None = None
    apart: bool = False


class Piece(NamedTuple):
    """Words of the key, or a box that may hold some. `wide` is its room and `box` the box itself,
    both in the size of a label; the box has a colour or another look."""

    wide: float
    text: str = ""
    box: float = 0
    colour: str = ""
    look: Mapping[str, Any] | None = None


class Matrix(NamedTuple):
    """What is drawn. `corner` tells how to read rows and columns, `scale` what the colours mean.

    `own` and `marked_as` are the words for the two frames: around each team's own cell, and around
    the cells in `marked`, as (row, column). `notes` are sentences below it all.
    """

    columns: Sequence[str]
    rows: Sequence[Row]
    corner: tuple[str, str]
    scale: Sequence[Piece]
    own: str = ""
    marked: Collection[tuple[int, int]] = ()
    marked_as: str = ""
    notes: Sequence[str] = ()


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
    """A square at its place: how many rows down, and in which column."""

    row: float
    column: int
    square: Square
    own: bool
    marked: bool


def draw(matrix: Matrix, big: bool) -> alt.LayerChart:
    """A row and a column for each team; what is withheld is hatched."""
    size = sizes(big)
    labels, _ = chart_theme.row_labels(
        [row.label for row in matrix.rows], LOWEST * size.label, 0.74 * size.height, size
    )
    page = PAGE if size.width == "container" else size.width
    across = page - _longest(labels) * size.label
    heads = _heads(matrix.columns, across / len(matrix.columns), size)
    cells = list(_cells(matrix))
    key = _lines(_key(matrix, cells, size), across / size.label)
    notes = [wrapped(note, int(across / (LETTER * size.label))) for note in matrix.notes]
    lines = sum(note.count("\n") + 1 for note in notes)
    under = (0.5 + FOOT * len(key)) * size.label
    foot = under + (LINE * lines + 0.4 * bool(lines)) * size.label
    place = Place(across, size.height - heads.high - foot, size)
    grid = _grid(matrix, labels, heads, place)
    layers = [
        _colours(cells, grid),
        _hatched(cells, grid),
        *_framed(cells, grid),
        _numbers(cells, grid),
        _over(heads, grid),
        *_drawn(key, grid),
        *_written(notes, grid.bottom + under, grid),
    ]
    return chart_theme.layered(layers, grid.bottom + foot, big)


def points(low: str, high: str, most: int) -> list[Piece]:
    """The key of a scale of points, with the words for its ends."""
    boxes = [
        Piece(1.9 if point == most else 1.5, str(point), 1.4, _colour((point - 1) / (most - 1)))
        for point in range(1, most + 1)
    ]
    return [words(low), *boxes, words(high)]


def words(text: str) -> Piece:
    """Words of the key."""
    return Piece(0.52 * len(text) + 0.9, text)


def box(text: str, at: float) -> Piece:
    """A box of the key in its colour, with its figure."""
    wide = max(1.4, 0.55 * len(text) + 0.5)
    return Piece(wide + 0.5, text, wide, _colour(at))


def _grid(matrix: Matrix, labels: Sequence[str], heads: Heads, place: Place) -> Grid:
    """Rows as high as there is room, but not less than their labels need."""
    tops = _tops(matrix)
    size, rows = place.size, tops[-1] + 1
    lines = max(label.count("\n") for label in labels) + 1
    least = max(LOWEST, LINE * lines + 0.3) * size.label
    high = max(least, min(place.room / rows, HIGHEST * size.label))
    bottom = heads.high + rows * high
    columns = len(heads.names) + heads.beyond
    down = alt.Scale(domain=[0, rows], range=[heads.high, bottom], nice=False)
    return Grid(
        x=alt.Scale(domain=[0, columns], nice=False, zero=False),
        y={"scale": down, "axis": _before(matrix.corner, labels, tops, heads, size)},
        wide=place.across / columns,
        high=high,
        bottom=bottom,
        size=size,
    )


def _tops(matrix: Matrix) -> list[float]:
    """Where each row begins, counted in rows."""
    rows = enumerate(matrix.rows)
    return [place + (APART if row.apart else 0) for place, row in rows]


def _cells(matrix: Matrix) -> Iterator[Cell]:
    """Every cell in which there is something to say."""
    for top, (number, row) in zip(_tops(matrix), enumerate(matrix.rows), strict=True):
        for column, square in enumerate(row.squares):
            if square is not None:
                own = bool(matrix.own) and column == row.own
                yield Cell(top, column, square, own, (number, column) in matrix.marked)


# The cells


def _colours(cells: Sequence[Cell], grid: Grid) -> alt.Chart:
    """What may be shown, each in its colour."""
    shown = [
        {**grid.box(cell.row, cell.column), "colour": _colour(cell.square.at)}
        for cell in cells
        if cell.square != WITHHELD
    ]
    colours: alt.Chart = (
        _boxes(shown, grid)
        .encode(color=alt.Color("colour:N", scale=None))
        .mark_rect(cornerRadius=grid.size.gap / 4)
    )
    return colours


def _hatched(cells: Sequence[Cell], grid: Grid) -> alt.Chart:
    withheld = [grid.box(cell.row, cell.column) for cell in cells if cell.square == WITHHELD]
    hatched: alt.Chart = _boxes(withheld, grid).mark_rect(
        cornerRadius=grid.size.gap / 4, **_hatch(grid.wide, grid.high, grid.size)
    )
    return hatched


def _framed(cells: Sequence[Cell], grid: Grid) -> list[alt.Chart]:
    """A frame around each team's own cell, another around those that are marked."""
    own = [grid.box(cell.row, cell.column) for cell in cells if cell.own]
    marked = [grid.box(cell.row, cell.column) for cell in cells if cell.marked]
    return [
        _boxes(boxes, grid).mark_rect(cornerRadius=grid.size.gap / 4, **_frame(marks, grid.size))
        for marks, boxes in ((False, own), (True, marked))
    ]


def _numbers(cells: Sequence[Cell], grid: Grid) -> alt.Chart:
    shown = [
        {
            "x": cell.column + 0.5,
            "y": cell.row + 0.5,
            "text": cell.square.text,
            "letters": chart_theme.letters_on(_colour(cell.square.at)),
        }
        for cell in cells
        if cell.square != WITHHELD
    ]
    longest = max((len(cell.square.text) for cell in cells), default=0) or 1
    largest = max(LEAST * grid.size.number, grid.wide / (0.65 * longest))
    numbers: alt.Chart = (
        alt.Chart(records(*shown))
        .encode(
            x=_x("x:Q", grid),
            y=alt.Y("y:Q", **grid.y),
            text="text:N",
            color=alt.Color("letters:N", scale=None),
        )
        .mark_text(
            fontSize=min(max(grid.size.number, 0.45 * grid.high), 2 * grid.size.number, largest),
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


def _colour(at: float) -> str:
    return _palette()[round(SHADES * at)]


@cache
def _palette() -> list[str]:
    return chart_theme.shades(SHADES + 1)


def _frame(marks: bool, size: Sizes) -> dict[str, Any]:
    """How a frame is drawn: one that marks, or that of a team's own cell."""
    if not marks:
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


def _before(
    corner: Sequence[str],
    labels: Sequence[str],
    tops: Sequence[float],
    heads: Heads,
    size: Sizes,
) -> alt.Axis:
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
        title=list(corner),
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


def _key(matrix: Matrix, cells: Sequence[Cell], size: Sizes) -> Iterator[list[Piece]]:
    """What the key says, in pieces that stay together: the scale, then what each frame means."""
    yield list(matrix.scale)
    if matrix.own:
        yield [Piece(2.1, box=1.6, look=_frame(False, size)), words(matrix.own)]
    if any(cell.marked for cell in cells):
        yield [Piece(2.1, box=1.6, look=_frame(True, size)), words(matrix.marked_as)]
    if any(cell.square == WITHHELD for cell in cells):
        hatch = _hatch(1.6 * size.label, BOX * size.label, size)
        yield [Piece(2.1, box=1.6, look=hatch), words(NOT_SHOWN)]


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
    colours = alt.Chart(records(*(place for piece, place in placed if piece.colour)))
    texts = alt.Chart(records(*(place for piece, place in placed if piece.text)))
    bar: dict[str, Any] = {"y": alt.expr("datum.y"), "size": BOX * label, "cornerRadiusEnd": 0}
    return [
        colours.encode(
            x=_x("left:Q", grid), x2="right:Q", color=alt.Color("colour:N", scale=None)
        ).mark_bar(**bar),
        *(
            alt.Chart(records(place))
            .encode(x=_x("left:Q", grid), x2="right:Q")
            .mark_bar(**bar, **piece.look)
            for piece, place in placed
            if piece.look
        ),
        texts.encode(
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


def _written(notes: Sequence[str], y: float, grid: Grid) -> Iterator[alt.Chart]:
    """Sentences below the key."""
    for text in notes:
        written = alt.Chart(records({"text": text, "x": 0})).encode(
            x=_x("x:Q", grid), text="text:N"
        )
        yield written.mark_text(y=y, align="left", baseline="top", lineBreak="\n", fontWeight=600)
        y += LINE * grid.size.label * (text.count("\n") + 1)
