"""A ranking on a phone: by drag, by buttons and keys, and never answered by itself."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.hall import Hall
from tests.browser.people import join
from tests.rooms import SHIPPED, kept, make

pytestmark = pytest.mark.browser


@pytest.fixture
def server(hall: Hall) -> Hall:
    """The phones' pages alone."""
    return hall


def order(page: Page) -> list[str]:
    """The lines from top to bottom."""
    return page.locator("main form li label").all_inner_texts()


def test_a_ranking_is_moved_by_keys_and_by_drag_sent_and_still_there_after_a_reload(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["in_their_shoes"])
    make(server.conduct, code, "next", "open")
    page = join(phones(), code, "Amara", "Sales")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Nothing is filled in yet.")).to_be_visible()
    first, second, *others = order(page)
    page.locator("main form li").nth(1).locator("input[type=button]").first.press("Enter")
    assert order(page) == [second, first, *others]
    grips = page.locator("main form .grip")
    held, top = grips.last.bounding_box(), grips.first.bounding_box()
    assert held
    assert top
    page.mouse.move(held["x"] + 10, held["y"] + 10)
    page.mouse.down()
    page.mouse.move(held["x"] + 10, top["y"] + 10, steps=12)
    page.mouse.up()
    assert order(page) == [others[-1], second, first, *others[:-1]]
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    page.reload()
    assert order(page) == [others[-1], second, first, *others[:-1]]
