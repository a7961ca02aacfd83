"""What was written in a step, in the facilitator's hand: look through it, take down, pile up.

It is shared by the pages to run a workshop and to see its results.
"""

from collections.abc import Callable, Sequence
from itertools import groupby

import streamlit as st

from workshop_kit import console, sorting
from workshop_kit.assembly import kit
from workshop_kit.console import board
from workshop_kit.disclosure import Words
from workshop_kit.reveal import OTHERS
from workshop_kit.workshop import Place, Workshop, moderation, steering

AT_ONCE = 40
"""Cards in the list, before she asks for more."""

FEW, LIST = 9, 520
"""A list of more cards has its own height, so that what is done with them stays in sight."""

MIRRORED = "Only for your eyes: if the room sees this screen, turn it away first."


@console.live(3 * console.SECONDS)
def of_now(code: str) -> None:
    """What was written in the current step, or what can be decided before."""
    workshop = kit().conduct.workshop(code).result()
    place = workshop.place
    if place is None:
        return
    if place.step.reveal == "live" and place.step.question.quotes:
        _one_by_one(workshop, place)
    if "look through" in steering.possible(workshop):
        left, right = st.columns([3, 7], vertical_alignment="center")
        left.button(
            "Look through first",
            icon=":material/fact_check:",
            width="stretch",
            on_click=_look_through,
            args=(workshop,),
        )
        right.caption(f"Read what was written before the room does. {MIRRORED}")
    for shown in workshop.places:
        phase = workshop.phase(shown.key)
        if shown == place or (phase == "held" and workshop.shown_with(shown) == place):
            written(workshop, shown, kit().conduct.words(code, shown.key).result())


def written(workshop: Workshop, place: Place, words: Sequence[Words]) -> None:
    """A step's own words, folded away; nothing where there are none."""
    key, held = place.key, workshop.phase(place.key) == "held"
    if not words and held:
        st.caption("Too few people answered for their words to be shown, to you or to the room.")
    if not words:
        return
    title = "Words" if not any(word.card for word in words) else "Cards"
    with st.expander(f"{title} of step {place.number}", icon=":material/style:", expanded=held):
        shown = [word for word in words if word.standing == "shown"]
        gone = [word for word in words if word.standing == "taken down"]
        waiting = [word for word in words if word.standing == "waiting"]
        find, back = st.columns([7, 3], vertical_alignment="bottom")
        typed = find.text_input("Find", placeholder="Type a part of it", key=f"find {key}")
        found = [word for word in shown if typed.strip().casefold() in word.text.casefold()]
        with back.popover(f"Taken down ({len(gone)})", disabled=not gone, width="stretch"):
            st.caption(MIRRORED)
            for word in _each(gone):
                _row(workshop, key, word, "Bring back", _put_back)
        if waiting:
            st.markdown(f"**{len(waiting)} waiting**")
            for word in _each(waiting):
                _row(workshop, key, word, "Let through", _let_through)
        fixed = workshop.phase(key) in ("held", "revealed")
        cards = fixed and all(word.card for word in words)
        if cards:
            if apart := st.session_state.get(f"apart {key}"):
                st.button(
                    f"Undo: put “{console.plain(apart[0])}” together again",
                    key=f"again {key}",
                    icon=":material/undo:",
                    on_click=_again,
                    args=(workshop, key),
                )
            if st.toggle("Sort by dragging", key=f"dragging {key}"):
                board.show(workshop, key, shown)
                for pile in workshop.piles.get(key, {}):
                    _heading(workshop, key, pile)
                return
            _pile_up(workshop, key, shown)
            _suggest(workshop, key, shown)
        with st.container(height=LIST if len(found) > FEW else "content", border=False):
            _list(workshop, place, found, cards)


def _list(workshop: Workshop, place: Place, found: Sequence[Words], cards: bool) -> None:
    """What is shown, pile by pile."""
    key, piles = place.key, list(workshop.piles.get(place.key, {}))
    in_order = sorted(found, key=lambda word: [*piles, ""].index(word.pile))
    most = st.session_state.get(f"most {key}", AT_ONCE)
    for pile, words in groupby(in_order[:most], lambda word: word.pile):
        if pile:
            _heading(workshop, key, pile)
        elif piles:
            st.markdown(f"**{OTHERS}**")
        for word in words if cards else _each(list(words)):
            _row(workshop, key, word, "Take down", _take_down, pick=cards)
    if (more := len(found) - most) > 0:
        st.button(
            "Show more" if more > AT_ONCE else f"Show {more} more",
            key=f"more {key}",
            on_click=_more,
            args=(key, most + AT_ONCE),
        )
    if not found:
        st.caption("Nothing here.")


def _row(
    workshop: Workshop,
    key: str,
    word: Words,
    label: str,
    press: Callable[[Workshop, str, str], None],
    pick: bool = False,
) -> None:
    """One text with its button; with `pick`, it can be picked for a pile."""
    left, right = st.columns([8, 2], vertical_alignment="center")
    topic = ", ".join(t for t in (workshop.team_names.get(word.about, ""), word.item) if t)
    told = console.plain(word.text) + (f" :gray[({console.plain(topic)})]" if topic else "")
    if pick:
        left.checkbox(told, key=_picked(key, word.card))
    else:
        left.markdown(told)
    right.button(
        label,
        key=f"{label} {key} {word.card} {word.text}",
        type="tertiary",
        width="stretch",
        on_click=press,
        args=(workshop, key, word.text),
    )


def _heading(workshop: Workshop, key: str, pile: str) -> None:
    """A pile's name, and what can be done with it."""
    left, right = st.columns([8, 2], vertical_alignment="center")
    left.markdown(f"**{console.plain(pile)}**")
    with right.popover("Change", width="stretch"):
        name = st.text_input("Name of the pile", pile, key=f"name {key} {pile}")
        st.button(
            "Rename", key=f"rename {key} {pile}", on_click=_rename, args=(workshop, key, pile, name)
        )
        st.button(
            "Take the pile apart",
            key=f"apart {key} {pile}",
            on_click=_apart,
            args=(workshop, key, pile),
        )


def _pile_up(workshop: Workshop, key: str, words: Sequence[Words]) -> None:
    """Put the picked cards on a pile with a name."""
    picked = [word.card for word in words if st.session_state.get(_picked(key, word.card))]
    if not picked:
        st.caption("Tap cards that belong together, and name their pile.")
        return
    left, right = st.columns([7, 3], vertical_alignment="bottom")
    name = left.selectbox(
        f"{len(picked)} picked: the name of their pile",
        list(workshop.piles.get(key, {})),
        index=None,
        placeholder="Type a name, or choose a pile",
        accept_new_options=True,
        key=f"pile {key}",
    )
    right.button(
        "Put together",
        key=f"together {key}",
        type="primary",
        disabled=not name,
        width="stretch",
        on_click=_together,
        args=(workshop, key, name, picked),
    )


def _suggest(workshop: Workshop, key: str, words: Sequence[Words]) -> None:
    """A first sorting of many cards: each pile is used only if she says so."""
    if len(words) < sorting.FROM or not st.toggle("Suggest a first sorting", key=f"suggest {key}"):
        return
    st.caption("Counted from the words that cards share; read before you use it.")
    most = st.slider(
        "How many piles",
        *(2, sorting.MOST_PILES, sorting.number_of_piles(len(words))),
        key=f"how many {key}",
    )
    found = sorting.suggested(tuple(word.text for word in words), most)
    for number, (name, places) in enumerate(found):
        cards = [words[place] for place in places if not words[place].pile]
        if len(cards) < sorting.FEWEST_IN_A_PILE:
            continue
        left, right = st.columns([7, 3], vertical_alignment="bottom")
        named = left.text_input(f"{len(cards)} cards", name, key=f"suggested {key} {number} {name}")
        right.button(
            "Use this pile",
            key=f"use {key} {number} {name}",
            width="stretch",
            on_click=_together,
            args=(workshop, key, named, [word.card for word in cards]),
        )
        st.caption(" · ".join(console.plain(word.text) for word in cards))


def _one_by_one(workshop: Workshop, place: Place) -> None:
    """Before it opens: shall what is written wait for her?"""
    if workshop.phase(place.key) != "ready":
        return
    waits = place.key in workshop.let_through
    left, right = st.columns([3, 7], vertical_alignment="center")
    left.button(
        "Show answers as they come" if waits else "Let answers through one by one",
        key=f"wait {place.key}",
        icon=":material/fact_check:",
        width="stretch",
        on_click=_wait,
        args=(workshop, place.key),
    )
    told = "Answers will wait for you." if waits else "The screen shows each answer as it comes."
    right.caption(told)


def _each(words: Sequence[Words]) -> list[Words]:
    """Each text once."""
    return list({word.text: word for word in words}.values())


def _picked(key: str, card: str) -> str:
    return f"picked {key} {card}"


def _more(key: str, most: int) -> None:
    st.session_state[f"most {key}"] = most


def _look_through(workshop: Workshop) -> None:
    console.act(lambda: kit().conduct.move(workshop.code, "look through", seen=workshop.moves))


def _change(workshop: Workshop, name: str, change: Callable[[Workshop], Workshop]) -> bool:
    done = console.act(lambda: kit().conduct.moderate(workshop.code, name, change))
    return done is not None


def _take_down(workshop: Workshop, key: str, text: str) -> None:
    _change(workshop, "take down", lambda now: moderation.take_down(now, key, text))


def _put_back(workshop: Workshop, key: str, text: str) -> None:
    _change(workshop, "put back", lambda now: moderation.put_back(now, key, text))


def _let_through(workshop: Workshop, key: str, text: str) -> None:
    _change(workshop, "let through", lambda now: moderation.let_through(now, key, [text]))


def _wait(workshop: Workshop, key: str) -> None:
    waiting = key not in workshop.let_through
    _change(workshop, "wait", lambda now: moderation.wait_for_me(now, key, waiting))


def _together(workshop: Workshop, key: str, name: str, cards: Sequence[str]) -> None:
    if _change(workshop, "pile", lambda now: moderation.pile(now, key, name, cards)):
        for card in cards:
            st.session_state[_picked(key, card)] = False
        st.session_state[f"pile {key}"] = None


def _rename(workshop: Workshop, key: str, pile: str, name: str) -> None:
    _change(workshop, "rename", lambda now: moderation.rename(now, key, pile, name))


def _apart(workshop: Workshop, key: str, pile: str) -> None:
    if _change(workshop, "unpile", lambda now: moderation.unpile(now, key, pile)):
        st.session_state[f"apart {key}"] = (pile, workshop.piles[key][pile])


def _again(workshop: Workshop, key: str) -> None:
    pile, cards = st.session_state.pop(f"apart {key}")
    _change(workshop, "pile", lambda now: moderation.pile(now, key, pile, cards))
