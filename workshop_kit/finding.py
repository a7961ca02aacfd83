"""A finding: what the answers say, in a plain sentence with its figures.

Findings of quite different things are put in one order by how large and how sure they are:
`size` is a share of the largest difference that there could be, `sure` how unlikely it is that
chance alone would point the same way. Both are from 0 to 1. Neither is ever shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import erf, sqrt

from workshop_kit.sentence import Sentence

MOST = 3
"""Findings of an exercise: more than these nobody remembers."""

LEAST_SURE = 0.5
"""What is less sure than this is as likely chance, and is not said."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding; with size 0 it says that there is nothing to be found, and why.

    `figure` is what it rests on alone, as short as it goes, such as "2.1 → 3.9"; `ask` a question
    for the debrief that follows from it. Of several on one `topic` only the strongest is told.
    """

    said: Sentence
    figure: Sentence | str = ""
    ask: Sentence | None = None
    size: float = 0.0
    sure: float = 1.0
    topic: str = ""

    @property
    def strength(self) -> float:
        """By what findings are put in order."""
        return self.size * self.sure


def nothing(said: Sentence) -> list[Finding]:
    """That there is no finding, and why."""
    return [Finding(said=said)]


def strongest(found: Iterable[Finding], most: int = MOST) -> list[Finding]:
    """At most so many findings, the strongest first; where there are none, what says so."""
    told: list[Finding] = []
    in_order = sorted(found, key=lambda finding: -finding.strength)
    for finding in in_order:
        known = finding.topic and finding.topic in {other.topic for other in told}
        if finding.size and finding.sure >= LEAST_SURE and not known:
            told.append(finding)
    return told[:most] or [finding for finding in in_order if not finding.size][:1]


def sureness(difference: float, *errors: float) -> float:
    """How sure a difference has its sign, from the standard errors of what is compared.

    The share of a normal distribution that lies within so far of its middle.
    """
    error = sqrt(sum(error**2 for error in errors))
    if not error:
        return 1.0 if difference else 0.0
    return erf(abs(difference) / error / sqrt(2))
