"""How the facilitator leads: one big button, a pause, a dark screen, her remote, and the time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests.phones import browsers
from tests.rooms import (
    SHIPPED,
    a_step,
    a_workshop,
    an_exercise,
    answer_all,
    join_all,
    kept,
    make,
    moved,
    refusal,
    send,
)
from workshop_kit.access import Access
from workshop_kit.conduct import Conduct, Hasty
from workshop_kit.remote.routes import Remote
from workshop_kit.sign_in import COOKIE, Door, Gate
from workshop_kit.store import Store
from workshop_kit.workshop import NotNow, Workshop, asked, moves, preparation, steering
from workshop_kit.workshop.timing import in_words, timing

MINUTE = 60.0
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC).astimezone()


def forward(workshop: Workshop) -> Workshop:
    """The workshop after its big button."""
    return moved(workshop, steering.meant(workshop, steering.FORWARD))


# One button


def test_the_big_button_leads_through_a_whole_workshop() -> None:
    workshop = a_workshop(*(SHIPPED[name] for name in ("check_in", "three_mirrors", "check_out")))
    presses = 0
    while not workshop.ended:
        workshop, presses = forward(workshop), presses + 1
        assert presses < 100
    opened = [place for place in workshop.places if workshop.phase(place.key) != "ready"]
    assert len(opened) == len(workshop.places)
    shown = {place.key for place in workshop.revealed()}
    assert shown == {place.key for place in workshop.places if asked.revealable(place.step)}
    with pytest.raises(NotNow, match="The workshop has ended"):
        steering.meant(workshop, steering.FORWARD)


def test_the_big_button_never_does_what_cannot_be_done_now() -> None:
    workshop = a_workshop(SHIPPED["long_listening"], SHIPPED["avoided_conversation"])
    while not workshop.ended:
        likely = steering.likely(workshop)
        assert likely in steering.possible(workshop)
        workshop = forward(workshop)


def test_a_reveal_before_most_have_answered_asks_to_be_pressed_twice(conduct: Conduct) -> None:
    code = kept(conduct)
    phones = join_all(conduct, code, 5, 5)
    seen = make(conduct, code, "next", "open").moves
    answer_all(conduct, code, phones[:6])
    with pytest.raises(Hasty) as told:
        conduct.move(code, "forward", seen, sure=False).result()
    assert str(told.value) == (
        "Only 6 of 10 have answered. Press once more to reveal all the same."
    )
    assert conduct.workshop(code).result().phase("exercise/mood") == "open"
    conduct.move(code, "forward", seen, sure=True).result()
    assert conduct.workshop(code).result().phase("exercise/mood") == "revealed"


def test_a_reveal_when_most_have_answered_needs_one_press(conduct: Conduct) -> None:
    code = kept(conduct)
    phones = join_all(conduct, code, 5, 5)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones[:7])
    assert conduct.move(code, "forward", sure=False).result().revealed()


def test_where_only_some_are_asked_a_reveal_is_not_called_hasty(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["easier_to_work_with"])
    phones = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    chosen = {"room": {"person": [phones[3].me.id]}}
    key = "easier_to_work_with/ask"
    conduct.respond(code, phones[0].secret, key, chosen, "once").result()
    make(conduct, code, "next", "open")
    assert answer_all(conduct, code, phones) == 1
    conduct.move(code, "forward", sure=False).result()
    assert conduct.workshop(code).result().phase("easier_to_work_with/tell") == "revealed"


def test_teams_without_a_card_to_answer_are_not_waited_for(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["own_it"])
    phones = join_all(conduct, code, 3, 4)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones[:3])  # all of it is about the other team
    make(conduct, code, "reveal", "next", "open")
    counts = conduct.counts(code).result()
    assert (counts.joined, counts.asked) == ({"t1": 3, "t2": 4}, {"t1": 0, "t2": 4})
    assert answer_all(conduct, code, phones) == 4
    assert conduct.move(code, "forward", sure=False).result().phase("own_it/answer") == "revealed"


def test_who_came_too_late_to_meet_somebody_is_not_waited_for(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    join_all(conduct, code, 2, 2)
    make(conduct, code, "next", "open", "next", "open", "next", "open")
    conduct.join(code, "secret of a latecomer", "Late", "t1").result()
    counts = conduct.counts(code).result()
    assert not conduct.view(code, "secret of a latecomer").result().targets
    assert (counts.joined, counts.asked) == ({"t1": 3, "t2": 2}, {"t1": 2, "t2": 2})


def test_nobody_learns_how_many_were_chosen_by_a_colleague(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["easier_to_work_with"])
    phones = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    for phone, chosen in ((phones[0], [3, 4]), (phones[3], [0])):
        people = [phones[number].me.id for number in chosen]
        send(conduct, code, phone, {"person": people})
    make(conduct, code, "next", "open")
    assert conduct.counts(code).result().asked == {}, "3 of 6 would tell 0 all about 1, 2 and 5"
    answer_all(conduct, code, phones)
    counts = conduct.counts(code).result()
    assert (counts.asked, sum(counts.answered.values())) == ({}, 3)


def test_the_clicker_goes_through_the_pictures_before_it_goes_on(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["three_mirrors"], teams=3)
    phones = join_all(conduct, code, 4, 4, 4)
    for _ in range(3):
        make(conduct, code, "next", "open")
        answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    assert conduct.pictures(code).result() == 4, "one for each team, then what they say"
    seen = [make(conduct, code, "forward").picture for _ in range(3)]
    assert seen == [1, 2, 3]
    assert make(conduct, code, "backward").picture == 2
    make(conduct, code, "forward")
    assert make(conduct, code, "forward").at == "three_mirrors/look"
    assert make(conduct, code, "backward").at == "three_mirrors/their_guess"


def test_two_who_press_at_once_get_one_move(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("one"), a_step("two")))
    seen = make(conduct, code, "next").moves
    pressed = [conduct.move(code, "forward", seen) for _ in range(2)]
    assert pressed[0].result().moves == seen + 1
    told = refusal(pressed[1].result)
    assert told == "Someone else just moved the workshop on. Look again."
    assert conduct.workshop(code).result().phase("exercise/one") == "open"


def test_an_exercise_is_skipped_to_the_next_one_and_after_the_last_to_the_end() -> None:
    workshop = moved(a_workshop(SHIPPED["three_mirrors"], SHIPPED["check_out"]), "next", "open")
    workshop = moved(workshop, "skip")
    assert workshop.at == "check_out/leave"
    assert workshop.phase("three_mirrors/our_view") == "closed"
    assert moved(workshop, "skip").ended
    assert moved(workshop, "back").at == "three_mirrors/surprise", "nothing is lost by it"


# A pause, and a dark screen


def test_a_pause_stops_the_clock_and_goes_on_where_it_was() -> None:
    workshop = moves.open_step(moved(a_workshop(), "next"), 100.0)
    paused = moves.pause(workshop, 130.0)
    assert paused.open_for(500.0) == 30.0
    on = moves.pause(paused, 500.0)
    assert on.paused is None
    assert on.open_for(510.0) == 40.0


def test_in_a_pause_the_big_button_goes_on() -> None:
    workshop = moved(a_workshop(), "next", "open", "pause")
    assert steering.likely(workshop) == "pause"
    assert forward(workshop).phase("exercise/mood") == "open"


def test_whatever_she_shows_next_ends_the_pause_and_the_dark() -> None:
    for move in ("next", "back", "open", "reveal"):
        start = ("next", "open") if move == "reveal" else ("next",)
        workshop = moved(a_workshop(), *start, "pause", "blank", move)
        assert (workshop.paused, workshop.dark) == (None, False), move


def test_in_a_pause_a_phone_waits_and_takes_up_again(conduct: Conduct) -> None:
    code = kept(conduct)
    (phone,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open", "pause")
    assert "A short pause" in phone.open().text
    assert not phone.page.xpath("//textarea | //input[@type='radio']")
    make(conduct, code, "pause")
    assert phone.open().page.xpath("//input[@type='radio']")


def test_an_answer_sent_into_a_pause_is_taken(conduct: Conduct) -> None:
    code = kept(conduct)
    (phone,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open", "pause")
    key = "exercise/mood"
    assert conduct.respond(code, phone.secret, key, {"room": {"0": ["4"]}}, "once").result()


# The time


def at(minutes: float) -> float:
    return MORNING.timestamp() + MINUTE * minutes


def test_time_is_told_beside_the_plan() -> None:
    lengths = [SHIPPED[name] for name in ("check_in", "three_mirrors", "check_out")]
    workshop = a_workshop(*lengths)
    assert timing(workshop, at(0)) is None, "it has not begun"
    workshop = moves.next_step(workshop, at(0))
    told = timing(workshop, at(3))
    assert told is not None
    assert (told.spent, told.planned, told.behind) == (3, 5, 0)
    assert in_words(told) == "on time"
    workshop = moves.go_to(workshop, "three_mirrors/our_view", at(9))
    told = timing(workshop, at(10))
    assert told is not None
    assert (told.spent, in_words(told)) == (1, "4 min behind")
    told = timing(workshop, at(59))
    assert told is not None
    assert in_words(told) == "14 min behind", "ten over in this one, and four before"
    assert told.ends == f"{datetime.fromtimestamp(at(64), UTC).astimezone():%H:%M}"


def test_who_is_quicker_is_ahead() -> None:
    workshop = moves.next_step(a_workshop(SHIPPED["new_faces"], SHIPPED["check_out"]), at(0))
    workshop = moves.go_to(workshop, "check_out/leave", at(12))
    told = timing(workshop, at(12))
    assert told is not None
    assert in_words(told) == "8 min ahead"


def test_a_late_start_counts_where_a_time_was_planned() -> None:
    planned = preparation.schedule(a_workshop(), f"{MORNING:%H:%M}", 0)
    told = timing(moves.next_step(planned, at(7)), at(7))
    assert told is not None
    assert in_words(told) == "7 min behind"


def test_a_rehearsal_in_the_evening_is_not_hours_behind() -> None:
    planned = preparation.schedule(a_workshop(), f"{MORNING:%H:%M}", 0)
    told = timing(moves.next_step(planned, at(11 * 60)), at(11 * 60))
    assert told is not None
    assert in_words(told) == "on time"


def test_coming_back_to_an_exercise_does_not_start_its_time_anew() -> None:
    workshop = moves.next_step(a_workshop(SHIPPED["check_in"], SHIPPED["check_out"]), at(0))
    workshop = moves.go_to(workshop, "check_out/leave", at(5))
    workshop = moves.go_to(workshop, "check_in/arrive", at(8))
    told = timing(workshop, at(9))
    assert told is not None
    assert told.spent == 9


# What was not planned


def test_a_step_can_be_done_once_more_by_itself() -> None:
    workshop = moved(a_workshop(SHIPPED["check_in"]), "next")
    assert workshop.place
    alone = preparation.step_alone(workshop.place)
    assert alone is not None
    again = preparation.add(workshop, alone, preparation.after_here(workshop))
    assert [item.id for item in again.agenda] == ["check_in", "check_in-2"]
    assert again.places[-1].key == "check_in-2/arrive"
    assert again.at == "check_in/arrive", "nobody is moved by it"


def test_a_step_that_needs_others_is_not_done_alone() -> None:
    workshop = a_workshop(SHIPPED["avoided_conversation"])
    place = workshop.find("avoided_conversation/dots")
    assert preparation.step_alone(place) is None


# The remote, and the screen on another computer


@pytest.fixture
def outside(conduct: Conduct, store: Store) -> Iterator[TestClient]:
    """A browser that is not signed in."""
    access = Access(store)
    routes = [*Door(access).routes(), *Remote(conduct).routes()]
    app = Starlette(routes=routes, middleware=[Middleware(Gate, access=access)])
    with TestClient(app) as client:
        yield client


@pytest.fixture
def her(outside: TestClient, store: Store) -> TestClient:
    """The facilitator's phone."""
    access = Access(store)
    outside.cookies.set(COOKIE, access.by_link(access.new_link()))
    return outside


def steer(client: TestClient, code: str, move: str, seen: int, sure: str = "") -> tuple[int, dict]:
    """What the remote answers to a press."""
    form = {"move": move, "seen": str(seen), "sure": sure}
    response = client.post(f"/remote/{code}/move", data=form)
    return response.status_code, response.json()


def test_nobody_steers_without_a_pass(conduct: Conduct, outside: TestClient) -> None:
    code = kept(conduct)
    assert outside.get(f"/remote/{code}").status_code == 403
    form = {"move": "next", "seen": "0"}
    assert outside.post(f"/remote/{code}/move", data=form).status_code == 403
    assert conduct.workshop(code).result().at is None


def test_the_remote_shows_the_step_and_makes_the_next_move(
    conduct: Conduct, her: TestClient
) -> None:
    code = kept(conduct)
    join_all(conduct, code, 2)
    assert "The room is joining: 2 are here." in her.get(f"/remote/{code}").text
    assert steer(her, code, "forward", 0) == (200, {"moves": 1})
    page = her.get(f"/remote/{code}/now").text
    assert "What do you say?" in page
    assert ">Open</button>" in page
    assert steer(her, code, "forward", 1)[0] == 200
    assert "of 2 answered" in her.get(f"/remote/{code}/now").text


def test_the_remote_says_why_a_move_was_not_made(conduct: Conduct, her: TestClient) -> None:
    code = kept(conduct)
    join_all(conduct, code, 4)
    seen = make(conduct, code, "next", "open").moves
    status, said = steer(her, code, "forward", seen)
    assert (status, said["again"]) == (409, True)
    assert steer(her, code, "forward", seen, sure="1")[0] == 200
    status, said = steer(her, code, "forward", seen)
    assert (status, said["again"]) == (409, False)
    assert said["told"] == "Someone else just moved the workshop on. Look again."
    assert (
        her.post(f"/remote/{code}/move", data={"move": "explode", "seen": "1"}).status_code == 422
    )
    assert her.get("/remote/NONE").status_code == 404


def test_a_sign_in_link_can_lead_to_the_remote_and_nowhere_else(
    outside: TestClient, store: Store
) -> None:
    access = Access(store)
    for to, where in {"/remote/KITES": "/remote/KITES", "https://evil.example": "/"}.items():
        link = f"/sign-in/{access.new_link()}?to={to}"
        response = outside.post(link, follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (303, where)


def test_a_screen_link_shows_one_screen_and_lets_nobody_steer(
    conduct: Conduct, outside: TestClient, store: Store
) -> None:
    access, code = Access(store), kept(conduct)
    link = f"/sign-in/screen/{code}/{access.new_screen_link(code)}"
    assert "Show it on this computer" in outside.get(link).text
    response = outside.post(link, follow_redirects=False)
    assert response.headers["location"] == f"/?code={code}"
    held = outside.cookies["screen"]
    assert access.screen_of(held) == code
    assert not access.good(held)
    assert outside.get(f"/remote/{code}").status_code == 403
    assert outside.get("/run").status_code == 403
    assert outside.get("/").status_code == 404, "let through by the gate; there is no page here"
    assert "has been used or is too old" in outside.post(link).text


@pytest.mark.parametrize("held", ["", "KITES", "KITES.", "KITES.guessed", ".", "é.🦊"])
def test_no_other_cookie_shows_a_screen(store: Store, held: str) -> None:
    assert Access(store).screen_of(held) is None


def test_a_screen_link_for_one_workshop_is_none_for_another(store: Store) -> None:
    access = Access(store)
    token = access.new_screen_link("KITES")
    assert "has been used" in refusal(lambda: access.by_screen_link("OTHER", token))
    held = access.by_screen_link("KITES", token)
    assert access.screen_of(held.replace("KITES", "OTHER")) is None
