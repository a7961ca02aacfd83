"""How cells of the workbook look."""

from typing import Any

from workshop_kit import look
from workshop_kit.workbook.text import PLAIN_SIZE

BRAND, SOFT, MIST, LINE, INK, MUTED, ACCENT, PAPER = (
    *(look.BRAND, look.BRAND_SOFT, look.MIST, look.LINE),
    *(look.INK, look.MUTED, look.ACCENT, look.PAPER),
)
FONT = "Calibri"

SIGNS = {sign: f'"{sign} "0.0;"{sign} "-0.0' for sign in ("≥", "≤", "≈")}
"""How a figure looks that is told as a bound, the sign before a minus."""

WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
UNDER: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
CELL = {**WRAPPED, **UNDER}

MATRIX = {
    "matrix": {"num_format": "0.0", "align": "center", "valign": "vcenter", "border": 1}
    | {"border_color": PAPER},
    "matrix own": {"num_format": "0.0", "align": "center", "valign": "vcenter", "border": 2}
    | {"border_color": INK, "bold": True},
}
STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 20, "bold": True, "font_color": PAPER, "bg_color": BRAND}
    | {"valign": "vcenter", "indent": 1},
    "lead": {**WRAPPED, "font_size": 12, "font_color": MUTED},
    "heading": {"font_size": 14, "bold": True, "font_color": BRAND, "bg_color": SOFT}
    | {"valign": "vcenter", "text_wrap": True},
    "prompt": {**WRAPPED, "font_size": 12, "bold": True},
    "finding": {**WRAPPED, "font_size": 14, "bold": True, "font_color": BRAND},
    "figure": {**WRAPPED, "font_size": 12, "font_color": ACCENT, "bold": True},
    "note": {**WRAPPED, "font_color": MUTED},
    "small": {**WRAPPED, "font_color": MUTED, "font_size": 9},
    "text": CELL,
    "text apart": {**CELL, "align": "left", "indent": 1},
    "quote": {**CELL, "italic": True},
    "label": {**CELL, "bold": True},
    "head": {"bold": True, "font_color": PAPER, "bg_color": BRAND, "text_wrap": True}
    | {"valign": "vcenter"},
    "head apart": {"bold": True, "font_color": PAPER, "bg_color": BRAND, "text_wrap": True}
    | {"valign": "vcenter", "indent": 1},
    "head right": {"bold": True, "font_color": PAPER, "bg_color": BRAND, "text_wrap": True}
    | {"valign": "vcenter", "align": "right"},
    "head turned": {"bold": True, "font_color": PAPER, "bg_color": BRAND, "text_wrap": True}
    | {"valign": "vcenter", "align": "center"},
    "count": {**CELL, "align": "right", "num_format": "#,##0"},
    "number": {**CELL, "align": "right", "num_format": "0.0"},
    **{
        f"number {sign}": {**CELL, "align": "right", "num_format": told}
        for sign, told in SIGNS.items()
    },
    "withheld": {**CELL, "align": "right", "font_color": MUTED, "italic": True, "font_size": 9},
    "day": {**CELL, "align": "left", "num_format": "d mmm yyyy"},
    "moment": {**CELL, "align": "left", "num_format": "d mmmm yyyy, hh:mm"},
    "left": {**CELL, "align": "left", "num_format": "#,##0"},
    "status": {**CELL, "align": "center", "bg_color": MIST, "border": 1, "border_color": LINE},
    "input": {**CELL, "bg_color": MIST},
    "input day": {**CELL, "bg_color": MIST, "align": "left", "num_format": "d mmm yyyy"},
    "id": {**CELL, "font_color": "#B8C2BF", "font_size": 8, "text_wrap": False},
    "link": {**CELL, "font_color": BRAND, "bold": True, "underline": 1},
    "link alone": {"font_color": BRAND, "underline": 1, "valign": "top"},
    **MATRIX,
    **{
        f"{name} {sign}": {**look_of, "num_format": told}
        for name, look_of in MATRIX.items()
        for sign, told in SIGNS.items()
    },
    "matrix none": {"font_color": MUTED, "italic": True, "font_size": 9, "align": "center"}
    | {"valign": "vcenter", "border": 1, "border_color": PAPER, "bg_color": MIST},
    "matrix row": {"bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": MIST},
    "big": {"font_size": 26, "bold": True, "font_color": BRAND, "align": "center"}
    | {"valign": "vcenter", "bg_color": MIST, "num_format": "#,##0"},
    "big label": {"font_size": 10, "font_color": MUTED, "align": "center", "valign": "top"}
    | {"text_wrap": True, "bg_color": MIST},
    "data": {"valign": "top"},
    "data number": {"valign": "top", "align": "left", "num_format": "0.##"},
}


def properties(style: str, risky: bool) -> dict[str, Any]:
    """The style as XlsxWriter takes it; a `risky` text is marked as one that is no formula."""
    found = {"font_name": FONT, "font_size": PLAIN_SIZE, "font_color": INK, **STYLES[style]}
    return {**found, "quote_prefix": True} if risky else found


def size_of(style: str) -> float:
    """The size of its letters."""
    size: float = STYLES[style].get("font_size", PLAIN_SIZE)
    return size
