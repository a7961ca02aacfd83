"""A ranking on a phone: by buttons and keys, and never answered by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import join, make_workshop, press

pytestmark = pytest.mark.browser


def test_a_ranking_is_moved_by_keys_sent_and_still_there_after_a_reload(
    console: Page, phones: Phones
) -> None:
    code = make_workshop(console, "Out of the silo", ["Sales", "Product"], ["In their shoes"])
    press(console, "Next")
    press(console, "Open")
    page = join(phones(), code, "Amara", "Sales")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Nothing is filled in yet.")).to_be_visible()
    second = page.locator("main form li").nth(1)
    first_words = page.locator("main form li").nth(0).inner_text().splitlines()[0]
    second.locator("input[type=button]").first.press("Enter")
    expect(page.locator("main form li").nth(1)).to_contain_text(first_words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    page.reload()
    expect(page.locator("main form li").nth(1)).to_contain_text(first_words)
