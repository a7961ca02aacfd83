"""Secrets of phones, sealed under a code word."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "code_words",
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
