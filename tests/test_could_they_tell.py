"""Could they tell: how many believed what was only written for the other side."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import Browser, browsers
from tests.rooms import (
    TEAMS,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    make,
    send,
    sentences,
)
from workshop_kit import disclosure, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.exercise.typed import Wrong
from workshop_kit.language import words
from workshop_kit.measure import Part, Result, Room, pictures
from workshop_kit.measures.could_they_tell.measure import CouldTheyTell, wilson
from workshop_kit.phone.page import render_picture
from workshop_kit.release import Release

TELL = CouldTheyTell(texts="cases", guesses="who")
ITEMS = ["My own view", "The other side"]
CASES = a_step("cases", "text", items=ITEMS, mixed=True)
WHO = a_step("who", "guess", uses="cases", answers=["means it", "makes the case"])
MEASURE = '[[measure]]\nshow = "could_they_tell"\ntexts = "cases"\nguesses = "who"\n'
EXERCISE = an_exercise(CASES, WHO, measures=MEASURE)
NAMES = {f"t{number}": name for number, name in enumerate(TEAMS[:2], start=1)}

Readings = Sequence[tuple[int, int]]
"""For each text: how many of so many readers believed it."""


def told(meant: Readings = (), other: Readings = ()) -> Result:
    """What the measure says of these readings. Texts are called Meant 0, Other 0 and so on."""
    texts = [[f"Meant {i}", None] for i in range(len(meant))]
    texts += [[None, f"Other {i}"] for i in range(len(other))]
    extra = [["Meant, unread", None]] * 5 + [[None, "Other, unread"]] * 5
    cases = _release("cases", [*texts, *extra])
    ids = {card.text: card for card in cases.cards}
    guesses: list[list[object]] = []
    for name, readings in (("Meant", meant), ("Other", other)):
        for number, (some, of) in enumerate(readings):
            card = ids[f"{name} {number}"]
            value = {"id": card.id, "text": card.text, "by": "", "team": ""}
            guesses += [[[value | {"answer": int(reader >= some)}]] for reader in range(of)]
    parts = {
        "texts": Part(EXERCISE.step("cases").question, cases),
        "guesses": Part(EXERCISE.step("who").question, _release("who", guesses)),
    }
    return TELL.compute(parts, Room(NAMES))


def _release(step: str, answers: Sequence[list[object]]) -> Release:
    given = [Response("room", f"t{1 + i % 2}", answer) for i, answer in enumerate(answers)]
    return disclosure.release(step, EXERCISE.step(step), given, len(given), NAMES, 3)


def test_the_interval_is_wilsons_as_published() -> None:
    assert wilson(5, 6) == pytest.approx((0.436, 0.970), abs=5e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=5e-4)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-4)  # R. G. Newcombe (1998)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_nobody_and_everybody(
    seen: tuple[int, int],
) -> None:
    low, high = wilson(*seen)
    assert 0 <= low <= seen[0] / seen[1] + 1e-9
    assert seen[0] / seen[1] - 1e-9 <= high <= 1


def test_the_two_groups_of_texts_stand_beside_each_other() -> None:
    result = told(meant=[(6, 8), (4, 6)], other=[(5, 6), (1, 9)])
    groups = {g["meant"]: (g["believed"], g["readings"]) for g in pictures(result)[0]["groups"]}
    assert groups == {False: (6, 15), True: (10, 14)}
    assert TELL.in_words(pictures(result)[0]) == (
        "Texts for the other side: believed 6 of 15 times (40%). "
        "Texts that were meant: believed 10 of 14 times (71%). "
        "“Other 0”: 5 of 6 readers believed it."
    )


def test_the_text_that_convinced_most_comes_first_with_how_sure_that_is() -> None:
    result = told(meant=[(5, 5)], other=[(3, 5), (5, 6), (0, 9)])
    assert [row["text"] for row in pictures(result)[0]["texts"]] == ["Other 1", "Other 0"]
    assert sentences(TELL, result) == [
        "Readers could not clearly tell: they believed texts for the other side 8 of 20 times "
        "(40%), and texts that were meant 5 of 5 times (100%).",
        "5 of 6 readers believed this text, which was written for the other side: “Other 1”. "
        "With so few readers, it might convince anything from 44% to 97% of many.",
    ]
    assert "geschrieben war: „Other 1“." in words("de").say(TELL.findings(result)[1].said)


@pytest.mark.parametrize(
    ("meant", "other", "lead"),
    [
        ([(28, 30)], [(2, 30)], "Readers could often tell: "),
        ([(2, 30)], [(28, 30)], "Texts for the other side convinced more than those that were "),
        ([(15, 30)], [(15, 30)], "Readers could not clearly tell: "),
    ],
)
def test_only_a_clear_difference_is_called_one(meant: Readings, other: Readings, lead: str) -> None:
    assert sentences(TELL, told(meant, other))[0].startswith(lead)


def test_a_text_with_fewer_than_five_readers_has_no_figures_and_counts_in_none() -> None:
    result = told(meant=[(3, 4), (4, 5)], other=[(4, 4), (4, 6)])
    first = pictures(result)[0]
    assert [(g["believed"], g["readings"]) for g in first["groups"]] == [(4, 6), (4, 5)]
    assert first["left_out"] == 2
    figures = {str(line.cells["Text"]): line.cells["Believed"] for line in TELL.lines(result)}
    assert figures == {"Meant 0": None, "Meant 1": 4, "Other 0": None, "Other 1": 4}


def test_a_writer_reads_on_her_phone_how_her_texts_did_and_nobody_else_does() -> None:
    result = told(meant=[(1, 6), (3, 4)], other=[(1, 5), (5, 5)])
    mine = {"texts": {"room": ["Meant 0", "Other 0"]}}
    shown = render(result, mine)
    assert shown.count('class="mine"') == 2
    assert "Meant 0" in shown
    assert "1 of 6 believed it" in shown
    assert "1 of 5 believed it" in shown
    unread = render(result, {"texts": {"room": ["Meant 1", None]}})
    for other in (unread, render(result)):
        assert "mine" not in other
        assert "Other 1" in other
        assert "Meant" not in other
        assert "Other 0" not in other


def test_where_nobody_read_enough_this_is_said_in_words() -> None:
    for result in (told(), told(meant=[(4, 4)], other=[(0, 1)])):
        assert sentences(TELL, result) == [
            "No text had 5 readers, so nothing can be said about them."
        ]
        assert "Not shown: too few answers." in render(result)


def test_texts_of_one_side_alone_are_not_compared() -> None:
    (only,) = sentences(TELL, told(meant=[(5, 5), (5, 5)]))
    assert only == (
        "Texts that were meant were believed 10 of 10 times (100%); no text of the other kind had "
        "5 readers."
    )


def test_findings_are_sentences_and_at_most_three() -> None:
    result = told(meant=[(1, 6), (6, 6)], other=[(6, 6), (0, 6)])
    findings = sentences(TELL, result)
    assert len(findings) == 3
    assert all(is_sentence(finding) for finding in findings)
    assert findings[2] == "Only 1 of 6 readers believed this, which was meant: “Meant 0”."


def test_long_texts_come_on_several_pages_of_the_projector() -> None:
    rows = [{"text": "x" * 600, "believed": 5, "readers": 6, "low": 0.4}] * 6
    pages = TELL.pages({"groups": [1], "texts": rows})
    assert [(len(p["groups"]), len(p["texts"])) for p in pages] == [(1, 0), (0, 2), (0, 2), (0, 2)]


@pytest.mark.parametrize(
    ("cases", "who", "words"),
    [
        (a_step("cases", "text"), WHO, "needs a text with mixed = true and 2 items"),
        (a_step("cases", "text", items=ITEMS), WHO, "needs a text with mixed = true and 2 items"),
        (
            CASES,
            WHO.replace('["means it", ', '["means it", "?", '),
            "needs a text with mixed = true and 3 items, one",
        ),
        (CASES, a_step("who"), "guesses is a guess"),
        (
            CASES.replace('"cases"', '"other"') + CASES,
            WHO.replace("cases", "other"),
            "uses = “cases”",
        ),
    ],
)
def test_steps_that_do_not_fit_are_told(cases: str, who: str, words: str) -> None:
    with pytest.raises(Wrong, match=words):
        an_exercise(cases, who, measures=MEASURE)


def test_nobody_learns_what_was_meant_before_the_guesses_are_revealed(conduct: Conduct) -> None:
    code = kept(conduct, EXERCISE)
    phones = browsers(conduct, code, ["t1", "t2"] * 6)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        form = {"room:0": f"Case {number} a", "room:1": f"Case {number} b"}
        phone.open().fill_in(dict(form))
    make(conduct, code, "reveal")
    shown = _read(conduct, code, phones)
    assert "Case 3 a" in shown
    make(conduct, code, "next", "open")
    shown += _read(conduct, code, phones)
    for phone in phones:
        cards = phone.open().page.xpath("//fieldset/@data-card")
        assert len(cards) == 5
        phone.fill_in({f"room:{card}": str(place % 2) for place, card in enumerate(cards)})
    make(conduct, code, "close")
    shown += _read(conduct, code, phones)
    assert not [item for item in (*ITEMS, "for the other side", "meant") if item in shown]
    make(conduct, code, "reveal")
    assert "Texts for the other side" in _read(conduct, code, phones)


def test_texts_stand_in_an_order_that_does_not_tell_them_apart(conduct: Conduct) -> None:
    code = kept(conduct, EXERCISE)
    phones = join_all(conduct, code, 12, 12)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        send(conduct, code, phone, {"0": [f"Case {number} a"], "1": [f"Case {number} b"]})
    make(conduct, code, "reveal")
    cards = conduct.figures(code).result().releases["exercise/cases"].cards
    assert len(cards) == 48
    assert 12 <= sum(card.part for card in cards[:24]) + 6 <= 24


def render(result: Result, mine: Mapping[str, Any] | None = None) -> str:
    place = {"title": "", "about": "room", "measure": TELL}
    return "".join(
        render_picture(reveal.MeasurePicture(**place, data=data), mine) for data in pictures(result)
    )


def _read(conduct: Conduct, code: str, phones: Sequence[Browser]) -> str:
    """All that phones and projector get."""
    figures = conduct.figures(code).result()
    place = figures.workshop.place
    assert place
    shown = reveal.pictures(figures.workshop, place, figures.releases, figures.results)
    pages = [render_picture(page) for page in reveal.projected(shown)]
    titles = [picture.title + picture.in_words() for picture in shown]
    texts = [phone.open().last.text for phone in phones if phone.last]  # type: ignore[union-attr]
    return "\n".join([*pages, *titles, *texts])
