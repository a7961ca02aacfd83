"""How texts get into the workbook unharmed, and names that Excel takes."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from workshop_kit.report.words import visible

LONGEST_CELL = 32_767
"""Excel's limit, in UTF-16 units."""
LONGEST_NAME = 31
"""Excel's limit for the name of a sheet, in UTF-16 units."""
LINE_HEIGHT = 1.36
"""Height of a line, by the size of its letters."""
LETTERS = 1.15
"""So many letters of a text, on average, are as wide as an ordinary one (a figure)."""
PLAIN_SIZE = 11

RISKY = ("=", "+", "-", "@", "\t", "\n", "'")
"""How a text begins that somebody's program might take for a formula."""

_HIDDEN = "\u200b"


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text as an XML file and Excel can hold it: the same, but for what neither allows."""
    text = visible(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        text = _HIDDEN + text  # XlsxWriter would take it for markup of its own
    if len(text) * 2 > LONGEST_CELL:
        units = text.encode("utf-16-le")
        if len(units) > 2 * LONGEST_CELL:
            text = units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
    return text


def height(text: str, width: float, size: float = PLAIN_SIZE) -> float:
    """Points that a text takes in a cell as wide as `width` ordinary letters."""
    most = max(1.0, width * LETTERS * PLAIN_SIZE / size)
    lines = sum(max(1, -int(-_width(line) // most)) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT


def in_line(text: str) -> float:
    """How wide a cell must be for the text to stand in one line, in ordinary letters."""
    return _width(plain(text)) / LETTERS + 2


def _width(letters: Iterable[str]) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in letters)


def sheet_names(titles: Iterable[tuple[str, str]], taken: Collection[str]) -> dict[str, str]:
    """A name for a sheet of each title by its key: such as Excel takes, each only once."""
    names: dict[str, str] = {}
    used = {"history", *(name.casefold() for name in taken)}
    for key, title in titles:
        whole = re.sub(r"[\[\]:*?/\\]", " ", plain(title))
        whole = " ".join("".join(c for c in whole if c.isprintable() or c.isspace()).split())
        whole = whole.strip("' ") or "Exercise"
        name, number = _cut(whole, LONGEST_NAME), 1
        while name.casefold() in used:
            number += 1
            name = _cut(whole, LONGEST_NAME - len(f" ({number})")) + f" ({number})"
        used.add(name.casefold())
        names[key] = name
    return names


def _cut(name: str, longest: int) -> str:
    units = name.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return name
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore").rstrip("' ") + "…"
