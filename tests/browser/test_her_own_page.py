"""A participant's own page in a real browser: the link that she keeps, and deleting it all."""

import secrets

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LAPTOP, PATIENCE, PHONE
from tests.browser.hall import Hall
from tests.rooms import SHIPPED, kept, make
from workshop_kit.phone.exchange import COOKIE

pytestmark = pytest.mark.browser


def test_her_link_opens_her_page_elsewhere_and_its_secret_stands_in_no_request(
    chromium: Browser, hall: Hall
) -> None:
    conduct, secret = hall.conduct, secrets.token_urlsafe(32)
    code = kept(conduct, SHIPPED["check_in"])
    conduct.join(code, secret, "Amara", "t1").result()
    place = make(conduct, code, "next", "open").place
    assert place
    answer = {"room": {"0": ["curious"]}}
    conduct.respond(code, secret, place.key, answer, "once").result()

    phone = chromium.new_context(viewport=PHONE, base_url=hall.base)  # type: ignore[arg-type]
    laptop = chromium.new_context(viewport=LAPTOP, base_url=hall.base)  # type: ignore[arg-type]
    phone.set_default_timeout(PATIENCE)
    laptop.set_default_timeout(PATIENCE)
    at = f"{hall.base}/j/{code}"
    phone.add_cookies([{"name": COOKIE, "value": secret, "url": at}])
    page = phone.new_page()
    page.goto(f"/j/{code}/me")
    link = page.get_by_label("Your personal link").input_value()

    asked: list[str] = []
    laptop.on("request", lambda request: asked.append(request.url))
    elsewhere = laptop.new_page()
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("Is this you?")).to_be_visible()
    elsewhere.get_by_role("button", name="Go on here").click()
    expect(elsewhere.get_by_text("curious")).to_be_visible()
    assert f"{at}/me" in asked
    assert not [address for address in asked if secret in address]

    elsewhere.get_by_text("Delete my data").click()
    elsewhere.get_by_role("button", name="Delete it for good").click()
    expect(elsewhere.get_by_role("heading", name="Your data is deleted")).to_be_visible()
    page.goto(f"/j/{code}")
    expect(page.get_by_label("Your name")).to_be_visible()
    phone.close()
    laptop.close()
