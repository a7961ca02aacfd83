"""What one phone and the facilitator may see now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from workshop_kit import disclosure, privacy, reveal
from workshop_kit.conduct import asking, releasing
from workshop_kit.disclosure import Response
from workshop_kit.measure import Result
from workshop_kit.privacy import Limit
from workshop_kit.question import Answer, Offer
from workshop_kit.release import Release
from workshop_kit.store.records import Records
from workshop_kit.workshop import (
    Invited,
    Participant,
    Phase,
    Place,
    Target,
    Workshop,
    asked,
)


@dataclass(frozen=True)
class Meeting:
    """Whom somebody meets in a step: the spot's number, the partners, her own role if any, and
    those of the partners who have the same."""

    spot: int
    partners: tuple[Participant, ...]
    role: str
    alike: tuple[Participant, ...] = ()


@dataclass(frozen=True)
class View:
    """What one phone may show now. `mine` holds her own answers, by target.

    `open_for` is how many seconds the step has been open; `received` what others wrote to her in
    a private step; `releases` and `results` what the room may see, and `measured` her own answers
    to what a measure reads, by step of the exercise. `pen` is who writes for her team, where teams
    answer, and `saved` how often the team's answer was.
    """

    workshop: Workshop
    me: Participant
    place: Place | None = None
    phase: Phase = "ready"
    targets: tuple[Target, ...] = ()
    offer: Offer | None = None
    mine: dict[str, Answer] | None = None
    meeting: Meeting | None = None
    open_for: float | None = None
    received: tuple[Answer, ...] = ()
    pen: Participant | None = None
    saved: int = 0
    limits: tuple[Limit, ...] = ()
    releases: dict[str, Release] | None = None
    results: dict[str, Result] | None = None
    measured: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """How many have joined, are asked in the current step, and have answered it, by team.

    Private answers are kept without a team, since few could have written them: they count as "".
    `asked` is empty where nobody may know how many are asked.
    """

    joined: dict[str, int]
    asked: dict[str, int]
    answered: dict[str, int]


@dataclass(frozen=True)
class Listed:
    """Someone on the facilitator's list. Who is on the roster may have an email, and the token of
    her personal link; others have neither."""

    id: str
    name: str
    team: str
    state: Literal["present", "away", "left", "expected"]
    email: str = ""
    token: str = ""


def counts_of(records: Records, workshop: Workshop) -> Counts:
    """How many have joined, are asked in the current step, and have answered it."""
    place, joined = workshop.place, records.joined(workshop.code)
    if place is None:
        return Counts(joined, joined, {})
    answered = records.answered(workshop.code, place.key)
    asked = asking.asked_by_team(records, workshop, place, joined)
    asked = {team: max(count, answered.get(team, 0)) for team, count in asked.items()}
    return Counts(joined, asked, answered)  # who answered was asked, also if her card is gone since


def pictures_of(records: Records, workshop: Workshop) -> int:
    """How many pictures the present reveal has on the projector; 1 where there is none."""
    place = workshop.place
    if place is None or workshop.phase(place.key) != "revealed":
        return 1
    releases, results = releasing.shown(records, workshop)
    return max(1, len(reveal.projected(reveal.pictures(workshop, place, releases, results))))


def view_of(records: Records, workshop: Workshop, me: Participant, secret: str, now: float) -> View:
    """What the phone with this secret may show now."""
    place = workshop.place
    if place is None:
        return View(workshop, me)
    phase = workshop.phase(place.key)
    phase = "closed" if phase == "held" else phase  # who looks through them is no phone's business
    respondent = asking.respondent_for(place, me, secret, workshop.code)
    pen = workshop.pen(place, me.team)
    mine = records.responses(workshop.code, place.key, respondent=respondent)
    view = View(
        workshop,
        me,
        place,
        phase,
        targets=asking.targets_of(records, workshop, place, me),
        offer=asking.offer_for(records, workshop, place, me, secret) if phase == "open" else None,
        mine={target: disclosure.own(workshop, place, answer) for _, target, _, answer in mine},
        meeting=_meeting(records, workshop, place, me),
        pen=asking.writer_of(records, workshop, place, me),
        saved=pen.saved if pen else 0,
        open_for=workshop.open_for(now),
        limits=_limits(records, workshop, place) if phase in ("ready", "open") else (),
    )
    if phase != "revealed":
        return view
    private = place.step.reveal == "private"
    releases, results = releasing.shown(records, workshop)
    return replace(
        view,
        received=received_by(records, workshop, place, me, secret) if private else (),
        releases=releases,
        results=results,
        measured=_measured(records, workshop, place, me, secret, results),
    )


def _limits(records: Records, workshop: Workshop, place: Place) -> tuple[Limit, ...]:
    """What cannot be shown of a step; found once for all phones that ask at the same time."""
    return records.once(
        ("limits", place.key, workshop.code),
        lambda: privacy.limits(workshop, place, records.joined(workshop.code)),
    )


def _measured(
    records: Records,
    workshop: Workshop,
    place: Place,
    me: Participant,
    secret: str,
    results: Mapping[str, Result],
) -> dict[str, dict[str, Answer]]:
    """Her own answers to the steps that a measure reads which is shown here, by step and target."""
    found: dict[str, dict[str, Answer]] = {}
    for measure, _ in reveal.measures_of(workshop, place, results):
        for step in measure.steps().values():
            read = workshop.find(f"{place.item.id}/{step}")
            who = asking.respondent_for(read, me, secret, workshop.code)
            own = records.responses(workshop.code, read.key, respondent=who)
            found[step] = {
                target: disclosure.own(workshop, read, answer) for _, target, _, answer in own
            }
    return found


def _meeting(records: Records, workshop: Workshop, place: Place, me: Participant) -> Meeting | None:
    group = workshop.group(place, me.id)
    partners = tuple(asking.partners_of(records, workshop, place, me))
    if group is None or not partners:
        return None
    spot, members = group
    roles = asked.roles(workshop, place, members)
    alike = tuple(p for p in partners if roles and roles[p.id] == roles[me.id])
    return Meeting(spot, partners, roles.get(me.id, ""), alike)


def received_by(
    records: Records, workshop: Workshop, place: Place, me: Participant, secret: str
) -> tuple[Answer, ...]:
    """What only she may read: what others wrote to her, or what she wrote for herself."""
    if place.step.about == "self":
        respondent = asking.respondent_for(place, me, secret, workshop.code)
        found = records.responses(workshop.code, place.key, respondent=respondent)
    elif place.key in records.withheld(workshop.code, me.id):
        found = []
    else:
        found = records.responses(workshop.code, place.key, target=me.id)
    return tuple(
        disclosure.private([Response(target, team, answer) for _, target, team, answer in found])
    )


def people(records: Records, workshop: Workshop, present: Collection[str]) -> list[Listed]:
    """Everybody who joined or is on the roster; `present` holds the hashes of phones here now."""
    code = workshop.code

    def state(person: str) -> Literal["present", "away", "left"]:
        if person in workshop.away:
            return "left"
        return "present" if phones.get(person) in present else "away"

    phones = records.phones(code)
    invited = {entry.id: entry for entry in records.invited(code)}
    joined = records.participants(code)
    listed = [
        Listed(
            p.id,
            p.name,
            p.team,
            state(p.id),
            *_reach(invited.pop(p.id, None)),
        )
        for p in joined
    ]
    listed += [Listed(i.id, i.name, i.team, "expected", *_reach(i)) for i in invited.values()]
    return sorted(listed, key=lambda one: (one.name.casefold(), one.id))


def _reach(invited: Invited | None) -> tuple[str, str]:
    return (invited.email, invited.token) if invited else ("", "")
