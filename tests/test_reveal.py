"""What a reveal shows: one message in each picture."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from tests.rooms import SHIPPED, a_step, an_exercise, answer_all, join_all, kept, make, play
from workshop_kit import reveal
from workshop_kit.conduct import Conduct
from workshop_kit.finding import Finding, figure
from workshop_kit.language import words
from workshop_kit.phone.page import render_picture
from workshop_kit.questions.words.question import FULL, Words
from workshop_kit.release import Card
from workshop_kit.reveal import FindingsPicture, StepPicture
from workshop_kit.sentence import sentence


def test_where_a_measure_completes_it_is_shown_in_place_of_the_steps(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["three_mirrors"], teams=3)
    play(conduct, code, join_all(conduct, code, 5, 5, 5))
    found = conduct.figures(code).result()
    titles = {
        place.step.id: [
            picture.title
            for picture in reveal.pictures(found.workshop, place, found.releases, found.results)
        ]
        for place in found.workshop.revealed()
    }
    teams = ["Sales", "Technology", "Design"]
    assert titles["their_guess"] == [*teams, "What we found"], "the measure, then what it says"
    assert titles["our_view"] == teams, "its own figures, a picture for each team"
    assert titles["surprise"] == [""]


def test_on_a_projector_no_more_cards_are_shown_than_can_be_read(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text")))
    phones = join_all(conduct, code, 15, 15)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    found = conduct.figures(code).result()
    (place,) = found.workshop.revealed()
    whole = reveal.pictures(found.workshop, place, found.releases, found.results)
    pages = [page for page in reveal.projected(whole) if isinstance(page, StepPicture)]
    assert [page.title for page in pages] == ["1–12", "13–24", "25–30"]
    (picture,) = whole
    assert isinstance(picture, StepPicture)
    assert [card for page in pages for card in page.cards] == list(picture.cards)


def test_a_page_of_long_cards_holds_fewer_of_them() -> None:
    """Nine of 200 letters would reach over the lower edge of a projector."""
    question = an_exercise(a_step("say", "text")).steps[0].question

    def pages(*lengths: int) -> list[int]:
        cards = tuple(Card(f"c{n}", "x" * long, "", "room") for n, long in enumerate(lengths))
        shown = reveal.projected([StepPicture("", "room", question, ({},), cards)])
        return [len(page.cards) for page in shown if isinstance(page, StepPicture)]

    assert pages(*[100] * 9) == [9]
    assert pages(*[200] * 9) == [6, 3]
    assert pages(200, 20, 20, *[20] * 6) == [9], "a row is as high as its longest card"
    assert pages(500, 500, 2000) == [1, 1, 1], "one that is too long stands alone"


def test_cards_of_teams_stand_team_by_team_where_that_takes_hardly_more_pages() -> None:
    question = an_exercise(a_step("say", "text", names="team")).steps[0].question

    def titles(*sizes: int) -> list[str]:
        cards = tuple(
            Card(f"{team}.{n}", "Ask us first.", f"Team {team}", "room", team=f"t{team}")
            for team, size in enumerate(sizes, start=1)
            for n in range(size)
        )
        shown = reveal.projected([StepPicture("", "room", question, ({},), cards)])
        assert sum(len(page.cards) for page in shown if isinstance(page, StepPicture)) == sum(sizes)
        return [page.title for page in shown]

    assert titles(9, 12, 14) == ["Team 1", "Team 2", "Team 3, 1–12", "Team 3, 13–14"]
    assert titles(*[3] * 12) == ["1–12", "13–24", "25–36"], "not twelve pages of three"


def test_findings_about_long_names_are_turned_page_by_page() -> None:
    long = sentence("{a} and {a} agree about {a}, but only believe that they differ.", a="T" * 40)
    found = tuple(Finding(said=long, figure=f"{n}.0", ask=long) for n in range(3))
    whole = FindingsPicture(reveal.FOUND, "room", found)
    pages = [page for page in reveal.projected([whole]) if isinstance(page, FindingsPicture)]
    assert [page.heading for page in pages] == ["What we found 1/2", "What we found 2/2"]
    assert [len(page.found) for page in pages] == [2, 1], "as many as a projector holds"
    assert [finding for page in pages for finding in page.found] == list(found)
    short = FindingsPicture(
        reveal.FOUND, "room", (Finding(said=sentence("Calm: 3.0."), figure="3.0"),) * 3
    )
    assert reveal.projected([short]) == (short,), "one page where they fit"


def test_pages_of_one_picture_are_numbered_in_the_language_of_the_room() -> None:
    question = an_exercise(a_step("say", "text")).steps[0].question
    cards = tuple(
        Card(str(n), "Ask us first.", "", "room", pile="" if n else "Plans") for n in range(14)
    )
    shown = reveal.projected([StepPicture(reveal.ANSWERS, "room", question, ({},), cards)])
    told = [words("de").say(page.title) for page in shown]
    assert told == [
        "Antworten: Plans",
        *("Antworten: Weitere Karten, 1–12", "Antworten: Weitere Karten, 13"),
    ]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=60))
def test_the_fewer_cards_the_larger_their_letters_and_none_leaves_the_screen(
    lengths: list[int],
) -> None:
    question = an_exercise(a_step("say", "text")).steps[0].question
    cards = tuple(Card(f"c{n}", "x" * long, "", "room") for n, long in enumerate(lengths))
    for page in reveal.projected([StepPicture("", "room", question, ({},), cards)]):
        assert isinstance(page, StepPicture)
        columns, scale = reveal.fit(page.cards)
        letters = reveal.LETTERS_A_LINE * reveal.SIDE_BY_SIDE / columns / scale
        rows = [page.cards[at : at + columns] for at in range(0, len(page.cards), columns)]
        high = sum(
            reveal.AROUND + max(ceil(len(card.text) / letters) for card in row) for row in rows
        )
        assert scale * high <= reveal.LINES_AT_ONCE or len(page.cards) == 1
    assert reveal.fit([Card("c", "Ask us first.", "", "room")]) == (1, reveal.SCALES[0])


def test_a_note_stands_only_under_a_picture_that_it_is_about(conduct: Conduct) -> None:
    played = (SHIPPED[name] for name in ("check_in", "three_mirrors", "long_listening"))
    code = kept(conduct, *played, teams=4, minimum=5)
    play(conduct, code, join_all(conduct, code, 9, 8, 3, 3))
    found = conduct.figures(code).result()
    told: dict[str, list[str]] = {}
    for place in found.workshop.revealed():
        for picture in reveal.pictures(found.workshop, place, found.releases, found.results):
            notes = reveal.notes(picture, found.releases[place.key])
            told.setdefault(place.key, []).append(f"{picture.title}: {' '.join(notes)}")
    few = "Design and Operations"
    together = f"{few}: fewer than 5 answers, so {few} are shown only together."
    assert found.releases["check_in/energy"].withheld == (together,)
    assert told["check_in/energy"] == [": "], "this is about the whole room"
    assert told["long_listening/near"] == [
        "The whole room: ",
        f"Team by team: {together}",
        "What we found: ",
    ]
    lacking = (
        "Too few people of {} answered to show how they see themselves, and what they expected."
    )
    assert told["three_mirrors/their_guess"] == [
        "Sales: ",
        "Technology: ",
        "Design: " + lacking.format("Design"),
        "Operations: " + lacking.format("Operations"),
        "What we found: ",
    ]


def test_nothing_is_shown_of_a_step_that_has_not_been_revealed(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["check_in"])
    phones = join_all(conduct, code, 5, 5)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    found = conduct.figures(code).result()
    place = found.workshop.place
    assert place
    assert reveal.pictures(found.workshop, place, found.releases, found.results) == ()


def test_three_hundred_words_stay_readable_on_a_projector() -> None:
    kind = Words()
    words = [[f"word number {i % 150}"] for i in range(300)] + [["together"]] * 40
    tally = kind.tally(words)
    pages = kind.pages(tally)
    assert pages[0]["words"][0] == {"text": "together", "count": 40}
    assert [word for page in pages for word in page["words"]] == tally["words"]
    assert all(kind.room(page) <= FULL for page in pages)
    assert kind.is_dense(pages[0])
    assert kind.pages(kind.tally([])) == [{"words": []}]


def test_a_question_to_which_two_findings_lead_stands_under_the_first() -> None:
    ask, other = sentence("Whom did you meet?"), sentence("Whom not?")
    asked = [ask, ask, other]
    told = reveal._asked_once([Finding(said=sentence("Found."), ask=ask) for ask in asked])
    assert [finding.ask for finding in told] == [ask, None, other]


def test_a_figure_is_set_by_its_letters_in_the_language_that_is_shown() -> None:
    shares = Finding(said=sentence("Divides."), figure=figure("{a:.0%} ↔ {b:.0%}", a=0.8, b=0.0))
    picture = FindingsPicture("", "room", (shares,))
    assert "<b><bdi>80% ↔ 0%</bdi>" in render_picture(picture)
    assert '<b class="wide"><bdi>80\xa0% ↔ 0\xa0%</bdi>' in render_picture(picture, None, "de")


def test_few_findings_are_told_in_large_letters_and_long_ones_so_that_they_fit() -> None:
    short, long = Finding(said=sentence("All have met.")), Finding(said=sentence("word " * 55))
    for found, few in (((short,) * 3, True), ((long,) * 2, False)):
        assert FindingsPicture("", "room", found).values()["few"] is few
