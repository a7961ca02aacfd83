"""A reveal marks one's own answer, in words too, and on one's own phone alone."""

import re

import pytest

from tests.faces import exercises
from tests.rooms import (
    SHIPPED,
    Phone,
    a_step,
    an_exercise,
    join_all,
    kept,
    make,
    reveals,
    send,
)
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.phone import page

MARK = re.compile(r">\s*you(?:: \d+)?\s*<|your team")
"""“your team” where a picture is of teams alone: who turns to whom, who has met."""


def now(conduct: Conduct, code: str, phone: Phone) -> str:
    return str(page.now("en", conduct.view(code, phone.secret).result()))


@pytest.mark.parametrize("played", exercises(), ids=lambda one: one.title)
def test_ones_own_answer_is_marked_for_oneself_and_for_nobody_else(
    conduct: Conduct, played: Exercise
) -> None:
    code = kept(conduct, played, teams=3)
    phones = join_all(conduct, code, 6, 5, 5)
    *others, silent = phones
    for workshop in reveals(conduct, code, others):
        place = workshop.place
        assert place
        if place.step.reveal == "private":
            continue
        shown = [MARK.findall(now(conduct, code, phone)) for phone in others]
        assert any(shown), f"{place.key} is marked on no phone"
        if place.step.by == "person":
            left = [mark for mark in MARK.findall(now(conduct, code, silent)) if "team" not in mark]
            assert left == [], f"{place.key}: who answered nothing sees a mark"


def test_who_answered_the_last_step_alike_still_sees_her_own_marks_of_the_others(
    conduct: Conduct,
) -> None:
    asked = an_exercise(
        a_step("ours", about="own_team", items=["Reliable"]),
        a_step("theirs", about="other_teams", items=["Reliable"]),
        a_step("guess", about="other_teams", items=["Reliable"]),
        measures='[[measure]]\nshow = "perception_gap"\n'
        'self = "ours"\nothers = "theirs"\nexpected = "guess"\n',
    )
    code = kept(conduct, asked)
    phones = join_all(conduct, code, 5, 5)
    for step in ("ours", "theirs", "guess"):
        make(conduct, code, "next", "open")
        for number, phone in enumerate(phones):
            about = phone.me.team if step == "ours" else {"t1": "t2", "t2": "t1"}[phone.me.team]
            value = str(1 + number % 5) if step == "ours" else "3"
            send(conduct, code, phone, {about: {"0": [value]}}, step)
        make(conduct, code, "close")
    make(conduct, code, "reveal")
    told = [re.findall(r"you: (\d)", now(conduct, code, phone)) for phone in phones[:5]]
    assert [numbers[0] for numbers in told] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("name", ["trust_map", "who_helps_you", "new_faces"])
@pytest.mark.parametrize("teams", [3, 8])
def test_ones_own_team_is_marked_and_first_where_a_table_is_wider_than_a_phone(
    conduct: Conduct, name: str, teams: int
) -> None:
    code = kept(conduct, SHIPPED[name], teams=teams)
    phones = join_all(conduct, code, *[5] * teams)
    her = next(phone for phone in phones if phone.me.team == "t3")
    for _ in reveals(conduct, code, phones):
        if tables := re.findall(r"<table>.*?</table>", now(conduct, code, her), re.DOTALL):
            break
    heads = re.findall(r'<th scope="col"( class="us")?>(\d+)<', tables[0])
    numbers = [int(number) for _, number in heads]
    assert numbers == ([1, 2, 3] if teams == 3 else [3, 1, 2, 4, 5, 6, 7, 8])
    assert [number for mark, number in heads if mark] == ["3"]
    everybodys = re.findall(r"<table>.*?</table>", now(conduct, code, phones[0]), re.DOTALL)[0]
    for mine, row in zip(cells_of(tables[0]), cells_of(everybodys), strict=True):
        assert mine == [row[number - 1] for number in numbers]


def cells_of(table: str) -> list[list[str]]:
    """What stands in each team's row."""
    rows = re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows if "<bdi>" in row]
    return [row for row in found if row]
