"""All that has been revealed, to look at and to take along."""

from html import escape

import streamlit as st

from workshop_kit import console, console_cards, findings, reveal, take_along
from workshop_kit.assembly import kit
from workshop_kit.figures import Figures
from workshop_kit.reveal import Picture
from workshop_kit.workshop import Item, Place, Workshop


def pictures(shown: tuple[Picture, ...], key: str, language: str) -> None:
    """One picture, or several behind tabs."""
    if len(shown) == 1:
        console.show_picture(shown[0], key=f"{key} 0", language=language)
    elif shown:
        for number, (tab, picture) in enumerate(
            zip(st.tabs([p.title for p in shown]), shown, strict=True)
        ):
            with tab:
                console.show_picture(picture, key=f"{key} {number}", language=language)


def step(workshop: Workshop, place: Place, figures: Figures) -> None:
    """A revealed step with its figures, and the measures that it completes."""
    release = figures.releases[place.key]
    for measure, _ in reveal.measures_of(workshop, place, figures.results):
        st.subheader(measure.title)
    shown = reveal.pictures(workshop, place, figures.releases, figures.results)
    own = reveal.step_pictures(workshop, place, figures.releases)
    if measured := tuple(one for one in shown if isinstance(one, reveal.MeasurePicture)):
        pictures(measured, f"measure {place.key}", place.item.exercise.language)
    st.html(
        f'<p class="prompt">{place.number}. {escape(place.step.prompt_about())}</p>'
        f'<p class="quiet">{console.have_said(place.step, release)}</p>'
    )
    pictures(own, place.key, place.item.exercise.language)
    console_cards.written(workshop, place)
    for sentence in release.withheld:
        st.caption(sentence)


def exercise(workshop: Workshop, item: Item, figures: Figures) -> None:
    """An exercise, with what was revealed of it and what to talk about."""
    places = [place for place in workshop.revealed() if place.item == item]
    st.header(item.exercise.title, divider="gray")
    if not places:
        st.caption("Nothing revealed yet.")
        return
    found = findings.of_exercise(item, figures.releases, figures.results)
    console.show_findings(found, item.exercise.language)
    for place in places:
        step(workshop, place, figures)
    if item.exercise.debrief:
        st.markdown("**To talk about**\n" + "\n".join(f"- {q}" for q in item.exercise.debrief))


workshop = console.chosen()
head, button = st.columns([7, 3], vertical_alignment="bottom")
head.title(workshop.title)
with button:
    take_along.ways_out(workshop.code)
take_along.progress(workshop.code)
figures = kit().conduct.figures(workshop.code).result()
for entry in workshop.agenda:
    exercise(workshop, entry, figures)
