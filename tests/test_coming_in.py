"""How one comes in: by a typed code, a table's code, without a name; and what one can put right."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.phones import Browser, a_browser
from tests.rooms import ROOT, a_step, a_workshop, an_exercise, is_sentence, kept, make
from workshop_kit import console, table_cards
from workshop_kit.assembly import Kit
from workshop_kit.conduct import Conduct
from workshop_kit.phone.routes import read_code
from workshop_kit.workshop import people
from workshop_kit.workshop.making import meant


@pytest.mark.parametrize(
    ("typed", "read"),
    [("k1te5", "KITES"), ("KlTES", "KITES"), ("0MEGA", "OMEGA"), ("b4k7m", "B4K7M")],
)
def test_a_sign_that_looks_like_another_is_forgiven(typed: str, read: str) -> None:
    assert meant(read_code(typed), ["KITES", "OMEGA", "B4K7M", "XXXXX"]) == read


def test_what_could_be_two_workshops_is_neither_unless_it_is_typed_exactly() -> None:
    assert meant("B5555", ["BSSSS", "855SS"]) is None
    assert meant("BSSSS", ["BSSSS", "855SS"]) == "BSSSS"
    assert meant("NEVER", ["BSSSS"]) is None


@pytest.mark.parametrize("typed", ["ｋｉｔｅｓ", "kıtes", "KÍTES", "ki-te s"])
def test_a_code_is_read_from_any_keyboard(typed: str) -> None:
    assert read_code(typed) == "KITES"
    assert read_code("B٢٣٤K") == "B234K"


@pytest.mark.parametrize("swap", [("5", "S"), ("8", "B"), ("2", "Z")])
def test_the_typed_code_and_the_typed_address_lead_in(
    conduct: Conduct, swap: tuple[str, str]
) -> None:
    right = f"B{swap[0]}KMN"
    conduct.create("Offsite", ["Sales", "Care"], [an_exercise(a_step("mood"))], code=right).result()
    phone = a_browser(conduct, f"b{swap[1]}kmn").open()
    assert "Offsite" in phone.text
    assert str(phone.last.url).endswith(right) if phone.last else False
    phone.last = phone.client.get("/j", params={"code": f"b{swap[1]} kmn"})
    assert "Offsite" in phone.text


def test_before_joining_one_reads_what_is_shown_and_what_is_hidden(conduct: Conduct) -> None:
    page = a_browser(conduct, kept(conduct)).open().last
    assert page
    assert page.text.index("Hidden answers are kept") < page.text.index("Your name</label>")


def test_one_field_and_one_tap_on_the_team_and_one_is_in(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).open()
    form = phone.page.get_element_by_id("join")
    fields = form.xpath(".//input[not(@type='hidden')]/@name")
    teams = {b.text_content(): b.get("value") for b in form.xpath(".//button[@name='team']")}
    assert fields == ["name"]
    assert "You’re in, Amara" in phone.fill_in({"name": "Amara", "team": teams["Sales"]}).text


def at_table(conduct: Conduct, code: str, team: str) -> Browser:
    return a_browser(conduct, code).open(f"?team={team}")


def test_a_tables_code_knows_the_team(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = at_table(conduct, code, "t2")
    assert not phone.page.xpath("//button[@name='team']")
    assert "Technology" in phone.text
    refused = phone.fill_in({"name": ""})
    assert is_sentence(refused.alert)
    assert "I am in another team" in refused.text, "the team is still the table's"
    assert "You’re in, Amara" in refused.fill_in({"name": "Amara"}).text
    assert [p.team for p in conduct.participants(code).result()] == ["t2"]
    assert "You’re in" in phone.open("?team=t1").text, "who is in stays who she is"


def test_a_tables_code_of_no_team_asks_for_the_team(conduct: Conduct) -> None:
    assert at_table(conduct, kept(conduct), "t99").page.xpath("//button[@name='team']")


def test_another_language_does_not_forget_the_table(conduct: Conduct) -> None:
    phone = at_table(conduct, kept(conduct), "t2")
    chosen = phone.page.xpath("//nav//a[@lang='de']/@href")[0]
    phone.last = phone.client.get(chosen)
    assert phone.page.get("lang") == "de"
    assert "Technology" in phone.text


def test_the_cards_for_the_tables_carry_the_team_and_the_code() -> None:
    workshop = a_workshop(teams=3)
    sheet = table_cards.sheet(workshop, "http://10.0.0.5:8501/j/" + workshop.code)
    assert sheet.count("<section>") == 3
    for team in workshop.team_names.values():
        assert f">{team}</h1>" in sheet
    assert sheet.count(f"<b>{workshop.code}</b>") == 3
    assert "10.0.0.5:8501/j<" in sheet


def test_without_a_name_one_comes_in_only_where_the_workshop_lets_guests_in(
    conduct: Conduct,
) -> None:
    code = kept(conduct)
    assert a_browser(conduct, code).join("").alert.startswith("Please type your name")
    conduct.arrange(code, "guests", people.let_guests).result()
    page = a_browser(conduct, code).open()
    assert "You may leave it blank" in page.text
    guests = [page.fill_in({"name": " ", "team": "t1"})]
    guests += [a_browser(conduct, code).join("") for _ in range(3)]
    names = [p.name for p in conduct.participants(code).result()]
    assert len(set(names)) == 4
    assert all(re.fullmatch(r"Guest \d\d", name) for name in names)
    conduct.arrange(code, "names", people.ask_names).result()
    assert a_browser(conduct, code).join("").alert
    assert "You’re in, Guest" in guests[0].open().text


def test_more_guests_than_there_are_short_numbers_each_have_their_own(conduct: Conduct) -> None:
    code = kept(conduct)
    conduct.arrange(code, "guests", people.let_guests).result()
    coming = [conduct.join(code, f"a secret of guest {n}", "", "t1") for n in range(130)]
    assert len({future.result().name for future in coming}) == 130


def test_a_guest_is_called_so_in_her_language(conduct: Conduct) -> None:
    code = kept(conduct)
    conduct.arrange(code, "guests", people.let_guests).result()
    phone = a_browser(conduct, code)
    phone.client.headers["accept-language"] = "de"
    assert "Gast" in phone.join("").text


def test_the_same_agenda_for_another_group_lets_guests_in_too(conduct: Conduct) -> None:
    code = kept(conduct)
    conduct.arrange(code, "guests", people.let_guests).result()
    assert conduct.again(code, "Again", ["One", "Two"]).result().guests


def test_until_it_begins_one_puts_ones_own_name_and_team_right(conduct: Conduct) -> None:
    code = kept(conduct)
    a_browser(conduct, code).join("Lea", "t2")
    phone = a_browser(conduct, code).join("Lae", "t1")
    assert "Somebody in this team is called Lea already." in put_right(phone, "Lea", "t2").alert
    assert put_right(phone, "", "t1").alert.startswith("Please type your name")
    assert put_right(phone, "Lea", "t9").alert == "Please choose your team."
    assert "You’re in, Lea" in put_right(phone, "Lea", "t1").text
    assert ("Lea", "t1") in {(p.name, p.team) for p in conduct.participants(code).result()}
    make(conduct, code, "next")
    assert "Is your name or team wrong?" not in phone.open().text
    assert put_right(phone, "Lena", "t1").alert.startswith("It has begun.")
    make(conduct, code, "back")
    assert put_right(phone, "Lena", "t1").alert.startswith("It has begun.")


def put_right(phone: Browser, name: str, team: str) -> Browser:
    """She fills in the form of the lobby."""
    form = {"name": name, "team": team}
    phone.last = phone.client.post(f"/j/{phone.code}/correct", data=form)
    return phone


def test_she_lets_guests_in_on_the_people_page(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    code = kept(kit.conduct)
    monkeypatch.setattr(console, "signed_in", lambda: True)
    her = AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=30).run()
    her.query_params["code"] = code
    her.switch_page("people.py").run()
    her.toggle(key="guests").set_value(True).run()
    assert kit.conduct.workshop(code).result().guests
    assert her.toggle(key="guests").value
    assert any(b.proto.label == "Cards for the tables" for b in her.get("download_button"))
