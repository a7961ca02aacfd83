"""What the reveal of Three mirrors costs the server for each phone: `python3 -m bench.own_marks`.

600 people of 6 teams answer all three questions by chance; so nearly every phone has marks of its
own in six pictures, and no two pages are alike. Told is the time of the processor, in one process.
"""

import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

from tests.rooms import SHIPPED, answer_all, join_all, kept, make
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.phone import page
from workshop_kit.phone.alike import Filled
from workshop_kit.store import Store

T = TypeVar("T")

TEAMS, PEOPLE = 6, 600


def main() -> None:
    """Play it up to the reveal, look, and make the pages."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/workshops.db")
        conduct = Conduct(store, Bell())
        code = kept(conduct, SHIPPED["three_mirrors"], teams=TEAMS)
        phones = join_all(conduct, code, *[PEOPLE // TEAMS] * TEAMS)
        for _ in range(3):
            make(conduct, code, "next", "open")
            answer_all(conduct, code, phones)
            make(conduct, code, "close")
        make(conduct, code, "reveal")
        views = _timed(
            "what each may see",
            lambda: [coming.result() for coming in [conduct.view(code, p.secret) for p in phones]],
        )
        pages = _timed("its page", lambda: [page.now("en", view) for view in views])
        packed = [p.packed() if isinstance(p, Filled) else p.encode() for p in pages]
        print(f"{sum(map(len, packed)) / PEOPLE / 1000:.1f} kB on the wire")
        store.close()


def _timed(what: str, do: Callable[[], T]) -> T:
    began = time.process_time()
    done = do()
    print(f"{what}: {1000 * (time.process_time() - began) / PEOPLE:.2f} ms for each phone")
    return done


if __name__ == "__main__":
    main()
