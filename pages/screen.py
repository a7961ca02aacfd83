"""What the projector shows: it follows the workshop by itself."""

import time
from html import escape
from pathlib import Path

import streamlit as st

from workshop_kit import console, reveal
from workshop_kit.assembly import kit
from workshop_kit.conduct import Counts
from workshop_kit.question import Question
from workshop_kit.workshop import Place, Workshop


def options(question: Question) -> str:
    """What can be answered, beside one another."""
    words = "".join(f"<span>{escape(option)}</span>" for option in question.hints())
    return f'<div class="options">{words}</div>' if words else ""


def lobby(workshop: Workshop, counts: Counts) -> str:
    """The QR code as large as it goes, and who has come."""
    chips = "".join(
        f"<span>{escape(name)} {counts.joined.get(team, 0)}</span>"
        for team, name in workshop.team_names.items()
    )
    address = escape(console.address(workshop.code))
    return f"""
        <div class="lobby">{console.qr(workshop.code)}<div>
          <h1>{escape(workshop.title)}</h1>
          <p class="quiet">Scan with your camera, or open<br><b>{address}</b></p>
          <p class="code">{workshop.code}</p>
          <p class="count">{sum(counts.joined.values())} are here</p>
          <div class="chips{" many" if len(workshop.teams) > 6 else ""}">{chips}</div>
        </div></div>"""


def corner(workshop: Workshop) -> str:
    """For late joiners, at any time."""
    code = f'<span class="code">{workshop.code}</span>'
    return f'<div class="corner">{console.qr(workshop.code)}{code}</div>'


def message(heading: str, sentence: str = "") -> None:
    """A calm page with a few words."""
    st.html(f'<div class="stage"><h1>{heading}</h1><p class="quiet">{sentence}</p></div>')


def clock(workshop: Workshop, place: Place) -> str:
    """Time left of a talk."""
    if workshop.opened is None:
        return ""
    left = max(0, round(place.step.minutes * 60 - (time.time() - workshop.opened)))
    return f'<p class="clock" role="timer">{left // 60}:{left % 60:02d}</p>'


def stage(workshop: Workshop, place: Place, counts: Counts) -> str:
    """The prompt, while the room listens, answers or talks."""
    phase = workshop.phase(place.key)
    told = console.have_answered(place.step, counts)
    asking = place.step.question.asks
    lines = [
        f'<p class="over">{escape(place.item.exercise.title)}</p>',
        f"<h1>{escape(place.step.prompt_about())}</h1>",
    ]
    if phase == "ready":
        lines.append('<p class="quiet">Listen first. It opens on your phone in a moment.</p>')
    elif not asking:
        lines.append(clock(workshop, place))
    elif phase == "open":
        lines += [
            options(place.step.question),
            f'<p class="count">{told}</p>',
        ]
    else:
        lines.append(f'<p class="count">Closed. {told}.</p>')
    return f'<div class="stage">{"".join(lines)}</div>{corner(workshop)}'


def revealed(workshop: Workshop, place: Place) -> None:
    """One picture of the reveal, as large as it goes."""
    figures = kit().conduct.figures(workshop.code).result()
    shown = reveal.projected(reveal.pictures(workshop, place, figures.releases, figures.results))
    if place.step.reveal == "private":
        message("Look at your phone.", "What was written to you is there, and only there.")
        return
    if not shown:
        message("Too few answers to show.", "Nobody’s answer can be told from this.")
        return
    number = min(workshop.picture, len(shown) - 1)
    picture = shown[number]
    heading = picture.heading or place.step.prompt_about()
    title = f"{picture.title}: {heading}" if picture.title else heading
    st.html(f'<p class="title">{escape(title)}</p>')
    console.show_picture(picture, big=True, key=f"{place.key} {number}")
    release = figures.releases[place.key]
    note = " ".join(release.withheld) or f"{place.step.counted(release.answered)} answered."
    st.html(f'<p class="note">{escape(note)}</p>')


def live(workshop: Workshop, place: Place) -> bool:
    """Answers as they come, where the step shows them so; False where there are none yet."""
    release = kit().conduct.live(workshop.code).result()
    shown = reveal.step_pictures(workshop, place, {place.key: release}) if release else ()
    if not shown:
        return False
    st.html(f'<p class="title">{escape(place.step.prompt)}</p>')
    console.show_picture(shown[0], big=True)
    st.html(corner(workshop))
    return True


@console.live(console.SECONDS)
def show(code: str) -> None:
    """Whatever the room should see now."""
    workshop = kit().conduct.workshop(code).result()
    counts = kit().conduct.counts(code).result()
    place = workshop.place
    if workshop.ended:
        message("Thank you.")
    elif place is None:
        st.html(lobby(workshop, counts))
    elif workshop.phase(place.key) == "revealed":
        revealed(workshop, place)
    elif place.step.reveal != "live" or not live(workshop, place):
        st.html(stage(workshop, place, counts))


console.style(Path(__file__).with_suffix(".css"))
show(console.chosen().code)
