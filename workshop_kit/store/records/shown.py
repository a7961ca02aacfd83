"""What has been revealed, and what became of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from workshop_kit import release
from workshop_kit.afterwards.commitments import Kept
from workshop_kit.release import Release
from workshop_kit.sentence import Sentence, restored, stored
from workshop_kit.store.records.transaction import Transaction
from workshop_kit.store.tables import WORDED, commitments, releases, results


class Shown(Transaction):
    """The rows of releases, results and commitments."""

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
        return {step: _read(body) for step, body in self._run(query)}

    def release(self, code: str, step: str) -> Release | None:
        """What has been revealed of one step; None where nothing has."""
        its = (releases.c.workshop == code) & (releases.c.step == step)
        body = self._run(sa.select(releases.c.body).where(its)).scalar()
        return _read(body) if body else None

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


def _read(body: bytes) -> Release:
    return msgspec.json.decode(body, type=Release, dec_hook=from_json)


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
