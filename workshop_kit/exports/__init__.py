"""The ways to take a workshop along, each a file that is made when it is asked for.

All of them are written from `report`, so they say the same as the workbook and hold nothing else.
"""

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from workshop_kit import apart
from workshop_kit.figures import Figures

Tell = Callable[[float], None]


class Way(NamedTuple):
    """A kind of file: where its function is, what its button says, and how the file is called."""

    id: str
    module: str
    function: str
    label: str
    help: str
    ending: str
    mime: str
    icon: str


ZIP, HTML = "application/zip", "text/html"
OFFICE = "application/vnd.openxmlformats-officedocument"

WORKBOOK = Way(
    *("workbook", "workshop_kit.workbook", "workbook", "Excel workbook"),
    "All that was revealed: the story, commitments to follow up, every figure and answer.",
    *(" results.xlsx", f"{OFFICE}.spreadsheetml.sheet", ":material/table_view:"),
)
OTHERS = (
    Way(
        *("slides", "workshop_kit.exports.deck", "deck", "Slides"),
        "A PowerPoint deck of the reveals; its charts can be edited.",
        *(" slides.pptx", f"{OFFICE}.presentationml.presentation", ":material/slideshow:"),
    ),
    Way(
        *("summary", "workshop_kit.exports.pages", "summary", "One page"),
        "The workshop on one page, to print or to save as PDF from your browser.",
        *(" summary.html", HTML, ":material/description:"),
    ),
    Way(
        *("teams", "workshop_kit.exports.pages", "team_packs", "A pack for each team"),
        "What others need from a team, how it is seen, what it promised: a page each, to print.",
        *(" teams.zip", ZIP, ":material/groups:"),
    ),
    Way(
        *("pictures", "workshop_kit.exports.pictures", "pictures_zip", "Pictures"),
        "Every chart as PNG and as SVG.",
        *(" pictures.zip", ZIP, ":material/image:"),
    ),
    Way(
        *("csv", "workshop_kit.exports.rows", "csv_zip", "CSV"),
        "Every answer that may be shown, with the codebook, for any spreadsheet.",
        *(" csv.zip", ZIP, ":material/csv:"),
    ),
    Way(
        *("json", "workshop_kit.exports.rows", "json_zip", "JSON Lines"),
        "The same for programs: one answer in each line.",
        *(" json.zip", ZIP, ":material/data_object:"),
    ),
)
WAYS = {way.id: way for way in (WORKBOOK, *OTHERS)}


def make(way: str, figures: Figures, made: datetime, tell: Tell) -> bytes:
    """The file, made in a process of its own. Raises apart.Failed."""
    found: bytes = apart.call(build, way, figures, made, tell=tell)
    return found


def build(way: str, figures: Figures, made: datetime, tell: Tell) -> bytes:
    """The file, made here. `tell` is called with how much of it is done, from 0 to 1."""
    chosen = WAYS[way]
    function: Any = getattr(importlib.import_module(chosen.module), chosen.function)
    found: bytes = function(figures, made, tell=tell)
    return found
