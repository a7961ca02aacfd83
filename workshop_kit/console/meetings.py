"""Who meets whom, changes by hand, and which teams have met: a part of the control room."""

from collections.abc import Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workshop_kit import console
from workshop_kit.assembly import kit
from workshop_kit.meetings import Round, met_report
from workshop_kit.workshop import Participant, Workshop
from workshop_kit.workshop.people import plain


@console.live(3 * console.SECONDS)
def of_now(code: str) -> None:
    """Who meets whom in this exercise, changes by hand, and which teams have met."""
    workshop = kit().conduct.workshop(code).result()
    place = workshop.place
    if place is None or not any(key.startswith(f"{place.item.id}/") for key in workshop.pairings):
        return
    people = {p.id: p for p in kit().conduct.participants(code).result()}
    meeting = workshop.meeting(place)
    with st.expander("Who meets whom"):
        if meeting is not None and meeting.key in workshop.pairings:
            _groups(workshop, workshop.pairings[meeting.key], people)
            if workshop.phase(place.key) in ("ready", "open"):
                _regrouping(workshop, workshop.pairings[meeting.key], people)
        st.html(_have_met(workshop, people))


def _groups(workshop: Workshop, now: Round, people: dict[str, Participant]) -> None:
    """The groups by spot, or those with somebody whose name was typed."""
    typed = plain(st.text_input("Find somebody", placeholder="Type a part of a name"))

    def told(group: Sequence[str]) -> str:
        return "<br>".join(_named(workshop, people[person]) for person in group)

    found = [
        f"<p><b>{spot}</b><span>{told(group)}</span></p>"
        for spot, group in enumerate(now, start=1)
        if group and any(typed in plain(people[person].name) for person in group)
    ]
    shown = "".join(found) or "<p>Nobody of this name is in a group.</p>"
    st.html(f'<div class="spots">{shown}</div>')


def _named(workshop: Workshop, person: Participant) -> str:
    """A name with its team, as HTML."""
    team = escape(workshop.team_names[person.team])
    return f'{escape(person.name)} <span class="quiet">{team}</span>'


def _regrouping(workshop: Workshop, now: Round, people: dict[str, Participant]) -> None:
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
            on_click=_change_groups,
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


def _change_groups(code: str, move: str, *picked: str) -> None:
    """Let people change places, take somebody out, or bring her in again."""
    console.act(lambda: getattr(kit().conduct, move)(code, *picked))


def _have_met(workshop: Workshop, people: dict[str, Participant]) -> str:
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
