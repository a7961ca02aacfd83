"""The facilitator's pages, run by Streamlit's own test harness on a real kit."""

import re
import time
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.rooms import HEAD, ROOT, a_step, answer_all, join_all, make
from workshop_kit import console
from workshop_kit.assembly import Kit
from workshop_kit.workshop import moderation
from workshop_kit.workshop.asked import revealable

PAGES = ROOT / "pages"
SECONDS = 30


@pytest.fixture
def her(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who is signed in: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    return AppTest.from_file(str(PAGES / "console.py"), default_timeout=SECONDS)


def a_room(kit: Kit, *exercises: str, sizes: tuple[int, ...] = (6, 6, 3)) -> str:
    """A workshop with people in it, all steps answered and revealed where they can be."""
    teams = ["Sales", "Product", "Care"][: len(sizes)]
    chosen = [kit.library[name] for name in exercises]
    code = kit.conduct.create("Out of the silo", teams, chosen).result().code
    phones = join_all(kit.conduct, code, *sizes)
    for place in kit.conduct.workshop(code).result().places:
        make(kit.conduct, code, "next", "open")
        answer_all(kit.conduct, code, phones)
        alone = kit.conduct.workshop(code).result().shown_with(place).key == place.key
        if alone and revealable(place.step):
            make(kit.conduct, code, "reveal")
    return code


def at(her: AppTest, page: str, code: str) -> AppTest:
    """She is on this page of this workshop."""
    her.query_params["code"] = code
    her.switch_page(page)
    return her.run()


def told(her: AppTest) -> str:
    """All words on the page."""
    kinds = (her.title, her.header, her.subheader, her.markdown, her.caption, her.get("html"))
    return " ".join(
        str(getattr(e, "value", None) or getattr(e.proto, "body", "")) for k in kinds for e in k
    )


def charts(her: AppTest) -> int:
    """How many charts there are on the page."""
    return len(her.get("vega_lite_chart")) + len(her.get("arrow_vega_lite_chart"))


def press(her: AppTest, label: str) -> AppTest:
    """She presses the button with this label."""
    return next(b for b in her.button if b.label == label).click().run()


def test_who_is_not_signed_in_sees_only_the_way_to_the_door(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "signed_in", lambda: False)
    monkeypatch.setattr(console, "screen_of", lambda: None)
    code = a_room(kit, "check_in")
    stranger = AppTest.from_file(str(PAGES / "console.py"), default_timeout=SECONDS)
    stranger.query_params["code"] = code
    for page in ("workshops.py", "prepare.py", "run.py", "screen.py", "results.py", "settings.py"):
        stranger.run() if page == "workshops.py" else stranger.switch_page(page).run()
        assert [title.value for title in stranger.title] == ["Workshop Kit"]
        assert not stranger.button
        assert "Out of the silo" not in told(stranger)


def test_a_browser_with_a_screen_link_shows_that_screen_and_nothing_else(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = kit.conduct.create("Shown", ["Sales", "Care"], [kit.library["check_in"]]).result().code
    other = kit.conduct.create("Other", ["Sales", "Care"], [kit.library["check_in"]]).result().code
    monkeypatch.setattr(console, "signed_in", lambda: False)
    monkeypatch.setattr(console, "screen_of", lambda: shown)
    screen = AppTest.from_file(str(PAGES / "console.py"), default_timeout=SECONDS)
    screen.query_params["code"] = other
    screen.run()
    assert "<h1>Shown</h1>" in told(screen)
    assert "Other" not in told(screen)
    assert not screen.button


def test_she_makes_a_workshop_that_begins_with_one_exercise(her: AppTest, kit: Kit) -> None:
    her.run()
    her.text_input[0].set_value("Out of the silo")
    her.text_area[0].set_value("Sales\n\n Product \nCare")
    her.selectbox(key="begin en").set_value("exercise check_in")
    press(her, "Make the workshop")
    (made,) = kit.conduct.workshops().result()
    assert made.title == "Out of the silo"
    assert list(made.team_names.values()) == ["Sales", "Product", "Care"]
    assert [item.id for item in made.agenda] == ["check_in"]


def test_she_begins_with_a_ready_agenda_and_goes_on_to_preparing_it(her: AppTest, kit: Kit) -> None:
    her.run()
    her.selectbox(key="begin en").set_value("agenda see_each_other").run()
    her.text_input[0].set_value("Out of the silo")
    her.text_area[0].set_value("Sales, Product")
    press(her, "Make the workshop")
    (made,) = kit.conduct.workshops().result()
    titles = [item.exercise.title for item in made.agenda]
    assert titles == ["Check-in", "New faces", "Three mirrors", "Check-out"]
    assert "On the projector" in told(her)


def test_she_makes_a_workshop_in_german(her: AppTest, kit: Kit) -> None:
    her.run()
    her.button_group(key="language").set_value("de").run()
    her.selectbox(key="begin de").set_value("agenda two_teams_start_again").run()
    begin = her.selectbox(key="begin de").options
    assert "Zwei Teams fangen neu an – 150 minutes, a ready agenda" in begin
    her.text_input[0].set_value("Raus aus dem Silo")
    her.text_area[0].set_value("Vertrieb, Produkt")
    press(her, "Make the workshop")
    (made,) = kit.conduct.workshops().result()
    assert {item.exercise.language for item in made.agenda} == {"de"}
    assert [item.exercise.title for item in made.agenda][:2] == [
        "Ankommen",
        "Landkarte des Vertrauens",
    ]
    assert made.agenda[0].exercise.spoken("en") == kit.library["check_in"]


def test_what_she_begins_with_stays_chosen_in_another_language(her: AppTest) -> None:
    her.run()
    her.selectbox(key="begin en").set_value("exercise trust_map").run()
    her.button_group(key="language").set_value("de").run()
    assert her.selectbox(key="begin de").value == "exercise trust_map"
    her.button_group(key="language").set_value("en").run()
    assert her.selectbox(key="begin en").value == "exercise trust_map"


def test_the_language_that_she_chose_in_the_library_stays_chosen(her: AppTest) -> None:
    her.run()
    her.switch_page("library.py").run()
    her.button_group(key="language").set_value("de").run()
    her.switch_page("workshops.py").run()
    assert her.button_group(key="language").value == "de"


def test_where_there_is_one_language_nobody_is_asked(her: AppTest, kit: Kit) -> None:
    kit.library.own.mkdir()
    (kit.library.own / "mine.toml").write_text(HEAD + a_step("mood"), encoding="utf-8")
    her.run()
    her.selectbox(key="begin en").set_value("exercise mine").run()
    assert not her.button_group


def test_what_is_missing_is_told_and_nothing_she_typed_is_lost(her: AppTest, kit: Kit) -> None:
    her.run()
    her.text_input[0].set_value("Out of the silo")
    her.text_area[0].set_value("Only us")
    press(her, "Make the workshop")
    assert her.error[0].value == "A workshop has from 2 to 12 teams; these are 1."
    assert her.text_input[0].value == "Out of the silo"
    assert her.text_area[0].value == "Only us"
    assert kit.conduct.workshops().result() == []


def test_the_control_room_leads_from_step_to_step(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["check_in"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    at(her, "run.py", code)
    assert "The room is joining." in told(her)
    for press_next, then in [
        ("Next", "Not open yet"),
        ("Open", "Open: participants answer"),
        ("Close", "Closed"),
        ("Reveal", "Revealed"),
        ("Next", "step 2 of 2"),
        ("Next", "The workshop has ended."),
    ]:
        press(her, press_next)
        assert then in told(her), press_next
    press(her, "Back")
    assert "step 2 of 2" in told(her)


def test_she_can_go_to_any_step(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["three_mirrors"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    at(her, "run.py", code)
    her.selectbox[0].set_value("three_mirrors/look").run()
    press(her, "Go there")
    assert "step 4 of 5" in told(her)


def test_she_lets_people_change_places_and_takes_out_who_has_left(her: AppTest, kit: Kit) -> None:
    teams = ["Sales", "Product"]
    code = kit.conduct.create("Offsite", teams, [kit.library["new_faces"]]).result().code
    join_all(kit.conduct, code, 2, 2)
    at(her, "run.py", code)
    assert "Which teams have met" not in told(her)
    make(kit.conduct, code, "next", "open")
    her.run()
    assert "Open: the room talks" in told(her)
    assert ">2 of 2<" in told(her)
    first, second = kit.conduct.workshop(code).result().pairings["new_faces/first"]

    def choose(label: str, person: str) -> None:
        next(box for box in her.selectbox if box.label == label).set_value(person).run()

    choose("Let somebody", first[0])
    choose("change places with", second[0])
    press(her, "Change places")
    now = kit.conduct.workshop(code).result().pairings["new_faces/first"]
    assert now == ((second[0], first[1]), (first[0], second[1]))
    choose("Somebody has left", first[0])
    press(her, "Take out")
    (group,) = filter(None, kit.conduct.workshop(code).result().pairings["new_faces/first"])
    assert set(group) == {second[0], first[1], second[1]}
    choose("Somebody is here again", first[0])
    press(her, "Bring in")
    assert kit.conduct.workshop(code).result().away == ()
    her.text_input[0].set_value("nobody of this name").run()
    assert "Nobody of this name is in a group." in told(her)


def test_who_has_met_can_be_read_to_the_end_of_the_exercise(her: AppTest, kit: Kit) -> None:
    teams = ["Sales", "Product", "Care"]
    code = kit.conduct.create("Offsite", teams, [kit.library["new_faces"]]).result().code
    join_all(kit.conduct, code, 1, 1)
    make(kit.conduct, code, "next", "open")
    make(kit.conduct, code, "next", "next", "next")
    at(her, "run.py", code)
    assert "of those possible in 1 round<" in told(her)
    assert "All teams have met each other." in told(her)
    kit.conduct.join(code, "the secret of a late joiner", "Lea", "t3").result()
    her.run()
    assert "Not met yet: Sales – Care; Product – Care." in told(her)


def test_the_projector_says_gently_when_the_time_of_a_talk_is_up(
    her: AppTest, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams = ["Sales", "Product"]
    code = kit.conduct.create("Offsite", teams, [kit.library["long_listening"]]).result().code
    make(kit.conduct, code, "next", "open")
    at(her, "screen.py", code)
    assert "Your phone names your partner and your spot." in told(her)
    assert "only listening" in told(her)
    assert re.search(r">[23]:[0-5]\d<", told(her))
    later = time.time() + 181
    monkeypatch.setattr(time, "time", lambda: later)
    her.run()
    assert ">Time<" in told(her)


def test_buttons_that_make_no_sense_now_cannot_be_pressed(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["three_mirrors"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    make(kit.conduct, code, "next", "open")
    at(her, "run.py", code)
    disabled = {button.label for button in her.button if button.disabled}
    assert disabled == {"Open", "Reveal"}
    assert "Shown together with step 3" in told(her)


def test_results_show_every_revealed_step_and_measure(her: AppTest, kit: Kit) -> None:
    code = a_room(kit, "check_in", "three_mirrors", "easier_to_work_with")
    at(her, "results.py", code)
    assert not her.exception
    words = told(her)
    for place in kit.conduct.workshop(code).result().revealed():
        assert place.step.prompt_about() in words
    assert "How we see us, how they see us" in words
    assert "Care: fewer than 5 answers" in words
    assert charts(her) >= 5


def test_of_pictures_behind_tabs_results_make_only_the_one_that_is_open(
    her: AppTest, kit: Kit
) -> None:
    at(her, "results.py", a_room(kit, "three_mirrors"))
    groups = [tab.label for tab in her.tabs].count(her.tabs[0].label)
    assert [bool(tab.children) for tab in her.tabs].count(True) == groups < len(her.tabs)


def test_pictures_have_the_names_on_her_pages_that_the_room_reads(her: AppTest, kit: Kit) -> None:
    asked = [kit.library["trust_map"].spoken("de")]
    code = kit.conduct.create("Ein Tag", ["Vertrieb", "Service"], asked).result().code
    phones = join_all(kit.conduct, code, 6, 6)
    for _ in range(2):
        make(kit.conduct, code, "next", "open")
        answer_all(kit.conduct, code, phones)
    make(kit.conduct, code, "reveal")
    at(her, "run.py", code)
    assert "Wer auf wen zählt" in {button.label for button in her.button}
    at(her, "results.py", code)
    assert "Landkarte des Vertrauens" in {subheader.value for subheader in her.subheader}


def test_results_show_nothing_before_it_is_revealed(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["check_in"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    phones = join_all(kit.conduct, code, 6, 6)
    make(kit.conduct, code, "next", "next", "open")
    answer_all(kit.conduct, code, phones)
    at(her, "results.py", code)
    assert "How much energy" not in told(her)
    assert "Nothing revealed yet." in told(her)


def test_the_projector_shows_counts_but_no_values_before_the_reveal(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["check_in"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    at(her, "screen.py", code)
    assert "0 are here" in told(her)
    phones = join_all(kit.conduct, code, 6, 6)
    make(kit.conduct, code, "next", "next", "open")
    answer_all(kit.conduct, code, phones)
    her.run()
    assert "12 of 12 have answered" in told(her)
    assert "running on empty" in told(her)
    assert charts(her) == 0
    make(kit.conduct, code, "reveal")
    her.run()
    assert charts(her) == 1


def test_the_screen_is_read_from_the_right_where_its_language_is(her: AppTest, kit: Kit) -> None:
    arabic = replace(kit.library["check_in"], language="ar")
    code = kit.conduct.create("Out of the silo", ["Sales", "Product"], [arabic]).result().code
    phones = join_all(kit.conduct, code, 6, 6)
    make(kit.conduct, code, "next", "open")
    answer_all(kit.conduct, code, phones)
    make(kit.conduct, code, "reveal")
    shown = told(at(her, "screen.py", code))
    for part in ("title", "wall", "note"):
        assert f'class="{part}" dir="rtl"' in shown


def test_where_nobody_may_know_how_many_are_asked_no_screen_tells(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["easier_to_work_with"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    phones = join_all(kit.conduct, code, 3, 3)
    make(kit.conduct, code, "next", "open")
    answer_all(kit.conduct, code, phones)
    make(kit.conduct, code, "next", "open")
    for page in ("run.py", "screen.py"):
        at(her, page, code)
        assert "0 have answered" in told(her)
        assert "Not everybody is asked here." in told(her)
        assert not re.search(r"\d of \d+ have", told(her))


def test_what_could_not_be_shown_is_said_once_with_its_steps(her: AppTest, kit: Kit) -> None:
    chosen = [kit.library["three_mirrors"]]
    code = kit.conduct.create("Offsite", ["Sales", "Product"], chosen).result().code
    join_all(kit.conduct, code, 2, 2)
    at(her, "run.py", code)
    (warning,) = [one.value for one in her.warning if "nothing is shown" in one.value]
    assert warning.startswith(console.plain("Steps 1, 2 and 3: Fewer than 5 people are here"))


def test_a_page_without_a_workshop_leads_to_the_workshops(her: AppTest) -> None:
    her.run()
    her.switch_page("run.py").run()
    assert her.info[0].value == "Choose a workshop first."


def test_she_sets_a_passphrase_and_a_short_one_is_told(her: AppTest, kit: Kit) -> None:
    her.run()
    her.switch_page("settings.py").run()
    her.text_input[0].set_value("short")
    press(her, "Set the passphrase")
    assert "at least 10 characters" in her.error[0].value
    her.text_input[0].set_value("three calm words")
    press(her, "Set the passphrase")
    assert kit.access.good(kit.access.by_passphrase("three calm words"))


def test_she_looks_through_takes_down_and_piles_before_she_reveals(her: AppTest, kit: Kit) -> None:
    exercises = [kit.library["avoided_conversation"]]
    code = kit.conduct.create("Out of the silo", ["Sales", "Care"], exercises).result().code
    phones = join_all(kit.conduct, code, 6, 6)
    make(kit.conduct, code, "next", "open")
    place = kit.conduct.workshop(code).result().place
    assert place
    key = place.key
    for number, phone in enumerate(phones):
        fields = {"room": {"text": [f"Matter {number}."]}}
        kit.conduct.respond(code, phone.secret, key, fields, "once").result()
    at(her, "run.py", code)
    assert "Look through first" not in [button.label for button in her.button]
    make(kit.conduct, code, "close")
    press(her.run(), "Look through first")
    assert kit.conduct.workshop(code).result().phase(key) == "held"
    her.run().button(key=f"Take down {key} {card_of(kit, code, key, 7)} Matter 7.").click().run()
    for number in (3, 8):
        her.checkbox(key=f"picked {key} {card_of(kit, code, key, number)}").check().run()
    assert "2 picked" in her.selectbox(key=f"pile {key}").label
    cards = [card_of(kit, code, key, number) for number in (3, 8)]
    kit.conduct.moderate(  # the harness cannot type a new name
        code, "pile", lambda now: moderation.pile(now, key, "Plans", cards)
    ).result()
    her.run()
    her.checkbox(key=f"picked {key} {card_of(kit, code, key, 5)}").check().run()
    her.selectbox(key=f"pile {key}").set_value("Plans").run()
    her.button(key=f"together {key}").click().run()
    press(her, "Reveal")
    shown = kit.conduct.figures(code).result().releases[key].cards
    piled = {card.text for card in shown if card.pile == "Plans"}
    assert "Matter 7." not in {card.text for card in shown}
    assert piled == {"Matter 3.", "Matter 5.", "Matter 8."}
    at(her, "results.py", code)
    assert "12 people answered, 1 taken down" in told(her)
    her.button(key=f"Bring back {key} {card_of(kit, code, key, 7)} Matter 7.").click().run()
    assert "12 people answered</p>" in told(her)


def card_of(kit: Kit, code: str, key: str, number: int) -> str:
    """The id of the card that says this number."""
    words = kit.conduct.words(code, key).result()
    return next(word.card for word in words if word.text == f"Matter {number}.")


def test_an_exercise_is_done_once_more_and_the_room_goes_there(her: AppTest, kit: Kit) -> None:
    agenda = [kit.library["check_in"], kit.library["check_out"]]
    code = kit.conduct.create("Out of the silo", ["Sales", "Care"], agenda).result().code
    make(kit.conduct, code, "next", "next")
    her.query_params["code"] = code
    her.switch_page("run.py").run()
    next(b for b in her.button if b.label == "This exercise once more").click().run()
    workshop = kit.conduct.workshop(code).result()
    assert [item.id for item in workshop.agenda] == ["check_in", "check_in-2", "check_out"]
    assert workshop.at == "check_in-2/arrive"


def test_what_is_in_the_archive_is_not_run_until_it_is_brought_back(her: AppTest, kit: Kit) -> None:
    code = kit.conduct.create("Offsite", ["Sales", "Care"], [kit.library["check_in"]]).result().code
    kit.conduct.archive(code).result()
    at(her, "run.py", code)
    assert [button.label for button in her.button] == ["Bring it back"]
    press(her, "Bring it back")
    assert not kit.conduct.workshop(code).result().archived
    assert "The room is joining." in told(her)
