"""Perspective accuracy: what matters to a team, and how well the others can tell.

A team's own order of some things is set beside the order in which the others expected it to put
them. What is counted is the pairs of items that are the other way round (the distance of
M. G. Kendall, "A New Measure of Rank Correlation", 1938); a pair that is equal in one of the two
orders counts half. A random guess has half of all pairs the other way round: n (n - 1) / 4.

Orders are by Borda points per person. In what the others expected, each team that could be shown
by itself counts the same. Built on J. M. McLeod & S. H. Chaffee, "Interpersonal Approaches to
Communication Research" (1973): accuracy is to know the other side's view, not to share it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import fmean
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest, sureness
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import EVERYBODY, Group, Release, Tally
from workshop_kit.sentence import Sentence, counted, sentence

FAR = 2
"""Places apart from which on an item is named."""

TOO_FEW = sentence("Too few people answered to set what was expected beside a team's own order.")
NO_DIFFERENCE = sentence("No team is read clearly better or worse than by a random guess.")
ITSELF, OTHERS = "The team itself", "The others together"


@dataclass(frozen=True, kw_only=True)
class PerspectiveAccuracy(Measure):
    """Reads two rankings of the same items: a team's own, and how each other team, or one of them,
    is expected to rank them."""

    title: ClassVar[str] = sentence("How well we know what matters to each other")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "The team whose order it is about.",
        "Whose order": "The team's own order, or the one that the others expected.",
        "Pairs the other way round": "How many pairs of items stand the other way round than in "
        "the team's own order.",
        "A random guess": "How many pairs a random order would have the other way round.",
        "Place of “…”": "The item's place in that order; 1 is first.",
    }

    truth: str
    guess: str

    def steps(self) -> dict[str, str]:
        return {"truth": self.truth, "guess": self.guess}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        others = ("other_teams", "another_team")
        if about[self.truth] != "own_team" or about[self.guess] not in others:
            raise ValueError(
                "truth is a step about own_team, guess is a step about other_teams or another_team"
            )
        both = [questions[self.truth], questions[self.guess]]
        if any(q.kind() != "ranking" for q in both) or len({q.parts() for q in both}) > 1:
            raise ValueError("the two steps must be rankings of the same items")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """A picture for each team: two orders as places by item, None where withheld."""
        return {
            "pictures": [
                {"team": team, "title": name, **_orders(parts, team, room.teams)}
                for team, name in room.teams.items()
            ]
        }

    def findings(self, result: Result) -> list[Finding]:
        known = [picture for picture in pictures(result) if picture["swapped"] is not None]
        found = strongest(finding for picture in known for finding in _told(picture))
        return found or nothing(NO_DIFFERENCE if known else TOO_FEW)

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Team": picture["title"],
                    "Whose order": whose,
                    "Pairs the other way round": swapped,
                    "A random guess": picture["chance"],
                    **{
                        f"Place of “{row['item']}”": None if places is None else places[i]
                        for i, row in enumerate(picture["rows"])
                    },
                }
            )
            for picture in pictures(result)
            for whose, places, swapped in _rows(picture)
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        own = aloud.of(sentence("Their own order"), _listed(picture, "own"))
        expected = aloud.of(sentence("What the others expected"), _listed(picture, "expected"))
        lead = aloud.of(picture["title"], aloud.ended(own))
        return joined(lead, aloud.ended(expected), *self.notes(picture))

    @staticmethod
    def notes(picture: Mapping[str, Any]) -> list[Sentence]:
        """How far apart the two orders are, and who came how near; or why it is not said."""
        if _places(picture, "own") is None:
            team = picture["title"]
            return [sentence("Too few people of {team} answered to show its own order.", team=team)]
        if _places(picture, "expected") is None:
            return [
                sentence("Too few people of the other teams answered to show what they expected.")
            ]
        told = [_apart(picture)]
        if any(near["swapped"] % 1 for near in (picture, *picture["readers"])):
            told.append(sentence("A pair that is equal in one of the orders counts half."))
        if picture.get("reader"):
            told.append(sentence("It was {team} that guessed.", team=picture["reader"]))
        if len(picture["readers"]) > 1:
            near = sorted(picture["readers"], key=lambda reader: reader["swapped"])
            readers = [Sentence("{name} {swapped:g}", reader) for reader in near]
            told.append(sentence("Team by team: {readers}.", readers=readers))
        return told


def distance(one: Sequence[int], other: Sequence[int]) -> float:
    """How many pairs are the other way round; half for a pair that is equal in one order only."""
    swapped = 0.0
    for i, j in combinations(range(len(one)), 2):
        here, there = _sign(one[i] - one[j]), _sign(other[i] - other[j])
        swapped += abs(here - there) / 2
    return swapped


def _orders(parts: Mapping[str, Part], team: str, teams: Mapping[str, str]) -> dict[str, Any]:
    """A team's own order, the expected one, and who expected it how."""
    labels = parts["truth"].question.parts()
    items, pairs = len(labels), len(labels) * (len(labels) - 1) // 2
    guess = parts["guess"].release
    own = _order([_tallies(parts["truth"].release, team, Group("", (team,)), items)])
    groups = {c.group for c in guess.cells if c.target == team and c.group.person is None}
    apart = [group for group in groups if group.teams]
    expected = _order([_tallies(guess, team, group, items) for group in apart or [EVERYBODY]])
    alone = {name: _order([_tallies(guess, team, Group("", (name,)), items)]) for name in teams}
    return {
        "pairs": pairs,
        "chance": pairs / 2,
        "reader": _only_reader(guess, team, teams),
        "swapped": distance(own, expected) if own and expected else None,
        "rows": [
            {
                "item": label,
                "own": own[i] if own else None,
                "expected": expected[i] if expected else None,
            }
            for i, label in enumerate(labels)
        ],
        "readers": [
            {"name": teams[reader], "places": places, "swapped": distance(own, places)}
            for reader, places in alone.items()
            if own and places and reader != team
        ],
    }


def _only_reader(guess: Release, team: str, teams: Mapping[str, str]) -> str:
    """The one of several other teams that guessed; empty where more than one did."""
    cells = [cell for cell in guess.cells if cell.target == team and cell.part == 0]
    everybody = sum(cell.answered for cell in cells if cell.group == EVERYBODY)
    ones = [c for c in cells if len(c.group.teams) == 1 and c.answered == everybody]
    return teams[ones[0].group.teams[0]] if ones and len(teams) > 2 else ""


def _apart(picture: Mapping[str, Any]) -> Sentence:
    """How far the expected order is from a team's own; said as a success where it is the same."""
    told = {key: picture[key] for key in ("pairs", "chance")}
    if not picture["swapped"]:
        return sentence(
            "The others expected exactly this order; a random guess has {chance:g} of {pairs} "
            "pairs the other way round on average.",
            **told,
        )
    return counted(
        "{n:g} of {pairs} pairs is the other way round; a random guess has {chance:g} on average.",
        "{n:g} of {pairs} pairs are the other way round; a random guess has {chance:g} on average.",
        n=picture["swapped"],
        **told,
    )


def _tallies(release: Release, target: str, group: Group, items: int) -> list[Tally]:
    """The tallies of all items from one group; none where they are withheld."""
    found = {
        cell.part: cell.tally
        for cell in release.cells
        if (cell.target, cell.group.teams, cell.group.person) == (target, group.teams, None)
    }
    return [found[item] for item in range(items)] if len(found) == items else []


def _order(groups: Iterable[Sequence[Tally]]) -> list[int] | None:
    """Each item's place by points per person, every group counting the same; ties share one."""
    shown = [tallies for tallies in groups if tallies]
    if not shown:
        return None
    points = [
        round(fmean(sum(tally["before"]) / sum(tally["counts"]) for tally in item), 9)
        for item in zip(*shown, strict=True)
    ]
    return [1 + sum(other > mine for other in points) for mine in points]


def _told(picture: Mapping[str, Any]) -> Iterator[Finding]:
    """What is worth saying of one team, and how unlikely a random guess is to come so far."""
    team, swapped, chance = picture["title"], picture["swapped"], picture["chance"]
    items = len(picture["rows"])
    usual = sqrt(items * (items - 1) * (2 * items + 5) / 72)  # standard deviation of random guesses
    if abs(swapped - chance) >= usual:
        well = swapped < chance
        yield Finding(
            said=joined(_read(picture, well), *_missed(picture)),
            figure=figure("{n:g} / {all}", n=swapped, all=picture["pairs"])
            if swapped
            else figure("{all} / {all}", all=picture["pairs"]),
            ask=sentence("What tells the others so well what matters to {team}?", team=team)
            if well
            else sentence("What would one have to know of {team} to see why?", team=team),
            size=abs(swapped - chance) / chance,
            sure=sureness(swapped - chance, usual),
        )
    for reader in picture["readers"] if len(picture["readers"]) > 1 else []:
        if abs(reader["swapped"] - swapped) >= usual:
            near = reader["swapped"] < swapped
            yield Finding(
                said=_reader(picture, reader, near),
                figure=figure("{n:g} / {all}", n=reader["swapped"], all=picture["pairs"]),
                ask=sentence(
                    "What does {reader} know of {team} that the others don’t?",
                    reader=reader["name"],
                    team=team,
                )
                if near
                else sentence(
                    "{reader}: what would you like to ask {team}?", reader=reader["name"], team=team
                ),
                size=abs(reader["swapped"] - swapped) / picture["pairs"],
                sure=sureness(reader["swapped"] - swapped, usual),
            )


def _read(picture: Mapping[str, Any], well: bool) -> Sentence:
    told = {key: picture[key] for key in ("pairs", "chance")}
    told |= {"team": picture["title"], "n": picture["swapped"]}
    if not picture["swapped"]:
        return sentence(
            "{team} is read exactly: the others expected all {pairs} pairs in its own order; "
            "a random guess has {chance:g} the other way round on average.",
            **told,
        )
    if well:
        return sentence(
            "{team} is read well: {n:g} of {pairs} pairs the other way round; a random guess has "
            "{chance:g} on average.",
            **told,
        )
    return sentence(
        "{team} is read worse than by chance: {n:g} of {pairs} pairs the other way round; a random "
        "guess has {chance:g} on average.",
        **told,
    )


def _reader(picture: Mapping[str, Any], reader: Mapping[str, Any], near: bool) -> Sentence:
    told = {
        "reader": reader["name"],
        "team": picture["title"],
        "n": reader["swapped"],
        "pairs": picture["pairs"],
        "together": picture["swapped"],
    }
    if near:
        return sentence(
            "{reader} is nearer to what matters to {team} than the others together: {n:g} of "
            "{pairs} pairs the other way round, not {together:g}.",
            **told,
        )
    return sentence(
        "{reader} is farther from what matters to {team} than the others together: {n:g} of "
        "{pairs} pairs the other way round, not {together:g}.",
        **told,
    )


def _missed(picture: Mapping[str, Any]) -> Iterator[Sentence]:
    """The item that was expected farthest from its place, if that is two places or more."""
    row = max(picture["rows"], key=lambda row: abs(row["own"] - row["expected"]))
    if abs(row["own"] - row["expected"]) >= FAR:
        yield sentence(
            "The others expected “{item}” in place {expected}; there it is in place {own}.", **row
        )


def _rows(picture: Mapping[str, Any]) -> list[tuple[str, Sequence[int] | None, float | None]]:
    """Whose order, the places, and how many pairs are not as in the team's own."""
    own = _places(picture, "own")
    return [
        (ITSELF, own, None if own is None else 0.0),
        (OTHERS, _places(picture, "expected"), picture["swapped"]),
        *((r["name"], r["places"], r["swapped"]) for r in picture["readers"]),
    ]


def _places(picture: Mapping[str, Any], view: str) -> list[int] | None:
    """The place of each item in one of the two orders; None where it is withheld."""
    places = [row[view] for row in picture["rows"]]
    return None if None in places else places


def _listed(picture: Mapping[str, Any], view: str) -> str:
    if _places(picture, view) is None:
        return aloud.NOT_SHOWN
    rows = sorted(picture["rows"], key=lambda row: int(row[view]))
    return ", ".join(f"{row[view]}. {row['item']}" for row in rows)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
