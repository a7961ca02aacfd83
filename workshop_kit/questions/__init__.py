"""The kinds of question, each a folder that is found by itself."""

import importlib
import pkgutil
from functools import cache
from importlib.resources import files
from typing import Any

from workshop_kit.question import Question


@cache
def kinds() -> dict[str, type[Question]]:
    """Every kind by its folder's name."""
    found: dict[str, type[Question]] = {}
    for module in pkgutil.iter_modules(__path__):
        contract = importlib.import_module(f"{__name__}.{module.name}.question")
        found[module.name] = next(
            cls
            for cls in vars(contract).values()
            if isinstance(cls, type)
            and issubclass(cls, Question)
            and cls.__module__ == contract.__name__
        )
    return found


def chart(kind: str) -> Any:
    """The chart module of a kind: `draw(question, tallies, big)`. Loads Altair: ask late."""
    return importlib.import_module(f"{__name__}.{kind}.chart")


def has_chart(kind: str) -> bool:
    """Is there a chart? Words and texts are a wall of their own `reveal.html` instead."""
    return (files(__name__) / kind / "chart.py").is_file()


def form_files(ending: str) -> bytes:
    """All kinds' `form.css` or `form.js`, one after the other."""
    named = (files(__name__) / kind / f"form.{ending}" for kind in sorted(kinds()))
    return b"".join(b"\n" + file.read_bytes() for file in named if file.is_file())


def example(kind: str) -> str:
    """The text of the exercise file that shows this kind."""
    return (files(__name__) / kind / "example.toml").read_text(encoding="utf-8")
