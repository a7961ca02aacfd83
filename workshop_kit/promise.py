"""How a promise reads: shared by the kind that asks for it and the measure that gathers them.

A promise is {what, whom, by, asks}; `by` is a date as YYYY-MM-DD, or empty.
"""

from collections.abc import Collection, Mapping
from datetime import date

from workshop_kit.sentence import Sentence, sentence

LONGEST = 200

OPEN, UNDER_WAY, KEPT, DROPPED = STATUSES = ("open", "under way", "kept", "dropped")
"""How a promise stands."""


def told(value: Mapping[str, str]) -> Sentence:
    """The promise as a sentence."""
    if not value["asks"]:
        return _promise(value)
    return sentence(
        "{promise} {asks} will ask how it is going.", promise=_promise(value), asks=value["asks"]
    )


def says(value: Mapping[str, str], texts: Collection[str]) -> bool:
    """Is it one of these texts, or does it take one of them up?"""
    return told(value) in texts or value["what"] in {text[:LONGEST] for text in texts}


def _promise(value: Mapping[str, str]) -> Sentence:
    what, whom = value["what"].rstrip("."), value["whom"]
    by = date.fromisoformat(value["by"]) if value["by"] else None
    if whom and by:
        return sentence("I will {what} for {whom}, by {by}.", what=what, whom=whom, by=by)
    if whom:
        return sentence("I will {what} for {whom}.", what=what, whom=whom)
    if by:
        return sentence("I will {what}, by {by}.", what=what, by=by)
    return sentence("I will {what}.", what=what)
