"""What the projector shows of a step before its reveal, as HTML; screen.css gives it its size."""

from html import escape

from workshop_kit.exercise import Step
from workshop_kit.question import Question
from workshop_kit.workshop import Phase, Place

NOT_ALL = "Not everybody is asked here. Who is, only their own phones know."
"""What stands in place of how many are asked, where that would tell on somebody."""


def stage(
    place: Place, phase: Phase, answered: str, share: float | None, open_for: float | None
) -> str:
    """The prompt, while the room listens, answers or talks; `answered` tells how many have, and
    `share` is their part of those asked, from 0 to 1, or None where nobody may know. `open_for` is
    in seconds.
    """
    lines = [
        f'<p class="over">{escape(place.item.exercise.title)}</p>',
        f"<h1>{escape(place.step.prompt_about())}</h1>",
    ]
    if phase == "ready":
        lines.append('<p class="quiet">Listen first. It opens on your phone in a moment.</p>')
    elif not place.step.question.asks:
        lines += [] if open_for is None else [_meeting(place.step), _clock(place.step, open_for)]
    elif phase == "open":
        lines += [
            _options(place.step.question),
            f'<p class="count">{answered}</p>',
            f'<p class="quiet">{NOT_ALL}</p>'
            if share is None
            else f'<div class="bar"><i style="width:{share:.0%}"></i></div>',
            _left(place.step, open_for),
        ]
    else:
        lines.append(f'<p class="count">Closed. {answered}.</p>')
    return f'<div class="stage">{"".join(lines)}</div>'


def corner(code: str, qr: str) -> str:
    """The way in for late joiners, at any time."""
    return f'<div class="corner">{qr}<span class="code">{code}</span></div>'


def _options(question: Question) -> str:
    """What can be answered, beside one another."""
    words = "".join(f"<span>{escape(option)}</span>" for option in question.hints())
    return f'<div class="options">{words}</div>' if words else ""


def _meeting(step: Step) -> str:
    """Where people meet: where each reads with whom, and who does what."""
    like = getattr(step.question, "like", "")
    if not (step.question.meets or like):
        return ""
    names = getattr(step.question, "roles", ())
    roles = "".join(f"<span>{escape(name)}</span>" for name in names)
    told = '<p class="quiet">Your phone names your partner and your spot.</p>'
    return told + (f'<div class="options">{roles}</div>' if roles else "")


def _left(step: Step, open_for: float | None) -> str:
    """The time that is left for a question; nothing when it is over, for nobody is cut off."""
    left = round(step.minutes * 60 - (open_for or 0))
    if open_for is None or left <= 0:
        return ""
    return f'<p class="left" role="timer">{left // 60}:{left % 60:02d} left</p>'


def _clock(step: Step, open_for: float) -> str:
    """Time left of a talk."""
    if not step.minutes:
        return ""
    left = max(0, round(step.minutes * 60 - open_for))
    if not left:
        return '<p class="clock up" role="timer">Time</p>'
    return f'<p class="clock" role="timer">{left // 60}:{left % 60:02d}</p>'
