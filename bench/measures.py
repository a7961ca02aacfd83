"""How long each measure takes in a full room: `python3 -m bench.measures`.

12 teams of 300 people answer everything that the shipped exercises ask, and each measure is
computed as at a reveal: from releases, with its findings and its lines for the workbook. Answers
are made by chance, and go through `disclosure` like any others. Told is the time of the processor;
it fails where one measure takes 200 ms or more.
"""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from workshop_kit import disclosure
from workshop_kit.disclosure import Response
from workshop_kit.exercise import Exercise, Step
from workshop_kit.exercise.reading import load, read_all
from workshop_kit.measure import Part, Room
from workshop_kit.question import Offer, Offered
from workshop_kit.release import ROOM, Card, Release

TEAMS, PEOPLE = 12, 300
MOST_MS = 200
LIBRARY = Path(__file__).resolve().parent.parent / "exercises"
NAMES = {f"t{i}": f"Team {i}" for i in range(1, TEAMS + 1)}
TEAM_OF = {f"p{i}": f"t{i % TEAMS + 1}" for i in range(TEAMS * PEOPLE)}


SCALE = 'ask = "scale", low = "no", high = "yes", items = ["Quick", "Clear", "Fair", "Open"]'
OWN = f"""
title = "For exercises of one's own"
summary = "The measures that no exercise of the kit reads."
minutes = 3
practice = "trust"
sources = ["docs/measures"]
step = [
  {{id = "ours", about = "own_team", prompt = "We are", {SCALE}}},
  {{id = "theirs", about = "other_teams", prompt = "{{target}} says", {SCALE}}},
  {{id = "all", prompt = "I agree", {SCALE}}},
]
measure = [
  {{show = "profile_accuracy", truth = "ours", guess = "theirs"}},
  {{show = "common_ground", statements = "all"}},
]
"""


def main() -> int:
    """Time every measure of every exercise."""
    slow = 0
    played_by = {**read_all(LIBRARY), "of one's own": load(OWN, "own.toml")}
    for name, played in sorted(played_by.items()):
        if not played.readings:
            continue
        releases = _released(played)
        for reading in played.readings:
            parts = {
                role: Part(played.step(step).question, releases[step])
                for role, step in reading.measure.steps().items()
            }
            begun = time.process_time()
            result = reading.measure.compute(parts, Room(NAMES, TEAM_OF, _rounds(played)))
            found = reading.measure.findings(result)
            reading.measure.lines(result)
            took = 1000 * (time.process_time() - begun)
            slow += took >= MOST_MS
            told = "" if took < MOST_MS else "  TOO SLOW"
            print(f"{name:22} {reading.show:22} {took:6.1f} ms  {len(found)} found{told}")
    return int(bool(slow))


def _rounds(played: Exercise) -> dict[str, tuple[tuple[str, ...], ...]]:
    people = list(TEAM_OF)
    return {
        step.id: tuple(tuple(people[i : i + 2]) for i in range(0, len(people), 2))
        for step in played.steps
        if step.question.meets
    }


def _released(played: Exercise) -> dict[str, Release]:
    """What is revealed of each step, in order: later ones may take up the cards of earlier ones."""
    chance, releases = random.Random(1), dict[str, Release]()
    for step in played.steps:
        if not step.question.asks or step.reveal in ("private", "never"):
            continue
        cards = releases[step.uses].cards if step.uses in releases else ()
        answers = [
            Response(target, team, answer)
            for person, team in TEAM_OF.items()
            if step.by == "person" or person in _pens()
            for target in _targets(step, team)
            if (answer := _answer(step, chance, _offer(step, team, cards))) is not None
        ]
        releases[step.id] = disclosure.release(
            f"x/{step.id}", step, answers, len(TEAM_OF), NAMES, 5
        )
    return releases


def _pens() -> set[str]:
    return set(list(TEAM_OF)[:TEAMS])


def _targets(step: Step, team: str) -> Sequence[str]:
    if step.about == "own_team":
        return [team]
    if step.about == "another_team":
        return [f"t{int(team[1:]) % TEAMS + 1}"]
    return [other for other in NAMES if other != team] if step.about == "other_teams" else [ROOM]


def _offer(step: Step, team: str, cards: Sequence[Card]) -> Offer:
    if "cards" in step.question.chooses:
        return {card.id: Offered(card.text, card.by, card.team) for card in cards[:12]}
    if not step.question.chooses:
        return {}
    return {p: Offered(p, NAMES[t], t, t == team) for p, t in list(TEAM_OF.items())[:60]}


def _answer(step: Step, chance: random.Random, offer: Offer) -> list[object] | None:
    if not step.question.answerable(offer):
        return None
    return step.question.read(step.question.sample(chance, offer), offer)


if __name__ == "__main__":
    sys.exit(main())
