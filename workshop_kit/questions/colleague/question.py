"""Choose some people of other teams."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from workshop_kit.question import Answer, Chooses, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally
from workshop_kit.sentence import counted, sentence


@dataclass(frozen=True, kw_only=True)
class Colleague(Question):
    """From one to `most` people of other teams; with `own_team`, also of one's own.

    A value is a list of {id, team, own, home}: a person, her team's id, whether that is one's own,
    and the id of one's own team (with `own_team`, and empty for who is alone in it).
    """

    most: int = 3
    own_team: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.most <= 10:
            raise ValueError("most must be from 1 to 10 people")

    @property
    def chooses(self) -> Chooses:
        return "everybody" if self.own_team else "people"

    def read(self, fields: Fields, offer: Offer) -> Answer | None:
        sent = sorted(set(fields.get("person", ())))
        if not set(sent) <= offer.keys():
            raise Invalid(
                sentence("One of these people is not in the room any more. Please choose again.")
            )
        if len(sent) > self.most:
            raise Invalid(
                counted(
                    "Please choose at most {n} person.",
                    "Please choose at most {n} people.",
                    n=self.most,
                )
            )
        home = next((offered.team for offered in offer.values() if offered.own), "")
        chosen = [{"id": i, "team": offer[i].team, "own": offer[i].own, "home": home} for i in sent]
        return [chosen] if chosen else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {"person": [chosen["id"] for chosen in answer[0]]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """How many choices there are, how many of them of one's own team, and of each team; and
        how far chance alone would spread the choices of one's own team."""
        every = [chosen for people in values for chosen in people]
        return {
            "choices": len(every),
            "own": sum(chosen["own"] for chosen in every),
            "teams": dict(sorted(Counter(chosen["team"] for chosen in every).items())),
            "spread": round(spread([_sheet(people) for people in values]), 3),
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(1, None)] * tally["choices"]

    def in_words(self, tally: Tally) -> str:
        return sentence("choices: {number}", number=tally["choices"])

    def said(self, answer: Answer) -> str:
        return counted("{n} person", "{n} people", n=len(answer[0]))

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {
            "person": chance.sample(sorted(offer), min(len(offer), chance.randint(1, self.most)))
        }


class Sheet(NamedTuple):
    """Whose team somebody is of, and how many of each team she has chosen."""

    home: str
    chosen: Counter[str]


def _sheet(people: Value) -> Sheet:
    home = next((chosen["home"] for chosen in people if "home" in chosen), "")
    return Sheet(home, Counter(chosen["team"] for chosen in people))


def spread(sheets: Sequence[Sheet]) -> float:
    """The standard deviation of how often people choose their own team, if the filled-in sheets,
    each kept whole, had been dealt to the same people by chance.

    It is that of all permutations, not of a sample of them: with d a sheet's choices of a team,
    less the means of the sheet and of the team, plus the mean of all, the variance is
    Σ d² / (sheets - 1), over each sheet and each person's team (W. Hoeffding, "A Combinatorial
    Central Limit Theorem", 1951). A colleague whom everybody chooses does not count as a border.
    """
    homes, number = Counter(sheet.home for sheet in sheets), len(sheets)
    if number < 2:
        return 0.0
    of_team = {team: sum(s.chosen[team] for s in sheets) / number for team in homes}
    of_all = sum(people * of_team[team] for team, people in homes.items()) / number
    squares = 0.0
    for sheet in sheets:
        mean = sum(people * sheet.chosen[team] for team, people in homes.items()) / number
        squares += sum(
            people * (sheet.chosen[team] - mean - of_team[team] + of_all) ** 2
            for team, people in homes.items()
        )
    return sqrt(squares / (number - 1))
