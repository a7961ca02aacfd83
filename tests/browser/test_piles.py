"""Cards are dragged onto piles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.rooms import a_step, an_exercise, join_all, kept, make, send
from tests.servers import Server, shared
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A kit that runs, on a database that the test opens too."""
    server = Server(tmp_path / "data", shared(tmp_path / "data"))
    yield server
    server.stop()


@pytest.fixture
def code(tmp_path: Path, console: Page) -> str:
    """A workshop with five cards, by people whose phones are not needed here."""
    store = Store(shared(tmp_path / "data"))
    conduct = Conduct(store, Bell())
    code = kept(conduct, an_exercise(a_step("say", "text")))
    phones = join_all(conduct, code, 3, 2)
    make(conduct, code, "next", "open")
    for number, phone in enumerate(phones):
        send(conduct, code, phone, {"text": [f"Matter {number} <b>"]})
    make(conduct, code, "reveal")
    store.close()
    return code


def drag(console: Page, card: str, onto: Locator) -> None:
    """When the page stands still: on a busy machine what is above the board may still come."""
    console.locator("[data-test-script-state=notRunning]").wait_for()
    console.get_by_text(card).drag_to(onto)


def test_cards_are_dragged_together_and_apart_again(console: Page, code: str) -> None:
    console.goto(f"/run?code={code}")
    console.get_by_text("Cards of step 1").click()
    console.get_by_text("Sort by dragging").click()
    expect(console.get_by_text("Drag a card onto another")).to_be_visible()
    piles = console.locator(".pile")
    drag(console, "Matter 3 <b>", console.get_by_text("Matter 1 <b>"))
    expect(piles.first).to_contain_text("New pile 1 2")
    drag(console, "Matter 0 <b>", piles.first.get_by_role("heading"))
    expect(piles.first).to_contain_text("New pile 1 3")
    drag(console, "Matter 3 <b>", piles.last.get_by_role("heading"))
    expect(piles.first).to_contain_text("New pile 1 2")
    expect(piles.last).to_contain_text("Matter 3 <b>")
