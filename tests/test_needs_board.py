"""Needs and answers: what became of each need, told so that nobody has to ask twice."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.rooms import (
    SHIPPED,
    TEAMS,
    Phone,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    make,
    send,
    sentences,
)
from workshop_kit import reveal
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong
from workshop_kit.figures import Figures
from workshop_kit.measure import LINES_A_PAGE, Result, lines_of, pictures
from workshop_kit.measures.needs_board.measure import NeedsBoard
from workshop_kit.phone.page import render_picture
from workshop_kit.question import Offered

YES, NO, TRY, VAGUE = range(4)
BOARD = NeedsBoard(needs="needs", answers="answers")
NEEDS = a_step("needs", "text", about="other_teams", by="team", names="team")
ANSWERS = a_step(
    "answers",
    "reply",
    uses="needs",
    by="team",
    names="team",
    answers=["Yes", "No", "I will try", "Whatever"],
)
MEASURE = '[[measure]]\nshow = "needs_board"\nneeds = "needs"\nanswers = "answers"\n'

Given = Mapping[tuple[int, int], int | None]
"""(Who asks, who is asked), by the teams' numbers -> the answer; None where there is none."""


def played(conduct: Conduct, given: Given, teams: int = 3, size: int = 2, long: int = 0) -> Figures:
    """A room in which these needs were written, and answered so."""
    code = kept(conduct, an_exercise(NEEDS, ANSWERS, measures=MEASURE), teams=teams)
    pens = {f"t{team}": phone for team, phone in _pens(join_all(conduct, code, *[size] * teams))}
    make(conduct, code, "next", "open")
    for asking in {asking for asking, _ in given}:
        needs = {
            f"t{asked}": {"text": [f"{asking} needs {asked} {'x' * long}".strip()]}
            for one, asked in given
            if one == asking
        }
        _write(conduct, code, pens[f"t{asking}"], needs)
    make(conduct, code, "reveal", "next", "open")
    for team, phone in pens.items():
        cards = {
            card: str(answer)
            for card, offered in (conduct.view(code, phone.secret).result().offer or {}).items()
            if (answer := given[int(offered.team[1:]), int(team[1:])]) is not None
        }
        if cards:
            answers = {card: [answer] for card, answer in cards.items()}
            _write(conduct, code, phone, {"room": answers})
    make(conduct, code, "reveal")
    return conduct.figures(code).result()


def _pens(phones: list[Phone]) -> list[tuple[int, Phone]]:
    return [(int(p.me.team[1:]), p) for p in phones if p.me.name.endswith(".0")]


def _write(conduct: Conduct, code: str, phone: Phone, fields: Mapping[str, Any]) -> None:
    place = conduct.workshop(code).result().place
    assert place
    conduct.take_pen(code, phone.secret, place.key).result()
    send(conduct, code, phone, fields.get("room", fields))


def result_of(figures: Figures) -> Result:
    return figures.results["exercise#0"]


def test_each_need_stands_with_its_answer_on_the_board_of_the_team_that_answers(
    conduct: Conduct,
) -> None:
    figures = played(conduct, {(1, 2): YES, (2, 1): TRY, (3, 2): VAGUE, (1, 3): NO})
    told = {
        picture["title"]: [(row["by"], row["answer"]) for row in picture["rows"]]
        for picture in pictures(result_of(figures))
    }
    assert told == {
        "Sales": [("Technology", "try")],
        "Technology": [("Sales", "yes"), ("Design", "vague")],
        "Design": [("Sales", "no")],
    }
    cells = [line.cells for line in BOARD.lines(result_of(figures))]
    assert cells[0] == {
        "Need": "2 needs 1",
        "From": "Technology",
        "To": "Sales",
        "Answer": "I will try",
    }
    assert {cell["Answer"] for cell in cells} == {"Yes", "No", "I will try", "Whatever"}


def test_the_findings_say_how_many_got_a_yes_who_agrees_and_what_to_ask_again(
    conduct: Conduct,
) -> None:
    given = {(1, 2): YES, (2, 1): YES, (3, 2): VAGUE, (3, 1): VAGUE, (1, 3): NO}
    assert sentences(BOARD, result_of(played(conduct, given))) == [
        "2 of 5 needs got “Yes”.",
        "Sales and Technology say yes to each other.",
        "2 needs got “Whatever”: ask for them again, more concretely.",
    ]


def test_a_need_without_an_answer_is_on_the_board_and_said_to_have_none(conduct: Conduct) -> None:
    result = result_of(played(conduct, {(1, 2): NO, (1, 3): None}))
    design = pictures(result)[1]
    assert BOARD.in_words(design) == "Sales: “1 needs 3” Not answered."
    assert sentences(BOARD, result) == ["None of 2 needs got “Yes”.", "1 need has no answer yet."]


def test_where_nobody_answered_or_all_said_yes_there_is_one_sentence(conduct: Conduct) -> None:
    nobody = played(conduct, {(1, 2): None, (2, 1): None}, teams=2)
    assert sentences(BOARD, result_of(nobody)) == ["No need has been answered yet."]
    everybody = played(conduct, {(1, 2): YES, (2, 1): YES}, teams=2, size=1)
    assert sentences(BOARD, result_of(everybody)) == [
        "All 2 needs got “Yes”.",
        "Sales and Technology say yes to each other.",
    ]
    assert sentences(BOARD, {"answers": [], "pictures": []}) == [
        "No need was written that could be answered."
    ]


def test_twelve_teams_with_long_needs_fit_a_projector_page_by_page(conduct: Conduct) -> None:
    given = {(i, j): (i + j) % 4 for i in range(1, 13) for j in range(1, 13) if i != j}
    figures = played(conduct, given, teams=12, size=1, long=180)
    assert all(is_sentence(finding) for finding in sentences(BOARD, result_of(figures)))
    place = figures.workshop.revealed()[-1]
    shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
    assert [picture.title for picture in shown] == [*TEAMS, "What we found"]
    pages = reveal.projected(shown[:-1])
    assert [page.title for page in pages][:2] == ["Sales 1/4", "Sales 2/4"]
    for page in pages:
        rows = page.values()["picture"]["rows"]
        assert sum(lines_of(row["text"]) for row in rows) <= LINES_A_PAGE
    assert sum(len(page.values()["picture"]["rows"]) for page in pages) == len(given)


def test_an_answer_is_told_by_a_sign_and_its_word_not_by_colour_alone(conduct: Conduct) -> None:
    figures = played(conduct, {(1, 2): YES, (2, 1): NO, (1, 3): TRY, (3, 1): VAGUE, (2, 3): None})
    place = figures.workshop.revealed()[-1]
    shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
    html = "".join(render_picture(picture) for picture in shown)
    for told in ("✓</i>Yes", "✕</i>No", "≈</i>I will try", "?</i>Whatever", "–</i>Not answered"):
        assert told in html


def test_where_everybody_answers_the_counts_are_shown(conduct: Conduct) -> None:
    everybody = ANSWERS.replace('by = "team"', 'by = "person"')
    code = kept(conduct, an_exercise(NEEDS, everybody, measures=MEASURE), teams=2)
    phones = join_all(conduct, code, 1, 5)
    make(conduct, code, "next", "open")
    _write(conduct, code, phones[0], {"t2": {"text": ["an answer"]}})
    make(conduct, code, "reveal", "next", "open")
    for phone, answer in zip(phones[1:], "00012", strict=True):
        send(conduct, code, phone, {"c1": [answer]})
    make(conduct, code, "reveal")
    result = result_of(conduct.figures(code).result())
    assert BOARD.lines(result)[0].cells["Answer"] == "Yes 3, No 1, I will try 1"
    assert sentences(BOARD, result) == ["The one need got “Yes”."]


@pytest.mark.parametrize(
    ("needs", "answers", "told"),
    [
        (NEEDS.replace("other_teams", "own_team"), ANSWERS, "needs is a step about other_teams"),
        (NEEDS, ANSWERS.replace('"No", ', ""), "answers is a step of replies with 4 answers"),
        (
            NEEDS + a_step("other", "text", about="other_teams", names="team"),
            ANSWERS.replace('uses = "needs"', 'uses = "other"'),
            "answers needs uses = “needs”",
        ),
        (NEEDS, ANSWERS.replace('names = "team"', 'names = "hidden"'), 'needs names = "team"'),
    ],
)
def test_steps_that_do_not_fit_are_told(needs: str, answers: str, told: str) -> None:
    answers = answers.replace('by = "team"\n', "")
    with pytest.raises(Wrong, match=told):
        an_exercise(needs, answers, measures=MEASURE)


def test_what_got_a_yes_can_be_taken_on_by_name() -> None:
    exercise = SHIPPED["what_we_need"]
    promise = exercise.step("promise")
    assert (promise.uses, promise.names) == ("answers", "shown")
    offered = {"c1": Offered("The dates, every Monday", "Sales")}
    answer = promise.question.read({"card": ["c1"]}, offered)
    assert answer
    assert promise.question.said(answer) == ("I will “The dates, every Monday” for Sales.")
