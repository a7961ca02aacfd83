"""Writes the kit's words for phones into the catalogs in `workshop_kit/locale`, from the code.

`python docs/words.py` brings them up to date: translations stay, what is not said any more goes.
A test says when they are not, and what is missing.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop_kit.language import FIRST, NAMES  # noqa: E402 (found through the path above)

KIT = ROOT / "workshop_kit"
LOCALE = KIT / "locale"
TEMPLATE = LOCALE / "phone.pot"
HTML = ("phone/templates/*.html", "questions/*/*.html", "measures/*/*.html")
HTML += ("card_by_card/*.html",)
IN_HTML = {"_": None, "gettext": None, "ngettext": (1, 2)}
IN_PYTHON = {"sentence": None, "counted": (1, 2)}
MARKS = {"trimmed": "true", "newstyle_gettext": "true"}
NEEDLESS = re.compile(r'^"(?!Language:|MIME|Content|Plural)[\w-]+: [^\n]*\\n"\n', re.MULTILINE)
"""Lines of a catalog's head that change from day to day, or say nothing."""
ABOUT = """# The words of the participant's phone. docs/words.py makes this file from the code;
# only what stands after msgstr is written by hand."""


def main() -> int:
    """Bring all catalogs up to date, and say what each still lacks."""
    template = extracted()
    write(TEMPLATE, written(template))
    for code in translated():
        catalog = updated(code, template)
        write(path(code), written(catalog))
        print(f"{code}: {len(missing(catalog))} of {len(template)} are missing")
    return 0


def translated() -> list[str]:
    """The languages that have a catalog."""
    return [code for code in NAMES if code != FIRST]


def path(code: str) -> Path:
    """Where the catalog of a language lies."""
    return LOCALE / code / "phone.po"


def extracted() -> Catalog:
    """Every message of the code, with the files in which it stands."""
    catalog = Catalog(header_comment=ABOUT, fuzzy=False)
    for file, message in _messages():
        catalog.add(message, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalog


def _messages() -> Iterator[tuple[Path, str | tuple[str, ...]]]:
    for file in sorted(file for pattern in HTML for file in KIT.glob(pattern)):
        found = extract("jinja2.ext:babel_extract", _read(file), IN_HTML, options=MARKS)
        yield from ((file, message) for _, message, _, _ in found)
    for file in sorted(KIT.rglob("*.py")):
        found = extract("python", _read(file), IN_PYTHON)
        yield from ((file, message) for _, message, _, _ in found)


def _read(file: Path) -> io.BytesIO:
    return io.BytesIO(file.read_bytes())


def updated(code: str, template: Catalog) -> Catalog:
    """A catalog with the messages of today; no translation is guessed."""
    catalog = existing(code)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=True)
    return catalog


def existing(code: str) -> Catalog:
    """A catalog as it lies there, or a new one."""
    if not path(code).exists():
        return Catalog(locale=code, header_comment=ABOUT, fuzzy=False)
    with path(code).open("rb") as lines:
        return read_po(lines, locale=code)


def missing(catalog: Catalog) -> list[str]:
    """The messages without a whole translation of which a translator was sure."""
    return [str(message.id) for message in catalog if message.id and not _whole(message)]


def _whole(message: object) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and not message.fuzzy


def written(catalog: Catalog) -> str:
    """A catalog as text."""
    text = io.BytesIO()
    write_po(text, catalog, width=96, include_lineno=False, ignore_obsolete=True)
    return NEEDLESS.sub("", text.getvalue().decode())


def write(file: Path, text: str) -> None:
    """Write a catalog, in a folder of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
