"""Dots on cards, and commitments: words of an earlier step that the room takes up."""

import pytest

from tests.phones import browsers
from tests.rooms import SHIPPED, a_step, an_exercise, join_all, kept, make, refusal, send
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong
from workshop_kit.question import Offered
from workshop_kit.questions.commitment.question import Commitment
from workshop_kit.questions.vote.question import Vote

CARDS = {f"c{i}": Offered(f"Topic {i}", "") for i in range(1, 6)}


def test_no_more_dots_are_given_than_there_are() -> None:
    told = refusal(lambda: Vote(dots=2).read({"card": ["c1", "c2", "c3"]}, CARDS))
    assert told == "You have 2 dots. Please take 1 back."


def test_a_card_that_is_not_there_gets_no_dot() -> None:
    assert "not there any more" in refusal(lambda: Vote().read({"card": ["c9"]}, CARDS))


def test_cards_with_most_dots_come_first() -> None:
    votes = [["c1", "c2"], ["c2"], ["c2", "c3"]]
    answers = [Vote().read({"card": cards}, CARDS) for cards in votes]
    tally = Vote().tally([answer[0] for answer in answers if answer])
    assert Vote().counts(tally) == [("Topic 2", 3), ("Topic 1", 1), ("Topic 3", 1)]
    assert tally["voters"] == 3


def test_only_what_everybody_may_read_becomes_a_card() -> None:
    for hidden in ('reveal = "never"', ""):
        step = a_step("say", "text" if hidden else "scale") + hidden + "\n"
        with pytest.raises(Wrong, match="only what everybody may read can become cards"):
            an_exercise(step, a_step("dots", "vote", uses="say"))


def test_a_vote_opens_after_its_cards_have_been_revealed(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["avoided_conversation"])
    phones = browsers(conduct, code, ["t1"] * 10 + ["t2"] * 10)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        phone.open().fill_in({"room:text": f"We never talk about matter {number}."})
    make(conduct, code, "next")
    told = refusal(lambda: make(conduct, code, "open"))
    assert told == "Reveal step 1 first: its answers are the cards of this one."
    make(conduct, code, "back", "reveal", "next", "open")
    cards = phones[0].open().page.xpath("//label[input/@type='checkbox']")
    assert len(cards) == 20
    seven = next(card for card in cards if "matter 7." in card.text_content())
    for phone in phones:
        phone.open().fill_in({"room:card": seven.xpath("./input/@value")})
    make(conduct, code, "reveal")
    assert "We never talk about matter 7.20you" in phones[3].open().text


def test_a_commitment_reads_as_a_sentence() -> None:
    form = {"what": ["call first."], "whom": ["Sales"], "by": ["2030-01-31"], "asks": ["Mei"]}
    answer = Commitment().read(form, {})
    assert answer
    assert Commitment().said(answer) == (
        "I will call first for Sales, by 31 January 2030. Mei will ask how it is going."
    )


def test_a_commitment_says_at_least_what() -> None:
    assert refusal(lambda: Commitment().read({"whom": ["Sales"]}, {})) == (
        "Please say what you will do."
    )


def test_a_day_that_does_not_exist_is_told() -> None:
    form = {"what": ["call"], "by": ["2030-02-31"]}
    assert "2030-01-31" in refusal(lambda: Commitment().read(form, {}))


def test_a_card_about_a_team_says_from_whom_and_about_whom_it_is(conduct: Conduct) -> None:
    needs = a_step("needs", "text", about="other_teams", by="team", names="team")
    code = kept(conduct, an_exercise(needs, a_step("dots", "vote", uses="needs")))
    phone, *_ = join_all(conduct, code, 2, 2)
    make(conduct, code, "next", "open")
    send(conduct, code, phone, {"t2": {"text": ["Call us first"]}})
    make(conduct, code, "reveal", "next", "open")
    offer = conduct.view(code, phone.secret).result().offer
    assert offer is not None
    assert [card.group for card in offer.values()] == ["Sales → Technology"]
