"""People's own words in the facilitator's hand: taken down, looked through, let through, piled."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phones import Browser, browsers
from tests.rooms import (
    SHIPPED,
    Phone,
    a_step,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    make,
    refusal,
    send,
    sentences,
    stolen,
)
from workshop_kit import questions, reveal
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Exercise
from workshop_kit.exercise.reading import load
from workshop_kit.phone import page
from workshop_kit.question import Offered, Question
from workshop_kit.reveal import StepPicture
from workshop_kit.store.records.shown import as_json
from workshop_kit.workbook import workbook
from workshop_kit.workshop import moderation
from workshop_kit.workshop.asked import revealable

MADE = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
OFFER = {f"c{i}": Offered(f"Card number {i}.", "Sales", "t1") for i in range(1, 8)}
QUESTIONS = {
    kind: step.question
    for kind in sorted(questions.kinds())
    for step in load(questions.example(kind), kind).steps
    if step.ask == kind and step.question.asks
}
WORDED = [kind for kind, question in QUESTIONS.items() if question.quotes]
OF_CARDS = [kind for kind, question in QUESTIONS.items() if "cards" in question.chooses]
CHARTS_OF_WORDS = [kind for kind in {*WORDED, *OF_CARDS} if questions.has_chart(kind)]
TALKATIVE = sorted(
    name
    for name, shipped in SHIPPED.items()
    if any(s.question.quotes and s.reveal in ("together", "live") for s in shipped.steps)
)
SAY = an_exercise(a_step("say", "text"), a_step("dots", "vote", uses="say"))
AS_IT_COMES = an_exercise(a_step("say", "text", reveal="live", names="team"))


def wrote(question: Question, text: str) -> dict[str, list[str]]:
    """What a form holds where somebody wrote this text in every field for own words."""
    fields = {
        "text": [str(i) for i in range(len(question.parts()))] if question.parts()[0] else ["text"],
        "words": ["0"],
        "choice": ["other"],
        "commitment": ["what"],
    }
    return {name: [text] for name in fields.get(question.kind(), [])}


def answer_all(conduct: Conduct, code: str, phones: Sequence[Phone]) -> None:
    """Everybody answers the current step; whoever writes, writes her own number."""
    chance = random.Random(1)
    place = conduct.workshop(code).result().place
    assert place
    for number, phone in enumerate(phones):
        view = conduct.view(code, phone.secret).result()
        if place.step.by == "team" and view.pen:
            continue
        question = place.step.question
        fields = {t.id: question.sample(chance, view.offer or {}) for t in view.targets}
        text = f"Zq{number}x{place.number}y"
        if question.quotes:
            fields = {target: wrote(question, text) for target in fields}
        if any(fields.values()):
            conduct.respond(code, phone.secret, place.key, fields, "once").result()


def played(conduct: Conduct, *exercises: Exercise, sizes: Sequence[int] = (12, 12)) -> str:
    """The code of a workshop that was played to its end, and of which all was revealed."""
    code = kept(conduct, *exercises, teams=len(sizes))
    phones = join_all(conduct, code, *sizes)
    for place in conduct.workshop(code).result().places:
        make(conduct, code, "next", "open")
        if place.step.question.asks:
            answer_all(conduct, code, phones)
        workshop = conduct.workshop(code).result()
        if revealable(place.step) and workshop.shown_with(place).key == place.key:
            make(conduct, code, "reveal")
    return code


def take_down(conduct: Conduct, code: str, key: str, text: str) -> None:
    conduct.moderate(code, "take down", lambda w: moderation.take_down(w, key, text)).result()


def put_back(conduct: Conduct, code: str, key: str, text: str) -> None:
    conduct.moderate(code, "put back", lambda w: moderation.put_back(w, key, text)).result()


def all_that_is_shown(conduct: Conduct, code: str, secrets: Sequence[str]) -> str:
    """Every way in which a workshop is shown, in one text: phones at each step, the pictures of
    projector and results, the workbook, and what leaves `conduct`."""
    return "\n".join(_ways_out(conduct, code, secrets))


def _ways_out(conduct: Conduct, code: str, secrets: Sequence[str]) -> Iterator[str]:
    for place in conduct.workshop(code).result().places:
        conduct.go_to(code, place.key).result()
        yield repr(conduct.live(code).result())
        for secret in secrets:
            view = conduct.view(code, secret).result()
            yield f"{page.step_page('en', view)}{page.now('de', view)}"
            yield repr((view.offer, view.mine, view.releases, view.results))
    found = conduct.figures(code).result()
    yield msgspec.json.encode((found.releases, found.results), enc_hook=as_json).decode()
    for place in found.workshop.revealed():
        own = reveal.step_pictures(found.workshop, place, found.releases)
        shown = reveal.pictures(found.workshop, place, found.releases, found.results)
        for picture in (*own, *shown, *reveal.projected(shown), *reveal.projected(own)):
            yield picture.title + picture.in_words() + page.render_picture(picture) + drawn(picture)
        for measure, result in reveal.measures_of(found.workshop, place, found.results):
            yield repr((sentences(measure, result), measure.lines(result)))
    with ZipFile(BytesIO(workbook(found, MADE))) as archive:
        yield from (archive.read(name).decode() for name in archive.namelist())


def drawn(picture: reveal.Picture) -> str:
    """A picture's chart as text, where it may hold words of people."""
    if isinstance(picture, StepPicture) and picture.question.kind() in CHARTS_OF_WORDS:
        chart = questions.chart(picture.question.kind())
        drawing = chart.draw(picture.question, picture.tallies, True)
        return str(drawing.to_dict(validate=False))
    return ""


def texts_of(conduct: Conduct, code: str, key: str, standing: str = "") -> list[str]:
    """A step's own words, as the facilitator sees them."""
    found = conduct.words(code, key).result()
    return [words.text for words in found if standing in ("", words.standing)]


def written(conduct: Conduct, code: str, texts: Sequence[str]) -> list[Browser]:
    """People of one team who each have written one of these to the open step."""
    phones = browsers(conduct, code, ["t1"] * len(texts))
    for phone, text in zip(phones, texts, strict=True):
        phone.open().fill_in({"room:text": text})
    return phones


# Taking down: what every kind leaves out


@pytest.mark.parametrize("kind", WORDED)
@given(data=st.data())
def test_of_every_kind_with_own_words_one_text_can_be_left_out(
    kind: str, data: st.DataObject
) -> None:
    question = QUESTIONS[kind]
    texts = data.draw(st.lists(st.integers(10, 99), min_size=1, max_size=6, unique=True))
    answers = [question.read(wrote(question, f"Zq{n}x"), OFFER) for n in texts]
    tally = question.tally([answer[0] for answer in answers if answer])
    said = data.draw(st.sampled_from(question.own_words(tally)))
    number = next(n for n in texts if f"Zq{n}x" in said)
    left = question.without(tally, [said])
    told = repr((left, question.rows(left), question.cards(left), question.counts(left)))
    assert f"Zq{number}x" not in told + question.in_words(left)
    assert all(f"Zq{n}x" in told for n in texts if n != number)
    assert question.without(tally, []) == tally


@pytest.mark.parametrize("kind", OF_CARDS)
def test_of_every_kind_that_takes_up_cards_a_card_can_be_left_out(kind: str) -> None:
    question, chance = QUESTIONS[kind], random.Random(3)
    samples = [question.sample(chance, OFFER) for _ in range(30)]
    if kind == "commitment":
        samples = [{"card": [card]} for card in OFFER]
    answers = [question.read(fields, OFFER) for fields in samples]
    tally = question.tally([answer[0] for answer in answers if answer])
    assert "Card number 2" in repr(tally)
    left = repr(question.without(tally, ["Card number 2."]))
    assert "Card number 2" not in left
    assert "Card number 3" in left


def test_a_word_is_taken_down_in_all_its_spellings() -> None:
    words = QUESTIONS["words"]
    tally = words.tally([["Idiots"], ["idiots"], ["IDIOTS"], ["calm"]])
    for spelling in ("idiots", "IDIOTS"):
        assert words.own_words(words.without(tally, [spelling])) == ["calm"]


def test_an_option_stays_where_somebody_wrote_the_same_word_beside_it() -> None:
    choice = QUESTIONS["choice"]
    option = choice.hints()[0]
    tally = {"counts": [3] * len(choice.hints()), "other": [option, "none of these"]}
    left = choice.without(tally, [option])
    assert left == {**tally, "other": ["none of these"]}


# Taking down: everywhere at once


@pytest.mark.parametrize("name", TALKATIVE)
def test_what_is_taken_down_is_shown_nowhere_and_comes_back_as_it_was(
    conduct: Conduct, name: str
) -> None:
    code = played(conduct, SHIPPED[name])
    places = conduct.workshop(code).result().revealed()
    worded = [place for place in places if texts_of(conduct, code, place.key)]
    assert worded
    before = conduct.figures(code).result()
    for place in worded:
        text = texts_of(conduct, code, place.key)[0]
        mark = text[text.index("Zq") : text.index("y") + 1]
        other = 2 if int(mark[2:].split("x")[0]) < 12 else 1  # a team that has not written it
        readers = [f"secret of {other}.{number}" for number in range(3)]
        take_down(conduct, code, place.key, text)
        assert mark not in all_that_is_shown(conduct, code, readers)
        after = conduct.figures(code).result().releases[place.key]
        assert after.answered == before.releases[place.key].answered
        assert after.taken_down == texts_of(conduct, code, place.key).count(text)
        put_back(conduct, code, place.key, text)
    found = conduct.figures(code).result()
    assert (found.releases, found.results) == (before.releases, before.results)


def test_a_card_that_is_taken_down_cannot_be_voted_for(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    make(conduct, code, "next", "open")
    phones = written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "reveal", "next", "open")
    seven = phones[0].open().page.xpath("//label[contains(., 'Matter 7.')]/input/@value")
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert "Matter 7." not in phones[0].open().text
    assert "not there any more" in phones[0].fill_in({"room:card": seven}).alert
    put_back(conduct, code, "exercise/say", "Matter 7.")
    phones[0].open().fill_in({"room:card": seven})
    assert phones[0].open().page.xpath("//input[@checked]/@value") == seven


def test_a_card_that_got_dots_takes_them_along_and_brings_them_back(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    make(conduct, code, "next", "open")
    phones = written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "reveal", "next", "open")
    for phone in phones:
        cards = phone.open().page.xpath("//label[contains(., 'Matter 7.')]/input/@value")
        phone.fill_in({"room:card": cards})
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert "Matter 7." not in phones[0].open().text
    make(conduct, code, "reveal")
    assert "Matter 7." not in phones[0].open().text
    put_back(conduct, code, "exercise/say", "Matter 7.")
    assert "Matter 7.10you" in phones[0].open().text


def test_phones_look_anew_when_something_is_taken_down(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    make(conduct, code, "next", "open")
    (phone, *_) = written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "reveal")

    def scene() -> str:
        return str(phone.open("/now").page.xpath("//main/@data-scene")[0])

    def revision() -> int:
        return int(phone.open("/revision").text)

    shown, heard = scene(), revision()
    assert scene() == shown, "what has not changed is left alone"
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert scene() != shown
    assert revision() == heard + 1
    put_back(conduct, code, "exercise/say", "Matter 7.")
    assert scene() == shown
    make(conduct, code, "next", "open")
    form = scene()
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert scene() != form


def test_a_form_is_left_alone_when_something_else_is_taken_down(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text"), a_step("more", "text")))
    make(conduct, code, "next", "open")
    (phone, *_) = written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "reveal", "next", "open")
    scenes = {str(phone.open("/now").page.xpath("//main/@data-scene")[0])}
    take_down(conduct, code, "exercise/say", "Matter 7.")
    scenes |= {str(phone.open("/now").page.xpath("//main/@data-scene")[0])}
    assert len(scenes) == 1


def test_where_all_has_been_taken_down_nobody_is_said_to_be_too_few(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text")))
    make(conduct, code, "next", "open")
    texts = [f"Matter {n}." for n in range(10)]
    (phone, *_) = written(conduct, code, texts)
    make(conduct, code, "reveal")
    for text in texts:
        take_down(conduct, code, "exercise/say", text)
    shown = phone.open().text
    assert "Matter" not in shown
    assert "Not shown: too few answers." not in shown
    assert conduct.figures(code).result().releases["exercise/say"].taken_down == 10
    everything = all_that_is_shown(conduct, code, [])
    assert "10 of their texts were taken down." in everything


def test_what_the_moments_tell_holds_no_words_of_people(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text")))
    make(conduct, code, "next", "open")
    written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "reveal")
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert "Matter" not in str(stolen(database_url)["moments"])


def test_taking_down_hinders_no_move_that_was_about_to_be_made(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    seen = make(conduct, code, "next", "open", "close", "reveal").moves
    take_down(conduct, code, "exercise/say", "Matter 7.")
    assert conduct.move(code, "next", seen=seen).result().at == "exercise/dots"


def test_only_words_of_people_are_taken_down_and_only_once(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    told = refusal(lambda: take_down(conduct, code, "exercise/dots", "Matter 7."))
    assert told == "Nobody writes in own words in this step."
    take_down(conduct, code, "exercise/say", "Matter 7.")
    told = refusal(lambda: take_down(conduct, code, "exercise/say", "Matter 7."))
    assert told == "This has been taken down already."
    told = refusal(lambda: put_back(conduct, code, "exercise/say", "Matter 8."))
    assert told == "This has not been taken down."


# Looking through before the room does


def a_held_step(conduct: Conduct, writers: int = 10) -> tuple[str, list[Browser]]:
    """A step whose answers she looks through, and the phones that wrote them."""
    code = kept(conduct, SAY)
    make(conduct, code, "next", "open")
    phones = written(conduct, code, [f"Matter {n}." for n in range(writers)])
    make(conduct, code, "close", "look through")
    return code, phones


def test_while_she_looks_through_the_room_sees_a_closed_step(conduct: Conduct) -> None:
    code, phones = a_held_step(conduct)
    make(conduct, code, "back", "next")
    assert len(texts_of(conduct, code, "exercise/say")) == 10
    assert "Matter" not in phones[0].open().text
    assert "Your answer is saved" in phones[0].open().text
    found = conduct.figures(code).result()
    assert found.releases == {}
    assert found.results == {}
    assert "Matter" not in all_that_is_shown(conduct, code, [])


def test_she_sees_just_what_the_reveal_would_show(conduct: Conduct) -> None:
    code, phones = a_held_step(conduct)
    looked = texts_of(conduct, code, "exercise/say")
    take_down(conduct, code, "exercise/say", "Matter 7.")
    make(conduct, code, "reveal")
    cards = conduct.figures(code).result().releases["exercise/say"].cards
    assert [card.text for card in cards] == [text for text in looked if text != "Matter 7."]
    assert "Matter 7." not in phones[0].open().text
    assert "Matter 8." in phones[0].text


def test_she_looks_through_no_more_than_may_be_shown(conduct: Conduct) -> None:
    code, _ = a_held_step(conduct, writers=2)
    assert texts_of(conduct, code, "exercise/say") == []


def test_she_learns_nothing_before_answers_are_fixed(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    make(conduct, code, "next", "open")
    written(conduct, code, [f"Matter {n}." for n in range(10)])
    assert texts_of(conduct, code, "exercise/say") == []
    make(conduct, code, "close")
    assert texts_of(conduct, code, "exercise/say") == []


def test_of_words_of_one_team_she_never_learns_who_wrote_them(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "text", names="shown")))
    make(conduct, code, "next", "open")
    written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "close", "look through")
    assert "Person" not in repr(conduct.words(code, "exercise/say").result())


def test_what_has_been_looked_through_is_not_opened_again(conduct: Conduct) -> None:
    code, phones = a_held_step(conduct)
    assert refusal(lambda: make(conduct, code, "open")) == (
        "You have looked through the answers, so they stay as they are. Reveal them, or go on."
    )
    assert refusal(lambda: make(conduct, code, "look through")) == (
        "You are looking through these answers."
    )
    make(conduct, code, "next", "back")
    refusal(lambda: make(conduct, code, "open"))
    make(conduct, code, "reveal")
    assert "Matter 3." in phones[0].open().text


def test_she_looks_through_only_closed_words_that_come_together(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    make(conduct, code, "next")
    refusal(lambda: make(conduct, code, "look through"))
    make(conduct, code, "open")
    told = refusal(lambda: make(conduct, code, "look through"))
    assert told == "People are still writing: close the step first."
    figures = kept(conduct, an_exercise(a_step("mood")))
    make(conduct, figures, "next", "open", "close")
    told = refusal(lambda: make(conduct, figures, "look through"))
    assert told.startswith("Nobody wrote anything in own words here")
    private = kept(conduct, an_exercise(a_step("say", "text", about="self", reveal="private")))
    make(conduct, private, "next", "open", "close")
    refusal(lambda: make(conduct, private, "look through"))


def test_a_held_step_is_not_taken_up_nor_measured_before_its_reveal(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["avoided_conversation"])
    make(conduct, code, "next", "open", "close", "look through", "next")
    told = refusal(lambda: make(conduct, code, "open"))
    assert told == "Reveal step 1 first: its answers are the cards of this one."


def test_views_that_are_shown_together_are_looked_through_together(
    conduct: Conduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Exercise, "revealed_with", lambda *_: "more")  # as a measure may want it
    code = kept(conduct, an_exercise(a_step("say", "text"), a_step("more", "text")))
    make(conduct, code, "next", "open")
    phones = written(conduct, code, [f"Matter {n}." for n in range(10)])
    make(conduct, code, "close")
    refusal(lambda: make(conduct, code, "look through"))
    make(conduct, code, "next", "open", "close", "look through")
    assert len(texts_of(conduct, code, "exercise/say")) == 10
    take_down(conduct, code, "exercise/say", "Matter 7.")
    make(conduct, code, "reveal", "back")
    assert "Matter 7." not in phones[0].open().text
    assert "Matter 8." in phones[0].text


# Letting through one by one


def live(conduct: Conduct, code: str) -> str:
    """What the projector shows of answers as they come."""
    released = conduct.live(code).result()
    return " ".join(card.text for card in released.cards) if released else ""


def let_through(conduct: Conduct, code: str, *texts: str) -> None:
    conduct.moderate(
        code, "let through", lambda w: moderation.let_through(w, "exercise/say", texts)
    ).result()


def waiting(conduct: Conduct, code: str, on: bool = True) -> None:
    conduct.moderate(code, "wait", lambda w: moderation.wait_for_me(w, "exercise/say", on)).result()


def test_answers_that_wait_are_shown_when_she_lets_them_through(conduct: Conduct) -> None:
    code = kept(conduct, AS_IT_COMES)
    make(conduct, code, "next")
    waiting(conduct, code)
    make(conduct, code, "open")
    phones = written(conduct, code, ["Matter 1.", "Matter 2.", "Matter 3."])
    assert live(conduct, code) == ""
    assert len(texts_of(conduct, code, "exercise/say", "waiting")) == 3
    let_through(conduct, code, "Matter 2.")
    assert live(conduct, code) == "Matter 2."
    phones[1].open().fill_in({"room:text": "Matter 4."})
    assert live(conduct, code) == "", "what is written anew waits again"
    let_through(conduct, code, "Matter 1.", "Matter 4.")
    make(conduct, code, "reveal")
    assert "Matter 4." in phones[0].open().text
    assert "Matter 3." not in "\n".join(_ways_out(conduct, code, []))
    let_through(conduct, code, "Matter 3.")
    make(conduct, code, "back", "next")
    assert "Matter 3." in phones[0].open().text


def test_what_was_let_through_of_somebody_who_deletes_her_data_is_kept_nowhere(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct, AS_IT_COMES)
    make(conduct, code, "next")
    waiting(conduct, code)
    make(conduct, code, "open")
    phones = written(conduct, code, ["Matter 1.", "Matter 2."])
    let_through(conduct, code, "Matter 1.", "Matter 2.")
    phones[0].client.post(f"/j/{code}/me/delete")
    assert "Matter 1." not in repr(stolen(database_url))
    assert live(conduct, code) == "Matter 2."


def test_without_the_switch_answers_come_at_once(conduct: Conduct) -> None:
    code = kept(conduct, AS_IT_COMES)
    make(conduct, code, "next", "open")
    written(conduct, code, ["Matter 1."])
    assert live(conduct, code) == "Matter 1."
    take_down(conduct, code, "exercise/say", "Matter 1.")
    assert live(conduct, code) == ""
    told = refusal(lambda: let_through(conduct, code, "Matter 1."))
    assert told == "Answers to this step do not wait for you."


def test_whether_answers_wait_is_said_before_the_step_opens(conduct: Conduct) -> None:
    code = kept(conduct, AS_IT_COMES)
    waiting(conduct, code)
    waiting(conduct, code, on=False)
    make(conduct, code, "next", "open")
    assert is_sentence(refusal(lambda: waiting(conduct, code)))
    together = kept(conduct, SAY)
    assert is_sentence(refusal(lambda: waiting(conduct, together)))


def test_a_word_that_was_let_through_stays_so_in_another_spelling(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("say", "words", reveal="live", names="team")))
    waiting(conduct, code)
    make(conduct, code, "next", "open")
    phones = join_all(conduct, code, 3)
    send(conduct, code, phones[0], {"0": ["Calm"]})
    let_through(conduct, code, "Calm")
    for phone in phones[1:]:
        send(conduct, code, phone, {"0": ["calm"]})
    released = conduct.live(code).result()
    assert released
    assert released.cells[0].tally == {"words": [{"text": "calm", "count": 3}]}


# Piles


def a_revealed_step(conduct: Conduct, writers: int = 10) -> tuple[str, list[Browser]]:
    code, phones = a_held_step(conduct, writers)
    make(conduct, code, "reveal")
    return code, phones


def pile(conduct: Conduct, code: str, name: str, *texts: str) -> None:
    """She puts the cards with these texts on a pile."""
    cards = [w.card for w in conduct.words(code, "exercise/say").result() if w.text in texts]
    conduct.moderate(
        code, "pile", lambda w: moderation.pile(w, "exercise/say", name, cards)
    ).result()


def piles(conduct: Conduct, code: str) -> dict[str, set[str]]:
    """The piles as they are handed out."""
    cards = conduct.figures(code).result().releases["exercise/say"].cards
    return {
        name: {card.text for card in cards if card.pile == name}
        for name in dict.fromkeys(card.pile for card in cards)
    }


def test_similar_cards_lie_together_under_a_name_wherever_they_are_shown(
    conduct: Conduct,
) -> None:
    code, phones = a_revealed_step(conduct)
    pile(conduct, code, "Meetings", "Matter 3.", "Matter 8.")
    pile(conduct, code, "Plans", "Matter 1.", "Matter 5.")
    assert list(piles(conduct, code)) == ["Meetings", "Plans", ""]
    shown = phones[0].open().text
    assert shown.index("Meetings") < shown.index("Matter 8.") < shown.index("Plans")
    assert shown.index("Matter 5.") < shown.index("Other cards") < shown.index("Matter 2.")
    found = conduct.figures(code).result()
    (place,) = found.workshop.revealed()
    (picture,) = reveal.step_pictures(found.workshop, place, found.releases)
    assert "Meetings" in page.render_picture(picture)
    with ZipFile(BytesIO(workbook(found, MADE))) as archive:
        assert b"Meetings" in b"".join(archive.read(name) for name in archive.namelist())


def test_a_card_lies_on_one_pile_and_an_empty_pile_is_gone(conduct: Conduct) -> None:
    code, _ = a_revealed_step(conduct)
    pile(conduct, code, "Meetings", "Matter 3.", "Matter 8.")
    pile(conduct, code, "Plans", "Matter 3.")
    assert piles(conduct, code)["Plans"] == {"Matter 3."}
    assert piles(conduct, code)["Meetings"] == {"Matter 8."}
    pile(conduct, code, "Plans", "Matter 8.")
    assert set(piles(conduct, code)) == {"Plans", ""}


def test_a_pile_gets_another_name_or_is_taken_apart(conduct: Conduct) -> None:
    code, _ = a_revealed_step(conduct)
    before = conduct.figures(code).result().releases
    pile(conduct, code, "Meetings", "Matter 3.")
    pile(conduct, code, "Plans", "Matter 4.")
    for change in (
        lambda w: moderation.rename(w, "exercise/say", "Meetings", "Fewer meetings"),
        lambda w: moderation.rename(w, "exercise/say", "Plans", "Fewer meetings"),
    ):
        conduct.moderate(code, "rename", change).result()
    assert piles(conduct, code)["Fewer meetings"] == {"Matter 3.", "Matter 4."}
    (lies_there, *_) = conduct.workshop(code).result().piles["exercise/say"]["Fewer meetings"]
    conduct.moderate(
        code, "unpile", lambda w: moderation.single(w, "exercise/say", [lies_there])
    ).result()
    assert len(piles(conduct, code)["Fewer meetings"]) == 1
    conduct.moderate(
        code, "unpile", lambda w: moderation.unpile(w, "exercise/say", "Fewer meetings")
    ).result()
    assert conduct.figures(code).result().releases == before


def test_a_pile_needs_cards_and_a_name_and_a_reveal(conduct: Conduct) -> None:
    code, _ = a_revealed_step(conduct)
    assert is_sentence(refusal(lambda: pile(conduct, code, " ", "Matter 3.")))
    assert is_sentence(refusal(lambda: pile(conduct, code, "x" * 61, "Matter 3.")))
    assert is_sentence(refusal(lambda: pile(conduct, code, "Meetings", "No such card.")))
    fresh = kept(conduct, SAY)
    change = moderation.pile
    told = refusal(
        lambda: conduct.moderate(
            fresh, "pile", lambda w: change(w, "exercise/say", "Meetings", ["c1"])
        ).result()
    )
    assert told == "Cards come with the reveal."


def test_what_was_taken_down_lies_on_no_pile_that_is_shown(conduct: Conduct) -> None:
    code, phones = a_revealed_step(conduct)
    pile(conduct, code, "Meetings", "Matter 3.")
    take_down(conduct, code, "exercise/say", "Matter 3.")
    assert "Matter 3." not in all_that_is_shown(conduct, code, [])
    assert "Meetings" not in phones[1].open().text
    put_back(conduct, code, "exercise/say", "Matter 3.")
    assert piles(conduct, code)["Meetings"] == {"Matter 3."}


def test_piles_are_turned_one_by_one_where_cards_are_many(conduct: Conduct) -> None:
    code, _ = a_revealed_step(conduct, writers=30)
    pile(conduct, code, "Meetings", *[f"Matter {n}." for n in range(14)])
    pile(conduct, code, "Plans", "Matter 20.")
    found = conduct.figures(code).result()
    (place,) = found.workshop.revealed()
    pages = reveal.projected(reveal.step_pictures(found.workshop, place, found.releases))
    assert [shown.title for shown in pages] == [
        *("Meetings, 1–12", "Meetings, 13–14"),
        *("Plans", "Other cards, 1–12", "Other cards, 13–15"),
    ]
