"""Names are not kept for ever: when they are removed, and how, as rules.

A name is replaced by “Person 7” wherever it stands as a whole word: on labels and in what people
wrote, and so is whoever was said to ask. The numbers are dealt by lot, so they say nothing.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workshop_kit.question import Invalid
from workshop_kit.workshop import Participant, Workshop
from workshop_kit.workshop.making import folded
from workshop_kit.workshop.moves import noticed

DAYS = range(1, 731)
SHORTEST_WORD = 3
"""A shorter name is replaced only where it stands alone: “A” is also a word."""

NOT_WORDS = frozenset(
    (
        "step",
        "target",
        "about",
        "team",
        "teams",
        "person",
        "id",
        "card",
        "template",
        "many",
        "status",
    )
)
"""Keys of JSON whose values are the kit's, not people's words."""

SOMEBODY = "Somebody"
REMOVED, HANDED_OUT, FORGOTTEN = "names removed", "data handed out", "name removed on request"
DELETED = "somebody has deleted her data"
"""The moments that record what was done, without the name."""


def keep(workshop: Workshop, days: int) -> Workshop:
    """Keep names for so many days after the workshop."""
    if days not in DAYS:
        raise Invalid(f"Names are kept for {DAYS[0]} to {DAYS[-1]} days.")
    return noticed(workshop, keep_names=days)


def removed(workshop: Workshop) -> Workshop:
    """The workshop after its names have been removed."""
    return noticed(workshop, nameless=True)


def due_on(workshop: Workshop, created: datetime) -> datetime:
    """When names are removed: so many days after it was last played, or made."""
    entered = workshop.entered.values()
    played = datetime.fromtimestamp(max(entered), UTC) if entered else created
    return played + timedelta(days=workshop.keep_names)


def dealt(people: Sequence[Participant]) -> dict[str, str]:
    """Another name for each of these, by their ids."""
    numbers = list(range(1, len(people) + 1))
    secrets.SystemRandom().shuffle(numbers)
    return {p.id: f"Person {n}" for p, n in zip(people, numbers, strict=True)}


def said_to_ask(found: Any) -> Iterator[str]:
    """The names of those who were said to ask, in any JSON of answers and commitments."""
    if isinstance(found, dict):
        if isinstance(asks := found.get("asks"), str) and asks:
            yield asks
        for value in found.values():
            yield from said_to_ask(value)
    elif isinstance(found, list):
        for value in found:
            yield from said_to_ask(value)


def instead(names: Iterable[tuple[str, str]], asked: Iterable[str] = ()) -> dict[str, str]:
    """What stands for each name; who was said to ask is one of these by her first name, or
    somebody."""
    found = {name: other for name, other in names if name}
    first: dict[str, list[str]] = {}
    for name, other in found.items():
        first.setdefault(folded(name.split()[0]), []).append(other)
    for name in asked:
        others = first.get(folded(name.split()[0]), []) if name.strip() else []
        found.setdefault(name, others[0] if len(others) == 1 else SOMEBODY)
    return found


def without(names: dict[str, str]) -> Callable[[Any], Any]:
    """What takes these names out of any JSON."""
    words = sorted((n for n in names if len(n) >= SHORTEST_WORD), key=len, reverse=True)
    pattern = (
        re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in words)) if words else None
    )

    def text(said: str) -> str:
        if said in names:
            return names[said]
        return pattern.sub(lambda m: names[m[0]], said) if pattern else said

    def everything(found: Any) -> Any:
        if isinstance(found, str):
            return text(found)
        if isinstance(found, dict):
            return {
                name if re.fullmatch("[a-z_]+", name) else text(name): value
                if name in NOT_WORDS
                else everything(value)
                for name, value in found.items()
            }
        return [everything(value) for value in found] if isinstance(found, list) else found

    return everything


def in_workshop(workshop: Workshop, change: Callable[[Any], Any]) -> Workshop:
    """The workshop without names in what she has written or taken down."""
    return replace(
        workshop,
        taken_down=_texts(workshop.taken_down, change),
        let_through=_texts(workshop.let_through, change),
        pinned=_texts(workshop.pinned, change),
        piles={
            key: {change(name): cards for name, cards in of_step.items()}
            for key, of_step in workshop.piles.items()
        },
        notes={key: change(note) for key, note in workshop.notes.items()},
    )


def _texts(
    by_step: Mapping[str, Sequence[str]], change: Callable[[Any], Any]
) -> dict[str, tuple[str, ...]]:
    return {key: tuple(map(change, texts)) for key, texts in by_step.items()}
