"""Pieces that the facilitator's Streamlit pages share."""

import logging
import re
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec
import streamlit as st

from workshop_kit import measures, questions, reveal, stylesheet
from workshop_kit.assembly import kit
from workshop_kit.conduct import Counts, Hasty
from workshop_kit.exercise import Exercise, Step
from workshop_kit.finding import Finding
from workshop_kit.language import FIRST, NAMES, direction, words
from workshop_kit.phone.page import render_picture
from workshop_kit.qr import image
from workshop_kit.question import Invalid
from workshop_kit.release import Release
from workshop_kit.reveal import FindingsPicture, MeasurePicture, Picture, StepPicture
from workshop_kit.sign_in import COOKIE, SCREEN
from workshop_kit.workshop import NotNow, Unknown, Workshop

T = TypeVar("T")

CHECK = "Can phones reach this laptop?"
SECONDS = 0.8
"""How long live parts wait before they look again: with what drawing takes, what one facilitator
does is on the other's page within a second, also while 1,000 phones look."""

NO_NETWORK = (
    "This computer is on no network that phones could reach. Connect it to the Wi-Fi of the room."
)

GOES_ON = (
    "The kit cannot get at its data just now. What was saved is safe, and answers wait on the "
    "phones. This page goes on by itself as soon as it can."
)


def signed_in() -> bool:
    """Does the browser hold a facilitator's pass? The gate asked at the door; pages ask again."""
    return kit().access.good(st.context.cookies.get(COOKIE))


def may_show(code: str) -> bool:
    """May this browser show the screen of a workshop: as a facilitator's, or as its screen?"""
    return signed_in() or screen_of() == code


def screen_of() -> str | None:
    """The code of the workshop whose screen this browser shows, by a screen link."""
    return kit().access.screen_of(st.context.cookies.get(SCREEN))


def live(
    seconds: float | None, may: Callable[[str], bool] = lambda code: signed_in()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a part of a page, about the workshop of a code, look again by itself; with None only
    when something in it is pressed, and then the rest of the page stays as it is.

    It asks for the pass each time: the page's own gate is not run again for a part, and who has
    signed out must see no more.
    """

    def looking_again(part: Callable[..., None]) -> Callable[..., None]:
        @st.fragment(run_every=seconds)
        def guarded(code: str, *more: Any) -> None:
            try:
                if not may(code):
                    st.rerun()
                part(code, *more)
            except Unknown:  # it was deleted meanwhile: the whole page says so
                st.rerun()
            except Exception:  # such as a database that is away
                logging.getLogger("workshop_kit.console").exception("A part of a page failed")
                st.error(GOES_ON, icon=":material/hourglass:")

        return guarded

    return looking_again


def act(move: Callable[[], "Future[T]"], hasty: Callable[[], None] = lambda: None) -> T | None:
    """Do what she pressed; None where it was refused or failed, which is told in a sentence.

    `hasty` is called where she is asked to think twice.
    """
    if not signed_in():
        return None
    try:
        return move().result()
    except Hasty as error:
        hasty()
        st.toast(str(error), icon=":material/back_hand:")
    except (Invalid, NotNow) as error:
        st.toast(str(error), icon=":material/info:")
    except Exception:
        logging.getLogger("workshop_kit.console").exception("A move failed")
        st.toast("That was not saved. Please press again.", icon=":material/warning:")
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


def languages(exercises: Iterable[Exercise]) -> list[str]:
    """The languages that any of these has, those of their files first."""
    return list(dict.fromkeys(code for exercise in exercises for code in exercise.languages))


def language(label: str, languages: Sequence[str], visible: bool = True) -> str:
    """The language of exercises, asked where there are several; what she chose stays chosen."""
    if len(languages) == 1:
        return languages[0]
    return st.segmented_control(
        label,
        languages,
        default=languages[0],
        format_func=lambda code: NAMES.get(code, code),
        required=True,
        key="language",
        bind="query-params",
        label_visibility="visible" if visible else "collapsed",
    )


def plain(text: str) -> str:
    """A text from a file, for where Streamlit would read it as Markdown."""
    return re.sub(r"([\\`*\[\]$~:])", r"\\\1", text)


def qr(code: str) -> str:
    """The workshop's QR code as HTML."""
    return image(kit().join_url(code), "QR code to join")


def steered(workshop: Workshop) -> str:
    """Where scripts find which workshop they steer, how far it has come, and a sign of life."""
    facts = (
        f'data-code="{workshop.code}" data-moves="{workshop.moves}" data-beat="{time.time():.1f}"'
    )
    return f'<i id="kit-steer" {facts}></i>'


def keys() -> None:
    """Let keys and presentation clickers steer the workshop of this page."""
    _script("keys.js")


def watch() -> None:
    """Let this page come back by itself, within seconds after the server does."""
    _script("watch.js")


def _script(name: str) -> None:
    script = files("workshop_kit.remote").joinpath(name).read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def address(code: str) -> str:
    """What people type who cannot scan, without http://."""
    return kit().join_url(code).split("//", 1)[1]


def have_answered(step: Step, counts: Counts) -> str:
    """How many of those who are asked have answered, as far as that may be known."""
    answered, asked = sum(counts.answered.values()), sum(counts.asked.values())
    if not counts.asked:
        return f"{answered} {'has' if answered == 1 else 'have'} answered"
    return f"{answered} of {step.counted(asked) if step.by == 'team' else asked} have answered"


def share_answered(counts: Counts) -> float | None:
    """The part of those asked who have answered, from 0 to 1; None where nobody may know."""
    if not counts.asked:
        return None
    return sum(counts.answered.values()) / max(1, sum(counts.asked.values()))


def have_said(step: Step, release: Release) -> str:
    """How many answered, and how much of it she has taken down."""
    gone = f", {release.taken_down} taken down" if release.taken_down else ""
    return f"{step.counted(release.answered)} answered{gone}"


def show_picture(
    picture: Picture, big: bool = False, key: str | None = None, language: str = FIRST
) -> None:
    """A picture as a chart, or as a wall of words or cards where its kind has no chart; its own
    words in a language."""
    chart = drawn(picture, big, language)
    if chart is None:
        html = render_picture(picture, language=language)
        way = direction(language)
        st.html(f'<div class="wall" dir="{way}"{_fitted(picture)}>{html}</div>')
        return
    st.vega_lite_chart(
        spec=chart,
        width="content" if big else "stretch",  # a big one is scaled as a whole, by screen.css
        theme=None,
        alt=words(language).say(picture.in_words()),
        key=key,
    )


def titles(shown: Iterable[Picture], language: str) -> list[str]:
    """What pictures are called on her pages: as the room reads it, in the workshop's language."""
    return [words(language).say(picture.title) for picture in shown]


def _fitted(picture: Picture) -> str:
    """How the projector sets a page of cards, as a style; the console has a way of its own."""
    if not isinstance(picture, StepPicture) or not picture.cards:
        return ""
    columns, scale = reveal.fit(picture.cards)
    return f' style="--columns:{columns};--scale:{scale}"'


def show_findings(found: Sequence[Finding], language: str) -> None:
    """Findings with their questions, in a language."""
    say = words(language).say
    for finding in found:
        ask = f"  \n*{plain(say(finding.ask))}*" if finding.ask else ""
        st.markdown(f"- {plain(say(finding.said))}{ask}")


def _figures(picture: Picture) -> bytes:
    return msgspec.json.encode((picture.template, picture.values()), enc_hook=str)


@st.cache_data(
    max_entries=300,
    show_spinner=False,
    hash_funcs=dict.fromkeys((StepPicture, MeasurePicture, FindingsPicture), _figures),
)
def drawn(picture: Picture, big: bool, language: str) -> dict[str, Any] | None:
    """The chart as Vega-Lite; None where the kind has none. A tenth of a second, so done once."""
    if isinstance(picture, MeasurePicture) and measures.has_chart(picture.measure.kind()):
        chart = measures.chart(picture.measure.kind()).draw(picture.data, big, words(language))
    elif isinstance(picture, StepPicture) and questions.has_chart(picture.question.kind()):
        kind = questions.chart(picture.question.kind())
        chart = kind.draw(picture.question, picture.tallies, big, words(language))
    else:
        return None
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


SCROLLED = "body:focus-visible{outline:3px solid var(--focus);outline-offset:-3px}"
"""Keys scroll a page inside the page: where they are has to be seen."""


def frame(body: str, sheet: str, alt: str, height: int) -> None:
    """A page inside the page, to look at only: nothing in it runs, can be pressed or is sent."""
    allowed = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'self'; "
        "form-action 'none'"
    )
    st.iframe(
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
        f'<meta name="color-scheme" content="light dark"><style>{sheet}{SCROLLED}</style>'
        f'<body tabindex="0"><div inert style="display:contents">{body}</div>',
        alt=alt,
        height=height,
    )


def style(sheet: Path) -> None:
    """A page's own look, from a style sheet, over Streamlit's; with the kit's colours."""
    st.html(f"<style>{stylesheet.tokens()}{sheet.read_text(encoding='utf-8')}</style>")
