"""I changed phones: what a code word brings along, and what nothing can."""

from tests.phones import Browser, a_browser
from tests.rooms import a_step, an_exercise, is_sentence, kept, make, stolen
from workshop_kit.afterwards import code_word
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.workshop.making import ALIKE

HIDDEN = an_exercise(a_step("say", "text", prompt="What do you say?"))


def her_word(phone: Browser) -> str:
    """She opens her page, asks for the word, and reads it."""
    links = phone.open("/me").page.xpath("//a[contains(@href, '/word')]/@href")
    phone.last = phone.client.get(links[0])
    return str(phone.fill_in({}).page.xpath("//p[@class='word']/text()")[0])


def go_on(conduct: Conduct, code: str, typed: str) -> Browser:
    """With a new phone she scans the code, and says that she changed phones."""
    phone = a_browser(conduct, code).open()
    links = phone.page.xpath("//a[contains(@href, '/changed')]/@href")
    phone.last = phone.client.get(links[0])
    return phone.fill_in({"word": typed})


def answering(conduct: Conduct, asked: Exercise = HIDDEN) -> tuple[str, Browser]:
    """Amara has answered something hidden."""
    code = kept(conduct, asked)
    phone = a_browser(conduct, code).join("Amara")
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:text": "Nobody knows."})
    return code, phone


def test_with_the_code_word_everything_comes_along_and_both_phones_are_one_person(
    conduct: Conduct,
) -> None:
    code, old = answering(conduct)
    typed = her_word(old).replace("-", " ").lower().replace("b", "8").replace("5", "s")
    new = go_on(conduct, code, f" {typed} ")
    assert "Your answer is saved" in new.text
    assert new.page.xpath("//textarea")[0].value == "Nobody knows."
    new.fill_in({"room:text": "Changed on the new one."})
    assert old.open().page.xpath("//textarea")[0].value == "Changed on the new one."
    assert len(conduct.participants(code).result()) == 1
    assert sum(conduct.counts(code).result().answered.values()) == 1


def test_a_wrong_code_word_opens_nothing_and_is_told(conduct: Conduct) -> None:
    code, old = answering(conduct)
    right = her_word(old)
    for wrong in ("", "BBBB-BBBB-BBBB", right[::-1], right[:9]):
        phone = go_on(conduct, code, wrong)
        assert is_sentence(phone.alert), phone.text
        assert "Your name" in phone.open().text
    elsewhere = kept(conduct)
    assert go_on(conduct, elsewhere, right).alert, "a word is good for its workshop"
    assert is_sentence(go_on(conduct, code, "").alert)


def test_before_she_asks_for_a_word_the_database_has_nothing_that_one_could_open(
    conduct: Conduct, database_url: str
) -> None:
    code, old = answering(conduct)
    assert stolen(database_url)["code_words"] == []
    word = her_word(old)
    everything = repr(stolen(database_url))
    assert word not in everything
    assert code_word.read(word) not in everything
    assert old.client.cookies["participant"] not in everything
    assert code


def test_without_the_word_the_page_says_what_cannot_come_along(conduct: Conduct) -> None:
    code, _ = answering(conduct)
    page = a_browser(conduct, code).open("/changed").text
    assert "What you answered hidden before stays and counts, but cannot be seen" in page
    assert "nobody has a second one" in page


def test_a_code_word_is_read_also_where_a_sign_was_taken_for_another() -> None:
    word = code_word.code_word("a secret of forty letters, or nearly so..", "KITES")
    alike = word.translate(str.maketrans("B5Z6", "8S2G"))
    assert code_word.keys(alike.lower(), "KITES") == code_word.keys(word, "KITES")
    assert set(code_word.read(word)) <= set("0123456789CFHJKMNPRTVWX".translate(ALIKE))
