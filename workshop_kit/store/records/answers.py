"""What people have answered, without any time and in no telling order."""

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa

from workshop_kit.question import Answer
from workshop_kit.store import quick
from workshop_kit.store.records.transaction import Transaction
from workshop_kit.store.tables import (
    ADD_RECEIPT,
    ADD_RESPONSE,
    FORGET_OWN,
    OWN_RESPONSES,
    RECEIVED,
    RESPONSES,
    receipts,
    responses,
)


class Answers(Transaction):
    """The rows of responses and receipts."""

    def keep_receipt(self, code: str, step: str, respondent: str, key: str) -> bool:
        """Note that this sending arrived; False where it had arrived before."""
        values = {"workshop": code, "step": step, "respondent": respondent, "key": key}
        return bool(self._quick(ADD_RECEIPT[self._connection.dialect.name], values))

    def has_receipt(self, code: str, step: str, respondent: str, key: str) -> bool:
        """Has this sending arrived before?"""
        values = {"code_": code, "step_": step, "who_": respondent, "key_": key}
        return bool(self._quick(RECEIVED, values))

    def put_responses(
        self, code: str, step: str, respondent: str, team: str, answers: Mapping[str, Answer]
    ) -> None:
        """Keep what one respondent answered to a step, by target, in place of what was there."""
        self._quick(FORGET_OWN, {"code_": code, "step_": step, "who_": respondent})
        quick.many(
            self._connection,
            ADD_RESPONSE,
            [
                {
                    "workshop": code,
                    "step": step,
                    "respondent": respondent,
                    "target": target,
                    "team": team,
                    "answer": msgspec.json.encode(answer),
                }
                for target, answer in answers.items()
            ],
        )

    def forget_answers(
        self, code: str, step: str, respondent: str | None = None, target: str | None = None
    ) -> None:
        """Delete what one respondent answered to a step, or what was answered about one person."""
        gone = (responses.c.workshop == code) & (responses.c.step == step)
        if respondent is not None:
            gone &= responses.c.respondent == respondent
        if target is not None:
            gone &= responses.c.target == target
        self._run(responses.delete().where(gone))

    def forget_receipts(self, code: str, step: str, respondent: str) -> None:
        """Forget what one respondent has sent of a step."""
        its = receipts.c
        gone = (its.workshop == code) & (its.step == step) & (its.respondent == respondent)
        self._run(receipts.delete().where(gone))

    def responses(
        self, code: str, step: str, respondent: str | None = None, target: str | None = None
    ) -> list[tuple[str, str, str, Answer]]:
        """(respondent, target, team, answer) of a step, or of one respondent or target only."""
        query = RESPONSES if respondent is None else OWN_RESPONSES
        values = {"code_": code, "step_": step, "who_": respondent}
        if target is not None:
            rows = self._run(query.where(responses.c.target == target), values)
        else:
            rows = self._quick(query, values)
        return [
            (who, about, team, msgspec.json.decode(answer)) for who, about, team, answer in rows
        ]

    def answered(self, code: str, step: str) -> dict[str, int]:
        """How many have answered a step, by team."""
        people = sa.func.count(sa.distinct(responses.c.respondent))
        query = (
            sa.select(responses.c.team, people)
            .where(responses.c.workshop == code, responses.c.step == step)
            .group_by(responses.c.team)
        )
        return {str(team): int(count) for team, count in self._run(query)}

    def forget_teams(self, code: str, step: str) -> None:
        """What may be shown of a step is fixed: nobody needs to know any more from which team each
        answer is, and in a team of one it would tell whose."""
        its = (responses.c.workshop == code) & (responses.c.step == step)
        self._run(responses.update().where(its).values(team=""))
        self.over(code, step)
