"""Who goes while the facilitator looks through answers is not in the reveal; who is back is."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.phones import Browser, browsers
from tests.rooms import a_step, an_exercise, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.figures import Figures
from workshop_kit.workbook import workbook
from workshop_kit.workshop import moderation

MADE = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
KEY, PILE = "exercise/say", "Alike"
SIGNED = an_exercise(a_step("say", "text", names="shown"))
PICKED = an_exercise(a_step("say", "choice", names="shown", other=True))

Goes = Callable[[Conduct, str, Browser], object]


def is_taken_off(conduct: Conduct, code: str, phone: Browser) -> None:
    conduct.remove(code, id_of(conduct, code, "Person 0")).result()


def deletes_her_data(conduct: Conduct, code: str, phone: Browser) -> None:
    phone.client.post(f"/j/{code}/me/delete")


GOES = pytest.mark.parametrize("goes", [is_taken_off, deletes_her_data])


def held(
    conduct: Conduct, field: str = "text", exercise: Exercise = SIGNED
) -> tuple[str, list[Browser]]:
    """Four people's answers with their names are looked through; two of them lie on a pile."""
    code = kept(conduct, exercise)
    phones = browsers(conduct, code, ["t1", "t1", "t2", "t2"])
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        phone.open().fill_in({f"room:{field}": f"Matter {number}."})
    make(conduct, code, "close", "look through")
    return code, phones


def id_of(conduct: Conduct, code: str, name: str) -> str:
    return next(one.id for one in conduct.people(code).result() if one.name == name)


def looked(conduct: Conduct, code: str) -> list[tuple[str, str]]:
    """The words that she looks through, and on which pile they lie."""
    return [(word.text, word.pile) for word in conduct.words(code, KEY).result()]


def revealed(conduct: Conduct, code: str) -> Figures:
    make(conduct, code, "reveal")
    return conduct.figures(code).result()


@GOES
def test_who_goes_meanwhile_is_in_no_reveal_neither_on_phones_nor_in_excel(
    conduct: Conduct, goes: Goes
) -> None:
    code, (gone, *others) = held(conduct)
    goes(conduct, code, gone)
    assert {text for text, _ in looked(conduct, code)} == {"Matter 1.", "Matter 2.", "Matter 3."}
    found = revealed(conduct, code)
    release = found.releases[KEY]
    assert {card.text for card in release.cards} == {"Matter 1.", "Matter 2.", "Matter 3."}
    assert release.answered == 3
    for phone in others:
        assert "Matter 1." in phone.open().text
        assert "Matter 0." not in phone.text
        assert "Person 0" not in phone.text
    sheets = ZipFile(BytesIO(workbook(found, MADE)))
    written = b"".join(sheets.read(name) for name in sheets.namelist())
    assert b"Matter 1." in written
    assert b"Matter 0." not in written
    assert b"Person 0" not in written


@GOES
def test_figures_with_names_are_without_her_too(conduct: Conduct, goes: Goes) -> None:
    code, (gone, *_) = held(conduct, "other", PICKED)
    goes(conduct, code, gone)
    release = revealed(conduct, code).releases[KEY]
    room = release.cell("room")
    assert room is not None
    assert room.answered == 3
    assert "Matter 0." not in repr(release)
    assert "Person 0" not in repr(release)


def test_who_is_put_back_meanwhile_is_in_the_reveal_her_card_on_its_pile(conduct: Conduct) -> None:
    code, _ = held(conduct)
    cards = {word.text: word.card for word in conduct.words(code, KEY).result()}
    alike = [cards["Matter 0."], cards["Matter 3."]]
    conduct.moderate(code, "pile", lambda w: moderation.pile(w, KEY, PILE, alike)).result()
    before = looked(conduct, code)
    for name in ("Person 0", "Person 1"):
        conduct.remove(code, id_of(conduct, code, name)).result()
    assert set(looked(conduct, code)) == {("Matter 3.", PILE), ("Matter 2.", "")}
    for name in ("Person 1", "Person 0"):
        conduct.put_back(code, name).result()
    assert sorted(looked(conduct, code)) == sorted(before)
    told = {card.by for card in revealed(conduct, code).releases[KEY].cards}
    assert told == {f"Person {number}" for number in range(4)}


def test_who_was_taken_off_before_comes_back_with_an_id_of_her_own(conduct: Conduct) -> None:
    code = kept(conduct, SIGNED)
    phones = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        phone.open().fill_in({"room:text": f"Matter {number}."})
    conduct.remove(code, id_of(conduct, code, "Person 0")).result()
    make(conduct, code, "close", "look through")
    conduct.put_back(code, "Person 0").result()
    cards = revealed(conduct, code).releases[KEY].cards
    assert sorted(card.text for card in cards) == ["Matter 0.", "Matter 1.", "Matter 2."]
    assert len({card.id for card in cards}) == 3


def test_a_name_put_right_meanwhile_is_shown_as_it_is_now(conduct: Conduct) -> None:
    code, _ = held(conduct)
    conduct.correct(code, id_of(conduct, code, "Person 0"), "Zoë", "t1").result()
    told = {card.by for card in revealed(conduct, code).releases[KEY].cards}
    assert "Zoë" in told
    assert "Person 0" not in told


@GOES
def test_words_without_names_stay_as_she_looked_at_them_for_a_gap_would_tell(
    conduct: Conduct, goes: Goes
) -> None:
    code, (gone, *_) = held(conduct, exercise=an_exercise(a_step("say", "text", names="team")))
    before = looked(conduct, code)
    goes(conduct, code, gone)
    assert looked(conduct, code) == before
