"""She looks closer at what was revealed, as far as it was: a team, another workshop, her notes."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.rooms import (
    ROOT,
    TEAMS,
    Phone,
    a_step,
    a_workshop,
    an_exercise,
    join_all,
    kept,
    make,
    moved,
    send,
)
from workshop_kit import console, explore
from workshop_kit.assembly import Kit
from workshop_kit.conduct import Conduct
from workshop_kit.figures import Figures

MOOD = an_exercise(a_step("mood", names="hidden"), a_step("why", "text", names="hidden"))


def revealed(conduct: Conduct, *sizes: int, steps: int = 2) -> Figures:
    """What was revealed of a workshop of these teams."""
    code = kept(conduct, MOOD, teams=len(sizes), minimum=5)
    answered(conduct, code, join_all(conduct, code, *sizes), steps)
    return conduct.figures(code).result()


def answered(conduct: Conduct, code: str, phones: list[Phone], steps: int = 2) -> None:
    """Everybody answers, and it is revealed."""
    for step in range(steps):
        make(conduct, code, "next", "open")
        for number, phone in enumerate(phones):
            fields = {"0": [str(2 + number % 3)]} if step == 0 else {"text": [f"Word {number}"]}
            send(conduct, code, phone, fields)
        make(conduct, code, "reveal")


def test_a_team_is_looked_at_alone_or_with_those_with_whom_it_is_shown(conduct: Conduct) -> None:
    figures = revealed(conduct, 6, 4, 5)
    workshop, place = figures.workshop, figures.workshop.places[0]
    released = figures.releases[place.key]
    alone = explore.of_team(workshop, place, released, "t1")
    assert (alone.whose, alone.answered) == ("Sales", 6)
    both = explore.of_team(workshop, place, released, "t2")
    assert (both.whose, both.answered) == ("Technology and Design", 9)
    assert both == explore.of_team(workshop, place, released, "t3")
    shown = [cell.tally for cell in released.cells]
    for found in (alone, both):
        (picture,) = found.pictures
        assert picture.tallies[0] in shown, "what was released, and nothing else"


def test_own_words_of_a_small_team_are_not_found_there(conduct: Conduct) -> None:
    figures = revealed(conduct, 6, 4, 5)
    place = figures.workshop.places[1]
    released = figures.releases[place.key]
    for team in ("t1", "t2", "t3"):
        assert explore.of_team(figures.workshop, place, released, team) == explore.OfTeam()
    assert explore.teams(figures.workshop, figures.releases) == ["t1", "t2", "t3"]
    assert explore.teams(figures.workshop, {place.key: released}) == []


def test_words_of_a_large_team_are_its_cards(conduct: Conduct) -> None:
    figures = revealed(conduct, 10, 10)
    place = figures.workshop.places[1]
    found = explore.of_team(figures.workshop, place, figures.releases[place.key], "t2")
    cards = {card.text for picture in found.pictures for card in picture.cards}
    assert cards == {f"Word {number}" for number in range(10, 20)}


def test_workshops_are_compared_where_the_same_was_revealed_in_both() -> None:
    first = moved(a_workshop(MOOD), "next", "open", "reveal")
    same = moved(a_workshop(MOOD), "next", "open", "reveal")
    not_yet = a_workshop(MOOD)
    another = moved(a_workshop(an_exercise(a_step("mood"), file="other")), "next", "open", "reveal")
    assert explore.alike(first, [not_yet, another, same, first]) == [same]
    mood, why = first.places
    found = explore.counterpart(first, mood, same)
    assert found
    assert found.key == "exercise/mood"
    assert explore.counterpart(first, why, same) is None


def test_what_was_played_twice_is_compared_with_the_same_time() -> None:
    twice = moved(a_workshop(MOOD, MOOD), "next", "open", "reveal", "exercise-2/mood")
    twice = moved(twice, "open", "reveal")
    once = moved(a_workshop(MOOD), "next", "open", "reveal")
    first, second = twice.find("exercise/mood"), twice.find("exercise-2/mood")
    found = explore.counterpart(twice, first, once)
    assert found
    assert found.key == "exercise/mood"
    assert explore.counterpart(twice, second, once) is None


def test_on_the_results_page_she_filters_compares_pins_and_notes(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "signed_in", lambda: True)
    codes = []
    for title in ("The year before", "This year"):
        code = kit.conduct.create(title, TEAMS[:3], [MOOD], 5).result().code
        answered(kit.conduct, code, join_all(kit.conduct, code, 6, 4, 5))
        codes.append(code)
    before, now = codes
    her = AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=30)
    her.query_params["code"] = now
    her.switch_page("results.py").run()

    def html() -> str:
        return " ".join(str(e.proto.body) for e in her.get("html"))

    her.multiselect(key=f"pinned {now} exercise/why").set_value(["Word 3"]).run()
    her.text_area(key=f"note {now} exercise").set_value("Ask Sales.").run()
    kept_now = kit.conduct.workshop(now).result()
    assert kept_now.pinned == {"exercise/why": ("Word 3",)}
    assert kept_now.notes == {"exercise": "Ask Sales."}
    assert '<blockquote class="pinned">Word 3</blockquote>' in html()
    her.multiselect(key=f"pinned {now} exercise/why").set_value([]).run()
    assert kit.conduct.workshop(now).result().pinned == {}
    her.selectbox(key=f"team {now}").set_value("t2").run()
    assert "Technology and Design: 9 people answered" in html()
    assert "What Technology said to this is not shown by itself." in html()
    her.selectbox(key=f"beside {now}").set_value(before).run()
    assert html().count("The year before") == 2, "beside each of both steps"
    assert "not shown by itself" not in html()
    assert not her.exception


def test_of_a_long_day_results_begin_with_what_was_revealed_last(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "signed_in", lambda: True)
    code = kept(kit.conduct, *[MOOD] * 5, teams=2)
    phones = join_all(kit.conduct, code, 3, 3)
    for half in (4, 1):  # eight steps, then ten
        for _ in range(half):
            answered(kit.conduct, code, phones)
        her = AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=30)
        her.query_params["code"] = code
        her.switch_page("results.py").run()
        heads = [head.value for head in her.header]
        assert len(heads) == (5 if half == 4 else 1)
    assert her.selectbox(key=f"exercise {code}").value == "exercise-5"
    her.selectbox(key=f"exercise {code}").set_value("").run()
    assert len(her.header) == 5, "all of it, when she asks for it"
