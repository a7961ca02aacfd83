"""A team gives one answer: one of it writes for all, and anybody of it may take over."""

import pytest

from tests.phones import Browser, a_browser, browsers
from tests.rooms import a_step, an_exercise, join_all, kept, make, refusal, send
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong
from workshop_kit.workshop import NotNow

NEED = an_exercise(
    a_step(
        "need",
        "text",
        by="team",
        names="team",
        about="other_teams",
        prompt="What do you need from {target}?",
    ),
    a_step("mood"),
)
ONE = an_exercise(a_step("wish", "text", by="team", names="team", prompt="What do you wish?"))
TAKEN = "writes for your team now. What you typed was not sent; it is below"


def take_pen(phone: Browser) -> Browser:
    """She presses the one button of the page on which nobody or somebody else writes."""
    assert phone.open().page.forms[0].get("id") == "pen"
    return phone.fill_in({})


def write(phone: Browser, text: str) -> Browser:
    """She writes about everything that is asked, and sends."""
    names = phone.page.xpath("//textarea/@name")
    return phone.fill_in(dict.fromkeys(names, text))


def scene_of(phone: Browser) -> str:
    """What a phone compares when it looks again."""
    return str(phone.open("/now").page.xpath("//main/@data-scene")[0])


def test_one_takes_the_pen_and_the_others_see_who_writes_and_what_was_saved(
    conduct: Conduct,
) -> None:
    code = kept(conduct, NEED)
    amara, mei, lea = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    assert "Your team gives one answer." in mei.open().text
    assert mei.page.xpath("//button/text()") == ["I write for us"]
    assert "You write for Sales." in take_pen(amara).text
    waiting = scene_of(mei)
    assert "Person 0 writes for Sales." in mei.open().text
    assert mei.page.xpath("//button/text()") == ["Write instead"]
    assert "Your team’s answer is saved." in write(amara, "Dates that hold.").text
    assert scene_of(mei) != waiting, "her phone shows the saved answer when it looks again"
    assert "Dates that hold." in mei.open().text
    assert "writes for" not in lea.open().text, "another team has a pen of its own"
    assert "Dates that hold." not in lea.text


def test_who_waits_reads_of_whom_it_is_asked(conduct: Conduct) -> None:
    about = a_step(
        "need",
        "text",
        by="team",
        names="team",
        about="another_team",
        prompt="What do you need from {target}?",
    )
    code = kept(conduct, an_exercise(about), teams=3)
    (amara,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open")
    assert "What do you need from Technology?" in amara.open().text


def test_while_she_writes_nothing_that_others_do_changes_her_form(conduct: Conduct) -> None:
    code = kept(conduct, ONE)
    amara, mei, lea = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    take_pen(amara)
    before = scene_of(amara)
    write(take_pen(lea), "Ours.")
    write(amara.open(), "First.")
    assert scene_of(amara) == before
    assert "Person 0 writes" in mei.open().text


def test_who_takes_over_goes_on_from_what_was_saved_and_the_other_learns_it(
    conduct: Conduct,
) -> None:
    code = kept(conduct, ONE)
    amara, mei = browsers(conduct, code, ["t1", "t1"])
    make(conduct, code, "next", "open")
    write(take_pen(amara), "First.")
    take_pen(mei)
    assert mei.page.xpath("//textarea")[0].value.strip() == "First."
    assert "Person 1 writes for Sales." in amara.open().text
    write(mei, "Second.")
    assert "Second." in amara.open().text
    assert "First." not in amara.text
    assert conduct.counts(code).result().answered == {"t1": 1}


def test_what_she_typed_while_another_took_over_is_refused_and_stays_on_her_page(
    conduct: Conduct,
) -> None:
    code = kept(conduct, ONE)
    amara, mei = browsers(conduct, code, ["t1", "t1"])
    make(conduct, code, "next", "open")
    take_pen(amara)
    write(take_pen(mei), "Saved.")
    write(amara, "Half a thought.")
    assert f"Person 1 {TAKEN}" in amara.alert
    assert "Half a thought." in amara.text
    assert "Saved." in amara.text
    assert "Half a thought." not in mei.open().text


def test_somebody_may_send_without_a_press_on_the_pen_where_nobody_writes(
    conduct: Conduct,
) -> None:
    code = kept(conduct, ONE)
    one, other = join_all(conduct, code, 2)
    make(conduct, code, "next", "open")
    send(conduct, code, one, {"text": ["Ours."]})
    assert "Person 1.0 writes" in refusal(lambda: send(conduct, code, other, {"text": ["Mine."]}))


def test_a_double_tap_and_a_late_tap_on_the_pen_do_no_harm(conduct: Conduct) -> None:
    code = kept(conduct, ONE)
    amara, mei = browsers(conduct, code, ["t1", "t1"])
    make(conduct, code, "next", "open")
    amara.open()
    mei.open()
    for _ in range(2):
        form = {"step": "exercise/wish"}
        amara.last = amara.client.post(f"/j/{code}/pen", data=form)
    assert "You write for Sales." in amara.text
    make(conduct, code, "close")
    mei.fill_in({})
    assert "This question is closed" in mei.text
    pen = conduct.workshop(code).result().pens["exercise/wish"]["t1"]
    assert pen.person == conduct.participants(code).result()[0].id


def test_what_the_facilitator_presses_is_not_refused_because_a_pen_moved(conduct: Conduct) -> None:
    code = kept(conduct, ONE)
    amara, _ = browsers(conduct, code, ["t1", "t2"])
    seen = make(conduct, code, "next", "open").moves
    write(take_pen(amara), "Ours.")
    closed = conduct.move(code, "close", seen=seen).result()
    assert closed.phase("exercise/wish") == "closed"
    with pytest.raises(NotNow):
        conduct.move(code, "next", seen=seen).result()


def test_a_step_of_teams_counts_teams(conduct: Conduct) -> None:
    code = kept(conduct, ONE, teams=3)
    phones = join_all(conduct, code, 4, 2)
    make(conduct, code, "next", "open")
    send(conduct, code, phones[0], {"text": ["Ours."]})
    counts = conduct.counts(code).result()
    assert counts.asked == {"t1": 1, "t2": 1}, "a team in which nobody is cannot answer"
    assert counts.answered == {"t1": 1}
    make(conduct, code, "reveal")
    release = conduct.figures(code).result().releases["exercise/wish"]
    assert release.answered == 1
    assert [(card.text, card.by) for card in release.cards] == [("Ours.", "Sales")]


def test_who_comes_late_sees_who_writes_and_what_is_saved(conduct: Conduct) -> None:
    code = kept(conduct, ONE)
    (amara,) = browsers(conduct, code, ["t1"])
    make(conduct, code, "next", "open")
    write(take_pen(amara), "Ours.")
    late = a_browser(conduct, code).join("Late", "t1")
    assert "Person 0 writes for Sales." in late.open().text
    assert "Ours." in late.text


def test_when_it_closes_all_of_the_team_know_that_their_answer_is_saved(conduct: Conduct) -> None:
    code = kept(conduct, ONE)
    amara, mei, lea = browsers(conduct, code, ["t1", "t1", "t2"])
    make(conduct, code, "next", "open")
    write(take_pen(amara), "Ours.")
    make(conduct, code, "close")
    assert "Your team’s answer is saved" in mei.open().text
    assert "This question is closed" in lea.open().text
    make(conduct, code, "reveal")
    assert "Ours." in lea.open().text


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"names": "hidden"}, 'by = "team" needs names = "team"'),
        ({"names": "team", "about": "self", "reveal": "private"}, "not for what is about single"),
        ({"names": "team", "about": "self"}, "not for what is about single people"),
        ({"names": "shown"}, 'by = "team" needs names = "team"'),
    ],
)
def test_what_is_hidden_or_private_cannot_be_answered_by_teams(
    keys: dict[str, str], told: str
) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(a_step("wish", "text", by="team", **keys))
