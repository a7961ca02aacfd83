"""What the room chose, as bars: the most chosen on top."""

from collections.abc import Sequence

import altair as alt

from workshop_kit import chart_theme
from workshop_kit.chart_theme import NOT_SHOWN, Bar
from workshop_kit.questions.choice.question import Choice
from workshop_kit.release import Tally
from workshop_kit.sentence import ENGLISH, Words, sentence

OWN_WORDS = sentence("In their own words")


def draw(
    question: Choice, tallies: Sequence[Tally | None], big: bool, words: Words = ENGLISH
) -> alt.LayerChart:
    """A bar for each option, its count at the end. Texts of their own are only counted."""
    tally = tallies[0]
    if tally is None:
        return chart_theme.note(words.say(NOT_SHOWN), big)
    counted = sorted(question.counts(tally), key=lambda option: -option[1])
    shown = [Bar(option, count) for option, count in counted]
    if own := len(tally["other"]):
        shown.append(Bar(words.say(OWN_WORDS), own, faint=True))
    return chart_theme.bars(shown, big)
