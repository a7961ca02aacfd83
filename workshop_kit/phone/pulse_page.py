"""What a phone shows of a pulse, as HTML, in the phone's language."""

import secrets
from datetime import UTC, datetime

from workshop_kit.conduct import PulseView, View
from workshop_kit.language import words
from workshop_kit.phone import page
from workshop_kit.phone.page import Problem
from workshop_kit.phone.rendering import render
from workshop_kit.promise import STATUSES
from workshop_kit.sentence import Sentence, sentence

STATUS_WORDS: dict[str, Sentence] = dict(
    zip(
        STATUSES,
        (sentence("open"), sentence("under way"), sentence("kept"), sentence("dropped")),
        strict=True,
    )
)


def door(language: str, view: PulseView, problem: str = "", typed: str = "") -> str:
    """Where the link leads to before it opens, to a phone that is new here, and after the end."""
    return render(
        "pulse_door.html",
        language,
        view=view,
        opens=_moment(language, view.pulse.opens),
        closes=_moment(language, view.pulse.closes),
        problem=problem,
        typed=typed,
        secret=secrets.token_urlsafe(32),
        shown=[_part_of_page(language, one) for one in view.views if view.standing == "closed"],
    )


def _part_of_page(language: str, view: View) -> str:
    """What all said to one question, as one of several on a page."""
    made = page.now_apart(language, view, None, "")
    return made.replace('<main id="now"', "<section").replace("</main>", "</section>")


def step(language: str, view: PulseView, at: int, problem: Problem | None = None) -> str:
    """One question of a pulse, with the way back and on."""
    return render(
        "pulse_step.html",
        language,
        view=view,
        number=at + 1,
        base=_base(view, at),
        now=part(language, view, at, problem),
    )


def part(language: str, view: PulseView, at: int, problem: Problem | None = None) -> str:
    """The part of it that follows."""
    return page.now_apart(language, view.views[at], problem, _base(view, at))


def promises(language: str, view: PulseView) -> str:
    """What became of one's own commitments."""
    return render("pulse_promises.html", language, view=view, statuses=STATUS_WORDS)


def thanks(language: str, view: PulseView) -> str:
    """The end, until it closes."""
    closes = _moment(language, view.pulse.closes)
    return render("pulse_done.html", language, view=view, closes=closes)


def word(language: str, view: View, made: str) -> str:
    """The code word: what it is for, and, once it is made, the word."""
    return render("word.html", language, view=view, word=made)


def _base(view: PulseView, at: int) -> str:
    return f"/j/{view.workshop.code}/pulse/{at + 1}"


def _moment(language: str, at: float) -> str:
    """A day and a time of day where the kit runs."""
    moment = datetime.fromtimestamp(at, UTC).astimezone()
    return f"{words(language).day(moment.date())}, {moment:%H:%M}"
