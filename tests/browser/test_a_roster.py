"""A list of people from the file to the phones, in real browsers."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Phones
from tests.browser.people import make_workshop
from tests.servers import Server

pytestmark = pytest.mark.browser

LIST = "Vorname;Nachname;Abteilung;E-Mail\r\nLea;Müller;Sales;lea@example.org\r\nTom;Rossi;Press;"


def name(console: Page, words: str) -> Locator:
    """Somebody in the list of names."""
    return console.get_by_role("button", name=re.compile(f"{words}$"))


def test_a_list_becomes_links_and_who_comes_by_one_is_seen_renamed_and_taken_out(
    console: Page, phones: Phones, server: Server
) -> None:
    code = make_workshop(console, "Out of the silo", ["Sales", "Product"], ["Check-in"])
    console.get_by_role("link", name="People").click()
    console.get_by_text("A list of people (Excel or CSV)").click()
    console.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    )
    expect(console.get_by_text("New teams, added to the workshop: Press.")).to_be_visible()
    console.get_by_role("button", name="Take over 2 people").click()
    expect(name(console, "◌ Lea Müller")).to_be_visible()

    with console.expect_download() as download:
        console.get_by_role("button", name="Personal links of 2 people").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet
    links = {str(row[0]): str(row[2]) for row in sheet.iter_rows(values_only=True)}
    path = "/j/" + links["Lea Müller"].split("/j/")[1]
    assert path.startswith(f"/j/{code}?me=")

    phone = phones().new_page()
    phone.goto(path)
    expect(phone.get_by_text("Lea Müller")).to_be_visible()
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_role("heading", name="You’re in, Lea Müller")).to_be_visible()
    expect(name(console, "● Lea Müller")).to_be_visible()
    expect(console.get_by_text("1 not yet come")).to_be_visible()

    name(console, "● Lea Müller").click()
    console.get_by_label("Name", exact=True).fill("Lea Miller")
    console.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("heading", name="You’re in, Lea Miller")).to_be_visible()
    expect(phone.locator("header")).to_contain_text("Lea Miller")
    expect(name(console, "● Lea Miller")).to_be_visible()

    console.get_by_role("button", name="Remove…").click()
    console.get_by_role("button", name="Remove", exact=True).click()
    expect(phone.get_by_text("This phone is not in the workshop any more")).to_be_visible()
    expect(name(console, "◌ Lea Miller")).to_be_visible()
    assert "lea@example.org" not in "".join(server.printed)


def test_a_form_that_is_being_filled_in_stays_while_her_name_is_put_right(
    console: Page, phones: Phones
) -> None:
    code = make_workshop(console, "Out of the silo", ["Sales", "Product"], ["Check-in"])
    phone = phones().new_page()
    phone.goto(f"/j/{code}")
    phone.get_by_label("Your name").fill("Leah")
    phone.get_by_role("button", name="Sales").click()
    console.get_by_role("button", name="Next", exact=True).click()
    console.get_by_role("button", name="Open", exact=True).click()
    field = phone.get_by_label("One word: how do you arrive today?")
    field.fill("curious")
    console.get_by_role("link", name="People").click()
    name(console, "● Leah").click()
    console.get_by_label("Name", exact=True).fill("Lea")
    console.get_by_role("button", name="Save").click()
    expect(phone.locator("#my-name")).to_have_text("Lea")
    expect(field).to_have_value("curious")
