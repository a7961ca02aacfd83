"""People: who comes in and how, who is corrected, moved or taken out, and who is there."""

from itertools import pairwise

import pytest

from tests.phones import Browser, a_browser
from tests.rooms import (
    TEAMS,
    Phone,
    a_step,
    a_workshop,
    an_exercise,
    answer_all,
    is_sentence,
    join_all,
    kept,
    make,
    moved,
    refusal,
    send,
    stolen,
)
from workshop_kit.conduct import Conduct, Listed
from workshop_kit.presence import RECENT, Presence
from workshop_kit.workshop import Invited, Taken, people
from workshop_kit.workshop.people import Row

SAY = an_exercise(a_step("say", "text", names="shown"), a_step("mood"), a_step("why", "text"))
ASK = an_exercise(
    a_step("ask", "colleague", names="shown", reveal="never"),
    a_step("tell", "text", about="colleague", uses="ask", reveal="private"),
)
PAIRS = an_exercise(a_step("meet", "talk", pairs=2))


def invited(conduct: Conduct, code: str, *rows: Row) -> dict[str, Listed]:
    """These people are on the roster, by name."""
    conduct.take_over(code, rows).result()
    return {one.name: one for one in conduct.people(code).result()}


def by_link(conduct: Conduct, code: str, token: str) -> Browser:
    """A phone on which somebody has opened her personal link."""
    return a_browser(conduct, code).open(f"?me={token}")


def states(conduct: Conduct, code: str) -> dict[str, str]:
    """Who is present, away or not yet come, by name."""
    return {one.name: one.state for one in conduct.people(code).result()}


# Teams


def test_a_team_that_comes_late_has_an_id_of_its_own() -> None:
    workshop = people.add_team(a_workshop(teams=2), "  Press ")
    assert [(t.id, t.name) for t in workshop.teams][-1] == ("t3", "Press")
    assert workshop.revision == 1
    assert workshop.moves == 0  # the buttons of the control room stay good


@pytest.mark.parametrize("name", ["", "   ", "sales", "ＳＡＬＥＳ", "x" * 41])
def test_a_team_needs_a_name_of_its_own(name: str) -> None:
    workshop = a_workshop(teams=2)
    refusal(lambda: people.add_team(workshop, name))
    refusal(lambda: people.rename_team(workshop, "t2", name))


def test_a_team_may_be_written_in_another_way() -> None:
    assert people.rename_team(a_workshop(), "t1", "SALES").team_names["t1"] == "SALES"


def test_there_are_never_more_than_twelve_teams() -> None:
    assert "up to 12" in refusal(lambda: people.add_team(a_workshop(teams=12), "Press"))


def test_no_team_comes_between_while_each_answers_about_the_next() -> None:
    step = an_exercise(a_step("next", about="another_team"))
    workshop = moved(a_workshop(step, teams=3), "next", "open")
    refusal(lambda: people.add_team(workshop, "Late"))
    assert people.add_team(moved(workshop, "close"), "Late").team_names["t4"] == "Late"


def test_a_late_team_joins_and_is_asked_about(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("others", about="other_teams")), teams=2)
    make(conduct, code, "next", "open")
    conduct.arrange(code, "add a team", lambda w: people.add_team(w, "Press")).result()
    assert "Technology" in a_browser(conduct, code).join("Mei", "t3").text
    assert "Press" in a_browser(conduct, code).join("Lea", "t1").text


def test_what_was_revealed_before_a_team_came_is_shown_as_it_was(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    phones = join_all(conduct, code, 4, 4)
    make(conduct, code, "next", "next", "open")
    answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    before = conduct.figures(code).result().releases
    conduct.arrange(code, "add a team", lambda w: people.add_team(w, "Press")).result()
    assert conduct.figures(code).result().releases == before
    assert "Average" in a_browser(conduct, code).join("Mei", "t3").text


# Joining open and closed


def test_while_joining_is_closed_who_is_in_stays_and_nobody_else_comes(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = a_browser(conduct, code).join("Lea")
    mei = a_browser(conduct, code).open()
    conduct.arrange(code, "lock", people.lock).result()
    assert "Joining is closed. Please ask your facilitator." in a_browser(conduct, code).open().text
    assert mei.fill_in({"name": "Mei", "team": "t1"}).alert.startswith("Joining is closed.")
    assert "You’re in, Lea" in lea.open().text
    assert list(states(conduct, code)) == ["Lea"]
    conduct.arrange(code, "unlock", people.unlock).result()
    assert "You’re in, Mei" in mei.join("Mei").text


# The same name twice


def test_the_same_name_in_a_team_is_asked_about_with_a_way_on_for_both(conduct: Conduct) -> None:
    code = kept(conduct)
    first, second = (a_browser(conduct, code) for _ in range(2))
    first.join("Lea", "t1")
    second.join("LEA", "t1")
    assert second.alert.startswith("LEA is in Sales already.")
    assert is_sentence(second.alert)
    assert second.page.get_element_by_id("name").value == "LEA"
    assert "Join as LEA (2)" in second.text
    second.fill_in({"name": "Lea", "team": "t1", "another": "1"})
    assert "You’re in, Lea (2)" in second.text
    assert "You’re in, Lea" in first.open().text
    assert sorted(states(conduct, code)) == ["Lea", "Lea (2)"]


def test_a_letter_of_the_surname_is_enough(conduct: Conduct) -> None:
    code = kept(conduct)
    a_browser(conduct, code).join("Lea")
    phone = a_browser(conduct, code).join("Lea").fill_in({"name": "Lea M", "team": "t1"})
    assert "You’re in, Lea M" in phone.text


def test_the_same_name_in_another_team_is_nobodys_business(conduct: Conduct) -> None:
    code = kept(conduct)
    a_browser(conduct, code).join("Lea", "t1")
    assert "You’re in, Lea" in a_browser(conduct, code).join("Lea", "t2").text


def test_however_often_a_name_comes_each_is_another_one(conduct: Conduct) -> None:
    code, longest = kept(conduct), "x" * 60
    for number in range(4):
        conduct.join(code, f"secret {number}", longest, "t1", another=True).result()
    found = list(states(conduct, code))
    assert len(set(found)) == 4
    assert all(len(name) <= 60 for name in found)


def test_a_name_that_is_taken_offers_one_that_is_free(conduct: Conduct) -> None:
    code = kept(conduct)
    conduct.join(code, "one", "Lea", "t1").result()
    conduct.join(code, "two", "Lea (2)", "t1").result()
    with pytest.raises(Taken) as taken:
        conduct.join(code, "three", "Lea", "t1").result()
    assert taken.value.offered == "Lea (3)"


# Correcting and moving


def test_a_corrected_name_and_a_move_reach_the_phone_at_once(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).join("Leah", "t1")
    (lea,) = conduct.people(code).result()
    before = conduct.workshop(code).result()
    after = conduct.correct(code, lea.id, " Lea ", "t2").result()
    assert (after.revision, after.moves) == (before.revision + 1, before.moves)
    assert "You’re in, Lea" in phone.open().text
    assert "Technology" in phone.text
    assert phone.open("/now").page.get_element_by_id("now").get("data-name") == "Lea"


@pytest.mark.parametrize(
    ("name", "team"), [("", "t1"), ("Lea", "t9"), ("mei", "t1"), ("Tom", "t1"), ("x" * 61, "t1")]
)
def test_what_cannot_be_corrected_is_told_and_changes_nothing(
    conduct: Conduct, name: str, team: str
) -> None:
    code = kept(conduct)
    lea = conduct.join(code, "one", "Lea", "t1").result()
    conduct.join(code, "two", "Mei", "t1").result()
    invited(conduct, code, Row("Tom", "Sales"))
    refusal(lambda: conduct.correct(code, lea.id, name, team).result())
    assert sorted(states(conduct, code)) == ["Lea", "Mei", "Tom"]


def test_who_is_gone_cannot_be_corrected_nor_removed_twice(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = conduct.join(code, "one", "Lea", "t1").result()
    conduct.remove(code, lea.id).result()
    refusal(lambda: conduct.correct(code, lea.id, "Mei", "t1").result())
    refusal(lambda: conduct.remove(code, lea.id).result())


def test_after_a_move_old_answers_stay_with_the_old_team_and_new_ones_count_for_the_new(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct, SAY)
    (lea,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "next", "open")
    send(conduct, code, lea, {"0": ["4"]})
    conduct.correct(code, lea.me.id, "Lea", "t2").result()
    assert conduct.counts(code).result().answered == {"t1": 1}
    make(conduct, code, "next", "open")
    send(conduct, code, lea, {"text": ["later"]})
    assert conduct.counts(code).result().answered == {"t2": 1}
    assert lea.me.id not in {row["respondent"] for row in stolen(database_url)["responses"]}


def test_who_wrote_for_a_team_and_is_moved_leaves_the_pen_to_the_others(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("ours", "text", by="team", names="team")))
    lea, mei = join_all(conduct, code, 2)
    make(conduct, code, "next", "open")
    conduct.take_pen(code, lea.secret, "exercise/ours").result()
    conduct.correct(code, lea.me.id, "Lea", "t2").result()
    conduct.take_pen(code, mei.secret, "exercise/ours").result()
    assert send(conduct, code, mei, {"text": ["ours"]})


# Taking out


def test_who_is_taken_out_sees_the_door_again_and_may_come_in_anew(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).join("Lea")
    conduct.remove(code, conduct.people(code).result()[0].id).result()
    assert phone.open("/now").last.status_code == 410
    assert "Your name" in phone.open().text
    assert "This phone is not in the workshop any more" in phone.text
    conduct.arrange(code, "lock", people.lock).result()
    assert "Joining is closed" in phone.open().text
    conduct.arrange(code, "unlock", people.unlock).result()
    assert "You’re in, Lea" in phone.join("Lea").text


def test_signed_answers_that_were_not_shown_go_and_all_others_stay(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    phones = join_all(conduct, code, 4)
    for _ in range(3):
        make(conduct, code, "next", "open")
        for phone in phones:
            fields = {"text": [f"by {phone.me.name}"], "0": ["4"]}
            send(conduct, code, phone, fields)
    conduct.remove(code, phones[0].me.id).result()
    assert sum(conduct.counts(code).result().answered.values()) == 4  # hidden: nobody knows whose
    conduct.go_to(code, "exercise/say").result()
    assert sum(conduct.counts(code).result().answered.values()) == 3


def test_who_was_taken_out_by_mistake_is_put_back_with_phone_link_and_answers(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct, SAY)
    invited(conduct, code, Row("Lea", "Sales"))
    phone = a_browser(conduct, code).join("Lea")
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:text": "mine"})
    before, listed = stolen(database_url), conduct.people(code).result()
    for _ in ("out of the room", "off the list"):
        conduct.remove(code, listed[0].id).result()
    assert not conduct.people(code).result()
    for _ in ("on the list", "in the room"):
        conduct.put_back(code, conduct.taken_off(code)).result()
    after = stolen(database_url)
    for table in ("participants", "roster", "responses", "receipts"):
        assert after[table] == before[table]
    assert "mine" in phone.open().text
    assert not conduct.taken_off(code)
    refusal(lambda: conduct.put_back(code, "Lea").result())


def test_who_is_put_back_changes_nothing_that_was_shown_meanwhile(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    phones = join_all(conduct, code, 3)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    conduct.remove(code, phones[0].me.id).result()
    make(conduct, code, "reveal")
    shown = conduct.figures(code).result().releases
    conduct.put_back(code, phones[0].me.name).result()
    assert conduct.figures(code).result().releases == shown
    assert sum(conduct.counts(code).result().answered.values()) == 2


def test_who_has_come_in_anew_or_whose_name_is_taken_is_not_put_back(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).join("Lea")
    conduct.remove(code, conduct.people(code).result()[0].id).result()
    phone.join("Lea M")
    refusal(lambda: conduct.put_back(code, "Lea").result())
    conduct.remove(code, conduct.people(code).result()[0].id).result()
    a_browser(conduct, code).join("Lea M")
    refusal(lambda: conduct.put_back(code, "Lea M").result())


@pytest.mark.parametrize("what", ["clear", "names", "an hour"])
def test_what_shall_not_be_kept_cannot_be_put_back(
    conduct: Conduct, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    code = kept(conduct)
    (lea,) = join_all(conduct, code, 1)
    conduct.rehearse(code).result()
    conduct.remove(code, lea.me.id).result()
    assert conduct.taken_off(code) == lea.me.name
    if what == "clear":
        conduct.clear(code).result()
    elif what == "names":
        conduct.remove_names(code).result()
    else:
        now = conduct._clock() + 3600
        monkeypatch.setattr(conduct, "_clock", lambda: now)
    assert not conduct.taken_off(code)


def test_who_is_put_back_finds_a_group_where_people_meet(conduct: Conduct) -> None:
    code = kept(conduct, PAIRS)
    phones = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    conduct.remove(code, phones[0].me.id).result()
    conduct.put_back(code, phones[0].me.name).result()
    assert all(conduct.view(code, phone.secret).result().meeting for phone in phones)


def test_what_was_shown_with_a_name_stays_as_it_was_shown(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    phones = join_all(conduct, code, 3)
    make(conduct, code, "next", "open")
    answer_all(conduct, code, phones)
    make(conduct, code, "reveal")
    before = conduct.figures(code).result().releases
    conduct.remove(code, phones[0].me.id).result()
    assert conduct.figures(code).result().releases == before


def test_who_comes_in_again_on_the_same_phone_is_not_counted_twice(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("mood")))
    phone = a_browser(conduct, code).join("Lea")
    make(conduct, code, "next", "open")
    phone.open().fill_in({"room:0": "4"})
    conduct.remove(code, conduct.people(code).result()[0].id).result()
    phone.join("Lea").fill_in({"room:0": "2"})
    assert conduct.counts(code).result().answered == {"t1": 1}


def test_who_meets_somebody_who_is_taken_out_is_not_left_alone(conduct: Conduct) -> None:
    code = kept(conduct, PAIRS)
    phones = join_all(conduct, code, 3, 3)
    make(conduct, code, "next", "open")
    group = next(iter(conduct.workshop(code).result().pairings.values()))[0]
    conduct.remove(code, group[0]).result()
    rounds = conduct.workshop(code).result().pairings.values()
    assert sorted(p for groups in rounds for g in groups for p in g) == sorted(
        phone.me.id for phone in phones if phone.me.id != group[0]
    )
    left = [p for p in phones if p.me.id != group[0]]
    assert all(conduct.view(code, p.secret).result().meeting for p in left)


def test_after_somebody_is_taken_out_the_workshop_plays_to_its_end(conduct: Conduct) -> None:
    code = kept(conduct, ASK, SAY, PAIRS)
    phones = join_all(conduct, code, 4, 4)
    while not make(conduct, code, "next").ended:
        make(conduct, code, "open")
        answer_all(conduct, code, phones)
        conduct.remove(code, phones.pop().me.id).result()
        answer_all(conduct, code, phones)
        if conduct.workshop(code).result().place.step.reveal == "together":  # type: ignore[union-attr]
            try:
                make(conduct, code, "reveal")
            except people.NotNow:
                continue
    assert len(conduct.people(code).result()) == len(phones)


# The roster and its links


def test_a_personal_link_is_one_tap_and_shows_who_one_is_before(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"), Row("Tom", "Press"))["Lea"]
    phone = by_link(conduct, code, lea.token)
    assert ("Lea" in phone.text, "Sales" in phone.text) == (True, True)
    assert states(conduct, code) == {"Lea": "expected", "Tom": "expected"}  # looking is not coming
    assert "You’re in, Lea" in phone.fill_in({}).text
    assert states(conduct, code) == {"Lea": "present", "Tom": "expected"}
    assert phone.open(f"?me={lea.token}").last.url.query == b""
    assert conduct.workshop(code).result().team_names["t3"] == "Press"


def test_the_language_is_chosen_without_losing_the_link(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    phone = by_link(conduct, code, lea.token)
    (german,) = phone.page.xpath("//a[@lang='de']/@href")
    phone.last = phone.client.get(german)
    assert "Mitmachen" in phone.text
    assert "Lea" in phone.text


def test_a_link_that_is_not_in_use_any_more_leads_to_the_ordinary_door(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    late = by_link(conduct, code, lea.token)
    conduct.remove(code, lea.id).result()
    for phone in (by_link(conduct, code, "nonsense"), by_link(conduct, code, ""), late.fill_in({})):
        assert "Your name" in phone.text
        assert "You’re in" in phone.join("Mei " + phone.page.forms[0].fields["secret"][:9]).text


def test_while_joining_is_closed_a_link_says_so(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    phone = by_link(conduct, code, lea.token)
    conduct.arrange(code, "lock", people.lock).result()
    assert "Joining is closed. Please ask" in by_link(conduct, code, lea.token).text
    assert "Joining is closed. Please ask" in phone.fill_in({}).text


def test_a_second_phone_with_the_link_takes_the_place_of_the_first_when_she_says_so(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SAY)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    first = by_link(conduct, code, lea.token).fill_in({})
    second = by_link(conduct, code, lea.token)
    assert "You are in already, on another phone. Go on here instead?" in second.text
    assert "You’re in, Lea" in first.open().text  # asked is not done
    assert "You’re in, Lea" in second.fill_in({}).text
    assert first.open("/now").last.status_code == 410
    assert "This phone is not in the workshop any more" in first.open().text
    assert list(states(conduct, code)) == ["Lea"]


def test_a_link_does_not_open_what_was_answered_hidden_or_written_only_to_her(
    conduct: Conduct,
) -> None:
    """The facilitator has the links too."""
    code = kept(conduct, ASK, an_exercise(a_step("mine", "text"), file="mine"))
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    hers = by_link(conduct, code, lea.token).fill_in({})
    tom = a_browser(conduct, code).join("Tom", "t2")
    (her_id, his_id) = (one.id for one in conduct.people(code).result())
    make(conduct, code, "next", "open")
    hers.open().fill_in({"room:person": [his_id]})
    make(conduct, code, "next", "open")
    tom.open().fill_in({f"{her_id}:text": "For your eyes only."})
    make(conduct, code, "reveal")
    assert "For your eyes only." in hers.open("/me").text
    make(conduct, code, "next", "open")
    hers.open().fill_in({"room:text": "My hidden words."})

    other = by_link(conduct, code, lea.token).fill_in({})
    assert "You’re in" not in other.text
    for path in ("", "/me"):
        assert "My hidden words." not in other.open(path).text
        assert "For your eyes only." not in other.open(path).text
    conduct.remove(code, lea.id).result()
    again = by_link(conduct, code, lea.token).fill_in({})
    assert "For your eyes only." not in again.open("/me").text


def test_the_database_does_not_hold_what_a_phone_that_came_by_link_keeps_secret(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales", "lea@example.org"))["Lea"]
    phone = by_link(conduct, code, lea.token).fill_in({})
    secret = phone.client.cookies["participant"]
    loot = repr(stolen(database_url))
    assert secret not in loot
    assert lea.token in loot
    assert lea.token not in secret


def test_who_comes_by_the_qr_code_under_her_name_is_not_listed_twice(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    a_browser(conduct, code).join("lea", "t1")
    assert states(conduct, code) == {"lea": "present"}
    assert "Go on here instead?" in by_link(conduct, code, lea.token).text


def test_a_list_that_comes_when_people_are_there_already_finds_them(conduct: Conduct) -> None:
    code = kept(conduct)
    phone = a_browser(conduct, code).join("Lea", "t1")
    invited(conduct, code, Row("lea", "SALES"), Row("Tom", "Sales"))
    assert states(conduct, code) == {"Lea": "present", "Tom": "expected"}
    assert "You’re in, Lea" in phone.open().text


def test_the_same_list_once_more_changes_nothing_but_what_is_new(conduct: Conduct) -> None:
    code = kept(conduct)
    before = invited(conduct, code, Row("Lea", "Sales", "lea@example.org"), Row("Tom", "Press"))
    after = invited(conduct, code, Row("Tom", "Press", "tom@example.org"), Row("Lea", "Sales"))
    assert [one.token for one in before.values()] == [one.token for one in after.values()]
    assert [one.email for one in after.values()] == ["lea@example.org", "tom@example.org"]
    assert len(conduct.workshop(code).result().teams) == 3


def test_who_has_not_come_can_be_corrected_and_taken_off_the_list(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Leah", "Sales"))["Leah"]
    conduct.correct(code, lea.id, "Lea", "t2").result()
    phone = by_link(conduct, code, lea.token).fill_in({})
    assert "You’re in, Lea" in phone.text
    assert "Technology" in phone.text
    for left in ({"Lea": "expected"}, {}):
        conduct.remove(code, lea.id).result()
        assert states(conduct, code) == left


def test_an_email_is_seen_by_the_facilitator_alone(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales", "lea@example.org"))["Lea"]
    phone = by_link(conduct, code, lea.token)
    assert "example.org" not in phone.last.text + phone.fill_in({}).last.text
    assert "example.org" not in repr(conduct.figures(code).result())


def test_too_many_teams_in_a_list_leave_everything_as_it_was(conduct: Conduct) -> None:
    code = kept(conduct)
    rows = [Row("Lea", f"Team {number}") for number in range(11)]
    refusal(lambda: conduct.take_over(code, rows).result())
    assert len(conduct.workshop(code).result().teams) == 2
    assert conduct.people(code).result() == []


def test_three_thousand_people_are_taken_over_and_listed(conduct: Conduct) -> None:
    code = kept(conduct, teams=12)
    rows = [Row(f"Person {n}", TEAMS[n % 12]) for n in range(3000)]
    invited(conduct, code, *rows)
    found = conduct.people(code).result()
    assert len({one.token for one in found}) == 3000
    assert all(a.name.casefold() <= b.name.casefold() for a, b in pairwise(found))


def test_a_link_says_to_whom_it_belongs(conduct: Conduct) -> None:
    code = kept(conduct)
    lea = invited(conduct, code, Row("Lea", "Sales"))["Lea"]
    known = Invited(lea.id, "Lea", "t1", "", lea.token)
    assert conduct.invited(code, lea.token).result() == (known, False)
    conduct.join_by_link(code, "secret", lea.token).result()
    assert conduct.invited(code, lea.token).result() == (known, True)
    assert conduct.invited(code, "other").result() is None


# Who is present


def test_a_phone_is_present_while_it_listens_and_a_moment_longer() -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    with presence.listening("KITES", "lea"), presence.listening("KITES", "lea"):
        now[0] = 1000.0
        assert presence.phones("KITES") == {"lea"}
        assert presence.phones("OTHER") == set()
    now[0] += RECENT
    assert presence.phones("KITES") == {"lea"}
    now[0] += 1
    assert presence.phones("KITES") == set()


def test_a_phone_without_a_stream_is_present_as_long_as_it_asks() -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    for at in range(0, 300, 3):
        now[0] = float(at)
        presence.heard("KITES", "lea")
        assert presence.phones("KITES") == {"lea"}
    now[0] += RECENT + 1
    assert presence.phones("KITES") == set()


def test_phones_that_are_gone_are_forgotten_though_nobody_looks() -> None:
    now = [0.0]
    presence = Presence(lambda: now[0])
    for number in range(1000):
        now[0] += 1
        presence.heard("KITES", f"phone {number}")
    assert len(presence._heard) < 100


def test_who_has_just_looked_is_present_and_who_is_only_in_the_database_is_away(
    conduct: Conduct,
) -> None:
    code = kept(conduct)
    (tom,) = join_all(conduct, code, 1)
    assert isinstance(tom, Phone)
    lea = a_browser(conduct, code).join("Lea")
    assert states(conduct, code) == {"Lea": "present", tom.me.name: "away"}
    with conduct.listening(code, tom.secret):
        assert states(conduct, code)[tom.me.name] == "present"
    assert lea.client.get(f"/j/{code}/revision").status_code == 200
