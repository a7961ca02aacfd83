"""A phone speaks its owner's language; what a catalog lacks is said in English."""

import contextlib
import itertools
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2.exceptions import TemplateNotFound

from docs import words
from tests.phones import Browser, a_browser, browsers
from tests.rooms import SHIPPED, a_step, an_exercise, answer_all, join_all, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.language import NAMES
from workshop_kit.language import words as spoken
from workshop_kit.measures.trust_map.measure import TrustMap
from workshop_kit.phone import language
from workshop_kit.phone.rendering import render
from workshop_kit.sentence import counted, listed, sentence
from workshop_kit.workshop import NotNow

OTHERS = words.translated()
WORD = an_exercise(a_step("word", "text", prompt="What did you see?"))
MOOD = an_exercise(a_step("mood"))
PLACEHOLDER = re.compile(r"%\(\w+\)s|<[^<>]+>")


@cache
def in_the_code() -> Catalog:
    """Every message of the code: to find them takes a second."""
    return words.extracted()


@cache
def existing(code: str) -> Catalog:
    """The catalog of a language, to be read only."""
    return words.existing(code)


def speaking(phone: Browser, header: str) -> Browser:
    """The phone with a browser that asks for these languages."""
    phone.client.headers["accept-language"] = header
    return phone


# The catalogs


def test_the_template_holds_what_the_code_says() -> None:
    now = words.written(in_the_code())
    assert words.TEMPLATE.read_text(encoding="utf-8") == now, "run: python docs/words.py"


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalog_holds_what_the_code_says_and_no_more(code: str) -> None:
    now = words.written(words.updated(code, in_the_code()))
    assert words.path(code).read_text(encoding="utf-8") == now, "run: python docs/words.py"


@pytest.mark.parametrize("code", OTHERS)
def test_no_word_is_missing_in_a_language_that_ships(code: str) -> None:
    missing = words.missing(words.updated(code, in_the_code()))
    assert not missing, f"{code}: {len(missing)} are missing, such as {missing[:3]}"


def test_no_language_says_something_in_the_words_of_another() -> None:
    said = {code: {m.id: m.string for m in existing(code) if m.id} for code in OTHERS}
    for message in said["de"]:
        if len(str(message)) > 12 and len({said[code][message] for code in OTHERS}) == 1:
            raise AssertionError(f"{message} is {said['de'][message]} in every language")
    borrowed = [
        (code, message)
        for code, other in itertools.permutations(OTHERS, 2)
        for message in said[code]
        if len(str(message)) > 20
        and {code, other} != {"es", "pt"}  # they do say some things alike
        and said[code][message] == said[other][message]
    ]
    assert not borrowed


def test_a_message_without_translation_or_with_a_doubtful_one_counts_as_missing() -> None:
    catalog = words.existing("pl")
    whole = len(words.missing(catalog))
    catalog.add("New")
    catalog.add("Doubtful", "Wątpliwe", flags=["fuzzy"])
    catalog.add(("One", "Many"), ("Jeden", "", "Wiele"))
    assert len(words.missing(catalog)) == whole + 3


def translations() -> Iterator[tuple[str, Message]]:
    """Every message of every catalog."""
    for code in OTHERS:
        yield from ((code, message) for message in existing(code) if message.id)


def test_a_translation_is_filled_in_as_its_source_is() -> None:
    for code, message in translations():
        ids, said = both(message)
        for text in said:
            assert filled_by(text) == filled_by(ids[-1]), (code, text)


def test_there_is_a_plural_for_every_number_of_the_language() -> None:
    for code, message in translations():
        forms = existing(code).num_plurals if message.pluralizable else 1
        assert len(both(message)[1]) == forms, (code, message.id)


def test_no_translation_could_break_out_of_the_page() -> None:
    for code, message in translations():
        for text in both(message)[1]:
            assert not set('<>"') & set(PLACEHOLDER.sub("", text)), (code, text)


def both(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A message and its translation, one or all plurals."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return ids, message.string if isinstance(message.string, tuple) else (message.string,)


def filled_by(text: str) -> list[str]:
    """The places of a message that are filled, in no order, and its tags."""
    braces = [f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name]
    return sorted([*PLACEHOLDER.findall(text), *braces, *re.findall(r"{}", text)])


def test_only_what_participants_can_meet_is_translated() -> None:
    said = {text for message in in_the_code() if message.id for text in both(message)[0]}
    assert "Please choose your team." in said
    assert not {"Please give the workshop a title.", "This step is open."} & said


# Which language


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-US,en;q=0.9,de;q=0.8", "en"),
        ("ja,nl;q=0.9,fr;q=0.8", "fr"),
        ("fr;q=0.5, pl;q=0.7", "pl"),
        ("PT-br", "pt"),
        ("ar-EG", "ar"),
        ("tr;q=0, es", "es"),
        ("ja", "en"),
        ("*", "en"),
        ("de;q=soon,;;,=", "en"),
    ],
)
def test_the_browser_is_answered_in_the_first_of_its_languages_that_the_kit_speaks(
    header: str, code: str
) -> None:
    assert language.wanted(header) == code


@pytest.mark.parametrize("code", NAMES)
def test_a_page_says_its_language_and_its_direction(conduct: Conduct, code: str) -> None:
    phone = speaking(a_browser(conduct, kept(conduct)), code).open()
    assert phone.page.get("lang") == code
    assert phone.page.get("dir") == ("rtl" if code == "ar" else "ltr")
    assert "accept-language" in phone.last.headers["vary"]


def test_a_phone_that_asks_for_nothing_speaks_english(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).join()
    assert phone.page.get("lang") == "en"
    assert "You’re in, Amara" in phone.text


def test_a_language_chosen_at_the_foot_of_the_page_wins_and_stays(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = speaking(a_browser(conduct, code), "de").open()
    (link,) = phone.page.xpath("//nav//a[.='Polski']/@href")
    phone.last = phone.client.get(link)
    assert str(phone.last.url).endswith(f"/j/{code}"), "a reload does not choose again"
    assert phone.page.get("lang") == "pl"
    assert phone.join().page.get("lang") == "pl"


def test_the_page_for_the_code_offers_the_languages_too(conduct: Conduct) -> None:
    phone = a_browser(conduct, "")
    phone.last = phone.client.get("/j?lang=tr")
    assert phone.page.get("lang") == "tr"
    assert len(phone.page.xpath("//nav//a")) == len(NAMES) - 1


def test_a_language_that_there_is_not_is_passed_over(conduct: Conduct) -> None:
    phone = speaking(a_browser(conduct, kept(conduct)), "de").open("?lang=../../etc")
    assert phone.page.get("lang") == "de"
    phone.client.cookies.set(language.COOKIE, "xx")
    assert phone.open().page.get("lang") == "de"


# What is said


def test_a_phone_is_in_its_language_from_the_code_to_the_reveal(conduct: Conduct) -> None:
    code = kept(conduct, MOOD)
    phones = browsers(conduct, code, ["t1"] * 3 + ["t2"] * 3)
    speaking(phones[0], "de")
    assert "Du bist dabei, Person 0" in phones[0].open().text
    make(conduct, code, "next", "open")
    for point, phone in zip((4, 4, 4, 3, 3, 3), phones, strict=True):
        phone.open().fill_in({"room:0": str(point)})
    assert "Deine Antwort ist gespeichert." in phones[0].text
    make(conduct, code, "reveal")
    assert "Durchschnitt 3,5" in phones[0].open().text
    assert "Average 3.5" in phones[1].open().text


def test_a_refusal_is_in_the_language_of_the_phone(conduct: Conduct) -> None:
    code = kept(conduct, WORD)
    phone = speaking(a_browser(conduct, code), "de").join("x" * 99)
    assert phone.alert == "Dieser Name hat 99 Buchstaben; Platz ist für 60."
    phone.join()
    make(conduct, code, "next", "open")
    assert phone.open().fill_in({"room:text": ""}).alert.startswith("Noch ist nichts ausgefüllt.")
    make(conduct, code, "close")
    assert phone.fill_in({"step": "exercise/word", "sending": "a"}).alert
    assert speaking(a_browser(conduct, "ZZZZZ"), "fr").open().alert.startswith("Aucun atelier")


def test_why_something_is_not_shown_is_kept_so_that_every_phone_can_say_it(
    conduct: Conduct,
) -> None:
    code = kept(conduct, MOOD, minimum=5)
    phone = speaking(a_browser(conduct, code), "de").join()
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:0": "4"})
    make(conduct, code, "reveal")
    assert "Weniger als 5 Personen haben geantwortet" in phone.open().text
    (release,) = conduct.figures(code).result().releases.values()
    assert release.withheld[0].startswith("Fewer than 5 people answered")


def test_what_people_write_is_never_translated(conduct: Conduct) -> None:
    code = kept(conduct, WORD)
    phones = browsers(conduct, code, ["t1"] * 10)
    make(conduct, code, "next", "open")
    for phone in phones:
        phone.open().fill_in({"room:text": "Please choose your team."})
    make(conduct, code, "reveal")
    assert "Please choose your team." in speaking(phones[0], "de").open().text


def test_what_people_write_cannot_reach_into_a_sentence(conduct: Conduct) -> None:
    phone = speaking(a_browser(conduct, kept(conduct)), "de").join("%(name)s {n} <b>B</b>")
    assert "Du bist dabei, %(name)s {n} <b>B</b>" in phone.text


def test_numbers_days_and_lists_are_said_as_the_language_says_them() -> None:
    told = sentence("I will {what} for {whom}, by {by}.", what="x", whom="y", by=date(2030, 1, 31))
    assert told == "I will x for y, by 31 January 2030."
    assert spoken("de").say(told) == "Ich werde x – für y, bis 31. Januar 2030."
    assert spoken("de").say(listed(["A", "B", "C"])) == "A, B und C"
    assert spoken("de").number(3.5) == "3,5"
    assert listed(["A", "B", "C"]) == "A, B and C"


def test_a_name_in_other_letters_does_not_turn_an_arabic_sentence_round() -> None:
    told = sentence("Too few people of {team} answered to show its own order.", team="Sales")
    assert "\u2068Sales\u2069" in spoken("ar").say(told)
    assert "\u2068" not in told + spoken("de").say(told)


@pytest.mark.parametrize(("n", "told"), [(1, "1 osoba"), (3, "3 osoby"), (5, "5 osób")])
def test_one_few_and_many_are_said_as_the_language_says_them(n: int, told: str) -> None:
    people = counted("{n} person", "{n} people", n=n)
    assert spoken("pl").say(people) == told


def test_teams_that_are_shown_only_together_are_listed_in_the_language() -> None:
    german = spoken("de")
    assert german.say(TrustMap.label({"label": "A and B", "teams": ["A", "B"]})) == "A und B"
    assert german.say(TrustMap.label({"label": "All others", "teams": []})) == "Alle anderen"
    assert TrustMap.label({"label": "A and B"}) == "A and B", "as it was kept at first"


def test_what_a_catalog_lacks_is_said_in_english() -> None:
    assert spoken("de").say(sentence("Nobody says {this}.", this="so")) == "Nobody says so."


def test_nothing_of_the_kits_own_is_left_in_english_on_any_page(conduct: Conduct) -> None:
    code = kept(conduct, *(SHIPPED[name] for name in PLAYED), teams=4)
    everybody = join_all(conduct, code, 4, 4, 4, 4)
    phones = [speaking(a_browser(conduct, code), spoken).join("Lea", "t4") for spoken in OTHERS]
    while not make(conduct, code, "next").ended:
        make(conduct, code, "open")
        stay_in_their_language(phones)
        answer_all(conduct, code, everybody)
        with contextlib.suppress(NotNow):
            make(conduct, code, "reveal")
        stay_in_their_language(phones)
    stay_in_their_language(phones)


PLAYED = ("check_in", "new_faces", "in_their_shoes", "three_mirrors", "trust_map", "make_it_worse")
PLAYED += ("easier_to_work_with", "linking_arms", "long_listening", "who_helps_you")


@cache
def kit_says() -> list[str]:
    """What one would see at once where it is left in English."""
    texts = {text for message in in_the_code() if message.id for text in both(message)[0]}
    whole = (text for text in texts if not PLACEHOLDER.search(text) and "{" not in text)
    return [text for text in whole if len(text) > 12]


def stay_in_their_language(phones: Sequence[Browser]) -> None:
    """Nothing that the kit has to say is in English on these phones."""
    for phone in phones:
        page = phone.open().last.text
        assert phone.last.status_code == 200
        assert not [text for text in kit_says() if text in page], phone.client.headers
        folded = {str(_.text_content()) for _ in phone.page.xpath("//summary/bdi")}
        assert "Answers" not in folded, phone.client.headers


def test_the_script_is_one_for_all_languages(conduct: Conduct) -> None:
    phone = a_browser(conduct, kept(conduct)).join()
    scripts = phone.page.xpath("//script/@src")
    assert speaking(phone, "ar").open().page.xpath("//script/@src") == scripts
    assert phone.page.get_element_by_id("live").get("data-sending") == "جارٍ الإرسال…"


def test_the_first_page_in_english_does_without_babel() -> None:
    look = (
        "import sys; from workshop_kit.phone import page, routes; page.code_page('en'); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_the_facilitators_pages_stay_english() -> None:
    assert '<html lang="en" dir="ltr">' in render("sign_in_link.html", here="/x", screen=False)
    with pytest.raises(TemplateNotFound):
        render("no_such.html")
