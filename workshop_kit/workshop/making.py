"""A new workshop, its code, and how what people typed is read: titles, teams, names, codes."""

import itertools
import re
import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from workshop_kit.exercise import Exercise
from workshop_kit.question import Invalid
from workshop_kit.sentence import sentence
from workshop_kit.workshop import (
    Item,
    Team,
    Workshop,
)

LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
"""For codes: no vowels, so no words; nothing that looks like something else."""

ALIKE = str.maketrans("OQDILSZBGU", "000115286V")
"""Letters and digits that are taken for one another, each group by one of its own."""

JOINERS = "\u200c\u200d"
"""Characters that cannot be seen and shape those beside them, in Persian and in emoji."""

LONGEST_TITLE, LONGEST_TEAM, LONGEST_NAME = 80, 40, 60

TEAMS = range(2, 13)

MINIMUM = range(3, 11)


def new(
    title: str,
    teams: Sequence[str],
    exercises: Sequence[Exercise],
    minimum: int = MINIMUM[2],
    code: str | None = None,
) -> Workshop:
    """A workshop that has not begun. Raises Invalid where something is missing or too much."""
    title, names = clean(title), [clean(team) for team in teams if clean(team)]
    if not title:
        raise Invalid("Please give the workshop a title.")
    if len(title) > LONGEST_TITLE:
        raise Invalid(f"The title has {len(title)} characters; there is room for {LONGEST_TITLE}.")
    if len(names) not in TEAMS:
        raise Invalid(
            f"A workshop has from {TEAMS[0]} to {TEAMS[-1]} teams; these are {len(names)}."
        )
    if twice := {n for n in names if [m.casefold() for m in names].count(n.casefold()) > 1}:
        raise Invalid(f"Two teams are called {sorted(twice)[0]}. Please give each its own name.")
    if long := [name for name in names if len(name) > LONGEST_TEAM]:
        raise Invalid(
            f"“{long[0][:LONGEST_TEAM]}…” is too long; "
            f"a team's name has up to {LONGEST_TEAM} characters."
        )
    if not exercises:
        raise Invalid("Please choose at least one exercise.")
    if minimum not in MINIMUM:
        raise Invalid(f"The smallest group shown is from {MINIMUM[0]} to {MINIMUM[-1]} people.")
    return Workshop(
        code=code or new_code(),
        title=title,
        teams=tuple(Team(f"t{i}", name) for i, name in enumerate(names, start=1)),
        agenda=_items(exercises),
        minimum=minimum,
    )


def again(workshop: Workshop, title: str, teams: Sequence[str]) -> Workshop:
    """The same agenda, with its words and times, for another group: nobody is in it yet."""
    exercises = [item.exercise for item in workshop.agenda]
    made = new(title, teams, exercises, workshop.minimum)
    return replace(made, starts=workshop.starts, time=workshop.time, guests=workshop.guests)


def teams_in(text: str) -> list[str]:
    """The team names in a typed or pasted text: one on each line, or a row or list of them."""
    lines = [line for line in re.split(r"[\n\t]", text) if line.strip()]
    return re.split(r"[,;]", lines[0]) if len(lines) == 1 else lines


def new_code() -> str:
    """Five letters to type from a projector."""
    return "".join(secrets.choice(LETTERS) for _ in range(5))


def plain(typed: str) -> str:
    """Letters and digits as somebody typed them, on any keyboard: in capitals, without signs."""
    letters = unicodedata.normalize("NFKD", typed).upper()
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in letters)
    return re.sub(r"[^A-Z0-9]", "", "".join(digits))


def meant(typed: str, codes: Collection[str]) -> str | None:
    """Which code somebody has read who typed this, also where one sign looks like another.

    None where no code is like it, or more than one.
    """
    if typed in codes:
        return typed
    alike = [code for code in codes if code.translate(ALIKE) == typed.translate(ALIKE)]
    return alike[0] if len(alike) == 1 else None


def clean(text: str) -> str:
    """A name on one line, without control characters and outer space."""
    printable = "".join(c if c.isprintable() or c in JOINERS else " " for c in text)
    return " ".join(printable.split()).strip(JOINERS)


def folded(name: str) -> str:
    """A name for comparing: Zoë typed in one letter or in two, in capitals or not, is the same."""
    return unicodedata.normalize("NFKC", name).casefold()


def named(name: str) -> str:
    """A participant's name as it is kept. Raises Invalid where it is empty or too long."""
    name = clean(name)
    if not name:
        raise Invalid(sentence("Please type your name, so that your colleagues find you."))
    if len(name) > LONGEST_NAME:
        raise Invalid(
            sentence(
                "That name has {n} letters; there is room for {longest}.",
                n=len(name),
                longest=LONGEST_NAME,
            )
        )
    return name


def item_of(exercise: Exercise, there: Collection[str]) -> Item:
    """An exercise as an item of an agenda in which these ids are taken."""
    numbered = (f"{exercise.file}-{number}" for number in itertools.count(2))
    item_id = next(i for i in itertools.chain([exercise.file], numbered) if i not in there)
    return Item(item_id, exercise)


def _items(exercises: Sequence[Exercise]) -> tuple[Item, ...]:
    items: dict[str, Item] = {}
    for exercise in exercises:
        item = item_of(exercise, items)
        items[item.id] = item
    return tuple(items.values())
