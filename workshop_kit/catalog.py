"""The kit's words in other languages, from the catalogs in `locale/`. The one home of Babel."""

import io
import math
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_percent, get_decimal_symbol
from babel.support import Translations

from workshop_kit.sentence import Sentence, Words

APART = "\u2068{}\u2069"
"""Keeps a name in Latin letters from turning round what stands beside it in Arabic."""

FIGURE = "\u2066{}\u2069"
"""Keeps a sign before its figure where one reads from the right: ≥ 4.6 would be turned to 4.6 ≤."""


class Translated(Words):
    """How another language says things; what its catalog lacks is said in English."""

    def __init__(self, locale: Locale, messages: Translations) -> None:
        self._locale, self._messages = locale, messages
        self.decimal = get_decimal_symbol(locale)

    def gettext(self, message: str) -> str:
        return str(self._messages.gettext(message))

    def ngettext(self, one: str, many: str, n: float) -> str:
        whole = int(n) if n == int(n) else max(2, math.ceil(n))  # gettext counts no halves
        return str(self._messages.ngettext(one, many, whole))

    def number(self, value: float, digits: int = 1) -> str:
        return self._turned(super().number(value, digits))

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self._locale)

    def day(self, day: date) -> str:
        return format_date(day, "long", self._locale)

    def listed(self, items: Sequence[str]) -> str:
        return format_list(items, locale=self._locale)

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(value, format_spec)
        if isinstance(value, Sentence) or self._locale.text_direction != "rtl":
            return text
        if isinstance(value, str):
            return APART.format(text)
        return self._turned(text) if isinstance(value, int | float) else text

    def _turned(self, number: str) -> str:
        """A number, in a language from the right with its sign before it all the same."""
        signed = not number[:1].isdigit() and self._locale.text_direction == "rtl"
        return FIGURE.format(number) if signed else number


def read(code: str) -> Translated:
    """The words of one language."""
    source = files("workshop_kit") / "locale" / code / "phone.po"
    with source.open("rb") as lines:
        catalog = read_po(lines, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translated(Locale.parse(code), Translations(compiled))
