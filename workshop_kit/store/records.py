"""The rows, as seen by one transaction."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from workshop_kit import release
from workshop_kit.afterwards.commitments import Kept
from workshop_kit.question import Answer, Invalid
from workshop_kit.release import Release
from workshop_kit.sentence import Sentence, restored, stored
from workshop_kit.store import quick
from workshop_kit.store.tables import (
    ADD_PARTICIPANT,
    ADD_RECEIPT,
    ADD_RESPONSE,
    CALLED,
    EXPECTED,
    FORGET_OWN,
    HELD,
    INVITED,
    OWN_RESPONSES,
    PERSON,
    PERSON_OF_ID,
    PERSON_OF_PHONE,
    RECEIVED,
    RESPONSES,
    REVISION,
    WORDED,
    Rows,
    code_words,
    commitments,
    moments,
    participants,
    passes,
    preferences,
    receipts,
    releases,
    responses,
    results,
    roster,
    within_workshops,
    workshops,
)
from workshop_kit.store.traces import Step
from workshop_kit.workshop import LATER, Invited, Participant, Unknown, Workshop
from workshop_kit.workshop.making import folded

T = TypeVar("T")

AT_ONCE = 500
"""Ids in one statement: databases take no more than some thousands."""


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

    def _quick(self, statement: sa.Executable, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of what phones ask for by the thousand."""
        self.touched = self.touched or bool(getattr(statement, "is_dml", False))
        return quick.rows(self._connection, statement, values)

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
        for table in within_workshops():
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
        for table in within_workshops():
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
        body = msgspec.json.encode(result, enc_hook=as_json)
        self._run(results.insert().values(workshop=code, measure=measure, body=body))

    def change_result(self, code: str, measure: str, result: Mapping[str, Any]) -> None:
        """Put what is left of a measure's result in its place."""
        its = (results.c.workshop == code) & (results.c.measure == measure)
        body = msgspec.json.encode(result, enc_hook=as_json)
        self._run(results.update().where(its).values(body=body))

    def results(self, code: str) -> dict[str, dict[str, Any]]:
        """What the measures said, by their key."""
        query = sa.select(results.c.measure, results.c.body).where(results.c.workshop == code)
        return {
            measure: release.restored(msgspec.json.decode(body))
            for measure, body in self._run(query)
        }

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
            for table in within_workshops()
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
        tables = {table.name: table for table in (workshops, *within_workshops())}
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
        for table, column in WORDED:
            for body in self._scalars(sa.select(table.c[column]).where(table.c.workshop == code)):
                yield msgspec.json.decode(body)

    def rewrite(self, code: str, change: Callable[[Any], Any]) -> None:
        """Change all JSON in which a name may stand, beside the workshop itself."""
        for table, column in WORDED:
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


def _plain(code: str) -> str:
    """The code, if any workshop could have it; raises Unknown for what databases stumble over."""
    if not (code.isascii() and code.isalnum()):
        raise Unknown(code)
    return code


def as_json(value: object) -> object:
    """What msgspec does not know, as plain JSON."""
    if isinstance(value, Sentence):
        return stored(value)
    if isinstance(value, release.Bound):
        return release.plain(value)
    raise NotImplementedError


def from_json(kind: type, found: Any) -> object:
    """What as_json made plain, as it was."""
    if kind is Sentence:
        return restored(found)
    raise NotImplementedError
