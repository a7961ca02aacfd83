"""Real phones of one team: a pen, and a talk with its end."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import join, make_workshop, press
from tests.rooms import HEAD, a_step
from tests.servers import Server

pytestmark = pytest.mark.browser

TEAMS = ["Sales", "Product"]
SOON = 2000


@pytest.fixture
def her_own(server: Server, tmp_path: Path) -> None:
    """Exercises of her own lie in the folder of the kit's data."""
    folder = tmp_path / "data" / "exercises"
    folder.mkdir(exist_ok=True)
    wish = a_step("wish", "text", by="team", names="team", prompt="What do you wish?")
    (folder / "wish.toml").write_text(HEAD.replace("An exercise", "A wish") + wish)
    talk = a_step("talk", "talk", pairs=2, prompt="How are you?", minutes=1)
    (folder / "talk.toml").write_text(HEAD.replace("An exercise", "A talk") + talk)


@pytest.mark.usefixtures("her_own")
def test_one_writes_another_takes_over_and_each_sees_at_once_what_the_other_does(
    console: Page, phones: Phones
) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["A wish"])
    amara = join(phones(), code, "Amara", "Sales")
    mei = join(phones(), code, "Mei", "Sales")
    press(console, "Next")
    press(console, "Open")
    amara.get_by_role("button", name="I write for us").click()
    expect(mei.get_by_text("Amara writes for Sales.")).to_be_visible(timeout=SOON)
    field = amara.get_by_label("What do you wish?")
    field.fill("Time to think.")
    amara.get_by_role("button", name="Send").click()
    expect(mei.get_by_text("Time to think.")).to_be_visible(timeout=SOON)
    field.fill("Time to think, and a")
    mei.get_by_role("button", name="Write instead").click()
    expect(mei.get_by_label("What do you wish?")).to_have_value("Time to think.")
    expect(amara.get_by_text("Mei writes for Sales.")).to_be_visible(timeout=SOON)
    expect(amara.get_by_text("You had not sent this")).to_be_visible()
    expect(amara.get_by_text("Time to think, and a")).to_be_visible()


@pytest.mark.usefixtures("her_own")
def test_the_end_of_a_talk_is_gentle_and_sounds_only_where_that_was_asked_for(
    console: Page, phones: Phones
) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["A talk"])
    heard = """
        window.heard = [];
        navigator.vibrate = (time) => heard.push("vibrates");
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (when) {
            heard.push(this.frequency.value);
            start.call(this, when);
        };
    """
    pages = []
    for name, team in (("Amara", "Sales"), ("Lea", "Product")):
        phone = phones()
        phone.add_init_script(heard)
        page = join(phone, code, name, team)
        page.clock.install()
        page.reload()
        pages.append(page)
    amara, lea = pages
    press(console, "Next")
    press(console, "Open")
    expect(amara.get_by_text("You meet Lea (Product)")).to_be_visible()
    sound = amara.get_by_role("button", name="Sound at the end: off")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(amara.get_by_role("button", name="Sound at the end: on")).to_be_visible()
    for page in pages:
        expect(page.get_by_text("Time is up.")).to_have_count(0)
        page.clock.run_for(62_000)
        expect(page.get_by_text("Time is up. Find an ending.")).to_be_visible()
        expect(page.locator(".clock")).to_have_text("0:00")
        page.clock.run_for(10_000)
    assert amara.evaluate("heard") == ["vibrates", 659, 523]
    assert lea.evaluate("heard") == [], "she has not touched this page"
    amara.reload()
    expect(amara.get_by_role("button", name="Sound at the end: on")).to_be_visible()
    press(console, "Close")
    expect(amara.locator("html.up")).to_have_count(0)
