"""People meet: the phone names the partner, the spot and the role, and what is said about them."""

import re

import pytest

from tests.phones import Browser, a_browser, browsers
from tests.rooms import SHIPPED, a_step, an_exercise, join_all, kept, make, refusal
from workshop_kit.conduct import Conduct
from workshop_kit.exercise.typed import Wrong

TEAMS = ["t1", "t1", "t2", "t2", "t3", "t3"]


def partner_of(phone: Browser) -> str:
    """Whom the phone names."""
    found = re.search(r"You meet (Person \d) \(", phone.open().text)
    assert found, phone.text
    return found[1]


def scene_of(phone: Browser) -> str:
    """What a phone compares when it looks again."""
    return str(phone.open("/now").page.xpath("//main/@data-scene")[0])


def test_everybody_meets_somebody_of_another_team_and_both_phones_say_so(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["new_faces"], teams=3)
    phones = browsers(conduct, code, TEAMS)
    met: list[frozenset[str]] = []
    for _ in range(3):
        make(conduct, code, "next", "open")
        partners = {f"Person {i}": partner_of(phone) for i, phone in enumerate(phones)}
        assert all(partners[partner] == person for person, partner in partners.items())
        teams = dict(zip(partners, TEAMS, strict=True))
        assert all(teams[person] != teams[partner] for person, partner in partners.items())
        met += {frozenset(pair) for pair in partners.items()}
    assert len(set(met)) == len(met), "nobody meets anybody twice"


def test_partners_are_told_the_same_spot_and_each_their_role(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    one, other = browsers(conduct, code, ["t1", "t2"])
    make(conduct, code, "next", "open")
    assert "Spot 1" in one.open().text
    assert "Spot 1" in other.open().text
    roles = ["You: talking", "You: only listening"]
    first = [next(role for role in roles if role in p.open().text) for p in (one, other)]
    make(conduct, code, "next", "open")
    then = [next(role for role in roles if role in p.open().text) for p in (one, other)]
    assert sorted(first) == sorted(roles)
    assert then == first[::-1], "they change places"


def test_who_comes_late_finds_a_group_at_once_and_her_partners_phones_hear_it(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["new_faces"])
    one, other = browsers(conduct, code, ["t1", "t2"])
    make(conduct, code, "next", "open")
    scene, before = scene_of(one), conduct.workshop(code).result()
    late = a_browser(conduct, code).join("Lea", "t1")
    assert "You meet Person 0 (Sales) and Person 1 (Technology)" in late.open().text
    assert "Lea (Sales)" in other.open().text
    assert scene_of(one) != scene, "a phone that looks again shows the new group"
    after = conduct.workshop(code).result()
    assert after.revision == before.revision + 1
    assert after.moves == before.moves, "what the facilitator presses now is not refused"


def test_who_comes_between_two_steps_of_a_pair_finds_a_group_when_the_second_opens(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    browsers(conduct, code, ["t1", "t2"] * 2)
    make(conduct, code, "next", "open", "close")
    late = a_browser(conduct, code).join("Lea", "t1")
    assert "You meet" not in late.open().text, "that step is closed"
    make(conduct, code, "next", "open")
    assert "You meet" in late.open().text


def test_a_second_step_that_is_opened_without_the_first_makes_the_groups(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    one, other = browsers(conduct, code, ["t1", "t2"])
    make(conduct, code, "next", "next", "open")
    assert "You meet Person 1" in one.open().text
    assert "You meet Person 0" in other.open().text


def test_two_people_who_change_places_see_their_new_partners(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    phones = browsers(conduct, code, ["t1", "t2"] * 2)
    make(conduct, code, "next", "open", "next", "open")
    people = {p.name: p.id for p in conduct.participants(code).result()}
    before = partner_of(phones[0])
    other = next(n for n in people if n not in ("Person 0", before))
    conduct.swap(code, people[before], people[other]).result()
    assert partner_of(phones[0]) == other
    assert set(conduct.workshop(code).result().pairings) == {"long_listening/one"}


def test_who_has_left_leaves_nobody_alone_and_meets_nobody_until_she_is_back(
    conduct: Conduct,
) -> None:
    code = kept(conduct, SHIPPED["new_faces"])
    phones = browsers(conduct, code, ["t1", "t2"] * 2)
    make(conduct, code, "next", "open")
    gone = next(p.id for p in conduct.participants(code).result() if p.name == "Person 0")
    conduct.take_out(code, gone).result()
    assert "You meet" not in phones[0].open().text
    for phone in phones[1:]:
        assert phone.open().text.count("Person") == 3, "herself and two partners"
    make(conduct, code, "next", "open")
    assert "You meet" not in phones[0].open().text
    conduct.bring_in(code, gone).result()
    assert "You meet" in phones[0].open().text


def test_a_change_of_groups_that_cannot_be_is_refused_in_words(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["new_faces"])
    one, other = join_all(conduct, code, 1, 1)
    assert refusal(lambda: conduct.swap(code, one.me.id, other.me.id).result()) == (
        "Groups can be changed only in a step where people meet."
    )
    make(conduct, code, "next", "open")
    for wrong in (
        lambda: conduct.swap(code, one.me.id, other.me.id).result(),
        lambda: conduct.swap(code, one.me.id, "nobody").result(),
        lambda: conduct.take_out(code, "nobody").result(),
        lambda: conduct.bring_in(code, one.me.id).result(),
    ):
        refusal(wrong)
    make(conduct, code, "close")
    assert refusal(lambda: conduct.swap(code, one.me.id, other.me.id).result()) == (
        "This step is closed. Open it again to change its groups."
    )


def test_who_goes_home_before_people_meet_is_in_no_group(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["new_faces"])
    gone, *others = join_all(conduct, code, 2, 2)
    conduct.take_out(code, gone.me.id).result()
    (listed,) = (one for one in conduct.people(code).result() if one.id == gone.me.id)
    assert listed.state == "left"
    refusal(lambda: conduct.take_out(code, gone.me.id).result())
    groups = make(conduct, code, "next", "open").pairings["new_faces/first"]
    assert sorted(p for group in groups for p in group) == sorted(one.me.id for one in others)


# Trios

TRIO = an_exercise(
    a_step("one", "talk", pairs=3, roles=["you talk", "you listen", "you watch"]),
    a_step("two", "talk", like="one", roles=["you talk", "you listen", "you watch"]),
    a_step("three", "talk", like="one", roles=["you talk", "you listen", "you watch"]),
)


def roles_of(phone: Browser) -> str:
    """What the phone says that she does now."""
    return str(phone.open().page.xpath("//p[@class='role']/bdi/text()")[0])


@pytest.mark.parametrize(("people", "sizes"), [(3, {3}), (5, {3, 2}), (6, {3}), (13, {3, 4})])
def test_in_every_trio_each_has_each_role_once_and_somebody_always_talks(
    conduct: Conduct, people: int, sizes: set[int]
) -> None:
    code = kept(conduct, TRIO, teams=3)
    phones = browsers(conduct, code, [f"t{1 + i % 3}" for i in range(people)])
    had: dict[int, list[str]] = {i: [] for i in range(people)}
    for _ in range(3):
        make(conduct, code, "next", "open")
        for i, phone in enumerate(phones):
            had[i].append(roles_of(phone))
            names_and_teams = phone.page.xpath("//p[@class='meet']//bdi")
            assert len(names_and_teams) // 2 + 1 in sizes
            spot = phone.page.xpath("//p[@class='spot']/text()")
            assert len(spot) == 1
    groups = conduct.workshop(code).result().pairings["exercise/one"]
    number = {p.id: int(p.name.split()[1]) for p in conduct.participants(code).result()}
    assert {len(group) for group in groups} == sizes
    for group in groups:
        for turn in range(3):
            assert "you talk" in {had[number[person]][turn] for person in group}
        if len(group) >= 3:
            assert all(len(set(had[number[person]])) == 3 for person in group)
        else:
            assert all("watch" not in " ".join(had[number[person]]) for person in group)


def test_where_two_have_the_same_role_they_are_told_to_share_the_time(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"])
    phones = browsers(conduct, code, ["t1", "t2", "t1"])
    make(conduct, code, "next", "open")
    told = [p.open().text for p in phones]
    assert sorted("too: share the time." in text for text in told) == [False, True, True]
    assert sum("You: only listening" in text for text in told) == 1


def test_what_is_given_back_is_read_by_the_partner_alone(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"], teams=4)
    phones = browsers(conduct, code, ["t1", "t2", "t3", "t4"])
    make(conduct, code, "next", "open")
    partner = phones[int(partner_of(phones[0])[-1])]
    make(conduct, code, "next", "next", "next", "next", "open")
    phones[0].open()
    name = phones[0].page.xpath("//textarea/@name")[0]
    phones[0].fill_in({name: "You carry more than one sees."})
    make(conduct, code, "reveal")
    readers = [p for p in phones if "You carry more" in p.open().text]
    assert readers == [partner]


def test_a_figure_about_partners_is_the_rooms_and_nobodys_own(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"], minimum=5)
    phones = browsers(conduct, code, ["t1", "t2"] * 3)
    make(conduct, code, "next", "open", "next", "next", "open")
    for phone in phones:
        phone.open().fill_in({"room:0": "6"})
    make(conduct, code, "next", "next", "next", "open", "reveal")
    release = conduct.figures(code).result().releases["long_listening/heard"]
    assert release.targets == ("room",)
    assert all(cell.answered >= 5 for cell in release.cells)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([a_step("talk", "talk", pairs=5)], "pairs is 2 for pairs or 3 for trios"),
        ([a_step("talk", "talk", roles=["one"])], "roles need pairs or like"),
        ([a_step("talk", "talk", like="before")], "is not the id of an earlier step with pairs"),
        (
            [a_step("talk", "talk"), a_step("say", about="partner", uses="talk")],
            "needs a step in which people meet",
        ),
        ([a_step("say", about="partner")], "needs uses"),
    ],
)
def test_meetings_that_cannot_be_are_told_when_the_file_is_read(
    steps: list[str], told: str
) -> None:
    with pytest.raises(Wrong, match=told):
        an_exercise(*steps)
