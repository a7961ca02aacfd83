"""Choosing out of many people on a phone: a field finds names and loses nobody who was chosen."""

import re
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import join, make_workshop, press
from tests.servers import Server

pytestmark = pytest.mark.browser

NAMES = (
    *("Amara", "Lea", "Jonas", "Mei", "Tomasz", "Priya", "Noah", "Sofia"),
    *("Kwame", "Elif", "Lucas", "Hana", "Omar", "Žofie", "Jörg"),
)


def come_in(server: Server, code: str, name: str, team: str) -> None:
    """Someone joins as a browser without JavaScript does."""
    page = urllib.request.urlopen(f"{server.base}/j/{code}").read().decode()
    found = re.search(r'name="secret" value="([^"]+)"', page)
    assert found
    fields = {"secret": found[1], "name": name, "team": team}
    form = urllib.parse.urlencode(fields).encode()
    urllib.request.urlopen(f"{server.base}/j/{code}/join", form).read()


def test_a_name_is_found_and_who_was_chosen_stays(
    console: Page, server: Server, phones: Phones
) -> None:
    code = make_workshop(console, "Out of the silo", ["Sales", "Product"], ["Who helps you"])
    for number, name in enumerate(NAMES):
        come_in(server, code, name, f"t{1 + number % 2}")
    page = join(phones(), code, "Ida", "Sales")
    press(console, "Next")
    press(console, "Open")
    field = page.get_by_label("Find a name")
    field.fill("jorg")
    expect(page.locator(".people label:visible")).to_have_count(1)
    page.get_by_label("Jörg").check(force=True)
    field.fill("zof")
    expect(page.locator(".people label:visible")).to_have_text(["Žofie", "Jörg"])
    field.press("Enter")
    expect(page.get_by_text("Your answer is saved")).to_be_hidden()
    page.get_by_label("Žofie").check(force=True)
    field.fill("nobody at all")
    expect(page.get_by_text("Nobody here has this name.")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    page.reload()
    expect(page.locator(".find output")).to_have_text("Chosen: Žofie, Jörg")
    expect(page.locator(".people label:visible")).to_have_count(len(NAMES))
