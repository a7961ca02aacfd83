"""A finding: what the answers say, in a plain sentence with its figures.

Findings of quite different things are put in one order by how large and how sure they are:
`size` is a share of the largest difference that there could be, `sure` how unlikely it is that
chance alone would point the same way. Both are from 0 to 1. Neither is ever shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erf, sqrt

from workshop_kit.sentence import Sentence

MOST = 3
"""Findings of an exercise: more than these nobody remembers."""

USUAL_OF = 4
"""As many answers of the usual spread are added to those of a group, when it is judged how far its
mean can be trusted: five people who happen to say the same are not sure of it."""

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


def error_of_mean(counts: Sequence[int]) -> float:
    """The standard error of a mean in scale points, from how many chose each point; 0 for nobody.

    The usual spread, a standard deviation of a quarter of the scale, is mixed in.
    """
    people, usual = sum(counts), ((len(counts) - 1) / 4) ** 2
    if not people:
        return 0.0
    mean = sum(point * n for point, n in enumerate(counts)) / people
    squares = sum(n * (point - mean) ** 2 for point, n in enumerate(counts))
    variance = (squares + USUAL_OF * usual) / (people - 1 + USUAL_OF)
    return sqrt(variance / people)


def error_of_means(errors: Sequence[float]) -> float:
    """The standard error of the mean of several means, each counting the same."""
    return sqrt(sum(error**2 for error in errors)) / len(errors) if errors else 0.0


def joined(*sentences: Sentence) -> Sentence:
    """Sentences that follow one another."""
    values = {f"s{number}": said for number, said in enumerate(sentences)}
    return Sentence(" ".join(f"{{{name}}}" for name in values), values)


def figure(template: str, **values: float | str) -> Sentence:
    """Figures with signs between them, which need no translation."""
    return Sentence(template, values)
