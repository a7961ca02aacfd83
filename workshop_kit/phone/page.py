"""What a phone shows, as HTML: from a View, through templates, in the phone's language.

A language is given by its code, such as "de".
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from zlib import crc32

from jinja2.runtime import Macro

from workshop_kit import reveal
from workshop_kit.conduct import View
from workshop_kit.language import FIRST, words
from workshop_kit.phone.alike import (
    ALONE,
    ID,
    NAME,
    SECONDS,
    SENDING,
    Alike,
    Among,
    Filled,
    Sharing,
    Sheet,
    filled_in,
)
from workshop_kit.phone.rendering import render, template
from workshop_kit.question import Answer, Fields, Invalid
from workshop_kit.reveal import MeasurePicture, Picture
from workshop_kit.sentence import Sentence
from workshop_kit.workshop import Invited, Place, Target, Workshop
from workshop_kit.workshop.making import LONGEST_NAME

T = TypeVar("T")

ALIKE = Alike()
"""The pages that many phones show; they are made on the event loop only."""


Mine = Answer | Mapping[str, Mapping[str, Answer]] | None
"""What is a participant's own in a picture: her answer to a step, or those that a measure reads, by
role and target; None where there is nothing."""


@dataclass(frozen=True)
class Problem:
    """An answer that was not taken: what to do, for which step it was, what was filled in."""

    sentence: str
    step: str
    typed: Mapping[str, Fields]


@dataclass(frozen=True)
class Entering:
    """What somebody who comes in has typed; `me` is from her personal link.

    `offered` is a name that is free, where hers is not; `lost` a phone that was here before;
    `preset` says that the team is that of the table whose code she has scanned.
    """

    name: str = ""
    team: str = ""
    me: str = ""
    problem: str = ""
    offered: str = ""
    lost: bool = False
    preset: bool = False


UNTOUCHED = (Entering(), Entering(lost=True))


def scene(view: View, mark: str) -> str:
    """A name for what is on the screen: while it stays the same, a form is left alone."""
    if view.place is None:
        return "end" if view.workshop.ended else f"lobby:{view.me.name}"
    if view.workshop.paused is not None:
        return "pause"
    where = f"{view.place.key}:{view.phase}:{view.me.team}{mark}"
    if view.meeting and not view.place.step.question.asks:
        return ":".join([where, str(view.meeting.spot), *(p.id for p in view.meeting.partners)])
    if view.place.step.by == "person" or view.phase != "open":
        return where
    if _writes(view):
        return f"{where}:mine"  # her form stays as it is, whatever is saved
    return f"{where}:{view.pen.id if view.pen else ''}:{view.saved}"


def _mark(view: View) -> str:
    """What changes where the facilitator has changed what is shown: these must be seen anew."""
    place = view.place
    if place is None:
        return ""
    shown: object = None
    if view.phase == "open" and "cards" in place.step.question.chooses:
        shown = list(view.offer or {})
    elif view.phase == "revealed":
        item = f"{place.item.id}#"
        results = {key: r for key, r in (view.results or {}).items() if key.startswith(item)}
        shown = [(view.releases or {}).get(place.key), results]
    return f":{crc32(repr(shown).encode()):x}" if shown else ""


def join_page(language: str, workshop: Workshop, entering: Entering) -> str | Filled:
    """The page behind the QR code: a name, a team, one button."""

    def make() -> str:
        return render(
            "join.html",
            language,
            workshop=workshop,
            entering=entering,
            secret=SENDING,
            longest=LONGEST_NAME,
        )

    if entering in UNTOUCHED:
        return filled_in(ALIKE.page(workshop, ("join", language, entering), make))
    return str(filled_in(Sheet(make())))


def welcome_page(
    language: str, workshop: Workshop, me: Invited, came: bool, problem: str = ""
) -> str:
    """The page behind a personal link: name and team are known, one button."""
    return render(
        "welcome.html",
        language,
        workshop=workshop,
        me=me,
        came=came,
        problem="" if came else problem,
        secret=secrets.token_urlsafe(32),
    )


def changed_page(language: str, workshop: Workshop, problem: str = "", word: str = "") -> str:
    """The page for typing the code word of another phone."""
    return render("changed.html", language, workshop=workshop, problem=problem, word=word)


def code_page(language: str, problem: str = "", code: str = "") -> str:
    """The page for typing a code by hand."""
    return render("code.html", language, problem=problem, code=code)


def step_page(language: str, view: View, problem: Problem | None = None) -> str | Filled:
    """The whole page of somebody in the room."""
    return _made(_step_page, language, view, problem)


def now(language: str, view: View, problem: Problem | None = None) -> str | Filled:
    """The part of the page that follows the workshop."""
    return _made(_now, language, view, problem)


def now_alone(language: str, view: View) -> str:
    """The same for a view that no phone has, as in a preview: it is made for nobody else."""
    made = _now(language, _spoken(language, view), None, _seconds_left(view), ALONE)
    return str(filled_in(Sheet(made)))


def now_apart(language: str, view: View, problem: Problem | None, base: str) -> str:
    """The same for a phone that goes its own way; its forms go to below `base`."""
    made = _now(language, _spoken(language, view), problem, None, ALONE, base)
    return str(filled_in(Sheet(made)))


Maker = Callable[[str, View, Problem | None, object, Sharing], str]


def _made(make: Maker, language: str, view: View, problem: Problem | None) -> str | Filled:
    seconds = _seconds_left(view)
    if problem is not None or not _like_others(view):
        spoken = _spoken(language, view)
        return str(filled_in(Sheet(make(language, spoken, problem, seconds, ALONE))))
    left = None if seconds is None else SECONDS

    def for_all() -> str:
        someone = replace(view, me=replace(view.me, id=ID, name=NAME))
        theirs = (view.place.key if view.place else "", view.phase, language, view.me.team)
        sharing = Among(ALIKE, view.workshop, theirs)
        return make(language, _spoken(language, someone), None, left, sharing)

    own = repr((view.mine, view.measured))
    what = (view.me.team, view.phase, view.targets, own, left)
    sheet = ALIKE.page(view.workshop, (make.__name__, language, what), for_all)
    return filled_in(sheet, view.me.name, view.me.id, seconds)


def _like_others(view: View) -> bool:
    """Does she see what others of her team see who have answered the same?"""
    content = _content(view)
    if view.place is None or content == "reveal":
        return True
    if view.meeting or view.offer or view.received or view.pen or view.place.step.by == "team":
        return False
    return content != "talk"  # whose page says something else when no seconds are left


def _step_page(
    language: str, view: View, problem: Problem | None, seconds: object, sharing: Sharing
) -> str:
    return render(
        "room.html",
        language,
        view=view,
        problem=problem,
        now=_now(language, view, problem, seconds, sharing),
        waits=problem is None and _content(view) != "form",
    )


def _now(
    language: str,
    view: View,
    problem: Problem | None,
    seconds: object,
    sharing: Sharing,
    base: str = "",
) -> str:
    shown: Sequence[Picture] = sharing.once("shown", lambda: _shown(view))
    return render(
        "now.html",
        language,
        view=view,
        base=base or f"/j/{view.workshop.code}",
        scene=scene(view, sharing.once("mark", lambda: _mark(view))),
        mark=f"{crc32(repr(view.mine).encode()):x}" if view.mine else "",
        content=_content(view),
        problem=problem,
        kept=_kept(view, problem),
        seconds=seconds,
        sending=SENDING,
        filled=lambda target: _filled(view, target, problem),
        prompt=lambda target: _prompt(language, view, target),
        pictures=_pictures(language, view, shown, sharing),
        said=sharing.once("said", lambda: _said(view, shown)),
        withheld=sharing.once("withheld", lambda: _withheld(view, shown)),
    )


def _spoken(language: str, view: View) -> View:
    """With the exercise in the phone's language, where it has that one."""
    if view.place is None:
        return view
    return replace(view, place=in_language(view.place, language))


def in_language(place: Place, language: str) -> Place:
    """A place of the agenda with its words in a language, where the exercise has that one."""
    exercise = place.item.exercise.spoken(language)
    item = replace(place.item, exercise=exercise)
    return replace(place, item=item, step=exercise.step(place.step.id))


def _content(view: View) -> str:
    """The template for where the workshop stands."""
    place, phase = view.place, view.phase
    if place is None:
        return "end" if view.workshop.ended else "lobby"
    if phase == "ready" or view.workshop.paused is not None:
        return "ready" if view.workshop.paused is None else "pause"
    if not place.step.question.asks:
        return "talk"
    if phase == "open":
        return _answering(view)
    if phase == "closed":
        return "closed"
    return "private" if place.step.reveal == "private" else "reveal"


def _answering(view: View) -> str:
    """The template for an open question: to fill in, or to wait."""
    assert view.place is not None
    if not (view.targets and view.place.step.question.answerable(view.offer or {})):
        return "nobody"
    return "form" if _writes(view) else "pen"


def _writes(view: View) -> bool:
    """Is it she who fills in the form, or another one of her team?"""
    return view.place is not None and (
        view.place.step.by == "person" or (view.pen is not None and view.pen.id == view.me.id)
    )


def problem_page(language: str, sentence: str) -> str:
    """A page that says what is wrong and what to do."""
    return render("problem.html", language, sentence=sentence)


def _prompt(language: str, view: View, target: Target) -> str:
    whom = words(language).say(target.name or target.label)
    return view.place.step.prompt_about(whom) if view.place else ""


def _filled(view: View, target: Target, problem: Problem | None) -> Fields:
    if view.place is None:
        return {}
    if problem is not None and problem.step == view.place.key:
        return problem.typed.get(target.id, {})
    answer = (view.mine or {}).get(target.id)
    if answer is None:
        return {}
    return view.place.step.question.fill(answer)


def _kept(view: View, problem: Problem | None) -> list[str]:
    """What was filled in for a step whose form is not there any more, to be read and copied."""
    if problem is None or (
        view.place and view.place.key == problem.step and _content(view) == "form"
    ):
        return []
    try:
        question = view.workshop.find(problem.step).step.question
        answers = [question.read(fields, {}) for fields in problem.typed.values()]
    except Invalid:
        return []
    return [question.said(answer) for answer in answers if answer is not None]


def _seconds_left(view: View) -> int | None:
    """Time left of an open step, never below 0; None where it has no time."""
    if view.place is None or view.open_for is None or not view.place.step.minutes:
        return None
    if view.workshop.paused is not None:
        return None
    return max(0, round(view.place.step.minutes * 60 - view.open_for))


def _pictures(
    language: str, view: View, shown: Sequence[Picture], sharing: Sharing
) -> list[tuple[Picture, str]]:
    """The reveal with its HTML, what is about one's own team first, one's own answer marked."""
    if view.place is None or view.phase != "revealed":
        return []
    names, team = view.workshop.team_names, view.me.team
    own_first = sorted(enumerate(shown), key=lambda numbered: numbered[1].about != team)

    def html(number: int, picture: Picture) -> str:
        of_it = sharing.within(number)
        return render_picture(picture, _own(view, picture), language, team, names, of_it)

    return [(picture, html(number, picture)) for number, picture in own_first]


def _own(view: View, picture: Picture) -> Mine:
    """What is her own in a picture: her answer; in a measure's, by role and target."""
    if isinstance(picture, MeasurePicture):
        steps = picture.measure.steps()
        return {role: view.measured.get(step, {}) for role, step in steps.items()}
    return (view.mine or {}).get(picture.about)


def _shown(view: View) -> tuple[Picture, ...]:
    if view.place is None:
        return ()
    return reveal.pictures(view.workshop, view.place, view.releases or {}, view.results or {})


def _said(view: View, shown: Sequence[Picture]) -> tuple[Sentence, ...]:
    """What a step's own pictures say in words."""
    place, releases = view.place, view.releases or {}
    if place is None or view.phase != "revealed" or place.key not in releases:
        return ()
    return tuple(said for p in shown for said in reveal.step_says(p, place, releases))


def _withheld(view: View, shown: Sequence[Picture]) -> tuple[Sentence, ...]:
    release = (view.releases or {}).get(view.place.key) if view.place else None
    if release is None:
        return ()
    told = [note for picture in shown for note in reveal.notes(picture, release)]
    return tuple(dict.fromkeys(told)) if shown else release.withheld


def render_picture(
    picture: Picture,
    mine: Mine = None,
    language: str = FIRST,
    team: str = "",
    names: Mapping[str, str] | None = None,
    sharing: Sharing = ALONE,
) -> str:
    """A picture as light HTML, for a wall of cards or for a phone: of whose answer and team.

    `names` are those of the teams by their ids. A template lets a part that many phones show alike
    be made once with `alike(macro, …)`: all that differs in it is among the macro's arguments. What
    it needs for that, and is the same for all, is found once with `once(name, function, …)`.
    """

    values = picture.values()
    made = template(picture.template, language)
    own = mine if mine is not None or not isinstance(picture, MeasurePicture) else {}

    def alike(macro: Macro, *told: object) -> str:
        return sharing.text((macro.name, repr(told)), lambda: macro(*told))

    def once(key: str, find: Callable[..., object], *told: object) -> object:
        return sharing.once(key, lambda: find(*told))

    return made.render(mine=own, team=team, names=names or {}, alike=alike, once=once, **values)
