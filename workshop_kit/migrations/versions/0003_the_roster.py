"""The roster, and names that can be looked up."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("folded", "withheld"):
        op.add_column("participants", sa.Column(name, sa.String, nullable=False, server_default=""))
    people = sa.table("participants", *map(sa.column, ("id", "name", "folded")))
    for id_, name in op.get_bind().execute(sa.select(people.c.id, people.c.name)).all():
        folded = unicodedata.normalize("NFKC", name).casefold()
        op.execute(people.update().where(people.c.id == id_).values(folded=folded))
    op.create_index("participants_by_name", "participants", ["workshop", "team", "folded"])
    op.create_table(
        "roster",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("workshop", sa.String, sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("folded", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.UniqueConstraint("workshop", "token"),
    )
    op.create_index("roster_by_name", "roster", ["workshop", "team", "folded"])
