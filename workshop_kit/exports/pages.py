"""Pages to print: the workshop on one page, and for each team what is about it.

They are HTML with nothing to fetch: a browser opens, prints and saves them as PDF.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from workshop_kit import look, stylesheet
from workshop_kit.afterwards.commitments import HEADINGS, STATUS_WORDS, Commitment
from workshop_kit.figures import Figures
from workshop_kit.report import boards, story, team
from workshop_kit.report.tongue import Tongue, tongue_of
from workshop_kit.report.words import shortened, visible

Tell = Callable[[float], None]
MOST_DUE = 8
FINDING_LETTERS, TEXT_LETTERS = 170, 90
MOST_CHAPTERS = 14
MOST_QUOTES, QUOTE_LETTERS = 2, 120
COLOURS = {**stylesheet.LIGHT, "accent": look.ACCENT}
LIGHT = ":root{" + "".join(f"--{name}:{value};" for name, value in COLOURS.items()) + "}"
"""The kit's colours on paper, whatever the reader's screen."""


def summary(figures: Figures, made: datetime, tell: Tell) -> bytes:
    """The workshop on one A4 page: what was found, what is to be done first.

    It is handed out: her notes are not on it.
    """
    say = tongue_of(figures.workshop)
    chapters = [
        {
            "title": shortened(chapter.title, 60),
            "finding": shortened(chapter.finding, FINDING_LETTERS),
            "figure": shortened(chapter.figure, 30),
            "quotes": [shortened(quote, QUOTE_LETTERS) for quote in chapter.quotes[:MOST_QUOTES]],
        }
        for chapter in story.chapters(figures, say)
        if chapter.finding
    ]
    tell(0.5)
    due = [_row(c, say) for c in figures.commitments if c.status not in ("kept", "dropped")]
    needs = boards.needs(figures, say)
    answers: dict[str, int] = {}
    for need in needs:
        answers[need.answer] = answers.get(need.answer, 0) + 1
    return _page(
        "summary.html",
        say,
        figures,
        made,
        chapters=chapters[:MOST_CHAPTERS],
        due=due[:MOST_DUE],
        more=max(0, len(due) - MOST_DUE),
        heads=_heads(say),
        needs=len(needs),
        answers=sorted(answers.items(), key=lambda pair: -pair[1]),
    ).encode()


def team_packs(figures: Figures, made: datetime, tell: Tell) -> bytes:
    """A zip with a page for each team: what others need from it, how it is seen, its commitments.

    Each page holds what everybody could see at the reveals, chosen for the team.
    """
    say, file = tongue_of(figures.workshop), io.BytesIO()
    teams = figures.workshop.teams
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(teams, start=1):
            pack = team.pack(figures, one.id, say)
            page = _page(
                "team.html",
                say,
                figures,
                made,
                pack=pack,
                heads=_heads(say),
                ours=[_row(c, say) for c in pack.ours],
                theirs=[_row(c, say) for c in pack.for_us],
            )
            plain = " ".join(re.sub(r"[^\w\- ]", "", one.name).split()) or one.id
            told = zipfile.ZipInfo(f"{number:02d} {plain}.html", made.timetuple()[:6])
            archive.writestr(told, page.encode(), zipfile.ZIP_DEFLATED)
            tell(number / len(teams))
    return file.getvalue()


def _page(name: str, say: Tongue, figures: Figures, made: datetime, **values: Any) -> str:
    return (
        _templates()
        .get_template(name)
        .render(
            say=say,
            title=visible(figures.workshop.title),
            day=say.words.day(made.date()),
            people=say.people(sum(figures.joined.values())),
            teams=say.people(len(figures.workshop.teams), "team"),
            rehearsal=bool(figures.workshop.rehearsal),
            minimum=figures.workshop.minimum,
            tokens=LIGHT,
            shade=_shade,
            **values,
        )
    )


def _heads(say: Tongue) -> Mapping[str, str]:
    return {name: heading[say.code] for name, heading in HEADINGS.items()}


def _row(commitment: Commitment, say: Tongue) -> dict[str, Any]:
    """A commitment as it is printed."""
    day = boards.day_of(commitment.by)
    return {
        "what": shortened(commitment.what, TEXT_LETTERS),
        "who": visible(commitment.who or commitment.team),
        "whom": visible(commitment.whom),
        "by": say.words.day(day) if day else "",
        "asks": visible(commitment.asks),
        "status": STATUS_WORDS[say.code][commitment.status],
        "late": commitment.overdue(date.today()),  # noqa: DTZ011 (the day where she is)
    }


def _shade(mean: float, points: int) -> str:
    """How dark the ground of a mean is, from 1 to `points`: a share in percent."""
    return f"{round(100 * (mean - 1) / max(1, points - 1))}%"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("workshop_kit.exports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
