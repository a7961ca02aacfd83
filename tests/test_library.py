"""The library page: find an exercise, understand it, try it out, bring one's own."""

import asyncio
import threading
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from tests.rooms import HEAD, ROOT, SHIPPED, a_step, join_all, make
from tests.servers import free_port
from workshop_kit import assembly, console, rehearsal, tryout
from workshop_kit.assembly import Kit
from workshop_kit.exercise.library import name_of
from workshop_kit.exercise.typed import Wrong
from workshop_kit.phone.routes import Phone
from workshop_kit.workshop import preparation

PAGE = ROOT / "pages" / "console.py"
SECONDS = 30
TOML = "application/toml"
MINE = HEAD.replace("An exercise", "My <b>own</b> *way*") + a_step("mood")


@pytest.fixture
def kit(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kit]:
    """The kit that the page finds, on the test's database; afterwards nobody rehearses on."""
    monkeypatch.setenv("WORKSHOP_KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKSHOP_KIT_DATABASE", database_url)
    monkeypatch.setenv("WORKSHOP_KIT_PORT", str(free_port()))
    monkeypatch.setattr(tryout, "LOOK_AGAIN", 0.05)
    assembly.kit.cache_clear()
    yield assembly.kit()
    assembly.kit().close()
    assembly.kit.cache_clear()
    assert not rehearsing()


@pytest.fixture
def her(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator on the library page: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    page = AppTest.from_file(str(PAGE), default_timeout=SECONDS).run()
    return page.switch_page("library.py").run()


@pytest.fixture
def phones(kit: Kit) -> Iterator[None]:
    """The phones' pages at the kit's port, as the server has them."""
    routes = Phone(kit.conduct).routes()
    server = uvicorn.Server(
        uvicorn.Config(
            Starlette(routes=routes),
            port=kit.settings.port,
            log_level="error",
            timeout_graceful_shutdown=5,  # after a test that failed, participants are still there
        )
    )

    async def serve() -> None:
        kit.bell.hang(asyncio.get_running_loop())
        await server.serve()

    serving = threading.Thread(target=asyncio.run, args=(serve(),))
    serving.start()
    yield
    kit.bell.take_down()
    server.should_exit = True
    serving.join()


def rehearsing(patience: float = 5.0) -> bool:
    """Is anybody still rehearsing, after waiting for them to leave?"""
    there = [t for t in threading.enumerate() if t.name.startswith("fills ")]
    for thread in there:
        thread.join(patience)
    return any(thread.is_alive() for thread in there)


def titles(her: AppTest) -> list[str]:
    """What the list offers, from the top."""
    return [b.label for b in her.button if (b.key or "").startswith("look ")]


def words(her: AppTest) -> str:
    """All words of the page."""
    return " ".join(str(getattr(e.proto, "body", "")) for e in her.get("html"))


def press(her: AppTest, label: str) -> AppTest:
    """She presses the button with this label."""
    return next(b for b in her.button if b.label.startswith(label)).click().run()


def bring(her: AppTest, name: str, text: str | bytes) -> AppTest:
    """She drops a file of her own."""
    data = text.encode() if isinstance(text, str) else text
    return her.file_uploader[0].set_value((name, data, TOML)).run()


def test_every_exercise_is_in_the_list_in_the_order_of_the_titles(her: AppTest) -> None:
    shipped = sorted((exercise.title for exercise in SHIPPED.values()), key=str.casefold)
    assert titles(her) == shipped
    assert not her.exception


@pytest.mark.parametrize("name", SHIPPED)
def test_an_exercise_is_told_with_all_that_happens_in_it(her: AppTest, name: str) -> None:
    exercise = SHIPPED[name]
    press(her, exercise.title)
    told = words(her)
    for step in exercise.steps:
        assert escape(step.prompt_about()) in told
        assert escape(step.say) in told
        assert f"{step.minutes} min" in told
    for text in (
        exercise.summary,
        *exercise.watch_out,
        *exercise.debrief,
        *exercise.sources,
    ):
        assert escape(text) in told
    assert f"for {exercise.people[0]} to {exercise.people[1]:,} people" in told
    assert not her.exception


def test_who_sees_what_is_told_in_plain_words(her: AppTest) -> None:
    press(her, "Three mirrors")
    told = words(her)
    assert (
        "About one’s own team. All see the answers when you reveal step 3, without names." in told
    )
    assert "Then all see: How we see us, how they see us" in told
    press(her, "Easier to work with")
    assert "Only the one it is about reads the answers" in words(her)
    assert "Nothing to send: people talk" in words(her)


def test_she_finds_by_words_in_any_order(her: AppTest) -> None:
    her.text_input(key="words").set_value("KENNY mirrors").run()
    assert titles(her) == ["Three mirrors"]


def test_she_finds_by_practice_and_length(her: AppTest) -> None:
    her.button_group(key="practice").set_value(["vulnerability"]).run()
    expected = {e.title for e in SHIPPED.values() if e.practice == "vulnerability"}
    assert set(titles(her)) == expected
    her.selectbox(key="length").select(10).run()
    assert "Check-in" in titles(her)
    assert "Easier to work with" not in titles(her)


def test_she_finds_by_the_size_of_her_group_and_its_energy(her: AppTest) -> None:
    her.number_input(key="people").set_value(1000).run()
    assert titles(her) == ["Check-in", "Check-out", "Trust pulse"]
    her.number_input(key="people").set_value(30).run()
    her.button_group(key="energy").set_value(["moving"]).run()
    assert set(titles(her)) == {e.title for e in SHIPPED.values() if e.energy == "moving"}


def test_she_finds_by_a_word_of_any_language(her: AppTest) -> None:
    her.text_input(key="words").set_value("landkarte").run()
    assert titles(her) == ["Trust map"]


def test_all_is_told_in_the_language_that_she_chose(her: AppTest) -> None:
    her.button_group(key="language").set_value("de").run()
    german = {name: exercise.spoken("de") for name, exercise in SHIPPED.items()}
    assert titles(her) == sorted((e.title for e in german.values()), key=str.casefold)
    press(her, "Drei Spiegel")
    told, mirrors = words(her), german["three_mirrors"]
    for text in (mirrors.summary, *mirrors.watch_out, *mirrors.debrief):
        assert escape(text) in told
    assert "Verlässlich" in told
    assert "Reliable" not in told


def test_another_language_shows_the_same_exercise(her: AppTest) -> None:
    assert "<h2>Check-in</h2>" in words(her)
    her.button_group(key="language").set_value("de").run()
    assert "<h2>Ankommen</h2>" in words(her)
    assert titles(her)[0] == "Abschluss"


def test_what_she_tries_out_speaks_the_language_that_she_chose(
    her: AppTest, kit: Kit, phones: None
) -> None:
    her.button_group(key="language").set_value("de").run()
    press(her, "Ankommen")
    press(her, "Try it with 12 rehearsing participants")
    (made,) = kit.conduct.workshops().result()
    assert made.title == "Trying out: Ankommen"
    assert made.agenda[0].exercise == SHIPPED["check_in"].spoken("de")
    assert reaches(kit, made.code, "joined") == [4, 4, 4]
    kit.close()
    assert not rehearsing()


def test_where_nothing_fits_she_is_told_what_to_do(her: AppTest) -> None:
    her.text_input(key="words").set_value("quetzalcoatl").run()
    assert (
        her.info[0].value
        == "Nothing fits all of that. Try fewer words, more minutes, or any practice."
    )


def test_the_exercise_she_looked_at_is_there_again_after_a_reload(her: AppTest) -> None:
    press(her, "Three mirrors")
    assert her.query_params["exercise"] == "three_mirrors"


def test_a_file_she_brings_is_in_the_library_at_once(her: AppTest, kit: Kit) -> None:
    bring(her, "My own way.toml", MINE)
    assert kit.library["my_own_way"].title == "My <b>own</b> *way*"
    kept = kit.settings.data / "exercises" / "my_own_way.toml"
    assert kept.read_text(encoding="utf-8") == MINE
    assert "is in your library as my_own_way.toml" in her.success[0].value
    assert her.query_params["exercise"] == "my_own_way"


def test_what_a_file_says_is_text_and_never_markup(her: AppTest) -> None:
    bring(her, "mine.toml", MINE)
    assert "My &lt;b&gt;own&lt;/b&gt; *way*" in words(her)
    assert "<b>own" not in words(her)
    assert r"\*way\*" in her.success[0].value


def test_what_is_wrong_with_her_file_is_told_where_and_nothing_is_kept(
    her: AppTest, kit: Kit
) -> None:
    bring(her, "mine.toml", HEAD + a_step("mood").replace("prompt", "promt"))
    expected = "mine: step 1 (mood): “promt” is not known; did you mean “prompt”?"
    assert her.error[0].value == expected
    assert not kit.library.own.exists()
    bring(her, "mine.toml", b"\xff\xfe\x00")
    assert her.error[0].value == "mine: please save the file as UTF-8"
    bring(her, "mine.toml", b"#" * 300_000)
    assert her.error[0].value == "mine: an exercise file holds at most 200 kB"
    assert not her.exception


def test_her_own_exercise_is_replaced_only_after_she_said_so(her: AppTest, kit: Kit) -> None:
    bring(her, "mine.toml", MINE)
    newer = MINE.replace("minutes  = 10", "minutes  = 15")
    bring(her, "mine.toml", newer)
    assert her.warning[0].value.startswith("You have an exercise called mine already.")
    assert kit.library["mine"].minutes == 10
    press(her, "Replace it")
    assert kit.library["mine"].minutes == 15
    assert not her.warning


def test_an_exercise_that_ships_is_never_replaced(her: AppTest, kit: Kit) -> None:
    bring(her, "Check-in.toml", MINE)
    assert her.error[0].value.startswith("An exercise that ships is called check_in.")
    with pytest.raises(Wrong, match="an exercise that ships has this name"):
        kit.library.keep("check_in", MINE.encode())
    assert kit.library["check_in"] == SHIPPED["check_in"]
    assert not kit.library.own.exists()


def test_a_file_put_into_the_folder_is_read_at_once_and_gone_with_it(kit: Kit) -> None:
    kit.library.own.mkdir()
    path = kit.library.own / "by_hand.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINE.encode())
    assert kit.library["by_hand"].minutes == 10
    path.write_text(MINE.replace("minutes  = 10", "minutes  = 15"), encoding="utf-8")
    assert kit.library["by_hand"].minutes == 15
    path.unlink()
    assert "by_hand" not in kit.library


def test_wrong_files_in_the_folder_are_told_and_keep_nobody_from_the_others(
    her: AppTest, kit: Kit
) -> None:
    kit.library.own.mkdir()
    (kit.library.own / "broken.toml").write_text("title = ", encoding="utf-8")
    (kit.library.own / "check_in.toml").write_text(MINE, encoding="utf-8")
    (kit.library.own / "folder.toml").mkdir()
    her.run()
    told = [warning.value for warning in her.warning]
    assert len(told) == 3
    assert told[0].startswith("Left out: broken: this is not TOML")
    assert told[1].startswith("Left out: check_in: an exercise that ships has this name")
    assert set(kit.library) == set(SHIPPED)
    assert not her.exception


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Our day.toml", "our_day"),
        ("../../etc/passwd.toml", "passwd"),
        ("C:\\Users\\Eva\\Mut tut gut (2).toml", "mut_tut_gut_2"),
        ("朝.toml", "my_exercise"),
    ],
)
def test_a_files_name_becomes_one_that_every_system_takes(file: str, name: str) -> None:
    assert name_of(file) == name


def test_rehearsing_participants_join_and_answer_over_the_real_pages(
    her: AppTest, kit: Kit, phones: None
) -> None:
    press(her, "Check-in")
    press(her, "Try it with 12 rehearsing participants")
    (made,) = kit.conduct.workshops().result()
    assert (made.title, made.minimum) == ("Trying out: Check-in", 3)
    assert her.query_params["code"] == made.code
    assert "The room is joining." in words(her)
    assert reaches(kit, made.code, "joined") == [4, 4, 4]
    make(kit.conduct, made.code, "next", "open")
    assert reaches(kit, made.code, "answered") == [4, 4, 4]
    kit.close()
    assert not rehearsing()


def test_they_go_home_after_an_hour(
    kit: Kit, phones: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tryout, "HOUR", 0.1)
    tryout.begin(kit, SHIPPED["check_in"])
    assert not rehearsing()


def test_where_no_pages_can_be_reached_they_leave_a_line_in_the_log(
    kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    tryout.begin(kit, SHIPPED["check_in"])
    assert not rehearsing()
    assert "The participants went away" in caplog.text


def test_any_workshop_is_filled_and_cleared_and_they_go_home(kit: Kit, phones: None) -> None:
    code = kit.conduct.create("Offsite", ["Us", "Them"], [SHIPPED["check_in"]]).result().code
    amara = join_all(kit.conduct, code, 1)[0]
    filled = tryout.fill(kit, code, people=11, hesitate=0)
    assert filled.rehearsal in rehearsal.under_way
    assert reaches(kit, code, "joined") == [7, 5]
    make(kit.conduct, code, "next", "open")
    assert reaches(kit, code, "answered", 11) == [6, 5]
    kit.conduct.clear(code).result()
    assert not rehearsing()
    assert filled.rehearsal not in rehearsal.under_way
    assert kit.conduct.participants(code).result() == [amara.me]


def test_a_workshop_is_filled_with_as_many_as_a_kit_can_hold(kit: Kit, phones: None) -> None:
    code = kit.conduct.create("Offsite", ["Us", "Them"], [SHIPPED["check_in"]]).result().code
    tryout.fill(kit, code, people=9_999, hesitate=0)
    assert reaches(kit, code, "joined", tryout.MOST) == [150, 150]
    names = [person.name for person in kit.conduct.participants(code).result()]
    assert len(set(names)) == len(names)
    kit.conduct.clear(code).result()
    assert not rehearsing(30)


def test_what_she_changes_while_they_rehearse_is_answered_too(kit: Kit, phones: None) -> None:
    code = kit.conduct.create("Offsite", ["Us", "Them"], [SHIPPED["check_in"]]).result().code
    tryout.fill(kit, code, people=12, hesitate=0)
    reaches(kit, code, "joined")
    late = SHIPPED["trust_pulse"]
    kit.conduct.prepare(code, "add", lambda w: preparation.add(w, late, 0)).result()
    make(kit.conduct, code, "next", "open")
    assert reaches(kit, code, "answered") == [6, 6]


def reaches(kit: Kit, code: str, count: str, people: int = 12) -> list[int]:
    """The counts by team, as soon as all are there."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        by_team = getattr(kit.conduct.counts(code).result(), count)
        if sum(by_team.values()) == people:
            break
        time.sleep(0.05)
    return list(by_team.values())
