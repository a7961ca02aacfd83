"""The kit's look as CSS variables, for the styles of phones, console and projector."""

from workshop_kit.look import (
    ACCENT,
    BRAND,
    BRAND_SOFT,
    EXPECTED,
    FONT,
    INK,
    LINE,
    MIST,
    MUTED,
    PAPER,
    ROUND,
    SPACE,
    TYPE,
)

LIGHT = {
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "edge": "#7A8885",
    "paper": PAPER,
    "field": PAPER,
    "mist": MIST,
    "ground": MIST,
    "panel": PAPER,
    "brand": BRAND,
    "on-brand": PAPER,
    "brand-soft": BRAND_SOFT,
    "self": BRAND,
    "others": ACCENT,
    "expected": EXPECTED,
    "warn": "#A03A00",
    "warn-soft": "#FDEFE3",
    "focus": "#1D6FD8",
}
DARK = {
    "ink": "#E6EFED",
    "muted": "#A3B5B1",
    "line": "#3A4B47",
    "edge": "#758A85",
    "paper": "#101816",
    "field": "#16211E",
    "mist": "#1A2523",
    "ground": "#101816",
    "panel": "#1A2523",
    "brand": "#4FBFAF",
    "on-brand": "#06201C",
    "brand-soft": "#17403A",
    "self": "#4FBFAF",
    "others": "#FF9A6B",
    "expected": "#B79CFF",
    "warn": "#FF9A6B",
    "warn-soft": "#3A2417",
    "focus": "#8AB8FF",
}


def tokens() -> str:
    """The variables on `:root`, with other values where a phone or computer asks for darkness."""
    night = f"@media (prefers-color-scheme:dark){{:root{{{_declared(DARK)}}}}}"
    sizes = {name: f"calc({many}*var(--unit))" for name, many in {**TYPE, **SPACE}.items()}
    same = {"font": FONT, "unit": "1rem", "round": ROUND, **sizes}
    return f":root{{{_declared(same)}{_declared(LIGHT)}}}{night}"


def _declared(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())
