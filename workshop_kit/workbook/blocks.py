"""A step's figures as tables, each with the chart that it feeds."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart

from workshop_kit.question import Question
from workshop_kit.release import ROOM, Cell
from workshop_kit.workbook import charts
from workshop_kit.workbook.page import Area, Line, Page
from workshop_kit.workbook.shown import Shown, about, prompt
from workshop_kit.workbook.style import GROUP, LABEL, WITHIN, Value
from workshop_kit.workshop import Workshop

MOST_BARS = 15
THE_TEAM = "The team itself"

Entry = tuple[str, dict[str, Cell]]
"""A row's label, and the cell of each group by its label, everybody's first."""


@dataclass(frozen=True)
class Block(ABC):
    """One table. `caption` stands over its chart; `title` over the table, if there are several."""

    title: str
    caption: str
    question: Question
    entries: Sequence[Entry]
    teams: Sequence[str]

    @property
    def groups(self) -> list[str]:
        """Whose answers there are: everybody's, then single teams', then several teams'."""
        places = {
            label: (len(cell.group.teams), [self.teams.index(t) for t in cell.group.teams])
            for _, cells in self.entries
            for label, cell in cells.items()
        }
        return sorted(places, key=lambda label: places[label])

    @property
    @abstractmethod
    def tall(self) -> float:
        """How tall its chart should be, in centimetres."""

    @abstractmethod
    def write(self, page: Page) -> BarChart:
        """Write the table; its chart, not placed yet."""


class Ratings(Block):
    """Figures such as a mean for each group and label, with how the answers spread."""

    @property
    def flat(self) -> bool:
        """Is there one thing rated, so that each group is a single row?"""
        return len(self.entries) == 1 and not self.entries[0][0]

    @property
    def tall(self) -> float:
        return 7.5 if self.flat else charts.height_of(len(self.entries))

    @property
    def labels(self) -> list[str]:
        """The columns of the spread; empty where they differ between cells."""
        spreads = {
            tuple(label for label, _ in self.question.counts(cell.tally))
            for _, cells in self.entries
            for cell in cells.values()
        }
        return list(next(iter(spreads))) if len(spreads) == 1 else []

    @property
    def figures(self) -> list[str]:
        """The names of the figures, such as Mean."""
        cell = next(cell for _, cells in self.entries for cell in cells.values())
        return list(self.question.summary(cell.tally))

    def spread(self) -> list[Line]:
        """How the answers of the first group spread, where there is one thing rated."""
        cell = self.entries[0][1][self.groups[0]]
        return [Line(label, (count,)) for label, count in self.question.counts(cell.tally)]

    def leading(self) -> list[Line]:
        """The first figure of each row, from the first group."""
        group, name = self.groups[0], self.figures[0]
        return [
            Line(
                ": ".join(text for text in (self.title, label) if text),
                (float(self.question.summary(cells[group].tally)[name]),),
            )
            for label, cells in self.entries
            if group in cells
        ]

    def write(self, page: Page) -> BarChart:
        columns = ["Answered", *self.figures, *self.labels]
        if self.flat:
            cells = self.entries[0][1]
            lines = [Line(group, self._values(cells[group])) for group in self.groups]
            return self._chart(page.table(["Whose answers", *columns], lines, self.title))
        alone = len(self.groups) == 1
        lines = []
        for group in self.groups:
            lines += [] if alone else [Line(group, style=GROUP)]
            lines += [
                Line(label, self._values(cells[group]), LABEL if alone else WITHIN)
                for label, cells in self.entries
                if group in cells
            ]
        area = page.table(["Item" if alone else "Whose answers", *columns], lines, self.title)
        first = area.first if alone else area.first + 1
        count = sum(self.groups[0] in cells for _, cells in self.entries)
        return self._chart(area._replace(first=first, last=first + count - 1))

    def _values(self, cell: Cell) -> list[Value]:
        figures = self.question.summary(cell.tally)
        spread = [count for _, count in self.question.counts(cell.tally)] if self.labels else []
        return [cell.answered, *(float(figures[name]) for name in self.figures), *spread]

    def _chart(self, area: Area) -> BarChart:
        columns = range(3 + len(self.figures), 3 + len(self.figures) + len(self.labels))
        if not columns:
            return charts.by_row(self.caption, area, [3], self.figures[0], "0.0")
        if self.flat:
            return charts.by_column(self.caption, area, area.first, columns, "Answers")
        return charts.stacked(self.caption, area, columns, "Share of the answers")


class Counts(Block):
    """How often each answer was given, a column for each group."""

    @property
    def tall(self) -> float:
        return charts.height_of(min(MOST_BARS, len(self.rows)))

    @property
    def rows(self) -> dict[str, dict[str, int]]:
        """Answer -> group -> count. Spellings that differ only by capitals are one row."""
        rows: dict[str, dict[str, int]] = {}
        spelt: dict[str, str] = {}
        for group, cell in self.entries[0][1].items():
            for label, count in self.question.counts(cell.tally):
                answer = label if label in rows else spelt.setdefault(label.casefold(), label)
                if group in rows.get(answer, {}):
                    answer = label
                rows.setdefault(answer, {})[group] = count
        return rows

    def write(self, page: Page) -> BarChart:
        cells, groups = self.entries[0][1], self.groups
        lines = [
            Line(answer, [counts.get(group, 0) for group in groups])
            for answer, counts in self.rows.items()
        ]
        total = Line("People who answered", [cells[group].answered for group in groups], GROUP)
        area = page.table(["Answer", *groups], [*lines, total], self.title)
        drawn = area._replace(last=area.first + min(MOST_BARS, len(lines)) - 1)
        return charts.by_row(self.caption, drawn, [2], "Times given")


def blocks(workshop: Workshop, step: Shown) -> list[Block]:
    """The tables of a step, in the order of what was answered about and of its parts."""
    question = step.place.step.question
    cells = [cell for cell in step.release.cells if not cell.group.person]
    asked = prompt(step.place.step)
    own = step.place.step.about == "own_team"
    found: list[Block] = []

    def entry(label: str, target: str, part: int) -> Entry:
        here = [c for c in cells if (c.target, c.part) == (target, part)]
        if own:  # everybody who answered about a team is of that team
            return label, dict.fromkeys([THE_TEAM], here[0]) if here else {}
        return label, {c.group.label: c for c in here}

    def add(kind: type[Block], title: str, caption: str, entries: Sequence[Entry]) -> None:
        if entries := [entry for entry in entries if entry[1]]:
            found.append(kind(title, caption, question, entries, [*workshop.team_names]))

    targets = [t for t in (ROOM, *workshop.team_names) if t in {c.target for c in cells}]
    parts = list(enumerate(question.parts()))
    if not any(question.summary(cell.tally) for cell in cells):
        for target in targets:
            title = _title(about(workshop, target), own)
            for part, label in parts:
                if any(question.counts(c.tally) for c in cells if c.part == part):
                    named = ": ".join(text for text in (title, label) if text)
                    add(Counts, named, named or asked, [entry("", target, part)])
    elif len(parts) == 1:
        add(Ratings, "", asked, [entry(about(workshop, target), target, 0) for target in targets])
    else:
        for target in targets:
            title = _title(about(workshop, target), own)
            add(Ratings, title, title or asked, [entry(label, target, n) for n, label in parts])
    return found


def _title(target: str, own: bool) -> str:
    if not target:
        return ""
    return f"{target} about itself" if own else f"About {target}"
