"""All that has been revealed: to look at, to look closer at, to note down and to take along."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from workshop_kit import console, explore, findings, reveal
from workshop_kit.assembly import kit
from workshop_kit.console import cards, take_along
from workshop_kit.disclosure import Words
from workshop_kit.figures import Figures
from workshop_kit.language import words
from workshop_kit.question import Invalid
from workshop_kit.reveal import Picture
from workshop_kit.workshop import Item, NotNow, Place, Workshop, debrief

ALL = ""
"""Nothing chosen: all exercises, the whole room, no other workshop."""

STEPS_AT_ONCE = 8
"""All pictures of a day at once keep a slow browser busy for half a minute; so many do not."""


# Pictures


def pictures(code: str, shown: tuple[Picture, ...], key: str, language: str) -> None:
    """One picture, or several behind tabs."""
    if len(shown) == 1:
        console.show_picture(shown[0], key=f"{key} 0", language=language)
    elif shown:
        behind_tabs(code, shown, key, language)


@console.live(None)
def behind_tabs(_: str, shown: tuple[Picture, ...], key: str, language: str) -> None:
    """Only the picture whose tab is open is made: of twelve teams there are twelve."""
    tabs = st.tabs(console.titles(shown, language), key=f"tabs {key}", on_change="rerun")
    for number, (tab, picture) in enumerate(zip(tabs, shown, strict=True)):
        if tab.open:
            with tab:
                console.show_picture(picture, key=f"{key} {number}", language=language)


def heading(place: Place, said: str) -> None:
    """A step's question, and who answered it."""
    st.html(
        f'<p class="prompt">{place.number}. {escape(place.step.prompt_about())}</p>'
        f'<p class="quiet">{escape(said)}</p>'
    )


def of_room(workshop: Workshop, place: Place, figures: Figures, key: str = "") -> None:
    """What the room said to a step, with the measures that it completes."""
    language, named = place.item.exercise.language, f"{key}{place.key}"
    heading(place, console.have_said(place.step, figures.releases[place.key]))
    answered = reveal.step_pictures(workshop, place, figures.releases)
    pictures(workshop.code, answered, named, language)
    for sentence in figures.releases[place.key].withheld:
        st.caption(sentence)
    for measure, _ in reveal.measures_of(workshop, place, figures.results):
        st.subheader(words(language).say(measure.title))
    shown = reveal.pictures(workshop, place, figures.releases, figures.results)
    measured = tuple(one for one in shown if isinstance(one, reveal.MeasurePicture))
    pictures(workshop.code, measured, f"measure {named}", language)


def of_team(workshop: Workshop, place: Place, figures: Figures, team: str) -> None:
    """What one team said to a step, as far as that may be shown."""
    found = explore.of_team(workshop, place, figures.releases[place.key], team)
    if not found.pictures:
        heading(place, f"What {workshop.team_names[team]} said to this is not shown by itself.")
        return
    heading(place, f"{found.whose}: {place.step.counted(found.answered)} answered")
    pictures(workshop.code, found.pictures, f"{team} {place.key}", place.item.exercise.language)


def beside(workshop: Workshop, place: Place, figures: Figures, other: Figures) -> None:
    """What this room and another one said to the same step."""
    here, there = st.columns(2, gap="large")
    with here:
        st.html(f'<p class="over">{escape(workshop.title)}</p>')
        of_room(workshop, place, figures)
    with there:
        st.html(f'<p class="over">{escape(other.workshop.title)}</p>')
        same = explore.counterpart(workshop, place, other.workshop)
        if same is None:
            st.caption("This has not been revealed there.")
        else:
            of_room(other.workshop, same, other, "other ")


# What she keeps for the debrief


def quotes(workshop: Workshop, place: Place, figures: Figures, written: Sequence[Words]) -> None:
    """Choose what people wrote that she wants to come back to."""
    shown = list(dict.fromkeys(word.text for word in written if word.standing == "shown"))
    if not shown:
        return
    key = f"pinned {workshop.code} {place.key}"
    kept = reveal.pinned(workshop, place, figures.releases[place.key])
    st.session_state[key] = [text for text in kept if text in shown]
    st.multiselect(
        "Quotes to pin for the debrief",
        shown,
        key=key,
        placeholder="Choose what you want to come back to",
        on_change=pin,
        args=(workshop.code, place.key, key),
    )


def pin(code: str, step: str, key: str) -> None:
    """Keep the quotes that are chosen now, and no others."""
    before = kit().conduct.workshop(code).result().pinned.get(step, ())
    wanted = st.session_state[key]
    for text in wanted:
        if text not in before:
            console.act(
                lambda text=text: kit().conduct.debrief(
                    code, "pin", lambda w: debrief.pin(w, step, text)
                )
            )
    for text in before:
        if text not in wanted:
            console.act(
                lambda text=text: kit().conduct.debrief(
                    code, "unpin", lambda w: debrief.unpin(w, step, text)
                )
            )


def notes(workshop: Workshop, item: Item) -> None:
    """Her notes on an exercise; what cannot be saved stays in the field, with the reason."""
    key = f"note {workshop.code} {item.id}"
    stored, seen = workshop.notes.get(item.id, ""), f"seen {key}"
    refused = st.session_state.get(f"refused {key}")
    if not refused and st.session_state.get(seen) != stored:
        st.session_state[key] = st.session_state[seen] = stored
    st.text_area(
        "Your notes",
        key=key,
        height="content",
        max_chars=debrief.LONGEST_NOTE,
        placeholder="What you saw, what you want to ask: not shown to the room",
        help="They go along in the workbook and as speaker notes of the slides, nowhere else.",
        on_change=save_note,
        args=(workshop.code, item.id, key),
    )
    if refused:
        st.warning(f"Not saved. {refused}", icon=":material/edit:")


def save_note(code: str, item: str, key: str) -> None:
    """Save her notes when she leaves the field."""
    typed, saw = st.session_state[key], st.session_state.get(f"seen {key}", "")
    st.session_state[f"refused {key}"] = None
    if not console.signed_in():
        return
    try:
        kit().conduct.debrief(code, "note", lambda w: debrief.note(w, item, typed, saw)).result()
    except (Invalid, NotNow) as error:
        now = kit().conduct.workshop(code).result().notes.get(item, "")
        st.session_state[f"refused {key}"] = f"{error} It says now: {console.plain(now)}"
        st.session_state[f"seen {key}"] = now
    except Exception:
        st.session_state[f"refused {key}"] = "That did not work. Please change it once more."
    else:
        st.toast("Saved", icon=":material/check:")


def to_talk_about(workshop: Workshop, item: Item, places: list[Place], figures: Figures) -> None:
    """Pinned quotes and questions on the left, her notes on the right."""
    left, right = st.columns(2, gap="large")
    pinned = [
        text
        for place in places
        for text in reveal.pinned(workshop, place, figures.releases[place.key])
    ]
    with left:
        said = "".join(f'<blockquote class="pinned">{escape(text)}</blockquote>' for text in pinned)
        asked = "".join(f"<li>{escape(question)}</li>" for question in item.exercise.debrief)
        if said or asked:
            st.html(f'<p class="over">To talk about</p>{said}<ul>{asked}</ul>')
    with right:
        notes(workshop, item)


# What she looks at


def exercise(
    workshop: Workshop, item: Item, figures: Figures, team: str, other: Figures | None
) -> None:
    """An exercise, with what was revealed of it and what to talk about."""
    places = [place for place in workshop.revealed() if place.item == item]
    asked = next((f" · pulse {p.id[1:]}" for p in workshop.pulses if item in p.items), "")
    st.header(f"{item.exercise.title}{asked}", divider="gray")
    if not places:
        st.caption("Nothing revealed yet.")
        notes(workshop, item)
        return
    if team == ALL:
        found = findings.of_exercise(item, figures.releases, figures.results)
        console.show_findings(found, item.exercise.language)
    for place in places:
        if team != ALL:
            of_team(workshop, place, figures, team)
        elif other is not None:
            beside(workshop, place, figures, other)
        else:
            of_room(workshop, place, figures)
            written = kit().conduct.words(workshop.code, place.key).result()
            cards.written(workshop, place, written)
            quotes(workshop, place, figures, written)
    to_talk_about(workshop, item, places, figures)


def first_look(workshop: Workshop) -> str:
    """What the page opens with: all, or of a long day the exercise that was revealed last."""
    shown = workshop.revealed()
    return shown[-1].item.id if len(shown) > STEPS_AT_ONCE else ALL


def choices(workshop: Workshop, figures: Figures) -> tuple[str, str, Figures | None]:
    """Which exercise she looks at, which team, and beside which other workshop."""
    which, whose, with_whom = st.columns(3)
    titles = {item.id: item.exercise.title for item in workshop.items}
    item = which.selectbox(
        "Exercise",
        [ALL, *titles],
        index=[ALL, *titles].index(first_look(workshop)),
        format_func=lambda i: titles.get(i, "All exercises"),
        key=f"exercise {workshop.code}",
    )
    others = {w.code: w for w in explore.alike(workshop, kit().conduct.workshops().result())}
    code = with_whom.selectbox(
        "Beside",
        [ALL, *others],
        format_func=lambda c: f"{others[c].title} ({c})" if c else "no other workshop",
        disabled=not others,
        help="Workshops in which the same steps have been revealed.",
        key=f"beside {workshop.code}",
    )
    team = whose.selectbox(
        "Team",
        [ALL, *explore.teams(workshop, figures.releases)],
        format_func=lambda t: workshop.team_names.get(t, "The whole room"),
        disabled=code != ALL,
        help="Small teams are shown only with others. Two workshops are compared as whole rooms.",
        key=f"team {workshop.code}",
    )
    other = kit().conduct.figures(code).result() if code != ALL else None
    return item, ALL if other else team, other


workshop = console.chosen()
console.style(Path(__file__).with_suffix(".css"))
head, button = st.columns([7, 3], vertical_alignment="bottom")
head.title(workshop.title)
with button:
    take_along.ways_out(workshop.code)
take_along.progress(workshop.code)
figures = kit().conduct.figures(workshop.code).result()
workshop = figures.workshop
if workshop.pulses:
    st.page_link(
        "pulse.py", label="How it has changed since, pulse by pulse", icon=":material/timeline:"
    )
only, team, other = choices(workshop, figures)
for entry in workshop.items:
    if only in (ALL, entry.id):
        exercise(workshop, entry, figures, team, other)
