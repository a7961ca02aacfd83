"""Writes the reference of all keys into docs/writing-exercises.md, from the code itself.

`python docs/reference.py` brings it up to date; a test says when it is not.
"""

import ast
import inspect
import itertools
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop_kit import measures, questions  # noqa: E402 (found through the path above)
from workshop_kit.exercise import HEADS, SPOKEN, TOP, Exercise, Step  # noqa: E402

GUIDE = ROOT / "docs" / "writing-exercises.md"
BEGIN = "<!-- The reference: made by docs/reference.py. Do not change it by hand. -->"
END = "<!-- The end of the reference. -->"

WORDS: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple[str, ...]: "a list of texts",
    tuple[int, int]: "two whole numbers",
}


def main() -> int:
    """Bring the guide up to date, and say whether that changed it."""
    before = GUIDE.read_text(encoding="utf-8")
    after = updated(before)
    if after != before:
        GUIDE.write_text(after, encoding="utf-8", newline="\n")
    print(f"{GUIDE.relative_to(ROOT)}: {'brought up to date' if after != before else 'as it was'}")
    return 0


def updated(guide: str) -> str:
    """The guide with its reference as the code has it now."""
    before, _, rest = guide.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def reference() -> str:
    """Every key that an exercise file can have."""
    top = [f for f in fields(Exercise) if f.name in TOP]
    own = [f for f in fields(Step) if f.name != "settings"]
    debrief = told(Exercise).get("debrief", "")
    parts = [
        "### The exercise\n",
        table(Exercise, top),
        f"\n`[debrief]` takes `questions`, a list of texts. {debrief}".rstrip(),
        "\n### A step: `[[step]]`\n",
        table(Step, own),
        "\nWhat else a step takes depends on what it asks.",
        "\n### Its words in another language: `[text.de]`\n",
        f"It takes {listed(HEADS)}; and for a step, as `[text.de.step.its_id]`, {listed(SPOKEN)}, "
        "and what its kind has of words:\n",
        "\n".join(
            f'- `ask = "{name}"`: {listed(cls.wording)}'
            for name, cls in sorted(questions.kinds().items())
            if cls.wording
        ),
        "\n### What a step can `ask`\n",
        "\n".join(kind(name, cls) for name, cls in sorted(questions.kinds().items())),
        "### What an exercise can show: `[[measure]]`\n",
        "A measure says what several steps say together; `show` is its name.\n",
        "\n".join(measure(name, cls) for name, cls in sorted(measures.kinds().items())),
    ]
    return "\n".join(parts)


def kind(name: str, cls: type) -> str:
    """A kind of question: what it is, its settings, and a step that shows it."""
    step = questions.example(name).partition("[[step]]")
    example = "".join(step[1:]).rstrip()
    lines = [f'#### `ask = "{name}"`\n', module_says(cls)]
    if fields(cls):
        lines += ["", f"{says(cls)}\n", table(cls, fields(cls))]
    return "\n".join([*lines, f"\n```toml\n{example}\n```\n"])


def measure(name: str, cls: type) -> str:
    """A measure: what it says and which steps it reads."""
    lines = [f'#### `show = "{name}"`: {getattr(cls, "title", "")}\n', f"{module_says(cls)}\n"]
    lines.append(f"{says(cls)}\n")
    lines.append(table(cls, fields(cls), {str: "the id of a step"}))
    roles = "\n".join(f'{f.name} = "…"' for f in fields(cls) if f.default is MISSING)
    lines.append(f'\n```toml\n[[measure]]\nshow = "{name}"\n{roles}\n```\n')
    return "\n".join(lines)


def table(cls: type, keys: Iterable[Field[Any]], words: Mapping[Any, str] | None = None) -> str:
    """Keys with what they are for, what they take, and what holds where they are left out."""
    hints, notes = get_type_hints(cls), told(cls)
    noted = bool(notes)
    rows = [["key", "what it is", "it takes", "left out"], ["---"] * 4]
    rows += [
        [
            f"`{key.name}`",
            notes.get(key.name, ""),
            takes(hints[key.name], {**WORDS, **(words or {})}),
            left_out(key),
        ]
        for key in keys
    ]
    shown = [row if noted else [row[0], *row[2:]] for row in rows]
    return "\n".join(f"| {' | '.join(cell(text) for text in row)} |" for row in shown)


def takes(hint: Any, words: Mapping[Any, str]) -> str:
    """A type in words."""
    if choices := [choice for choice in get_args(hint) if isinstance(choice, str)]:
        return " or ".join(f'`"{choice}"`' for choice in choices)
    return words.get(hint) or f"`{getattr(hint, '__name__', hint)}`"


def left_out(key: "Field[Any]") -> str:
    """What holds where a key is not given."""
    if key.default is not MISSING:
        return f"`{toml(key.default)}`"
    return "it has to be there" if key.default_factory is MISSING else "nothing"


def toml(value: Any) -> str:
    """A default as it would stand in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return f"[{', '.join(map(toml, value))}]" if isinstance(value, tuple) else str(value)


def listed(keys: Iterable[str]) -> str:
    """Keys in a sentence."""
    return ", ".join(f"`{key}`" for key in keys)


def cell(text: str) -> str:
    """A text on one line that cannot end its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def says(cls: type) -> str:
    """What a class says of itself."""
    return " ".join((inspect.getdoc(cls) or "").split())


def module_says(cls: type) -> str:
    """The first paragraph of the file in which a class is."""
    module = inspect.getdoc(inspect.getmodule(cls)) or ""
    return " ".join(module.partition("\n\n")[0].split())


def told(cls: type) -> dict[str, str]:
    """The note under each field of a class, where there is one."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(made, ast.ClassDef)
    return {
        key.target.id: inspect.cleandoc(note.value.value)
        for key, note in itertools.pairwise(made.body)
        if isinstance(key, ast.AnnAssign)
        and isinstance(key.target, ast.Name)
        and isinstance(note, ast.Expr)
        and isinstance(note.value, ast.Constant)
        and isinstance(note.value.value, str)
    }


if __name__ == "__main__":
    sys.exit(main())
