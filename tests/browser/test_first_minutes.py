"""An empty kit leads her to a room that answers; the rehearsal leaves nothing behind."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import join, press
from tests.rooms import stolen
from tests.servers import from_outside

pytestmark = pytest.mark.browser

REHEARSED = "Rehearsal: 24 made-up participants"


def answered(console: Page, count: int) -> None:
    """So many have answered, in a while."""
    expect(console.get_by_text(f"{count} of {count} have answered")).to_be_visible(timeout=20_000)


def test_from_an_empty_kit_to_a_rehearsed_reveal_and_nothing_is_left(
    console: Page, phones: Phones, tmp_path: Path
) -> None:
    # Choose an agenda, say who comes, show the QR code.
    console.get_by_label("Begin with").click()
    console.get_by_role("option", name=re.compile("^Check-in –")).click()
    console.get_by_label("Title").fill("A day out of the silo")
    console.get_by_label("Teams, one on each line").fill("Sales\nProduct\nCare")
    console.get_by_role("button", name="Make it and show the QR code").click()
    console.wait_for_url(re.compile(r"/run\?code=\w{5}$"))
    code = console.url[-5:]
    expect(console.get_by_alt_text("QR code to join")).to_be_visible()
    amara = join(phones(), code, "Amara", "Sales")

    # Fill the room, and step to a reveal.
    console.get_by_role("button", name="Rehearse").click()
    console.get_by_text("At once").click()
    console.get_by_role("button", name="Fill with rehearsing participants").click()
    expect(console.get_by_text(REHEARSED)).to_be_visible()
    expect(console.get_by_text("25 have joined")).to_be_visible()
    press(console, "Next")
    press(console, "Open")
    amara.get_by_role("textbox").first.fill("curious")
    amara.get_by_role("button", name=re.compile("^Send")).click()
    answered(console, 25)
    press(console, "Reveal")
    expect(amara.get_by_text("curious").first).to_be_visible()
    with from_outside(f"sqlite:///{tmp_path / 'data' / 'workshops.db'}") as url:
        full = stolen(url)
    assert full["responses"]
    assert full["releases"]

    # Clear it: the room is empty but for Amara, who is in the lobby at once.
    console.get_by_role("button", name="Clear the rehearsal").click()
    console.get_by_role("button", name="Yes, clear it").click()
    expect(console.get_by_text("The room is joining.")).to_be_visible()
    expect(console.get_by_text("1 have joined")).to_be_visible()
    expect(console.get_by_text(REHEARSED)).to_have_count(0)
    expect(amara.get_by_text("You’re in, Amara")).to_be_visible()
    with from_outside(f"sqlite:///{tmp_path / 'data' / 'workshops.db'}") as url:
        left = stolen(url)
    assert [row["name"] for row in left["participants"]] == ["Amara"]
    tables = ("moments", "responses", "receipts", "releases", "results")
    assert not any(left[table] for table in tables)

    # The workshop is deleted for good, and the phone gets the code page.
    console.get_by_role("link", name="Workshops").click()
    console.get_by_role("heading", name="Workshops").wait_for()
    more = console.get_by_test_id("stMenuButton").get_by_role("button")
    more.click()
    console.get_by_text("Delete for good").click()
    console.get_by_label("To delete it, type its code").fill(code)
    console.get_by_role("button", name="Delete for good").click()
    expect(console.get_by_text("Choose an agenda")).to_be_visible()
    expect(amara.get_by_text("There is no workshop with this code.")).to_be_visible()


def test_a_browser_on_the_laptop_is_told_that_it_proves_nothing(
    console: Page, phones: Phones
) -> None:
    console.get_by_role("link", name="Can phones reach this laptop?").click()
    expect(console.get_by_text("Waiting for a phone")).to_be_visible()
    visitor = phones().new_page()
    visitor.goto("/j/check")
    expect(visitor.get_by_role("heading", name="This is the laptop itself")).to_be_visible()
    expect(console.get_by_text("Waiting for a phone")).to_be_visible()
