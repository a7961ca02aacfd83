"""Pulses: asked again by a link, weeks later, open by the clock, matched without names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.phones import Browser, a_browser
from tests.rooms import (
    SHIPPED,
    Phone,
    a_step,
    an_exercise,
    join_all,
    kept,
    make,
    refusal,
    send,
    stolen,
)
from workshop_kit.afterwards import code_word, pulses
from workshop_kit.afterwards.pulses import DAY
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.conduct.keys import hashed
from workshop_kit.release import CHANGE, ROOM
from workshop_kit.store import Store
from workshop_kit.workshop import Workshop

CHANGED = '[[measure]]\nshow = "change"\npulse = "pulse"\n'
PULSE = an_exercise(a_step("pulse", items=["Safe"]), measures=CHANGED, file="pulse")
TEXT = an_exercise(a_step("helped", "text"), file="helped")
PROMISE = an_exercise(a_step("promise", "commitment", names="shown"), file="arms")
KEY = "pulse-2/pulse"


@dataclass
class Ended:
    """A workshop that has ended, with its phones, and a clock that the test moves."""

    conduct: Conduct
    code: str
    phones: list[Phone]
    now: list[float] = field(default_factory=lambda: [1_000_000.0])

    @property
    def workshop(self) -> Workshop:
        return self.conduct.workshop(self.code).result()

    def pulse(self, *exercises: object, days: int = 7, opens: float = 0) -> Workshop:
        asked = list(exercises) or [PULSE]
        return self.conduct.pulse(
            self.code,
            "add a pulse",
            lambda w: pulses.add(w, asked, opens, days, self.now[0]),  # type: ignore[arg-type]
        ).result()

    def later(self, days: float) -> None:
        self.now[0] += days * DAY
        self.conduct.keep_time()

    def answer(self, phone: Phone, points: int, key: str = KEY) -> None:
        fields = {"room": {"0": [str(points)]}}
        self.conduct.respond(self.code, phone.secret, key, fields, "once").result()


@pytest.fixture
def ended(store: Store) -> Iterator[Ended]:
    """Six people of each of two teams answered 3, and Person 1.0 promised something."""
    now = [1_000_000.0]
    conduct = Conduct(store, Bell(), lambda: now[0])
    code = kept(conduct, PULSE, PROMISE, teams=2, minimum=3)
    phones = join_all(conduct, code, 6, 6)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"0": ["3"]})
    make(conduct, code, "reveal", "next", "open")
    send(conduct, code, phones[0], {"what": ["call first"], "whom": [""], "by": [""], "asks": [""]})
    make(conduct, code, "reveal", "next")
    return Ended(conduct, code, phones, now)  # type: ignore[return-value]


def browser_of(ended: Ended, phone: Phone) -> Browser:
    """The browser of a phone that was in the room."""
    browser = a_browser(ended.conduct, ended.code)
    browser.client.cookies.set("participant", phone.secret, path=f"/j/{ended.code}")
    return browser


# By the clock


def test_it_opens_and_closes_by_the_clock_without_the_facilitator(ended: Ended) -> None:
    ended.pulse(opens=ended.now[0] + DAY, days=7)
    assert ended.workshop.phase(KEY) == "ready"
    assert "not open" in refusal(lambda: ended.answer(ended.phones[0], 4))
    ended.later(1)
    assert ended.workshop.phase(KEY) == "open"
    ended.answer(ended.phones[0], 4)
    ended.later(6.9)
    ended.answer(ended.phones[1], 4)
    ended.later(0.2)
    assert ended.workshop.phase(KEY) == "revealed"
    assert "not open" in refusal(lambda: ended.answer(ended.phones[2], 4))


def test_the_clock_counts_also_before_anybody_has_looked_at_it(ended: Ended) -> None:
    ended.pulse(opens=ended.now[0] + DAY, days=1)
    ended.now[0] += DAY
    ended.answer(ended.phones[0], 4)
    ended.now[0] += DAY
    assert "not open" in refusal(lambda: ended.answer(ended.phones[1], 4))


def test_what_passed_while_the_kit_was_off_was_not_asked(ended: Ended) -> None:
    ended.pulse(opens=ended.now[0] + DAY, days=1)
    ended.later(3)
    assert ended.workshop.phase(KEY) == "ready"
    ended.pulse(days=1)
    for phone in ended.phones:
        ended.answer(phone, 4, "pulse-3/pulse")
    ended.later(1)
    assert compared(ended, "pulse-3/pulse") == 12, "it is compared with what was asked"


def test_it_waits_for_the_end_of_the_workshop(conduct: Conduct) -> None:
    code = kept(conduct, PULSE)
    add = lambda w: pulses.add(w, [PULSE], 0, 7, 0)  # noqa: E731
    assert "Lead it to its end" in refusal(lambda: conduct.pulse(code, "add", add).result())


def test_one_comes_after_the_other(ended: Ended) -> None:
    ended.pulse(days=7)
    assert "closes later" in refusal(ended.pulse)
    assert "from 1 to 60 days" in refusal(lambda: ended.pulse(days=61))
    ended.conduct.pulse(ended.code, "x", lambda w: pulses.end(w, "p1", ended.now[0])).result()
    ended.pulse()
    assert [p.id for p in ended.workshop.pulses] == ["p1", "p2"]


def test_it_can_be_closed_early_and_kept_open_longer(ended: Ended) -> None:
    ended.pulse(days=7)
    longer = lambda w: pulses.prolong(w, "p1", 3, ended.now[0])  # noqa: E731
    ended.conduct.pulse(ended.code, "longer", longer).result()
    ended.later(9)
    assert ended.workshop.phase(KEY) == "open"
    assert "people may have answered" in refusal(
        lambda: ended.conduct.pulse(ended.code, "x", lambda w: pulses.remove(w, "p1")).result()
    )
    ended.conduct.pulse(ended.code, "x", lambda w: pulses.end(w, "p1", ended.now[0])).result()
    assert ended.workshop.phase(KEY) == "revealed"
    assert "has closed" in refusal(lambda: ended.conduct.pulse(ended.code, "x", longer).result())


def test_only_what_needs_nobody_else_can_be_asked() -> None:
    assert {name for name, exercise in SHIPPED.items() if pulses.suits(exercise)} >= {
        *("trust_pulse", "promises_kept", "trust_map"),
    }
    assert not any(
        pulses.suits(SHIPPED[name])
        for name in ("new_faces", "linking_arms", "what_we_need", "easier_to_work_with")
    )


def test_it_asks_with_the_words_that_the_room_has_seen(ended: Ended) -> None:
    library = {"pulse": an_exercise(a_step("pulse", items=["Other words"]), file="pulse")}
    offered = pulses.offered(ended.workshop, [SHIPPED["promises_kept"]], library)
    assert list(offered) == ["promises_kept", "pulse"]
    assert offered["pulse"] == PULSE


def test_steering_in_the_room_leaves_it_alone(ended: Ended) -> None:
    ended.pulse()
    make(ended.conduct, ended.code, "back", "back", "next", "next")
    assert ended.workshop.ended
    assert ended.workshop.phase(KEY) == "open"
    assert "not played in the room" in refusal(
        lambda: ended.conduct.go_to(ended.code, KEY).result()
    )


def test_her_own_page_tells_two_pulses_of_the_same_exercise_apart_by_their_day(
    ended: Ended,
) -> None:
    for key in ("pulse-2/pulse", "pulse-3/pulse"):
        ended.pulse()
        ended.answer(ended.phones[0], 4, key)
        ended.later(8)
    page = browser_of(ended, ended.phones[0]).open("/me").page
    headings = [" ".join(h3.text_content().split()) for h3 in page.xpath("//h3")]
    title = PULSE.title
    first, second = (datetime.fromtimestamp(1_000_000 + days * DAY, UTC) for days in (0, 8))
    assert [title, *(f"{title} {day.day} {day:%B %Y}" for day in (first, second))] == [
        heading for heading in headings if heading.startswith(title)
    ]


# Matched without names


def compared(ended: Ended, key: str) -> int | None:
    cell = ended.conduct.figures(ended.code).result().releases[key].cell(CHANGE)
    return cell.answered if cell else None


def test_before_and_after_are_matched_by_the_phones_own_key(
    ended: Ended, database_url: str
) -> None:
    ended.pulse()
    for phone in ended.phones:
        ended.answer(phone, 4)
    ended.later(7)
    figures = ended.conduct.figures(ended.code).result()
    cell = figures.releases[KEY].cell(CHANGE)
    assert cell
    assert (cell.answered, cell.tally["mean"], cell.tally["up"]) == (12, 1, 12)
    assert figures.results["pulse-2#0"]["pictures"]
    rows = stolen(database_url)["responses"]
    hidden = [row["respondent"] for row in rows if row["step"].startswith("pulse")]
    assert not {p.me.id for p in ended.phones} & set(hidden)
    assert len({(row["step"], row["respondent"]) for row in rows}) == len(
        {row["respondent"] for row in rows}
    ), "no key is used twice"


def test_a_code_word_makes_another_phone_the_same_person(ended: Ended, database_url: str) -> None:
    words = [ended.conduct.code_word(ended.code, phone.secret).result() for phone in ended.phones]
    assert len(set(words)) == 12
    assert words[0] == ended.conduct.code_word(ended.code, ended.phones[0].secret).result()
    ended.pulse()
    for word in words:
        typed = f" {word.lower().replace('-', ' ')} "
        secret = ended.conduct.by_code_word(ended.code, typed).result()
        ended.answer(Phone(secret, ended.phones[0].me), 4)
    ended.later(7)
    assert compared(ended, KEY) == 12
    kept_words = stolen(database_url)["code_words"]
    everything = repr(stolen(database_url))
    assert len(kept_words) == 12
    for phone, word in zip(ended.phones, words, strict=True):
        assert phone.secret not in everything
        assert word not in everything
        assert code_word.read(word) not in everything
        assert all(phone.me.id not in repr(row) for row in kept_words)
        assert all(hashed(phone.secret) not in repr(row) for row in kept_words)


def test_a_wrong_code_word_opens_nothing(ended: Ended) -> None:
    word = ended.conduct.code_word(ended.code, ended.phones[0].secret).result()
    for wrong in ("", "BBBB-BBBB-BBBB", word[:-1], word[::-1]):
        assert "no such code word" in refusal(
            lambda w=wrong: ended.conduct.by_code_word(ended.code, w).result()
        )


def test_a_new_phone_takes_part_and_is_not_compared(ended: Ended) -> None:
    ended.pulse()
    before = ended.conduct.figures(ended.code).result().joined
    for phone in ended.phones:
        ended.answer(phone, 4)
    for n in range(3):
        secret = f"a new phone {n} " + "x" * 40
        me = ended.conduct.join_pulse(ended.code, secret, "t1").result()
        assert me.name.startswith("Guest")
        ended.answer(Phone(secret, me), 5)
    ended.later(7)
    release = ended.conduct.figures(ended.code).result().releases[KEY]
    now = release.cell(ROOM)
    assert now
    assert (now.answered, compared(ended, KEY)) == (15, 12)
    assert ended.conduct.figures(ended.code).result().joined == before


# On the phone


def test_a_phone_goes_through_it_by_itself(ended: Ended) -> None:
    ended.pulse(PULSE, TEXT)
    phone = browser_of(ended, ended.phones[0])
    phone.open("/pulse")
    assert "1 of 2" in phone.text
    phone.fill_in({"room:0": "4"})
    assert "2 of 2" in phone.text
    phone.fill_in({"room:text": ""})
    assert phone.alert == "Nothing is filled in yet. Please answer before you send."
    phone.fill_in({"room:text": "our weekly call"})
    assert "What you promised" in phone.text
    (promise,) = ended.conduct.commitments(ended.code).result()
    phone.fill_in({promise.id: "kept"})
    assert "Thank you" in phone.text
    (promise,) = ended.conduct.commitments(ended.code).result()
    assert promise.status == "kept"
    phone.open("/pulse/1")
    assert "You can change it until this closes" in phone.text
    phone.fill_in({"room:0": "5"})
    assert phone.page.xpath("//textarea")[0].text.strip() == "our weekly call"
    ended.later(7)
    phone.open("/pulse")
    assert "This is what all of you said" in phone.text


def test_nobody_tells_of_anothers_promise(ended: Ended) -> None:
    ended.pulse()
    (promise,) = ended.conduct.commitments(ended.code).result()
    told = ended.conduct.tell(ended.code, ended.phones[1].secret, {promise.id: "dropped"})
    assert told.result() == 0
    assert ended.conduct.commitments(ended.code).result() == (promise,)


def test_a_phone_that_is_new_comes_in_with_a_team_alone(ended: Ended) -> None:
    ended.pulse()
    phone = a_browser(ended.conduct, ended.code).open()
    assert "Nobody is asked for a name" in phone.text
    phone.fill_in({"team": "t2"})
    assert "1 of 1" in phone.text
    phone.fill_in({"room:0": "2"})
    assert "Thank you" in phone.text


def test_a_phone_that_is_new_comes_in_with_a_code_word(ended: Ended) -> None:
    old = browser_of(ended, ended.phones[0])
    old.open("/word").fill_in({})
    (word,) = old.page.xpath("//p[@class='word']/text()")
    ended.pulse()
    phone = a_browser(ended.conduct, ended.code).open("/pulse")
    assert phone.last
    wrong = phone.client.post(f"/j/{ended.code}/pulse/join", data={"word": "BBBB"})
    assert "no such code word" in wrong.text
    phone.client.post(f"/j/{ended.code}/pulse/join", data={"word": word})
    assert phone.client.cookies["participant"].strip('"') == ended.phones[0].secret


def test_before_it_opens_and_after_it_closed_the_link_says_so(ended: Ended) -> None:
    phone = browser_of(ended, ended.phones[0])
    assert "How is it going?" not in phone.open().text
    ended.pulse(opens=ended.now[0] + DAY)
    assert "This opens on" in phone.open("/pulse").text
    assert "This opens on" in phone.open("/pulse/1").text
    ended.later(9)
    assert "This is what all of you said" in phone.open("/pulse").text
    stranger = a_browser(ended.conduct, ended.code).open("/pulse")
    assert "This closed on" in stranger.text


def test_what_is_sent_too_late_is_shown_to_be_kept(ended: Ended) -> None:
    ended.pulse(TEXT)
    phone = browser_of(ended, ended.phones[0]).open("/pulse/1")
    ended.now[0] += 8 * DAY
    phone.fill_in({"room:text": "a long thought"})
    assert "was not sent" in phone.alert
    assert "a long thought" in phone.text


def test_with_javascript_the_kit_names_the_next_page(ended: Ended) -> None:
    ended.pulse(PULSE, TEXT)
    phone = browser_of(ended, ended.phones[1])
    sent = phone.client.post(
        f"/j/{ended.code}/pulse/1/answer",
        data={"step": KEY, "sending": "one", "room:0": "4"},
        headers={"x-part": "now"},
    )
    assert sent.headers["x-next"] == f"/j/{ended.code}/pulse/2"
    assert sent.headers["x-revision"]
    again = phone.client.post(
        f"/j/{ended.code}/pulse/1/answer",
        data={"step": KEY, "sending": "two", "room:0": "9"},
        headers={"x-part": "now"},
    )
    assert (again.status_code, "x-next" in again.headers) == (422, False)
