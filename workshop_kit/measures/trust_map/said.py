"""What is worth saying of who counts on whom."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from workshop_kit.finding import (
    Finding,
    error_of_means,
    figure,
    nothing,
    strongest,
    sureness,
)
from workshop_kit.measure import Result, pictures
from workshop_kit.measures.trust_map.pairs import TOLERANCE, Pair, apart, both, means_of, pairs_of
from workshop_kit.measures.trust_map.relations import Matrix
from workshop_kit.release import mean_of
from workshop_kit.sentence import Sentence, sentence

TEAMS_FOR_POINTS = 8
"""From so many teams on an effect is told in points; with fewer it is too rough for a figure."""

ALIKE = sentence("Any two teams count on each other alike, within half a point.")
ALIKE_WHERE_SHOWN = sentence(
    "Where it can be shown, any two teams count on each other alike, within half a point."
)
TOO_FEW = sentence("Too few people answered in each team to compare who counts on whom.")


def findings(result: Result) -> list[Finding]:
    """The strongest of all that the map says."""
    picture = pictures(result)[0]
    matrix, errors = means_of(picture), _errors(picture)
    most = result["points"] - 1
    found = strongest(
        [
            *_directions(matrix, errors, picture["teams"], most),
            *_own_and_others(matrix, errors, most),
            *_stand_out(result, errors, picture["teams"], most),
        ]
    )
    if found:
        return found
    known = [both(matrix, a, b) is not None for a, b in combinations(range(len(matrix)), 2)]
    if not any(known):
        return nothing(TOO_FEW)
    return nothing(ALIKE if all(known) else ALIKE_WHERE_SHOWN)


def one_way(pair: Mapping[str, Any], names: Sequence[str]) -> Sentence:
    """Two teams of which one counts more on the other."""
    return sentence(
        "{more} counts on {less} ({there:.1f}) more than {less} counts on {more} ({back:.1f}).",
        more=names[pair["more"]],
        less=names[pair["less"]],
        there=pair["there"],
        back=pair["back"],
    )


def _errors(picture: Mapping[str, Any]) -> Matrix:
    """The standard errors of the means; none in what was computed before there were any."""
    rows = [row for row in picture["rows"] if row["own"] is not None]
    return [row.get("errors") or [None] * len(picture["teams"]) for row in rows]


def _directions(
    matrix: Matrix, errors: Matrix, names: Sequence[str], most: int
) -> Iterator[Finding]:
    """The pairs in which one counts more on the other."""
    for pair in pairs_of(matrix):
        one, other = names[pair.more], names[pair.less]
        yield Finding(
            said=one_way(pair._asdict(), names),
            figure=figure("{there:.1f} ↔ {back:.1f}", there=pair.there, back=pair.back),
            ask=sentence(
                "{one} and {other}: what does each of you see that the other does not?",
                one=one,
                other=other,
            ),
            size=pair.apart / most,
            sure=_sure_of(pair, errors),
        )


def _sure_of(pair: Pair, errors: Matrix) -> float:
    there, back = errors[pair.more][pair.less], errors[pair.less][pair.more]
    return sureness(pair.apart, there or 0.0, back or 0.0)


def _own_and_others(matrix: Matrix, errors: Matrix, most: int) -> Iterator[Finding]:
    """Do teams count more on themselves than on each other? Each that shows both has one voice."""
    voices = [
        (itself, mean_of(given), team)
        for team, means in enumerate(matrix)
        if (itself := means[team]) is not None
        and (given := [m for place, m in enumerate(means) if place != team and m is not None])
    ]
    if len(voices) < 2:
        return
    own, others = (mean_of([voice[side] for voice in voices]) for side in (0, 1))
    if (size := apart(own, others)) <= TOLERANCE:
        return
    error = error_of_means([errors[team][team] or 0.0 for _, _, team in voices])
    told = {"own": own, "others": others}
    yield Finding(
        said=sentence(
            "On average, a team counts on itself ({own:.1f}) more than on the others "
            "({others:.1f}).",
            **told,
        )
        if own > others
        else sentence(
            "On average, a team counts on itself ({own:.1f}) less than on the others "
            "({others:.1f}).",
            **told,
        ),
        figure=figure("{own:.1f} ≠ {others:.1f}", **told),
        ask=sentence("What do we do for our own team that we do not do for the others?")
        if own > others
        else sentence("What makes it easier to count on the others than on ourselves?"),
        size=size / most,
        sure=sureness(size, error, error),
    )


def _stand_out(
    result: Result, errors: Matrix, names: Sequence[str], most: int
) -> Iterator[Finding]:
    """The team that trusts, and the one that is trusted, farthest from average."""
    if result["effects"] is None:
        return
    spread = [e for i, row in enumerate(errors) for j, e in enumerate(row) if i != j and e]
    error = error_of_means(spread) * len(spread) ** 0.5 / (len(names) - 1) ** 0.5 if spread else 0
    for role in ("gives", "gets"):
        found = zip(result["effects"][role], names, strict=True)
        effect, name = max(found, key=lambda pair: apart(pair[0], 0))
        if (size := apart(effect, 0)) > TOLERANCE:
            rough = _gives(name, effect > 0) if role == "gives" else _gets(name, effect > 0)
            points = figure("{effect:+.1f}", effect=effect)
            exact = sentence(
                "{finding} The difference is {points} points.", finding=rough, points=points
            )
            told_exactly = len(names) >= TEAMS_FOR_POINTS
            yield Finding(
                said=exact if told_exactly else rough,
                figure=points if told_exactly else "",
                ask=sentence("What do the other teams see in {team} that is different?", team=name)
                if role == "gets"
                else sentence("{team}: what is different for you?", team=name),
                size=size / most,
                sure=sureness(size, error),
            )


def _gives(team: str, more: bool) -> Sentence:
    if more:
        return sentence(
            "{team} counts on the other teams more than the average team does.", team=team
        )
    return sentence("{team} counts on the other teams less than the average team does.", team=team)


def _gets(team: str, more: bool) -> Sentence:
    if more:
        return sentence("The other teams count on {team} more than on the average team.", team=team)
    return sentence("The other teams count on {team} less than on the average team.", team=team)
