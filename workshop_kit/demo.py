"""A sample workshop under way: four teams, 24 rehearsing participants, a reveal to look at."""

import asyncio
import time

from workshop_kit.assembly import Kit
from workshop_kit.rehearsal import rehearse
from workshop_kit.workshop import Unknown, Workshop
from workshop_kit.workshop.asked import has_own_reveal

CODE = "DEMO"
TEAMS = ("Sales", "Product", "Engineering", "Customer Care")
AGENDA = ("check_in", "three_mirrors", "easier_to_work_with")
PEOPLE = (
    *("Amara", "Lea", "Jonas", "Mei", "Tomasz", "Priya", "Noah", "Sofia"),
    *("Kwame", "Elif", "Lucas", "Hana", "Omar", "Greta", "Diego", "Anouk"),
    *("Ravi", "Ida", "Marek", "Chloe", "Yusuf", "Nora", "Felix", "Zoe"),
)
UNTIL = "three_mirrors/their_guess"
"""The demo plays up to the reveal of this step; from there on it is the newcomer's."""

MOST_SECONDS_A_STEP = 20.0
"""Most do with two; but a reveal that a busy computer made early would lack whole teams."""


async def play(kit: Kit) -> None:
    """Make the sample workshop where it is missing, fill its room and run its first steps."""
    try:
        workshop = await _of(kit.conduct.workshop(CODE))
    except Unknown:
        exercises = [kit.library[name] for name in AGENDA]
        workshop = await _of(
            kit.conduct.create("A day out of the silo", TEAMS, exercises, code=CODE)
        )
    if not workshop.rehearsal:
        workshop = await _of(kit.conduct.rehearse(CODE))
    people = [(name, TEAMS[i % len(TEAMS)]) for i, name in enumerate(PEOPLE)]
    steps = {place.key: place.step for place in workshop.places}
    base = f"http://127.0.0.1:{kit.settings.port}"
    async with asyncio.TaskGroup() as group:
        group.create_task(rehearse(base, workshop, people, steps, hesitate=0.6))
        group.create_task(_lead(kit, workshop))


async def _lead(kit: Kit, workshop: Workshop) -> None:
    await _until(kit, "joined")
    while UNTIL not in {place.key for place in workshop.revealed()}:
        if workshop.ended or workshop.phases.get(UNTIL, "ready") != "ready":
            return
        workshop = await _of(kit.conduct.move(CODE, "next"))
        workshop = await _of(kit.conduct.move(CODE, "open"))
        await _until(kit, "answered")
        if workshop.place and has_own_reveal(workshop, workshop.place):
            workshop = await _of(kit.conduct.move(CODE, "reveal"))


async def _until(kit: Kit, count: str) -> None:
    """Wait until everybody has joined or answered, but not forever."""
    end = time.monotonic() + MOST_SECONDS_A_STEP
    while time.monotonic() < end:
        counts = await _of(kit.conduct.counts(CODE))
        if sum(getattr(counts, count).values()) >= len(PEOPLE):
            return
        await asyncio.sleep(0.1)


_of = asyncio.wrap_future
