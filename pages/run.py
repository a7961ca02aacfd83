"""The control room: where we are, what to say, who has answered, and what comes next."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import NoReturn

import streamlit as st

from workshop_kit import console, projector, qr, reveal
from workshop_kit.assembly import kit
from workshop_kit.console import cards, meetings, privacy_panel, rehearsal_panel
from workshop_kit.exercise import Exercise
from workshop_kit.network import reachable
from workshop_kit.workshop import Item, Place, Workshop, preparation, steering
from workshop_kit.workshop.timing import in_words, timing

LABELS = {"back": "Back", "open": "Open", "close": "Close", "reveal": "Reveal", "next": "Next"}
ICONS = {
    "open": ":material/lock_open:",
    "close": ":material/lock:",
    "reveal": ":material/visibility:",
    "next": ":material/arrow_forward:",
    "back": ":material/arrow_back:",
}
STANDING = {
    "ready": "Not open yet",
    "open": "Open: participants answer",
    "closed": "Closed",
    "held": "Closed: you look through the answers before the room does",
    "revealed": "Revealed",
}
SELDOM = {
    "pause": ("Pause", "Go on", ":material/pause:"),
    "blank": ("Dark screen", "Light the screen", ":material/dark_mode:"),
    "skip": ("Skip the exercise", "", ":material/skip_next:"),
}
ONE_PRESS = 0.5
"""Seconds within which two presses are one: Streamlit may run a button's callback twice."""

LATE = 5
"""Minutes behind the plan from which on it is worth a look."""

WELCOME = (
    "Please scan the code with your phone’s camera. You need no app and no account: "
    "your name and your team are enough."
)
THE_END = "Everything is saved. See the results, and take the Excel file with you."


def words(heading: str, say: str) -> None:
    """What stands in place of a step, before the first and after the last."""
    st.html(f'<p class="prompt">{heading}</p><p class="say">{say}</p>')


def joining(workshop: Workshop) -> None:
    """The lobby: what to say, and a QR code large enough to hold up."""
    left, right = st.columns([3, 2])
    with left:
        words("The room is joining.", WELCOME)
        address = escape(console.address(workshop.code))
        st.html(f'<p class="quiet">{address}</p><p class="code huge">{workshop.code}</p>')
    right.html(console.qr(workshop.code))


def make(workshop: Workshop, move: str) -> None:
    """Make a move, unless someone was quicker than this page; a hasty one asks to be made twice."""
    asked, now = (workshop.code, workshop.moves, move), time.monotonic()
    before, pressed = st.session_state.get("hasty", (None, now))
    sure = before == asked and now - pressed > ONE_PRESS
    console.act(
        lambda: kit().conduct.move(workshop.code, move, seen=workshop.moves, sure=sure),
        hasty=lambda: st.session_state.update(hasty=(asked, now)),
    )


def controls(workshop: Workshop) -> None:
    """Back, open, close, reveal, next; the likely one stands out. Below, what is needed less."""
    likely, can = steering.likely(workshop), steering.possible(workshop)
    with st.container(key="controls"):
        for column, (move, label) in zip(st.columns(len(LABELS)), LABELS.items(), strict=True):
            column.button(
                label,
                key=f"move {move}",
                icon=ICONS[move],
                type="primary" if move == likely else "secondary",
                disabled=move not in can,
                width="stretch",
                on_click=make,
                args=(workshop, move),
            )
    with st.container(horizontal=True, vertical_alignment="center", key="seldom"):
        for move, (label, back, icon) in SELDOM.items():
            on = (move == "pause" and workshop.paused is not None) or (
                move == "blank" and workshop.dark
            )
            st.button(
                back if on else label,
                key=f"move {move}",
                icon=icon,
                type="primary" if on else "tertiary",
                disabled=move not in can,
                on_click=make,
                args=(workshop, move),
            )
        st.html('<p class="keys"><kbd>?</kbd> keys and clicker</p>', width="content")


def clock(workshop: Workshop) -> str:
    """Where we are in time, as HTML."""
    told = timing(workshop, time.time())
    pieces = [f"<b>{datetime.now().astimezone():%H:%M}</b>"]
    if told is not None:
        late = ' class="late"' if told.behind > LATE else ""
        over = ' class="late"' if told.spent > told.planned else ""
        pieces += [
            f"<span{over}>{told.spent} of {told.planned} min</span>",
            f"<span{late}>{in_words(told)}</span>",
            f"<span>over at about {told.ends}</span>",
        ]
    return f'<p class="now">{"".join(pieces)}</p>'


def way(workshop: Workshop) -> str:
    """The exercises in a line, each as wide as it is long, as HTML: where we are of all."""
    here = workshop.place.item if workshop.place else None
    at = workshop.agenda.index(here) if here else len(workshop.agenda) if workshop.ended else -1

    def piece(number: int, item: Item) -> str:
        standing = "done" if number < at else "here" if number == at else "later"
        now = ' aria-current="step"' if number == at else ""
        title = escape(item.exercise.title)
        return (
            f'<li class="{standing}"{now} style="flex-grow:{max(1, item.exercise.minutes)}" '
            f'title="{title}, {item.exercise.minutes} min"><span>{title}</span></li>'
        )

    pieces = (piece(number, item) for number, item in enumerate(workshop.agenda))
    return f'<ol class="way" aria-label="The agenda">{"".join(pieces)}</ol>'


def then(workshop: Workshop) -> str:
    """What comes next, as HTML."""
    following = workshop.following
    if following is None:
        return '<p class="then"><b>Then</b> the end: this is the last step.</p>'
    other = workshop.place is None or following.item != workshop.place.item
    lead = f"{following.item.exercise.title}: " if other else ""
    return f'<p class="then"><b>Then</b> {escape(lead + following.step.prompt_about())}</p>'


def step(workshop: Workshop, place: Place) -> None:
    """The current step: where it stands, the pictures of its reveal, and the words to say."""
    phase = workshop.phase(place.key)
    talking = phase == "open" and not place.step.question.asks
    standing = "Open: the room talks" if talking else STANDING[phase]
    shown = on_screen(workshop, place) if phase == "revealed" else ()
    if len(shown) > 1:
        standing += f" · on the screen {at(workshop, shown) + 1} of {len(shown)}"
    st.html(
        f'<p class="over">{escape(place.item.exercise.title)} · step {place.number} of '
        f"{len(workshop.in_room)}</p>"
        f'<p class="prompt">{escape(place.step.prompt_about())}</p>'
        f'<p class="quiet">{standing} · {place.step.minutes} min planned</p>'
    )
    if len(shown) > 1:
        pictures(workshop, shown)
    if place.step.say:
        st.html(f'<p class="say">{escape(place.step.say)}</p>')
    later = workshop.shown_with(place)
    if later != place:
        st.caption(f"Shown together with step {later.number}, when all views have been given.")


def numbers(workshop: Workshop) -> None:
    """Who is here and who has answered, by team."""
    counts = kit().conduct.counts(workshop.code).result()
    place, joined = workshop.place, sum(counts.joined.values())
    asking = place is not None and place.step.question.asks
    by_team = asking and bool(counts.asked) and "" not in counts.answered
    heading = console.have_answered(place.step, counts) if asking else f"{joined} have joined"
    rows = []
    for team, name in workshop.team_names.items():
        here, there = counts.asked.get(team, 0), counts.answered.get(team, 0)
        share = 100 * there / here if here else 0
        of_all = f"{there} of {here}" if here else "–"
        count = of_all if by_team else str(counts.joined.get(team, 0))
        bar = f'<span class="track"><i style="width:{share:.0f}%"></i></span>' if by_team else ""
        rows.append(f"<span>{escape(name)}</span>{bar}<b>{count}</b>")
    told = f'<p class="quiet">{projector.NOT_ALL}</p>' if asking and not counts.asked else ""
    st.html(
        f'<p class="prompt">{heading}</p>{told}'
        f'<div class="teams{" alone" if not by_team else ""}">{"".join(rows)}</div>'
    )


def on_screen(workshop: Workshop, place: Place) -> tuple[reveal.Picture, ...]:
    """The pictures that the projector has of a reveal."""
    figures = kit().conduct.figures(workshop.code).result()
    return reveal.projected(reveal.pictures(workshop, place, figures.releases, figures.results))


def at(workshop: Workshop, shown: Sequence[reveal.Picture]) -> int:
    """Which of them it shows, counted from 0."""
    return min(workshop.picture, len(shown) - 1)


def pictures(workshop: Workshop, shown: Sequence[reveal.Picture]) -> None:
    """The pictures of a reveal, to pick the one that is on the screen."""
    with st.container(horizontal=True, key="pictures"):
        language = workshop.place.item.exercise.language if workshop.place else ""
        for number, title in enumerate(console.titles(shown, language)):
            st.button(
                console.plain(title) or str(number + 1),
                key=f"picture {number}",
                type="primary" if number == at(workshop, shown) else "secondary",
                on_click=show,
                args=(workshop.code, number),
            )


def show(code: str, number: int) -> None:
    """Put the picture that was picked on the screen."""
    console.act(lambda: kit().conduct.show(code, number))


MARKS = {"ready": "○", "open": "◉", "closed": "●", "held": "●", "revealed": "●"}


@console.live(3 * console.SECONDS)
def agenda(code: str) -> None:
    """The whole agenda, where we are in it, and a way to go elsewhere."""
    workshop = kit().conduct.workshop(code).result()
    names = {
        place.key: f"{place.number}. {place.item.exercise.title}: {place.step.prompt_about()}"
        for place in workshop.in_room
    }
    with st.expander("Agenda"):
        lines = [
            f"<b>{escape(f'{MARKS[workshop.phase(key)]} {name}')}</b>"
            if key == workshop.at
            else escape(f"{MARKS[workshop.phase(key)]} {name}")
            for key, name in names.items()
        ]
        st.html("<br>".join(lines))
        picked, there = st.columns([8, 2], vertical_alignment="bottom")
        key = picked.selectbox("Go to a step", list(names), format_func=names.__getitem__)
        there.button("Go there", on_click=go, args=(code, key), width="stretch")


def go(code: str, key: str) -> None:
    """Go to any step; an open one is closed."""
    console.act(lambda: kit().conduct.go_to(code, key))


def way_in(workshop: Workshop) -> None:
    """The code and its QR, for late joiners."""
    st.html(
        f'<div class="way-in">{console.qr(workshop.code)}<p>Code<br>'
        f'<span class="code">{workshop.code}</span></p>'
        f'<p class="quiet">{escape(console.address(workshop.code))}</p></div>'
    )


@console.live(3 * console.SECONDS)
def people(code: str) -> None:
    """Who has joined, by team."""
    workshop = kit().conduct.workshop(code).result()
    here = kit().conduct.participants(code).result()
    with st.expander(f"Who is here ({len(here)})"):
        label = "Correct names, move people, add a list"
        st.page_link("people.py", label=label, icon=":material/badge:")
        for team, name in workshop.team_names.items():
            names = ", ".join(person.name for person in here if person.team == team)
            st.html(f"<p><b>{escape(name)}</b><br>{escape(names) or '–'}</p>")


@console.live(console.SECONDS)
def room(code: str) -> None:
    """Everything that moves, looked at again each second."""
    workshop = kit().conduct.workshop(code).result()
    st.html(console.steered(workshop))
    st.html(way(workshop) + clock(workshop))
    left, right = st.columns([7, 3], gap="medium")
    with left:
        with st.container(key="panel"):
            if workshop.ended:
                words("The workshop has ended.", THE_END)
            elif workshop.place is None:
                joining(workshop)
            else:
                step(workshop, workshop.place)
            if not workshop.ended:
                st.html(then(workshop))
        controls(workshop)
    with right, st.container(key="beside"):
        numbers(workshop)
        if workshop.place is not None:
            way_in(workshop)
        if not reachable(kit().join_base()):
            st.warning(console.NO_NETWORK)


@console.live(3 * console.SECONDS)
def otherwise(code: str) -> None:
    """What was not planned: an exercise more, or the same once more."""
    workshop = kit().conduct.workshop(code).result()
    place = workshop.place
    with st.expander("Something else"):
        name = st.selectbox(
            "Another exercise, right after this one",
            sorted(kit().library, key=lambda name: kit().library[name].title),
            format_func=lambda name: kit().library[name].title,
        )
        spoken = workshop.agenda[0].exercise.language
        added = kit().library[name].spoken(spoken)
        st.button("Add it", icon=":material/add:", on_click=add, args=(workshop, added))
        if place is None:
            return
        st.caption("Or let the room do this once more. What was answered stays as it is.")
        alone = preparation.step_alone(place)
        if alone is not None and len(place.item.exercise.steps) > 1:
            st.button(
                "This step once more",
                icon=":material/replay:",
                on_click=once_more,
                args=(workshop, alone),
            )
        st.button(
            "This exercise once more",
            icon=":material/replay:",
            on_click=once_more,
            args=(workshop, place.item.exercise),
        )


def put_behind(workshop: Workshop, exercise: Exercise, move: str) -> Workshop | None:
    """Put an exercise behind the present one; None where that was refused."""
    at = preparation.after_here(workshop)
    return console.act(
        lambda: kit().conduct.prepare(
            workshop.code, move, lambda now: preparation.add(now, exercise, at)
        )
    )


def add(workshop: Workshop, exercise: Exercise) -> None:
    """Another exercise comes after the present one."""
    if put_behind(workshop, exercise, "add") is not None:
        st.toast(f"“{console.plain(exercise.title)}” comes next.", icon=":material/check:")


def once_more(workshop: Workshop, exercise: Exercise) -> None:
    """The same comes after the present one, and the room goes there."""
    made = put_behind(workshop, exercise, "once more")
    if made is None:
        return
    there = {item.id for item in workshop.agenda}
    first = next(place for place in made.places if place.item.id not in there)
    console.act(lambda: kit().conduct.go_to(workshop.code, first.key))


def on_the_screen(workshop: Workshop) -> None:
    """The ways to the projector: another window here, or another computer."""
    st.link_button(
        "Open it here", f"/screen?code={workshop.code}", icon=":material/cast:", width="stretch"
    )
    st.caption("Drag that window to the projector and press F11. Keys and clickers work there too.")
    if st.button("A link for another computer", icon=":material/link:", width="stretch"):
        token = kit().access.new_screen_link(workshop.code)
        st.code(f"{kit().join_base()}/sign-in/screen/{workshop.code}/{token}", language=None)
        st.caption("It works once, for twelve hours, and shows nothing but this screen.")


def in_the_hand(workshop: Workshop) -> None:
    """The remote on her own phone, and a second facilitator on another laptop."""
    st.write("Next, reveal, clock and how many have answered, in your hand.")
    if st.button("Show the code for my phone", icon=":material/qr_code:", width="stretch"):
        link = f"{kit().join_base()}/sign-in/{kit().access.new_link()}"
        st.html(qr.image(f"{link}?to=/remote/{workshop.code}", "QR code for the remote"))
        st.caption("Only for you: whoever scans it can steer this workshop. It works once.")
    if st.button("A link for a second facilitator", icon=":material/group:", width="stretch"):
        st.code(f"{kit().join_base()}/sign-in/{kit().access.new_link()}", language=None)
        st.caption("It works once. Two can steer at the same time; each sees what the other does.")


def in_the_archive(workshop: Workshop) -> NoReturn:
    """A workshop that was put away is brought back before it can be run."""
    st.info(f"“{console.plain(workshop.title)}” is in the archive, so nothing moves in it.")
    back = partial(kit().conduct.bring_back, workshop.code)
    st.button("Bring it back", type="primary", on_click=console.act, args=(back,))
    st.page_link("results.py", label="See its results", icon=":material/insights:")
    st.stop()


workshop = console.chosen()
if workshop.archived:
    in_the_archive(workshop)
console.keys()
console.watch()
with st.container(horizontal=True, vertical_alignment="center", key="head"):
    st.html(f'<h1 class="prompt">{escape(workshop.title)}</h1>', width="content")
    with st.container(width="content"):
        rehearsal_panel.show(workshop.code)
    st.space("stretch")
    with st.popover("Screen", icon=":material/cast:"):
        on_the_screen(workshop)
    with st.popover("Remote", icon=":material/smartphone:"):
        in_the_hand(workshop)
room(workshop.code)
cards.of_now(workshop.code)
privacy_panel.of_now(workshop.code)
meetings.of_now(workshop.code)
people(workshop.code)
agenda(workshop.code)
otherwise(workshop.code)
