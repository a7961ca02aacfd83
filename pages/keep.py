"""A workshop as one file, how long names are kept, and what is done with people's data."""

import json
from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

from workshop_kit import console
from workshop_kit.afterwards import carry, names
from workshop_kit.assembly import kit
from workshop_kit.workshop import Participant, Workshop

TOLD = {
    names.REMOVED: "All names were removed.",
    names.HANDED_OUT: "Somebody’s data was handed out.",
    names.FORGOTTEN: "A name was removed on request.",
    names.DELETED: "Somebody has deleted their data on their own phone.",
}
HIDDEN = (
    "The data is what is kept under this name. Hidden answers cannot be in it: nobody but the "
    "person’s own phone can find them, on *My page* there. That it was handed out is recorded "
    "below, without the name."
)


def said(moment: datetime) -> str:
    """A day in words."""
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y}"


# Doing what she asked for


def keep(code: str) -> None:
    """Keep names for as many days as the field says."""
    days = int(st.session_state["days"])
    console.act(lambda: kit().conduct.keep_names(code, days))


def remove_names(code: str) -> None:
    """Remove all names now."""
    if console.act(lambda: kit().conduct.remove_names(code)):
        st.toast("The names are removed.", icon=":material/check:")


def gather(code: str, person: str) -> None:
    """Gather somebody's data, to be taken along."""
    found = console.act(lambda: kit().conduct.data_of(code, person))
    if found is not None:
        text = json.dumps(found, ensure_ascii=False, indent=2)
        st.session_state["data"] = (person, text)


def forget(code: str, person: str) -> None:
    """Remove one person's name."""
    if console.act(lambda: kit().conduct.forget_name(code, person)):
        st.session_state.pop("data", None)
        st.toast("The name is removed; what was said stays without it.", icon=":material/check:")


# The page


def one_file(workshop: Workshop) -> None:
    """Take it to another computer."""
    st.html('<p class="prompt">Carry it along</p>')
    st.write(carry.STAYS)
    st.download_button(
        "Save the workshop as one file",
        data=lambda: kit().conduct.packed(workshop.code).result(),
        file_name=f"{workshop.code}.workshop",
        mime=carry.MIME,
        icon=":material/luggage:",
        on_click="ignore",
    )
    st.caption(
        "It holds names and answers: keep it as you would keep these. On the other computer it is "
        "taken in on the page Workshops."
    )


def how_long(workshop: Workshop) -> None:
    """When names are removed, and removing them now."""
    st.html('<p class="prompt">How long names are kept</p>')
    if workshop.nameless:
        st.success("The names are removed. Figures and words stay, as “Person 7” and so on.")
        return
    until = kit().conduct.names_until(workshop.code).result()
    st.number_input(
        "Days after the workshop",
        names.DAYS[0],
        names.DAYS[-1],
        workshop.keep_names,
        key="days",
        on_change=keep,
        args=(workshop.code,),
    )
    st.write(
        f"On **{said(until)}** all names and email addresses are removed from this workshop, by "
        "themselves, as soon as the kit runs that day or later. Figures and words stay; who said "
        "what with a name becomes “Person 7” and so on. Personal links end."
    )
    st.caption(
        "A name inside a longer text is removed where it is written as it was when joining. Files "
        "that you have saved elsewhere keep what is in them: workbooks, backups, files of a "
        "workshop."
    )
    with st.popover("Remove them now", icon=":material/person_off:"):
        st.write(
            "Nobody can bring them back. Take the workbook first, if you need who promised what."
        )
        st.button(
            "Yes, remove all names", type="primary", on_click=remove_names, args=(workshop.code,)
        )


def somebody(workshop: Workshop) -> None:
    """What is kept of one person: to hand out, or to take the name off."""
    st.html('<p class="prompt">When somebody asks for their data</p>')
    people = {p.id: p for p in kit().conduct.participants(workshop.code).result()}
    if not people:
        st.caption("Nobody has joined.")
        return

    def called(person: str) -> str:
        one: Participant = people[person]
        return f"{one.name}, {workshop.team_names[one.team]}"

    person = st.selectbox("Who", list(people), format_func=called, key="who")
    st.write(HIDDEN)
    with st.container(horizontal=True):
        st.button(
            "Gather the data",
            icon=":material/person_search:",
            on_click=gather,
            args=(workshop.code, person),
        )
        with st.popover("Remove the name", icon=":material/person_off:"):
            st.write(
                "What this person said with the name stays, as “Person 7” or the like. On their "
                "own phone they can delete all that is theirs, hidden answers too."
            )
            st.button(
                "Yes, remove it", type="primary", on_click=forget, args=(workshop.code, person)
            )
    whose, text = st.session_state.get("data", ("", ""))
    if whose == person:
        st.download_button(
            "Take it along",
            data=text,
            file_name=f"{workshop.code} data.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.code(text, language=None, wrap_lines=True)


def done(workshop: Workshop) -> None:
    """What was done, as a record."""
    found = kit().conduct.done_for_people(workshop.code).result()
    with st.expander(f"What was done ({len(found)})", icon=":material/fact_check:"):
        if not found:
            st.caption(
                "Nothing yet. What is done here is recorded with its day, never with a name."
            )
        for what, when in found:
            st.html(f"{said(when)}: {escape(TOLD.get(what, what))}")


workshop = console.chosen()
console.style(Path(__file__).with_suffix(".css"))
st.html(f'<p class="over">{escape(workshop.title)}</p><h1 class="head">Carry and keep</h1>')
left, right = st.columns(2, gap="large")
with left:
    one_file(workshop)
    how_long(workshop)
with right:
    somebody(workshop)
    done(workshop)
