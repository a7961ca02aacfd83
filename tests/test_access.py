"""Who may be a facilitator: a link that works once, a passphrase, and the pass of a browser."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.rooms import refusal, stolen
from workshop_kit.access import TRIES, Access
from workshop_kit.store import Store

PASSPHRASE = "kites over the dunes"


class Clock:
    """A clock that one sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(store: Store, clock: Clock) -> Access:
    return Access(store, clock)


def test_nobody_is_let_in_without_a_pass(access: Access) -> None:
    for token in (None, "", "x", "é🦊", access.new_link()):
        assert not access.good(token)


def test_a_link_works_once(access: Access) -> None:
    link = access.new_link()
    assert access.good(access.by_link(link))
    told = refusal(lambda: access.by_link(link))
    assert told == (
        "This sign-in link has been used or is too old. Restart the kit for a new one, "
        "or type your passphrase."
    )


def test_a_link_that_was_never_made_does_not_work(access: Access) -> None:
    access.new_link()
    assert "used or is too old" in refusal(lambda: access.by_link("guessed"))


def test_a_link_and_a_pass_are_not_the_same(access: Access) -> None:
    browser = access.by_link(access.new_link())
    assert "used or is too old" in refusal(lambda: access.by_link(browser))
    assert access.good(browser)


def test_two_links_are_good_for_two_browsers(access: Access) -> None:
    links = [access.new_link(), access.new_link()]
    passes = [access.by_link(link) for link in links]
    assert [access.good(browser) for browser in passes] == [True, True]
    assert passes[0] != passes[1]


@pytest.mark.parametrize("purpose", ["link", "pass"])
def test_links_and_passes_grow_old(access: Access, store: Store, purpose: str) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    kept = hashlib.sha256(b"old").hexdigest()
    store.write(lambda records: records.add_pass(kept, purpose, yesterday)).result()
    assert not access.good("old")
    assert "too old" in refusal(lambda: access.by_link("old"))


def test_a_pass_ends_at_sign_out_and_no_other_does(access: Access) -> None:
    mine, hers = access.by_link(access.new_link()), access.by_link(access.new_link())
    access.end(mine)
    assert (access.good(mine), access.good(hers)) == (False, True)


def test_the_passphrase_lets_in(access: Access) -> None:
    assert not access.has_passphrase()
    access.set_passphrase(PASSPHRASE)
    assert access.has_passphrase()
    assert access.good(access.by_passphrase(PASSPHRASE))
    assert access.good(access.by_passphrase(f" {PASSPHRASE}\n"))


def test_nothing_else_lets_in(access: Access) -> None:
    access.set_passphrase(PASSPHRASE)
    for wrong in ("", "kites", PASSPHRASE.upper(), PASSPHRASE + "s", "🦊" * 1000):
        told = refusal(lambda wrong=wrong: access.by_passphrase(wrong))
        assert told == "That is not the passphrase. Please try again."


def test_a_new_passphrase_takes_the_place_of_the_old(access: Access) -> None:
    access.set_passphrase(PASSPHRASE)
    access.set_passphrase("clouds over the dunes")
    assert "not the passphrase" in refusal(lambda: access.by_passphrase(PASSPHRASE))
    assert access.good(access.by_passphrase("clouds over the dunes"))


def test_where_there_is_no_passphrase_one_is_told_of_the_link(access: Access) -> None:
    told = refusal(lambda: access.by_passphrase(PASSPHRASE))
    assert told == "No passphrase has been set yet. Use the link that the kit printed."


@pytest.mark.parametrize("short", ["", "dunes", "   dunes      "])
def test_a_short_passphrase_is_refused(access: Access, short: str) -> None:
    told = refusal(lambda: access.set_passphrase(short))
    assert told == "Please use at least 10 characters: a few words are good."
    assert not access.has_passphrase()


@pytest.fixture
def many_tries(access: Access, clock: Clock) -> Access:
    """Somebody has tried as often as one may."""
    access.set_passphrase(PASSPHRASE)
    for _ in range(TRIES):
        clock.now += 1
        refusal(lambda: access.by_passphrase("guessed"))
    return access


def test_who_tries_too_often_has_to_wait(many_tries: Access, clock: Clock) -> None:
    told = refusal(lambda: many_tries.by_passphrase(PASSPHRASE))
    assert told == "Too many tries. Please wait a minute."
    clock.now += 60
    assert many_tries.good(many_tries.by_passphrase(PASSPHRASE))


def test_the_link_lets_in_while_somebody_tries(many_tries: Access) -> None:
    assert many_tries.good(many_tries.by_link(many_tries.new_link()))


def test_the_right_passphrase_clears_the_count(access: Access) -> None:
    access.set_passphrase(PASSPHRASE)
    for _ in range(2):
        for _ in range(TRIES - 1):
            refusal(lambda: access.by_passphrase("guessed"))
        assert access.by_passphrase(PASSPHRASE)


def test_a_thief_of_the_database_gets_in_nowhere(access: Access, database_url: str) -> None:
    access.set_passphrase(PASSPHRASE)
    link = access.new_link()
    browser = access.by_passphrase(PASSPHRASE)
    kept = repr(stolen(database_url))
    for secret in (PASSPHRASE, link, browser):
        assert secret not in kept
    for row in stolen(database_url)["passes"]:
        assert not access.good(row["token_hash"])


def test_a_restart_of_the_kit_keeps_browsers_signed_in(access: Access, store: Store) -> None:
    browser = access.by_link(access.new_link())
    assert Access(store).good(browser)
