"""The colours of a drawing's series, the same in every file."""

from workshop_kit import look
from workshop_kit.report.exhibit import Drawing

SERIES = (look.BRAND, look.ACCENT, look.EXPECTED, *look.TEAMS)


def colour_of(drawing: Drawing, place: int) -> str:
    """The colour of a series: shares go from a low to a high end, others are told apart."""
    if drawing.kind == "shares":
        return between(place, len(drawing.columns))
    return SERIES[place % len(SERIES)]


def between(place: int, places: int) -> str:
    """A colour on the way from the low to the high end."""
    low, middle, high = look.LOW_TO_HIGH
    way = place / max(1, places - 1) * 2
    start, end, part = (low, middle, way) if way <= 1 else (middle, high, way - 1)
    mixed = (
        round(int(start[i : i + 2], 16) * (1 - part) + int(end[i : i + 2], 16) * part)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{value:02X}" for value in mixed)
