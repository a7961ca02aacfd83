"""Workshops and their moments."""

from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa

from workshop_kit.question import Invalid
from workshop_kit.store.records.transaction import Transaction
from workshop_kit.store.tables import (
    HELD,
    REVISION,
    Rows,
    moments,
    participants,
    passes,
    roster,
    within_workshops,
    workshops,
)
from workshop_kit.workshop import Unknown, Workshop


class Workshops(Transaction):
    """The rows of whole workshops."""

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


def _plain(code: str) -> str:
    """The code, if any workshop could have it; raises Unknown for what databases stumble over."""
    if not (code.isascii() and code.isalnum()):
        raise Unknown(code)
    return code
