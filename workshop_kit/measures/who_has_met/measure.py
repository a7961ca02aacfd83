"""Who has met: which teams have met each other in pairs or trios, beside what was possible.

Counted are pairs of people of two teams who have been in a group together, each pair once. The best
of the room is what the rounds so far could have done for all teams together; that of two teams,
what they could have done for these two alone, so it is for the workbook only. No answers are read,
only who was in which group, which all could see.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, takewhile
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.meetings import Met, met_report
from workshop_kit.question import Question
from workshop_kit.release import ROOM
from workshop_kit.sentence import Sentence, counted, listed, sentence

MOST_NAMED = 2
"""Pairs of teams that have not met and are named; of more there is a sentence with their number."""

NOBODY = sentence("Nobody has met in pairs or trios yet.")
MET_WHOM = sentence("Whom did you meet that you would not have met otherwise?")
ONE_TEAM = sentence("Only one team is here, so no two teams could meet.")


@dataclass(frozen=True, kw_only=True)
class WhoHasMet(Measure):
    """Counts the meetings up to a step; stands before what was answered to it."""

    title: ClassVar[str] = sentence("Who has met")
    charted: ClassVar[tuple[str, ...]] = (
        "Pairs of people who have met",
        "Possible for these two alone",
    )
    replaces: ClassVar[bool] = False
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "One of the two teams.",
        "Other team": "The other one.",
        "Pairs of people who have met": "So many pairs of one person of each sat together.",
        "Possible for these two alone": "So many could have, in as many rounds and groups as "
        "large.",
        "Pairs that there are": "All pairs of one person of each team.",
    }

    after: str
    """The step with whose reveal it is shown; people have met in pairs or trios before."""

    def steps(self) -> dict[str, str]:
        return {"after": self.after}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if not questions[self.after].asks:
            raise ValueError("after is a step with answers, for it is shown with their reveal")
        if not any(questions[step].meets for step in _before(questions, self.after)):
            raise ValueError("after comes after a step in which people meet: pairs = 2 or 3")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: for each two teams how many have met, could have met, and there are."""
        rounds = [groups for groups in room.rounds.values() if groups]
        between, whole = met_report(rounds, room.people)
        sizes = Counter(room.people.values())
        teams = [team for team in room.teams if sizes[team]]
        return {
            "pictures": [
                {
                    "team": ROOM,
                    "title": str(sentence("Teams")),
                    "teams": [room.teams[team] for team in teams],
                    "ids": teams,
                    "rounds": len(rounds),
                    "rows": [
                        [None if a == b else _plain(between[min(a, b), max(a, b)]) for b in teams]
                        for a in teams
                    ],
                    "most": max((met.met for met in between.values()), default=0),
                    "room": _plain(whole),
                    "notes": [str(_whole(_plain(whole), len(teams), len(rounds)))],
                }
            ],
        }

    def findings(self, result: Result) -> list[Finding]:
        picture = pictures(result)[0]
        note = self.note(picture)
        if not picture["rounds"] or len(picture["teams"]) < 2:
            return nothing(note)
        whole = Finding(
            said=note,
            figure=figure(
                "{met} / {best}", met=picture["room"]["met"], best=picture["room"]["best"]
            ),
            ask=MET_WHOM,
            size=0.1 * picture["room"]["met"] / max(picture["room"]["best"], 1),
        )
        return strongest([*_apart(picture), whole])

    def lines(self, result: Result) -> list[Line]:
        picture = pictures(result)[0]
        names = picture["teams"]
        return [
            Line(
                {
                    "Team": names[a],
                    "Other team": names[b],
                    "Pairs of people who have met": picture["rows"][a][b]["met"],
                    "Possible for these two alone": picture["rows"][a][b]["best"],
                    "Pairs that there are": picture["rows"][a][b]["pairs"],
                }
            )
            for a, b in combinations(range(len(names)), 2)
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        names = picture["teams"]
        told = [
            aloud.ended(aloud.of(listed([names[a], names[b]]), str(cell["met"])))
            for a, b in combinations(range(len(names)), 2)
            if (cell := picture["rows"][a][b])
        ]
        return joined(self.note(picture), *(told if picture["rounds"] else []))

    @staticmethod
    def note(picture: Mapping[str, Any]) -> Sentence:
        """What stands over the figures, in the reader's language."""
        return _whole(picture["room"], len(picture["teams"]), picture["rounds"])


def _before(questions: Mapping[str, Question], after: str) -> Iterator[str]:
    """The steps before this one, in order."""
    return takewhile(lambda step: step != after, questions)


def _plain(met: Met) -> dict[str, int]:
    return {"met": met.met, "best": met.best, "pairs": met.pairs}


def _whole(whole: Mapping[str, int], teams: int, rounds: int) -> Sentence:
    """How far the room has come, or why there is nothing to count."""
    if teams < 2:
        return ONE_TEAM
    if not rounds:
        return NOBODY
    return counted(
        "{met} pair of people from different teams has met; the rounds so far allowed {best}.",
        "{met} pairs of people from different teams have met; the rounds so far allowed {best}.",
        n=whole["met"],
        met=f"{whole['met']:,}",
        best=f"{whole['best']:,}",
    )


def _apart(picture: Mapping[str, Any]) -> Iterator[Finding]:
    """The teams that have not met, the largest first, or that all have."""
    names: Sequence[str] = picture["teams"]
    every = len(names) * (len(names) - 1) // 2
    apart = [
        (picture["rows"][a][b]["pairs"], names[a], names[b])
        for a, b in combinations(range(len(names)), 2)
        if not picture["rows"][a][b]["met"]
    ]
    apart.sort(key=lambda pair: -pair[0])
    told = figure("{met} / {every}", met=every - len(apart), every=every)
    if not apart:
        yield Finding(
            said=sentence("Every team has met every other team."),
            figure=told,
            ask=MET_WHOM,
            size=1,
        )
    elif len(apart) <= MOST_NAMED:
        for number, (_, one, other) in enumerate(apart):
            yield Finding(
                said=sentence(
                    "{one} and {other} have not met yet: let them be partners next.",
                    one=one,
                    other=other,
                ),
                figure=told,
                ask=sentence("{one} and {other}: where do your ways cross?", one=one, other=other),
                size=1 - 0.1 * number,
            )
    else:
        _, one, other = apart[0]
        yield Finding(
            said=sentence(
                "{apart} of {every} pairs of teams have not met yet; begin with {one} and {other}.",
                apart=len(apart),
                every=every,
                one=one,
                other=other,
            ),
            figure=told,
            ask=sentence("{one} and {other}: where do your ways cross?", one=one, other=other),
            size=1,
        )
