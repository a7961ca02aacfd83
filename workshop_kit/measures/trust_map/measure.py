"""Trust map: how far each team counts on each other team, in both directions, and on itself.

A matrix of means in scale points: rows rate columns, a team's view of itself on the diagonal. Each
team has one voice in what is said of all, however large it is. Tolerance is half a point.

From four teams with a complete matrix, each team has two effects by the Social Relations Model: how
much more than average it trusts, and is trusted, with what follows from nobody's being in her own
row or column taken out (D. A. Kenny, "Interpersonal Perception", 1994).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from workshop_kit import aloud
from workshop_kit.finding import Finding, error_of_mean, joined
from workshop_kit.measure import Line, Measure, Part, Result, Room, pictures
from workshop_kit.measures.trust_map import said
from workshop_kit.measures.trust_map.pairs import means_of, pairs_of
from workshop_kit.measures.trust_map.relations import FEWEST_TEAMS, effects_of, shares_of
from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell, Release, about, average, minus
from workshop_kit.sentence import Sentence, listed, sentence

ABOUT = ("other_teams", "own_team")


@dataclass(frozen=True, kw_only=True)
class TrustMap(Measure):
    """Reads two scales of one line each: about each other team, and about one's own."""

    title: ClassVar[str] = sentence("Trust map")
    charted: ClassVar[tuple[str, ...]] = ("We count on them", "They count on us")
    columns: ClassVar[Mapping[str, str]] = {
        "Team": "The team that rates: we.",
        "Other team": "The team that is rated: they.",
        "We count on them": "How far we count on them: a mean in scale points.",
        "They count on us": "How far they count on us.",
        "Difference": "“We count on them” minus “They count on us”.",
        "Our own team": "How far we count on ourselves.",
        "We trust more than average": "How many points more than the average team we count on the "
        "others (Social Relations Model).",
        "We are trusted more than average": "How many points more than on the average team the "
        "others count on us (Social Relations Model).",
        "Share of who trusts": "How much of all differences comes from who rates, from 0 to 1; "
        "from 10 teams on.",
        "Share of who is trusted": "How much of all differences comes from who is rated, from 0 "
        "to 1.",
        "Share of the pair": "How much of all differences lies in who rates whom, from 0 to 1.",
    }

    others: str
    own: str

    def steps(self) -> dict[str, str]:
        return {"others": self.others, "own": self.own}

    def check(self, questions: Mapping[str, Question], about: Mapping[str, str]) -> None:
        if [about[step] for step in self.steps().values()] != list(ABOUT):
            raise ValueError("others is a step about other_teams, own is a step about own_team")
        both = [questions[step] for step in self.steps().values()]
        if any(q.kind() != "scale" or len(q.parts()) != 1 for q in both):
            raise ValueError("the two steps must be scales with one line, without several items")
        if len({getattr(q, "points", None) for q in both}) > 1:
            raise ValueError("the two scales must have the same number of points")

    def compute(self, parts: Mapping[str, Part], room: Room) -> Result:
        """One picture: the matrix, and under its rows those of teams that are shown together.

        A row of several teams has means only where these teams were merged.
        """
        scale = parts["others"].question
        cells = _cells(parts, list(room.teams))
        matrix = [[average(cell.tally) if cell else None for cell in row] for row in cells]
        names = list(room.teams.values())
        rows = [
            {
                "label": name,
                "own": place,
                "means": matrix[place],
                "errors": [error_of_mean(c.tally["counts"]) if c else None for c in cells[place]],
            }
            for place, name in enumerate(names)
        ]
        merged = [
            {
                "label": str(_together([room.teams[team] for team in together])),
                "teams": [room.teams[team] for team in together],
                "own": None,
                "means": [average(cell.tally) if cell else None for cell in row],
            }
            for together, row in _merged(parts["others"].release, list(room.teams)).items()
        ]
        one_way, known = pairs_of(matrix), [mean for row in matrix for mean in row]
        effects, shares = (
            found._asdict() if found else {} for found in (effects_of(matrix), shares_of(matrix))
        )
        ends = {key: getattr(scale, key, "") for key in ("low", "high")}
        both = {"team": ROOM, "points": getattr(scale, "points", 5), **ends, "teams": names}
        whole = {
            **both,
            "title": str(sentence("Who counts on whom")),
            "rows": rows + merged,
            "widest": [one_way[0].more, one_way[0].less] if one_way else [],
        }
        arrows = {
            **both,
            "title": str(sentence("Where it runs one way")),
            "arrows": [pair._asdict() for pair in one_way],
        }
        return {
            **ends,
            "points": both["points"],
            "effects": {name: [about(e, *known) for e in each] for name, each in effects.items()}
            or None,
            "shares": {name: about(share, *known) for name, share in shares.items()} or None,
            "pictures": [whole, arrows] if one_way else [whole],
        }

    def findings(self, result: Result) -> list[Finding]:
        return said.findings(result)

    def lines(self, result: Result) -> list[Line]:
        picture = pictures(result)[0]
        names = picture["teams"]
        lines = []
        told = [row["means"] for row in picture["rows"]]
        for row in picture["rows"]:
            own, means = row["own"], row["means"]
            for place, name in enumerate(names):
                there = means[place]
                if place == own or (own is None and there is None):
                    continue
                back = None if own is None else told[place][own]
                cells = {
                    "Team": row["label"],
                    "Other team": name,
                    "We count on them": there,
                    "They count on us": back,
                    "Difference": minus(there, back),
                    "Our own team": None if own is None else means[own],
                }
                if len(names) >= FEWEST_TEAMS:
                    cells["We trust more than average"] = _effect(result, "gives", own)
                    cells["We are trusted more than average"] = _effect(result, "gets", own)
                if shares := result.get("shares"):
                    cells["Share of who trusts"] = shares["gives"]
                    cells["Share of who is trusted"] = shares["gets"]
                    cells["Share of the pair"] = shares["pairs"]
                lines.append(Line(cells))
        return lines

    def in_words(self, picture: Mapping[str, Any]) -> Sentence:
        if "arrows" in picture:
            return joined(*(said.one_way(pair, picture["teams"]) for pair in picture["arrows"]))
        return joined(
            *(
                sentence("{team} counts on {whom}.", team=self.label(row), whom=told)
                for row in picture["rows"]
                if (told := list(_told(row, picture["teams"])))
            )
        )

    @staticmethod
    def label(row: Mapping[str, Any]) -> str:
        """What a row is called, with its teams as the reader's language lists them."""
        label: str = row["label"]
        return _together(row["teams"]) if "teams" in row else label

    @staticmethod
    def gate(picture: Mapping[str, Any]) -> Sentence | None:
        """What can't be said, and from when on it could; None where all can."""
        matrix = means_of(picture)
        if len(matrix) < FEWEST_TEAMS:
            return sentence(
                "Which team trusts more than average can be told from {teams} teams on.",
                teams=FEWEST_TEAMS,
            )
        if effects_of(matrix) is None:
            return sentence(
                "Which team trusts more than average can be told only when the view of every team "
                "of every other may be shown."
            )
        return None


# From releases to the matrix


def _cells(parts: Mapping[str, Part], teams: Sequence[str]) -> list[list[Cell | None]]:
    """What each team says of each, on the diagonal of itself; None where it may not be shown."""

    def cell(rater: str, target: str) -> Cell | None:
        role = "own" if rater == target else "others"
        return parts[role].release.cell(target, 0, rater)

    return [[cell(rater, target) for target in teams] for rater in teams]


def _merged(release: Release, teams: Sequence[str]) -> dict[tuple[str, ...], list[Cell | None]]:
    """What teams say that are shown only together, or all others where no team may be told."""
    rows: dict[tuple[str, ...], list[Cell | None]] = {}
    for place, target in enumerate(teams):
        cells = [c for c in release.cells if (c.target, c.part) == (target, 0)]
        sets = [c for c in cells if c.group.teams and not c.group.person]
        for cell in sets or [c for c in cells if not c.group.person]:
            if len(cell.group.teams) != 1:
                row = rows.setdefault(cell.group.teams, [None] * len(teams))
                row[place] = cell
    return rows


def _together(names: Sequence[str]) -> Sentence:
    """What a row is called that holds several teams; without names, all the others."""
    return listed(names) if names else sentence("All others")


def _effect(result: Result, role: str, team: int | None) -> float | None:
    if result["effects"] is None or team is None:
        return None
    effect: float = result["effects"][role][team]
    return effect


def _told(row: Mapping[str, Any], names: Sequence[str]) -> Iterator[Sentence]:
    """A row's means in words; teams merged have only those that are theirs."""
    for place, (name, mean) in enumerate(zip(names, row["means"], strict=True)):
        if mean is not None or row["own"] is not None:
            whom = sentence("its own team") if place == row["own"] else name
            said = aloud.mean(mean)
            yield aloud.valued(
                whom, said if mean is not None else Sentence("({said})", {"said": said})
            )
