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

There is no test of chance. An honest one shuffles the teams over the people of the network, and who
named whom is in no release; a test on counts would take contacts for independent, and so mistake
one colleague whom everybody asks for a border. These are figures of this room, not of a sample.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, ClassVar

from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell, Release
from workshop_kit.sentence import Sentence, sentence

FEWEST, FEWEST_IN_TEAM = 10, 3
"""People who answered, in the room and in a team that is shown by itself; and people who are in a
team whose contacts are counted by itself."""

MOST_FINDINGS = 3
CLEAR, STANDS_OUT = 10, 0.25
"""Contacts of 100 by which the room differs clearly from random mixing; and by how much a team
differs clearly from the room, in Coleman's index."""

TWICE, ONE_SIDED = 2.0, 0.3
"""A pair is one-sided where one way is at least twice the other for each person who could be named,
and so many people more per head."""

EVERYBODY = "Everybody"
TOO_FEW = "Too few people answered to show who turns to whom."
NO_BORDER = "Only one team is here, so there is no border to cross."
GATE = f"From {FEWEST} answers on, contacts are compared with mixing at random."
NOBODY_NAMED = "Nobody named a contact."


@dataclass(frozen=True, kw_only=True)
class HelpNetwork(Measure):
    """Reads one step in which people choose colleagues, of their own team too."""

    title: ClassVar[str] = sentence("Help network")

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
                "label": _listed([room.teams[team] for team in named]),
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
                    "gate": gate,
                    "notes": [gate or str(_crossing(whole))],
                }
            ],
        }

    def findings(self, result: Result) -> list[str]:
        picture = pictures(result)[0]
        if picture["gate"]:
            return [picture["gate"]]
        whole = picture["everybody"]
        found = [str(_crossing(whole)), *_stands_out(picture["rows"], whole), *_directions(picture)]
        return found[:MOST_FINDINGS]

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
                    **{
                        f"{column['label']}, per head": row["heads"] and row["heads"][place]
                        for place, column in enumerate(picture["columns"])
                    },
                }
            )
            for row in (picture["everybody"], *picture["rows"])
        ]

    def in_words(self, picture: Mapping[str, Any]) -> str:
        told = [
            f"{row['label']}: per head {_listed(list(_told(row, picture['columns'])))}."
            if row["heads"]
            else f"{row['label']}: not shown."
            for row in picture["rows"]
        ]
        return " ".join([*picture["notes"], *told])

    @staticmethod
    def note(picture: Mapping[str, Any]) -> str:
        """What stands over the figures, in the reader's language."""
        gate: str = picture["gate"]
        return gate or _crossing(picture["everybody"])


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


def together(
    sizes: Mapping[str, int], hidden: Sequence[str], teams: Sequence[str]
) -> list[list[str]]:
    """The teams by themselves, and last those too small for it, with others until they are enough:
    first with such as are hidden anyway, then with the next smallest."""
    small = [team for team in teams if sizes[team] < FEWEST_IN_TEAM]
    large = [team for team in teams if team not in small]
    large.sort(key=lambda team: (team not in hidden, sizes[team]))
    while small and large and sum(sizes[team] for team in small) < FEWEST_IN_TEAM:
        small.append(large.pop(0))
    apart = [[team] for team in teams if team in large]
    return [*apart, [team for team in teams if team in small]] if small else apart


def own_at_random(room: Room, teams: Sequence[str]) -> float | None:
    """The share of own contacts that people of these teams have when they mix at random: I* of
    all ordered pairs in which they name somebody. None where they could name nobody."""
    sizes = Counter(room.people.values())
    could = sum(sizes[team] * (len(room.people) - 1) for team in teams)
    return sum(sizes[team] * (sizes[team] - 1) for team in teams) / could if could else None


def coleman(own: float, at_random: float) -> float | None:
    """How far a team turns inward: 0 as at random, 1 only to itself, -1 only to others.

    None where it has nobody else to turn to.
    """
    if own >= at_random:
        return (own - at_random) / (1 - at_random) if at_random < 1 else None
    return (own - at_random) / at_random


# What it says


def _gate(teams: int, everybody: Cell | None, enough: bool) -> str:
    """What can't be said, and why; empty where all can."""
    if everybody is None:
        return TOO_FEW
    if teams < 2:
        return NO_BORDER
    if not everybody.tally["choices"]:
        return NOBODY_NAMED
    if not enough:
        own, named = everybody.tally["own"], everybody.tally["choices"]
        return f"{named - own} of {named} contacts named cross a border between teams. {GATE}"
    return ""


def _crossing(row: Mapping[str, Any]) -> Sentence:
    """How many contacts cross a border, beside mixing at random."""
    across, at_random = f"{row['across']:.0f}", f"{row['random']:.0f}"
    if abs(row["across"] - row["random"]) < CLEAR:
        return sentence(
            "Of 100 contacts named {across} cross a border between teams, about as many as when "
            "people mix at random ({random}).",
            across=across,
            random=at_random,
        )
    return sentence(
        "Of 100 contacts named {across} cross a border between teams; mixing at random it would "
        "be {random}.",
        across=across,
        random=at_random,
    )


def _stands_out(alone: Sequence[Mapping[str, Any]], everybody: Mapping[str, Any]) -> Iterator[str]:
    """The team that turns to its own far more, or far less, than the room does."""
    known = [row for row in alone if row["coleman"] is not None]
    if len(known) < 2 or everybody["coleman"] is None:
        return
    row = max(known, key=lambda row: abs(row["coleman"] - everybody["coleman"]))
    apart = row["coleman"] - everybody["coleman"]
    if abs(apart) >= STANDS_OUT:
        yield (
            f"{row['label']} turns to its own people {'more' if apart > 0 else 'less'} than the "
            f"room does: {100 - row['across']:.0f} of 100 contacts are in its own team; mixing at "
            f"random it would be {100 - row['random']:.0f}."
        )


def _directions(picture: Mapping[str, Any]) -> Iterator[str]:
    """The most one-sided pair of teams in words."""
    if pair := picture["widest"]:
        yield (
            f"{pair['more']} turns to {pair['less']} ({pair['there']:.1f} people per head) more "
            f"than {pair['less']} turns to {pair['more']} ({pair['back']:.1f})."
        )


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


def _told(row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for place, (column, heads) in enumerate(zip(columns, row["heads"], strict=True)):
        yield f"{heads:.1f} of {'its own' if place == row['own'] else column['label']}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
