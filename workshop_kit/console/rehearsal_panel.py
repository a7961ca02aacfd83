"""The rehearsal of a workshop, on the pages where she prepares and runs it."""

import streamlit as st

from workshop_kit import console, rehearsal, tryout
from workshop_kit.assembly import kit
from workshop_kit.workshop import NotNow, Workshop
from workshop_kit.workshop.moves import has_begun

FEWEST, USUAL = 6, 24
QUICK = {"Slowly": 25.0, "Lively": 6.0, "At once": 0.0}
"""How quick they are, in words, and within how many seconds they answer."""

ASKED = (
    "This takes the made-up participants out, and all that has happened in this workshop: every "
    "answer, also from real phones, everything that was shown, and where you are. Nothing of it "
    "can be brought back.\n\n"
    "The agenda with its words and times stays, and so do the teams. Who has joined with a real "
    "phone stays too, in the lobby."
)


@console.live(2 * console.SECONDS)
def show(code: str) -> None:
    """The rehearsal that goes on, or the way to one; nothing where the workshop has begun."""
    workshop = kit().conduct.workshop(code).result()
    if workshop.rehearsal:
        _goes_on(workshop)
    elif not (has_begun(workshop) or workshop.archived):
        _offer(workshop)


def _offer(workshop: Workshop) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="rehearse"):
        with st.popover("Rehearse", type="tertiary", icon=":material/theater_comedy:"):
            st.markdown(
                "Made-up participants join your teams over the real pages and answer whatever you "
                "open, for an hour. Clear them afterwards, and nothing of it stays."
            )
            people = st.number_input("How many", FEWEST, tryout.MOST, USUAL, key="rehearsing")
            quick = st.radio(
                "How quick they answer", list(QUICK), index=1, horizontal=True, key="quick"
            )
            if st.button("Fill with rehearsing participants", type="primary"):
                _fill(workshop.code, people, QUICK[quick])
                st.rerun()
        if workshop.place is None:
            st.page_link("check.py", label=console.CHECK, icon=":material/network_check:")


def _fill(code: str, people: int, hesitate: float) -> None:
    if not console.signed_in():
        return
    try:
        tryout.fill(kit(), code, people, hesitate)
    except NotNow as error:
        st.toast(str(error), icon=":material/info:")


def _goes_on(workshop: Workshop) -> None:
    people = kit().conduct.participants(workshop.code).result()
    count = sum(person.made_up for person in people)
    told = f"<b>Rehearsal: {count} made-up participants</b>"
    if workshop.rehearsal not in rehearsal.under_way:
        told += " They do not answer any more."
    with st.container(horizontal=True, vertical_alignment="center", key="rehearsal"):
        st.html(f'<p class="rehearsal" role="status">{told}</p>', width="content")
        with st.popover("Clear the rehearsal", type="tertiary", icon=":material/ink_eraser:"):
            st.markdown(ASKED)
            if st.button("Yes, clear it", type="primary"):
                console.act(lambda: kit().conduct.clear(workshop.code))
                st.rerun()
