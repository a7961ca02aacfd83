"""Commitments after the workshop: what was promised, as it was shown, and what became of it.

Each has the id of its card, which stays for good. What the facilitator changed since is kept beside
it, field by field; so a promise that is taken down is gone here too, and comes back as it was.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workshop_kit.promise import LONGEST, STATUSES, told
from workshop_kit.question import Invalid
from workshop_kit.release import Card, Release
from workshop_kit.workshop import Place, Workshop
from workshop_kit.workshop.making import LONGEST_NAME, LONGEST_TEAM, clean

ADDED = "added/"
"""How the id of a commitment begins that the facilitator has added."""

DONE = ("kept", "dropped")
NO_SUCH = "This commitment is not there any more. Please look again."

HEADINGS = {
    "what": {"en": "Commitment", "de": "Zusage"},
    "who": {"en": "Who", "de": "Wer"},
    "team": {"en": "Team", "de": "Team"},
    "whom": {"en": "For whom", "de": "Für wen"},
    "by": {"en": "By when", "de": "Bis wann"},
    "asks": {"en": "Who asks", "de": "Wer nachfragt"},
    "status": {"en": "Status", "de": "Stand"},
    "note": {"en": "Note", "de": "Notiz"},
    "id": {"en": "Id", "de": "Kennung"},
}
"""Over the columns of the workbook's table, by language; by these it is read when it comes back."""

STATUS_WORDS = {
    "en": dict(zip(STATUSES, STATUSES, strict=True)),
    "de": dict(zip(STATUSES, ("offen", "in Arbeit", "gehalten", "aufgegeben"), strict=True)),
}
"""What became of it, by language."""

LONGEST_OF = {
    "what": LONGEST,
    "who": LONGEST_NAME,
    "team": LONGEST_TEAM * 3,
    "whom": LONGEST_NAME,
    "asks": LONGEST_NAME,
    "note": 1_000,
}


@dataclass(frozen=True)
class Commitment:
    """What somebody promised. `by` is a date as YYYY-MM-DD, or empty; `team` the team's name.

    `who` is empty where the room did not learn it; `person` her id as a participant, where it did.
    What is `gone` has been taken off the list. `changed` is when it was last changed here, in
    seconds since 1970; 0 for never.
    """

    id: str
    what: str
    who: str = ""
    team: str = ""
    whom: str = ""
    by: str = ""
    asks: str = ""
    status: str = STATUSES[0]
    note: str = ""
    person: str = ""
    gone: bool = False
    changed: float = 0

    def overdue(self, today: date) -> bool:
        """Is its day over, and it is neither kept nor dropped?"""
        return self.status not in DONE and bool(self.by) and self.by < today.isoformat()


FIELDS = ("what", "who", "team", "whom", "by", "asks", "status", "note")
"""What the facilitator may change."""


@dataclass(frozen=True)
class Kept:
    """What was changed of one commitment: only the fields that were, and when the last time."""

    fields: dict[str, Any]
    at: float = 0


def listed(
    workshop: Workshop, shown: Mapping[str, Release], kept: Mapping[str, Kept]
) -> tuple[Commitment, ...]:
    """All commitments, those that are gone among them: the earliest day first, those without last.

    `shown` is what `disclosure` hands out; `kept` what was changed since, by id.
    """
    promised = [
        _changed(commitment, kept.get(commitment.id))
        for place in workshop.places
        if place.step.ask == "commitment" and place.key in shown
        for commitment in _promised(workshop, place, shown[place.key])
    ]
    added = [
        _changed(Commitment(id_, ""), change)
        for id_, change in kept.items()
        if id_.startswith(ADDED)
    ]
    return tuple(sorted([*promised, *added], key=lambda c: (not c.by, c.by, c.who, c.what, c.id)))


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a commitment as they are kept. Raises Invalid, in a sentence."""
    found = dict(fields)
    for name, longest in LONGEST_OF.items():
        if name not in found:
            continue
        found[name] = clean(str(found[name]))
        if len(found[name]) > longest:
            raise Invalid(
                f"“{found[name][:30]}…” has {len(found[name])} characters; "
                f"there is room for {longest}."
            )
    if not found.get("what", "…"):
        raise Invalid("A commitment needs to say what somebody will do.")
    if found.get("status", STATUSES[0]) not in STATUSES:
        raise Invalid(f"The status is one of: {', '.join(STATUSES)}.")
    if found.get("by"):
        try:
            found["by"] = date.fromisoformat(found["by"]).isoformat()
        except ValueError:
            raise Invalid("Please give the day as year-month-day, such as 2030-01-31.") from None
    return found


def difference(before: Commitment, after: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these fields that are other than they were."""
    return {name: value for name, value in after.items() if getattr(before, name) != value}


def edited(
    shown: Sequence[Commitment], edits: Mapping[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """(id, fields) of what was edited in a table of these commitments under English headings.

    `edits` is as Streamlit's data editor tells it: edited_rows by their number, added_rows and
    deleted_rows. A row that is added counts once it says what somebody will do.
    """
    changed = [(shown[row].id, _cells(cells)) for row, cells in edits["edited_rows"].items()]
    added = [("", _cells(cells)) for cells in edits["added_rows"]]
    gone = [(shown[row].id, {"gone": True}) for row in edits["deleted_rows"]]
    return [(id_, fields) for id_, fields in changed + added + gone if id_ or fields.get("what")]


def _cells(cells: Mapping[str, Any]) -> dict[str, Any]:
    names = {words["en"]: name for name, words in HEADINGS.items()}
    found = {names[heading]: value or "" for heading, value in cells.items()}
    return {name: str(value)[:10] if name == "by" else value for name, value in found.items()}


def of_person(commitments: Sequence[Commitment], person: str) -> tuple[Commitment, ...]:
    """What somebody promised herself."""
    return tuple(c for c in commitments if c.person == person and not c.gone)


def _changed(commitment: Commitment, kept: Kept | None) -> Commitment:
    if kept is None:
        return commitment
    known = {f.name for f in dataclasses.fields(Commitment)} - {"id", "person", "changed"}
    changes = {name: value for name, value in kept.fields.items() if name in known}
    return replace(commitment, **changes, changed=kept.at)


def _promised(workshop: Workshop, place: Place, release: Release) -> Iterator[Commitment]:
    values, people = {}, {}
    for cell in release.cells:
        for value in cell.tally["commitments"]:
            values[str(told(value))] = value
            if cell.group.person:
                people[cell.group.label, str(told(value))] = cell.group.person
    for card in release.cards:
        if (value := values.get(card.text)) is None:
            continue
        person = people.get((card.by, card.text), "")
        yield Commitment(
            f"{place.key}/{card.id}",
            value["what"],
            card.by if person else "",
            _team(workshop, card),
            value["whom"],
            value["by"],
            value["asks"],
            person=person,
        )


def _team(workshop: Workshop, card: Card) -> str:
    return workshop.team_names.get(card.team, "")
