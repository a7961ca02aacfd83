"""Participants know whether they are made up."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    made_up = sa.Column("made_up", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("participants", made_up)
