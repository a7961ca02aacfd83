"""All that is kept, row by row, as one transaction sees and changes it."""

from datetime import UTC, datetime
from typing import cast

import sqlalchemy as sa

from workshop_kit.store.records.answers import Answers
from workshop_kit.store.records.people import People
from workshop_kit.store.records.shown import Shown
from workshop_kit.store.records.workshops import Workshops
from workshop_kit.store.tables import passes, preferences


class Records(Workshops, People, Answers, Shown):
    """The rows of workshops, and those that are the kit's own."""

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
