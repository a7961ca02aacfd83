"""A phone that never loses anything: no network, a page frozen or killed, a server that dies.

A page is frozen by halting its script (`Debugger.pause`): `Page.setWebLifecycleState` does nothing
in a Chromium without a window, whose pages are never hidden.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.browser.conftest import PHONE, Phones
from tests.browser.hall import Hall
from tests.browser.people import join
from tests.rooms import a_step, an_exercise, kept, make, stolen
from tests.servers import Server, from_outside
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

pytestmark = pytest.mark.browser

WORD = an_exercise(a_step("word", "text", prompt="What did you see?"), file="word")
ENERGY = an_exercise(a_step("energy", prompt="How full is your battery?"), file="energy")
SOON = 2000
SLOW = {"offline": False, "latency": 600, "downloadThroughput": 20_000, "uploadThroughput": 10_000}
WAITS = "Not sent yet. Your answer waits on this phone."


@pytest.fixture
def server(hall: Hall) -> Hall:
    """The phones' pages alone."""
    return hall


def in_a_workshop(hall: Hall, phone: BrowserContext, *moves: str) -> tuple[str, Page]:
    """Amara is in a workshop of a text and a rating, after these moves."""
    code = kept(hall.conduct, WORD, ENERGY)
    page = join(phone, code, "Amara", "Sales")
    if moves:
        make(hall.conduct, code, *moves)
    return code, page


def answered(hall: Hall, code: str) -> dict[str, int]:
    return hall.conduct.counts(code).result().answered


def send(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Send")).click()


def test_drafts_and_waiting_answers_outlive_the_tab_and_go_out_once(
    server: Hall, phones: Phones
) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    page.get_by_label("What did you see?").press_sequentially("half a thou")
    page.close(run_before_unload=False)
    page = phone.new_page()
    page.goto(f"/j/{code}")
    text = page.get_by_label("What did you see?")
    expect(text).to_have_value("half a thou")
    text.press_sequentially("ght")
    phone.set_offline(True)
    expect(page.get_by_text("No connection. Trying again…")).to_be_visible()
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.close(run_before_unload=False)
    assert answered(server, code) == {}

    make(server.conduct, code, "next", "open")
    make(server.conduct, code, "back", "open")
    phone.set_offline(False)
    sent: list[str] = []
    phone.on("request", lambda r: sent.append(r.post_data or "") if "/answer" in r.url else None)
    page = phone.new_page()
    page.goto(f"/j/{code}")
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    expect(page.get_by_label("What did you see?")).to_have_value("half a thought")
    expect(page.get_by_text(WAITS)).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    assert len(sent) == 1
    assert answered(server, code) == {"t1": 1}


def test_a_tab_that_is_opened_again_without_network_has_all_as_soon_as_there_is_one(
    server: Hall, phones: Phones
) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    page.get_by_label("What did you see?").fill("a thought")
    phone.set_offline(True)
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.get_by_label("What did you see?").press_sequentially(", and more")
    page.close(run_before_unload=False)
    page = phone.new_page()
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"/j/{code}")
    phone.set_offline(False)
    page.goto(f"/j/{code}")
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    expect(page.get_by_label("What did you see?")).to_have_value("a thought, and more")
    expect(page.get_by_text(WAITS)).to_be_hidden()
    assert answered(server, code) == {"t1": 1}


def test_what_is_typed_while_an_answer_crawls_along_a_slow_line_stays(
    server: Hall, phones: Phones
) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    line = phone.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    text = page.get_by_label("What did you see?")
    text.fill("one")
    send(page)
    expect(page.get_by_role("button", name="Sending…")).to_be_disabled()
    text.fill("one and two")
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    expect(text).to_have_value("one and two")
    send(page)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    expect(text).to_have_value("one and two")
    assert answered(server, code) == {"t1": 1}


def test_answers_to_several_steps_wait_each_for_itself(server: Hall, phones: Phones) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    refuse = "**/answer"
    phone.route(refuse, lambda route: route.fulfill(status=503, body="busy"))
    text = page.get_by_label("What did you see?")
    text.fill("too late")
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    make(server.conduct, code, "next", "open")
    page.locator("input[value='4']").check(force=True)
    send(page)
    phone.unroute(refuse)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    expect(page.locator("input[value='4']")).to_be_checked()
    expect(page.get_by_text(WAITS)).to_be_hidden()
    make(server.conduct, code, "close")
    expect(page.get_by_text("You had not sent this")).to_be_visible()
    expect(page.get_by_text("too late")).to_be_visible()
    make(server.conduct, code, "back", "open")
    expect(text).to_have_value("too late")
    send(page)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()


def test_saved_is_said_only_of_what_is_saved_and_tabs_agree(server: Hall, phones: Phones) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    other = phone.new_page()
    other.goto(f"/j/{code}")
    page.get_by_label("What did you see?").fill("one")
    send(page)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    expect(other.get_by_text("Your answer is saved")).to_be_visible(timeout=SOON)
    expect(other.get_by_label("What did you see?")).to_have_value("one")
    page.get_by_label("What did you see?").fill("one, changed")
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    expect(page.get_by_text("Your answer is saved")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    make(server.conduct, code, "close")
    expect(page.get_by_text("You had not sent this")).to_be_visible()
    expect(page.get_by_text("one, changed")).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_text("You had not sent this")).to_be_hidden()
    make(server.conduct, code, "open")
    page.get_by_label("What did you see?").fill("one")
    expect(page.get_by_text("Your answer is saved")).to_be_visible()


def test_a_second_phone_of_the_same_person_agrees_when_it_is_looked_at(
    server: Hall, phones: Phones
) -> None:
    phone, second = phones(), phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    second.add_cookies(phone.cookies())
    other = second.new_page()
    other.goto(f"/j/{code}")
    page.get_by_label("What did you see?").fill("one")
    send(page)
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    other.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(other.get_by_text("Your answer is saved")).to_be_visible(timeout=SOON)
    expect(other.get_by_label("What did you see?")).to_have_value("one")
    assert server.conduct.view(code, "no such phone").exception()


def test_a_phone_that_slept_with_a_request_on_its_way_is_right_within_two_seconds(
    server: Hall, phones: Phones
) -> None:
    phone = phones()
    phone.add_init_script("delete window.DecompressionStream")  # an older one, which has to ask
    code = kept(server.conduct, WORD, ENERGY)
    page = join(phone, code, "Amara", "Sales")
    page.clock.install()
    page.reload()
    hanging: list[Route] = []
    with page.expect_request("**/now"):
        phone.route("**/now", lambda route: hanging.append(route), times=1)  # noqa: PLW0108
        make(server.conduct, code, "next")
    make(server.conduct, code, "open")
    page.clock.fast_forward(8000)  # as when a lid is closed and opened again
    expect(page.get_by_label("What did you see?")).to_be_visible(timeout=SOON)


def test_a_page_frozen_while_its_answer_is_on_the_way_is_right_when_it_thaws(
    server: Hall, phones: Phones
) -> None:
    phone = phones()
    code, page = in_a_workshop(server, phone, "next", "open")
    ice = phone.new_cdp_session(page)
    ice.send("Debugger.enable")
    halted: list[object] = []
    ice.on("Debugger.paused", lambda event: halted.append(event))  # noqa: PLW0108
    held: list[Route] = []
    phone.route("**/answer", lambda route: held.append(route), times=1)  # noqa: PLW0108
    page.get_by_label("What did you see?").fill("just in time")
    with page.expect_request("**/answer"):
        send(page)
    ice.send("Debugger.pause")
    held[0].continue_()
    for _ in range(100):
        if halted and answered(server, code):
            break
        page.wait_for_timeout(20)
    assert halted
    assert answered(server, code) == {"t1": 1}
    make(server.conduct, code, "next", "open")
    ice.send("Debugger.resume")
    expect(page.get_by_role("heading", name="How full is your battery?")).to_be_visible(
        timeout=SOON
    )
    expect(page.get_by_text(WAITS)).to_be_hidden()
    make(server.conduct, code, "close")
    expect(page.get_by_role("button", name=re.compile("^Send"))).to_be_hidden()
    expect(page.get_by_text("You had not sent this")).to_be_hidden()


def leave(page: Page, pages: int) -> None:
    """Back (or forward) by so many pages, as the browser's own buttons do it.

    Only after this has returned: a page that goes while it answers the test
    has nobody left to answer, and the test fails by chance.
    """
    page.evaluate("pages => { setTimeout(() => history.go(pages)) }", pages)


def test_going_back_and_forward_does_no_harm(chromium: Browser, server: Hall) -> None:
    """In a browser that keeps pages for going back, as phones do."""
    browser = chromium.browser_type.launch(
        executable_path=os.environ.get("WORKSHOP_KIT_CHROMIUM"),
        args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    try:
        phone = browser.new_context(viewport=PHONE, base_url=server.base)
        phone.set_default_timeout(15_000)
        code, page = in_a_workshop(server, phone, "next", "open")
        page.evaluate("window.same = true")
        page.get_by_label("What did you see?").fill("half a thought")
        page.locator("header a").click()
        page.get_by_role("heading", name="Amara").wait_for()
        make(server.conduct, code, "next", "open")
        leave(page, -1)
        expect(page.get_by_role("heading", name="How full is your battery?")).to_be_visible()
        assert page.evaluate("window.same"), "the browser had kept the page"
        make(server.conduct, code, "back", "open")
        expect(page.get_by_label("What did you see?")).to_have_value("half a thought")
        leave(page, 1)
        page.get_by_role("heading", name="Amara").wait_for()
        leave(page, -2)  # the page on which she came in
        page.locator("header").get_by_text("Amara").wait_for()
        assert len(server.conduct.participants(code).result()) == 1
    finally:
        browser.close()


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A whole kit in a process of its own, with a workshop whose question is open."""
    data = tmp_path / "data"
    data.mkdir()
    store = Store(f"sqlite:///{data / 'workshops.db'}")
    conduct = Conduct(store, Bell())
    code = kept(conduct, WORD)
    make(conduct, code, "next", "open")
    store.close()
    server = Server(data)
    yield server, code
    server.kill()


def test_a_server_killed_at_the_tap_and_between_commit_and_reply_has_the_answer_once(
    chromium: Browser, killed: tuple[Server, str], tmp_path: Path
) -> None:
    server, code = killed
    phone = chromium.new_context(viewport=PHONE, base_url=server.base)
    phone.set_default_timeout(15_000)
    page = join(phone, code, "Amara", "Sales")

    def dies_first(route: Route) -> None:
        server.kill()
        route.continue_()

    phone.route("**/answer", dies_first, times=1)
    page.get_by_label("What did you see?").fill("before the commit")
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    server.start()
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    assert stored(tmp_path) == ['["before the commit"]']

    def dies_after_the_commit(route: Route) -> None:
        route.fetch()
        server.kill()
        route.abort()

    phone.route("**/answer", dies_after_the_commit, times=1)
    page.get_by_label("What did you see?").fill("after the commit")
    send(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert stored(tmp_path) == ['["after the commit"]']
    page.get_by_label("What did you see?").fill("typed while it was away")
    page.close(run_before_unload=False)
    server.start()
    page = phone.new_page()
    page.goto(f"/j/{code}")
    expect(page.get_by_label("What did you see?")).to_have_value("typed while it was away")
    expect(page.get_by_text("Changed, not sent yet.")).to_be_visible()
    expect(page.get_by_text(WAITS)).to_be_hidden()
    assert stored(tmp_path) == ['["after the commit"]']
    phone.close()


def stored(folder: Path) -> list[str]:
    """The answers in the database, as they lie there."""
    with from_outside(f"sqlite:///{folder / 'data' / 'workshops.db'}") as url:
        return [row["answer"].decode() for row in stolen(url)["responses"]]
