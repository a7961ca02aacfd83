"""Felt heard: how listening went, as the speaker felt it and as the listener believed it.

Means and counts in scale points. The gap is what speakers felt minus what listeners believed, over
the same talks of the whole room; half a point is no gap. A team's two figures are about different
talks (heard when its people spoke, believed when they listened), so no gap is told for one team.

Built on C. A. Roos, T. Postmes & N. Koudenburg, "Feeling heard: Operationalizing a key concept for
social relations" (2023), and on Heard, Seen, Respected by K. McCandless & H. Lipmanowicz.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import (
    Finding,
    error_of_mean,
    figure,
    joined,
    nothing,
    strongest,
    sureness,
)
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell, Release, average
from workshop_kit.sentence import Sentence, sentence

FEWEST = 5
"""People who answered, for any figure."""

TOLERANCE = 0.5
EVERYBODY = "Everybody"
WORDS = {
    "heard": sentence("Speakers: how heard I felt"),
    "believed": sentence("Listeners: how heard my partner felt"),
    "near": sentence("Speakers: how near it came when told back"),
}
SHORT = {
    "heard": sentence("felt heard"),
    "believed": sentence("believed"),
    "near": sentence("told back"),
}
"""The same for the narrow columns of a phone."""

TOO_FEW = sentence(
    "Fewer than {fewest} people answered, so how heard they felt is not told.", fewest=FEWEST
)


@dataclass(frozen=True, kw_only=True)
class FeltHeard(Measure):
    """Reads scales of one line each, answered about the partner of a talk."""

    title: ClassVar[str] = sentence("How listening went")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "Whose answers.",
        WORDS["heard"]: "As speakers: how heard they felt, a mean in scale points.",
        WORDS["believed"]: "As listeners: how heard they believed that the other felt.",
        WORDS["near"]: "As speakers: how near what was told back came to what they had meant.",
    }
    charted: ClassVar[tuple[str, ...]] = (WORDS["heard"], WORDS["believed"])

    heard: str
    """As the speaker: how heard did you feel?"""
    believed: str = ""
    """As the listener: how heard did your partner feel, do you think? On the same scale."""
    near: str = ""
    """As the speaker: how near did what was told back come?"""

    def steps(self) -> dict[str, str]:
        every = {"heard": self.heard, "believed": self.believed, "near": self.near}
        return {role: step for role, step in every.items() if step}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        asked = {role: questions[step] for role, step in self.steps().items()}
        if any(q.kind() != "scale" or len(q.parts()) != 1 for q in asked.values()):
            raise ValueError("its steps must be scales with one line, without several items")
        if any(about[step] != "partner" for step in self.steps().values()):
            raise ValueError("its steps are about the partner")
        if any(getattr(q, "points", 0) == 3 for q in asked.values()):
            raise ValueError(
                "its scales have more points or fewer, not 3 points: near an end only the last two "
                "are told as one, and of three points one of these is the middle"
            )
        if "believed" in asked and _scale(asked["believed"]) != _scale(asked["heard"]):
            raise ValueError("heard and believed must have the same scale")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """A picture of the whole room, and one team by team where two rows can be told."""
        views = [_view(role, parts[role]) for role in self.steps()]
        whole = {"team": ROOM, "title": str(sentence("The whole room")), "views": views}
        rows = list(_rows(parts, room))
        by_team = {
            "team": ROOM,
            "title": str(sentence("Team by team")),
            "columns": [{k: v for k, v in view.items() if k != "tally"} for view in views],
            "rows": rows,
        }
        return {
            "points": views[0]["points"],
            "rows": rows,
            "pictures": [whole, by_team] if len(rows) > 1 else [whole],
        }

    def findings(self, result: Result) -> list[Finding]:
        views = {view["role"]: view for view in pictures(result)[0]["views"]}
        found = [*_gap(views), *_felt(views), *_told_back(views)]
        return strongest(found) or nothing(TOO_FEW)

    def lines(self, result: Result) -> list[Line]:
        views = pictures(result)[0]["views"]
        whole = {
            "label": EVERYBODY,
            "means": [view["tally"] and average(view["tally"]) for view in views],
        }
        return [
            Line(
                {
                    "Team": row["label"],
                    **{view["label"]: mean for view, mean in zip(views, row["means"], strict=True)},
                }
            )
            for row in (whole, *result["rows"])
        ]

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        if "rows" in picture:
            return joined(*(_row_in_words(row, picture["columns"]) for row in picture["rows"]))
        return joined(*(_view_in_words(view) for view in picture["views"]))

    @staticmethod
    def label(view: Mapping[str, Any]) -> Sentence:
        """What a step is called, in the reader's language."""
        return WORDS[view["role"]]

    @staticmethod
    def short(view: Mapping[str, Any]) -> Sentence:
        """The same in a word."""
        return SHORT[view["role"]]


# From releases to figures


def _scale(question: Question) -> tuple[str, ...]:
    return question.hints()


def _view(role: str, part: Part) -> dict[str, Any]:
    """One of the steps: its words, its scale, and the room's tally or None."""
    cell = part.release.cell(ROOM)
    return {
        "role": role,
        "label": str(WORDS[role]),
        "low": getattr(part.question, "low", ""),
        "high": getattr(part.question, "high", ""),
        "points": getattr(part.question, "points", 5),
        "tally": cell.tally if cell and cell.answered >= FEWEST else None,
    }


def _rows(parts: Mapping[str, Part], room: Room) -> Iterator[dict[str, Any]]:
    """The means of each team, and of those shown together; None where there are none."""
    groups = {
        cell.group.teams: cell.group.label
        for part in parts.values()
        for cell in part.release.cells
        if cell.group.teams and not cell.group.person and cell.answered >= FEWEST
    }
    order = list(room.teams)
    for teams in sorted(groups, key=lambda teams: (len(teams) > 1, order.index(teams[0]))):
        means = [_mean(_of(part.release, teams)) for part in parts.values()]
        yield {"label": groups[teams], "teams": list(teams), "means": means}


def _of(release: Release, teams: tuple[str, ...]) -> Cell | None:
    here = (c for c in release.cells if (c.group.teams, c.group.person) == (teams, None))
    return next(here, None)


def _mean(cell: Cell | None) -> float | None:
    return average(cell.tally) if cell and cell.answered >= FEWEST else None


# What it says


def _gap(views: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """What speakers felt beside what listeners believed."""
    heard, believed = (_of_role(views, role) for role in ("heard", "believed"))
    if heard is None or believed is None:
        return
    gap, told = round(heard - believed, 9), {"heard": heard, "believed": believed}
    errors = [error_of_mean(views[role]["tally"]["counts"]) for role in ("heard", "believed")]
    ask = sentence("By what could one tell how heard the other felt?")
    if abs(gap) <= TOLERANCE:
        said = sentence(
            "Listeners knew well how heard their partners felt: they believed {believed:.1f}, and "
            "it was {heard:.1f}.",
            **told,
        )
    elif gap > 0:
        said = sentence(
            "Speakers felt more heard ({heard:.1f}) than their listeners believed "
            "({believed:.1f}): tell each other that it helped.",
            **told,
        )
        ask = sentence("What did your partner do that made you feel heard?")
    else:
        said = sentence(
            "Speakers felt less heard ({heard:.1f}) than their listeners believed "
            "({believed:.1f}): ask, rather than be sure.",
            **told,
        )
        ask = sentence("How could you ask somebody whether they feel heard?")
    yield Finding(
        said=said,
        figure=figure(
            f"{{heard:.1f}} {'≈' if abs(gap) <= TOLERANCE else '≠'} {{believed:.1f}}", **told
        ),
        ask=ask,
        size=1 if abs(gap) > TOLERANCE else 0.6,
        sure=sureness(gap, *errors) if abs(gap) > TOLERANCE else 1.0,
    )


def _felt(views: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """How many felt heard: above the middle of the scale."""
    if (heard := _of_role(views, "heard")) is not None:
        view = views["heard"]
        counts = view["tally"]["counts"]
        above = sum(n for point, n in enumerate(counts, 1) if 2 * point > view["points"] + 1)
        yield Finding(
            said=sentence(
                "{above} of {all} felt heard, above the middle of the scale; on average it was "
                "{heard:.1f} of {points}.",
                above=above,
                all=sum(counts),
                heard=heard,
                points=view["points"],
            ),
            figure=figure("{above} / {all}", above=above, all=sum(counts)),
            ask=sentence("When did you notice that you were listened to?"),
            size=0.5,
        )


def _told_back(views: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    if (near := _of_role(views, "near")) is not None:
        points = views["near"]["points"]
        told = {"near": near, "points": points}
        close = near > (points + 1) / 2 + TOLERANCE
        yield Finding(
            said=sentence(
                "What was told back came near to what was meant: {near:.1f} of {points} on "
                "average.",
                **told,
            )
            if close
            else sentence(
                "What was told back did not come very near to what was meant: {near:.1f} of "
                "{points} on average.",
                **told,
            ),
            figure=figure("{near:.1f}", near=near),
            ask=sentence("What got lost on the way from telling to telling back?"),
            size=0.3,
        )


def _of_role(views: Mapping[str, Mapping[str, Any]], role: str) -> float | None:
    """The room's mean in this role; None where it is not asked or not told."""
    view = views.get(role)
    return average(view["tally"]) if view and view["tally"] else None


def _view_in_words(view: Mapping[str, Any]) -> Sentence:
    if view["tally"] is None:
        return aloud.ended(aloud.of(view["label"], aloud.NOT_SHOWN))
    return sentence(
        "{label}: {mean} on average of {people}, from 1 ({low}) to {points} ({high}).",
        label=view["label"],
        mean=aloud.mean(average(view["tally"])),
        people=sum(view["tally"]["counts"]),
        low=view["low"],
        points=view["points"],
        high=view["high"],
    )


def _row_in_words(row: Mapping[str, Any], columns: list[dict[str, Any]]) -> Sentence:
    told = [
        aloud.valued(column["label"], aloud.mean(mean))
        for column, mean in zip(columns, row["means"], strict=True)
    ]
    return aloud.ended(aloud.row([row["label"], aloud.row(told, "; ")], " – "))
