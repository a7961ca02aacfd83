"""From the press on Reveal to the figures that all can see: how that grows with the room.

40 questions, all answered by everybody; they are revealed one after the other, and the last reveal
is told: by then 39 are there. The move and the reading of all figures are made as the
facilitator's page makes them, on the database itself.
"""

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from bench import workbook
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store
from workshop_kit.store.tables import participants, responses
from workshop_kit.workshop import Place

SIZES = (100, 1000, 3000)


def run(typed: Any) -> dict[str, Any]:
    """Seconds by size."""
    del typed
    return {str(people): measured(people) for people in SIZES}


def measured(people: int) -> dict[str, float]:
    """How long the last reveal takes, and how long it then takes to read all figures."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'workshops.db'}"
        store = Store(url)
        try:
            conduct = Conduct(store, Bell())
            room = workbook.workshop()
            for place in room.places:
                room.phases[place.key] = "closed"
            room = replace(room, at=room.places[0].key)
            store.write(lambda records: records.add_workshop(room)).result()
            _fill(url, room.code, [team.id for team in room.teams], room.places, people)
            took = 0.0
            for place in room.places:
                conduct.go_to(room.code, place.key).result()
                began = time.perf_counter()
                conduct.move(room.code, "reveal").result()
                took = time.perf_counter() - began
            began = time.perf_counter()
            found = conduct.figures(room.code).result()
            figures = time.perf_counter() - began
            assert len(found.releases) == workbook.QUESTIONS
            return {"reveal": took, "figures": figures}
        finally:
            store.close()


def _fill(url: str, code: str, teams: list[str], places: tuple[Place, ...], people: int) -> None:
    """Everybody has come and has answered everything."""
    chance, engine = random.Random(7), sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(
            participants.insert(),
            [
                {
                    "id": f"p{n}",
                    "workshop": code,
                    "secret_hash": f"h{n}",
                    "name": f"Person {n}",
                    "team": teams[n % len(teams)],
                    "folded": f"person {n}",
                }
                for n in range(people)
            ],
        )
        for place in places:
            question = place.step.question
            connection.execute(
                responses.insert(),
                [
                    {
                        "workshop": code,
                        "step": place.key,
                        "respondent": f"p{n}",
                        "target": "room",
                        "team": teams[n % len(teams)],
                        "answer": msgspec.json.encode(
                            question.read(question.sample(chance, {}), {})
                        ),
                    }
                    for n in range(people)
                ],
            )
