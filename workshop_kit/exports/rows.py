"""*Responses* with their codebook for other programs: CSV files, or JSON Lines, in one zip."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from workshop_kit.figures import Figures
from workshop_kit.report import codebook, privacy, tidy
from workshop_kit.report.tongue import Tongue, tongue_of

RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a text begins that a spreadsheet would take for a formula."""
ROWS_A_REPORT = 20_000

Tell = Callable[[float], None]


def csv_zip(figures: Figures, made: datetime, tell: Tell) -> bytes:
    """CSV files with a comma and UTF-8, as spreadsheets and pandas read them.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    say = tongue_of(figures.workshop)
    names = list(tidy.COLUMNS)
    rows = ([row.get(name, "") for name in names] for row in _counted(figures, say, tell))
    return _zipped(
        made,
        {
            "responses.csv": _csv(names, rows),
            "codebook.csv": _csv(codebook.Column._fields, codebook.columns(say)),
            "questions.csv": _csv(codebook.Asked._fields, codebook.asked(figures, say)),
            "measures.csv": _csv(codebook.Formula._fields, codebook.formulas(figures, say)),
            "privacy.txt": "\n".join(privacy.kept(figures, say)).encode("utf-8-sig"),
        },
    )


def json_zip(figures: Figures, made: datetime, tell: Tell) -> bytes:
    """One JSON object in each line, texts as they were written; and the codebook as JSON."""
    say = tongue_of(figures.workshop)
    lines = b"\n".join(_json(row) for row in _counted(figures, say, tell))
    book = {
        "workshop": figures.workshop.title,
        "columns": [column._asdict() for column in codebook.columns(say)],
        "questions": [asked._asdict() for asked in codebook.asked(figures, say)],
        "measures": [formula._asdict() for formula in codebook.formulas(figures, say)],
        "privacy": privacy.kept(figures, say),
    }
    codes = msgspec.json.format(_json(book), indent=2)
    return _zipped(made, {"responses.jsonl": lines, "codebook.json": codes})


def rows(figures: Figures, say: Tongue) -> Iterator[dict[str, str | float]]:
    """Each answer that may be shown, by the names of the columns; what is empty is left out."""
    for answers in tidy.answers(figures, say):
        common = {name: value for name, value in answers.common.items() if value != ""}
        for row in answers.rows:
            varying = {"number": row.number, "text": row.text}
            yield {**common, **{n: v for n, v in varying.items() if v is not None}}


def _counted(figures: Figures, say: Tongue, tell: Tell) -> Iterator[dict[str, str | float]]:
    for number, row in enumerate(rows(figures, say)):
        if number % ROWS_A_REPORT == 0:
            tell(min(0.9, 0.1 + number / 200_000))
        yield row


def _json(value: object) -> bytes:
    return msgspec.json.encode(value, enc_hook=str)  # a Sentence is a text too


def _csv(head: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([_harmless(value) for value in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _zipped(made: datetime, files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, made.timetuple()[:6]), content, zipfile.ZIP_DEFLATED
            )
    return file.getvalue()
