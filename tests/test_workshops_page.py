"""Her workshops: the first one, a rehearsal of it, what she does with those she has had."""

import sys
import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.rooms import ROOT, answer_all, join_all, make
from workshop_kit import console, tryout
from workshop_kit.assembly import Kit
from workshop_kit.conduct import made_up_secret
from workshop_kit.workshop import Unknown, Workshop

SECONDS = 30
AGAIN, ARCHIVE, BACK = "Same again with another group", "Archive", "Bring back"
EXCEL, DELETE = "Excel workbook", "Delete for good"


@pytest.fixture
def her(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who is signed in: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    return AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=SECONDS)


def a_workshop(kit: Kit, title: str = "Offsite", trial: bool = False) -> str:
    """The code of a new workshop."""
    agenda = [kit.library["check_in"]]
    return kit.conduct.create(title, ["Sales", "Product"], agenda, trial=trial).result().code


def press(her: AppTest, label: str) -> AppTest:
    """She presses the button with this label."""
    return next(b for b in her.button if b.label == label).click().run()


def choose(her: AppTest, code: str, way: str) -> AppTest:
    """She takes this from the menu of a workshop."""
    return her.menu_button(key=f"more {code}").click(way).run()


def told(her: AppTest) -> str:
    """All words on the page."""
    kinds = (her.title, her.header, her.subheader, her.markdown, her.caption, her.get("html"))
    return " ".join(
        str(getattr(e, "value", None) or getattr(e.proto, "body", "")) for k in kinds for e in k
    )


def folded(her: AppTest) -> list[str]:
    """What can be unfolded."""
    return [expander.label for expander in her.expander]


def now(kit: Kit, code: str) -> Workshop:
    """The workshop as it is stored."""
    return kit.conduct.workshop(code).result()


# The first five minutes


def test_an_empty_kit_leads_to_the_qr_code_in_three_steps(her: AppTest, kit: Kit) -> None:
    her.run()
    words = told(her)
    assert [words.index(step) for step in ("Choose an agenda", "Say who comes", "Show the QR")]
    assert folded(her) == ["A workshop from another computer"]
    her.text_input[0].set_value("Out of the silo")
    her.text_area[0].set_value("Sales\nProduct")
    press(her, "Make it and show the QR code")
    (made,) = kit.conduct.workshops().result()
    assert her.query_params["code"] == made.code
    assert "The room is joining." in told(her)
    assert "QR code to join" in told(her)


def test_what_is_missing_in_the_three_steps_is_told(her: AppTest, kit: Kit) -> None:
    her.run()
    press(her, "Make it and show the QR code")
    assert her.error[0].value == "Please give the workshop a title."
    assert kit.conduct.workshops().result() == []


def test_a_kit_with_nothing_but_try_outs_is_still_an_empty_one(her: AppTest, kit: Kit) -> None:
    a_workshop(kit, trial=True)
    her.run()
    assert "Choose an agenda" in told(her)


def test_the_check_turns_green_when_a_phone_has_come(her: AppTest, kit: Kit) -> None:
    her.run()
    her.switch_page("check.py").run()
    assert "Waiting for a phone" in told(her)
    kit.conduct.phone_came().result()
    her.session_state["checking since"] = time.time() - 1
    assert "Waiting for a phone" in told(her.run())  # to look anew is a new check
    kit.conduct.prefer("phone came", str(time.time() + 60)).result()
    her.run()
    assert "A phone got through: it works." in told(her)
    assert "Waiting for a phone" not in told(her)


def test_where_no_phone_comes_she_is_told_what_to_do_the_likeliest_first(
    her: AppTest, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    her.run()
    clock = time.time

    def half_a_minute_on_for_the_result() -> float:
        return clock() + (30 if sys._getframe(1).f_code.co_name == "result" else 0)

    monkeypatch.setattr(time, "time", half_a_minute_on_for_the_result)
    her.switch_page("check.py").run()
    words = told(her)
    reasons = ["same Wi-Fi", "guest Wi-Fi", "firewall keep phones out", "--public-url"]
    assert [words.index(reason) for reason in reasons] == sorted(map(words.index, reasons))
    assert f"ufw allow {kit.settings.port}/tcp" in words


# Rehearsal


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """How many came, and how quick: the real pages are played elsewhere."""
    came: list[tuple[int, float]] = []

    def fill(kit: Kit, code: str, people: int, hesitate: float) -> Workshop:
        workshop = kit.conduct.rehearse(code).result()
        for number in range(people):
            secret = made_up_secret(workshop.rehearsal, number)
            kit.conduct.join(code, secret, f"Made up {number}", "t1").result()
        came.append((people, hesitate))
        return workshop

    monkeypatch.setattr(tryout, "fill", fill)
    return came


@pytest.mark.parametrize("page", ["run.py", "prepare.py"])
def test_she_fills_a_workshop_and_clears_it(
    her: AppTest, kit: Kit, filled: list[tuple[int, float]], page: str
) -> None:
    code = a_workshop(kit)
    real = join_all(kit.conduct, code, 0, 2)
    her.query_params["code"] = code
    her.run()
    her.switch_page(page).run()
    assert "Rehearsal:" not in told(her)
    her.number_input(key="rehearsing").set_value(30)
    her.radio(key="quick").set_value("At once")
    press(her, "Fill with rehearsing participants")
    assert filled == [(30, 0.0)]
    assert "Rehearsal: 30 made-up participants" in told(her)
    make(kit.conduct, code, "next", "open")
    answer_all(kit.conduct, code, real)
    her.run()
    assert "Nothing of it can be brought back." in told(her)
    press(her, "Yes, clear it")
    assert "Rehearsal:" not in told(her)
    assert len(kit.conduct.participants(code).result()) == 2
    assert not now(kit, code).phases


def test_the_projector_does_not_tell_of_the_rehearsal(
    her: AppTest, kit: Kit, filled: list[tuple[int, float]]
) -> None:
    code = a_workshop(kit)
    tryout.fill(kit, code, 6, 0)
    her.query_params["code"] = code
    her.run()
    her.switch_page("screen.py").run()
    assert "6 are here" in told(her)
    assert "Rehearsal" not in told(her)
    assert "made-up" not in told(her)


def test_made_up_participants_of_a_kit_that_was_restarted_can_be_cleared(
    her: AppTest, kit: Kit, filled: list[tuple[int, float]]
) -> None:
    code = a_workshop(kit)
    tryout.fill(kit, code, 6, 0)
    her.query_params["code"] = code
    her.run()
    her.switch_page("run.py").run()
    assert "They do not answer any more." in told(her)
    press(her, "Yes, clear it")
    assert kit.conduct.participants(code).result() == []


def test_where_people_have_begun_no_rehearsal_is_offered(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    make(kit.conduct, code, "next", "open")
    her.query_params["code"] = code
    her.run()
    her.switch_page("run.py").run()
    assert "Fill with rehearsing participants" not in [button.label for button in her.button]


# What becomes of a workshop


def test_the_same_again_with_another_group(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    join_all(kit.conduct, code, 2, 2)
    choose(her.run(), code, AGAIN)
    next(t for t in her.text_input if t.label == "Its title").set_value("Offsite, group two")
    next(t for t in her.text_area if t.label.startswith("Its teams")).set_value("Red\nBlue")
    press(her, "Make it")
    made = next(w for w in kit.conduct.workshops().result() if w.code != code)
    assert (made.title, list(made.team_names.values())) == ("Offsite, group two", ["Red", "Blue"])
    assert her.query_params["code"] == made.code
    assert "On the projector" in told(her)
    assert kit.conduct.participants(made.code).result() == []


def test_a_copy_with_too_few_teams_is_refused_in_words(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    choose(her.run(), code, AGAIN)
    next(t for t in her.text_area if t.label.startswith("Its teams")).set_value("Alone")
    press(her, "Make it")
    assert "from 2 to 12 teams" in her.error[0].value
    press(her, "Never mind")
    assert "Make it" not in [button.label for button in her.button]


def test_what_is_archived_is_folded_away_and_can_be_brought_back(her: AppTest, kit: Kit) -> None:
    code, other = a_workshop(kit), a_workshop(kit, "Another")
    choose(her.run(), code, ARCHIVE)
    assert now(kit, code).archived
    assert "Archived (1)" in folded(her)
    assert f"Run {code}" not in [button.key for button in her.button]
    assert f"Run {other}" in [button.key for button in her.button]
    choose(her, code, BACK)
    assert not now(kit, code).archived
    assert f"Run {code}" in [button.key for button in her.button]


def test_a_workshop_is_deleted_only_after_its_code_was_typed(her: AppTest, kit: Kit) -> None:
    code, other = a_workshop(kit), a_workshop(kit, "Another")
    choose(her.run(), code, DELETE)
    assert "What can be undone is to archive it." in " ".join(m.value for m in her.markdown)
    offered = [button.proto.label for button in her.get("download_button")]
    assert "Save the workshop as one file" in offered
    field = next(t for t in her.text_input if t.label.startswith("To delete it"))
    field.set_value(other)
    press(her, DELETE)
    assert her.error[0].value == f"That is not its code. It is {code}."
    assert now(kit, code)
    next(t for t in her.text_input if t.label.startswith("To delete it")).set_value(code.lower())
    press(her, DELETE)
    with pytest.raises(Unknown):
        now(kit, code)
    assert now(kit, other)
    assert not her.exception


def test_the_workbook_is_in_the_menu_too(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    choose(her.run(), code, EXCEL)
    assert EXCEL in [button.proto.label for button in her.get("download_button")]


def test_try_outs_are_listed_apart_and_deleted_with_one_press(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    tried = a_workshop(kit, "Trying out: Check-in", trial=True)
    her.run()
    assert "Try-outs (1)" in folded(her)
    assert f"Prepare {tried}" not in [button.key for button in her.button]
    her.button(key=f"Delete {tried}").click().run()
    assert [w.code for w in kit.conduct.workshops().result()] == [code]
    assert "Try-outs (1)" not in folded(her)


def test_where_there_are_many_she_finds_one_by_its_words(her: AppTest, kit: Kit) -> None:
    codes = {title: a_workshop(kit, title) for title in ("Spring", "Summer", *"ABCDEFGH")}
    her.run()
    search = next(t for t in her.text_input if t.label == "Find a workshop")
    search.set_value("sales summ").run()
    runs = [button.key for button in her.button if str(button.key).startswith("Run ")]
    assert runs == [f"Run {codes['Summer']}"]


def test_who_looks_at_a_workshop_that_was_deleted_is_told(her: AppTest, kit: Kit) -> None:
    code = a_workshop(kit)
    her.query_params["code"] = code
    her.run()
    her.switch_page("run.py").run()
    kit.conduct.delete(code).result()
    her.run()
    assert her.info[0].value == "There is no workshop with this code."
