"""Pieces that the facilitator's Streamlit pages share."""

import base64
import io
from concurrent.futures import Future
from html import escape
from typing import NoReturn, TypeVar

import qrcode
import streamlit as st
from qrcode.image.svg import SvgPathFillImage

from workshop_kit import measures, questions, stylesheet
from workshop_kit.assembly import kit
from workshop_kit.phone.page import render_picture
from workshop_kit.question import Invalid
from workshop_kit.reveal import MeasurePicture, Picture, StepPicture
from workshop_kit.sign_in import COOKIE
from workshop_kit.workshop import NotNow, Unknown, Workshop

T = TypeVar("T")

SECONDS = 1.0
"""How often live parts look again."""


def signed_in() -> bool:
    """Does the browser hold a facilitator's pass? The gate asked at the door; pages ask again."""
    return kit().access.good(st.context.cookies.get(COOKIE))


def done(future: "Future[T]") -> T | None:
    """What the kit did; None where it refused, which is then told in a sentence."""
    try:
        return future.result()
    except (Invalid, NotNow) as error:
        st.toast(str(error), icon=":material/info:")
    return None


def chosen() -> Workshop:
    """The workshop that this page is about: by its address, or the last one chosen.

    Without one the page stops here and says what to do.
    """
    code = st.query_params.get("code") or st.session_state.get("code")
    if not code:
        _nothing_chosen("Choose a workshop first.")
    try:
        workshop = kit().conduct.workshop(str(code).upper()).result()
    except Unknown:
        _nothing_chosen("There is no workshop with this code.")
    choose(workshop.code)
    return workshop


def _nothing_chosen(sentence: str) -> NoReturn:
    st.info(sentence)
    st.page_link("workshops.py", label="To the workshops", icon=":material/arrow_back:")
    st.stop()


def choose(code: str) -> None:
    """Remember the workshop for the other pages, and for a reload of this one."""
    st.session_state["code"] = code
    st.query_params["code"] = code


def qr(code: str) -> str:
    """The workshop's QR code as HTML: black on white with its quiet zone, for any background."""
    drawn = io.BytesIO()
    qrcode.make(kit().join_url(code), image_factory=SvgPathFillImage, border=3).save(drawn)
    data = base64.b64encode(drawn.getvalue()).decode()
    return f'<img class="qr" alt="QR code to join" src="data:image/svg+xml;base64,{data}">'


def address(code: str) -> str:
    """What people type who cannot scan, without http://."""
    return kit().join_url(code).split("//", 1)[1]


def show_picture(picture: Picture, big: bool = False, key: str | None = None) -> None:
    """A picture as a chart, or as a wall of words or cards where its kind has no chart."""
    if isinstance(picture, MeasurePicture):
        chart = measures.chart(picture.measure.kind()).draw(picture.data, big)
    elif isinstance(picture, StepPicture) and questions.has_chart(picture.question.kind()):
        kind = questions.chart(picture.question.kind())
        chart = kind.draw(picture.question, picture.tallies, big)
    else:
        st.html(f'<div class="wall">{render_picture(picture)}</div>')
        return
    st.altair_chart(chart, width="stretch", theme=None, key=key)
    st.html(f'<p class="in-words">{escape(picture.in_words())}</p>')


def style(extra: str = "") -> None:
    """The kit's own look, over Streamlit's."""
    st.html(f"<style>{stylesheet.tokens()}{STYLE}{extra}</style>")


STYLE = """
.qr{width:100%;height:auto;display:block;background:#fff;border-radius:.6rem}
.stMainBlockContainer{padding-top:4.5rem;padding-bottom:2rem}
.in-words{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
.way-in{display:grid;grid-template-columns:minmax(0,11rem) 1fr;gap:1rem;align-items:center}
.way-in .code{font-size:1.8rem}
.code{font-weight:800;letter-spacing:.12em}
.say{border-left:.25rem solid var(--brand);padding:.1rem 0 .1rem 1rem;font-size:1.1rem;line-height:1.5}
.over{color:var(--brand);font-weight:700;margin:0}
.prompt{font-size:1.5rem;font-weight:700;line-height:1.25;margin:.2rem 0 .6rem}
.quiet{color:var(--muted)}
.teams{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem .8rem;margin:.3rem 0}
.teams .track{grid-column:1/-1;height:.45rem;border-radius:.3rem;background:var(--line);overflow:hidden;margin-bottom:.35rem}
.teams .track i{display:block;height:100%;background:var(--brand)}
.teams b{font-variant-numeric:tabular-nums}
.wall ul{list-style:none;padding:0;margin:0}
.wall .cloud{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;align-items:baseline;justify-content:center}
.wall .cloud li{color:var(--brand);font-weight:700;line-height:1.15}
.wall .cloud small{color:var(--muted);font-weight:400;font-size:.5em}
.wall .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.8rem}
.wall .cards li{background:var(--mist);border-left:.25rem solid var(--brand);border-radius:.4rem;padding:.8rem 1rem;overflow-wrap:anywhere;white-space:pre-line}
.wall .hint{color:var(--muted)}
"""
