"""How privacy was kept, in sentences: for the first page of every file."""

from workshop_kit.disclosure import QUOTED_ALONE
from workshop_kit.figures import Figures
from workshop_kit.report.shown import shown
from workshop_kit.report.tongue import Tongue

TOO_FEW = "too few"
"""What stands in a cell in place of a figure that may not be shown."""


def kept(figures: Figures, say: Tongue) -> list[str]:
    """What these files keep to themselves, and why; the general first, then by step."""
    smallest = figures.workshop.minimum
    said = [
        say(
            "Where answers were given without names, no figure stands for fewer than {smallest} "
            "people, and none can be got by taking one figure from another.",
            smallest=smallest,
        ),
        say(
            "A team with fewer than {smallest} answers is shown only together with another team, "
            "or not at all. Its own words in free text stand apart only from {alone} answers on.",
            smallest=smallest,
            alone=max(smallest, QUOTED_ALONE),
        ),
        say(
            "“{too_few}” in a cell: so few people answered that the figure is not shown, or that "
            "it would tell on a group that is not shown.",
            too_few=say(TOO_FEW),
        ),
        say("Steps that were announced with the team's name, or with people's names, show these."),
        say("Answers without names are here without order and without time."),
        say(
            "What was written to one person is read by that person alone. It is in none of these "
            "files."
        ),
        say("Figures are those of the moment of the reveal; they do not change after it."),
    ]
    revealed = shown(figures)
    if gone := sum(step.release.taken_down for step in revealed):
        said.append(
            say("The facilitator has taken 1 text down. What it said is in none of these files.")
            if gone == 1
            else say(
                "The facilitator has taken {n} texts down. What they said is in none of these "
                "files.",
                n=gone,
            )
        )
    notes: dict[str, list[str]] = {}
    for step in revealed:
        for withheld in step.release.withheld:
            notes.setdefault(say.said(withheld), []).append(str(step.place.number))
    for note, numbers in notes.items():
        where = say("Step") if len(numbers) == 1 else say("Steps")
        said.append(f"{where} {', '.join(numbers)}: {note}")
    return said
