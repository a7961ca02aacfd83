"""Rehearsing participants: they play over the real pages, and post only what these offer."""

import asyncio
import contextlib
import io
import random
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import openpyxl
import pytest

from tests.phones import pages
from tests.rooms import (
    SHIPPED,
    a_step,
    all_is_released,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    make,
    sentences,
)
from workshop_kit import questions, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.reading import load
from workshop_kit.phone.page import render_picture
from workshop_kit.rehearsal import Missing, Rehearsing
from workshop_kit.workbook import workbook
from workshop_kit.workshop import NotNow

UNEVEN = {"Sales": 3, "Technology": 5, "Design": 9, "Operations": 14}
EMPTY_IN_TURN = ("Operations", "Design")
"""In the short form nobody is in one of the large teams, in each exercise another than before."""
EXAMPLES = {f"example of {k}": load(questions.example(k), k) for k in questions.kinds()}


async def a_room(
    conduct: Conduct, code: str, sizes: dict[str, int], called: str = "Person"
) -> list[Rehearsing]:
    """Rehearsing participants who have joined."""
    steps = {place.key: place.step for place in conduct.workshop(code).result().places}
    people = []
    for number, team in enumerate(team for team, size in sizes.items() for _ in range(size)):
        transport = httpx2.ASGITransport(app=pages(conduct))
        client = httpx2.AsyncClient(transport=transport, base_url="http://kit")
        name, chance = f"{called} {number}", random.Random(number)
        people.append(Rehearsing(client, code, name, team, steps, chance))
    await asyncio.gather(*(person.join() for person in people))
    return people


async def play(conduct: Conduct, code: str, people: list[Rehearsing], late: str = "") -> None:
    """The whole workshop; at its second step somebody comes late, and another one leaves."""
    while not make(conduct, code, "next").ended:
        place = conduct.workshop(code).result().place
        assert place
        if late and place.number == 2:
            people.pop()
            people += await a_room(conduct, code, {late: 1}, "Late")
        try:
            make(conduct, code, "open")
        except NotNow:
            continue
        answered = await asyncio.gather(*(person.answer() for person in people))
        if place.step.question.asks:
            assert sum(answered) == sum(conduct.counts(code).result().answered.values())
        with contextlib.suppress(NotNow):
            make(conduct, code, "reveal")
        seen = await asyncio.gather(*(p.client.get(f"/j/{code}") for p in people))
        assert {response.status_code for response in seen} <= {200}


def everything_works(conduct: Conduct, code: str, title: str) -> None:
    """Each picture can be drawn and told, and the Excel file holds the exercise."""
    figures = conduct.figures(code).result()
    for place in figures.workshop.revealed():
        shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
        for picture in reveal.projected(shown):
            assert render_picture(picture).strip()
            assert isinstance(picture.in_words(), str)
        for measure, result in reveal.measures_of(figures.workshop, place, figures.results):
            assert all(is_sentence(told) for told in sentences(measure, result))
    file = workbook(figures, datetime.now(UTC))
    sheets = openpyxl.load_workbook(io.BytesIO(file), read_only=True).sheetnames
    assert any(sheet.startswith(title[:20].strip("?")) for sheet in sheets)


every_exercise = pytest.mark.parametrize(
    "played", [*SHIPPED.values(), *EXAMPLES.values()], ids=[*SHIPPED, *EXAMPLES]
)


every_exercise_that_ships = pytest.mark.parametrize("played", SHIPPED.values(), ids=SHIPPED)


@every_exercise
def test_every_exercise_is_played_by_uneven_teams_to_the_excel_file(
    conduct: Conduct, played: Exercise, request: pytest.FixtureRequest
) -> None:
    code = kept(conduct, played, teams=4, minimum=5)
    sizes = dict(UNEVEN)
    if not request.config.getoption("--full"):
        number = [*SHIPPED.values(), *EXAMPLES.values()].index(played)
        del sizes[EMPTY_IN_TURN[number % len(EMPTY_IN_TURN)]]

    async def half_a_day() -> None:
        people = await a_room(conduct, code, sizes)
        await play(conduct, code, people, late="Sales")

    asyncio.run(half_a_day())
    assert all_is_released(conduct.figures(code).result())
    everything_works(conduct, code, played.title)


@every_exercise_that_ships
def test_every_exercise_goes_with_a_team_of_one(conduct: Conduct, played: Exercise) -> None:
    code = kept(conduct, played, teams=2, minimum=3)

    async def small() -> None:
        await play(conduct, code, await a_room(conduct, code, {"Sales": 1, "Technology": 5}))

    asyncio.run(small())
    everything_works(conduct, code, played.title)


@every_exercise_that_ships
def test_every_exercise_goes_when_nobody_answers(conduct: Conduct, played: Exercise) -> None:
    code = kept(conduct, played, teams=3, minimum=5)
    join_all(conduct, code, 2, 2, 0)
    asyncio.run(play(conduct, code, []))
    everything_works(conduct, code, played.title)


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
