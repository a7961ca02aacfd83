"""What the kit looks like: the same few colours, letters and sizes on every screen and phone.

Plain values only, so that anything may read them: a stylesheet, a chart, a page.
"""

from dataclasses import dataclass
from typing import Literal

INK = "#15211F"
"""Text on a light ground."""

MUTED = "#5A6866"
"""Text that steps back: 5.9 to 1 on white."""

LINE = "#D5DDDA"
"""Hairlines and frames."""

PAPER = "#FFFFFF"
"""The ground of pages, and letters on a dark colour."""

MIST = "#F3F6F5"
"""A quiet ground for panels."""

BRAND = "#0F6E63"
"""The kit's own colour: main buttons, bars, and in pictures how a team sees itself."""

BRAND_SOFT = "#D3EAE5"
"""The brand as a ground behind INK."""

ACCENT = "#C2410C"
"""The warm one: how others see a team."""

EXPECTED = "#7C3AED"
"""How a team expected to be seen. BRAND, ACCENT and this are 21 apart in CIEDE2000, for
colour-blind people too, and have a contrast of 3 to 1 on a white and on a dark ground."""

LOW_TO_HIGH = ("#C3E4DC", "#46A294", "#0A4A43")
"""From the low to the high end of a scale, to be mixed in between; each step is darker."""

TWO_SIDES = (("#F6CDB8", "#C2410C"), ("#C3E4DC", "#0F6E63"))
"""The low and the high side of a scale, each from pale to strong: ACCENT and BRAND at the ends."""

NEITHER_SIDE = "#D5DDDA"
"""The point between the two sides."""

TEAMS = (
    "#AA3377",
    "#33BBEE",
    "#AAAA00",
    "#666633",
    "#009E73",
    "#CC79A7",
    "#0072B2",
    "#663333",
    "#997700",
    "#DDCC77",
    "#FFAABB",
    "#332288",
)
"""Twelve teams, in order. Always with the team's name: never colour alone.

From M. Okabe & K. Ito, "Color Universal Design" (2008), and P. Tol, "Colour Schemes", SRON
technical note (2021): the twelve of their colours whose nearest pair is farthest apart, 11 in
CIEDE2000, whether seen with normal, protan, deutan or tritan eyes (G. M. Machado and others,
2009). Ordered so that the first few are farther apart: 23 for four teams."""

FONT = (
    '"Atkinson Hyperlegible Next", system-ui, -apple-system, "Segoe UI", Roboto, '
    '"Helvetica Neue", sans-serif'
)
"""The letters of console and projector are drawn to be told apart from afar: 1 from l, 0 from O.
They lie in `pages/letters`, under the SIL Open Font License; nothing is fetched from the web. A
phone takes its own letters, for these would weigh more than its whole page."""

TYPE = {"small": 0.9, "body": 1.0, "lead": 1.2, "head": 1.5, "title": 2.1, "huge": 3.4}
"""Sizes of letters, in units. A unit is that of the page: 1rem in the hand and on the laptop, a
share of the width on the projector."""

SPACE = {"near": 0.3, "gap": 0.7, "apart": 1.3, "far": 2.4}
"""Room between things, in units."""

ROUND = "0.7rem"
"""The corners of fields, buttons and panels."""


@dataclass(frozen=True)
class Sizes:
    """Sizes in a chart, in pixels: its letters, a mark, a gap, and how large all of it would be."""

    label: int
    number: int
    title: int
    mark: int
    gap: int
    width: int | Literal["container"]
    height: int


BIG = Sizes(label=28, number=32, title=38, mark=34, gap=16, width=1700, height=780)
"""For a projector of 1920 x 1080, to be read from ten metres."""

NORMAL = Sizes(label=15, number=16, title=19, mark=15, gap=8, width="container", height=400)
"""For the facilitator's own screen."""


def sizes(big: bool) -> Sizes:
    """The sizes for the projector, or for her own screen."""
    return BIG if big else NORMAL
