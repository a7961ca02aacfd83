"""What a text alternative, which is read aloud, is made of: each in its reader's language.

Names and figures with signs between them need no translation; the words between them do.
"""

from collections.abc import Sequence

from workshop_kit.sentence import Sentence, sentence

NOT_SHOWN = sentence("not shown")


def mean(value: float | None) -> Sentence:
    """A mean in scale points, or that it is not shown."""
    if value is None:
        return NOT_SHOWN
    return Sentence("{mean:.1f}", {"mean": value})


def valued(label: str, value: str) -> Sentence:
    """What it is, and its figure."""
    return Sentence("{label} {value}", {"label": label, "value": value})


def of(label: str, said: str) -> Sentence:
    """What is said of something; by itself where that has no name."""
    return Sentence("{label}: {said}" if label else "{said}", {"label": label, "said": said})


def ended(said: str) -> Sentence:
    """It with its full stop."""
    return Sentence("{said}.", {"said": said})


def row(said: Sequence[str], sign: str = ", ") -> Sentence:
    """Several figures in a row."""
    values = {f"s{number}": part for number, part in enumerate(said)}
    return Sentence(sign.join(f"{{{name}}}" for name in values), values)
