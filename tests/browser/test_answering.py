"""Answering on a small phone: one thing at a time, for thumbs, for keys, and for large letters."""

import contextlib

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phones
from tests.browser.hall import Hall
from tests.browser.people import join
from tests.rooms import a_step, an_exercise, answer_all, join_all, make
from workshop_kit import questions
from workshop_kit.exercise.reading import load
from workshop_kit.workshop import NotNow

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
TEAMS = ["Sales", "Product", "Care", "Legal"]
OTHERS = an_exercise(a_step("o", about="other_teams", prompt="Does {target} listen?"), file="o")
NEEDS = an_exercise(
    a_step("n", "text", about="other_teams", longest=60, prompt="What do you need from {target}?"),
    file="n",
)
TALL = """
    new MutationObserver(() => { document.documentElement.style.fontSize = "200%"; })
        .observe(document, { childList: true });
"""
TOO_SMALL = """() => Array.from(document.querySelectorAll("a,button,input,select,textarea,summary"))
    .map((one) => [one, (one.closest("label") || one).getBoundingClientRect()])
    .filter(([one, box]) => box.width && (box.width < 44 || box.height < 44))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""
JUMPY = """() => Array.from(document.querySelectorAll("input,select,textarea"))
    .filter((one) => !/hidden|radio|checkbox|range|button/.test(one.type))
    .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.outerHTML)"""
FRAMES = """() => Array.from(document.querySelectorAll("label > span *"))
    .filter((one) => parseFloat(getComputedStyle(one).borderTopWidth))
    .map((one) => one.outerHTML)"""
SQUEEZED = """() => Array.from(document.querySelectorAll("label,label bdi"))
    .map((one) => [one.textContent.trim(), one.getBoundingClientRect().width])
    .filter(([words, wide]) => words.length > 10 && wide > 1 && wide < 90)"""
WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def server(hall: Hall) -> Hall:
    """The phones' pages alone."""
    return hall


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words)


def test_teams_come_one_after_the_other_and_a_slider_waits_for_a_thumb_or_a_key(
    server: Hall, phones: Phones
) -> None:
    eleven = an_exercise(a_step("e", points=11, prompt="How likely is it?"), file="e")
    code = server.conduct.create("Offsite", TEAMS, [OTHERS, NEEDS, eleven], 3).result().code
    page = join(phones(viewport=SMALL), code, "Amara", "Sales")
    make(server.conduct, code, "next", "open")
    for at, team in enumerate(("Product", "Care", "Legal"), start=1):
        expect(heading(page, f"Does {team} listen?")).to_be_visible()
        expect(page.locator("section:visible")).to_have_count(1)
        expect(page.get_by_text(f"{at} / 3")).to_be_visible()
        if team == "Care":
            page.get_by_role("button", name="Back").click()
            expect(heading(page, "Does Product listen?")).to_be_visible()
            expect(page.locator("section:visible input[value='1']")).to_be_checked()
            page.keyboard.press("Tab")
            page.keyboard.press("ArrowRight")
            expect(page.locator("section:visible input[value='2']")).to_be_checked()
            expect(heading(page, "Does Product listen?")).to_be_visible()
            page.get_by_role("button", name="Next").click()
            page.reload()
            expect(heading(page, "Does Care listen?")).to_be_visible()
        page.locator(f"section:visible input[value='{at}']").click(force=True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    assert sum(server.conduct.counts(code).result().answered.values()) == 1

    make(server.conduct, code, "next", "open")
    field = page.locator("section:visible textarea")
    field.fill("x" * 40)
    expect(page.locator(".count:visible")).to_have_count(0)
    field.press_sequentially("x" * 9)
    expect(page.get_by_text("Characters left: 11").first).to_be_visible()
    field.fill("🙂" * 62)
    expect(page.get_by_text("Characters too many: 2").first).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Send").click()
    expect(heading(page, "What do you need from Product?")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("🙂" * 62)

    make(server.conduct, code, "next", "open")
    slider = page.get_by_role("slider", name="How likely is it?")
    expect(slider).to_have_attribute("aria-valuetext", "–")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Nothing is filled in yet.")).to_be_visible()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "7")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "11, very much")
    box = slider.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(slider).to_have_attribute("aria-valuetext", "6")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", "6")


def test_each_kind_has_targets_for_a_thumb_no_zoom_jump_and_room_for_large_letters(
    server: Hall, phones: Phones
) -> None:
    asked = [load(questions.example(kind), kind) for kind in questions.kinds()]
    code = server.conduct.create("Offsite", TEAMS, asked, 3).result().code
    small = [phones(viewport=SMALL), phones(viewport=SMALL, locale="ar", color_scheme="dark")]
    tall = phones(viewport=SMALL, locale="de", reduced_motion="reduce")
    tall.add_init_script(TALL)
    pages = [phone.new_page() for phone in (*small, tall)]
    for page, team in zip(pages, TEAMS, strict=False):
        page.goto(f"/j/{code}")
        assert page.evaluate(TOO_SMALL) == []
        assert not page.evaluate(WIDE)
        page.locator("#name").fill("Amara")
        page.get_by_role("button", name=team).click()
        page.locator("#live").wait_for()
    others = join_all(server.conduct, code, 4, 4, 4, 4)
    for place in server.conduct.workshop(code).result().places:
        make(server.conduct, code, "next", "open")
        for page in pages:
            page.wait_for_function(
                "(key) => document.getElementById('now').dataset.scene.startsWith(key)",
                arg=f"{place.key}:open",
            )
            assert page.evaluate(TOO_SMALL) == [], place.key
            assert page.evaluate(JUMPY) == [], place.key
            assert not page.evaluate(WIDE), place.key
            assert page.evaluate(FRAMES) == [], place.key
            assert page.evaluate(SQUEEZED) == [], place.key
        answer_all(server.conduct, code, others)
        with contextlib.suppress(NotNow):
            make(server.conduct, code, "reveal")
