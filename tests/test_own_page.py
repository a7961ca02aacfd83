"""A participant's own page: what is hers, to keep and to delete."""

import icalendar
import pytest

from tests.phones import Browser, a_browser, browsers
from tests.rooms import SHIPPED, a_step, an_exercise, kept, make, stolen
from workshop_kit.conduct import Conduct
from workshop_kit.phone.exchange import COOKIE
from workshop_kit.workshop import debrief, moderation

PROMISE = {
    "room:what": "show you our plan",
    "room:whom": "Product",
    "room:by": "2030-01-31",
    "room:asks": "Jonas",
}
ROOM = an_exercise(
    a_step("mood", prompt="How do you arrive?"),
    a_step("card", "text", names="team", prompt="What did you see?"),
    a_step("name", "text", names="shown", prompt="What do you say aloud?"),
    a_step("promise", "commitment", names="shown", prompt="What will you do?"),
    measures='[[measure]]\nshow = "commitments_board"\npromises = "promise"',
)
SAID = (
    {"room:0": "4"},
    {"room:text": "A card of Sales"},
    {"room:text": "Aloud, with my name"},
    PROMISE,
)


def played(conduct: Conduct, reveal: bool = True) -> tuple[str, list[Browser]]:
    """Amara and two others have answered everything; the workshop is at its last step."""
    code = kept(conduct, ROOM)
    phones = [a_browser(conduct, code).join(name) for name in ("Amara", "Lea", "Mei")]
    for answer in SAID:
        make(conduct, code, "next", "open")
        phones[0].open().fill_in(dict(answer))
        for number, phone in enumerate(phones[1:]):
            also = {key: f"2{number}" if "text" in key else value for key, value in answer.items()}
            also |= {"room:what": f"write less {number}"} if "room:what" in answer else {}
            phone.open().fill_in(also)
        if reveal:
            make(conduct, code, "reveal")
    return code, phones


def secret_of(phone: Browser) -> str:
    return str(phone.client.cookies[COOKIE])


def test_one_reads_on_ones_own_page_what_one_has_answered_and_who_sees_it(
    conduct: Conduct,
) -> None:
    _, (amara, lea, _) = played(conduct)
    page = amara.open("/me").text
    for words in ("How do you arrive?", "A card of Sales", "Aloud, with my name"):
        assert words in page
    assert "Nobody sees your own answer" in page
    assert "The room sees this with your name." in page
    assert "Aloud, with my name" not in lea.open("/me").text


def test_an_answer_about_each_team_stands_beside_its_name(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("trust", about="other_teams")), teams=3)
    (amara,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open")
    amara.open().fill_in({"t2:0": "4", "t3:0": "2"})
    told = [" ".join(dd.text_content().split()) for dd in amara.open("/me").page.xpath("//dd")]
    assert told[:2] == ["Technology 4 of 5", "Design 2 of 5"]


def test_whom_one_has_chosen_stands_there_by_name(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["easier_to_work_with"], teams=2)
    amara, _ = browsers(conduct, code, ["t1", "t2"])
    ids = {p.name: p.id for p in conduct.participants(code).result()}
    make(conduct, code, "next", "open")
    amara.open().fill_in({"room:person": [ids["Person 1"]]})
    assert "Person 1" in [dd.text_content() for dd in amara.open("/me").page.xpath("//dd")]


def test_promises_say_who_will_ask_and_come_as_a_calendar_file(conduct: Conduct) -> None:
    code, (amara, *_) = played(conduct)
    page = amara.open("/me")
    assert "show you our plan→ Product · 31 January 2030 · Jonas asks" in page.text
    found = amara.client.get(f"/j/{code}/me/promises.ics")
    assert found.headers["content-type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(found.content).walk("VEVENT")
    assert str(event["summary"]) == "show you our plan"
    assert "Jonas will ask how it is going." in str(event["description"])


def test_the_link_to_keep_carries_the_secret_where_no_server_is_told_of_it(
    conduct: Conduct,
) -> None:
    code, (amara, *_) = played(conduct)
    (link,) = amara.open("/me").page.xpath("//input[@id='link']/@value")
    address, secret = link.split("#")
    assert address.endswith(f"/j/{code}/me")
    assert secret == secret_of(amara)


def test_with_the_link_she_goes_on_elsewhere_as_herself_hidden_answers_and_all(
    conduct: Conduct,
) -> None:
    code, (amara, *_) = played(conduct)
    laptop = a_browser(conduct, code)
    laptop.last = laptop.client.post(f"/j/{code}/me/keep", data={"secret": secret_of(amara)})
    assert "Is this you?" in laptop.text
    assert "Amara" in laptop.text
    assert COOKIE not in laptop.client.cookies, "nobody becomes her by opening a page"
    laptop.fill_in({})
    assert "How do you arrive?" in laptop.text
    assert secret_of(laptop) == secret_of(amara)
    assert "A card of Sales" in amara.open("/me").text


@pytest.mark.parametrize("secret", ["", "short", "x" * 43, "'; --" * 9])
def test_a_link_that_belongs_to_nobody_opens_nothing(conduct: Conduct, secret: str) -> None:
    code, _ = played(conduct)
    stranger = a_browser(conduct, code)
    stranger.last = stranger.client.post(f"/j/{code}/me/keep", data={"secret": secret, "sure": "1"})
    assert stranger.last.status_code == 404
    assert stranger.alert == (
        "This link opens nothing any more: what it belonged to has been deleted."
    )
    assert COOKIE not in stranger.client.cookies


def test_the_page_is_there_after_the_workshop(conduct: Conduct) -> None:
    code, (amara, *_) = played(conduct)
    make(conduct, code, "next")
    conduct.archive(code).result()
    assert "your page" in amara.open().text
    assert "A card of Sales" in amara.open("/me").text


def test_a_promise_that_was_put_right_on_the_list_is_right_there_too(conduct: Conduct) -> None:
    code, (amara, *_) = played(conduct)
    hers = next(c for c in conduct.figures(code).result().commitments if c.who == "Amara")
    conduct.follow_up(code, [(hers.id, {"by": "2030-02-28"})]).result()
    assert "28 February 2030" in amara.open("/me").text


# Delete my data


def delete(phone: Browser) -> Browser:
    phone.last = phone.client.post(f"/j/{phone.code}/me/delete")
    return phone


def test_before_the_reveal_all_of_her_answers_go_the_hidden_ones_too(
    conduct: Conduct, database_url: str
) -> None:
    _, (amara, *_) = played(conduct, reveal=False)
    assert "Your data is deleted" in delete(amara).text
    everything = repr(stolen(database_url))
    for words in ("Amara", "A card of Sales", "Aloud, with my name", "show you our plan"):
        assert words not in everything
    steps = [row["step"] for row in stolen(database_url)["responses"]]
    assert sorted(steps) == sorted(f"exercise/{s}" for s in ("mood", "card", "name", "promise") * 2)
    assert "Your name" in amara.open().text, "her phone is not in the workshop any more"


def test_after_the_reveal_what_was_shown_with_her_name_goes_and_the_rest_stays(
    conduct: Conduct, database_url: str
) -> None:
    code, (amara, lea, _) = played(conduct)
    before = conduct.figures(code).result()
    hers = next(c for c in before.commitments if c.who == "Amara")
    conduct.follow_up(code, [(hers.id, {"note": "Amara said so"})]).result()
    conduct.debrief(
        code, "pin", lambda w: debrief.pin(w, "exercise/name", "Aloud, with my name")
    ).result()
    delete(amara)
    after, everything = conduct.figures(code).result(), repr(stolen(database_url))
    for words in ("Amara", "Aloud, with my name", "show you our plan"):
        assert words not in everything
        assert words in repr(before)
    assert after.releases["exercise/mood"] == before.releases["exercise/mood"]
    assert after.releases["exercise/card"] == before.releases["exercise/card"]
    named = after.releases["exercise/name"]
    assert {card.text for card in named.cards} == {"20", "21"}
    assert "A card of Sales" in lea.open().text + repr(after), "a gap would tell whose it was"
    (board,) = after.results.values()
    assert [row["what"] for row in board["pictures"][0]["rows"]] == ["write less 0", "write less 1"]


def test_words_that_somebody_else_said_too_stay_as_the_facilitator_has_them(
    conduct: Conduct,
) -> None:
    code = kept(conduct, an_exercise(a_step("name", "text", names="shown")))
    amara, *others = (a_browser(conduct, code).join(name) for name in ("Amara", "Lea", "Mei"))
    make(conduct, code, "next", "open")
    for phone in (amara, *others):
        phone.open().fill_in({"room:text": "Too loud"})
    make(conduct, code, "reveal")
    conduct.moderate(
        code, "take down", lambda w: moderation.take_down(w, "exercise/name", "Too loud")
    ).result()
    delete(amara)
    assert "Too loud" not in others[0].open().text, "what was taken down of others stays so"


def test_a_code_word_that_she_took_along_opens_nothing_any_more(
    conduct: Conduct, database_url: str
) -> None:
    code, (amara, *_) = played(conduct)
    conduct.code_word(code, secret_of(amara)).result()
    assert stolen(database_url)["code_words"]
    delete(amara)
    assert stolen(database_url)["code_words"] == []


def test_it_is_noted_that_somebody_deleted_her_data_but_not_who(
    conduct: Conduct, database_url: str
) -> None:
    code, (amara, *_) = played(conduct)
    me = next(p.id for p in conduct.participants(code).result() if p.name == "Amara")
    delete(amara)
    (noted,) = [m for m in stolen(database_url)["moments"] if "deleted" in m["move"]]
    assert noted["move"] == "somebody has deleted her data"
    assert me not in repr(stolen(database_url))


def test_what_colleagues_wrote_to_her_goes_what_she_wrote_to_them_stays(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["easier_to_work_with"], teams=2)
    amara, lea = browsers(conduct, code, ["t1", "t2"])
    ids = {p.name: p.id for p in conduct.participants(code).result()}
    make(conduct, code, "next", "open")
    amara.open().fill_in({"room:person": [ids["Person 1"]]})
    lea.open().fill_in({"room:person": [ids["Person 0"]]})
    make(conduct, code, "next", "open")
    lea.open().fill_in({f"{ids['Person 0']}:text": "To Amara alone."})
    amara.open().fill_in({f"{ids['Person 1']}:text": "To Lea alone."})
    make(conduct, code, "reveal")
    delete(amara)
    assert "To Lea alone." in lea.open("/me").text, "she has it already, without a name"
    assert "To Amara alone." not in lea.text
    delete(lea)
    assert conduct.participants(code).result() == []


def test_who_deletes_twice_or_was_never_there_is_led_to_the_door(conduct: Conduct) -> None:
    _, (amara, *_) = played(conduct)
    assert "Your name" in delete(delete(amara)).text
