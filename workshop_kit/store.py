"""What is kept: the same tables on SQLite and PostgreSQL.

Reads run in a few threads. What phones look at goes through one thread that answers all who have
gathered in one reading, so that what they share is found once. All writes go through one thread
that commits what has gathered in one transaction, so that a thousand answers cost a few disk
flushes; a write's future is done only after its commit.

Responses lie in a table without time, clustered by a key that for hidden answers only the
participant's phone can make: neither order nor content ties one to a person.
"""

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from workshop_kit.commitments import Kept
from workshop_kit.question import Answer, Invalid
from workshop_kit.release import Release
from workshop_kit.sentence import Sentence, restored, stored
from workshop_kit.traces import Step, Traces
from workshop_kit.workshop import LATER, Invited, Participant, Unknown, Workshop, folded

T = TypeVar("T")

_log = logging.getLogger(__name__)

READERS = 4
MOST_AT_ONCE = 500
HEAD = "0005"
"""The newest migration; `migrations/versions` has it as a file."""

metadata = sa.MetaData()

workshops = sa.Table(
    "workshops",
    metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
)
moments = sa.Table(
    "moments",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("move", sa.String, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
participants = sa.Table(
    "participants",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), nullable=False),
    sa.Column("secret_hash", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("team", sa.String, nullable=False),
    sa.Column("made_up", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("folded", sa.String, nullable=False, server_default=""),
    sa.Column("withheld", sa.String, nullable=False, server_default=""),
    sa.UniqueConstraint("workshop", "secret_hash"),
    sa.Index("participants_by_name", "workshop", "team", "folded"),
)
roster = sa.Table(
    "roster",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), nullable=False),
    sa.Column("token", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("team", sa.String, nullable=False),
    sa.Column("folded", sa.String, nullable=False),
    sa.Column("email", sa.String, nullable=False),
    sa.UniqueConstraint("workshop", "token"),
    sa.Index("roster_by_name", "workshop", "team", "folded"),
)
responses = sa.Table(
    "responses",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("step", sa.String, primary_key=True),
    sa.Column("respondent", sa.String, primary_key=True),
    sa.Column("target", sa.String, primary_key=True),
    sa.Column("team", sa.String, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("step", sa.String, primary_key=True),
    sa.Column("respondent", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sqlite_with_rowid=False,
)
releases = sa.Table(
    "releases",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("step", sa.String, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
results = sa.Table(
    "results",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("measure", sa.String, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
commitments = sa.Table(
    "commitments",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
code_words = sa.Table(
    "code_words",
    metadata,
    sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
passes = sa.Table(
    "passes",
    metadata,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("purpose", sa.String, nullable=False),
    sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
)

# What every phone asks for is put together once: that takes five times as long as asking it.

CODE, STEP, WHO, SECRET, NAME, TEAM, KEY = (
    sa.bindparam(f"{name}_", type_=sa.String)
    for name in ("code", "step", "who", "secret", "name", "team", "key")
)
REVISION = sa.select(workshops.c.revision).where(workshops.c.code == CODE)
HELD = REVISION.with_for_update()
PERSON = sa.select(
    participants.c.id, participants.c.name, participants.c.team, participants.c.made_up
).where(participants.c.workshop == CODE)
PERSON_OF_PHONE = PERSON.where(participants.c.secret_hash == SECRET)
PERSON_OF_ID = PERSON.where(participants.c.id == WHO)
CALLED = sa.select(participants.c.id).where(
    participants.c.workshop == CODE, participants.c.team == TEAM, participants.c.folded == NAME
)
INVITED = sa.select(
    roster.c.id, roster.c.name, roster.c.team, roster.c.email, roster.c.token
).where(roster.c.workshop == CODE)
EXPECTED = INVITED.where(roster.c.team == TEAM, roster.c.folded == NAME)
RESPONSES = (
    sa.select(responses.c.respondent, responses.c.target, responses.c.team, responses.c.answer)
    .where(responses.c.workshop == CODE, responses.c.step == STEP)
    .order_by(responses.c.respondent, responses.c.target)
)
OWN_RESPONSES = RESPONSES.where(responses.c.respondent == WHO)
FORGET_OWN = responses.delete().where(
    responses.c.workshop == CODE, responses.c.step == STEP, responses.c.respondent == WHO
)
RECEIVED = sa.select(receipts.c.key).where(
    receipts.c.workshop == CODE,
    receipts.c.step == STEP,
    receipts.c.respondent == WHO,
    receipts.c.key == KEY,
)
ADD_PARTICIPANT, ADD_RESPONSE = participants.insert(), responses.insert()
ADD_RECEIPT = {
    "sqlite": sqlite.insert(receipts).on_conflict_do_nothing().returning(receipts.c.key),
    "postgresql": postgresql.insert(receipts).on_conflict_do_nothing().returning(receipts.c.key),
}


_WORDED = (
    (releases, "body"),
    (results, "body"),
    (responses, "answer"),
    (commitments, "body"),
)

Rows = dict[str, list[dict[str, Any]]]
"""Rows by table: column -> value."""


class Records:
    """The rows, as seen by one transaction."""

    def __init__(self, connection: Connection, reading: bool = False) -> None:
        self._connection = connection
        self._found: dict[Hashable, Any] | None = {} if reading else None
        self._held: dict[str, int] = {}
        self.touched = False
        """Has anything been changed here since this was last set to False?"""
        self.traces: set[Step] = set()
        """The steps of which an order is left that may tell who answered what."""

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` says, which a mere reading asks only once."""
        if self._found is None:
            return find()
        if key not in self._found:
            self._found[key] = find()
        return cast(T, self._found[key])

    def over(self, code: str, step: str) -> None:
        """A step's hidden answers are complete: nobody shall learn in which order they came."""
        self.traces.add((code, step))

    def forget_teams(self, code: str, step: str) -> None:
        """What may be shown of a step is fixed: nobody needs to know any more from which team each
        answer is, and in a team of one it would tell whose."""
        its = (responses.c.workshop == code) & (responses.c.step == step)
        self._run(responses.update().where(its).values(team=""))
        self.over(code, step)

    def undone(self) -> None:
        """What was changed since a while has been taken back: remember nothing of it."""
        self._held.clear()

    def _run(self, statement: sa.Executable, values: Any = None) -> Any:
        self.touched = self.touched or bool(getattr(statement, "is_dml", False))
        return self._connection.execute(statement, values)

    def add_workshop(self, workshop: Workshop) -> None:
        """Keep a new workshop. Raises Invalid where the code is taken."""
        taken = sa.select(workshops.c.code).where(workshops.c.code == workshop.code)
        if self._run(taken).first():
            raise Invalid(f"The code {workshop.code} is taken. Please try again.")
        self._run(
            workshops.insert().values(
                code=workshop.code,
                revision=workshop.revision,
                body=msgspec.json.encode(workshop),
                created_at=datetime.now(UTC),
            )
        )

    def save_move(self, workshop: Workshop, move: str) -> None:
        """Keep what a move made of a workshop, and that it was made."""
        self._save(workshop)
        self._run(
            moments.insert().values(
                workshop=workshop.code,
                revision=workshop.revision,
                move=move,
                at=datetime.now(UTC),
            )
        )

    def _save(self, workshop: Workshop) -> None:
        self._held[workshop.code] = workshop.revision
        self._run(
            workshops.update()
            .where(workshops.c.code == workshop.code)
            .values(revision=workshop.revision, body=msgspec.json.encode(workshop))
        )

    def clear(self, workshop: Workshop) -> None:
        """Keep the workshop and its roster, and of all that has happened who has really joined."""
        self.over(workshop.code, "")
        for table in _within_workshops():
            gone = table.c.workshop == workshop.code
            if table is participants:
                self._run(table.update().where(gone).values(withheld=""))
                gone &= participants.c.made_up
            if table is not roster:
                self._run(table.delete().where(gone))
        self._save(workshop)

    def delete(self, code: str) -> None:
        """Forget a workshop with everything in it, and who may show its screen."""
        self.over(code, "")
        self._held.pop(code, None)
        for table in _within_workshops():
            self._run(table.delete().where(table.c.workshop == code))
        screens = (f"screen {code}", f"screen link {code}")
        self._run(passes.delete().where(passes.c.purpose.in_(screens)))
        self._run(workshops.delete().where(workshops.c.code == code))

    def revision(self, code: str, hold: bool = False) -> int:
        """The revision of a workshop; with `hold`, nobody else moves it meanwhile."""
        if hold:
            if code not in self._held:
                self._held[code] = self._revision(HELD, code)
            return self._held[code]
        return self.once(("revision", code), lambda: self._revision(REVISION, code))

    def _revision(self, query: "sa.Select[tuple[int]]", code: str) -> int:
        found = self._run(query, {"code_": _plain(code)}).scalar()
        if found is None:
            raise Unknown(code)
        return int(found)

    def workshop(self, code: str) -> Workshop:
        """The workshop of that code. Raises Unknown."""
        query = sa.select(workshops.c.body).where(workshops.c.code == _plain(code))
        body = self._run(query).scalar()
        if body is None:
            raise Unknown(code)
        return msgspec.json.decode(body, type=Workshop)

    def codes(self) -> list[str]:
        """The codes of all workshops."""
        return list(self._scalars(sa.select(workshops.c.code)))

    def all_workshops(self) -> list[Workshop]:
        """Every workshop, the newest first."""
        query = sa.select(workshops.c.body).order_by(workshops.c.created_at.desc())
        return [msgspec.json.decode(body, type=Workshop) for body in self._scalars(query)]

    def add_participant(
        self, code: str, secret_hash: str, participant: Participant, withheld: Sequence[str] = ()
    ) -> None:
        """Keep someone who joins. Of the `withheld` steps her phone never shows private answers."""
        self._run(
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
        row = self._run(PERSON_OF_PHONE, {"code_": code, "secret_": secret_hash}).first()
        return Participant(*row) if row else None

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
        return list(self._run(CALLED, named).scalars())

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

    def invite(self, code: str, people: Sequence[Invited]) -> None:
        """Put people on the roster, in place of who has the same id there."""
        if not people:
            return
        ids = [person.id for person in people]
        for start in range(0, len(ids), MOST_AT_ONCE):
            some = roster.c.id.in_(ids[start : start + MOST_AT_ONCE])
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
        return [Invited(*row) for row in self._run(EXPECTED, named)]

    def keep_receipt(self, code: str, step: str, respondent: str, key: str) -> bool:
        """Note that this sending arrived; False where it had arrived before."""
        values = {"workshop": code, "step": step, "respondent": respondent, "key": key}
        return self._run(ADD_RECEIPT[self._connection.dialect.name], values).first() is not None

    def has_receipt(self, code: str, step: str, respondent: str, key: str) -> bool:
        """Has this sending arrived before?"""
        values = {"code_": code, "step_": step, "who_": respondent, "key_": key}
        return self._run(RECEIVED, values).first() is not None

    def put_responses(
        self, code: str, step: str, respondent: str, team: str, answers: Mapping[str, Answer]
    ) -> None:
        """Keep what one respondent answered to a step, by target, in place of what was there."""
        self._run(FORGET_OWN, {"code_": code, "step_": step, "who_": respondent})
        self._run(
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
        if target is not None:
            query = query.where(responses.c.target == target)
        rows = self._run(query, {"code_": code, "step_": step, "who_": respondent})
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

    def joined(self, code: str) -> dict[str, int]:
        """How many have joined in the room, by team."""
        query = (
            sa.select(participants.c.team, sa.func.count())
            .where(participants.c.workshop == code, ~participants.c.id.startswith(LATER))
            .group_by(participants.c.team)
        )
        return {str(team): int(count) for team, count in self._run(query)}

    def keep_release(self, code: str, released: Release) -> None:
        """Freeze what was revealed of a step."""
        body = msgspec.json.encode(released, enc_hook=as_json)
        self._run(releases.insert().values(workshop=code, step=released.step, body=body))

    def change_release(self, code: str, released: Release) -> None:
        """Put what is left of a release in its place."""
        body = msgspec.json.encode(released, enc_hook=as_json)
        its = (releases.c.workshop == code) & (releases.c.step == released.step)
        self._run(releases.update().where(its).values(body=body))

    def releases(self, code: str) -> dict[str, Release]:
        """What has been revealed, by step."""
        return self.once(("releases", code), lambda: self._releases(code))

    def _releases(self, code: str) -> dict[str, Release]:
        query = sa.select(releases.c.step, releases.c.body).where(releases.c.workshop == code)
        rows = self._run(query)
        return {
            step: msgspec.json.decode(body, type=Release, dec_hook=from_json) for step, body in rows
        }

    def keep_result(self, code: str, measure: str, result: Mapping[str, Any]) -> None:
        """Freeze what a measure said."""
        body = msgspec.json.encode(result)
        self._run(results.insert().values(workshop=code, measure=measure, body=body))

    def change_result(self, code: str, measure: str, result: Mapping[str, Any]) -> None:
        """Put what is left of a measure's result in its place."""
        its = (results.c.workshop == code) & (results.c.measure == measure)
        self._run(results.update().where(its).values(body=msgspec.json.encode(result)))

    def results(self, code: str) -> dict[str, dict[str, Any]]:
        """What the measures said, by their key."""
        query = sa.select(results.c.measure, results.c.body).where(results.c.workshop == code)
        return {measure: msgspec.json.decode(body) for measure, body in self._run(query)}

    def keep_commitment(self, code: str, id_: str, kept: Kept) -> None:
        """Keep what was changed of a commitment, in place of what was there."""
        self.forget_commitment(code, id_)
        body = msgspec.json.encode(kept.fields)
        self._run(commitments.insert().values(workshop=code, id=id_, body=body, at=kept.at))

    def forget_commitment(self, code: str, id_: str) -> None:
        """Forget what was changed of a commitment."""
        its = (commitments.c.workshop == code) & (commitments.c.id == id_)
        self._run(commitments.delete().where(its))

    def commitments(self, code: str) -> dict[str, Kept]:
        """What was changed of commitments, by their id."""
        its = commitments.c
        query = sa.select(its.id, its.body, its.at).where(its.workshop == code)
        rows = self._run(query)
        return {id_: Kept(msgspec.json.decode(body), at) for id_, body, at in rows}

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

    def rows(self, code: str) -> Rows:
        """All that is kept of a workshop, by table; nothing of it lies elsewhere."""
        own = {"workshops": sa.select(workshops).where(workshops.c.code == _plain(code))}
        own |= {
            table.name: sa.select(table)
            .where(table.c.workshop == code)
            .order_by(*table.primary_key.columns)
            for table in _within_workshops()
        }
        return {
            str(name): [
                {str(column): value for column, value in row.items()}
                for row in self._run(query).mappings()
            ]
            for name, query in own.items()
        }

    def put_rows(self, rows: Rows) -> None:
        """Keep a workshop as `rows` gave it. Raises Invalid where it does not fit in here."""
        tables = {table.name: table for table in (workshops, *_within_workshops())}
        try:
            for name, table in tables.items():
                if found := rows.get(name):
                    self._run(table.insert(), found)
        except sa.exc.IntegrityError:
            raise Invalid(
                "Something of this workshop is here already. Delete what is left of it first."
            ) from None
        except sa.exc.SQLAlchemyError:
            raise Invalid("This file is damaged: what is in it does not fit in here.") from None

    def created(self, code: str) -> datetime:
        """When a workshop was made."""
        query = sa.select(workshops.c.created_at).where(workshops.c.code == code)
        found: datetime = self._run(query).scalar()
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def moments(self, code: str, *names: str) -> list[tuple[str, datetime]]:
        """When moves of these names were made, the latest first."""
        its = moments.c
        query = sa.select(its.move, its.at).where(its.workshop == code, its.move.in_(names))
        found = self._run(query.order_by(its.revision.desc())).all()
        return [(move, at if at.tzinfo else at.replace(tzinfo=UTC)) for move, at in found]

    def texts(self, code: str) -> Iterable[Any]:
        """All JSON in which a name may stand, beside the workshop itself."""
        for table, column in _WORDED:
            for body in self._scalars(sa.select(table.c[column]).where(table.c.workshop == code)):
                yield msgspec.json.decode(body)

    def rewrite(self, code: str, change: Callable[[Any], Any]) -> None:
        """Change all JSON in which a name may stand, beside the workshop itself."""
        for table, column in _WORDED:
            for row in self._run(sa.select(table).where(table.c.workshop == code)).mappings().all():
                before = msgspec.json.decode(row[column])
                if (after := change(before)) != before:
                    same = [key == row[key.name] for key in table.primary_key.columns]
                    body = {column: msgspec.json.encode(after)}
                    self._run(table.update().where(*same).values(body))

    def rename(self, code: str, names: Mapping[str, str]) -> None:
        """Give participants other names, by their ids, and take these off the roster."""
        for id_, name in names.items():
            of_her = (participants.c.workshop == code) & (participants.c.id == id_)
            values = {"name": name, "folded": folded(name)}
            self._run(participants.update().where(of_her).values(values))
            self._run(roster.delete().where(roster.c.workshop == code, roster.c.id == id_))

    def preference(self, name: str) -> str | None:
        """A setting of the kit's owner."""
        query = sa.select(preferences.c.value).where(preferences.c.name == name)
        return cast("str | None", self._run(query).scalar())

    def prefer(self, name: str, value: str) -> None:
        """Keep a setting of the kit's owner."""
        self._run(preferences.delete().where(preferences.c.name == name))
        self._run(preferences.insert().values(name=name, value=value))

    def add_pass(self, token_hash: str, purpose: str, expires_at: datetime) -> None:
        """Keep a facilitator's sign-in link or cookie, by its hash."""
        self._run(passes.delete().where(passes.c.expires_at < datetime.now(UTC)))
        self._run(
            passes.insert().values(token_hash=token_hash, purpose=purpose, expires_at=expires_at)
        )

    def has_pass(self, token_hash: str, purpose: str) -> bool:
        """Is this link or cookie good?"""
        query = sa.select(passes.c.token_hash).where(
            passes.c.token_hash == token_hash,
            passes.c.purpose == purpose,
            passes.c.expires_at > datetime.now(UTC),
        )
        return self._run(query).first() is not None

    def end_pass(self, token_hash: str, purpose: str) -> bool:
        """Use up a link or cookie; False where it was not good any more."""
        used = passes.delete().where(
            passes.c.token_hash == token_hash,
            passes.c.purpose == purpose,
            passes.c.expires_at > datetime.now(UTC),
        )
        return self._run(used.returning(passes.c.purpose)).first() is not None

    def _scalars(self, query: sa.Select[Any]) -> Iterable[Any]:
        return cast(Iterable[Any], self._run(query).scalars())


def _within_workshops() -> list[sa.Table]:
    """The tables whose rows belong to one workshop each."""
    return [table for table in metadata.sorted_tables if "workshop" in table.c]


def _plain(code: str) -> str:
    """The code, if any workshop could have it; raises Unknown for what databases stumble over."""
    if not (code.isascii() and code.isalnum()):
        raise Unknown(code)
    return code


class Store:
    """A database, its reading threads and its one writing thread."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        crashed = _has_log(url)
        _migrate(self._engine)
        self._traces = Traces(self._engine, (responses, receipts))
        if crashed:
            self._traces.add([("", "")])
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._looks: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._workers = [
            threading.Thread(target=work, args=(jobs, do, traces), name=name, daemon=True)
            for name, jobs, do, traces in (
                ("store-write", self._jobs, self._commit, self._traces),
                ("store-look", self._looks, self._answer, None),
            )
        ]
        self._closing = threading.Lock()
        self._closed = False
        for worker in self._workers:
            worker.start()

    def read(self, ask: Callable[[Records], T]) -> Future[T]:
        """Ask something of the records as they are committed now."""

        def run() -> T:
            with self._engine.connect() as connection:
                return ask(Records(connection))

        return self._readers.submit(run)

    def look(self, ask: Callable[[Records], T]) -> Future[T]:
        """Ask something small, as every phone does: those who ask at once share one reading.

        It is as committed now, and so for all of them.
        """
        return self._ask(self._looks, ask)

    def write(self, change: Callable[[Records], T]) -> Future[T]:
        """Change the records. The future is done after the commit, or has the exception."""
        return self._ask(self._jobs, change)

    def _ask(
        self, jobs: "queue.SimpleQueue[_Job | None]", what: Callable[[Records], T]
    ) -> Future[T]:
        """Raises RuntimeError once the store is closed, as a pool of threads does: nobody would
        ever do it."""
        future: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise RuntimeError("The store is closed.")
            jobs.put((what, future))
        return future

    def backup(self, file: Path) -> None:
        """A copy of the whole database in a file, while it is in use. Raises Invalid.

        SQLite's own online backup: the copy is as of one moment.
        """
        if self._engine.dialect.name != "sqlite":
            raise Invalid(
                "The data lies in PostgreSQL: back it up with pg_dump, or save each workshop as "
                "one file."
            )
        half = file.with_name(f"{file.name}.half")
        held = self._engine.raw_connection()
        try:
            with contextlib.closing(sqlite3.connect(half)) as copy:
                assert held.driver_connection
                held.driver_connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            held.close()
        half.replace(file)

    def tidy(self) -> None:
        """Let SQLite's log go, in which what was deleted may still stand."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Finish what was asked for, and let go of the database."""
        with self._closing:
            self._closed = True
            for jobs in (self._jobs, self._looks):
                jobs.put(None)
        for worker in self._workers:
            worker.join()
        self._readers.shutdown()
        self._traces.cover()
        self._engine.dispose()

    def _answer(self, batch: "list[_Job]") -> None:
        told: list[tuple[Future[Any], Any]] = []
        refused: list[tuple[Future[Any], Exception]] = []
        try:
            with self._engine.connect() as connection:
                records = Records(connection, reading=True)
                for ask, future in batch:
                    try:
                        told.append((future, ask(records)))
                    except sa.exc.DBAPIError:
                        raise
                    except Exception as refusal:
                        refused.append((future, refusal))
        except Exception as error:
            told, refused = [], [(future, error) for _, future in batch]
        _settle(told, refused)

    def _commit(self, batch: "list[_Job]", apart: bool = False) -> None:
        """Commit what a batch changes; who is refused changes nothing.

        Refusals come before the first change as a rule. Where one does not, all is done again with
        each change `apart`, so that it alone can be taken back: that costs more than most changes.
        """
        done: list[tuple[Future[Any], Any]] = []
        refused: list[tuple[Future[Any], Exception]] = []
        try:
            writing = self._engine.connect().execution_options(writing=True)
            with writing as connection, connection.begin():
                records = Records(connection)
                for change, future in batch:
                    records.touched = False
                    try:
                        with connection.begin_nested() if apart else contextlib.nullcontext():
                            done.append((future, change(records)))
                    except sa.exc.DBAPIError:
                        raise
                    except Exception as refusal:
                        if records.touched and not apart:
                            raise _HalfDone from refusal
                        records.undone()
                        refused.append((future, refusal))
        except _HalfDone:
            self._commit(batch, apart=True)
            return
        except Exception as error:
            self._failed(batch, error)
            return
        self._traces.add(records.traces)
        _settle(done, refused)

    def _failed(self, batch: "list[_Job]", error: Exception) -> None:
        """Nothing of the batch was kept: try each alone, so that one does not spoil the others."""
        if len(batch) == 1:
            _log.error("A change was not kept", exc_info=error)
            batch[0][1].set_exception(error)
            return
        for job in batch:
            self._commit([job])


_Job = tuple[Callable[[Records], Any], "Future[Any]"]


class _HalfDone(Exception):
    """A change was refused after it had changed something."""


def work(
    jobs: "queue.SimpleQueue[_Job | None]",
    do: Callable[[list[_Job]], None],
    traces: Traces | None,
) -> None:
    """Do what has gathered, again and again, until None comes; in a calm moment cover traces."""
    going_on = True
    while going_on:
        try:
            batch = [jobs.get(timeout=traces.patience if traces else None)]
        except queue.Empty:
            if traces:
                traces.cover()
            continue
        with contextlib.suppress(queue.Empty):
            while len(batch) < MOST_AT_ONCE and batch[-1] is not None:
                batch.append(jobs.get_nowait())
        going_on = batch[-1] is not None
        # Who gave up waiting is left out; from here on nobody can give up.
        asked = [job for job in batch if job and job[1].set_running_or_notify_cancel()]
        if asked:
            do(asked)


def _settle(
    done: "list[tuple[Future[Any], Any]]", refused: "list[tuple[Future[Any], Exception]]"
) -> None:
    for future, value in done:
        future.set_result(value)
    for future, reason in refused:
        future.set_exception(reason)


def _has_log(url: str) -> bool:
    """Has SQLite left its log behind, as it does when the kit is killed?"""
    parts = sa.make_url(url)
    log = Path(f"{parts.database}-wal")
    return parts.get_backend_name() == "sqlite" and log.exists() and log.stat().st_size > 0


SOON_GIVEN_UP = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""Without these a line to PostgreSQL that died without a word would hold all up for minutes."""


def _engine(url: str) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = sa.create_engine(
        url,
        pool_size=READERS + 2,
        max_overflow=2,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not repeat what somebody has answered
        connect_args=SOON_GIVEN_UP if url.startswith("postgresql") else {},
    )
    sa.event.listen(engine, "handle_error", _without_rows)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _careful)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _without_rows(failed: sa.engine.ExceptionContext) -> None:
    """PostgreSQL quotes the row that it refuses, as the detail of its error: leave that out."""
    error = failed.original_exception
    said = getattr(getattr(error, "diag", None), "message_primary", None)
    if said is not None:
        error.args = (said,)
        if failed.sqlalchemy_exception is not None:
            failed.sqlalchemy_exception.args = (f"({type(error).__name__}) {said}",)


def _careful(connection: Any, _: Any) -> None:
    """SQLite set to lose nothing that was acknowledged, and to overwrite what is deleted."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Bring the tables to the newest form. Alembic is loaded only when there is work for it."""
    with contextlib.suppress(sa.exc.DBAPIError), engine.connect() as connection:
        if connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD:
            return
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    folder = str(files("workshop_kit") / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def as_json(value: object) -> object:
    """What msgspec does not know, as plain JSON."""
    if isinstance(value, Sentence):
        return stored(value)
    raise NotImplementedError


def from_json(kind: type, found: Any) -> object:
    """What as_json made plain, as it was."""
    if kind is Sentence:
        return restored(found)
    raise NotImplementedError
