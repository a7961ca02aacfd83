"""A room that joins, answers, is shown a reveal and a wall of texts, and waits."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bench.console import Console
from bench.phones import Phone, form_of
from bench.room import Room

SIZES = (200, 1000, 3000)
"""How many phones the rooms have where nothing else is asked for."""
WITHIN = 5.0
"""Seconds over which a room's answers come."""
IDLE = 30.0
ALL = ("join", "reveal", "answers", "wall", "idle")
WORDS = ("we", "you", "they", "ask", "tell", "plan", "change", "call", "write", "listen", "help")

Figures = dict[str, Any]


def spread(seconds: list[float]) -> Figures:
    """The middle, the 95th of a hundred, and the slowest, in seconds."""
    there = sorted(seconds) or [float("nan")]
    return {
        "p50": there[len(there) // 2],
        "p95": there[min(len(there) - 1, int(len(there) * 0.95))],
        "max": there[-1],
    }


def a_number(chance: random.Random) -> str:
    """An answer on a scale."""
    return str(chance.randint(1, 5))


def a_text(chance: random.Random) -> str:
    """An answer in words; hardly ever the same one twice."""
    return " ".join([*chance.choices(WORDS, k=chance.randint(4, 14)), str(chance.random())])


@dataclass
class Live:
    """The parts that one room of so many people goes through."""

    people: int
    parts: tuple[str, ...] = ALL
    database: str = ""
    figures: dict[str, Figures] = field(default_factory=dict)

    async def run(self) -> dict[str, Figures]:
        """Figures by part."""
        async with Room(self.people, self.database) as room:
            joined = await self._join(room)
            if "join" in self.parts:
                self.figures["join"] = joined
            if {"reveal", "answers", "wall"} & set(self.parts):
                await self._steps(room)
            if "idle" in self.parts:
                self.figures["idle"] = await self._idle(room)
        return self.figures

    async def _join(self, room: Room) -> Figures:
        before, mark = room.memory(), room.mark()
        failures = await room.everybody_joins()
        spent = room.since(mark)
        return {
            "all in": spent.clock,
            **spread([phone.joined_in for phone in room.phones]),
            "failures": len(failures),
            "server cpu": spent.server,
            "phones cpu": spent.phones,
            "memory per phone": (room.memory() - before) / self.people,
            **({"first failure": failures[0]} if failures else {}),
        }

    async def _steps(self, room: Room) -> None:
        console = await room.console()
        await room.to_the_question(console)
        if "answers" in self.parts:
            self.figures["answers"] = await self._answers(room, console)
        else:
            await self.send(room.phones, 0.0)
        if not {"reveal", "wall"} & set(self.parts):
            return
        await room.press(console, "Close")
        revealed = await self._reveal(room, console)
        if "reveal" in self.parts:
            self.figures["reveal"] = revealed
        if "wall" in self.parts:
            await room.press(console, "Next")
            await room.press(console, "Open")
            await self.send(room.phones, WITHIN, a_text)
            await room.press(console, "Close")
            self.figures["wall"] = await self._reveal(room, console)

    async def _reveal(self, room: Room, console: Console) -> Figures:
        mark = room.mark()
        pressed = time.time()
        took = await room.press(console, "Reveal")
        spent = room.since(mark)
        pages = [phone.page for phone in room.phones if phone.page]
        return {
            "to the last": took,
            "after the move": took - (await self._moved(room) - pressed),
            "phones that show it": sum(":revealed:" in page.text for page in pages),
            "on the wire": sum(len(page.body) for page in pages) / len(pages),
            "server cpu": spent.server,
            "phones cpu": spent.phones,
        }

    async def _moved(self, room: Room) -> float:
        """When the last move was made, as the database says."""
        return await asyncio.to_thread(room.last_moment)

    async def _answers(self, room: Room, console: Any) -> Figures:
        mark = room.mark()
        took, failures = await self.send(room.phones, WITHIN)
        done = time.perf_counter()
        spent = room.since(mark)
        seen = await console.says(rf"\b{len(took)} of {self.people} have answered")
        return {
            **spread(took),
            "failures": len(failures),
            "lost": len(took) - await asyncio.to_thread(room.answers),
            "counted after": max(0.0, seen - done),
            "server cpu": spent.server,
            "phones cpu": spent.phones,
            **({"first failure": failures[0]} if failures else {}),
        }

    async def send(
        self, phones: list[Phone], within: float, say: Callable[[random.Random], str] = a_number
    ) -> tuple[list[float], list[str]]:
        """Everybody answers at some moment; how long each waited for the acknowledgement."""
        assert phones[0].page
        step, names = form_of(phones[0].page)
        chance = random.Random(8)
        took: list[float] = []

        async def send(phone: Phone, delay: float, said: str) -> None:
            await asyncio.sleep(delay)
            began = time.perf_counter()
            await phone.answer({"step": step, names[0]: said})
            took.append(time.perf_counter() - began)

        told = await asyncio.gather(
            *(send(phone, chance.uniform(0, within), say(chance)) for phone in phones),
            return_exceptions=True,
        )
        return took, [repr(outcome) for outcome in told if outcome is not None]

    async def _idle(self, room: Room) -> Figures:
        for console in room.consoles:
            await console.close()
        room.consoles.clear()
        await asyncio.sleep(2)
        bells, mark = sum(phone.bells for phone in room.phones), room.mark()
        await asyncio.sleep(IDLE)
        spent = room.since(mark)
        rung = sum(phone.bells for phone in room.phones) - bells
        return {
            "share of a core": spent.server / spent.clock,
            "beats per phone and minute": 60 * rung / self.people / spent.clock,
            "memory": room.memory(),
            "descriptors": room.descriptors(),
        }
