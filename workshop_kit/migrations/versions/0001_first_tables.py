"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "workshops",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_table(
        "moments",
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("move", sa.String, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("secret_hash", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.UniqueConstraint("workshop", "secret_hash"),
    )
    op.create_table(
        "responses",
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("respondent", sa.String, primary_key=True),
        sa.Column("target", sa.String, primary_key=True),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipts",
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("respondent", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    for table, name in (("releases", "step"), ("results", "measure")):
        op.create_table(
            table,
            sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
            sa.Column(name, sa.String, primary_key=True),
            sa.Column("body", sa.LargeBinary, nullable=False),
        )
    op.create_table(
        "preferences",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "passes",
        sa.Column("token_hash", sa.String, primary_key=True),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
    )
