"""A phone in a real browser: what it does by itself, and when something is missing."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Phones
from tests.browser.hall import Hall
from tests.browser.people import join, rate
from tests.rooms import SHIPPED, kept, make

pytestmark = pytest.mark.browser

TO_THE_ENERGY_QUESTION = ("next", "next", "open")


@pytest.fixture
def server(hall: Hall) -> Hall:
    """The phones' pages alone."""
    return hall


def test_without_javascript_one_joins_and_answers(server: Hall, phones: Phones) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    rate(join(phones(java_script_enabled=False), code, "Amara", "Sales"), 4)
    assert server.conduct.counts(code).result().answered == {"t1": 1}


def test_where_event_streams_are_blocked_the_phone_still_follows(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    phone = phones()
    phone.route("**/bell*", lambda route: route.abort())
    page = join(phone, code, "Amara", "Sales")
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    expect(page.get_by_role("heading", name="How much energy")).to_be_visible()


def test_a_ring_brings_the_page_along_and_who_cannot_read_it_asks(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    reads, older, troubled = phones(), phones(), phones()
    older.add_init_script("delete window.DecompressionStream")
    troubled.add_init_script("window.atob = () => 'nothing that was packed'")
    people = {"Amara": reads, "Lea": older, "Jonas": troubled}
    pages = [join(phone, code, name, "Sales") for name, phone in people.items()]
    asked: list[Page | None] = []
    for page in pages:
        with page.expect_response("**/bell*"):
            page.reload()
        page.on("request", lambda request: asked.append(request.frame.page))
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    for page in pages:
        expect(page.get_by_role("heading", name="How much energy")).to_be_visible()
    assert set(asked) == {*pages[1:]}


def test_what_the_phone_says_by_itself_is_in_its_language(server: Hall, phones: Phones) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    phone = phones(locale="de-AT")
    page = phone.new_page()
    page.goto(f"/j/{code}")
    page.get_by_label("Dein Name").fill("Amara")
    page.get_by_role("button", name="Sales").click()
    page.locator("input[value='4']").check(force=True)
    phone.set_offline(True)
    page.get_by_role("button", name="Senden").click()
    waits = page.get_by_text("Noch nicht gesendet. Deine Antwort wartet auf diesem Handy.")
    expect(waits).to_be_visible()
    phone.set_offline(False)
    expect(page.get_by_text("Deine Antwort ist gespeichert")).to_be_visible()


def test_typing_is_not_disturbed_by_what_others_do(server: Hall, phones: Phones) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, "next", "open")
    page = join(phones(), code, "Amara", "Sales")
    field = page.get_by_label("One word: how do you arrive today?")
    field.press_sequentially("half ", delay=20)
    rate_like(join(phones(), code, "Lea", "Technology"))
    field.press_sequentially("awake", delay=20)
    expect(field).to_have_value("half awake")
    expect(field).to_be_focused()


def rate_like(page: Page) -> None:
    page.get_by_label("One word: how do you arrive today?").fill("ready")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Your answer is saved").wait_for()


def test_a_double_tap_sends_once(server: Hall, phones: Phones) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    phone = phones()
    page = join(phone, code, "Amara", "Sales")
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.continue_()

    phone.route("**/answer", slowly)
    page.locator("input[value='4']").check(force=True)
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    assert len(sent) == 1


def test_the_way_to_the_first_question_takes_six_requests_and_forty_kilobytes(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["three_mirrors"], teams=4)
    make(server.conduct, code, "next", "open")
    phone = phones()
    page = phone.new_page()
    wire = phone.new_cdp_session(page)
    wire.send("Network.enable")
    weight: list[float] = []
    requests: list[str] = []
    wire.on("Network.loadingFinished", lambda e: weight.append(e["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda e: requests.append(e["request"]["url"]))
    wire.on("Network.requestServedFromCache", lambda e: requests.pop())
    page.goto(f"/j/{code}")
    page.get_by_label("Your name").fill("Amara")
    page.get_by_role("button", name="Sales").click()
    page.get_by_text("How do you see your own team?").first.wait_for()
    page.wait_for_timeout(1500)
    assert len(requests) <= 6, requests
    assert sum(weight) <= 40_000


def test_a_question_closed_while_someone_types_is_told_and_the_text_kept(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, "next", "open")
    phone = phones()
    page = join(phone, code, "Amara", "Sales")
    page.get_by_label("One word: how do you arrive today?").fill("almost")
    phone.set_offline(True)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Not sent yet").wait_for()
    make(server.conduct, code, "close")
    phone.set_offline(False)
    expect(page.get_by_text("This step is not open now.")).to_be_visible()
    expect(page.get_by_text("almost")).to_be_visible()


def test_where_the_phone_keeps_nothing_an_answer_is_sent_all_the_same(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    phone = phones()
    phone.add_init_script("Object.defineProperty(window, 'localStorage', {value: null})")
    rate(join(phone, code, "Amara", "Sales"), 4)
    assert server.conduct.counts(code).result().answered == {"t1": 1}


def test_what_is_changed_while_an_answer_waits_for_the_network_is_not_lost(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, "next", "open")
    phone = phones()
    page = join(phone, code, "Amara", "Sales")
    field = page.get_by_label("One word: how do you arrive today?")
    field.fill("tired")
    phone.set_offline(True)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Not sent yet").wait_for()
    field.fill("tired but curious")
    phone.set_offline(False)
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    expect(field).to_have_value("tired but curious")
    assert server.conduct.counts(code).result().answered == {"t1": 1}, "the first is saved"


def test_another_networks_page_is_not_taken_for_an_acknowledgement(
    server: Hall, phones: Phones
) -> None:
    code = kept(server.conduct, SHIPPED["check_in"])
    make(server.conduct, code, *TO_THE_ENERGY_QUESTION)
    phone = phones()
    page = join(phone, code, "Amara", "Sales")
    hotel = "**/answer"
    phone.route(hotel, lambda route: route.fulfill(status=200, body="<p>Pay for Wi-Fi</p>"))
    page.locator("input[value='4']").check(force=True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Not sent yet. Your answer waits on this phone.")).to_be_visible()
    phone.unroute(hotel)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
