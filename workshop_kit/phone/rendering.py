"""The light pages from their templates: those of the phone, of each kind and each measure."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from unicodedata import category

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from workshop_kit import privacy
from workshop_kit.language import FIRST, NAMES, direction, words
from workshop_kit.phone import tables, walls
from workshop_kit.phone.assets import asset
from workshop_kit.release import average
from workshop_kit.sentence import Sentence, Words


def render(name: str, language: str = FIRST, **values: object) -> str:
    """One of the light pages."""
    return template(f"phone/templates/{name}", language).render(**values)


def template(path: str, language: str = FIRST) -> Template:
    """A template by its path in the kit."""
    return _templates(language).get_template(path)


def prepare() -> None:
    """Compile the pages before the first phone comes: a room would wait for that all at once."""
    environment = _templates(FIRST)
    for name in environment.list_templates(extensions=["html"]):
        if name.startswith(("phone/templates/", "questions/", "measures/")):
            environment.get_template(name)


def rendered(path: str, **values: object) -> str:
    """A page of another part of the kit, in the same look, by its path in the kit; in English."""
    return template(path).render(**values)


@cache
def _templates(language: str) -> Environment:
    """Templates of the phone, of each kind and of each measure, by their path in the kit.

    Words are translated where the template marks them, and a Sentence wherever it is shown.
    """
    spoken = words(language)
    environment = Environment(
        loader=PackageLoader("workshop_kit", "."),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # or each page would look at each of its files again
        extensions=["jinja2.ext.i18n"],
        finalize=lambda value: spoken.say(value) if isinstance(value, Sentence) else value,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        spoken.gettext, spoken.ngettext, newstyle=True
    )
    environment.globals.update(
        css=asset("phone.css").path,
        js=asset("phone.js").path,
        language=language,
        languages=NAMES,
        readers=privacy.readers,
        direction=direction(language),
        listed=lambda items: _listed(spoken, items),
        in_parts=walls.in_parts,
        shown_of=walls.shown_of,
        by_text=walls.by_text,
        places_of=walls.places_of,
        a_part=walls.A_PART,
        columns_of=tables.columns,
        fit=tables.FIT,
    )
    environment.filters["number"] = spoken.number
    environment.filters["said"] = spoken.say
    environment.filters["percent"] = spoken.percent
    environment.filters["letters"] = _letters
    environment.filters["average"] = average
    environment.filters["day"] = lambda day: spoken.day(date.fromisoformat(day))
    return environment


def _letters(text: str) -> int:
    """How many letters of a text are seen; those that only say which way it runs are not."""
    return sum(category(letter) != "Cf" for letter in text)


def _listed(spoken: Words, items: Sequence[str]) -> Markup:
    return Markup(spoken.listed([escape(item) for item in items]))
