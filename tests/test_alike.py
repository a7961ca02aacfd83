"""Pages that many phones show are made once; what is one's own stays one's own."""

import gzip

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tests.phones import browsers
from tests.rooms import a_step, an_exercise, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.phone import alike

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


@given(
    st.lists(st.sampled_from([alike.NAME, alike.ID, alike.SECONDS]) | st.text(max_size=400)),
    st.text(max_size=60),
    st.integers(0, 9000),
)
def test_a_page_that_was_packed_in_pieces_is_read_as_one(
    pieces: list[str], name: str, seconds: int
) -> None:
    filled = alike.filled_in(alike.Sheet("".join(pieces)), name, "p1", seconds)
    meant = {alike.NAME: str(escape(name)), alike.ID: "p1", alike.SECONDS: str(seconds)}
    assert gzip.decompress(filled.packed()).decode() == str(filled)
    assert str(filled) == "".join(meant.get(piece, piece) for piece in pieces)


def phone_id(conduct: Conduct, code: str) -> str:
    """The id of the only one who has joined."""
    (person,) = conduct.participants(code).result()
    return person.id
