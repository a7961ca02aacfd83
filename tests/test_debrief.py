"""What the facilitator keeps for the debrief: her notes, and quotes that she pins."""

import pytest

from tests.rooms import a_step, a_workshop, an_exercise, join_all, kept, make, moved, refusal, send
from workshop_kit import reveal
from workshop_kit.conduct import Conduct
from workshop_kit.question import Invalid
from workshop_kit.workshop import Workshop, debrief, moderation, people

SAY = an_exercise(a_step("say", "text", names="team"), a_step("rate"))


def revealed() -> Workshop:
    """A workshop whose first step has been revealed."""
    return moved(a_workshop(SAY), "next", "open", "reveal")


def test_her_notes_on_an_exercise_are_kept_as_she_wrote_them() -> None:
    workshop = debrief.note(a_workshop(SAY), "exercise", " They laughed.\n\nThen silence. ", "")
    assert workshop.notes == {"exercise": "They laughed.\n\nThen silence."}
    assert debrief.note(workshop, "exercise", "", workshop.notes["exercise"]).notes == {}


def test_two_who_write_at_once_do_not_lose_what_the_other_wrote() -> None:
    workshop = debrief.note(a_workshop(SAY), "exercise", "First.", "")
    assert "Someone else" in refusal(lambda: debrief.note(workshop, "exercise", "Second.", ""))
    assert "not in the agenda" in refusal(lambda: debrief.note(workshop, "other", "Lost.", ""))
    long = "x" * (debrief.LONGEST_NOTE + 1)
    with pytest.raises(Invalid, match="there is room for"):
        debrief.note(workshop, "exercise", long, "First.")


def test_only_words_that_the_room_has_seen_are_pinned() -> None:
    workshop = a_workshop(SAY)
    assert "the room has seen" in refusal(lambda: debrief.pin(workshop, "exercise/say", "Yes."))
    pinned = debrief.pin(revealed(), "exercise/say", "Yes.")
    assert pinned.pinned == {"exercise/say": ("Yes.",)}
    assert "already" in refusal(lambda: debrief.pin(pinned, "exercise/say", "Yes."))
    assert debrief.unpin(pinned, "exercise/say", "Yes.").pinned == {}
    assert "not pinned" in refusal(lambda: debrief.unpin(workshop, "exercise/say", "Yes."))
    figures = moved(pinned, "next", "open", "reveal")
    assert "the room has seen" in refusal(lambda: debrief.pin(figures, "exercise/rate", "3"))


def test_a_quote_that_is_taken_down_is_pinned_no_more(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    phones = join_all(conduct, code, 2, 2)
    make(conduct, code, "next", "open")
    for phone, text in zip(phones, ("Yes.", "No."), strict=False):
        send(conduct, code, phone, {"text": [text]})
    make(conduct, code, "reveal")
    for text in ("No.", "Yes.", "Never said."):
        conduct.debrief(code, "pin", lambda w, t=text: debrief.pin(w, "exercise/say", t)).result()

    def shown() -> tuple[str, ...]:
        figures = conduct.figures(code).result()
        place = figures.workshop.find("exercise/say")
        return reveal.pinned(figures.workshop, place, figures.releases[place.key])

    assert shown() == ("No.", "Yes.")
    conduct.moderate(code, "x", lambda w: moderation.take_down(w, "exercise/say", "No.")).result()
    assert shown() == ("Yes.",)


def test_nobody_is_disturbed_by_what_she_notes(conduct: Conduct) -> None:
    code = kept(conduct, SAY)
    before = make(conduct, code, "next")
    conduct.debrief(code, "note", lambda w: debrief.note(w, "exercise", "Good.", "")).result()
    assert conduct.workshop(code).result().notes == {"exercise": "Good."}
    assert conduct.move(code, "open", seen=before.moves).result().notes == {"exercise": "Good."}


# Teams that are shown together


def test_teams_are_shown_together_and_apart_again() -> None:
    workshop = people.show_together(a_workshop(SAY, teams=4), ["t3", "t1"])
    assert workshop.together == (("t1", "t3"),)
    wider = people.show_together(workshop, ["t3", "t4"])
    assert wider.together == (("t3", "t4"),), "a team is in one set only"
    assert people.show_apart(wider, "t4").together == ()
    assert "by itself" in refusal(lambda: people.show_apart(workshop, "t2"))
    assert "two teams" in refusal(lambda: people.show_together(workshop, ["t2", "t2"]))
    assert "two teams" in refusal(lambda: people.show_together(workshop, ["t2", "nobody"]))


def test_once_an_exercise_has_shown_something_its_teams_stay_as_they_are() -> None:
    told = refusal(lambda: people.show_together(revealed(), ["t1", "t2"]))
    assert "after this exercise" in told
    assert "after this exercise" in refusal(lambda: people.show_apart(together(), "t1"))


def together() -> Workshop:
    """Two teams that are shown together, in an exercise of which something was revealed."""
    workshop = people.show_together(a_workshop(SAY), ["t1", "t2"])
    return moved(workshop, "next", "open", "reveal")
