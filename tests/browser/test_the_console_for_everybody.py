"""The facilitator's pages are for everybody too: by keyboard alone, and as axe-core sees them."""

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PATIENCE
from tests.rooms import SHIPPED, answer_all, join_all, kept, make
from tests.servers import Server
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = """async () => (await axe.run({resultTypes: ["violations"]})).violations
  .filter(v => ["serious", "critical"].includes(v.impact))
  .map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3).join(" | "))"""
CONTROLS = "a[href], button, input, textarea, summary, iframe"
WAITING = """controls => [...document.querySelectorAll(controls)]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
    && e.getBoundingClientRect().width && !(e.type === "radio" && !e.checked)
    && !(e.closest("details:not([open])") && e.localName !== "summary"))
  .filter(e => !e.dataset.reached && !e.closest("[role=radiogroup]:has([data-reached])"))
  .map(e => e.localName + " " + (e.getAttribute("aria-label") || e.innerText || e.title))"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const again = e.dataset.reached === "yes";
  e.dataset.reached = "yes";
  const inside = e.contentDocument?.activeElement;
  const near = [e, inside, e.parentElement, e.parentElement.parentElement, e.nextElementSibling,
    e.previousElementSibling, ...e.closest("label")?.children ?? []];
  const seen = near.filter(Boolean).map(n => getComputedStyle(n)).some(s =>
    (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none");
  return {again, seen, name: e.localName + " " + (e.getAttribute("aria-label") || e.innerText)};
}"""


@pytest.fixture
def played(tmp_path: Path) -> str:
    """The code of a workshop in which words have been shown, with names and figures to come."""
    (tmp_path / "data").mkdir()
    store = Store(f"sqlite:///{tmp_path / 'data' / 'workshops.db'}")
    conduct = Conduct(store, Bell())
    code = kept(conduct, SHIPPED["check_in"], SHIPPED["make_it_worse"], teams=3)
    phones = join_all(conduct, code, 4, 4, 4)
    for _ in range(3):
        make(conduct, code, "next", "open")
        answer_all(conduct, code, phones)
        make(conduct, code, "reveal")
    store.close()
    return code


@pytest.fixture
def laptop(chromium: Browser, played: str, server: Server) -> Page:
    """The facilitator's, signed in."""
    context = chromium.new_context(
        viewport=LAPTOP,  # type: ignore[arg-type]
        base_url=server.base,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.sign_in_link)
    page.get_by_role("heading", name="Workshops").wait_for()
    return page


READY = {
    "run": "Cards of step 3",
    "people": "Close joining",
    "prepare": "Add an exercise",
    "results": "More ways to take it along",
    "screen": "12 people answered.",
}


def test_each_of_her_pages_is_walked_through_by_tab_and_axe_finds_nothing_serious(
    laptop: Page, played: str
) -> None:
    found: dict[str, list[str]] = {}
    for path, ready in READY.items():
        laptop.goto(f"/{path}?code={played}")
        laptop.get_by_text(ready).first.wait_for()
        if path == "run":
            laptop.get_by_text(ready).click()  # the facilitator's hand on people's words
            laptop.get_by_text("Take down").first.wait_for()
        if path == "results":
            expect(laptop.get_by_role("textbox", name="Your notes")).to_have_count(
                2
            )  # at its end, all is there
        expect(laptop.locator("[data-stale='true']")).to_have_count(0)
        found[path] = walked(laptop)
        laptop.evaluate(AXE)
        found[path] += laptop.evaluate(SERIOUS)
    assert {path: told for path, told in found.items() if told} == {}


def walked(page: Page) -> list[str]:
    """What is wrong where Tab leads through a page, from its top until it is round."""
    told, rounds = [], 0
    while rounds < 2:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["again"]:
            rounds += 1
            continue
        if not focused["seen"]:
            told.append(f"no focus to be seen on {focused['name']}")
    return told + [f"not reached: {name}" for name in page.evaluate(WAITING, CONTROLS)]
