"""The languages that the kit's own words are there in, by their code such as "de"."""

from functools import cache

from workshop_kit.sentence import ENGLISH, Words

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "pl": "Polski",
    "tr": "Türkçe",
    "ar": "العربية",
}
"""The languages by their code, each in its own name; all but the first have a catalog."""

FIRST = "en"
RIGHT_TO_LEFT = frozenset({"ar"})


def direction(code: str) -> str:
    """Which way the language is read, as pages write it."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


@cache
def words(code: str) -> Words:
    """The kit's words in that language, English where it has none.

    A catalog is read when it is asked for the first time.
    """
    if code == FIRST or code not in NAMES:
        return ENGLISH
    from workshop_kit import catalog  # noqa: PLC0415 (Babel would delay every start)

    return catalog.read(code)
