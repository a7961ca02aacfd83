"""Writes `docs/measures/`: a page for each measure and each kind of question that has findings.

`python docs/measures.py` makes the pages from the code: what it reads, how it is computed and from
which source, from when on it speaks, and all that it can say. A test says when they are not what
the code says.
"""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from workshop_kit import measures, questions  # noqa: E402 (found through the path above)

FOLDER = ROOT / "docs" / "measures"
KINDS = ("scale", "ranking", "points", "choice", "vote", "colleague")
"""Kinds of question that say something by themselves, or count what a measure needs."""

HEAD = "<!-- docs/measures.py makes this page from the code. -->\n\n"
SAYS = {"sentence": 1, "counted": 2}
"""Calls that make sentences, with how many of their first arguments are texts."""

ABOUT = """A finding has its figures, a question for the debrief, a `size` (a share of the largest
difference that there could be) and how `sure` it is (how unlikely it is that chance alone would
point the same way). At most three are told of an exercise, those with the largest `size` times
`sure`; what is less sure than one half is not told. Neither of the two is ever shown.

The numbers that published examples give are in `tests/test_published_numbers.py`, what mutation
testing found is in [mutation-score.md](../mutation-score.md)."""


def main() -> int:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def pages() -> dict[str, str]:
    """Each page by its file's name, the list of all first."""
    made = {f"{kind}.md": _measure(kind) for kind in sorted(measures.kinds())}
    made |= {f"{kind}.md": _kind(kind) for kind in KINDS}
    listed = [f"- [{text.splitlines()[2][2:]}]({name})" for name, text in made.items()]
    index = ["# Measures", ABOUT, "\n".join(listed)]
    return {"README.md": HEAD + "\n\n".join(index) + "\n", **made}


def _measure(kind: str) -> str:
    cls = measures.kinds()[kind]
    roles = [field.name for field in fields(cls)]
    lead = f'`show = "{kind}"`, with `{"`, `".join(roles)}`. {_flat(cls.__doc__ or "")}'
    modules = dict(_modules(files(measures) / kind))
    return HEAD + "\n\n".join([f"# {cls.title}", lead, *_told(modules, "measure")]) + "\n"


def _kind(kind: str) -> str:
    modules = dict(_modules(files(questions) / kind))
    lead = f'`ask = "{kind}"`'
    title = f"# The kind “{kind}”"
    return HEAD + "\n\n".join([title, lead, *_told(modules, "question")]) + "\n"


def _modules(folder: object) -> Iterator[tuple[str, ast.Module]]:
    """The modules of a folder by name, without those that only draw."""
    for file in sorted(Path(str(folder)).glob("*.py")):
        if "chart" not in file.stem and file.stem != "__init__":
            yield file.stem, ast.parse(file.read_text(encoding="utf-8"))


def _told(modules: Mapping[str, ast.Module], first: str) -> Iterator[str]:
    order = sorted(modules, key=lambda name: name != first)
    yield "## How"
    for name in order:
        if name != "said":
            yield ast.get_docstring(modules[name]) or ""
    for name in order:
        yield from _formulas(modules[name])
    if limits := [line for name in order for line in _limits(modules[name])]:
        yield "## From when on\n\n" + "\n".join(limits)
    said = dict.fromkeys(text for name in order for text in _sentences(modules[name]))
    if said:
        yield "## What it can say\n\n" + "\n".join(f"- {text}" for text in said)


def _formulas(module: ast.Module) -> Iterator[str]:
    """Functions whose docstring goes beyond a sentence or two: those that compute."""
    for node in module.body:
        text = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
        if text and (len(text.split("\n\n")) > 1 or any(sign in text for sign in "Σ√²")):
            yield f"`{getattr(node, 'name', '')}`: {text}"


def _limits(module: ast.Module) -> Iterator[str]:
    """Constants with the sentence that says what they mean."""
    for node, after in zip(module.body, module.body[1:], strict=False):
        if not isinstance(node, ast.Assign) or not isinstance(after, ast.Expr):
            continue
        if isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            names = ast.unparse(node.targets[0]).strip("()")
            yield f"- `{names} = {ast.unparse(node.value)}`: {_flat(after.value.value)}"


def _sentences(module: ast.Module) -> Iterator[str]:
    """Every sentence that the code can say, in English; one for many where there are two."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = _texts(node.args[: SAYS.get(node.func.id, 0)])
            if texts and len(texts[-1]) > len("Team by team"):
                yield texts[-1]


def _texts(arguments: Sequence[ast.expr]) -> list[str]:
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def _flat(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
