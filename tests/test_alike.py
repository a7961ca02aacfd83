"""Pages that many phones show are made once; what is one's own stays one's own."""

import gzip
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tests.phones import browsers
from tests.rooms import a_step, a_workshop, an_exercise, answer_all, join_all, kept, make, send
from workshop_kit.conduct import Conduct
from workshop_kit.phone import alike, page
from workshop_kit.phone.walls import A_PART, MOST
from workshop_kit.release import Card
from workshop_kit.reveal import StepPicture

ENERGY = an_exercise(a_step("mood"))


def test_phones_of_a_team_have_their_own_names_keys_and_answers(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    make(conduct, code, "next", "open")
    ann, ben, cem = browsers(conduct, code, ["t1", "t1", "t2"])
    ann.open().fill_in({"room:0": "4"})
    ben.open().fill_in({"room:0": "2"})
    for phone, name, chosen in (
        (ann, "Person 0", ["4"]),
        (ben, "Person 1", ["2"]),
        (cem, "Person 2", []),
    ):
        page = phone.open().page
        assert page.get_element_by_id("my-name").text_content() == name
        assert page.xpath("//input[@name='room:0'][@checked]/@value") == chosen
    keys = [
        phone.open().page.xpath("//input[@name='sending']/@value")[0] for phone in (ann, ben, ann)
    ]
    assert len(set(keys)) == 3


def test_a_name_full_of_signs_is_shown_as_it_was_typed(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    (phone,) = browsers(conduct, code, ["t1"])
    conduct.correct(code, phone_id(conduct, code), '<b>"Zoë" & Co</b>', "t1").result()
    page = phone.open().page
    assert page.get_element_by_id("my-name").text_content() == '<b>"Zoë" & Co</b>'
    assert page.get_element_by_id("now").get("data-name") == '<b>"Zoë" & Co</b>'


def test_who_looks_after_a_change_sees_the_change(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    ann, ben = browsers(conduct, code, ["t1", "t1"])
    assert "in, Person 0" in ann.open().text
    make(conduct, code, "next", "open")
    assert ben.open().page.forms
    make(conduct, code, "close")
    assert not ann.open().page.forms


OWN = st.sampled_from([alike.NAME, alike.ID, alike.SECONDS])
SHARED = st.text(min_size=alike.LONG, max_size=2 * alike.LONG).map(lambda text: f"<{text}>")


@given(st.lists(OWN | SHARED | st.text(max_size=400)), st.text(max_size=60), st.integers(0, 9000))
def test_a_page_that_was_packed_in_pieces_is_read_as_one(
    pieces: list[str], name: str, seconds: int
) -> None:
    workshop, pages = a_workshop(ENERGY), alike.Alike()

    def make() -> str:
        return "".join(
            pages.text(workshop, piece, piece.__str__) if piece.startswith("<") else piece
            for piece in pieces
        )

    filled = alike.filled_in(pages.page(workshop, "page", make), name, "p1", seconds)
    meant = {alike.NAME: str(escape(name)), alike.ID: "p1", alike.SECONDS: str(seconds)}
    assert gzip.decompress(filled.packed()).decode() == str(filled)
    assert str(filled) == "".join(meant.get(piece, piece) for piece in pieces)


WALLS = an_exercise(
    a_step("wish", ask="text", about="other_teams"),
    a_step("both", ask="text", items=["Keep", "Stop"]),
    a_step("promise", ask="commitment"),
    a_step("vote", ask="choice", options=["Yes", "No"], other=True),
    a_step("answer", ask="reply", uses="wish", answers=["Yes", "No"], names="team"),
    measures='[[measure]]\nshow = "commitments_board"\npromises = "promise"\n',
)


OTHER = {"t1": "t2", "t2": "t1"}


def words_of(step: str, number: int) -> dict[str, list[str]]:
    """What a participant writes; some write the same."""
    said = f"Matter {number // 2 if number < 6 else number} <b>"
    match step:
        case "both":
            return {"0": [said], "1": [f"Not {said}"]}
        case "promise":
            return {"what": [said], "whom": ["Sales"], "by": ["2030-01-07"], "asks": [""]}
        case "vote":
            return {"other": [said]}
    return {"text": [said]}


def test_on_a_wall_of_many_parts_each_sees_what_a_page_of_her_own_would_show(
    conduct: Conduct,
) -> None:
    code = kept(conduct, WALLS)
    phones = join_all(conduct, code, 35, 30)
    for place in conduct.workshop(code).result().places:
        make(conduct, code, "next", "open")
        if place.step.id == "answer":
            answer_all(conduct, code, phones)
        else:
            for number, phone in enumerate(phones):
                fields, other = words_of(place.step.id, number), OTHER[phone.me.team]
                about = {other: fields} if place.step.id == "wish" else fields
                send(conduct, code, phone, about)
        make(conduct, code, "reveal")
        for phone in phones:
            view = conduct.view(code, phone.secret).result()
            assert without_key(str(page.now("de", view))) == without_key(page.now_alone("de", view))


@pytest.mark.parametrize("piled", [1, A_PART, A_PART + 1, 2 * A_PART])
def test_a_pile_that_goes_over_several_parts_of_a_wall_is_named_once(piled: int) -> None:
    cards = tuple(
        Card(f"c{n}", f"Matter {n}", "", "room", pile="Meetings" if n < piled else "")
        for n in range(3 * A_PART)
    )
    text = WALLS.step("wish").question
    html = page.render_picture(StepPicture("", "room", text, ({"texts": []},), cards))
    assert re.findall(r"<h4[^>]*>([^<]*)<", html) == ["Meetings", "Other cards"]
    assert re.findall(r"Matter \d+", html) == [card.text for card in cards]


def test_a_phone_shows_five_hundred_cards_and_ones_own_and_says_so() -> None:
    cards = tuple(Card(f"c{n}", f"Matter {n}", "", "room") for n in range(2 * MOST))
    wall = StepPicture("", "room", WALLS.step("both").question, ({"texts": []},) * 2, cards)
    html = page.render_picture(wall, [f"Matter {2 * MOST - 1}", None], "de")
    shown = [int(number) for number in re.findall(r"Matter (\d+)", html)]
    assert shown == [*range(MOST), *range(2 * MOST - A_PART, 2 * MOST)]
    assert html.count('class="mine"') == 1
    assert f"Das sind {MOST + A_PART} von {2 * MOST}; auf der Leinwand sind alle." in html


def without_key(shown: str) -> str:
    """A page without its key for sending, which is another one each time."""
    return re.sub(r'name="sending" value="[^"]+"', "", shown)


def phone_id(conduct: Conduct, code: str) -> str:
    """The id of the only one who has joined."""
    (person,) = conduct.participants(code).result()
    return person.id
