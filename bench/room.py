"""A kit of its own in a process of its own, with a workshop, phones and the facilitator's console.

What is measured runs over real sockets; how much of the processor each side takes is told too.
"""

import asyncio
import contextlib
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from types import TracebackType

import psutil
import sqlalchemy as sa

from bench.console import Console, signed_in
from bench.phones import Phone, all_show, room
from bench.serving import answering
from tests.rooms import SHIPPED, TEAMS, a_step, an_exercise
from tests.servers import Server, from_outside
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store
from workshop_kit.store.tables import moments

CODE, STEP = "BENCH", "check_in/energy"


@dataclass(frozen=True)
class Spent:
    """Processor seconds of the server and of the phones, and what went by on the clock."""

    server: float
    phones: float
    clock: float


class Room:
    """The kit, started with an empty room; `async with` it. Its data is gone afterwards."""

    def __init__(self, people: int, database: str = "") -> None:
        self.people, self._database = people, database
        self.cookie = ""

    async def __aenter__(self) -> "Room":
        async with contextlib.AsyncExitStack() as ends:  # also where it is interrupted in between
            folder = tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True)
            data = Path(ends.enter_context(folder))
            self.url = self._database or f"sqlite:///{data / 'workshops.db'}"
            self.teams = self._prepare()
            self.server = Server(data, self._database)
            ends.callback(self.server.kill)
            self._process = psutil.Process(self.server.process.pid)
            # A facilitator has signed in long before the room: everything is loaded.
            await answering(f"{self.server.base}/readyz")
            self.phones: list[Phone] = room(
                "127.0.0.1", self.server.port, CODE, self.teams, self.people
            )
            self.consoles: list[Console] = []
            ends.push_async_callback(self._leave)
            self._ends = ends.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._ends.aclose()

    async def _leave(self) -> None:
        for console in self.consoles:
            await console.close()
        for phone in self.phones:
            phone.leave()

    def _prepare(self) -> list[str]:
        store = Store(self.url)
        exercises = [SHIPPED["check_in"], an_exercise(a_step("wish", ask="text"))]
        made = Conduct(store, Bell()).create("Bench", TEAMS, exercises, code=CODE).result()
        store.close()
        return [team.id for team in made.teams]

    def start_again(self) -> None:
        """Start the kit that was killed, on the same data."""
        self.server.start()
        self._process = psutil.Process(self.server.process.pid)

    # What is measured

    def mark(self) -> Spent:
        """What has been spent so far."""
        its, mine = self._process.cpu_times(), psutil.Process().cpu_times()
        return Spent(its.user + its.system, mine.user + mine.system, time.perf_counter())

    def since(self, mark: Spent) -> Spent:
        """What has been spent since then."""
        now = self.mark()
        return Spent(now.server - mark.server, now.phones - mark.phones, now.clock - mark.clock)

    def memory(self) -> int:
        """Bytes that the server holds for itself alone."""
        return int(self._process.memory_full_info().uss)

    def descriptors(self) -> int:
        """How many files and sockets the server has open."""
        return int(self._process.num_fds())

    def holds(self) -> dict[str, int]:
        """What would grow if something were not let go."""
        return {
            "memory": self.memory(),
            "descriptors": self.descriptors(),
            "threads": int(self._process.num_threads()),
        }

    def answers(self) -> int:
        """How many people's answers to the step are in the database."""
        with from_outside(self.url) as url, contextlib.closing(Store(url)) as store:
            found = store.read(lambda records: records.answered(CODE, STEP)).result()
            return sum(found.values())

    def last_moment(self) -> float:
        """When the facilitator's last move was made, in seconds since 1970."""
        with (
            from_outside(self.url) as url,
            sa.create_engine(url, poolclass=sa.NullPool).connect() as connection,
        ):
            at = connection.execute(sa.select(sa.func.max(moments.c.at))).scalar_one()
        return float(at.replace(tzinfo=UTC).timestamp())

    # What is done in it

    async def everybody_joins(self) -> list[str]:
        """All phones at once; why some did not get in."""
        told = await asyncio.gather(
            *(phone.join() for phone in self.phones), return_exceptions=True
        )
        return [repr(outcome) for outcome in told if outcome is not None]

    async def console(self, page: str = "run") -> Console:
        """A facilitator's open page."""
        if not self.cookie:
            link = self.server.sign_in_link
            self.cookie = await asyncio.to_thread(signed_in, self.server.base, link)
        console = Console(self.server.base, self.cookie, page, f"code={CODE}")
        await console.open()
        self.consoles.append(console)
        return console

    async def press(self, console: Console, label: str) -> float:
        """Press a button that moves the workshop; seconds until the last phone shows it."""
        revision = max(phone.shown for phone in self.phones) + 1
        pressed = await console.press(label)
        await all_show(self.phones, revision)
        return max(phone.shown_at for phone in self.phones) - pressed

    async def to_the_question(self, console: Console) -> None:
        """On to the step that is measured, which is opened."""
        for label in ("Next", "Open", "Close", "Reveal", "Next", "Open"):
            await self.press(console, label)
