"""What a reveal shows: one message in each picture."""

from tests.rooms import SHIPPED, a_step, an_exercise, answer_all, join_all, kept, make, play
from workshop_kit import reveal
from workshop_kit.conduct import Conduct
from workshop_kit.questions.words.question import FULL, Words
from workshop_kit.reveal import StepPicture


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
    assert titles["their_guess"] == teams, "the measure, a picture for each team"
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
    assert [page.title for page in pages] == ["1 to 9", "10 to 18", "19 to 27", "28 to 30"]
    (picture,) = whole
    assert isinstance(picture, StepPicture)
    assert [card for page in pages for card in page.cards] == list(picture.cards)


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
