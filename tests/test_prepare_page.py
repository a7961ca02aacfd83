"""The page on which she makes the agenda hers, by Streamlit's own test harness on a real kit."""

import datetime
from html import unescape
from typing import Any

import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from tests.phones import a_browser
from tests.rooms import ROOT, SHIPPED, a_step, a_workshop, an_exercise, make
from workshop_kit import console, questions
from workshop_kit.assembly import Kit
from workshop_kit.exercise.reading import load
from workshop_kit.phone import preview
from workshop_kit.workshop import Workshop, preparation

SECONDS = 30


@pytest.fixture
def code(kit: Kit) -> str:
    """A workshop that has not begun."""
    agenda = [kit.library[name] for name in ("check_in", "three_mirrors", "check_out")]
    return kit.conduct.create("Offsite", ["Sales", "Product"], agenda).result().code


@pytest.fixture
def her(kit: Kit, code: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who prepares it: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    page = AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=SECONDS).run()
    page.query_params["code"] = code
    return page.switch_page("prepare.py").run()


def now(kit: Kit, code: str) -> Workshop:
    """The workshop as it is stored."""
    return kit.conduct.workshop(code).result()


def agenda(kit: Kit, code: str) -> list[str]:
    """The ids of its items in their order."""
    return [item.id for item in now(kit, code).agenda]


def press(her: AppTest, label: str) -> AppTest:
    """She presses the button with this label."""
    return next(b for b in her.button if b.label.endswith(label)).click().run()


def field(her: AppTest, key: str) -> Any:
    """The field of an exercise or step."""
    kinds = (her.text_area, her.text_input, her.number_input)
    return next(f for kind in kinds for f in kind if str(f.key).endswith(f" {key}"))


def told(her: AppTest) -> str:
    """All words of the page itself."""
    kinds = (her.markdown, her.caption, her.info, her.warning, her.get("html"))
    return unescape(
        " ".join(
            str(getattr(e, "value", None) or getattr(e.proto, "body", "")) for k in kinds for e in k
        )
    )


def previews(her: AppTest) -> list[str]:
    """What the projector and the phone would show, as HTML."""
    return [frame.proto.srcdoc for frame in her.get("iframe")]


def test_she_orders_copies_and_leaves_out(her: AppTest, kit: Kit, code: str) -> None:
    press(her, "Later")
    assert agenda(kit, code) == ["three_mirrors", "check_in", "check_out"]
    press(her, "Copy")
    assert agenda(kit, code) == ["three_mirrors", "check_in", "check_in-2", "check_out"]
    press(her, "Earlier")  # the copy: she looks at it now
    assert agenda(kit, code) == ["three_mirrors", "check_in-2", "check_in", "check_out"]
    press(her, "Three mirrors")
    press(her, "Leave out")
    assert agenda(kit, code) == ["check_in-2", "check_in", "check_out"]
    assert not her.exception


def test_she_adds_an_exercise_and_a_break_after_what_she_looks_at(
    her: AppTest, kit: Kit, code: str
) -> None:
    her.selectbox[0].set_value("trust_map")
    press(her, "Add")
    her.number_input(key="break minutes").set_value(20)
    press(her, "Add the break")
    assert agenda(kit, code) == ["check_in", "trust_map", "break", "three_mirrors", "check_out"]
    assert now(kit, code).agenda[2].exercise.minutes == 20


def test_what_she_adds_speaks_the_language_of_the_workshop(her: AppTest, kit: Kit) -> None:
    german = [kit.library["check_in"].spoken("de"), kit.library["check_out"].spoken("de")]
    code = kit.conduct.create("Klausur", ["Vertrieb", "Produkt"], german).result().code
    her.query_params["code"] = code
    her.run()
    her.selectbox[0].set_value("three_mirrors")
    press(her, "Add")
    added = now(kit, code).agenda[1].exercise
    assert added.language == "de"
    field(her, "three_mirrors/our_view prompt").set_value("Wie seht ihr euch?").run()
    assert now(kit, code).agenda[1].exercise.steps[0].prompt == "Wie seht ihr euch?"


def test_what_she_rewords_is_kept_with_the_workshop_and_shown_as_the_room_will_see_it(
    her: AppTest, kit: Kit, code: str
) -> None:
    before = kit.library.file("check_in").read_bytes()
    field(her, "check_in/arrive prompt").set_value("How <b>are</b> you?").run()
    assert now(kit, code).agenda[0].exercise.steps[0].prompt == "How <b>are</b> you?"
    projector, phone = previews(her)
    assert "How &lt;b&gt;are&lt;/b&gt; you?" in projector
    assert "How &lt;b&gt;are&lt;/b&gt; you?" in phone
    assert kit.library["check_in"] == SHIPPED["check_in"]
    assert kit.library.file("check_in").read_bytes() == before
    make(kit.conduct, code, "next", "open")
    assert "How <b>are</b> you?" in a_browser(kit.conduct, code).join("Amara").text


def test_words_that_cannot_be_saved_stay_in_their_field_with_the_reason(
    her: AppTest, kit: Kit, code: str
) -> None:
    revision = now(kit, code).revision
    field(her, "check_in/arrive prompt").set_value("  ").run()
    assert "Not saved. Step 1: prompt is empty." in told(her)
    press(her, "Three mirrors")
    press(her, "Check-in")
    assert field(her, "check_in/arrive prompt").value == "  "
    field(her, "check_in/arrive prompt").set_value("How are you?").run()
    assert "Not saved" not in told(her)
    assert now(kit, code).revision == revision + 1


def test_another_facilitators_words_are_not_overwritten_unseen(
    her: AppTest, kit: Kit, code: str
) -> None:
    key = "check_in/arrive prompt"
    theirs = {"prompt": "Theirs?"}
    kit.conduct.prepare(
        code, "", lambda w: preparation.adapt(w, "check_in", "arrive", theirs)
    ).result()
    field(her, key).set_value("Hers?").run()
    assert now(kit, code).agenda[0].exercise.steps[0].prompt == "Theirs?"
    assert "Someone else has just changed this" in told(her)
    assert field(her, key).value == "Hers?"
    field(her, "check_in/arrive say").set_value("Hello.").run()  # nobody else touched this one
    assert now(kit, code).agenda[0].exercise.steps[0].say == "Hello."
    field(her, key).set_value("Ours?").run()
    assert now(kit, code).agenda[0].exercise.steps[0].prompt == "Ours?"


def test_what_was_typed_for_one_workshop_does_not_stand_in_another(
    her: AppTest, kit: Kit, code: str
) -> None:
    field(her, "check_in/arrive prompt").set_value(" ").run()
    assert "Not saved" in told(her)
    agenda = [item.exercise for item in now(kit, code).agenda]
    her.query_params["code"] = kit.conduct.create("Other", ["A", "B"], agenda).result().code
    her.run()
    assert "Not saved" not in told(her)
    assert field(her, "check_in/arrive prompt").value == agenda[0].steps[0].prompt


def test_two_facilitators_do_not_change_the_order_at_once(
    her: AppTest, kit: Kit, code: str
) -> None:
    kit.conduct.prepare(code, "", lambda w: preparation.move(w, "check_out", 0)).result()
    press(her, "Later")
    assert agenda(kit, code) == ["check_out", "check_in", "three_mirrors"]
    press(her, "Later")
    assert agenda(kit, code) == ["check_out", "three_mirrors", "check_in"]


def test_she_sees_by_the_clock_whether_it_fits(her: AppTest, kit: Kit, code: str) -> None:
    minutes = preparation.plan(now(kit, code)).minutes
    assert f"{minutes} minutes</b> in all" in told(her)
    her.time_input(key="starts").set_value(datetime.time(9, 30)).run()
    her.number_input(key="time").set_value(minutes + 15).run()
    assert "15 to spare" in told(her)
    assert "09:30–09:35" in told(her)
    field(her, "check_in/ minutes").set_value(45).run()
    assert "25 minutes too long" in told(her)
    assert "09:30–10:15" in told(her)
    assert (now(kit, code).starts, now(kit, code).time) == ("09:30", minutes + 15)
    her.number_input(key="time").set_value(None).run()
    assert "in all" in told(her)


def test_words_that_several_steps_share_stand_in_the_first(
    her: AppTest, kit: Kit, code: str
) -> None:
    press(her, "Three mirrors")
    assert "The answers of step 2 and step 3 have the same words" in told(her)
    shared = field(her, "three_mirrors/our_view items")
    shared.set_value("\n".join(["Kind", *shared.value.splitlines()[1:]])).run()
    steps = now(kit, code).agenda[1].exercise.steps[:3]
    assert [step.question.parts()[0] for step in steps] == ["Kind"] * 3
    her.segmented_control[0].set_value(2).run()
    assert "worded in step 1" in told(her)
    assert "Kind" in previews(her)[1]


def test_a_step_is_left_out_and_a_needed_one_says_why_it_stays(
    her: AppTest, kit: Kit, code: str
) -> None:
    press(her, "Three mirrors")
    press(her, "Leave this step out")
    assert "is made of its answers, so this step stays." in her.toast[0].value
    her.segmented_control[0].set_value(3).run()
    press(her, "Leave this step out")
    assert len(now(kit, code).agenda[1].exercise.steps) == 4
    assert not her.exception


def test_what_has_begun_stays_and_what_comes_later_still_changes(
    her: AppTest, kit: Kit, code: str
) -> None:
    make(kit.conduct, code, "next", "open")
    her.run()
    press(her, "Check-in")
    assert "has begun" in told(her)
    assert field(her, "check_in/arrive prompt").disabled
    assert all(b.disabled for b in her.button if b.label in ("Earlier", "Later", "Leave out"))
    press(her, "Three mirrors")
    press(her, "Later")
    assert agenda(kit, code) == ["check_in", "check_out", "three_mirrors"]


# As the room will see it


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_step_is_shown_on_a_phone_before_anybody_has_joined(name: str) -> None:
    workshop = a_workshop(SHIPPED[name], teams=3)
    for place in workshop.places:
        page = preview.phone(workshop, place)
        words = str(html.fromstring(f"<div>{page}</div>").text_content())
        first = place.step.prompt.split("{target}")[0].strip()
        assert first in words
        assert "<script" not in page


@pytest.mark.parametrize("kind", sorted(questions.kinds()))
def test_every_kind_of_question_is_shown_before_anybody_has_joined(kind: str) -> None:
    example = load(questions.example(kind), kind)
    workshop = a_workshop(example)
    for place in workshop.places:
        page = preview.phone(workshop, place)
        assert 'class="calm"' not in page  # it is the form, not a page on which one waits
        if place.step.question.asks:
            assert "Send" in page


def test_the_phone_of_the_preview_speaks_the_language_of_the_exercise() -> None:
    german = a_workshop(SHIPPED["check_in"].spoken("de"))
    assert "Senden" in preview.phone(german, german.places[0])


def test_cards_and_colleagues_that_are_not_there_yet_are_made_up() -> None:
    idea = a_step("idea", "text", names="team")
    workshop = a_workshop(an_exercise(idea, a_step("best", "vote", uses="idea")))
    assert "One answer of “What do you say?”" in preview.phone(workshop, workshop.places[1])
    workshop = a_workshop(SHIPPED["easier_to_work_with"])
    assert "Lea" in preview.phone(workshop, workshop.places[0])
    assert "What would make Jonas easier" in preview.phone(workshop, workshop.places[1])


def test_in_a_preview_nothing_runs_and_nothing_is_sent(her: AppTest) -> None:
    for page in previews(her):
        assert "default-src 'none'" in page
        assert "form-action 'none'" in page
        assert "<div inert" in page
        assert "<script" not in page
