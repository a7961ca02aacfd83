"""The main job, end to end, in real browsers."""

import io
import re

import openpyxl
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, Phones
from tests.browser.people import join, make_workshop, press, rate
from tests.servers import Server

pytestmark = pytest.mark.browser

TEAMS = ["Sales", "Product"]


def test_a_room_of_three_phones_plays_an_exercise_to_the_excel_file(
    console: Page, phones: Phones, server: Server
) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["Check-in", "Easier to work with"])
    lost = phones()
    amara = join(phones(), code, "Amara", "Sales")
    lea = join(lost, code, "Lea", "Product")
    mei = join(phones(), code, "Mei", "Product")
    expect(console.get_by_text("3 have joined")).to_be_visible()

    press(console, "Next")
    press(console, "Open")
    for page, word in ((amara, "curious"), (lea, "tired"), (mei, "curious")):
        page.get_by_label("One word: how do you arrive today?").fill(word)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("Your answer is saved").wait_for()
    expect(console.get_by_text("3 of 3 have answered")).to_be_visible()
    press(console, "Reveal")
    expect(amara.locator(".cloud")).to_contain_text("curious")

    # One phone is lost with its browser and comes back with what it had kept; the server is killed.
    press(console, "Next")
    press(console, "Open")
    rate(amara, 4)
    rate(lea, 2)
    memory = lost.storage_state()
    lost.close()
    server.kill()
    server.start()
    lea = phones(storage_state=memory).new_page()
    lea.goto(f"/j/{code}")
    expect(lea.get_by_text("Your answer is saved")).to_be_visible()
    expect(lea.locator("input[value='2']")).to_be_checked()
    rate(mei, 3)  # her phone was open all the while
    expect(console.get_by_text("3 of 3 have answered")).to_be_visible(timeout=30_000)
    rate(lea, 5)  # she changes her mind until it closes
    press(console, "Reveal")
    for page in (amara, lea, mei):
        expect(page.get_by_text("Average 4.0")).to_be_visible()

    # She asks a colleague, and only she reads the answer.
    press(console, "Next")
    press(console, "Open")
    amara.get_by_label("Lea").check(force=True)
    amara.get_by_role("button", name="Send").click()
    amara.get_by_text("Your answer is saved").wait_for()
    press(console, "Next")
    press(console, "Open")
    lea.get_by_label("What would make Amara easier to work with?").fill("Call me first.")
    lea.get_by_role("button", name="Send").click()
    lea.get_by_text("Your answer is saved").wait_for()
    press(console, "Reveal")
    expect(amara.get_by_text("Call me first.")).to_be_visible()
    expect(mei.get_by_text("Nothing was written to you")).to_be_visible()

    console.get_by_role("link", name="Results").click()
    expect(console.get_by_text("3 people answered").first).to_be_visible()
    with console.expect_download() as download:
        console.get_by_role("button", name="Excel workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert {"Read me", "Story", "Check-in", "Easier to work with", "Responses"} <= set(
        book.sheetnames
    )
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert "curious" in cells
    assert not any("Call me first" in cell for cell in cells)


def test_a_wrong_workshop_is_told_in_words_and_nothing_typed_is_lost(console: Page) -> None:
    console.get_by_label("Title").fill("Out of the silo")
    console.get_by_label("Teams, one on each line").fill("Only us")
    console.get_by_role("button", name="Make the workshop").click()
    expect(console.get_by_text("A workshop has from 2 to 12 teams; these are 1.")).to_be_visible()
    expect(console.get_by_label("Title")).to_have_value("Out of the silo")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_qr_on_the_projector_leads_phones_to_the_workshop(
    console: Page, chromium: Browser, server: Server, scheme: str
) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["Check-in"])
    projector = chromium.new_context(
        viewport={"width": 1920, "height": 1080},
        color_scheme=scheme,  # type: ignore[arg-type]
        storage_state=console.context.storage_state(),
        base_url=server.base,
    )
    screen = projector.new_page()
    screen.goto(f"/screen?code={code}")
    expect(screen.get_by_text("0 are here")).to_be_visible(timeout=20_000)
    screen.wait_for_timeout(500)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(screen.screenshot())))
    projector.close()
    address = re.search(r"Phones +(http://\S+)", "".join(server.printed))
    assert address, "the banner names the phones' address"
    assert found.text == f"{address[1]}/j/{code}"
    assert "localhost" not in found.text
    assert "127.0.0.1" not in found.text


def test_two_laptops_that_press_at_once_make_one_move(console: Page, chromium: Browser) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["Check-in"])
    other = chromium.new_context(
        viewport=LAPTOP,
        storage_state=console.context.storage_state(),  # type: ignore[arg-type]
    )
    second = other.new_page()
    second.goto(console.url)
    second.get_by_text("The room is joining.").wait_for()
    press(console, "Next")
    expect(second.get_by_text("step 1 of 2")).to_be_visible()
    press(second, "Open")
    expect(console.get_by_text("Open: participants answer")).to_be_visible()
    other.close()
    assert code


def test_who_signs_out_sees_no_more_in_any_tab(console: Page) -> None:
    code = make_workshop(console, "Out of the silo", TEAMS, ["Check-in"])
    other = console.context.new_page()
    other.goto("/sign-out")
    expect(console.get_by_text("Please sign in as the facilitator.")).to_be_visible()
    expect(console.get_by_text(code)).to_have_count(0)
    console.reload()
    expect(console.get_by_text("For the facilitator")).to_be_visible()
