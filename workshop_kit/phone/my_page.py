"""What a participant's own page shows, as HTML, and her commitments as days of a calendar."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from workshop_kit.afterwards.calendar_file import Day
from workshop_kit.conduct import Mine
from workshop_kit.language import words
from workshop_kit.phone import page
from workshop_kit.phone.rendering import render
from workshop_kit.promise import told
from workshop_kit.question import Answer
from workshop_kit.workshop import Place


@dataclass(frozen=True)
class Said:
    """One of her answers in words, and about whom it is; "" where about nobody."""

    about: str
    text: str


def my_page(language: str, mine: Mine, link: str) -> str:
    """The page; `link` opens it anywhere."""
    answered = [(page.in_language(entry.place, language), entry.answers) for entry in mine.answered]
    told = [
        (place, [Said(about, _said(language, mine, place, answer)) for about, answer in answers])
        for place, answers in answered
    ]
    received = [replace(r, place=page.in_language(r.place, language)) for r in mine.received]
    opened = {
        pulse.id: datetime.fromtimestamp(pulse.opens).astimezone().date().isoformat()
        for pulse in mine.workshop.pulses
    }
    return render(
        "me.html",
        language,
        mine=mine,
        link=link,
        received=received,
        answered=[
            (title, opened.get(pulse, ""), list(entries))
            for (title, pulse), entries in groupby(told, key=_heading)
        ],
    )


def _heading(entry: tuple[Place, list[Said]]) -> tuple[str, str]:
    """What her answers stand under: an exercise that is played again is one more."""
    place, _ = entry
    return place.item.exercise.title, place.pulse


def days(language: str, mine: Mine) -> list[Day]:
    """Her commitments that have a day, in her language."""
    say = words(language).say
    return [
        Day(
            uid=f"{mine.workshop.code}-{mine.me.id}-{promise.id}",
            day=date.fromisoformat(promise.by),
            title=promise.what,
            text=say(told(vars(promise))),
        )
        for promise in mine.promised
        if promise.by
    ]


def _said(language: str, mine: Mine, place: Place, answer: Answer) -> str:
    question, spoken = place.step.question, words(language)
    if question.chooses in ("people", "everybody"):
        names = [mine.names[one["id"]] for one in answer[0] if one["id"] in mine.names]
        return spoken.listed(names)
    return spoken.say(question.said(answer))
