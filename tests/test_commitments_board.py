"""What we promised: by day, with whoever asks, and what still lacks one of them."""

from collections.abc import Sequence

import pytest

from tests.rooms import (
    SHIPPED,
    TEAMS,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    play,
    sentences,
)
from workshop_kit import disclosure, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.measure import LINES_A_PAGE, Part, Result, Room, lines_of, pictures
from workshop_kit.measures.commitments_board.measure import CommitmentsBoard
from workshop_kit.phone.page import render_picture
from workshop_kit.workshop import Participant

BOARD = CommitmentsBoard(promises="promise")
CALL = {"what": "call first.", "whom": "Sales", "by": "2030-01-31", "asks": "Mei"}
SHOW = {"what": "show you our plan", "whom": "", "by": "2030-01-07", "asks": ""}
SOME_DAY = {"what": "listen", "whom": "all of us", "by": "", "asks": "Noah"}


def board(values: Sequence[dict[str, str]], names: str = "shown", teams: int = 2) -> Result:
    """What is said of these promises; the first is by Person 0 of Sales, the next of Technology."""
    step = an_exercise(a_step("promise", "commitment", names=names)).step("promise")
    ids = {f"t{number}": name for number, name in enumerate(TEAMS[:teams], start=1)}
    given = []
    for number, value in enumerate(values):
        team = f"t{1 + number % teams}"
        person = Participant(f"p{number}", f"Person {number}", team) if names == "shown" else None
        given.append(Response("room", team, [value], person))
    release = disclosure.release("promise", step, given, len(given), ids, 3)
    return BOARD.compute({"promises": Part(step.question, release)}, Room(ids))


def test_the_board_is_sorted_by_day_and_says_what_is_missing() -> None:
    result = board([CALL, SOME_DAY, SHOW])
    assert [line.cells for line in BOARD.lines(result)] == [
        {
            "What": "show you our plan",
            "Who": "Person 2",
            "Team": "Sales",
            "For whom": "",
            "By when": "2030-01-07",
            "Who asks": "",
        },
        {
            "What": "call first.",
            "Who": "Person 0",
            "Team": "Sales",
            "For whom": "Sales",
            "By when": "2030-01-31",
            "Who asks": "Mei",
        },
        {
            "What": "listen",
            "Who": "Person 1",
            "Team": "Technology",
            "For whom": "all of us",
            "By when": "",
            "Who asks": "Noah",
        },
    ]
    assert sentences(BOARD, result) == [
        "3 promises: 2 with a day, 2 with somebody who asks.",
        "The first is due on 7 January 2030 (Person 2): “show you our plan”.",
        "1 promise has nobody yet who asks how it is going.",
    ]
    (picture,) = pictures(result)
    html = render_picture(reveal.MeasurePicture("", "room", BOARD, picture))
    assert "no day yet" in html
    assert "nobody asks yet" in html
    assert BOARD.in_words(picture).startswith("Person 2: I will show you our plan, by 7 January")


@pytest.mark.parametrize(("names", "who"), [("team", ["Sales", "Technology"]), ("hidden", [""])])
def test_it_tells_of_whose_promise_it_is_no_more_than_may_be_known(
    names: str, who: list[str]
) -> None:
    result = board([CALL, SHOW, SOME_DAY, SHOW], names=names)
    lines = [line.cells for line in BOARD.lines(result)]
    assert len(lines) == 4
    assert {line["Who"] for line in lines} == {""}
    assert sorted({str(line["Team"]) for line in lines}) == who


def test_what_a_team_has_promised_is_quoted_once() -> None:
    taken = SHOW | {"what": "“The dates, every Monday”"}
    assert sentences(BOARD, board([taken]))[1] == (
        "The first is due on 7 January 2030 (Person 0): “The dates, every Monday”."
    )


def test_without_promises_this_is_said_in_words() -> None:
    assert sentences(BOARD, board([])) == ["Nobody has promised anything yet."]
    assert sentences(BOARD, board([CALL], names="hidden")) == [
        "Too few people answered to show what was promised."
    ]
    assert sentences(BOARD, board([SOME_DAY])) == [
        "1 promise: 0 with a day, 1 with somebody who asks."
    ]


def test_many_promises_are_one_list_on_a_phone_and_pages_on_a_projector(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["linking_arms"], teams=12)
    play(conduct, code, join_all(conduct, code, *[3] * 12))
    figures = conduct.figures(code).result()
    (place,) = figures.workshop.revealed()
    shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
    assert [picture.title for picture in shown] == ["", "What we found"]
    pages = reveal.projected(shown[:1])
    assert pages[0].title == f"1/{len(pages)}"
    rows = [page.values()["picture"]["rows"] for page in pages]
    assert [row for page in rows for row in page] == shown[0].values()["picture"]["rows"]
    assert all(sum(lines_of(row["what"]) for row in page) <= LINES_A_PAGE for page in rows)
    ((measure, result),) = reveal.measures_of(figures.workshop, place, figures.results)
    assert all(is_sentence(finding) for finding in sentences(measure, result))


def test_a_step_that_does_not_fit_is_told() -> None:
    measure = '[[measure]]\nshow = "commitments_board"\npromises = "mood"\n'
    with pytest.raises(Wrong, match="promises is a step of commitments"):
        an_exercise(a_step("mood"), measures=measure)
