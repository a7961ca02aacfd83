"""Buttons that take a workshop along as a file, each made when it is pressed, beside the room."""

import logging
import threading
from collections.abc import Iterable
from datetime import datetime

import streamlit as st

from workshop_kit import console, exports
from workshop_kit.apart import Failed
from workshop_kit.assembly import kit
from workshop_kit.exports import OTHERS, WORKBOOK, Way

SECONDS = 0.7
"""How often it is told how far a file has come."""

_making: dict[tuple[str, str], float] = {}
_one_at_a_time = threading.Lock()
"""A large file takes a few hundred megabytes while it is made."""


def button(code: str, way: Way = WORKBOOK, key: str | None = None) -> None:
    """Take the workshop along as it is when she presses."""
    st.download_button(
        way.label,
        data=lambda: _made(code, way),
        file_name=f"{code}{way.ending}",
        mime=way.mime,
        icon=way.icon,
        on_click="ignore",
        width="stretch",
        key=key,
    )


def ways_out(code: str) -> None:
    """The workbook, and behind a button the other ways out."""
    button(code)
    with st.popover("More ways to take it along", width="stretch", icon=":material/ios_share:"):
        for way in OTHERS:
            button(code, way, key=f"take {way.id}")
            st.caption(way.help)


@console.live(SECONDS)
def progress(code: str) -> None:
    """How far the files have come that are being made."""
    for way, done in _of(code):
        st.progress(done, text=f"{way.label}: {done:.0%}. The room goes on meanwhile.")


def _of(code: str) -> Iterable[tuple[Way, float]]:
    return [(exports.WAYS[way], done) for (of, way), done in list(_making.items()) if of == code]


def _made(code: str, way: Way) -> bytes:
    key = (code, way.id)
    _making[key] = 0.0
    try:
        with _one_at_a_time:
            figures = kit().conduct.figures(code).result()
            now = datetime.now().astimezone()
            return exports.make(way.id, figures, now, lambda done: _making.update({key: done}))
    except Failed as error:
        logging.getLogger("workshop_kit.console.take_along").error("%s: %s", way.label, error)
        raise
    finally:
        _making.pop(key, None)
