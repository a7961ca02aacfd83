"""Rooms for the tests: what they are asked, who comes in, what they answer. Plain functions."""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from workshop_kit import release
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.reading import load, read_all
from workshop_kit.figures import Figures
from workshop_kit.measure import Measure, Result
from workshop_kit.question import Fields, Invalid
from workshop_kit.workshop import NotNow, Participant, Workshop, making, moves

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = read_all(ROOT / "exercises")
TEAMS = (
    *("Sales", "Technology", "Design", "Operations", "Finance", "Legal"),
    *("People", "Service", "Research", "Press", "Purchase", "Care"),
)

HEAD = """
title    = "An exercise"
summary  = "For the tests."
minutes  = 10
practice = "trust"
sources  = ["The tests"]
"""
SETTINGS: dict[str, dict[str, Any]] = {
    "scale": {"low": "not at all", "high": "very much"},
    "choice": {"options": ["Red", "Green", "Blue"]},
}


# What they are asked


def a_step(step_id: str, ask: str = "scale", **keys: Any) -> str:
    """A step in TOML; what its kind needs is filled in."""
    given = {"id": step_id, "ask": ask, "prompt": "What do you say?"} | SETTINGS.get(ask, {}) | keys
    lines = [f"{key} = {json.dumps(value)}" for key, value in given.items()]
    return "\n".join(["[[step]]", *lines, ""])


def an_exercise(*steps: str, file: str = "exercise", measures: str = "") -> Exercise:
    """An exercise of steps in TOML."""
    return load("\n".join([HEAD, *steps, measures]), file)


def a_workshop(*exercises: Exercise, teams: int = 2, minimum: int = 3) -> Workshop:
    """A workshop that has not begun."""
    return making.new("Offsite", TEAMS[:teams], exercises or [an_exercise(a_step("mood"))], minimum)


def moved(workshop: Workshop, *names: str) -> Workshop:
    """The workshop after these moves: names of MOVES, or keys of steps to go to."""
    for name in names:
        move = moves.MOVES.get(name)
        workshop = move(workshop, 0.0) if move else moves.go_to(workshop, name, 0.0)
    return workshop


# Who comes in, and what they do


@dataclass(frozen=True)
class Phone:
    """A participant's phone: all that it holds is a secret."""

    secret: str
    me: Participant


def kept(conduct: Conduct, *exercises: Exercise, teams: int = 2, minimum: int = 3) -> str:
    """The code of a new workshop in the database."""
    asked = exercises or [an_exercise(a_step("mood"))]
    return conduct.create("Offsite", TEAMS[:teams], asked, minimum).result().code


def join_all(conduct: Conduct, code: str, *sizes: int) -> list[Phone]:
    """That many people join each team."""
    joining = {
        f"secret of {team}.{number}": conduct.join(
            code, f"secret of {team}.{number}", f"Person {team}.{number}", f"t{team}"
        )
        for team, size in enumerate(sizes, start=1)
        for number in range(size)
    }
    return [Phone(secret, future.result()) for secret, future in joining.items()]


def make(conduct: Conduct, code: str, *names: str) -> Workshop:
    """The facilitator makes these moves."""
    for name in names:
        workshop = conduct.move(code, name).result()
    return workshop


def send(
    conduct: Conduct,
    code: str,
    phone: Phone,
    fields: Fields | Mapping[str, Fields],
    sending: str = "once",
) -> bool:
    """One phone answers the current step: about the room, or by target."""
    place = conduct.workshop(code).result().place
    assert place
    by_target = {"room": fields} if place.step.about == "nothing" else fields
    return conduct.respond(code, phone.secret, place.key, dict(by_target), sending).result()


def answer_all(conduct: Conduct, code: str, phones: Sequence[Phone], seed: int = 0) -> int:
    """Everybody fills in the current step as a rehearsing participant would; how many could."""
    chance, sent = random.Random(seed), []
    for phone in phones:
        view = conduct.view(code, phone.secret).result()
        assert view.place
        if view.place.step.by == "team" and view.pen:
            continue
        sample = view.place.step.question.sample
        fields = {target.id: sample(chance, view.offer or {}) for target in view.targets}
        if any(fields.values()):
            sent.append(conduct.respond(code, phone.secret, view.place.key, fields, "once"))
        if sent and view.place.step.by == "team":
            sent[-1].result()  # her team mates see that she writes
    return sum(future.result() for future in sent)


def reveals(conduct: Conduct, code: str, phones: Sequence[Phone]) -> Iterator[Workshop]:
    """The workshop after each reveal; each step is revealed where it can be."""
    while not make(conduct, code, "next").ended:
        make(conduct, code, "open")
        answer_all(conduct, code, phones)
        try:
            revealed = make(conduct, code, "reveal")
        except NotNow:
            continue
        yield revealed


def play(conduct: Conduct, code: str, phones: Sequence[Phone]) -> None:
    """The whole workshop, to its end."""
    for _ in reveals(conduct, code, phones):
        pass


# What is asked of everything


def all_is_released(shown: Figures) -> bool:
    """Has every step that asks been revealed, and with figures where the room sees them?"""
    for place in shown.workshop.places:
        asked = place.step.question.asks and place.step.reveal != "never"
        assert (place.key in shown.releases) == asked, place.key
        if asked and place.step.reveal != "private":
            assert shown.releases[place.key].cells, place.key
    return shown.workshop.ended


def is_sentence(text: object) -> bool:
    """Would a tired person understand this: a sentence, of a length to read?"""
    return len(str(text)) < 300 and bool(re.fullmatch(r"[“A-Z0-9].*[.!?]", str(text), re.DOTALL))


def sentences(measure: Measure, result: Result) -> list[str]:
    """What a measure has found, in words; each with a question to talk about it, or none found."""
    found = measure.findings(result)
    assert all(is_sentence(f.ask) if f.size else f.ask is None for f in found), found
    return [f.said for f in found]


def stored_and_read(result: Result) -> Result:
    """What is left of a measure's result when it has been in the database."""
    body = msgspec.json.encode(result, enc_hook=release.plain)
    read: Result = release.restored(msgspec.json.decode(body))
    return read


def refusal(do: Any) -> str:
    """The sentence with which something is refused; the test fails where it is not."""
    with pytest.raises((Invalid, NotNow)) as refused:
        do()
    assert is_sentence(refused.value), refused.value
    return str(refused.value)


def stolen(database_url: str) -> dict[str, list[dict[str, Any]]]:
    """All that a thief of the database alone can read, by table."""
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:", 1))
    tables = sa.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in tables.sorted_tables
        }
    engine.dispose()
    return found
