"""People meet: the phone names the partner, the spot and the role, and what is said about them."""

import re

import pytest

from tests.phones import Browser, browsers
from tests.rooms import SHIPPED, a_step, an_exercise, kept, make
from workshop_kit.conduct import Conduct
from workshop_kit.exercise import Wrong

TEAMS = ["t1", "t1", "t2", "t2", "t3", "t3"]


def partner_of(phone: Browser) -> str:
    """Whom the phone names."""
    found = re.search(r"You meet (Person \d) \(", phone.open().text)
    assert found, phone.text
    return found[1]


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
    roles = ["you talk", "you only listen"]
    first = [next(role for role in roles if role in p.open().text) for p in (one, other)]
    make(conduct, code, "next", "open")
    then = [next(role for role in roles if role in p.open().text) for p in (one, other)]
    assert sorted(first) == sorted(roles)
    assert then == first[::-1], "they change places"


def test_who_comes_late_is_told_what_to_do(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["new_faces"])
    browsers(conduct, code, ["t1", "t2"])
    make(conduct, code, "next", "open")
    (late,) = browsers(conduct, code, ["t1"])
    assert "Join two people near you." in late.open().text
    make(conduct, code, "next", "open")
    assert "You meet" in late.open().text


def test_what_is_given_back_is_read_by_the_partner_alone(conduct: Conduct) -> None:
    code = kept(conduct, SHIPPED["long_listening"], teams=4)
    phones = browsers(conduct, code, ["t1", "t2", "t3", "t4"])
    make(conduct, code, "next", "open")
    partner = phones[int(partner_of(phones[0])[-1])]
    make(conduct, code, "next", "next", "next", "open")
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
    make(conduct, code, "reveal")
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
