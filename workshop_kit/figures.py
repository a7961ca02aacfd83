"""All that has been revealed of a workshop, as one value that can go to another process."""

from dataclasses import dataclass

from workshop_kit.measure import Result
from workshop_kit.release import Release
from workshop_kit.workshop import Workshop


@dataclass(frozen=True)
class Figures:
    """Releases by step, results by measure, and how many joined each team."""

    workshop: Workshop
    joined: dict[str, int]
    releases: dict[str, Release]
    results: dict[str, Result]
