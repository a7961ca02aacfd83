"""How long the files take, how much memory, and what the room feels of it meanwhile.

`python3 -m bench.workbook` makes the workbook of 100, 1,000 and 3,000 people who answered 40
questions, as the button does: in a process of its own. `python3 -m bench.workbook 500 slides` makes
another file of another room. The answers go through `disclosure` like any others.
"""

import argparse
import random
import resource
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workshop_kit import disclosure, exports
from workshop_kit.disclosure import Response
from workshop_kit.exercise.reading import load
from workshop_kit.figures import Figures
from workshop_kit.workshop import Place, Workshop, making

SIZES = (100, 1000, 3000)
QUESTIONS = 40
SECONDS = {100: 2.0, 3000: 10.0}
"""What is promised."""
MEGABYTES = 500
TEAMS = ("Sales", "Product", "Engineering", "Care", "Finance", "Operations", "Legal", "People")
TICK = 0.002
KINDS = (
    *('ask = "scale"\nlow = "not at all"\nhigh = "completely"',) * 6,
    'ask = "choice"\noptions = ["Plan", "People", "Tools", "Time"]',
    'ask = "text"',
)
WORDS = ("we", "they", "plan", "answer", "listen", "help", "earlier", "decision", "time", "team")


def workshop(questions: int = QUESTIONS) -> Workshop:
    """A workshop of so many questions, five to an exercise, all of them revealed."""
    made = []
    for first in range(0, questions, 5):
        steps = [
            f'[[step]]\nid = "q{number}"\nprompt = "What do you say to question {number}?"\n'
            f"{KINDS[number % len(KINDS)]}\n"
            for number in range(first, min(first + 5, questions))
        ]
        head = f'title = "Part {first // 5 + 1}"\nsummary = "A part."\nminutes = 10\n'
        head += 'practice = "trust"\nsources = ["The bench"]\n'
        made.append(load(head + "\n".join(steps), f"part_{first}"))
    room = making.new("A large room", TEAMS, made)
    for place in room.places:
        room.phases[place.key] = "revealed"
    return room


def figures(people: int, questions: int = QUESTIONS) -> Figures:
    """What so many people have answered, as it was released."""
    chance, room = random.Random(7), workshop(questions)
    teams = [f"t{1 + number % len(TEAMS)}" for number in range(people)]
    releases = {
        place.key: disclosure.release(
            place.key,
            place.step,
            [Response("room", team, _answer(place, chance)) for team in teams],
            people,
            room.team_names,
            room.minimum,
        )
        for place in room.places
    }
    joined = {team: teams.count(team) for team in room.team_names}
    return Figures(room, joined, releases, {})


def _answer(place: Place, chance: random.Random) -> Any:
    question = place.step.question
    fields = question.sample(chance, {})
    if place.step.ask == "text":
        fields = {"text": [" ".join(chance.choices(WORDS, k=12))]}
    return question.read(fields, {})


def measured(people: int, way: str, questions: int = QUESTIONS) -> dict[str, float]:
    """Seconds, megabytes of the file and of memory, and the longest that others had to wait."""
    given = figures(people, questions)
    waited, over = [0.0], threading.Event()
    beside = threading.Thread(target=_wait, args=(waited, over))
    beside.start()
    began, spent = time.monotonic(), _computed()
    try:
        file = exports.make(way, given, datetime.now().astimezone(), lambda done: None)
        seconds = time.monotonic() - began
    finally:
        over.set()
        beside.join()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "seconds": round(seconds, 2),
        "computed": round(_computed() - spent, 2),
        "file_mb": round(len(file) / 1e6, 2),
        "memory_mb": round(most / (1e6 if sys.platform == "darwin" else 1e3)),
        "others_waited_ms": round(1000 * max(waited)),
    }


def _computed() -> float:
    """Seconds that other processes have computed: what stays the same on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait(waited: list[float], over: threading.Event) -> None:
    """How late a thread is that only wants to run every two milliseconds, as an answer would."""
    while not over.is_set():
        began = time.monotonic()
        time.sleep(TICK)
        waited.append(time.monotonic() - began - TICK)


def run(typed: Any) -> dict[str, Any]:
    """The sizes of the promise, for the whole bench."""
    del typed
    return {str(people): measured(people, "workbook") for people in SIZES}


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell a table."""
    options = argparse.ArgumentParser("bench.workbook", description=__doc__)
    options.add_argument("people", nargs="?", type=int, help="one size instead of three")
    options.add_argument("way", nargs="?", default="workbook", choices=[*exports.WAYS])
    typed = options.parse_args(arguments)
    late = False
    print(f"{'people':>7} {'seconds':>8} {'computed':>9} {'MB':>6} {'memory':>7}  others waited")
    for people in [typed.people] if typed.people else SIZES:
        found = measured(people, typed.way)
        late |= found["seconds"] > SECONDS.get(people, 1e9) or found["memory_mb"] > MEGABYTES
        file, memory = f"{found['file_mb']:>6}", f"{found['memory_mb']:>4} MB"
        took = f"{found['seconds']:>8} {found['computed']:>9}"
        print(f"{people:>7} {took} {file} {memory}  {found['others_waited_ms']} ms")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
