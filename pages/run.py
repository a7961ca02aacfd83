"""The control room: where we are, what to say, who has answered, and what comes next."""

import time
from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop_kit import console, console_cards, preparation, rehearsal_panel, reveal, steering
from workshop_kit.assembly import kit
from workshop_kit.exercise import Exercise
from workshop_kit.meetings import Round, met_report
from workshop_kit.network import reachable
from workshop_kit.timing import in_words, timing
from workshop_kit.workshop import Participant, Place, Workshop

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
    with st.container(horizontal=True, key="seldom"):
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


def clock(workshop: Workshop) -> None:
    """Where we are in time, and what comes next."""
    told = timing(workshop, time.time())
    now = f"{datetime.now().astimezone():%H:%M}"
    pieces = [f"<b>{now}</b>"]
    if told is not None:
        late = ' class="late"' if told.behind > LATE else ""
        over = ' class="late"' if told.spent > told.planned else ""
        pieces += [
            f"<span{over}>{told.spent} of {told.planned} min</span>",
            f"<span{late}>{in_words(told)}</span>",
            f"<span>over at about {told.ends}</span>",
        ]
    following = workshop.following
    if following is not None:
        then = following.step.prompt_about()
        other = workshop.place is None or following.item != workshop.place.item
        lead = f"{following.item.exercise.title}: " if other else ""
        pieces.append(f'<span class="then">Then: {escape(lead + then)}</span>')
    st.html(f'<p class="now">{"".join(pieces)}</p>')


def step(workshop: Workshop, place: Place) -> None:
    """The current step: its words, and where it stands."""
    phase = workshop.phase(place.key)
    talking = phase == "open" and not place.step.question.asks
    standing = "Open: the room talks" if talking else STANDING[phase]
    st.html(
        f'<p class="over">{escape(place.item.exercise.title)} · step {place.number} of '
        f"{len(workshop.places)}</p>"
        f'<p class="prompt">{escape(place.step.prompt_about())}</p>'
        f'<p class="quiet">{standing} · {place.step.minutes} min planned</p>'
        + (f'<p class="say">{escape(place.step.say)}</p>' if place.step.say else "")
    )
    later = workshop.shown_with(place)
    if later != place:
        st.caption(f"Shown together with step {later.number}, when all views have been given.")


def numbers(workshop: Workshop) -> None:
    """Who is here and who has answered, by team."""
    counts = kit().conduct.counts(workshop.code).result()
    place, joined = workshop.place, sum(counts.joined.values())
    asking = place is not None and place.step.question.asks
    by_team = asking and "" not in counts.answered
    heading = console.have_answered(place.step, counts) if asking else f"{joined} have joined"
    rows = []
    for team, name in workshop.team_names.items():
        here, there = counts.asked.get(team, 0), counts.answered.get(team, 0)
        share = 100 * there / here if here else 0
        count = f"{there} of {here}" if by_team else str(here)
        bar = f'<span class="track"><i style="width:{share:.0f}%"></i></span>' if by_team else ""
        rows.append(f"<span>{escape(name)}</span><b>{count}</b>{bar}")
    st.html(f'<p class="prompt">{heading}</p><div class="teams">{"".join(rows)}</div>')


def pictures(workshop: Workshop, place: Place) -> None:
    """Which picture of the reveal is on the screen."""
    figures = kit().conduct.figures(workshop.code).result()
    shown = reveal.projected(reveal.pictures(workshop, place, figures.releases, figures.results))
    if len(shown) < 2:
        return
    key = f"picture {workshop.revision}"
    st.pills(
        "On the screen now",
        range(len(shown)),
        default=min(workshop.picture, len(shown) - 1),
        format_func=lambda number: shown[number].title,
        key=key,
        on_change=show,
        args=(workshop.code, key),
    )


def show(code: str, key: str) -> None:
    """Put the picture that was picked on the screen."""
    if (picked := st.session_state[key]) is not None:
        console.act(lambda: kit().conduct.show(code, picked))


MARKS = {"ready": "○", "open": "◉", "closed": "●", "held": "●", "revealed": "●"}


@console.live(3 * console.SECONDS)
def agenda(code: str) -> None:
    """The whole agenda, where we are in it, and a way to go elsewhere."""
    workshop = kit().conduct.workshop(code).result()
    names = {
        place.key: f"{place.number}. {place.item.exercise.title}: {place.step.prompt_about()}"
        for place in workshop.places
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
        f'<span class="code">{workshop.code}</span><br>'
        f'<span class="quiet">{escape(console.address(workshop.code))}</span></p></div>'
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


@console.live(3 * console.SECONDS)
def meetings(code: str) -> None:
    """Who meets whom in this exercise, changes by hand, and which teams have met."""
    workshop = kit().conduct.workshop(code).result()
    place = workshop.place
    if place is None or not any(key.startswith(f"{place.item.id}/") for key in workshop.pairings):
        return
    people = {p.id: p for p in kit().conduct.participants(code).result()}
    meeting = workshop.meeting(place)
    with st.expander("Who meets whom"):
        if meeting is not None and meeting.key in workshop.pairings:
            groups(workshop, workshop.pairings[meeting.key], people)
            if workshop.phase(place.key) in ("ready", "open"):
                regrouping(workshop, workshop.pairings[meeting.key], people)
        st.html(have_met(workshop, people))


def groups(workshop: Workshop, now: Round, people: dict[str, Participant]) -> None:
    """The groups by spot, or those with somebody whose name was typed."""
    typed = st.text_input("Find somebody", placeholder="Type a part of a name").casefold()
    found = [
        f"<p><b>{spot}</b><span>{'<br>'.join(named(workshop, people[i]) for i in group)}</span></p>"
        for spot, group in enumerate(now, start=1)
        if group and any(typed.strip() in people[person].name.casefold() for person in group)
    ]
    shown = "".join(found) or "<p>Nobody of this name is in a group.</p>"
    st.html(f'<div class="spots">{shown}</div>')


def named(workshop: Workshop, person: Participant) -> str:
    """A name with its team, as HTML."""
    team = escape(workshop.team_names[person.team])
    return f'{escape(person.name)} <span class="quiet">{team}</span>'


def regrouping(workshop: Workshop, now: Round, people: dict[str, Participant]) -> None:
    """Ways to change the groups; phones show it at once."""
    code, spots = workshop.code, {i: spot for spot, g in enumerate(now, start=1) for i in g}
    there = sorted(spots, key=lambda i: (people[i].name.casefold(), spots[i]))

    def label(person: str) -> str:
        someone = people[person]
        at = f", spot {spots[person]}" if person in spots else ""
        return f"{someone.name}, {workshop.team_names[someone.team]}{at}"

    def pick(column: DeltaGenerator, asked: str, among: Sequence[str]) -> str | None:
        return column.selectbox(
            asked, among, index=None, format_func=label, placeholder="Type a name"
        )

    def button(column: DeltaGenerator, name: str, move: str, *picked: str | None) -> None:
        column.button(
            name,
            disabled=None in picked,
            width="stretch",
            on_click=change_groups,
            args=(code, move, *picked),
        )

    one, other, press = st.columns([4, 4, 2], vertical_alignment="bottom")
    a = pick(one, "Let somebody", there)
    b = pick(other, "change places with", there)
    button(press, "Change places", "swap", a, b)
    one, press, other, back = st.columns([3, 2, 3, 2], vertical_alignment="bottom")
    left = pick(one, "Somebody has left", there)
    button(press, "Take out", "take_out", left)
    if workshop.away:
        here = pick(other, "Somebody is here again", workshop.away)
        button(back, "Bring in", "bring_in", here)


def change_groups(code: str, move: str, *picked: str) -> None:
    """Let people change places, take somebody out, or bring her in again."""
    console.act(lambda: getattr(kit().conduct, move)(code, *picked))


def have_met(workshop: Workshop, people: dict[str, Participant]) -> str:
    """Of each two teams, how many pairs of people have met, over all rounds so far."""
    rounds, names = list(workshop.pairings.values()), workshop.team_names
    between, _ = met_report(rounds, {person.id: person.team for person in people.values()})
    if not between:
        return ""
    lines = "".join(
        f"<p><span>{escape(names[a])} – {escape(names[b])}</span><b>{met.met} of {met.best}</b></p>"
        for (a, b), met in between.items()
    )
    never = [f"{names[a]} – {names[b]}" for (a, b), met in between.items() if not met.met]
    told = f"Not met yet: {'; '.join(never)}." if never else "All teams have met each other."
    return (
        f'<p class="over">Which teams have met: pairs of people, of those possible in '
        f"{len(rounds)} {'round' if len(rounds) == 1 else 'rounds'}</p>"
        f'<p>{escape(told)}</p><div class="spots">{lines}</div>'
    )


@console.live(console.SECONDS)
def room(code: str) -> None:
    """Everything that moves, looked at again each second."""
    workshop = kit().conduct.workshop(code).result()
    st.html(console.steered(workshop))
    left, right = st.columns([7, 3], gap="large")
    with left:
        with st.container(border=True, height=380):
            if workshop.ended:
                words("The workshop has ended.", THE_END)
            elif workshop.place is None:
                joining(workshop)
            else:
                step(workshop, workshop.place)
        controls(workshop)
        clock(workshop)
        if workshop.place is not None and workshop.phase(workshop.place.key) == "revealed":
            pictures(workshop, workshop.place)
    with right:
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
        st.html(console.qr_of(f"{link}?to=/remote/{workshop.code}", "QR code for the remote"))
        st.caption("Only for you: whoever scans it can steer this workshop. It works once.")
    if st.button("A link for a second facilitator", icon=":material/group:", width="stretch"):
        st.code(f"{kit().join_base()}/sign-in/{kit().access.new_link()}", language=None)
        st.caption("It works once. Two can steer at the same time; each sees what the other does.")


workshop = console.chosen()
console.keys()
head, screen, remote = st.columns([6, 2, 2], vertical_alignment="center")
head.html(f'<p class="prompt">{escape(workshop.title)}</p>')
with screen.popover("Screen", icon=":material/cast:", width="stretch"):
    on_the_screen(workshop)
with remote.popover("Remote", icon=":material/smartphone:", width="stretch"):
    in_the_hand(workshop)
rehearsal_panel.show(workshop.code)
room(workshop.code)
console_cards.of_now(workshop.code)
meetings(workshop.code)
people(workshop.code)
agenda(workshop.code)
otherwise(workshop.code)
