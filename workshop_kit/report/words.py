"""Texts for files that know neither control characters nor endless lines."""

import re
from textwrap import shorten

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """The text as XML can hold it."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str, letters: int) -> str:
    """The text on one line of so many letters, cut between words where it can be."""
    plain = " ".join(visible(text).split())
    cut = shorten(plain, letters, placeholder=" …")
    return cut if len(cut) > letters // 2 or len(plain) <= letters else plain[: letters - 1] + "…"
