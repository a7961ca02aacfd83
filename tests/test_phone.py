"""The participant's pages, as a phone without JavaScript sees them."""

import asyncio
import gzip

import pytest
from starlette.testclient import TestClient

from tests.phones import a_browser, browsers, pages
from tests.rooms import SHIPPED, a_step, an_exercise, is_sentence, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.language import NAMES
from workshop_kit.phone.routes import read_code

PRICE = 40_000
ENERGY = an_exercise(a_step("energy", prompt="How full is your battery?"))
WORD = an_exercise(a_step("word", "text", prompt="What did you see?"))


def test_a_phone_joins_with_a_name_and_a_team_and_is_in(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).join("Amara", "t1")
    assert "You’re in, Amara" in phone.text
    assert "Sales" in phone.text


def test_a_reload_is_the_same_person(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).join("Amara")
    assert "You’re in, Amara" in phone.open().text
    assert len(conduct.participants(code).result()) == 1


def test_a_double_tap_on_join_is_one_person(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).open()
    secret = phone.page.forms[0].fields["secret"]
    for _ in range(2):
        form = {"secret": secret, "name": "Amara", "team": "t1"}
        phone.client.post(f"/j/{code}/join", data=form)
    assert [p.name for p in conduct.participants(code).result()] == ["Amara"]


@pytest.mark.parametrize(
    ("name", "team", "told"),
    [
        ("", "t1", "Please type your name"),
        ("   ", "t1", "Please type your name"),
        ("x" * 500, "t1", "That name has 500 letters; there is room for 60."),
        ("Amara", "t99", "Please choose your team."),
        ("Amara", "", "Please choose your team."),
    ],
)
def test_what_cannot_be_joined_with_is_told_and_the_name_kept(
    conduct: Conduct, name: str, team: str, told: str
) -> None:
    phone = a_browser(conduct, kept(conduct)).join(name, team)
    assert phone.alert.startswith(told)
    assert is_sentence(phone.alert)
    assert phone.page.get_element_by_id("name").value == (name or "")


@pytest.mark.parametrize(
    "name", ["👩‍🚀 Zoë", "عمر الخيّام", "Ngũgĩ wa Thiong’o", "<b>Bold</b>", "李小龍"]
)
def test_every_name_is_shown_as_it_was_typed(conduct: Conduct, name: str) -> None:
    phone = a_browser(conduct, kept(conduct)).join(name)
    assert f"You’re in, {name}" in phone.text


def test_a_wrong_code_is_told_with_what_to_do(conduct: Conduct) -> None:
    phone = a_browser(conduct, "ZZZZZ").open()
    assert phone.last.status_code == 404
    assert phone.alert == (
        "There is no workshop with this code. Please look at the screen and type it again."
    )


@pytest.mark.parametrize("typed", ["ab cde", "ABCDE", " abcde ", "ab-cde"])
def test_a_code_typed_by_hand_is_read_as_it_was_meant(typed: str) -> None:
    assert read_code(typed) == "ABCDE"


def test_a_code_typed_by_hand_leads_to_the_workshop(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code)
    phone.last = phone.client.get("/j", params={"code": f" {code.lower()} "})
    assert "Offsite" in phone.text


def test_a_late_joiner_lands_on_the_current_step(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    make(conduct, code, "next", "open")
    assert "How full is your battery?" in a_browser(conduct, code).join().text


def test_an_answer_is_saved_shown_again_and_can_be_changed(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:0": "4"})
    assert "Your answer is saved" in phone.text
    assert phone.page.xpath("//input[@checked]/@value") == ["4"]
    phone.fill_in({"room:0": "2"})
    assert phone.page.xpath("//input[@checked]/@value") == ["2"]
    assert sum(conduct.counts(code).result().answered.values()) == 1


def test_who_is_asked_about_several_teams_learns_that_some_may_stay_blank(
    conduct: Conduct,
) -> None:
    hint = "You may leave some of these blank."
    others = an_exercise(a_step("others", "text", about="other_teams"))
    code = kept(conduct, others, teams=3)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    assert hint in phone.open().text
    code = kept(conduct, WORD)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    assert hint not in phone.open().text


def test_sending_nothing_is_told(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    assert phone.open().fill_in({}).alert == (
        "Nothing is filled in yet. Please answer before you send."
    )


def test_a_text_that_is_too_long_is_told_and_kept(conduct: Conduct) -> None:
    code = kept(conduct, WORD)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:text": "long " * 200})
    assert "there is room for 600" in phone.alert
    assert phone.page.xpath("//textarea")[0].value.startswith("long long")


def test_an_answer_after_the_close_is_told_and_what_was_typed_stays_on_the_page(
    conduct: Conduct,
) -> None:
    code = kept(conduct, WORD)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    phone.open()
    make(conduct, code, "close")
    phone.fill_in({"room:text": "too late, but dear to me"})
    assert phone.alert.startswith("This step is not open now.")
    assert "too late, but dear to me" in phone.text
    assert conduct.counts(code).result().answered == {}


def test_an_answer_to_a_step_that_has_been_left_is_told_and_kept(conduct: Conduct) -> None:
    code = kept(conduct, WORD, ENERGY)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    phone.open()
    make(conduct, code, "next", "open")
    phone.fill_in({"room:text": "dear to me"})
    assert phone.alert.startswith("This step is not open now.")
    assert "dear to me" in phone.text


def test_a_double_tap_on_send_stores_once(conduct: Conduct) -> None:
    code = kept(conduct, WORD)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    sending = phone.open().page.forms[0].fields["sending"]
    form = {"step": "exercise/word", "sending": sending, "room:text": "Once."}
    answers = [phone.client.post(f"/j/{code}/answer", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert conduct.counts(code).result().answered == {"t1": 1}


@pytest.mark.parametrize("target", ["t1", "t9", "room", "'; --"])
def test_an_answer_about_someone_else_is_refused_in_words(conduct: Conduct, target: str) -> None:
    code = kept(conduct, an_exercise(a_step("others", about="other_teams")))
    phone = a_browser(conduct, code).join(team="t1")
    make(conduct, code, "next", "open")
    phone.open().fill_in({f"{target}:0": "3"})
    assert is_sentence(phone.alert)
    assert conduct.counts(code).result().answered == {}


def test_figures_come_to_the_phone_with_the_reveal_and_not_before(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    phones = browsers(conduct, code, ["t1", "t1", "t1", "t2", "t2", "t2"])
    make(conduct, code, "next", "open")
    for phone in phones:
        phone.open().fill_in({"room:0": "4"})
    make(conduct, code, "close")
    assert "Average" not in phones[0].open().text
    make(conduct, code, "reveal")
    assert "Average 4.0" in phones[0].open().text
    assert phones[0].page.xpath("//li[contains(@class, 'mine')]//em/text()") == ["you"]


def test_a_phone_that_has_not_joined_sees_nothing_of_the_room(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    make(conduct, code, "next", "open")
    stranger = a_browser(conduct, code).open()
    assert "battery" not in stranger.last.text
    assert stranger.open("/now").last.status_code == 410
    assert "Go to the workshop" in stranger.open("/me").text


def test_a_private_answer_is_read_only_by_whom_it_is_about(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["easier_to_work_with"], teams=3)
    amara, lea, mei = browsers(conduct, code, ["t1", "t2", "t3"])
    ids = {p.name: p.id for p in conduct.participants(code).result()}
    make(conduct, code, "next", "open")
    amara.open().fill_in({"room:person": [ids["Person 1"]]})
    make(conduct, code, "next", "open")
    assert "Nobody has asked you here" in mei.open().text
    lea.open().fill_in({f"{ids['Person 0']}:text": "Call me before you write."})
    assert "Only the person it is about reads this" in lea.text
    make(conduct, code, "reveal")
    assert "Call me before you write." in amara.open().text
    assert "Call me before you write." in amara.open("/me").text
    assert "Call me before" not in mei.open().text + mei.open("/me").text
    assert "Call me before" not in lea.open().text, "she reads it on her own page alone"


NOTE = an_exercise(
    a_step("note", "text", about="self", reveal="private", prompt="What do you take along?")
)


def test_a_private_note_about_oneself_is_read_by_its_writer_alone(conduct: Conduct) -> None:
    code = kept(conduct, NOTE)
    amara, lea, mei = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    assert "Only you read this, here and on your page." in amara.open().text
    amara.fill_in({"room:text": "Ask before I answer."})
    lea.open().fill_in({"room:text": "Breathe."})
    make(conduct, code, "reveal")
    assert "This is what you wrote" in amara.open().text
    for page in (amara.open().text, amara.open("/me").text):
        assert "Ask before I answer." in page
        assert "Breathe." not in page
    assert "What you wrote for yourself. Only you see it." in amara.text
    assert "You wrote nothing this time" in mei.open().text
    assert "Nothing here yet." in mei.open("/me").text
    figures = conduct.figures(code).result()
    assert figures.releases["exercise/note"].cells == ()


def test_a_note_can_be_changed_until_it_is_handed_back(conduct: Conduct) -> None:
    code = kept(conduct, NOTE)
    (amara,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open")
    amara.open().fill_in({"room:text": "First."})
    amara.fill_in({"room:text": "Second."})
    make(conduct, code, "reveal")
    assert "Second." in amara.open("/me").text
    assert "First." not in amara.text


def test_what_is_asked_about_oneself_is_shown_like_anything_else(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("own", about="self", prompt="How ready are you?")))
    phones = browsers(conduct, code, ["t1"] * 3 + ["t2"] * 3)
    make(conduct, code, "next", "open")
    for phone in phones:
        assert "Nobody sees your own answer" in phone.open().text
        phone.fill_in({"room:0": "4"})
    make(conduct, code, "reveal")
    assert "Average 4.0" in phones[0].open().text


def test_all_of_a_team_are_asked_about_the_same_other_team_and_every_team_by_one(
    conduct: Conduct,
) -> None:
    about = a_step("view", about="another_team", names="team", prompt="How do you see {target}?")
    code = kept(conduct, an_exercise(about), teams=3)
    phones = browsers(conduct, code, ["t1", "t1", "t2", "t3"])
    make(conduct, code, "next", "open")
    asked = [phone.open().page.xpath("//h1/text()")[0] for phone in phones]
    of_sales, of_technology, of_design = (
        f"How do you see {team}?" for team in ("Sales", "Technology", "Design")
    )
    assert asked == [of_technology, of_technology, of_design, of_sales]
    assert phones[0].fill_in({"t3:0": "4"}).alert, "not about a third one"
    phones[0].open().fill_in({"t2:0": "4"})
    assert "Your answer is saved" in phones[0].text
    make(conduct, code, "reveal")
    assert conduct.figures(code).result().releases["exercise/view"].targets == ("t2",)


@pytest.mark.parametrize("spoken", NAMES)
def test_the_way_to_the_first_question_is_light(conduct: Conduct, spoken: str) -> None:
    code = kept(conduct, SHIPPED["three_mirrors"], teams=4)
    make(conduct, code, "next", "next", "open")
    phone = a_browser(conduct, code)
    phone.client.headers["accept-language"] = spoken
    join = phone.open().last
    static = phone.page.xpath("//link[@rel='stylesheet']/@href")
    question = phone.fill_in({"name": "Amara", "team": "t1"})
    static += question.page.xpath("//script/@src")
    weights = [len(gzip.compress(r.content)) for r in (join, question.last)]
    for path in static:
        found = phone.client.get(path, headers={"accept-encoding": "gzip"})
        weights.append(int(found.headers["content-length"]))
    requests = 4 + len(static)  # the page, the form, where it leads to, the event stream
    assert requests <= 6
    assert sum(weights) <= PRICE


def test_style_and_script_are_kept_for_good_under_a_name_of_their_content(
    conduct: Conduct,
) -> None:
    phone = a_browser(conduct, kept(conduct)).join()
    for path in phone.page.xpath("//script/@src | //link[@rel='stylesheet']/@href"):
        found = phone.client.get(path)
        assert found.headers["cache-control"].endswith("immutable")
        assert found.headers["content-encoding"] == "gzip"
    assert phone.client.get("/phone/phone.000.css").status_code == 404


def test_a_page_needs_nothing_from_anywhere_else(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).join()
    assert "http" not in "".join(phone.page.xpath("//@src | //@href | //@action"))


def test_the_bell_tells_the_revision_and_so_does_the_poll(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)

    async def first_ring() -> int | None:
        async for revision in conduct.listen(conduct.workshop(code).result()):
            return revision
        return None

    assert asyncio.run(first_ring()) == 0
    make(conduct, code, "next")
    assert TestClient(pages(conduct)).get(f"/j/{code}/revision").text == "1"


def test_a_phone_hears_when_another_one_of_hers_has_sent(conduct: Conduct) -> None:
    code = kept(conduct, ENERGY)
    phone = a_browser(conduct, code).join()
    make(conduct, code, "next", "open")
    before = phone.client.get(f"/j/{code}/revision").headers["x-own"]
    lea = a_browser(conduct, code).join("Lea")
    lea.open().fill_in({"room:0": "4"})
    assert phone.client.get(f"/j/{code}/revision").headers["x-own"] == before
    phone.open().fill_in({"room:0": "4"})
    assert phone.client.get(f"/j/{code}/revision").headers["x-own"] != before
    marks = [one.open().page.get_element_by_id("now").get("data-mine") for one in (phone, lea)]
    assert all(marks)


def test_a_form_that_is_far_too_large_is_refused(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).join()
    answer = phone.client.post(f"/j/{phone.code}/answer", data={"room:text": "x" * 500_000})
    assert answer.status_code == 413


def test_words_shown_with_the_team_carry_its_name_and_no_other(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text", names="team")))
    phones = browsers(conduct, code, ["t1", "t2"])
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        phone.open().fill_in({"room:text": f"Words {number}"})
    make(conduct, code, "reveal")
    cards = phones[0].open().page.xpath("//ul[@class='cards']/li")
    assert [card.text_content() for card in cards] == ["Words 0Sales you", "Words 1Technology"]


def test_hidden_words_carry_no_name_at_all(conduct: Conduct) -> None:
    code = kept(conduct, WORD)
    phones = browsers(conduct, code, ["t1"] * 10 + ["t2"] * 10)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        phone.open().fill_in({"room:text": f"Words {number}"})
    make(conduct, code, "reveal")
    cards = phones[0].open().page.xpath("//ul[@class='cards']/li")
    told = [card.text_content().removesuffix(" you") for card in cards]
    assert sorted(told) == sorted(f"Words {n}" for n in range(20))


def test_a_prompt_in_another_language_than_the_page_says_so_to_who_reads_aloud(
    conduct: Conduct,
) -> None:
    code = kept(conduct, ENERGY)
    phone = a_browser(conduct, code)
    phone.client.headers["accept-language"] = "fr"
    phone.join()
    make(conduct, code, "next", "open")
    page = phone.open().page
    assert page.get("lang") == "fr"
    assert page.xpath("//h1/@lang") == ["en"]
