"""TOML as people write it: what is wrong is told so that it can be mended without knowing TOML."""

import re
import tomllib
from typing import Any

CURLY = "“”„‟‘’‚«»"

MENDS = (
    (r"^\{\\rtf", "", "save the file as plain text; TextEdit calls it Format → Make Plain Text"),
    (
        rf"^[^\"'#]*[{CURLY}]|[{CURLY}][\s\],]*$",
        "",
        'these quotes are not straight, as Word makes them; type straight ones: "…"',
    ),
    (
        r"^[^\"'#]*[\u00a0\u2007\u202f]",
        "",
        "a space in here is a special one, as Word makes it; delete the spaces and type them anew",
    ),
    (r"^\s*\w+\s*:", "Expected '='", "write = after the key, not :"),
    ("", "Expected '='", "a line says key = …, or begins with # if it is a note to yourself"),
    (
        r"=\s*(True|False|TRUE|FALSE|yes|no)\b",
        "Invalid value",
        "write true or false, as they stand here",
    ),
    (r"[=\[,]\s*[^\W\d]", "Invalid value", 'a text stands in quotes: "…"'),
    (r"\\", "Unescaped|hex value", r"for a \ inside a text put single quotes around it: '…'"),
    ("", "Illegal character '.n'", "a text ends on its line, with the quote that it began with"),
    ("", "Unclosed array", "a list before this has commas between its texts, and ] at its end"),
    ("", "Cannot overwrite", "this key has been there before; each stands once"),
    ("[\"'].*[\"']", "Expected newline", "for a \" inside a text put single quotes around it: '…'"),
)
"""What is often wrong, by the line and by what the reader of TOML says, and how to mend it."""


class NotToml(ValueError):
    """A text is not TOML. The message says where, and what to do."""


def read(text: str) -> dict[str, Any]:
    """The table in a TOML text. Raises NotToml, whatever the text is."""
    try:
        text.encode()
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # what TOML readers raise, and what breaks them
        raise NotToml(_in_words(text, str(error))) from None


def _in_words(text: str, said: str) -> str:
    place = re.search(r"at line (\d+)", said)
    if not place:
        return f"this is not TOML: {said if '(at ' in said else 'it cannot be read to its end'}"
    number = int(place[1])
    line = text.replace("\r\n", "\n").split("\n")[number - 1]
    for in_line, in_said, mend in MENDS:
        if re.search(in_line, line) and re.search(in_said, said):
            return f"line {number}: {mend}"
    return f"this is not TOML: {said}"
