"""What people do in a browser, in their words."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect


def make_workshop(
    console: Page, title: str, teams: list[str], exercises: list[str], minimum: int = 3
) -> str:
    """She makes a workshop, adds its exercises while preparing it, and runs it; its code."""
    console.get_by_label("Title").fill(title)
    console.get_by_label("Teams, one on each line").fill("\n".join(teams))
    slider = console.get_by_role("slider")
    for _ in range(5 - minimum):
        slider.press("ArrowLeft")
    choose(console, "Begin with", exercises[0])
    console.get_by_role("button", name="Make the workshop").click()
    console.wait_for_url(re.compile(r"/prepare\?code=\w{5}$"))
    for exercise in exercises[1:]:
        console.get_by_role("button", name="Add an exercise").click()
        choose(console, "Exercise from the library", exercise)
        console.get_by_role("button", name="Add", exact=True).click()
        expect(console.locator(".entry.chosen b")).to_have_text(exercise)
        console.keyboard.press("Escape")
    console.get_by_role("button", name="Run").click()
    console.wait_for_url(re.compile(r"/run\?code=\w{5}$"))
    console.get_by_text("The room is joining.").wait_for()
    return console.url[-5:]


def choose(console: Page, label: str, exercise: str) -> None:
    """She finds an exercise in a list that is longer than what it shows at once, by typing."""
    console.get_by_label(label).click()
    console.keyboard.type(exercise)
    console.get_by_role("option", name=re.compile(f"^{exercise} –")).click()


def press(console: Page, move: str) -> None:
    """She presses a button of the control room, and it has happened."""
    button = console.get_by_role("button", name=move, exact=True)
    expect(button).to_be_enabled()
    before = standing(console).inner_text()
    button.click()
    expect(standing(console)).not_to_have_text(before)


def standing(console: Page) -> Locator:
    """Where the control room says that the workshop is."""
    return console.get_by_test_id("stMain")


def join(phone: BrowserContext, code: str, name: str, team: str) -> Page:
    """Someone scans the code and comes in."""
    page = phone.new_page()
    page.goto(f"/j/{code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name=team).click()
    page.locator("header").get_by_text(name).wait_for()
    page.wait_for_load_state()  # its script has run
    return page


def rate(page: Page, point: int) -> None:
    """Someone rates one thing and sends."""
    page.locator(f"input[value='{point}']").check(force=True)
    page.get_by_role("button", name=re.compile("^Send")).click()
    page.get_by_text("Your answer is saved").wait_for()
