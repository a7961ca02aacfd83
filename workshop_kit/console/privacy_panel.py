"""The Privacy panel: what will be shown of an exercise, before it starts, and what can be done.

It is shared by the pages to prepare and to run a workshop.
"""

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from workshop_kit import console, privacy
from workshop_kit.assembly import kit
from workshop_kit.console import privacy_offers
from workshop_kit.privacy import Limit
from workshop_kit.sentence import ENGLISH
from workshop_kit.workshop import Item, Place, Workshop, people

ICON = ":material/shield_person:"


def expected(code: str) -> Counter[str]:
    """How many are here or on the list, by team."""
    return Counter(one.team for one in kit().conduct.people(code).result())


@console.live(3 * console.SECONDS)
def of_now(code: str) -> None:
    """About the present exercise, or the one that comes first."""
    workshop = kit().conduct.workshop(code).result()
    place = workshop.place or workshop.following
    if place is None:
        privacy_offers.undo(workshop)
    else:
        joined = kit().conduct.counts(code).result().joined
        show(workshop, place.item, Counter(joined))


def show(workshop: Workshop, item: Item, there: Counter[str]) -> None:
    """What will be shown of one exercise, if these people answer it."""
    privacy_offers.undo(workshop)
    steps = privacy.of_exercise(workshop, item, there)
    if not steps:
        return
    nothing = [limit for _, told in steps for limit in told if limit.nothing]
    label = "Privacy: something here could not be shown" if nothing and there else "Privacy"
    with st.expander(label, icon=ICON):
        here = f", with the {there.total()} who are here or on your list" if there else ""
        st.html(f'<p class="quiet">What people read on their phones before they answer{here}.</p>')
        for place, told in steps:
            _step(workshop, place, told if there else ())
        if there:
            _warnings(workshop, steps)
        if nothing and there:
            privacy_offers.of_exercise(workshop, item, there)
        _together(workshop, item, [limit for _, told in steps for limit in told] if there else ())


def _step(workshop: Workshop, place: Place, told: Sequence[Limit]) -> None:
    """One step: who reads the answers, and what will not be shown."""
    who = privacy.readers(place.step, workshop.minimum)
    limits = "".join(f"<br>{escape(limit.told)}" for limit in told if not limit.nothing)
    st.html(
        f"<p><b>{place.number}. {escape(place.step.prompt_about())}</b><br>"
        f'<span class="quiet">{escape(who)}{limits}</span></p>'
    )
    if any(limit.nothing for limit in told):
        privacy_offers.of_step(workshop, place)


def _warnings(workshop: Workshop, steps: Sequence[tuple[Place, Sequence[Limit]]]) -> None:
    """What could not be shown and what helps: once, with the steps of which it is so."""
    found: dict[str, list[str]] = {}
    for place, told in steps:
        for limit in told:
            if limit.nothing:
                text = f"{limit.told} {privacy.advice(workshop, limit)}"
                found.setdefault(text, []).append(str(place.number))
    for text, numbers in found.items():
        which = f"Step{'' if len(numbers) == 1 else 's'} {ENGLISH.listed(numbers)}"
        st.warning(console.plain(f"{which}: {text}"), icon=":material/visibility_off:")


def _together(workshop: Workshop, item: Item, limits: Sequence[Limit]) -> None:
    """Which teams are shown only as one; she may choose, until something has been shown."""
    names = workshop.team_names
    privacy_offers.of_teams(workshop, item, limits)
    for teams in workshop.together:
        left, right = st.columns([6, 4], vertical_alignment="center")
        left.markdown(
            f"**{console.plain(ENGLISH.listed([names[t] for t in teams]))}** are shown together."
        )
        right.button(
            "Show apart",
            key=f"apart {item.id} {teams[0]}",
            width="stretch",
            on_click=_apart,
            args=(workshop.code, teams[0]),
        )
    if len(names) < 3:
        return
    left, right = st.columns([6, 4], vertical_alignment="bottom")
    key = f"together {item.id}"
    picked = left.multiselect(
        "Show small teams only together, in hidden figures",
        list(names),
        format_func=names.__getitem__,
        placeholder="Choose two teams or more",
        key=key,
    )
    right.button(
        "Show together",
        key=f"do {key}",
        disabled=len(picked) < 2,
        width="stretch",
        on_click=_join,
        args=(workshop.code, key),
    )


def _join(code: str, key: str) -> None:
    teams = st.session_state[key]
    done = console.act(
        lambda: kit().conduct.arrange(
            code, "show teams together", lambda w: people.show_together(w, teams)
        )
    )
    if done is not None:
        st.session_state[key] = []


def _apart(code: str, team: str) -> None:
    console.act(
        lambda: kit().conduct.arrange(
            code, "show teams apart", lambda w: people.show_apart(w, team)
        )
    )
