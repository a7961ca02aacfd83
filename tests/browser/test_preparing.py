"""She makes an agenda hers, and the room sees it so."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import join, press

pytestmark = pytest.mark.browser

ASKED = "Which weather are you today?"
ONE_TITLE = """title => {
  const fields = [...document.querySelectorAll('input[aria-label="Title"]')];
  return fields.length === 1 && fields[0].value === title;
}"""
"""While the page changes there are two for a moment: that of the line before, and the new one."""


def lines(console: Page) -> Locator:
    """The agenda, line by line, with what stands in bold."""
    return console.locator(".entry b")


def looks_at(console: Page, title: str) -> None:
    """The page has come to this line of the agenda."""
    expect(console.locator(".entry.chosen b")).to_have_text(title)
    console.wait_for_function(ONE_TITLE, arg=title)


def test_she_prepares_a_workshop_and_the_room_sees_it_in_her_words(
    console: Page, phones: Phones
) -> None:
    console.get_by_label("Title").fill("Out of the silo")
    console.get_by_label("Teams, one on each line").fill("Sales\nProduct")
    console.get_by_role("button", name="Make the workshop").click()
    console.wait_for_url(re.compile(r"/prepare\?code=\w{5}$"))
    code = console.url[-5:]
    expect(lines(console)).to_have_text(["Check-in", "New faces", "Three mirrors", "Check-out"])

    # Order, with the keyboard alone; a copy; one left out; a break.
    console.get_by_role("button", name="Three mirrors").focus()
    console.keyboard.press("Enter")
    looks_at(console, "Three mirrors")
    console.get_by_role("button", name="Earlier").focus()
    console.keyboard.press("Enter")
    expect(lines(console)).to_have_text(["Check-in", "Three mirrors", "New faces", "Check-out"])
    console.get_by_role("button", name="New faces").click()
    looks_at(console, "New faces")
    console.get_by_role("button", name="Leave out", exact=True).click()
    expect(lines(console)).to_have_text(["Check-in", "Three mirrors", "Check-out"])
    console.get_by_role("button", name="Check-in").click()
    looks_at(console, "Check-in")
    console.get_by_role("button", name="Add a break").click()
    console.get_by_label("Its minutes").fill("20")
    console.get_by_role("button", name="Add the break").click()
    expect(lines(console)).to_have_text(["Check-in", "Break", "Three mirrors", "Check-out"])
    console.keyboard.press("Escape")
    console.get_by_role("button", name="Check-in").click()
    looks_at(console, "Check-in")
    console.get_by_role("button", name="Copy").click()
    expect(lines(console).nth(1)).to_have_text("Check-in")

    # Her own words: typed, then straight on to something else, and nothing is lost.
    console.get_by_role("button", name="Check-in").first.click()
    expect(console.locator(".entry").first).to_have_class(re.compile("chosen"))
    looks_at(console, "Check-in")
    console.get_by_label("What stands on phones and screen").fill(ASKED)
    console.get_by_label("Title").fill("Weather")
    console.get_by_role("button", name="Later", exact=True).click()
    expect(lines(console).nth(1)).to_have_text("Weather")
    console.get_by_role("button", name="Earlier", exact=True).click()
    expect(lines(console).first).to_have_text("Weather")
    for screen in ("The projector while this step is open", "A phone while this step is open"):
        preview = console.frame_locator(f"iframe[title='{screen}']")
        expect(preview.get_by_role("heading", name=ASKED)).to_be_visible()

    # By the clock.
    start = console.get_by_label("Starts at")
    start.get_by_role("spinbutton").first.fill("09")
    start.get_by_role("spinbutton").nth(1).fill("30")
    console.keyboard.press("Enter")
    console.get_by_label("Minutes you have").fill("60")
    console.keyboard.press("Enter")
    expect(console.get_by_text("10 minutes too long")).to_be_visible()
    expect(console.locator(".entry .at").first).to_have_text("09:30–09:35")

    amara = join(phones(), code, "Amara", "Sales")
    console.get_by_role("button", name="Run").click()
    console.get_by_text("The room is joining.").wait_for()
    press(console, "Next")
    press(console, "Open")
    expect(amara.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(console.get_by_text("Weather · step 1 of")).to_be_visible()
