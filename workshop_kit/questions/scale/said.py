"""What is worth saying of ratings: where the room stands, and how much it sees it alike."""

from collections.abc import Sequence

from workshop_kit.finding import Finding, error_of_mean, figure, sureness
from workshop_kit.questions.scale.agreement import (
    FEWEST,
    SURE_FROM,
    agreed,
    apart,
)
from workshop_kit.release import Tally, average
from workshop_kit.sentence import Sentence, counted, sentence


def of_one(tally: Tally, points: int) -> Finding:
    """The room's mean, and how far people are apart."""
    people = sum(tally["counts"])
    ask = sentence("What is it that puts you where you are?")
    if people >= FEWEST:
        ask = {
            "alike": sentence("What makes it so much the same for most of us?"),
            "differ": sentence("Who sees it quite differently, and what do they see?"),
            "two camps": sentence("What does each of the two sides see that the other does not?"),
        }[agreed(tally)]
    return (
        Finding(
            said=_stands(tally, points),
            figure=figure("{mean} / {points}", mean=_mean(tally), points=points),
            ask=ask,
            size=0.2 + 0.8 * abs(tally["mean"] - (points + 1) / 2) / ((points - 1) / 2),
        )
        if people
        else Finding(said=counted("{n} person answered.", "{n} people answered.", n=0))
    )


def _mean(tally: Tally) -> Sentence:
    """A mean, or the bound that is told in its place."""
    return figure("{mean:.1f}", mean=average(tally))


def _stands(tally: Tally, points: int) -> Sentence:
    people = sum(tally["counts"])
    told = {"mean": _mean(tally), "points": points}
    if people < FEWEST:
        return sentence("On average the room is at {mean} of {points}.", **told)
    told |= {"apart": apart(tally)}
    how = agreed(tally)
    if how == "alike":
        said = sentence(
            "People see it alike: {mean} of {points} on average, {apart:.1f} points apart.",
            **told,
        )
    elif how == "differ":
        said = sentence(
            "People differ: {mean} of {points} on average, {apart:.1f} points apart.", **told
        )
    else:
        said = sentence(
            "There are two camps, so the average of {mean} of {points} is almost nobody’s: "
            "people are {apart:.1f} points from the middle.",
            **told,
        )
    if people >= SURE_FROM:
        return said
    return counted(
        "{said} With {n} answer this is tentative.",
        "{said} With {n} answers this is tentative.",
        n=people,
        said=said,
    )


def of_items(told: Sequence[tuple[str, Tally]], points: int) -> list[Finding]:
    """The item that is rated highest beside the lowest, and the one on which people differ most."""
    if len(told) < 2:
        return []
    (low, lowest), (high, highest) = (
        choose(told, key=lambda item: item[1]["mean"]) for choose in (min, max)
    )
    gap = round(highest["mean"] - lowest["mean"], 9)
    errors = [error_of_mean(tally["counts"]) for tally in (highest, lowest)]
    found = []
    if gap:
        found.append(
            Finding(
                said=sentence(
                    "Highest is “{high}” ({most} of {points}), lowest “{low}” ({least}).",
                    high=high,
                    low=low,
                    most=_mean(highest),
                    least=_mean(lowest),
                    points=points,
                ),
                figure=figure("{most} ↔ {least}", most=_mean(highest), least=_mean(lowest)),
                ask=sentence("What would make “{item}” a point truer for you?", item=low),
                size=gap / (points - 1),
                sure=sureness(gap, *errors),
            )
        )
    item, widest = max(told, key=lambda one: apart(one[1]))
    if sum(widest["counts"]) >= SURE_FROM and agreed(widest) == "two camps":
        far = apart(widest)
        found.append(
            Finding(
                said=sentence(
                    "On “{item}” there are two camps: people are {apart:.1f} points from the "
                    "middle.",
                    item=item,
                    apart=far,
                ),
                figure=figure("{apart:.1f}", apart=far),
                ask=sentence("What does each of the two sides see that the other does not?"),
                size=far / (points - 1),
            )
        )
    return found
