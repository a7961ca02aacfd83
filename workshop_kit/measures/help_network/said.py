"""What is worth saying of who turns to whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workshop_kit.finding import Finding, figure, strongest
from workshop_kit.sentence import Sentence, sentence

CLEAR, SURE, STANDS_OUT = 10, 0.95, 0.25
"""Contacts of 100 by which the room differs clearly from random mixing, and how sure that is; and
by how much a team differs clearly from the room, in Coleman's index."""

ONE_WAY = 40
"""Of 100 contacts between teams, as few as have one against them where most ways are one-way."""


def findings(picture: Mapping[str, Any]) -> list[Finding]:
    """What is told of a room that is large enough to be compared with mixing at random."""
    whole = picture["everybody"]
    apart = abs(whole["across"] - whole["random"]) / 100
    room = Finding(
        said=crossing(whole),
        figure=figure("{across:.0f} / {random:.0f}", **_shares(whole)),
        ask=sentence("Where do few ways lead across, and what explains it?")
        if whole["across"] < whole["random"]
        else sentence("What makes the ways across so short here?"),
        size=0.5 + apart / 2,
    )
    return strongest(
        [room, *_stands_out(picture["rows"], whole), *_directions(picture), *_back(whole)]
    )


def crossing(row: Mapping[str, Any]) -> Sentence:
    """How many contacts cross a border, beside mixing at random."""
    told = {name: f"{share:.0f}" for name, share in _shares(row).items()}
    if abs(row["across"] - row["random"]) < CLEAR:
        return sentence(
            "Of 100 contacts named {across} cross a border between teams, about as many as when "
            "people mix at random ({random}).",
            **told,
        )
    if row.get("sure", 1.0) < SURE:
        return sentence(
            "Of 100 contacts named {across} cross a border between teams; mixing at random it "
            "would be {random}, but in so small a room that may be chance.",
            **told,
        )
    return sentence(
        "Of 100 contacts named {across} cross a border between teams; mixing at random it would "
        "be {random}.",
        **told,
    )


def _shares(row: Mapping[str, Any]) -> dict[str, float]:
    return {"across": row["across"], "random": row["random"]}


def _stands_out(
    alone: Sequence[Mapping[str, Any]], everybody: Mapping[str, Any]
) -> Iterator[Finding]:
    """The team that turns to its own far more, or far less, than the room does."""
    known = [row for row in alone if row["coleman"] is not None]
    if len(known) < 2 or everybody["coleman"] is None:
        return
    row = max(known, key=lambda row: abs(row["coleman"] - everybody["coleman"]))
    apart = row["coleman"] - everybody["coleman"]
    if abs(apart) < STANDS_OUT:
        return
    told = {
        "team": row["label"],
        "own": f"{100 - row['across']:.0f}",
        "random": f"{100 - row['random']:.0f}",
    }
    yield Finding(
        said=sentence(
            "{team} turns to its own people more than the room does: {own} of 100 contacts are in "
            "its own team; mixing at random it would be {random}.",
            **told,
        )
        if apart > 0
        else sentence(
            "{team} turns to its own people less than the room does: {own} of 100 contacts are in "
            "its own team; mixing at random it would be {random}.",
            **told,
        ),
        figure=figure("{own} / {random}", own=told["own"], random=told["random"]),
        ask=sentence("{team}: whom would you turn to if it were easier?", team=row["label"])
        if apart > 0
        else sentence("{team}: what do you find elsewhere that others don’t?", team=row["label"]),
        size=abs(apart) / 2,
    )


def _directions(picture: Mapping[str, Any]) -> Iterator[Finding]:
    """The most one-sided pair of teams."""
    if pair := picture["widest"]:
        told = {name: pair[name] for name in ("more", "less", "there", "back")}
        yield Finding(
            said=sentence(
                "{more} turns to {less} ({there:.1f} people per head) more than {less} turns to "
                "{more} ({back:.1f}).",
                **told,
            )
            if pair["back"]
            else sentence(
                "{more} turns to {less} ({there:.1f} people per head); nobody of {less} turns to "
                "{more}.",
                **told,
            ),
            figure=figure(
                "{there:.1f} ↔ {back:.1f}" if pair["back"] else "{there:.1f} ↔ 0", **told
            ),
            ask=sentence(
                "{less}: what do you need from {more} in return?",
                less=pair["less"],
                more=pair["more"],
            ),
            size=min(1.0, (pair["there"] - pair["back"]) / 2) / 2,
        )


def _back(whole: Mapping[str, Any]) -> Iterator[Finding]:
    """How much comes back between teams, where it is little."""
    returned = whole.get("returned")
    if returned is not None and returned <= ONE_WAY:
        share = f"{returned:.0f}"
        yield Finding(
            said=sentence(
                "Between teams most ways lead in one direction: against {returned} of 100 contacts "
                "stands one the other way.",
                returned=share,
            ),
            figure=share,
            ask=sentence("Who is asked a lot, and what do they need from the others?"),
            size=0.2 * (1 - returned / 100),
        )
