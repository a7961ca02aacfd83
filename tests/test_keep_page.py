"""The facilitator's page for what is carried and kept, by Streamlit's own test harness."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.facilitator import press, signed_in, told
from tests.rooms import join_all
from workshop_kit.assembly import Kit


@pytest.fixture
def code(kit: Kit) -> str:
    """A workshop that four people have joined."""
    asked = [kit.library["check_in"]]
    code = kit.conduct.create("Offsite", ["Sales", "Care"], asked, 3).result().code
    join_all(kit.conduct, code, 2, 2)
    return code


@pytest.fixture
def her(kit: Kit, code: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator on the page of her workshops."""
    return signed_in(monkeypatch)


def test_names_and_data_are_looked_after_on_one_page(her: AppTest, kit: Kit, code: str) -> None:
    her.menu_button(key=f"more {code}").click("Carry and keep").run()
    her.query_params["code"] = code
    her.switch_page("keep.py").run()
    assert "What stays behind" in told(her)
    her.number_input[0].set_value(30).run()
    assert kit.conduct.workshop(code).result().keep_names == 30
    press(her, "Gather the data")
    assert json.loads(her.code[0].value)["name"] == "Person 1.0"
    assert "Somebody’s data was handed out." in told(her)
    press(her, "Yes, remove all names")
    assert "The names are removed." in told(her)
    assert kit.conduct.workshop(code).result().nameless


def test_a_workshop_from_another_computer_is_taken_in(her: AppTest, kit: Kit, code: str) -> None:
    file = kit.conduct.packed(code).result()
    her.file_uploader[0].set_value(("KITES.workshop", file, "application/zip")).run()
    press(her, "Take it in")
    assert "is here already" in told(her)
    kit.conduct.delete(code).result()
    press(her, "Take it in")
    assert kit.conduct.workshop(code).result().title == "Offsite"


def test_a_backup_is_one_press(her: AppTest, kit: Kit) -> None:
    her.switch_page("settings.py").run()
    press(her, "Back up now")
    if kit.settings.database.startswith("sqlite"):
        (file,) = (kit.settings.data / "backups").glob("*.db")
        assert file.name in told(her)
    else:
        assert "pg_dump" in told(her)
