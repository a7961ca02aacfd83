"""The cards with the most dots, as bars."""

from collections.abc import Sequence

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, Bar
from workshop_kit.questions.vote.question import Vote
from workshop_kit.release import Tally
from workshop_kit.sentence import ENGLISH, Words, sentence

MOST_CARDS = 8
LONGEST = 120


def draw(
    question: Vote, tallies: Sequence[Tally | None], big: bool, words: Words = ENGLISH
) -> alt.LayerChart:
    """A bar for each of the first cards, its dots at the end; long texts are shortened."""
    tally = tallies[0]
    if tally is None:
        return chart_theme.note(words.say(NOT_SHOWN), big)
    counted = question.counts(tally)
    if not counted:
        return chart_theme.note(words.say(sentence("No card has a dot.")), big)
    bars = [Bar(_short(text), dots) for text, dots in counted[:MOST_CARDS]]
    if len(counted) > MOST_CARDS:
        bars.append(
            Bar(
                words.say(sentence("All other cards")),
                sum(d for _, d in counted[MOST_CARDS:]),
                faint=True,
            )
        )
    return chart_theme.bars(bars, big)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
