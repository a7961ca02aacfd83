"""What became of commitments: kept beside what was shown, and never more than that."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rooms import Phone, a_step, an_exercise, join_all, kept, make, refusal, send
from workshop_kit.afterwards.commitments import Commitment, edited
from workshop_kit.conduct import Conduct
from workshop_kit.workshop import moderation

FIRST = {"what": ["show the plan"], "whom": ["Sales"], "by": ["2026-12-01"], "asks": ["Mei"]}
SECOND = {"what": ["call first"], "whom": [""], "by": [""], "asks": [""]}


@pytest.fixture
def promised(conduct: Conduct) -> tuple[str, list[Phone]]:
    """A workshop in which two people promised something with their names."""
    code = kept(conduct, an_exercise(a_step("promise", "commitment", names="shown"), file="arms"))
    phones = join_all(conduct, code, 1, 1)
    make(conduct, code, "next", "open")
    for phone, fields in zip(phones, (FIRST, SECOND), strict=True):
        send(conduct, code, phone, fields)
    make(conduct, code, "reveal")
    return code, phones


def of(conduct: Conduct, code: str) -> tuple[Commitment, ...]:
    return conduct.commitments(code).result()


def test_what_was_promised_is_listed_the_earliest_day_first(
    conduct: Conduct, promised: tuple[str, list[Phone]]
) -> None:
    code, phones = promised
    first, second = of(conduct, code)
    assert first == Commitment(
        first.id,
        "show the plan",
        "Person 1.0",
        "Sales",
        "Sales",
        "2026-12-01",
        "Mei",
        person=phones[0].me.id,
    )
    assert first.id.startswith("arms/promise/c")
    assert (second.what, second.who, second.status) == ("call first", "Person 2.0", "open")


def test_nothing_is_listed_before_it_was_revealed(conduct: Conduct) -> None:
    code = kept(conduct, an_exercise(a_step("promise", "commitment", names="shown")))
    (phone,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    send(conduct, code, phone, FIRST)
    make(conduct, code, "close")
    assert of(conduct, code) == ()


def test_what_became_of_it_stays(conduct: Conduct, promised: tuple[str, list[Phone]]) -> None:
    code, _ = promised
    first, second = of(conduct, code)
    conduct.follow_up(code, [(first.id, {"status": "kept"})]).result()
    conduct.follow_up(code, [(first.id, {"note": "well done"})]).result()
    conduct.follow_up(code, [("", {"what": "book the room", "by": "2026-11-30"})]).result()
    added, changed, same = of(conduct, code)
    assert (changed.status, changed.note, changed.what) == ("kept", "well done", "show the plan")
    assert changed.changed > 0
    assert (added.what, added.status) == ("book the room", "open")
    assert same == second
    assert conduct.figures(code).result().commitments == (added, changed, same)


def test_what_is_taken_off_the_list_comes_back(
    conduct: Conduct, promised: tuple[str, list[Phone]]
) -> None:
    code, _ = promised
    first, second = of(conduct, code)
    conduct.follow_up(code, [(first.id, {"gone": True})]).result()
    assert [c.gone for c in of(conduct, code)] == [True, False]
    assert conduct.figures(code).result().commitments == (second,)
    conduct.follow_up(code, [(first.id, {"gone": False})]).result()
    assert replace(of(conduct, code)[0], changed=0) == first


def test_what_is_taken_down_is_not_shown_here_either(
    conduct: Conduct, promised: tuple[str, list[Phone]]
) -> None:
    code, _ = promised
    first, second = of(conduct, code)
    conduct.follow_up(code, [(first.id, {"note": "about the plan"})]).result()
    text = conduct.figures(code).result().releases["arms/promise"].cards[0].text
    key = "arms/promise"
    conduct.moderate(code, "take down", lambda w: moderation.take_down(w, key, text)).result()
    left = of(conduct, code)
    assert len(left) == 1
    conduct.moderate(code, "put back", lambda w: moderation.put_back(w, key, text)).result()
    assert [c.id for c in of(conduct, code)] == [first.id, second.id]


def test_an_impossible_change_changes_nothing(
    conduct: Conduct, promised: tuple[str, list[Phone]]
) -> None:
    code, _ = promised
    first, second = of(conduct, code)
    for fields, told in (
        ({"status": "perhaps"}, "The status is one of"),
        ({"by": "tomorrow"}, "year-month-day"),
        ({"what": " "}, "needs to say"),
        ({"asks": "x" * 61}, "there is room for 60"),
    ):
        change = [(second.id, {"status": "kept"}), (first.id, fields)]
        assert told in refusal(lambda c=change: conduct.follow_up(code, c).result())
    assert "not there any more" in refusal(
        lambda: conduct.follow_up(code, [("arms/promise/c9", {"status": "kept"})]).result()
    )
    assert of(conduct, code) == (first, second)


def test_overdue_is_what_has_a_day_that_is_over_and_is_neither_kept_nor_dropped() -> None:
    one = Commitment("a", "call", by="2026-11-24")
    assert one.overdue(date(2026, 11, 25))
    assert not one.overdue(date(2026, 11, 24))
    assert replace(one, status="under way").overdue(date(2026, 11, 25))
    assert not replace(one, status="kept").overdue(date(2026, 11, 25))
    assert not replace(one, by="").overdue(date(2026, 11, 25))


def test_what_she_edits_in_the_table_becomes_changes(
    conduct: Conduct, promised: tuple[str, list[Phone]]
) -> None:
    code, _ = promised
    edits = {
        "edited_rows": {0: {"Status": "kept", "By when": "2026-12-24T00:00:00.000Z"}},
        "added_rows": [{"Commitment": "book the room", "Note": None}, {"Who": "Lea"}],
        "deleted_rows": [1],
    }
    conduct.follow_up(code, edited(of(conduct, code), edits)).result()
    found = {c.what: c for c in of(conduct, code)}
    assert (found["show the plan"].status, found["show the plan"].by) == ("kept", "2026-12-24")
    assert found["call first"].gone
    assert (found["book the room"].status, len(found)) == ("open", 3)
