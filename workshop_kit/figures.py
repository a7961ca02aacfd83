"""All that has been revealed of a workshop, as one value that can go to another process."""

from dataclasses import dataclass

from workshop_kit.afterwards.commitments import Commitment
from workshop_kit.measure import Result
from workshop_kit.release import Release
from workshop_kit.workshop import Workshop


@dataclass(frozen=True)
class Figures:
    """Releases by step, results by measure, how many joined each team, and what became of the
    commitments, without those that were taken off the list."""

    workshop: Workshop
    joined: dict[str, int]
    releases: dict[str, Release]
    results: dict[str, Result]
    commitments: tuple[Commitment, ...] = ()
