"""What a reveal costs the server for each phone that has something of its own in it:
`python -m bench.own_marks`.

Everybody answers by chance, and each text is another one, so no two pages are alike: in Three
mirrors nearly every phone has marks of its own in six pictures, in the others its own card on a
wall of everybody's. Told is the time of the processor, in one process.
"""

import random
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

from bench.live import a_text
from tests.rooms import SHIPPED, answer_all, join_all, kept, make, send
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct, View
from workshop_kit.phone import page
from workshop_kit.phone.alike import Filled
from workshop_kit.phone.rendering import prepare
from workshop_kit.store import Store

T = TypeVar("T")

TEAMS = 6
REVEALS = (("three_mirrors", "their_guess", 600), ("linking_arms", "promise", 300))
REVEALS += (("check_out", "change", 1000), ("check_out", "change", 3000))
"""An exercise, a step of it, and the people."""


def main() -> None:
    """Play each up to the reveal, look, and make the pages."""
    prepare()
    for exercise, step, people in REVEALS:
        print(f"{exercise}, {step}, {people} people")
        with tempfile.TemporaryDirectory() as folder:
            store = Store(f"sqlite:///{folder}/workshops.db")
            _reveal(Conduct(store, Bell()), exercise, step, people)
            store.close()


def _reveal(conduct: Conduct, exercise: str, step: str, people: int) -> None:
    code = kept(conduct, SHIPPED[exercise], teams=TEAMS)
    phones = join_all(conduct, code, *[people // TEAMS] * TEAMS)
    chance = random.Random(8)
    for place in conduct.workshop(code).result().places:
        make(conduct, code, "next", "open")
        if place.step.id == step and place.step.about == "nothing":
            for phone in phones:
                fields = place.step.question.sample(chance, {})
                send(conduct, code, phone, fields | {next(iter(fields)): [a_text(chance)]})
        elif place.step.question.asks:
            answer_all(conduct, code, phones)
        make(conduct, code, "close")
        if place.step.id == step:
            break
    make(conduct, code, "reveal")

    def looked() -> list[View]:
        return [coming.result() for coming in [conduct.view(code, p.secret) for p in phones]]

    views = _timed("what each may see", people, looked)
    pages = _timed("its page", people, lambda: [page.now("en", view) for view in views])
    packed = _timed("packed", people, lambda: [p.packed() for p in pages if isinstance(p, Filled)])
    print(f"  {sum(map(len, packed)) / len(packed) / 1000:.1f} kB on the wire")


def _timed(what: str, people: int, do: Callable[[], T]) -> T:
    began = time.process_time()
    done = do()
    print(f"  {what}: {1000 * (time.process_time() - began) / people:.2f} ms for each phone")
    return done


if __name__ == "__main__":
    main()
