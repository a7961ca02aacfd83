"""Who has joined, and who is on the roster."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from workshop_kit.store.records.transaction import Transaction
from workshop_kit.store.tables import (
    ADD_PARTICIPANT,
    CALLED,
    EXPECTED,
    INVITED,
    PERSON,
    PERSON_OF_ID,
    PERSON_OF_PHONE,
    Rows,
    code_words,
    participants,
    receipts,
    responses,
    roster,
)
from workshop_kit.workshop import LATER, Invited, Participant
from workshop_kit.workshop.making import folded

AT_ONCE = 500
"""Ids in one statement: databases take no more than some thousands."""


class People(Transaction):
    """The rows of people."""

    def add_participant(
        self, code: str, secret_hash: str, participant: Participant, withheld: Sequence[str] = ()
    ) -> None:
        """Keep someone who joins. Of the `withheld` steps her phone never shows private answers."""
        self._quick(
            ADD_PARTICIPANT,
            {
                "id": participant.id,
                "workshop": code,
                "secret_hash": secret_hash,
                "name": participant.name,
                "team": participant.team,
                "made_up": participant.made_up,
                "folded": folded(participant.name),
                "withheld": " ".join(withheld),
            },
        )

    def participant(self, code: str, secret_hash: str) -> Participant | None:
        """Who holds the secret with this hash."""
        for id_, name, team, made_up in self._quick(
            PERSON_OF_PHONE, {"code_": code, "secret_": secret_hash}
        ):
            return Participant(id_, name, team, bool(made_up))
        return None

    def person(self, code: str, id_: str) -> Participant | None:
        """Who has this id."""
        row = self._run(PERSON_OF_ID, {"code_": code, "who_": id_}).first()
        return Participant(*row) if row else None

    def participants(self, code: str) -> list[Participant]:
        """Everybody who joined, in the order of their names."""
        return self.once(("participants", code), lambda: self._participants(code))

    def _participants(self, code: str) -> list[Participant]:
        found = [Participant(*row) for row in self._run(PERSON, {"code_": code})]
        return sorted(found, key=lambda p: (p.name.casefold(), p.id))

    def people(self, code: str) -> dict[str, Participant]:
        """Everybody who joined, by id."""
        return self.once(
            ("people", code), lambda: {person.id: person for person in self.participants(code)}
        )

    def phones(self, code: str) -> dict[str, str]:
        """The hash of each participant's secret, by her id."""
        query = sa.select(participants.c.id, participants.c.secret_hash)
        rows = self._run(query.where(participants.c.workshop == code))
        return {str(id_): str(secret_hash) for id_, secret_hash in rows}

    def called(self, code: str, team: str, name: str) -> list[str]:
        """The ids of those in a team who joined under this name."""
        named = {"code_": code, "team_": team, "name_": folded(name)}
        return [id_ for (id_,) in self._quick(CALLED, named)]

    def joined(self, code: str) -> dict[str, int]:
        """How many have joined in the room, by team."""
        query = (
            sa.select(participants.c.team, sa.func.count())
            .where(participants.c.workshop == code, ~participants.c.id.startswith(LATER))
            .group_by(participants.c.team)
        )
        return {str(team): int(count) for team, count in self._run(query)}

    def give_phone(self, code: str, id_: str, secret_hash: str, withheld: Sequence[str]) -> None:
        """Somebody goes on with another phone, whose secret is another one."""
        self._run(
            participants.update()
            .where(participants.c.workshop == code, participants.c.id == id_)
            .values(secret_hash=secret_hash, withheld=" ".join(withheld))
        )

    def withheld(self, code: str, id_: str) -> set[str]:
        """The steps of which her phone does not show what others wrote to her."""
        query = sa.select(participants.c.withheld)
        of_her = query.where(participants.c.workshop == code, participants.c.id == id_)
        return set((self._run(of_her).scalar() or "").split())

    def correct(self, code: str, person: Participant) -> None:
        """Change somebody's name and team, where she joined and on the roster."""
        for table in (participants, roster):
            self._run(
                table.update()
                .where(table.c.workshop == code, table.c.id == person.id)
                .values(name=person.name, team=person.team, folded=folded(person.name))
            )

    def remove_participant(self, code: str, id_: str, steps: Sequence[str]) -> Rows:
        """Take somebody out, with her answers to these steps, where they have her id: these rows,
        which `put_rows` would put back."""
        self.over(code, "")
        of_her = {participants: (participants.c.workshop == code) & (participants.c.id == id_)}
        for table in (responses, receipts):
            hers = (table.c.workshop == code) & (table.c.respondent == id_)
            of_her[table] = hers & table.c.step.in_(steps)
        gone: Rows = {}
        for table, hers in of_her.items():
            gone[table.name] = [dict(r) for r in self._run(table.select().where(hers)).mappings()]
            self._run(table.delete().where(hers))
        return gone

    def rename(self, code: str, names: Mapping[str, str]) -> None:
        """Give participants other names, by their ids, and take these off the roster."""
        for id_, name in names.items():
            of_her = (participants.c.workshop == code) & (participants.c.id == id_)
            values = {"name": name, "folded": folded(name)}
            self._run(participants.update().where(of_her).values(values))
            self._run(roster.delete().where(roster.c.workshop == code, roster.c.id == id_))

    def invite(self, code: str, people: Sequence[Invited]) -> None:
        """Put people on the roster, in place of who has the same id there."""
        if not people:
            return
        ids = [person.id for person in people]
        for start in range(0, len(ids), AT_ONCE):
            some = roster.c.id.in_(ids[start : start + AT_ONCE])
            self._run(roster.delete().where(roster.c.workshop == code, some))
        self._run(
            roster.insert(),
            [
                {
                    "id": person.id,
                    "workshop": code,
                    "token": person.token,
                    "name": person.name,
                    "team": person.team,
                    "folded": folded(person.name),
                    "email": person.email,
                }
                for person in people
            ],
        )

    def uninvite(self, code: str, id_: str) -> None:
        """Take somebody off the roster: her link does not work any more."""
        of_her = (roster.c.workshop == code) & (roster.c.id == id_)
        self._run(roster.delete().where(of_her))

    def invited(self, code: str, *only: sa.ColumnElement[bool]) -> list[Invited]:
        """Who is on the roster."""
        return [Invited(*row) for row in self._run(INVITED.where(*only), {"code_": code})]

    def invited_as(self, code: str, id_: str) -> Invited | None:
        """Who on the roster has this id."""
        return next(iter(self.invited(code, roster.c.id == id_)), None)

    def invited_by(self, code: str, token: str) -> Invited | None:
        """Whose personal link has this token."""
        return next(iter(self.invited(code, roster.c.token == token)), None)

    def expected(self, code: str, team: str, name: str) -> list[Invited]:
        """Who on the roster of a team has this name."""
        named = {"code_": code, "team_": team, "name_": folded(name)}
        return [Invited(*row) for row in self._quick(EXPECTED, named)]

    def keep_code_word(self, code: str, id_: str, sealed: bytes) -> None:
        """Keep a phone's secret, sealed; once."""
        if self.code_word(code, id_) is None:
            self._run(code_words.insert().values(workshop=code, id=id_, sealed=sealed))

    def forget_code_word(self, code: str, id_: str) -> None:
        """Forget the secret that is kept under this name."""
        its = (code_words.c.workshop == code) & (code_words.c.id == id_)
        self._run(code_words.delete().where(its))

    def code_word(self, code: str, id_: str) -> bytes | None:
        """The sealed secret that is kept under this name."""
        query = sa.select(code_words.c.sealed).where(
            code_words.c.workshop == code, code_words.c.id == id_
        )
        found: bytes | None = self._run(query).scalar()
        return found
