"""A long day: a room that answers without end, phones that come and go, a server that is killed.

It ends with what was lost (nothing) and how much more memory the server holds than at the start.
"""

import asyncio
import random
import time
from typing import Any

from bench.phones import form_of
from bench.report import say
from bench.retry import Sender
from bench.room import CODE, STEP, Room
from workshop_kit.conduct.keys import hidden_key
from workshop_kit.store import Store

PAUSE = 20.0
"""Seconds between two answers of one phone, about."""
BETWEEN_KILLS = (90.0, 300.0)
SETTLED = 30.0
"""Seconds after a start from which on the server's memory should stay as it is."""
AWAY = 0.02
"""Of all phones, those whose line is lost each five seconds."""


async def run(minutes: float, people: int) -> dict[str, Any]:
    """What came of it."""
    chance = random.Random()
    async with Room(people) as room:
        failures = await room.everybody_joins()
        await room.to_the_question(await room.console())
        await room.consoles.pop().close()
        assert room.phones[0].page
        _, names = form_of(room.phones[0].page)
        senders = [Number(phone, STEP, names[0]) for phone in room.phones]
        sending = [asyncio.create_task(_answers(sender, chance)) for sender in senders]
        end, kills, grown = time.monotonic() + 60 * minutes, 0, [0.0]
        next_kill = time.monotonic() + min(chance.uniform(*BETWEEN_KILLS), 20 * minutes)
        began, young = time.monotonic(), 0
        while time.monotonic() < end:
            await asyncio.sleep(5)
            for phone in chance.sample(room.phones, max(1, int(AWAY * people))):
                phone.lose_line()
            if not young and time.monotonic() > began + SETTLED:
                young = room.memory()
            if time.monotonic() > next_kill:
                grown.append(room.memory() / young - 1 if young else 0.0)
                await asyncio.to_thread(room.server.kill)
                await asyncio.to_thread(room.start_again)
                began, young = time.monotonic(), 0
                kills, next_kill = kills + 1, time.monotonic() + chance.uniform(*BETWEEN_KILLS)
                left = (end - time.monotonic()) / 60
                kept = sum(len(sender.keys) for sender in senders)
                say(f"  killed {kills} times, {kept} answers, {left:.1f} minutes left")
        grown.append(room.memory() / young - 1 if young else 0.0)
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
            "memory grown in a life": max(grown),
        }
    }


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
    store = Store(url)
    try:
        found = store.read(lambda records: records.responses(CODE, STEP)).result()
    finally:
        store.close()
    answers = {who: answer for who, _, _, answer in found}
    lost = 0
    for sender in senders:
        if sender.saved:
            answer = answers.get(hidden_key(sender.phone.secret, CODE, STEP))
            meant = {sender.text(n) for n in range(sender.saved, sender.sent + 1)}
            lost += answer is None or str(answer[0]) not in meant
    return lost
