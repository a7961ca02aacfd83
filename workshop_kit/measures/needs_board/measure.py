"""Needs and answers: what each team was asked for, and what it answered.

A need has the answer that more than half of those who answered gave it; where no answer has so
many, they are divided. Two teams say yes to each other where either has a need that got a yes.

Built on "What I Need From You" of the Liberating Structures by H. Lipmanowicz & K. McCandless
(CC BY-SA; our own words): four answers and no discussion, so that a no can be heard, and a need
that is too vague to be answered comes back to be said more clearly.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.card_by_card import counts_of
from workshop_kit.finding import Finding, figure, joined, nothing, strongest
from workshop_kit.measure import (
    LINES_A_PAGE,
    Line,
    Measure,
    Part,
    Result,
    Room,
    filled,
    lines_of,
    pictures,
)
from workshop_kit.question import Question
from workshop_kit.sentence import Sentence, counted, sentence

ANSWERS = ("yes", "no", "try", "vague")
"""What the four answers mean, in their order, however they are worded."""

DIVIDED, NOT_ANSWERED = "divided", "not answered"
MOST_NAMED = 3
"""Pairs of teams that are named in one sentence."""


@dataclass(frozen=True, kw_only=True)
class NeedsBoard(Measure):
    """Reads what teams need from each other, and the replies. The replies have four answers, which
    mean, in this order: yes, no, I will try, and too vague to answer."""

    title: ClassVar[str] = sentence("Needs and answers")
    takes_up: ClassVar[Mapping[str, str]] = {"answers": "needs"}

    needs: str
    answers: str

    def steps(self) -> dict[str, str]:
        return {"needs": self.needs, "answers": self.answers}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if about[self.needs] not in ("other_teams", "another_team"):
            raise ValueError("needs is a step about other_teams or another_team")
        replies = questions[self.answers]
        if replies.kind() != "reply" or len(replies.hints()) != len(ANSWERS):
            raise ValueError(
                f"answers is a step of replies with {len(ANSWERS)} answers, in this order: "
                "yes, no, I will try, and too vague to answer"
            )

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """A picture for each team that was asked for something: its needs, each with the counts of
        its answers; none where it got no answer."""
        words = list(parts["answers"].question.hints())
        counts = counts_of(parts["answers"].release)
        asked = [
            {
                "team": team,
                "title": name,
                "answers": words,
                "rows": [
                    {
                        "by": card.by,
                        "from": card.team,
                        "text": card.text,
                        "counts": counts.get(card.id, []),
                        "answer": _answer(counts.get(card.id, [])),
                    }
                    for card in parts["needs"].release.cards
                    if card.about == team
                ],
            }
            for team, name in room.teams.items()
        ]
        return {"answers": words, "pictures": [picture for picture in asked if picture["rows"]]}

    def findings(self, result: Result) -> list[Finding]:
        rows = [row for picture in pictures(result) for row in picture["rows"]]
        if not rows:
            return nothing(sentence("No need was written that could be answered."))
        got = Counter(row["answer"] for row in rows)
        if got[NOT_ANSWERED] == len(rows):
            return nothing(sentence("No need has been answered yet."))
        word = dict(zip(ANSWERS, result["answers"], strict=True))
        return strongest(
            [
                _share(got["yes"], len(rows), word["yes"]),
                *_mutual(result),
                *_vague(got["vague"], len(rows), word["vague"]),
                *_missing(got[NOT_ANSWERED], len(rows)),
            ]
        )

    def lines(self, result: Result) -> list[Line]:
        return [
            Line(
                {
                    "Need": row["text"],
                    "From": row["by"],
                    "To": picture["title"],
                    "Answer": _told(picture, row),
                }
            )
            for picture in pictures(result)
            for row in picture["rows"]
        ]

    def pages(self, picture: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        rows = filled(picture["rows"], lambda row: lines_of(row["text"]), LINES_A_PAGE)
        return [{**picture, "rows": page} for page in rows]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        return joined(
            *(
                aloud.ended(aloud.of(row["by"], aloud.valued(f"“{row['text']}”", said)))
                for row in picture["rows"]
                for said in [_told(picture, row)]
            )
        )


def _answer(counts: Sequence[int]) -> str:
    if not any(counts):
        return NOT_ANSWERED
    most = max(range(len(counts)), key=counts.__getitem__)
    return ANSWERS[most] if 2 * counts[most] > sum(counts) else DIVIDED


def _told(picture: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """A need's answer in words; with how many gave it, where several people answered."""
    given = [(word, n) for word, n in zip(picture["answers"], row["counts"], strict=False) if n]
    if not given:
        return sentence("Not answered")
    if sum(n for _, n in given) == 1:
        return str(given[0][0])
    return ", ".join(f"{word} {n}" for word, n in sorted(given, key=lambda pair: -pair[1]))


def _share(yes: int, needs: int, word: str) -> Finding:
    return Finding(
        said=_got(yes, needs, word),
        figure=figure("{n:g} / {all}", n=yes, all=needs),
        ask=sentence("Which yes will be hardest to keep, and what does it need?")
        if yes
        else sentence("What would have to be different for one of these to become a yes?"),
        size=1,
    )


def _got(yes: int, needs: int, word: str) -> Sentence:
    told = {"yes": yes, "needs": needs, "word": word}
    if 0 < yes < needs:
        return sentence("{yes} of {needs} needs got “{word}”.", **told)
    if needs == 1:
        if yes:
            return sentence("The one need got “{word}”.", word=word)
        return sentence("The one need did not get “{word}”.", word=word)
    if yes:
        return sentence("All {needs} needs got “{word}”.", needs=needs, word=word)
    return sentence("None of {needs} needs got “{word}”.", needs=needs, word=word)


def _mutual(result: Result) -> Iterator[Finding]:
    """Which teams say yes to each other."""
    promised = {
        (row["from"], picture["team"])
        for picture in pictures(result)
        for row in picture["rows"]
        if row["answer"] == "yes"
    }
    names = {picture["team"]: picture["title"] for picture in pictures(result)}
    both = [
        (names[one], names[other])
        for one, other in combinations(names, 2)
        if (one, other) in promised and (other, one) in promised
    ]
    if both:
        yield Finding(
            said=_each_other(both),
            figure=str(len(both)),
            ask=sentence("What made it possible to say yes on both sides?"),
            size=0.9,
        )


def _each_other(both: Sequence[tuple[str, str]]) -> Sentence:
    if len(both) == 1:
        return sentence(
            "{one} and {other} say yes to each other.", one=both[0][0], other=both[0][1]
        )
    named = [figure("{one} ↔ {other}", one=one, other=other) for one, other in both[:MOST_NAMED]]
    if len(both) == len(named):
        return sentence(
            "{n} pairs of teams say yes to each other: {pairs}.", n=len(both), pairs=named
        )
    return sentence(
        "{n} pairs of teams say yes to each other, {pairs} among them.", n=len(both), pairs=named
    )


def _vague(vague: int, needs: int, word: str) -> Iterator[Finding]:
    if vague:
        yield Finding(
            said=counted(
                "{n} need got “{word}”: ask for it again, more concretely.",
                "{n} needs got “{word}”: ask for them again, more concretely.",
                n=vague,
                word=word,
            ),
            figure=figure("{n:g} / {all}", n=vague, all=needs),
            ask=sentence("How could one ask so that it can be answered with yes or no?"),
            size=0.4 + 0.4 * vague / needs,
        )


def _missing(missing: int, needs: int) -> Iterator[Finding]:
    if missing:
        yield Finding(
            said=counted("{n} need has no answer yet.", "{n} needs have no answer yet.", n=missing),
            figure=figure("{n:g} / {all}", n=missing, all=needs),
            ask=sentence("Who answers what has no answer yet, and by when?"),
            size=0.4 * missing / needs,
        )
