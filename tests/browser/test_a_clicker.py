"""The facilitator stands before the room: keys, a remote, a screen on another computer."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Phones
from tests.browser.people import join, make_workshop, rate
from tests.servers import Server

pytestmark = pytest.mark.browser


def test_a_room_is_led_with_the_clicker_alone(
    console: Page, phones: Phones, server: Server
) -> None:
    asked: list[str] = []
    console.context.on("request", lambda request: asked.append(request.url))
    code = make_workshop(console, "By clicker", ["Sales", "Care"], ["Trust map"])
    screen = console.context.new_page()
    screen.goto(f"{server.base}/screen?code={code}")
    expect(screen.get_by_text("0 are here")).to_be_visible()
    room = [join(phones(), code, f"Person {n}", "Sales" if n % 2 else "Care") for n in range(3)]
    screen.keyboard.press("PageDown")
    expect(screen.get_by_text("Listen first.")).to_be_visible()
    screen.keyboard.press("PageDown")
    for page in room[:1]:
        expect(page.locator("#form")).to_be_visible()
        rate(page, 4)
    screen.keyboard.press("b")
    expect(screen.locator(".dark")).to_be_attached()
    screen.keyboard.press("b")
    expect(screen.locator(".dark")).not_to_be_attached()
    seen = screen.locator("#kit-steer").get_attribute("data-moves")
    expect(console.locator("#kit-steer")).to_have_attribute("data-moves", str(seen))
    console.bring_to_front()
    console.keyboard.press("p")
    expect(room[2].get_by_text("A short pause")).to_be_visible()
    expect(console.locator("#kit-steer")).not_to_have_attribute("data-moves", str(seen))
    console.keyboard.press("PageDown")
    expect(room[2].locator("#form")).to_be_visible()
    console.keyboard.press("?")
    expect(console.get_by_text("What comes next: open, reveal")).to_be_visible()
    console.keyboard.press("Escape")
    console.keyboard.press("PageUp")
    expect(screen.get_by_text("Scan with your camera")).to_be_visible()
    foreign = [url for url in asked if not url.startswith((server.base, "data:", "blob:"))]
    assert not foreign, "nothing is fetched from elsewhere"


def test_keys_typed_into_a_field_do_not_move_the_room(console: Page) -> None:
    make_workshop(console, "Typing", ["Sales", "Care"], ["Check-in"])
    console.keyboard.press("PageDown")
    expect(console.get_by_text("step 1 of 2")).to_be_visible()
    console.get_by_text("Something else").click()
    field = console.get_by_label("Another exercise, right after this one")
    field.click()
    field.press_sequentially("bp ")
    console.wait_for_timeout(1500)
    expect(console.get_by_text("Not open yet")).to_be_visible()
    expect(console.get_by_text("Dark screen")).to_be_visible()


def test_the_remote_in_her_hand_and_the_console_see_each_other(
    console: Page, phones: Phones, server: Server
) -> None:
    code = make_workshop(console, "In her hand", ["Sales", "Care"], ["Check-in"])
    console.get_by_role("button", name="Remote").click()
    console.get_by_role("button", name="A link for a second facilitator").click()
    link = console.locator("code", has_text="/sign-in/").inner_text().strip()
    path = re.sub(r"^https?://[^/]+", "", link)
    remote = phones().new_page()
    remote.goto(f"{path}?to=/remote/{code}")
    expect(remote.get_by_text("The room is joining")).to_be_visible()
    remote.get_by_role("button", name="Next").click()
    expect(console.get_by_text("step 1 of 2")).to_be_visible(timeout=2500)
    remote.get_by_role("button", name="Open").click()
    expect(console.get_by_text("Open: participants answer")).to_be_visible(timeout=2500)
    console.get_by_role("button", name="Close", exact=True).click()
    expect(remote.get_by_role("button", name="Reveal", exact=True)).to_be_visible(timeout=2500)
    screen = console.context.new_page()
    screen.goto(f"/screen?code={code}")
    expect(screen.get_by_text("Closed.")).to_be_visible()
    server.kill()
    screen.wait_for_function("() => fetch('/healthz').then(() => false, () => true)")
    server.start()
    expect(remote.get_by_role("button", name="Reveal", exact=True)).to_be_enabled()
    remote.get_by_role("button", name="Reveal", exact=True).click()
    expect(console.get_by_text("Revealed ·")).to_be_visible()
    expect(screen.get_by_text("Too few answers to show.")).to_be_visible()
    for page in (console, screen):
        expect(page.get_by_test_id("stDialog")).not_to_be_visible()


def test_a_screen_on_the_rooms_own_computer_follows_and_steers_nothing(
    console: Page, chromium: Browser, server: Server
) -> None:
    code = make_workshop(console, "On the wall", ["Sales", "Care"], ["Check-in"])
    console.get_by_role("button", name="Screen", exact=True).click()
    console.get_by_role("button", name="A link for another computer").click()
    link = console.locator("code", has_text="/sign-in/screen/").inner_text().strip()
    wall = chromium.new_context(viewport={"width": 1920, "height": 1080}, base_url=server.base)
    wall.set_default_timeout(PATIENCE)
    screen = wall.new_page()
    screen.goto(re.sub(r"^https?://[^/]+", "", link))
    expect(screen.get_by_role("heading", name="On the wall")).to_be_visible()
    screen.keyboard.press("PageDown")
    console.wait_for_timeout(1500)
    expect(console.get_by_text("The room is joining.")).to_be_visible()
    console.keyboard.press("Escape")
    console.get_by_role("button", name="Next", exact=True).click()
    expect(screen.get_by_text("One word: how do you arrive today?")).to_be_visible(timeout=3000)
    assert code in screen.content()
    screen.goto("/run")
    expect(screen).to_have_url(re.compile("/sign-in"))
    wall.close()
