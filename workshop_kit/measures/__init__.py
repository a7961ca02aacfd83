"""The measures, each a folder that is found by itself."""

import importlib
import pkgutil
from functools import cache
from importlib.resources import files
from typing import Any

from workshop_kit.measure import Measure


@cache
def kinds() -> dict[str, type[Measure]]:
    """Every measure by its folder's name."""
    found: dict[str, type[Measure]] = {}
    for module in pkgutil.iter_modules(__path__):
        contract = importlib.import_module(f"{__name__}.{module.name}.measure")
        found[module.name] = next(
            cls
            for cls in vars(contract).values()
            if isinstance(cls, type)
            and issubclass(cls, Measure)
            and cls.__module__ == contract.__name__
        )
    return found


def has_chart(kind: str) -> bool:
    """Is there a chart? Tables of words are a wall of their own `reveal.html` instead."""
    return (files(__name__) / kind / "chart.py").is_file()


def chart(kind: str) -> Any:
    """The chart module of a measure: `draw(picture, big)`. Loads Altair: ask late."""
    return importlib.import_module(f"{__name__}.{kind}.chart")
