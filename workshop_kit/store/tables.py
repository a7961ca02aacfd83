"""The tables, and what every phone asks of them, put together once."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

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
WORDED = (
    (releases, "body"),
    (results, "body"),
    (responses, "answer"),
    (commitments, "body"),
)
Rows = dict[str, list[dict[str, Any]]]
"""Rows by table: column -> value."""


def within_workshops() -> list[sa.Table]:
    """The tables whose rows belong to one workshop each."""
    return [table for table in metadata.sorted_tables if "workshop" in table.c]
