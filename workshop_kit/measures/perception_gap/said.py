"""What is worth saying of how teams are seen, are seen by themselves, and expect to be seen."""

from collections.abc import Iterator, Mapping
from typing import Any

from workshop_kit.finding import Finding, figure, sureness
from workshop_kit.measures.perception_gap.coorientation import (
    FALSE_CONFLICT,
    FALSE_CONSENSUS,
    TOLERANCE,
    apart,
    state,
)
from workshop_kit.sentence import Sentence, sentence


def gaps(team: str, row: Mapping[str, Any], most: int) -> Iterator[Finding]:
    """What is worth saying of one team and quality, of gaps in points, of which there are most."""
    quality, own, others, expected = (row[key] for key in ("quality", "self", "others", "expected"))
    if others is None:
        return
    told = {"team": team, "quality": quality}
    if expected is not None and apart(expected, others) > TOLERANCE:
        yield Finding(
            said=_misread(own, others, expected, told),
            figure=figure("{expected:.1f} → {others:.1f}", expected=expected, others=others),
            ask=sentence(
                "What have the others seen of {team} that it does not believe they see?", team=team
            )
            if others > expected
            else sentence(
                "What would let the others see what {team} means them to see?", team=team
            ),
            size=apart(expected, others) / most,
            sure=_sure(row, "expected"),
            topic=topic(team, row),
        )
    if own is not None and apart(own, others) > TOLERANCE:
        yield Finding(
            said=sentence(
                "{team} sees itself at {own:.1f} on “{quality}”; the others see it at "
                "{others:.1f}.",
                own=own,
                others=others,
                **told,
            ),
            figure=figure("{own:.1f} ≠ {others:.1f}", own=own, others=others),
            ask=sentence("What does each side see of {team} that the other does not?", team=team),
            size=apart(own, others) / most,
            sure=_sure(row, "self"),
            topic=topic(team, row),
        )


def _misread(
    own: float | None, others: float, expected: float, told: Mapping[str, str]
) -> Sentence:
    """How a team is seen otherwise than it expected."""
    if state(own, others, expected) == FALSE_CONFLICT:
        return sentence(
            "On “{quality}” {team} and the others agree about {team} ({own:.1f} and "
            "{others:.1f}), but {team} expected {expected:.1f}: it only believes that they differ.",
            own=own,
            others=others,
            expected=expected,
            **told,
        )
    views = {"expected": expected, "others": others, **told}
    if others > expected:
        return sentence(
            "{team} expected {expected:.1f} on “{quality}”; the others say {others:.1f}. {team} is "
            "seen better than it thinks.",
            **views,
        )
    return sentence(
        "{team} expected {expected:.1f} on “{quality}”; the others say {others:.1f}. {team} is "
        "seen less well than it thinks.",
        **views,
    )


def topic(team: str, row: Mapping[str, Any]) -> str:
    """What a finding is about: a team and a quality."""
    return f"{team}: {row['quality']}"


def is_missed(pair: Mapping[str, Any]) -> bool:
    """Do two teams only believe that they differ, or that they agree?"""
    return (
        pair["state"] in (FALSE_CONFLICT, FALSE_CONSENSUS)
        and apart(pair["expected"], pair["others"]) > TOLERANCE
    )


def only_believed(pair: Mapping[str, Any], most: int) -> Finding:
    """What two teams only believe of each other."""
    told = {
        **{key: pair[key] for key in ("team", "other", "quality", "others", "expected")},
        "own": pair["self"],
    }
    if pair["state"] == FALSE_CONFLICT:
        said = sentence(
            "{team} and {other} agree about {team} on “{quality}” ({own:.1f} and {others:.1f}), "
            "but {team} expected {expected:.1f} of {other}: they only believe that they differ.",
            **told,
        )
        ask = sentence("{team} and {other}: what made you believe that you differ?", **told)
    else:
        said = sentence(
            "{team} expected {other} to agree about {team} on “{quality}” ({own:.1f}, expected "
            "{expected:.1f}), but {other} says {others:.1f}.",
            **told,
        )
        ask = sentence("{team} and {other}: what have you not told each other yet?", **told)
    return Finding(
        said=said,
        figure=figure("{expected:.1f} → {others:.1f}", **_only(told, "expected", "others")),
        ask=ask,
        size=apart(pair["expected"], pair["others"]) / most,
        sure=_sure(pair, "expected"),
        topic=topic(pair["team"], pair),
    )


def _only(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: told[name] for name in names}


def _sure(row: Mapping[str, Any], role: str) -> float:
    errors = row.get("errors")
    if errors is None:  # it was computed before there were any
        return 1.0
    return sureness(row[role] - row["others"], errors[role], errors["others"])
