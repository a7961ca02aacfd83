"""The sheet *Codebook*: each column, each step's scale, each measure with its source."""

from workshop_kit.figures import Figures
from workshop_kit.report import codebook
from workshop_kit.workbook.page import Page

WIDTHS = (22, 26, 14, 60, 34, 34, 18, 12)


def write(page: Page, figures: Figures) -> None:
    """Fill the sheet."""
    say = page.say
    page.title(say("Codebook"))
    page.heading(say("The columns of “{sheet}”", sheet=say("Responses")), 200)
    heads = ("Heading", "Name in CSV and JSON", "Type", "Meaning")
    rows = [(c.heading, c.name, c.type, c.means) for c in codebook.columns(say)]
    page.table("Columns", [say(h) for h in heads], rows, ("label", "text", "text", "text"))
    found = codebook.headings(figures, say)
    if found:
        page.heading(say("The columns of the exercises’ sheets"), 200)
        columns = [say(head) for head in ("Table", "Heading", "Type", "Meaning")]
        page.table("Headings", columns, found, ("label", "text", "text", "text"))
    page.heading(say("The questions and their scales"), 200)
    asked = codebook.asked(figures, say)
    if asked:
        titles = ("Key", "Kind", "Step", "Prompt", "Items", "Scale", "Names", "Answered")
        steps = [
            (a.key, a.kind, a.number, a.prompt, a.items, a.scale, a.names, a.answered)
            for a in asked
        ]
        styles = ("label", "text", "left", "text", "text", "text", "text", "left")
        page.table("Questions", [say(h) for h in titles], steps, styles)
    else:
        page.text(say("Nothing has been revealed yet."))
    formulas = codebook.formulas(figures, say)
    if not formulas:
        return
    page.heading(say("The measures"), 200)
    for formula in formulas:
        page.text(f"{formula.title} ({formula.exercise})", "prompt")
        page.text(formula.how, "note")
        page.text(say("Source: {sources}", sources=formula.sources), "small")
        page.gap(6)
