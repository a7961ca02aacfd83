"""A long day: a room that answers without end, phones that come and go, a server that is killed.

It is killed again and again in the first half, and lives on through the second. It ends with what
was lost (nothing), and how much more memory, files and threads the server held at most in the last
quarter of its last life than in the first: from one moment to the next its memory swings.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Sequence
from typing import Any

from bench.phones import form_of
from bench.report import say
from bench.retry import Sender
from bench.room import CODE, STEP, Room
from tests.servers import from_outside
from workshop_kit.conduct.keys import hidden_key
from workshop_kit.store import Store

PEOPLE = 1000
PAUSE = 20.0
"""Seconds between two answers of one phone, about."""
BETWEEN_KILLS = (90.0, 300.0)
SETTLED = 60.0
"""Seconds after a start from which on the server should hold no more than it does."""
AWAY = 0.02
"""Of all phones, those whose line is lost each five seconds."""


async def run(typed: Any) -> dict[str, Any]:
    """What came of it."""
    minutes, people = typed.minutes, min(PEOPLE, max(typed.phones))
    chance = random.Random()
    async with Room(people) as room:
        failures = await room.everybody_joins()
        await room.to_the_question(await room.console())
        await room.consoles.pop().close()
        assert room.phones[0].page
        _, names = form_of(room.phones[0].page)
        senders = [Number(phone, STEP, names[0]) for phone in room.phones]
        sending = [asyncio.create_task(_answers(sender, chance)) for sender in senders]
        kills, held = 0, [room.holds()]
        began = time.monotonic()
        end, half = began + 60 * minutes, began + 30 * minutes
        next_kill = began + min(chance.uniform(*BETWEEN_KILLS), 10 * minutes)
        settled = began + SETTLED
        while (now := time.monotonic()) < end:
            await asyncio.sleep(5)
            for phone in chance.sample(room.phones, max(1, int(AWAY * people))):
                phone.lose_line()
            if now > settled:
                held.append(room.holds())
            if next_kill < now < half:
                await asyncio.to_thread(room.server.kill)
                await asyncio.to_thread(room.start_again)
                settled = time.monotonic() + SETTLED
                held.clear()
                kills, next_kill = kills + 1, time.monotonic() + chance.uniform(*BETWEEN_KILLS)
            if int(now / 60) != int((now - 5) / 60):
                kept = sum(len(sender.keys) for sender in senders)
                holds = ", ".join(f"{name} {value}" for name, value in room.holds().items())
                left = (end - now) / 60
                say(f"  {kept} answers, killed {kills} times, {holds}; {left:.0f} minutes left")
        held.append(room.holds())
        quarter = max(1, len(held) // 4)
        young, old = _most(held[:quarter]), _most(held[-quarter:])
        for task in sending:
            task.cancel()
        acknowledged = sum(len(sender.keys) for sender in senders)
        lost = await asyncio.to_thread(_lost, room.url, senders)
    return {
        str(people): {
            "minutes": minutes,
            "kills": kills,
            "answers acknowledged": acknowledged,
            "sent again": sum(sender.refused for sender in senders),
            "lost": lost,
            "failures": len(failures),
            "memory grown": old["memory"] / young["memory"] - 1,
            "more files and sockets": old["descriptors"] - young["descriptors"],
            "more threads": old["threads"] - young["threads"],
        }
    }


def _most(held: Sequence[dict[str, int]]) -> dict[str, int]:
    """The most of each that was held."""
    return {name: max(holds[name] for holds in held) for name in held[0]}


class Number(Sender):
    """Answers a question of a scale: her text is a number from one to five."""

    def text(self, number: int) -> str:
        return str(1 + number % 5)


async def _answers(sender: Sender, chance: random.Random) -> None:
    while True:
        await asyncio.sleep(chance.uniform(0, 2 * PAUSE))
        await sender.send()


def _lost(url: str, senders: list[Number]) -> int:
    """How many of the acknowledged answers are not in the database, or not as they were sent."""
    with from_outside(url) as there, contextlib.closing(Store(there)) as store:
        found = store.read(lambda records: records.responses(CODE, STEP)).result()
    answers = {who: answer for who, _, _, answer in found}
    lost = 0
    for sender in senders:
        if sender.saved:
            answer = answers.get(hidden_key(sender.phone.secret, CODE, STEP))
            meant = {sender.text(n) for n in range(sender.saved, sender.sent + 1)}
            lost += answer is None or str(answer[0]) not in meant
    return lost
