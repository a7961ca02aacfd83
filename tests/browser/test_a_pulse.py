"""Weeks later: a pulse by a link, over a server that is killed meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Phones
from tests.rooms import SHIPPED, Phone, kept, make, send
from tests.servers import Server, shared
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

pytestmark = pytest.mark.browser
SENTENCES = 6


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A kit that runs, on a database that the test opens too."""
    server = Server(tmp_path / "data", shared(tmp_path / "data"))
    yield server
    server.stop()


@pytest.fixture
def ended(server: Server, tmp_path: Path) -> Iterator[tuple[Conduct, str, list[Phone]]]:
    """A workshop that has ended, in the kit that runs: six people answered the trust sentences."""
    assert server
    store = Store(shared(tmp_path / "data"))
    conduct = Conduct(store, Bell())
    code = kept(conduct, SHIPPED["trust_pulse"], SHIPPED["linking_arms"], teams=2, minimum=3)
    phones = [
        Phone(secret, conduct.join(code, secret, f"Person {n}", f"t{1 + n % 2}").result())
        for n in range(6)
        if (secret := f"a-secret-{n}-" + "x" * 40)
    ]
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {str(i): ["3"] for i in range(SENTENCES)})
    make(conduct, code, "reveal", "next", "next", "open")
    promise = {"what": ["call first"], "whom": ["Care"], "by": [""], "asks": ["Person 1"]}
    send(conduct, code, phones[0], promise)
    make(conduct, code, "reveal", "next")
    assert conduct.workshop(code).result().ended
    yield conduct, code, phones
    store.close()


def known(phones: Phones, server: Server, code: str, phone: Phone) -> BrowserContext:
    """The browser of a phone that was in the room."""
    context = phones()
    cookie = {"name": "participant", "value": phone.secret, "url": f"{server.base}/j/{code}"}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context


def answer_sentences(page: Page, point: int) -> None:
    for item in range(SENTENCES):
        page.locator(f"input[name='room:{item}'][value='{point}']").check(force=True)
    page.get_by_role("button", name="Send").click()


def test_a_pulse_from_its_link_to_what_has_moved(
    server: Server,
    console: Page,
    phones: Phones,
    ended: tuple[Conduct, str, list[Phone]],
) -> None:
    conduct, code, people = ended
    console.goto(f"/pulse?code={code}")
    console.get_by_role("button", name="Make the pulse").click()
    expect(console.get_by_text("0 people have answered")).to_be_visible()
    expect(console.get_by_text(f"/j/{code}/pulse")).to_be_visible()

    phone = known(phones, server, code, people[0]).new_page()
    phone.goto(f"/j/{code}")
    phone.get_by_role("link", name="How is it going?").click()
    answer_sentences(phone, 4)
    phone.wait_for_url("**/pulse/2")
    server.kill()
    phone.get_by_label("Under way").check(force=True)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Your answer waits on this phone")).to_be_visible()
    server.start()
    phone.wait_for_url("**/pulse/3")  # it went out by itself
    phone.get_by_label("Nobody so far").check(force=True)
    phone.get_by_role("button", name="Send").click()
    phone.wait_for_url("**/pulse/4")
    phone.get_by_role("link", name="Leave this one out").click()
    expect(phone.get_by_role("heading", name="What you promised")).to_be_visible()
    phone.get_by_label("kept").check(force=True)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [c.status for c in conduct.commitments(code).result()] == ["kept"]

    old = known(phones, server, code, people[1]).new_page()
    old.goto(f"/j/{code}/word")
    old.get_by_role("button", name="Show my code word").click()
    word = old.locator(".word").inner_text()
    other = phones().new_page()
    other.goto(f"/j/{code}/pulse")
    other.get_by_text("I was there with another phone").click()
    other.get_by_label("Your code word").fill(word.lower())
    other.get_by_role("button", name="Go on with my code word").click()
    answer_sentences(other, 4)
    other.wait_for_url("**/pulse/2")

    for person in people[2:]:
        fields = {"room": {str(i): ["4"] for i in range(SENTENCES)}}
        conduct.respond(code, person.secret, "trust_pulse-2/pulse", fields, "once").result()
    console.goto(f"/pulse?code={code}")
    expect(console.get_by_text("6 people have answered")).to_be_visible()
    console.get_by_role("button", name="Close it now").click()
    console.get_by_role("button", name="Yes, close it").click()
    expect(console.get_by_text("6 of 6 are compared")).to_be_visible()
    phone.goto(f"/j/{code}/pulse")
    expect(phone.get_by_role("heading", name="This is what all of you said")).to_be_visible()
