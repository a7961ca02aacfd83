"""What one participant is asked, what she may choose from, and reading what she sends."""

from collections import Counter
from collections.abc import Mapping

from workshop_kit import disclosure
from workshop_kit.conduct.keys import hashed, hidden_key
from workshop_kit.question import Answer, Chooses, Fields, Invalid, Offer, Offered
from workshop_kit.release import AGAIN, CHANGE, ROOM, Card
from workshop_kit.sentence import sentence
from workshop_kit.store.records import Records
from workshop_kit.workshop import (
    NotNow,
    Participant,
    Place,
    Target,
    Unknown,
    Workshop,
    asked,
)

MARKS = (AGAIN, CHANGE)
"""Targets under which lies what ties an answer to an earlier one; they are no answers."""

OURS: Mapping[Chooses, str] = {"cards about us": "about", "cards of ours": "team"}
"""What of a card names the team that gets it, where each gets its own."""


def respondent_for(place: Place, me: Participant, secret: str, code: str) -> str:
    """Under which name her answers to a step are stored."""
    if place.step.by == "team":
        return f"team {me.team}"
    return me.id if place.step.names == "shown" else hidden_key(secret, code, place.key)


def holder_of(records: Records, code: str, secret: str) -> Participant:
    """Who holds this secret. Raises Unknown."""
    me = records.participant(code, hashed(secret))
    if me is None:
        raise Unknown(code)
    return me


def taken(
    records: Records,
    workshop: Workshop,
    place: Place,
    me: Participant,
    secret: str,
    fields: dict[str, Fields],
) -> dict[str, Answer]:
    """The answers that a form brings now, by target. Raises Invalid or NotNow, with what to do."""
    if workshop.phase(place.key) != "open":
        raise NotNow(
            sentence(
                "This step is not open now. What you typed was not sent; it is below, "
                "so that you can keep it."
            )
        )
    if place.step.by == "team":
        check_pen(records, workshop, place, me)
    answers = read_answers(records, workshop, place, me, secret, fields)
    return answers | since_before(records, workshop, place, me, secret, answers)


def read_answers(
    records: Records,
    workshop: Workshop,
    place: Place,
    me: Participant,
    secret: str,
    fields: dict[str, Fields],
) -> dict[str, Answer]:
    """What a form says, by target. Raises Invalid where it is no answer, with what to do."""
    if not place.step.question.asks:
        raise Invalid(sentence("There is nothing to answer in this step."))
    offer = offer_for(records, workshop, place, me, secret)
    asked = {target.id for target in targets_of(records, workshop, place, me)}
    if not set(fields) <= asked:
        raise Invalid(
            sentence("This answer is about someone who was not asked about. Please reload.")
        )
    answers = {
        target: answer
        for target, sent in fields.items()
        if (answer := place.step.question.read(sent, offer)) is not None
    }
    if not answers:
        raise Invalid(sentence("Nothing is filled in yet. Please answer before you send."))
    return answers


def since_before(
    records: Records,
    workshop: Workshop,
    place: Place,
    me: Participant,
    secret: str,
    answers: dict[str, Answer],
) -> dict[str, Answer]:
    """What ties her answer to those that she gave when the step was played before: which parts of
    hers were counted then, and how she has moved since the last time. Only she could find them:
    their keys need her secret."""
    plays, compared = workshop.plays(place), workshop.before(place)
    if not plays or place.step.names != "hidden" or place.step.by == "team":
        return {}
    released = records.releases(workshop.code)
    then: dict[str, dict[str, Answer]] = {}
    counted: list[tuple[str, list[str]]] = []
    for play in plays:
        respondent = respondent_for(play, me, secret, workshop.code)
        found = records.responses(workshop.code, play.key, respondent)
        then[play.key] = {target: answer for _, target, _, answer in found if target not in MARKS}
        if play.key in released:
            left_out = released[play.key].left_out.get(respondent, ())
            parts = [part for part in _parts(then[play.key]) if part not in left_out]
            counted.append((play.key, parts))
    kept: dict[str, Answer] = {AGAIN: counted} if any(parts for _, parts in counted) else {}
    if compared is not None and ROOM in answers and ROOM in then[compared.key]:
        pairs = zip(then[compared.key][ROOM], answers[ROOM], strict=True)
        kept[CHANGE] = [None if None in pair else pair[1] - pair[0] for pair in pairs]
    return kept


def _parts(answers: Mapping[str, Answer]) -> list[str]:
    """The targets and parts that were answered."""
    return [
        disclosure.mark(target, part)
        for target, answer in sorted(answers.items())
        for part, value in enumerate(answer)
        if value is not None
    ]


def check_pen(records: Records, workshop: Workshop, place: Place, me: Participant) -> None:
    """Raises NotNow where somebody else of the team writes."""
    writer = writer_of(records, workshop, place, me)
    if writer is not None and writer.id != me.id:
        raise NotNow(
            f"{writer.name} writes for your team now. What you typed was not sent; it is below, "
            "so that you can keep it."
        )


def writer_of(
    records: Records, workshop: Workshop, place: Place, me: Participant
) -> Participant | None:
    """Who holds the pen of her team, if anybody."""
    pen = workshop.pen(place, me.team)
    return records.person(workshop.code, pen.person) if pen else None


def targets_of(
    records: Records, workshop: Workshop, place: Place, me: Participant
) -> tuple[Target, ...]:
    """What she is asked about."""
    return asked.targets(workshop, place.step, me, _asked_about(records, workshop, place, me))


def _asked_about(
    records: Records, workshop: Workshop, place: Place, me: Participant
) -> list[Participant]:
    """Whom a step is about: those who chose her in an earlier step, or met her there."""
    used = workshop.used_by(place)
    if used is None or place.step.about not in ("colleague", "partner"):
        return []
    if place.step.about == "partner":
        return partners_of(records, workshop, used, me)
    people = records.people(workshop.code)
    asked = records.responses(workshop.code, used.key)
    return [
        people[who]
        for who, _, _, answer in asked
        if who in people and me.id in {chosen["id"] for chosen in answer[0]}
    ]


def asked_by_team(
    records: Records, workshop: Workshop, place: Place, joined: Mapping[str, int]
) -> dict[str, int]:
    """How many are asked something in a step, by team: people, or 1 where teams answer.

    Nothing where colleagues chose one another: who chose three and reads "4 are asked", herself
    among them, would know that nobody chose any of the others.
    """
    if place.step.about == "colleague":
        return {}
    used = workshop.used_by(place)
    if used is not None and place.step.about == "partner":
        meeting = workshop.meeting(used)
        groups = workshop.pairings.get(meeting.key, ()) if meeting else ()
        meet = {person for members in groups if len(members) > 1 for person in members}
        here = Counter(p.team for p in records.participants(workshop.code) if p.id in meet)
        return {team: here[team] for team in joined}
    asked = dict.fromkeys(joined, 1) if place.step.by == "team" else dict(joined)
    ours = OURS.get(place.step.question.chooses)
    if used is None or ours is None or place.step.question.answerable({}):
        return asked
    released = records.releases(workshop.code).get(used.key)
    shown = disclosure.moderated(workshop, {used.key: released} if released else {})
    have = {getattr(card, ours) for release in shown.values() for card in release.cards}
    return {team: count if team in have else 0 for team, count in asked.items()}


def partners_of(
    records: Records, workshop: Workshop, place: Place, me: Participant
) -> list[Participant]:
    """Whom she meets in a step, in the order of their group."""
    group = workshop.group(place, me.id)
    if group is None:
        return []
    people = records.people(workshop.code)
    return [people[who] for who in group[1] if who != me.id and who in people]


def offer_for(
    records: Records, workshop: Workshop, place: Place, me: Participant, secret: str
) -> Offer:
    """What one may choose from: people, or an earlier step's cards."""
    names, chooses = workshop.team_names, place.step.question.chooses
    if chooses in ("people", "everybody"):
        return {
            p.id: Offered(p.name, names[p.team], p.team, p.team == me.team)
            for p in records.participants(workshop.code)
            if p.id != me.id and (chooses == "everybody" or p.team != me.team)
        }
    used = workshop.used_by(place)
    released = records.releases(workshop.code).get(used.key) if used and chooses else None
    if used is None or released is None:
        return {}
    ours = OURS.get(chooses)
    cards = [c for c in released.cards if ours is None or getattr(c, ours) == me.team]
    own = records.responses(
        workshop.code, used.key, respondent_for(used, me, secret, workshop.code)
    )
    dealt = place.step.question.deal(
        cards,
        released.answered,
        hidden_key(secret, workshop.code, f"{place.key} lot"),
        next((answer for _, target, _, answer in own if target == ROOM), None),
    )
    shown = disclosure.moderated(workshop, {used.key: released}).get(used.key)
    there = {card.id for card in shown.cards} if shown else set()
    return {
        c.id: Offered(c.text, _whose(c, chooses, names), c.team)
        for c in dealt  # of all cards, so that nobody's others change when one is taken down
        if c.id in there
    }


def _whose(card: Card, chooses: Chooses, names: Mapping[str, str]) -> str:
    """From whom a card is, and about whom, as far as that is not oneself."""
    about = names.get(card.about, "")
    if chooses == "cards of ours":
        return about
    if chooses == "cards about us":
        return card.by
    return " → ".join(name for name in (card.by, about) if name)
