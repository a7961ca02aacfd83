"""Two sides and what one of them expects of the other: the four states of co-orientation."""

TOLERANCE = 0.5
"""In scale points."""

CONSENSUS, DISSENSUS = "consensus", "dissensus"
FALSE_CONSENSUS, FALSE_CONFLICT = "false consensus", "false conflict"


def coorientation(own: float, other: float, expected: float) -> tuple[float, float, float]:
    """Agreement, congruency and accuracy, in scale points."""
    return own - other, own - expected, expected - other


def state(own: float | None, other: float | None, expected: float | None) -> str | None:
    """In which of the four states two sides are; None where one of the views is not known."""
    if own is None or other is None or expected is None:
        return None
    agree, alike = apart(own, other) <= TOLERANCE, apart(own, expected) <= TOLERANCE
    if agree:
        return CONSENSUS if alike else FALSE_CONFLICT
    return FALSE_CONSENSUS if alike else DISSENSUS


def apart(a: float, b: float) -> float:
    """How far apart in points, without the last digits of floating point."""
    return round(abs(a - b), 9)
