"""Help network: who turns to whom when stuck, within teams and across their borders.

E-I index: (E - I) / (E + I), with E contacts named in other teams and I in one's own; -1 is all
within, +1 all across (D. Krackhardt & R. N. Stern, "Informal Networks and Organizational Crises",
1988). It depends on the sizes of teams, so it never stands without the index of mixing at random,
(E* - I*) / (E* + I*), over all ordered pairs of people who could name each other.

Coleman's index, for each team: with H the share of its contacts that are its own, and w the share
that they have at random, (H - w) / (1 - w) where it is at least w, else (H - w) / w; 0 is random
mixing, 1 all within, -1 none (J. S. Coleman, "Relational Analysis", 1958).

Teams of one or two people are named together with others, so that nobody learns how often somebody
was named. Nor does it follow by subtraction: who is named together has no row alone.

How sure it is that a room is not as at random is by a permutation test that keeps each filled-in
sheet whole and deals the sheets to the people by chance: so one colleague whom everybody asks is
no border. Who named whom is in no release: the test is made with the tally, by the kind colleague.

Reciprocity is between teams, since who named whom is nobody's to know: of the contacts between
teams, the share that as many the other way stand against.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, joined, nothing, sureness
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.measures.help_network import said
from workshop_kit.measures.help_network.indices import (
    FEWEST_IN_TEAM,
    coleman,
    own_at_random,
    reciprocity,
    together,
)
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell, Release
from workshop_kit.sentence import Sentence, listed, restored, sentence, stored

FEWEST = 10
"""People who answered, in the room, from whom on contacts are compared with random mixing."""

TWICE, ONE_SIDED = 2.0, 0.3
"""A pair is one-sided where one way is at least twice the other for each person who could be named,
and so many people more per head."""

EVERYBODY = "Everybody"
TOO_FEW = sentence("Too few people answered to show who turns to whom.")
NO_BORDER = sentence("Only one team is here, so there is no border to cross.")
NOBODY_NAMED = sentence("Nobody named a contact.")


@dataclass(frozen=True, kw_only=True)
class HelpNetwork(Measure):
    """Reads one step in which people choose colleagues, of their own team too."""

    title: ClassVar[str] = sentence("Help network")
    charted: ClassVar[tuple[str, ...]] = ("Across a border, of 100", "Mixing at random, of 100")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "Whose contacts.",
        "Contacts named": "How many contacts people of the team named.",
        "Across a border, of 100": "Of 100 contacts, how many are in another team.",
        "Mixing at random, of 100": "The same if contacts were spread by chance over everybody "
        "who is here.",
        "E-I index": "(across − within) / all contacts: −1 all within, 1 all across.",
        "E-I mixing at random": "The same if contacts were spread by chance.",
        "Coleman's index": "How much the team keeps to itself: 0 as by chance, 1 only itself, −1 "
        "only others.",
        "Returned, of 100": "Of 100 contacts, how many name back who named them.",
        "…, per head": "Contacts in that team that a person of this team named, on average.",
    }

    choices: str
    """Whom each turns to: `ask = "colleague"` with `own_team = true`."""

    def steps(self) -> dict[str, str]:
        return {"choices": self.choices}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        question = questions[self.choices]
        if question.kind() != "colleague" or question.chooses != "everybody":
            raise ValueError('choices is a step with ask = "colleague" and own_team = true')
        if about[self.choices] != "nothing":
            raise ValueError("choices is a step about nothing in particular")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: for everybody, each team and those shown together, whom they turn to."""
        release = parts["choices"].release
        sizes = Counter(room.people.values())
        teams = [team for team in room.teams if sizes[team]]
        enough = len(teams) > 1 and release.answered >= FEWEST
        everybody = release.cell(ROOM)
        gate = _gate(len(teams), everybody, enough)
        columns: list[dict[str, Any]] = [
            {
                "label": str(listed([room.teams[team] for team in named])),
                "teams": named,
                "people": sum(sizes[team] for team in named),
            }
            for named in together(sizes, [t for t in teams if not _of_team(release, t)], teams)
        ]
        alone = [column["teams"][0] for column in columns if len(column["teams"]) == 1]

        def row(label: str, of: Sequence[str], cell: Cell | None) -> dict[str, Any]:
            return _row(label, of, cell, room, enough) | _heads(of, cell, columns)

        rows = [
            row(room.teams[t], [t], _of_team(release, t) if t in alone else None) for t in teams
        ]
        rows += [row(cell.group.label, cell.group.teams, cell) for cell in _merged(release)]
        whole = row(EVERYBODY, list(room.teams), everybody)
        whole["sure"] = _sure(whole, everybody)
        whole["returned"] = None if gate else _returned(rows, columns, release)
        if len(alone) < len(teams):
            whole["heads"] = None
        return {
            "pictures": [
                {
                    "team": ROOM,
                    "title": str(sentence("Who turns to whom")),
                    "columns": columns,
                    "rows": rows,
                    "everybody": whole,
                    "widest": None if gate else next(iter(_one_sided(rows, columns)), None),
                    "gate": stored(gate) if gate else None,
                }
            ],
        }

    def findings(self, result: Result) -> list[Finding]:
        picture = pictures(result)[0]
        if picture["gate"]:
            return nothing(self.note(picture))
        return said.findings(picture)

    def lines(self, result: Result) -> list[Line]:
        picture = pictures(result)[0]
        return [
            Line(
                {
                    "Team": row["label"],
                    "Contacts named": row["contacts"],
                    "Across a border, of 100": row["across"],
                    "Mixing at random, of 100": row["random"],
                    "E-I index": row["ei"],
                    "E-I mixing at random": row["ei_random"],
                    "Coleman's index": row["coleman"],
                    "Returned, of 100": row.get("returned"),
                    **{
                        f"{column['label']}, per head": row["heads"] and row["heads"][place]
                        for place, column in enumerate(picture["columns"])
                    },
                }
            )
            for row in (picture["everybody"], *picture["rows"])
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        told = [
            sentence(
                "On average, one person of {team} names: {heads}.",
                team=row["label"],
                heads=aloud.row(list(_told(row, picture["columns"]))),
            )
            if row["heads"]
            else aloud.ended(aloud.of(row["label"], aloud.NOT_SHOWN))
            for row in picture["rows"]
        ]
        return joined(self.note(picture), *told)

    @staticmethod
    def note(picture: Mapping[str, Any]) -> Sentence:
        """What stands over the figures, in the reader's language."""
        gate = picture["gate"]
        return restored(gate) if gate else said.crossing(picture["everybody"])


# From the release to rows


def _of_team(release: Release, team: str) -> Cell | None:
    """What one team says, where it is large enough to be told by itself."""
    cell = release.cell(ROOM, 0, team)
    return cell if cell and cell.answered >= FEWEST_IN_TEAM else None


def _merged(release: Release) -> list[Cell]:
    """What teams say that are shown only together."""
    return [c for c in release.cells if len(c.group.teams) > 1 and not c.group.person]


def _row(
    label: str, teams: Sequence[str], cell: Cell | None, room: Room, enough: bool
) -> dict[str, Any]:
    """Whom these teams turn to; None where it is withheld, or too little to compare."""
    named = cell.tally if cell else {}
    contacts, own = named.get("choices", 0), named.get("own", 0)
    chance = own_at_random(room, teams)
    compared = enough and contacts > 0 and chance is not None
    share = own / contacts if contacts else 0.0
    return {
        "label": label,
        "teams": list(teams),
        "contacts": contacts if cell else None,
        "crossing": contacts - own if cell else None,
        "across": 100 * (1 - share) if compared else None,
        "random": 100 * (1 - chance) if compared and chance is not None else None,
        "ei": 1 - 2 * share if compared else None,
        "ei_random": 1 - 2 * chance if compared and chance is not None else None,
        "coleman": coleman(share, chance) if compared and chance is not None else None,
    }


def _heads(
    teams: Sequence[str], cell: Cell | None, columns: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """How many of each column one person names, and which column is that of the row's team."""
    own = [place for place, column in enumerate(columns) if column["teams"] == list(teams)]
    heads = cell and [
        sum(cell.tally["teams"].get(team, 0) for team in column["teams"]) / cell.answered
        for column in columns
    ]
    return {"own": own[0] if own and len(teams) == 1 else None, "heads": heads}


def _sure(row: Mapping[str, Any], everybody: Cell | None) -> float:
    """How sure the room is not as at random, by the permutations of the filled-in sheets."""
    if row["random"] is None or everybody is None or "spread" not in everybody.tally:
        return 1.0
    spread = 100 * everybody.tally["spread"] / everybody.tally["choices"]
    return sureness(row["across"] - row["random"], spread)


def _returned(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]], release: Release
) -> float | None:
    """Of 100 contacts between teams that are shown alone, those that others stand against."""
    known = [row["teams"][0] for row in rows if row["heads"] and row["own"] is not None]
    flows = {
        (a, b): cell.tally["teams"].get(b, 0)
        for a, b in permutations(known, 2)
        if (cell := release.cell(ROOM, 0, a))
    }
    share = reciprocity(flows)
    return None if share is None else 100 * share


def _gate(teams: int, everybody: Cell | None, enough: bool) -> Sentence | None:
    """What can't be said, and why; None where all can."""
    if everybody is None:
        return TOO_FEW
    if teams < 2:
        return NO_BORDER
    if not everybody.tally["choices"]:
        return NOBODY_NAMED
    if not enough:
        own, named = everybody.tally["own"], everybody.tally["choices"]
        return sentence(
            "{across} of {named} contacts named cross a border between teams. From {fewest} "
            "answers on, contacts are compared with mixing at random.",
            across=named - own,
            named=named,
            fewest=FEWEST,
        )
    return None


def _one_sided(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The pairs in which one turns to the other far more than the other way, the widest first.

    A large team is named more than a small one because there are more to name; so the way must be
    the same for each person who could be named. `cells` are their places, (row, column).
    """
    found = []
    known = [place for place, row in enumerate(rows) if row["heads"] and row["own"] is not None]
    for a, b in permutations(known, 2):
        more, less = rows[a], rows[b]
        there, back = more["heads"][less["own"]], less["heads"][more["own"]]
        to_less, to_more = (columns[row["own"]]["people"] for row in (less, more))
        each = there / to_less >= TWICE * back / to_more
        if each and round(there - back, 9) >= ONE_SIDED:
            found.append(
                {
                    "more": more["label"],
                    "less": less["label"],
                    "there": there,
                    "back": back,
                    "cells": [[a, less["own"]], [b, more["own"]]],
                }
            )
    return sorted(found, key=lambda pair: pair["back"] - pair["there"])


def _told(row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> Iterator[Sentence]:
    for place, (column, heads) in enumerate(zip(columns, row["heads"], strict=True)):
        whom = sentence("its own team") if place == row["own"] else column["label"]
        yield (
            aloud.valued(whom, aloud.mean(heads)) if heads else sentence("{team} nobody", team=whom)
        )
