"""Everybody can take part: with a screen reader, a keyboard, in the dark, on a small phone."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.hall import Hall
from tests.faces import asks, exercises, shown
from tests.rooms import SHIPPED, Phone, answer_all, join_all, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.phone.exchange import COOKIE
from workshop_kit.workshop import NotNow, Place

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
CHECK = """async () => {
  const asked = {rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]};
  const found = (await axe.run(asked)).violations;
  const told = v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(" | ");
  return found.map(told);
}"""
CONTRAST = CHECK.replace("const asked = {", 'const asked = {runOnly: ["color-contrast"], ')


@pytest.fixture
def small(chromium: Browser, hall: Hall) -> Iterator[BrowserContext]:
    """A phone of 320 pixels."""
    context = chromium.new_context(
        viewport=SMALL,  # type: ignore[arg-type]
        base_url=hall.base,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def complaints(page: Page) -> list[str]:
    """What axe-core finds, by day and by night, and whether one has to scroll sideways, in
    usual and in large letters."""
    found: list[str] = page.evaluate(CHECK)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark, {told}" for told in page.evaluate(CONTRAST)]
    page.emulate_media(color_scheme="light")
    for size, told in (("", ""), ("200%", " in letters twice as large")):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"wider than the phone{told}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def on_phone(context: BrowserContext, hall: Hall, code: str, phone: Phone, path: str = "") -> Page:
    """The page of somebody who has joined."""
    at = f"{hall.base}/j/{code}"
    context.add_cookies([{"name": COOKIE, "value": phone.secret, "url": at}])
    page = context.new_page()
    page.goto(f"/j/{code}{path}")
    page.evaluate(AXE)
    return page


def shows(page: Page, place: Place, phase: str) -> None:
    """The phone has followed to where the workshop is."""
    expect(page.locator(f"#now[data-scene^='{place.key}:{phase}:']")).to_be_attached()


def step_by_step(conduct: Conduct, code: str, phones: list[Phone]) -> Iterator[tuple[Place, str]]:
    """Each step as it is open, answered by all, and revealed where it can be."""
    while not make(conduct, code, "next").ended:
        place = make(conduct, code, "open").place
        assert place
        yield place, "open"
        answer_all(conduct, code, phones)
        try:
            make(conduct, code, "reveal")
        except NotNow:
            continue
        yield place, "revealed"


def test_axe_finds_nothing_on_any_step_of_any_kind_on_a_small_phone(
    hall: Hall, small: BrowserContext
) -> None:
    found: dict[str, list[str]] = {}
    for played in exercises():
        code = kept(hall.conduct, played, teams=3)
        phones = join_all(hall.conduct, code, 5, 4, 4)
        page = on_phone(small, hall, code, phones[0])
        for place, phase in step_by_step(hall.conduct, code, phones):
            face = asks(place.step) if phase == "open" else shown(played, place.step)
            if face not in found:
                shows(page, place, phase)
                found[face] = complaints(page)
        page.close()
    assert {face: told for face, told in found.items() if told} == {}


def test_with_the_keyboard_alone_one_joins_answers_and_hears_what_is_new(
    hall: Hall, small: BrowserContext
) -> None:
    conduct, code = hall.conduct, kept(hall.conduct, SHIPPED["check_in"])
    others = join_all(conduct, code, 3, 3)
    page = small.new_page()
    page.goto(f"/j/{code}")
    keys = page.keyboard
    tab_to(page, "#name")
    keys.type("Amara")
    tab_to(page, "button[value=t1]")
    keys.press("Enter")
    page.get_by_text("You’re in, Amara").wait_for()

    make(conduct, code, "next", "open")
    heard = page.locator(":focus")
    expect(heard).to_have_text("One word: how do you arrive today?")
    tab_to(page, "#now input[type=text]")
    keys.type("curious")
    keys.press("Enter")
    expect(page.locator("#told")).to_have_text("Saved.")
    expect(heard).to_have_value("curious")

    make(conduct, code, "next", "open")
    expect(heard).to_have_text("How much energy do you have right now?")
    tab_to(page, "#now input[type=radio], #now input[type=range]")
    keys.press("ArrowRight")
    tab_to(page, "#form button:not([type=button])")
    keys.press("Enter")
    expect(heard).to_contain_text("Your answer is saved.")

    answer_all(conduct, code, others)
    make(conduct, code, "reveal")
    expect(heard).to_have_text("How much energy do you have right now?")
    page.locator(".mine", has_text="you").wait_for()


def tab_to(page: Page, css: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"no way to {css} by Tab")
