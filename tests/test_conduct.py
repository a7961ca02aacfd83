"""The one door for change: what a room of phones and a facilitator may do, and learn."""

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.rooms import (
    SHIPPED,
    Phone,
    a_step,
    all_is_released,
    an_exercise,
    answer_all,
    is_sentence,
    join_all,
    kept,
    make,
    play,
    refusal,
    send,
    sentences,
    stolen,
)
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.question import Invalid
from workshop_kit.store import Store
from workshop_kit.workshop import NotNow, Unknown, preparation

MOOD = an_exercise(a_step("mood"), a_step("more"))
FAVOUR = SHIPPED["easier_to_work_with"]
NOT_OPEN = (
    "This step is not open now. What you typed was not sent; it is below, so that you can keep it."
)


def figures(conduct: Conduct, code: str, key: str) -> Any:
    """How many answered a step, by point, as it was released."""
    cell = conduct.figures(code).result().releases[key].cell("room")
    return cell and cell.tally["counts"]


@pytest.fixture
def another_kit(database_url: str) -> Iterator[Conduct]:
    """A second process of the kit on the same database."""
    store = Store(database_url)
    yield Conduct(store, Bell())
    store.close()


# Coming in


def test_who_joins_twice_with_the_same_phone_is_one_person_as_she_was(conduct: Conduct) -> None:
    code = kept(conduct)
    first = conduct.join(code, "secret", "Ann", "t1").result()
    assert conduct.join(code, "secret", "Bo", "t2").result() == first
    assert conduct.join(code, "secret", "", "nowhere").result() == first
    assert conduct.participants(code).result() == [first]
    assert conduct.participants(code).result() == [first]


def test_two_people_of_the_same_name_are_two(conduct: Conduct) -> None:
    code = kept(conduct)
    ann = conduct.join(code, "one", "Ann", "t1").result()
    other = conduct.join(code, "other", "Ann", "t1", another=True).result()
    assert (other.name, other.id != ann.id) == ("Ann (2)", True)
    assert conduct.counts(code).result().joined == {"t1": 2}


@pytest.mark.parametrize(
    ("name", "team", "sentence"),
    [
        ("Ann", "t9", "Please choose your team."),
        ("Ann", "", "Please choose your team."),
        ("", "t1", "Please type your name, so that your colleagues find you."),
        ("\n \t", "t1", "Please type your name, so that your colleagues find you."),
        ("x" * 500, "t1", "That name has 500 letters; there is room for 60."),
    ],
)
def test_who_cannot_come_in_is_told_why(
    conduct: Conduct, name: str, team: str, sentence: str
) -> None:
    code = kept(conduct)
    told = refusal(lambda: conduct.join(code, "secret", name, team).result())
    assert told == sentence
    assert conduct.participants(code).result() == []


@pytest.mark.parametrize(
    "name", ["محمد", "שרה", "李小龙", "🦊 Fox", "O'Neil; DROP TABLE", "a\x00b"]
)
def test_names_of_all_the_world_come_in(conduct: Conduct, name: str) -> None:
    code = kept(conduct)
    conduct.join(code, "secret", name, "t1").result()
    assert conduct.view(code, "secret").result().me.name == name.replace("\x00", " ")


def test_when_the_workshop_has_ended_only_those_who_were_there_come_back(conduct: Conduct) -> None:
    code = kept(conduct)
    ann = conduct.join(code, "ann", "Ann", "t1").result()
    make(conduct, code, "next", "next")
    told = refusal(lambda: conduct.join(code, "bo", "Bo", "t1").result())
    assert told == "This workshop has ended."
    assert conduct.join(code, "ann", "Ann", "t1").result() == ann


def test_a_wrong_code_or_a_stranger_is_unknown(conduct: Conduct) -> None:
    code = kept(conduct)
    for ask in (
        lambda: conduct.join("XXXXX", "secret", "Ann", "t1"),
        lambda: conduct.view("XXXXX", "secret"),
        lambda: conduct.view(code, "stranger"),
        lambda: conduct.mine(code, "stranger"),
        lambda: conduct.respond(code, "stranger", "exercise/mood", {}, "once"),
        lambda: conduct.move("XXXXX", "next"),
        lambda: conduct.figures("XXXXX"),
    ):
        with pytest.raises(Unknown):
            ask().result()


def test_a_code_is_given_to_one_workshop_only(conduct: Conduct) -> None:
    conduct.create("Offsite", ["Sales", "Design"], [MOOD], code="DEMO").result()
    again = conduct.create("Another", ["Sales", "Design"], [MOOD], code="DEMO")
    assert is_sentence(refusal(again.result))
    assert conduct.workshop("DEMO").result().title == "Offsite"


# Answering


def test_answers_are_taken_only_while_the_step_is_open(conduct: Conduct) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)

    def answer() -> bool:
        return send(conduct, code, ann, {"0": ["3"]}, sending="a key of its own each time")

    make(conduct, code, "next")
    assert is_sentence(refusal(answer))
    make(conduct, code, "open", "close")
    assert refusal(answer) == NOT_OPEN
    make(conduct, code, "reveal")
    assert refusal(answer) == NOT_OPEN
    assert conduct.counts(code).result().answered == {}


def test_what_was_refused_may_be_sent_again_when_the_step_is_open(conduct: Conduct) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next")
    refusal(lambda: send(conduct, code, ann, {"0": ["3"]}, sending="same"))
    make(conduct, code, "open")
    refusal(lambda: send(conduct, code, ann, {"0": ["77"]}, sending="same"))
    assert send(conduct, code, ann, {"0": ["3"]}, sending="same")


def test_a_double_tap_is_one_answer(conduct: Conduct) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    assert [send(conduct, code, ann, {"0": ["3"]}) for _ in range(3)] == [True, False, False]
    assert conduct.counts(code).result().answered == {"t1": 1}


def test_an_old_answer_that_arrives_late_does_not_come_back(conduct: Conduct) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    assert send(conduct, code, ann, {"0": ["1"]}, sending="first")
    assert send(conduct, code, ann, {"0": ["5"]}, sending="second")
    assert not send(conduct, code, ann, {"0": ["1"]}, sending="first")
    assert conduct.view(code, ann.secret).result().mine == {"room": [5]}


def test_what_was_taken_is_acknowledged_again_after_the_step_has_closed(conduct: Conduct) -> None:
    """The acknowledgement may have been lost on its way; the phone asks once more."""
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    assert send(conduct, code, ann, {"0": ["1"]})
    make(conduct, code, "close")
    assert not send(conduct, code, ann, {"0": ["1"]})


def test_what_a_second_answer_leaves_out_is_taken_back(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("view", about="other_teams")), teams=3)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    send(conduct, code, ann, {"t2": {"0": ["1"]}, "t3": {"0": ["2"]}}, sending="first")
    send(conduct, code, ann, {"t2": {"0": [""]}, "t3": {"0": ["4"]}}, sending="second")
    assert conduct.view(code, ann.secret).result().mine == {"t3": [4]}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Nothing is filled in yet. Please answer before you send."),
        ({"t2": {"0": [""]}}, "Nothing is filled in yet. Please answer before you send."),
        ({"t2": {"0": ["9"]}}, "Please choose a point from 1 to 5."),
        (
            {"t1": {"0": ["3"]}},
            "This answer is about someone who was not asked about. Please reload.",
        ),
        (
            {"room": {"0": ["3"]}},
            "This answer is about someone who was not asked about. Please reload.",
        ),
    ],
)
def test_what_is_not_an_answer_is_refused_and_the_last_one_stays(
    conduct: Conduct, fields: Any, sentence: str
) -> None:
    code = kept(conduct, an_exercise(a_step("view", about="other_teams")))
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    send(conduct, code, ann, {"t2": {"0": ["4"]}}, sending="first")
    assert refusal(lambda: send(conduct, code, ann, fields, sending="second")) == sentence
    assert conduct.view(code, ann.secret).result().mine == {"t2": [4]}


def test_there_is_nothing_to_send_to_a_talk(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("chat", "talk")))
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    told = refusal(lambda: send(conduct, code, ann, {"text": ["Hello"]}))
    assert told == "There is nothing to answer in this step."


def test_an_answer_to_a_step_that_does_not_exist_is_refused(conduct: Conduct) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    told = refusal(lambda: conduct.respond(code, ann.secret, "a\x00/b", {}, "once").result())
    assert told == "This workshop has no such step."


@pytest.mark.parametrize("sending", ["", "x" * 81])
def test_a_sending_has_a_key_of_sensible_length(conduct: Conduct, sending: str) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    told = refusal(lambda: send(conduct, code, ann, {"0": ["3"]}, sending))
    assert told == "Please reload the page and send again."


@pytest.mark.parametrize("sending", ["a\x00b", "\ud800", "🦊", "' --"])
def test_whatever_else_is_sent_as_a_key_is_taken_or_refused(conduct: Conduct, sending: str) -> None:
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    with contextlib.suppress(Invalid):
        assert send(conduct, code, ann, {"0": ["3"]}, sending)
    assert send(conduct, code, ann, {"0": ["4"]}, "a good key")


def test_300_phones_that_join_and_answer_at_once_are_all_kept(conduct: Conduct) -> None:
    code = kept(conduct, teams=12, minimum=5)
    make(conduct, code, "next", "open")

    def come_and_answer(number: int) -> bool:
        secret, team = f"secret {number}", f"t{number % 12 + 1}"
        conduct.join(code, secret, f"Person {number}", team).result()
        view = conduct.view(code, secret).result()
        assert view.place
        fields = {"room": {"0": [str(number % 5 + 1)]}}
        return conduct.respond(code, secret, view.place.key, fields, "once").result()

    with ThreadPoolExecutor(300) as phones:
        assert list(phones.map(come_and_answer, range(300))) == [True] * 300
    counts = conduct.counts(code).result()
    assert counts.joined == counts.answered == {f"t{number}": 25 for number in range(1, 13)}
    make(conduct, code, "reveal")
    assert figures(conduct, code, "exercise/mood") == [60] * 5


# Revealing


def test_figures_stay_as_they_were_revealed(conduct: Conduct) -> None:
    code = kept(conduct)
    phones = join_all(conduct, code, 4, 4)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"0": ["2"]})
    make(conduct, code, "reveal")
    before = conduct.figures(code).result()
    for phone in phones:
        assert refusal(lambda p=phone: send(conduct, code, p, {"0": ["5"]}, "later")) == NOT_OPEN
    for press in ("open", "reveal"):
        refusal(lambda p=press: make(conduct, code, p))
    make(conduct, code, "next", "back")
    after = conduct.figures(code).result()
    assert figures(conduct, code, "exercise/mood") == [0, 8, 0, 0, 0]
    assert (after.releases, after.results) == (before.releases, before.results)


def test_no_answer_slips_in_while_the_step_is_revealed(
    conduct: Conduct, another_kit: Conduct
) -> None:
    """Each answer that was acknowledged is in the figures, through whatever process it came."""
    code = kept(conduct, minimum=3)
    phones = join_all(conduct, code, 20, 20)
    make(conduct, code, "next", "open")
    begin = threading.Barrier(len(phones) + 1)

    def answer(numbered: tuple[int, Phone]) -> bool:
        number, phone = numbered
        begin.wait(5)
        with contextlib.suppress(NotNow):
            return send((conduct, another_kit)[number % 2], code, phone, {"0": ["3"]})
        return False

    def reveal() -> None:
        begin.wait(5)
        make(conduct, code, "reveal")

    with ThreadPoolExecutor(len(phones) + 1) as pool:
        revealed = pool.submit(reveal)
        acknowledged = sum(pool.map(answer, enumerate(phones)))
    revealed.result()
    assert conduct.figures(code).result().releases["exercise/mood"].answered == acknowledged
    assert sum(conduct.counts(code).result().answered.values()) == acknowledged


def test_nothing_is_told_before_the_reveal(conduct: Conduct) -> None:
    code = kept(conduct)
    phones = join_all(conduct, code, 4, 4)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    make(conduct, code, "close")
    shown = conduct.figures(code).result()
    assert (shown.releases, shown.results) == ({}, {})
    assert conduct.live(code).result() is None
    view = conduct.view(code, phones[0].secret).result()
    assert (view.releases, view.results) == (None, None)


def test_a_step_is_shown_as_it_comes_only_where_the_exercise_says_so(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["check_in"])
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next")
    assert conduct.live(code).result() is None
    make(conduct, code, "open")
    send(conduct, code, ann, {"0": ["curious"]})
    live = conduct.live(code).result()
    assert live
    assert [cell.tally["words"] for cell in live.cells if not cell.group.teams] == [
        [{"text": "curious", "count": 1}]
    ]
    make(conduct, code, "next", "open")
    send(conduct, code, ann, {"0": ["3"]})
    assert conduct.live(code).result() is None


PLAYED = ("easier_to_work_with", "check_in", "what_we_need", "in_their_shoes", "all_can_sign")
PLAYED += ("avoided_conversation", "best_case", "long_listening")
"""One of these has each way to ask and to reveal; test_rehearsal plays them all over the pages."""


@pytest.mark.parametrize("name", PLAYED)
def test_exercises_of_every_sort_play_through_to_their_end(conduct: Conduct, name: str) -> None:
    code = kept(conduct, SHIPPED[name], teams=4, minimum=5)
    phones = join_all(conduct, code, 6, 6, 6, 6)
    play(conduct, code, phones)
    shown = conduct.figures(code).result()
    assert all_is_released(shown)
    for number, reading in enumerate(SHIPPED[name].readings):
        result = shown.results[f"{name}#{number}"]
        assert all(is_sentence(said) for said in sentences(reading.measure, result))


def test_a_measure_speaks_when_all_that_it_reads_has_been_revealed(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["three_mirrors"], teams=3)
    phones = join_all(conduct, code, 4, 4, 4)
    for _ in range(3):
        assert conduct.figures(code).result().results == {}
        make(conduct, code, "next", "open")
        answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    view = conduct.view(code, phones[0].secret).result()
    assert view.results == conduct.figures(code).result().results
    assert list(view.results or {}) == ["three_mirrors#0"]


# What is hidden


def hashes(texts: set[str], about: str) -> set[str]:
    """What one could make of texts in a hurry, to find under which name somebody answered."""
    made = set()
    for text in texts:
        made |= {text, hashlib.sha256(text.encode()).hexdigest()}
        for key, message in ((text, about), (about, text)):
            made.add(hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest())
            made.add(hashlib.sha256(f"{key}{message}".encode()).hexdigest())
    return made


@pytest.mark.parametrize("names", ["hidden", "team"])
def test_the_database_alone_ties_no_hidden_answer_to_a_person(
    conduct: Conduct, database_url: str, names: str
) -> None:
    steps = [a_step("one", "text", names=names), a_step("two", "text", names=names)]
    code = kept(conduct, an_exercise(*steps))
    phones = join_all(conduct, code, 3, 3)
    play(conduct, code, phones)
    loot = stolen(database_url)
    people = {str(value) for row in loot["participants"] for value in row.values()}
    people |= {phone.me.name for phone in phones} | {phone.me.id for phone in phones}
    people -= {code, "t1", "t2", ""}
    pairs = {a + b for a, b in itertools.permutations(people, 2)}
    for row in loot["responses"] + loot["receipts"]:
        about = f"{code}/{row['step']}"
        assert row["respondent"] not in hashes(people | pairs, about)
        assert row["respondent"] not in hashes(people | pairs, row["step"])
        assert not [text for text in people if text in repr(row)]
    assert len({row["respondent"] for row in loot["responses"]}) == 2 * len(phones)


def test_where_names_are_shown_the_phones_own_secret_stays_its_own(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text", names="shown")))
    (ann,) = join_all(conduct, code, 1)
    play(conduct, code, [ann])
    assert ann.secret not in repr(stolen(database_url))
    released = conduct.figures(code).result().releases["exercise/say"]
    assert {cell.group.person for cell in released.cells} == {None, ann.me.id}


def test_a_phone_is_shown_its_own_answers_and_nobody_elses(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text", longest=40)))
    phones = join_all(conduct, code, 2, 2)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"text": [f"the words of {phone.secret}"]})
    for phone in phones:
        view = conduct.view(code, phone.secret).result()
        assert view.mine == {"room": [f"the words of {phone.secret}"]}
        others = [other.secret for other in phones if other != phone]
        assert not [secret for secret in others if f"the words of {secret}" in repr(view)]


# Asking a colleague


class Asked:
    """Ann of Sales asks Bo of Technology and Cy of Design, who write to her; Di stands by."""

    def __init__(self, conduct: Conduct) -> None:
        self.conduct, self.code = conduct, kept(conduct, FAVOUR, teams=3)
        self.ann, self.bo, self.cy, self.di = self.phones = join_all(conduct, self.code, 1, 1, 2)
        make(conduct, self.code, "next", "open")
        send(conduct, self.code, self.ann, {"person": [self.bo.me.id, self.cy.me.id]})
        make(conduct, self.code, "next", "open")

    def tell(self, who: Phone, whom: Phone, text: str) -> bool:
        return send(self.conduct, self.code, who, {whom.me.id: {"text": [text]}}, sending=text)

    def all_that_is_seen_by(self, phone: Phone) -> str:
        view = self.conduct.view(self.code, phone.secret).result()
        return repr((view, self.conduct.mine(self.code, phone.secret).result().received))


@pytest.fixture
def asked(conduct: Conduct) -> Asked:
    return Asked(conduct)


def test_only_those_who_were_asked_are_asked_to_write(conduct: Conduct, asked: Asked) -> None:
    targets = {
        phone.me.name: [t.label for t in conduct.view(asked.code, phone.secret).result().targets]
        for phone in asked.phones
    }
    ann = f"{asked.ann.me.name}, Sales"
    assert list(targets.values()) == [[], [ann], [ann], []]
    for who, whom in ((asked.di, asked.ann), (asked.bo, asked.cy), (asked.ann, asked.bo)):
        told = refusal(lambda who=who, whom=whom: asked.tell(who, whom, "Unasked."))
        assert told == "This answer is about someone who was not asked about. Please reload."


def test_only_who_asked_reads_what_was_written_and_only_after_the_reveal(
    conduct: Conduct, asked: Asked
) -> None:
    asked.tell(asked.bo, asked.ann, "Call me earlier.")
    asked.tell(asked.cy, asked.ann, "Write less.")
    assert conduct.mine(asked.code, asked.ann.secret).result().received == ()
    assert "Call me" not in asked.all_that_is_seen_by(asked.ann)

    make(conduct, asked.code, "reveal")
    (received,) = conduct.mine(asked.code, asked.ann.secret).result().received
    assert sorted(received.answers) == [["Call me earlier."], ["Write less."]]
    assert conduct.view(asked.code, asked.ann.secret).result().received == received.answers
    assert "Write less." not in asked.all_that_is_seen_by(asked.bo)
    assert "Call me" not in asked.all_that_is_seen_by(asked.cy)
    assert "Call me" not in asked.all_that_is_seen_by(asked.di)
    assert "Call me" not in repr(conduct.figures(asked.code).result())
    assert "Call me" not in repr(conduct.live(asked.code).result())

    make(conduct, asked.code, "next")
    (still,) = conduct.mine(asked.code, asked.ann.secret).result().received
    assert still.answers == received.answers


def test_the_writer_keeps_seeing_what_she_wrote(conduct: Conduct, asked: Asked) -> None:
    asked.tell(asked.bo, asked.ann, "Call me earlier.")
    mine = conduct.view(asked.code, asked.bo.secret).result().mine
    assert mine == {asked.ann.me.id: ["Call me earlier."]}


def test_one_chooses_among_people_of_other_teams(conduct: Conduct) -> None:
    code = kept(conduct, FAVOUR)
    ann, bo, cy = join_all(conduct, code, 2, 1)
    make(conduct, code, "next", "open")
    offer = conduct.view(code, ann.secret).result().offer or {}
    assert [(who, offered.group) for who, offered in offer.items()] == [(cy.me.id, "Technology")]
    for wrong in (bo, ann):
        fields = {"person": [wrong.me.id]}
        told = refusal(lambda sent=fields: send(conduct, code, ann, sent))
        assert told == "One of these people is not in the room any more. Please choose again."


def test_the_database_alone_does_not_tell_who_wrote_to_whom(
    asked: Asked, database_url: str
) -> None:
    asked.tell(asked.bo, asked.ann, "Call me earlier.")
    loot = stolen(database_url)
    could_write = {asked.bo.me.id, asked.cy.me.id}
    (row,) = [row for row in loot["responses"] if row["step"].endswith("/tell")]
    suspects = [
        person["id"]
        for person in loot["participants"]
        if person["id"] in could_write and row["team"] in ("", person["team"])
    ]
    assert len(suspects) == 2


# Moving


def test_a_move_on_an_old_page_is_refused(conduct: Conduct) -> None:
    code = kept(conduct)
    make(conduct, code, "next")
    told = refusal(lambda: conduct.move(code, "open", seen=0).result())
    assert told == "Someone else just moved the workshop on. Look again."
    assert conduct.move(code, "open", seen=1).result().revision == 2


def test_of_two_who_press_at_once_one_moves(conduct: Conduct, another_kit: Conduct) -> None:
    code = kept(conduct)
    for press in ("next", "open", "close", "next"):
        seen = conduct.workshop(code).result().revision
        begin = threading.Barrier(6)

        def move(kit: Conduct, name: str = press, seen: int = seen, go: Any = begin) -> bool:
            go.wait(5)
            with contextlib.suppress(NotNow):
                return bool(kit.move(code, name, seen).result())
            return False

        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(move, [conduct, another_kit] * 3)) == 1
        assert conduct.workshop(code).result().revision == seen + 1
    assert another_kit.workshop(code).result() == conduct.workshop(code).result()


def test_every_move_is_noted_with_its_time(conduct: Conduct, database_url: str) -> None:
    code = kept(conduct)
    make(conduct, code, "next", "open")
    conduct.go_to(code, "exercise/mood").result()
    noted = [(row["revision"], row["move"]) for row in stolen(database_url)["moments"]]
    assert sorted(noted) == [(1, "next"), (2, "open"), (3, "go to exercise/mood")]
    assert all(row["at"] for row in stolen(database_url)["moments"])


def test_what_is_prepared_is_saved_noted_and_rung_unless_someone_was_quicker(
    conduct: Conduct, another_kit: Conduct, database_url: str
) -> None:
    code = kept(conduct)
    made = conduct.prepare(
        code, "a break", lambda w: preparation.add_break(w, 15, "Coffee", 1), seen=0
    ).result()
    assert [item.id for item in made.agenda] == ["exercise", "break"]
    assert another_kit.workshop(code).result() == made
    told = refusal(
        lambda: conduct.prepare(code, "", lambda w: preparation.copy(w, "break"), seen=0).result()
    )
    assert "Someone else" in told
    assert [row["move"] for row in stolen(database_url)["moments"]] == ["prepare: a break"]


def test_a_workshop_plays_what_was_added_while_it_ran(conduct: Conduct) -> None:
    code = kept(conduct)
    phones = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    conduct.prepare(code, "copy", lambda w: preparation.copy(w, "exercise")).result()
    assert answer_all(conduct, code, phones) == 6
    make(conduct, code, "reveal", "next", "open")
    assert answer_all(conduct, code, phones) == 6
    make(conduct, code, "reveal")
    released = conduct.figures(code).result().releases
    assert sorted(released) == ["exercise-2/mood", "exercise/mood"]


def test_a_move_that_is_refused_changes_nothing(conduct: Conduct, database_url: str) -> None:
    code = kept(conduct)
    assert refusal(lambda: make(conduct, code, "reveal")) == "Go to a step first."
    told = refusal(lambda: conduct.go_to(code, "nowhere").result())
    assert told == "This workshop has no such step."
    assert conduct.workshop(code).result().revision == 0
    assert stolen(database_url)["moments"] == []


def test_phones_see_the_step_that_the_facilitator_is_at(store: Store) -> None:
    now = 1000.0
    conduct = Conduct(store, Bell(), clock=lambda: now)
    code = kept(conduct, MOOD)
    (ann,) = join_all(conduct, code, 1)

    def seen() -> tuple[str | None, str, float | None]:
        view = conduct.view(code, ann.secret).result()
        return view.place and view.place.step.id, view.phase, view.open_for

    assert seen() == (None, "ready", None)
    make(conduct, code, "next")
    assert seen() == ("mood", "ready", None)
    make(conduct, code, "open")
    now = 1090.0
    assert seen() == ("mood", "open", 90.0)
    make(conduct, code, "next")
    assert seen() == ("more", "ready", None)


def test_a_restart_of_the_kit_changes_nothing_in_the_room(database_url: str) -> None:
    store = Store(database_url)
    conduct = Conduct(store, Bell())
    code = kept(conduct)
    (ann,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    send(conduct, code, ann, {"0": ["4"]})
    before = conduct.view(code, ann.secret).result()
    store.close()

    store = Store(database_url)
    after = Conduct(store, Bell()).view(code, ann.secret).result()
    assert (after.workshop, after.me, after.phase) == (before.workshop, before.me, "open")
    assert after.mine == before.mine == {"room": [4]}
    store.close()


# The bell


def heard(store: Store, listening: Callable[[Conduct, str], Any], beat: float = 20.0) -> Any:
    """What is heard in a room with a bell."""

    async def room() -> Any:
        bell = Bell(beat)
        bell.hang(asyncio.get_running_loop())
        conduct = Conduct(store, bell)
        async with asyncio.timeout(5):
            return await listening(conduct, await asyncio.to_thread(kept, conduct))

    return asyncio.run(room())


def test_the_bell_rings_with_the_new_revision_when_it_can_be_seen(store: Store) -> None:
    async def listening(conduct: Conduct, code: str) -> list[tuple[int, int]]:
        workshop = conduct.workshop(code).result()
        found = []
        async with contextlib.aclosing(conduct.listen(workshop)) as rings:
            async for revision in rings:
                found.append((revision, store.read(lambda r: r.revision(code)).result()))
                if revision == 3:
                    break
                conduct.move(code, "open" if revision == 1 else "next")
        return found

    assert heard(store, listening) == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_who_listens_late_hears_where_the_room_is_now(store: Store) -> None:
    async def listening(conduct: Conduct, code: str) -> list[int]:
        old = conduct.workshop(code).result()
        async with contextlib.aclosing(conduct.listen(old)) as rings:
            first = [await anext(rings)]
            await asyncio.to_thread(make, conduct, code, "next", "open", "close")
            while first[-1] != 3:
                first.append(await anext(rings))
        new = conduct.workshop(code).result()
        async with contextlib.aclosing(conduct.listen(new)) as rings:
            return [first[0], await anext(rings)]

    assert heard(store, listening) == [0, 3]


def test_in_silence_the_listener_is_told_that_the_line_is_alive(store: Store) -> None:
    async def listening(conduct: Conduct, code: str) -> list[int]:
        workshop = conduct.workshop(code).result()
        async with contextlib.aclosing(conduct.listen(workshop)) as rings:
            return [await anext(rings) for _ in range(3)]

    assert heard(store, listening, beat=0.01) == [0, 0, 0]


def test_answers_do_not_ring(store: Store) -> None:
    async def listening(conduct: Conduct, code: str) -> int:
        (ann,) = await asyncio.to_thread(join_all, conduct, code, 1)
        workshop = await asyncio.to_thread(make, conduct, code, "next", "open")
        async with contextlib.aclosing(conduct.listen(workshop)) as rings:
            assert await anext(rings) == 2
            await asyncio.to_thread(send, conduct, code, ann, {"0": ["3"]})
            return await anext(rings)

    assert heard(store, listening, beat=0.05) == 2


def test_all_who_listen_hear(store: Store) -> None:
    async def listening(conduct: Conduct, code: str) -> list[int]:
        workshop = conduct.workshop(code).result()

        async def phone() -> int:
            async with contextlib.aclosing(conduct.listen(workshop)) as rings:
                assert await anext(rings) == 0
                return await anext(rings)

        phones = [asyncio.create_task(phone()) for _ in range(100)]
        await asyncio.sleep(0)
        phones.pop().cancel()
        await asyncio.to_thread(make, conduct, code, "next")
        return await asyncio.gather(*phones)

    assert heard(store, listening) == [1] * 99
