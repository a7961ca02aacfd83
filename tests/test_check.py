"""The check of the room: the console learns that a phone has got through."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from workshop_kit import network
from workshop_kit.conduct import Conduct
from workshop_kit.phone.check import Check
from workshop_kit.phone.routes import Phone

A_PHONE, THE_LAPTOP = "192.0.2.77", "127.0.0.1"


def visit(conduct: Conduct, address: str, public: str | None = None, **headers: str) -> str:
    """What a visitor from this address sees."""
    routes = [*Check(conduct, public).routes(), *Phone(conduct).routes()]
    client = TestClient(Starlette(routes=routes), client=(address, 50_000))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/j/check", headers=named).text


def came(conduct: Conduct) -> bool:
    """Whether the console has learnt of a phone."""
    return conduct.phone_last_came().result() > 0


def test_a_phone_that_gets_through_is_told_and_the_console_learns_of_it(conduct: Conduct) -> None:
    assert not came(conduct)
    assert "It works" in visit(conduct, A_PHONE)
    assert came(conduct)


@pytest.mark.parametrize(
    ("language", "told"), [("de-AT", "Es klappt"), ("pl", "Działa"), ("ar", "الاتصال يعمل")]
)
def test_it_is_told_in_the_language_of_the_phone(
    conduct: Conduct, language: str, told: str
) -> None:
    assert told in visit(conduct, A_PHONE, accept_language=language)


@pytest.mark.parametrize("address", [THE_LAPTOP, "::1", "::ffff:127.0.0.1"])
def test_a_browser_on_the_laptop_itself_does_not_count(conduct: Conduct, address: str) -> None:
    assert "This is the laptop itself" in visit(conduct, address)
    assert not came(conduct)


def test_nor_does_it_count_under_the_laptops_own_address_in_the_network(
    conduct: Conduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = type("Adapter", (), {"ips": [type("IP", (), {"ip": A_PHONE})]})
    monkeypatch.setattr(network.ifaddr, "get_adapters", lambda: [adapter])
    assert "This is the laptop itself" in visit(conduct, A_PHONE)
    assert not came(conduct)


def test_who_comes_through_a_tunnel_has_got_through(conduct: Conduct) -> None:
    """A tunnel runs on the laptop: all its visitors seem to be there."""
    public = "https://workshop.example.org"
    assert "This is the laptop itself" in visit(conduct, THE_LAPTOP, public)
    assert not came(conduct)
    assert "It works" in visit(conduct, THE_LAPTOP, public, host="workshop.example.org")
    assert came(conduct)


def test_the_page_of_the_check_is_light_and_never_kept_by_a_browser(conduct: Conduct) -> None:
    client = TestClient(Starlette(routes=Check(conduct).routes()), client=(A_PHONE, 50_000))
    answer = client.get("/j/check")
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) < 2_000
