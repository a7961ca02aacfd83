"""What became of commitments, as the facilitator and those who made them say."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from workshop_kit import disclosure
from workshop_kit.afterwards import commitments
from workshop_kit.afterwards.commitments import ADDED, Commitment, Kept
from workshop_kit.question import Invalid
from workshop_kit.store.records import Records
from workshop_kit.workshop import Workshop

Changes = Sequence[tuple[str, Mapping[str, Any]]]
"""(id, fields) of commitments; without an id it is a new one."""


def commitments_of(records: Records, workshop: Workshop) -> tuple[Commitment, ...]:
    """All that was promised and may be shown, with what became of it."""
    shown = disclosure.moderated(workshop, records.releases(workshop.code))
    return commitments.listed(workshop, shown, records.commitments(workshop.code))


def change(records: Records, workshop: Workshop, changes: Changes, now: float) -> int:
    """Keep these changes, all or none; how many there were. Raises Invalid."""
    there = {commitment.id: commitment for commitment in commitments_of(records, workshop)}
    before = records.commitments(workshop.code)
    for id_, fields in changes:
        if id_ and id_ not in there:
            raise Invalid(commitments.NO_SUCH)
        asked = commitments.checked(fields)
        if not id_ and not asked.get("what"):
            raise Invalid("A commitment needs to say what somebody will do.")
        kept = before.get(id_, Kept({}))
        its = id_ or f"{ADDED}{secrets.token_hex(4)}"
        records.keep_commitment(workshop.code, its, Kept({**kept.fields, **asked}, now))
    return len(changes)
