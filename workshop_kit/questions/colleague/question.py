"""Choose some people of other teams."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_kit.question import Answer, Chooses, Fields, Invalid, Offer, Question, Row, Value
from workshop_kit.release import Tally
from workshop_kit.sentence import counted, sentence


@dataclass(frozen=True, kw_only=True)
class Colleague(Question):
    """From one to `most` people of other teams; with `own_team`, also of one's own.

    A value is a list of {id, team, own}: a person, her team's id, and whether that is one's own.
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
        chosen = [{"id": i, "team": offer[i].team, "own": offer[i].own} for i in sent]
        return [chosen] if chosen else None

    def fill(self, answer: Answer) -> dict[str, list[str]]:
        return {"person": [chosen["id"] for chosen in answer[0]]}

    def tally(self, values: Sequence[Value]) -> Tally:
        """How many choices there are, how many of them of one's own team, and of each team."""
        every = [chosen for people in values for chosen in people]
        return {
            "choices": len(every),
            "own": sum(chosen["own"] for chosen in every),
            "teams": dict(sorted(Counter(chosen["team"] for chosen in every).items())),
        }

    def rows(self, tally: Tally) -> list[Row]:
        return [Row(1, None)] * tally["choices"]

    def in_words(self, tally: Tally) -> str:
        return f"{tally['choices']} choices"

    def said(self, answer: Answer) -> str:
        return counted("{n} person", "{n} people", n=len(answer[0]))

    def sample(self, chance: random.Random, offer: Offer) -> dict[str, list[str]]:
        return {
            "person": chance.sample(sorted(offer), min(len(offer), chance.randint(1, self.most)))
        }
