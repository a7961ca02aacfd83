"""Rehearsing participants: they play over the real pages, and post only what these offer."""

import asyncio
import io
import random
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import openpyxl
import pytest

from tests.phones import pages
from tests.rooms import SHIPPED, a_step, an_exercise, kept, make
from workshop_kit import exercise, questions
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.rehearsal import Missing, Rehearsing
from workshop_kit.workbook import workbook
from workshop_kit.workshop import NotNow

SIZES = {"Sales": 6, "Technology": 5, "Design": 7, "Operations": 2}
EXAMPLES = {f"example of {k}": exercise.load(questions.example(k), k) for k in questions.kinds()}


async def a_room(conduct: Conduct, code: str, sizes: dict[str, int]) -> list[Rehearsing]:
    """Rehearsing participants who have joined."""
    steps = {place.key: place.step for place in conduct.workshop(code).result().places}
    people = []
    for number, team in enumerate(team for team, size in sizes.items() for _ in range(size)):
        transport = httpx2.ASGITransport(app=pages(conduct))
        client = httpx2.AsyncClient(transport=transport, base_url="http://kit")
        name, chance = f"Person {number}", random.Random(number)
        people.append(Rehearsing(client, code, name, team, steps, chance))
    await asyncio.gather(*(person.join() for person in people))
    return people


@pytest.mark.parametrize(
    "played", [*SHIPPED.values(), *EXAMPLES.values()], ids=[*SHIPPED, *EXAMPLES]
)
def test_every_exercise_is_played_from_the_first_step_to_the_excel_file(
    conduct: Conduct, played: Exercise
) -> None:
    code = kept(conduct, played, teams=4, minimum=5)

    async def play() -> None:
        people = await a_room(conduct, code, SIZES)
        while not make(conduct, code, "next").ended:
            make(conduct, code, "open")
            answered = await asyncio.gather(*(person.answer() for person in people))
            place = conduct.workshop(code).result().place
            assert place
            if place.step.question.asks:
                assert sum(answered) == sum(conduct.counts(code).result().answered.values())
                asked = SIZES if place.step.by == "team" else people
                assert sum(answered) >= len(asked) / 2
            try:
                make(conduct, code, "reveal")
            except NotNow:
                continue

    asyncio.run(play())
    file = workbook(conduct.figures(code).result(), datetime.now(UTC))
    sheets = openpyxl.load_workbook(io.BytesIO(file)).sheetnames
    assert played.title in sheets


def test_a_rehearsing_participant_refuses_to_post_what_the_page_does_not_offer(
    conduct: Conduct,
) -> None:
    page_asks = an_exercise(a_step("mood", points=3))
    thinks = an_exercise(a_step("mood", points=9))
    code = kept(conduct, page_asks)
    make(conduct, code, "next", "open")

    async def answer() -> None:
        (person,) = await a_room(conduct, code, {"Sales": 1})
        person.steps = {"exercise/mood": thinks.steps[0]}
        for _ in range(20):
            await person.answer()

    with pytest.raises(Missing, match="the page does not offer"):
        asyncio.run(answer())


def test_the_same_rehearsing_participant_comes_back_as_the_same_person(conduct: Conduct) -> None:
    code = kept(conduct)

    async def come_twice() -> None:
        for _ in range(2):
            transport = httpx2.ASGITransport(app=pages(conduct))
            client = httpx2.AsyncClient(transport=transport, base_url="http://kit")
            chance = random.Random(1)
            await Rehearsing(client, code, "Mei", "Sales", {}, chance, secret="5e" * 32).join()

    asyncio.run(come_twice())
    assert [person.name for person in conduct.participants(code).result()] == ["Mei"]


def test_no_exercise_file_is_left_out() -> None:
    folder = Path(__file__).resolve().parent.parent / "exercises"
    assert sorted(SHIPPED) == sorted(path.stem for path in folder.glob("*.toml"))
