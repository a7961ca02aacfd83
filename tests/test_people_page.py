"""The facilitator's page for people, by Streamlit's own test harness on a real kit."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.rooms import ROOT, TEAMS, a_step, an_exercise, join_all
from workshop_kit import console
from workshop_kit.assembly import Kit
from workshop_kit.workshop import Workshop
from workshop_kit.workshop.people import Row

SECONDS = 30


@pytest.fixture
def code(kit: Kit) -> str:
    """A workshop of two teams with two people each, and one who has not come."""
    asked = [an_exercise(a_step("mood"))]
    code = kit.conduct.create("Offsite", ["Sales", "Care"], asked).result().code
    join_all(kit.conduct, code, 2, 2)
    kit.conduct.take_over(code, [Row("Lea *M*", "Sales", "lea@example.org")]).result()
    return code


@pytest.fixture
def her(kit: Kit, code: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who looks at the page: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    return at(AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=SECONDS), code)


def at(her: AppTest, code: str) -> AppTest:
    """She is on the page of this workshop."""
    her.run()
    her.query_params["code"] = code
    return her.switch_page("people.py").run()


def press(her: AppTest, label: str) -> AppTest:
    """She presses the button with this label."""
    return next(b for b in her.button if b.label.endswith(label)).click().run()


def names(her: AppTest) -> list[str]:
    """The names on the page, each with its mark."""
    return [b.label for b in her.button if str(b.key).startswith("pick ")]


def told(her: AppTest) -> str:
    """All words of the page itself."""
    kinds = (her.markdown, her.caption, her.error, her.warning, her.info, her.get("html"))
    found = [getattr(e, "value", None) or getattr(e.proto, "body", "") for k in kinds for e in k]
    return unescape(" ".join(map(str, found))).replace("\\:", ":")


def toasts(her: AppTest) -> list[str]:
    """What the page told in passing."""
    return [toast.value for toast in her.toast]


def workshop(kit: Kit, code: str) -> Workshop:
    """The workshop as it is stored."""
    return kit.conduct.workshop(code).result()


def test_everybody_is_there_by_team_with_the_numbers(her: AppTest) -> None:
    assert [label.split("] ")[1] for label in names(her)] == [
        *(r"Lea \*M\*", "Person 1.0", "Person 1.1", "Person 2.0", "Person 2.1")
    ]
    for words in ("5 people", "● 0 present", "○ 4 away", "◌ 1 not yet come"):
        assert words in told(her)


def test_she_finds_somebody_by_a_part_of_the_name(her: AppTest) -> None:
    her.text_input(key="typed").set_value(" ERSON 1").run()
    assert [label[-3:] for label in names(her)] == ["1.0", "1.1"]
    her.selectbox(key="only").select("t2").run()
    assert names(her) == []
    assert "Nobody of this name." in told(her)


def test_she_corrects_a_name_and_moves_somebody(her: AppTest, kit: Kit, code: str) -> None:
    press(her, "Person 1.0")
    person = her.session_state["person"]
    her.text_input(key=f"name {person}").set_value("Amara").run()
    her.selectbox(key=f"team {person}").select("t2").run()
    assert "stays with Sales" in told(her)
    press(her, "Save")
    found = {one.name: one.team for one in kit.conduct.people(code).result()}
    assert found["Amara"] == "t2"
    assert toasts(her) == ["Saved. Phones show it at once."]


def test_a_name_that_is_there_already_is_told_and_what_she_typed_stays(her: AppTest) -> None:
    press(her, "Person 1.0")
    field = f"name {her.session_state['person']}"
    her.text_input(key=field).set_value("Person 1.1").run()
    press(her, "Save")
    assert "called Person 1.1 in Sales already." in toasts(her)[0]
    assert her.text_input(key=field).value == "Person 1.1"


def test_removing_is_asked_first_with_what_happens_to_answers(
    her: AppTest, kit: Kit, code: str
) -> None:
    press(her, "Person 2.1")
    press(her, "Remove…")
    assert "Hidden answers stay too: nobody can tell which are theirs." in told(her)
    press(her, "Keep")
    assert len(kit.conduct.people(code).result()) == 5
    press(her, "Remove…")
    press(her, "Remove")
    assert "Person 2.1" not in [one.name for one in kit.conduct.people(code).result()]
    assert not [name for name in names(her) if "2.1" in name]


def test_who_was_removed_is_put_back_with_one_press(her: AppTest, kit: Kit, code: str) -> None:
    before = kit.conduct.people(code).result()
    press(her, "Person 2.1")
    press(her, "Remove…")
    assert "For an hour you can put them back" in told(her)
    press(her, "Remove")
    assert "Person 2.1 is off the list." in told(her).replace("</b>", "")
    press(her, "Put back")
    assert toasts(her) == ["Person 2.1 is on the list again."]
    assert kit.conduct.people(code).result() == before
    assert "Put back" not in [button.label for button in her.button]


def test_who_has_not_come_has_a_link_and_an_email_to_send_it_to(her: AppTest, kit: Kit) -> None:
    press(her, r"Lea \*M\*")
    assert "lea@example.org" in told(her)
    (link,) = her.code
    assert link.value.startswith(kit.join_base())
    press(her, "Remove…")
    assert "Their personal link will not work any more." in told(her)


def test_she_closes_joining_and_opens_it(her: AppTest, kit: Kit, code: str) -> None:
    press(her, "Close joining")
    assert workshop(kit, code).locked
    assert "Joining is closed." in told(her)
    press(her, "Let people join again")
    assert not workshop(kit, code).locked


def test_she_adds_a_team_late_and_renames_one(her: AppTest, kit: Kit, code: str) -> None:
    her.text_input(key="new team").set_value("Press").run()
    press(her, "Add")
    her.text_input(key="team name t1").set_value("Field Sales").run()
    assert list(workshop(kit, code).team_names.values()) == ["Field Sales", "Care", "Press"]
    her.text_input(key="team name t2").set_value("press").run()
    assert "There is a team press already." in toasts(her)[0]


def test_twelve_hundred_people_are_shown_team_by_team(kit: Kit, code: str, her: AppTest) -> None:
    asked = [an_exercise(a_step("mood"))]
    many = kit.conduct.create("All of us", TEAMS, asked).result().code
    rows = [Row(f"Person {n:04}", TEAMS[n % 12]) for n in range(1200)]
    rows += [Row(f"Extra {n:04}", TEAMS[0]) for n in range(100)]
    kit.conduct.take_over(many, rows).result()
    at(her, many)
    assert names(her) == []
    assert "1,300 people" in told(her)
    next(b for b in her.button if b.key == "show t1").click().run()
    assert len(names(her)) == 120
    assert names(her)[-1].endswith("Person 0228")
    her.text_input(key="typed").set_value("person 0240").run()
    assert len(names(her)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"Name;Team\n;Sales\nMei;Press\n", "New teams, added to the workshop: Press."),
        (b"Name;Team\n;Sales\nMei;Press\n", "Line 2: there is no name."),
        (b"Lea;Sales", "The first line has to say what the columns are"),
    ],
)
def test_a_list_is_read_and_told_before_it_is_taken_over(
    her: AppTest, kit: Kit, code: str, content: bytes, words: str
) -> None:
    her.file_uploader[0].upload("people.csv", content, "text/csv").run()
    assert words in told(her)
    assert len(workshop(kit, code).teams) == 2
    if "Press" in words:
        press(her, "Take over 1 people")
        assert "Press" in workshop(kit, code).team_names.values()
        assert "Mei" in [one.name for one in kit.conduct.people(code).result()]


def test_a_name_is_found_without_its_accents(her: AppTest, kit: Kit, code: str) -> None:
    kit.conduct.take_over(code, [Row("Zoë Åström-Łuk", "Care")]).result()
    for typed in ("zoe", "Åstrom", " luk"):
        her.text_input(key="typed").set_value(typed).run()
        assert [name.split("] ")[1] for name in names(her)] == ["Zoë Åström-Łuk"]
