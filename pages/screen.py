"""What the projector shows: it follows the workshop by itself."""

import re
import time
from html import escape
from pathlib import Path

import streamlit as st

from workshop_kit import console, projector, reveal
from workshop_kit.assembly import kit
from workshop_kit.conduct import Counts
from workshop_kit.language import direction, words
from workshop_kit.look import TEAMS
from workshop_kit.workshop import Place, Workshop


def lobby(workshop: Workshop, counts: Counts) -> str:
    """The QR code as large as it goes, and who has come."""
    chips = "".join(
        f'<span style="--team:{colour}">{escape(team.name)}'
        f"<b>{counts.joined.get(team.id, 0)}</b></span>"
        for team, colour in zip(workshop.teams, TEAMS, strict=False)
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
    return projector.corner(workshop.code, console.qr(workshop.code))


def message(heading: str, sentence: str = "") -> None:
    """A calm page with a few words."""
    st.html(f'<div class="stage"><h1>{heading}</h1><p class="quiet">{sentence}</p></div>')


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
    about = workshop.team_names.get(picture.about, "…")
    language = place.item.exercise.language
    say = words(language).say
    heading = say(picture.heading or place.step.prompt_about(about))
    title = say(picture.title)
    title = f"{title}: {heading}" if title and not within(title, heading) else heading
    console.drawn(picture, True, language)  # first, so that the room sees all of it at once
    way = direction(language)
    st.html(f'<p class="title" dir="{way}">{escape(title)}</p>')
    console.show_picture(picture, big=True, key=f"{place.key} {number}", language=language)
    note = " ".join(say(told) for told in reveal.told_below(picture, place, figures.releases))
    st.html(f'<p class="note" dir="{way}">{escape(note)}</p>')


def within(title: str, heading: str) -> bool:
    """Does a heading say its title already, as "What do you need most from Sales?" does?"""
    return re.search(rf"\b{re.escape(title)}(?!\w)", heading) is not None


def live(workshop: Workshop, place: Place) -> bool:
    """Answers as they come, where the step shows them so; False where there are none yet."""
    release = kit().conduct.live(workshop.code).result()
    pictures = reveal.step_pictures(workshop, place, {place.key: release}) if release else ()
    shown = reveal.projected(pictures)
    if not shown:
        return False
    st.html(f'<p class="title">{escape(place.step.prompt)}</p>')
    console.show_picture(shown[0], big=True, language=place.item.exercise.language)
    st.html(corner(workshop))
    return True


@console.live(console.SECONDS, may=console.may_show)
def show(code: str) -> None:
    """Whatever the room should see now."""
    workshop = kit().conduct.workshop(code).result()
    counts = kit().conduct.counts(code).result()
    place = workshop.place
    st.html(f'<div class="on-the-wall">{console.steered(workshop)}</div>')
    if workshop.dark:
        st.html('<div class="dark"></div>')
    elif workshop.paused is not None:
        message("A short pause.", "It goes on in a moment.")
    elif workshop.ended:
        message(
            "Thank you.", "Your own page stays on your phone: what you said, and what you promised."
        )
    elif place is None:
        st.html(lobby(workshop, counts))
    elif workshop.phase(place.key) == "revealed":
        revealed(workshop, place)
    elif place.step.reveal != "live" or not live(workshop, place):
        open_for = workshop.open_for(time.time())
        told = console.have_answered(place.step, counts)
        share = console.share_answered(counts)
        stage = projector.stage(place, workshop.phase(place.key), told, share, open_for)
        st.html(stage + corner(workshop))


def code() -> str:
    """The workshop to show: for a browser that only shows a screen, the one of its link."""
    return console.chosen().code if console.signed_in() else str(console.screen_of())


console.style(Path(__file__).with_suffix(".css"))
console.watch()
if console.signed_in():
    console.keys()
show(code())
