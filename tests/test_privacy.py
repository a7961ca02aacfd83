"""Before anybody answers, she and everybody on a phone read what will be shown, and to whom."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.rooms import (
    ROOT,
    SHIPPED,
    TEAMS,
    a_step,
    a_workshop,
    an_exercise,
    is_sentence,
    join_all,
    kept,
    make,
)
from workshop_kit import console, disclosure, privacy
from workshop_kit.assembly import Kit
from workshop_kit.conduct import Conduct
from workshop_kit.disclosure import Response
from workshop_kit.phone import page
from workshop_kit.workshop import Workshop, people


def rated(about: str = "nothing", teams: int = 3, minimum: int = 5) -> Workshop:
    """A workshop of one step with hidden figures."""
    step = a_step("rate", names="hidden", about=about)
    return a_workshop(an_exercise(step), teams=teams, minimum=minimum)


def told(workshop: Workshop, *sizes: int) -> list[str]:
    """What is told of the limits of the first step, to a room of these teams."""
    joined = {f"t{number}": size for number, size in enumerate(sizes, start=1)}
    return [limit.told for limit in privacy.limits(workshop, workshop.places[0], joined)]


def test_a_small_team_reads_with_whom_it_is_shown() -> None:
    assert told(rated(), 6, 7, 4) == [
        "Design has 4 people: its figures are shown only together with Sales."
    ]
    assert told(rated(), 6, 7, 5) == []
    assert told(rated(teams=4), 6, 1, 2, 2) == [
        "Technology has 1 person: its figures are shown only together with Design and Operations.",
        "Design has 2 people: its figures are shown only together with Technology and Operations.",
        "Operations has 2 people: its figures are shown only together with Technology and Design.",
    ]


def test_what_she_chose_is_told_too() -> None:
    chosen = people.show_together(rated(), ["t2", "t3"])
    assert told(chosen, 6, 7, 4) == [
        "Design has 4 people: its figures are shown only together with Technology."
    ]
    assert told(chosen, 6, 7, 5) == ["Technology and Design are shown only together."]


def test_where_nothing_could_be_shown_it_is_said_with_what_can_be_done() -> None:
    few = rated()
    (limit,) = privacy.limits(few, few.places[0], {"t1": 2, "t2": 2})
    assert limit.nothing
    assert limit.told.startswith("Fewer than 5 people are here")
    assert "one more person has come" in privacy.advice(few, limit)
    own = rated("own_team")
    sizes = {"t1": 6, "t2": 7, "t3": 4}
    (limit,) = privacy.limits(own, own.places[0], sizes)
    assert limit.told == ("Nothing is shown about Design: fewer than 5 people are asked about it.")
    assert "talk about Design aloud" in privacy.advice(own, limit)


def test_own_words_of_a_single_team_need_more_people() -> None:
    workshop = a_workshop(an_exercise(a_step("say", "text", names="hidden")), minimum=5)
    (limit,) = privacy.limits(workshop, workshop.places[0], {"t1": 7, "t2": 0})
    assert limit.told.startswith("Fewer than 10 people are here")
    assert "3 more people have come" in privacy.advice(workshop, limit)
    assert told(workshop, 7, 1) == []
    assert told(workshop, 10, 0) == []


def test_answers_with_names_and_private_ones_have_no_limits() -> None:
    for names, more in (("team", {}), ("shown", {}), ("hidden", {"about": "self"})):
        private = {"reveal": "private"} if more else {}
        workshop = a_workshop(an_exercise(a_step("say", "text", names=names, **more, **private)))
        assert told(workshop, 1, 1) == []


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_of_each_exercise_it_says_who_reads_what(name: str) -> None:
    workshop = a_workshop(SHIPPED[name], teams=3, minimum=5)
    joined = {"t1": 6, "t2": 4, "t3": 2}
    steps = privacy.of_exercise(workshop, workshop.agenda[0], joined)
    for place, limits in steps:
        assert is_sentence(privacy.readers(place.step, 5))
        for limit in limits:
            assert is_sentence(limit.told)
            assert is_sentence(privacy.advice(workshop, limit))


@given(
    sizes=st.lists(st.integers(0, 9), min_size=2, max_size=5),
    minimum=st.integers(3, 6),
    about=st.sampled_from(["nothing", "own_team", "other_teams", "another_team"]),
    merged=st.booleans(),
)
def test_what_is_foretold_is_what_is_shown_when_all_answer(
    sizes: Sequence[int], minimum: int, about: str, merged: bool
) -> None:
    workshop = rated(about, len(sizes), minimum)
    if merged:
        workshop = people.show_together(workshop, ["t1", "t2"])
    place, ids = workshop.places[0], list(workshop.team_names)
    joined = Counter(dict(zip(ids, sizes, strict=True)))
    asked = {
        "nothing": lambda team: ["room"],
        "own_team": lambda team: [team],
        "other_teams": lambda team: [other for other in ids if other != team],
        "another_team": lambda team: [ids[(ids.index(team) + 1) % len(ids)]],
    }[about]
    answers = [
        Response(target, team, [1 + number % 5], respondent=f"{team} {number}")
        for team in ids
        for number in range(joined[team])
        for target in asked(team)
    ]
    released = disclosure.release(
        "rate",
        place.step,
        answers,
        joined.total(),
        workshop.team_names,
        minimum,
        together=workshop.together,
    )
    limits = privacy.limits(workshop, place, joined)
    asked_about = {answer.target for answer in answers}
    hidden = {team for limit in limits if limit.nothing for team in limit.teams}
    if joined.total() < minimum:
        assert released.cells == ()
        assert hidden == {team for team in ids if joined[team]}
    else:
        assert {*asked_about} - {*released.targets} == hidden & asked_about
    if about == "nothing" and released.cells:
        alone = {cell.group.teams for cell in released.cells}
        told_of = {team for limit in limits for team in limit.teams}
        chosen = {"t1", "t2"} if merged else set()
        assert told_of | chosen == {t for t in ids if joined[t] and (t,) not in alone} | chosen


# On the phone


def test_the_phone_says_it_before_the_step_opens_and_beside_the_form(conduct: Conduct) -> None:
    exercise = an_exercise(a_step("rate", names="hidden"))
    code = kept(conduct, exercise, teams=3, minimum=5)
    phones = join_all(conduct, code, 6, 6, 4)

    def shown(phone: int) -> str:
        return str(page.step_page("en", conduct.view(code, phones[phone].secret).result()))

    small = "Design has 4 people: its figures are shown only together with Sales."
    make(conduct, code, "next")
    for move in ("open", "close"):
        assert "only figures of 5 people or more" in shown(0)
        assert small in shown(0)
        assert small in shown(-1)
        assert small not in shown(6), "Technology is shown as always"
        make(conduct, code, move)
    assert small not in shown(0)


# On the facilitator's pages


@pytest.fixture
def small(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> str:
    """A workshop with a hidden figure and three teams, the last of them under the minimum."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    exercise = an_exercise(a_step("rate", names="hidden"))
    code = kit.conduct.create("Offsite", TEAMS[:3], [exercise], 5).result().code
    join_all(kit.conduct, code, 6, 6, 4)
    return code


def page_of(code: str, name: str) -> AppTest:
    her = AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=30)
    her.query_params["code"] = code
    return her.switch_page(name).run()


def press(her: AppTest, label: str) -> None:
    next(b for b in her.button if b.label == label).click().run()
    assert not her.exception


def test_she_reads_it_on_run_and_shows_small_teams_together_and_apart(kit: Kit, small: str) -> None:
    her = page_of(small, "run.py")
    html = " ".join(str(e.proto.body) for e in her.get("html"))
    assert "Design has 4 people: its figures are shown only together with Sales." in html
    her.multiselect(key="together exercise").set_value(["t2", "t3"]).run()
    press(her, "Show together")
    assert kit.conduct.workshop(small).result().together == (("t2", "t3"),)
    press(her, "Show apart")
    assert kit.conduct.workshop(small).result().together == ()


@pytest.fixture
def few(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> str:
    """A workshop of two exercises with hidden figures, where only three people are."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    asked = [kit.library["trust_pulse"], kit.library["check_in"]]
    code = kit.conduct.create("Offsite", TEAMS[:3], asked, 5).result().code
    join_all(kit.conduct, code, 2, 1)
    return code


def agenda(kit: Kit, code: str) -> list[str]:
    return [item.id for item in kit.conduct.workshop(code).result().agenda]


@pytest.mark.parametrize("page_name", ["prepare.py", "run.py"])
def test_an_exercise_that_could_not_be_shown_is_left_out_and_comes_back_to_its_place(
    kit: Kit, few: str, page_name: str
) -> None:
    her = page_of(few, page_name)
    press(her, "Leave it out")
    assert agenda(kit, few) == ["check_in"]
    press(her, "Undo")
    assert agenda(kit, few) == ["trust_pulse", "check_in"]
    assert not any(b.label == "Undo" for b in her.button)


def test_a_similar_exercise_of_which_all_can_be_shown_takes_its_place_and_goes_again(
    kit: Kit, few: str
) -> None:
    her = page_of(few, "prepare.py")
    press(her, "Use this instead")
    other, rest = agenda(kit, few)
    assert (other != "trust_pulse", rest) == (True, "check_in")
    workshop = kit.conduct.workshop(few).result()
    assert workshop.agenda[0].exercise.practice == "trust"
    steps = privacy.of_exercise(workshop, workshop.agenda[0], {"t1": 2, "t2": 1})
    assert not any(limit.nothing for _, told in steps for limit in told)
    press(her, "Undo")
    assert agenda(kit, few) == ["trust_pulse", "check_in"]


def test_in_the_room_an_exercise_that_could_not_be_shown_is_skipped_and_gone_back_to(
    kit: Kit, few: str
) -> None:
    here = make(kit.conduct, few, "next").at
    her = page_of(few, "run.py")
    assert not any(b.label == "Leave it out" for b in her.button), "it has begun"
    press(her, "Skip this exercise")
    place = kit.conduct.workshop(few).result().place
    assert place is not None
    assert place.item.id == "check_in"
    press(her, "Undo")
    assert kit.conduct.workshop(few).result().at == here


def test_a_step_that_could_not_be_shown_is_left_out_and_comes_back(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "signed_in", lambda: True)
    signed = a_step("say", "text", names="shown")
    exercise = an_exercise(a_step("rate", names="hidden"), signed)
    code = kit.conduct.create("Offsite", TEAMS[:2], [exercise], 5).result().code
    join_all(kit.conduct, code, 2, 1)
    her = page_of(code, "prepare.py")
    press(her, "Do without this step")
    assert [p.step.id for p in kit.conduct.workshop(code).result().places] == ["say"]
    press(her, "Undo")
    assert [p.step.id for p in kit.conduct.workshop(code).result().places] == ["rate", "say"]


def test_a_small_team_and_its_neighbour_are_kept_together_with_one_press(
    kit: Kit, small: str
) -> None:
    her = page_of(small, "prepare.py")
    press(her, "Show these together")
    assert kit.conduct.workshop(small).result().together == (("t1", "t3"),)
    assert not any(b.label == "Show these together" for b in her.button)
    press(her, "Show apart")
    assert kit.conduct.workshop(small).result().together == ()


def test_nothing_is_offered_where_all_can_be_shown(kit: Kit, few: str) -> None:
    workshop = kit.conduct.workshop(few).result()
    item, joined = workshop.agenda[0], {"t1": 6, "t2": 6, "t3": 6}
    steps = privacy.of_exercise(workshop, item, joined)
    assert privacy.as_one(workshop, [limit for _, told in steps for limit in told]) == []
    shown = {e.file for e in privacy.instead(workshop, item, kit.library.values(), joined)}
    assert not shown & {"trust_pulse", "check_in"}, "what is in the agenda is not offered"
