"""What a phone will show of a step, before anybody has joined: with people who are made up."""

from workshop_kit.conduct import Meeting, View
from workshop_kit.language import FIRST, NAMES
from workshop_kit.phone import page
from workshop_kit.phone.assets import asset
from workshop_kit.phone.rendering import render
from workshop_kit.question import Offer, Offered
from workshop_kit.workshop import Participant, Place, Workshop, asked

ME, PARTNER, SOMEONE = "Amara", "Jonas", ("Lea", "Mateo", "Mei", "Omar")


def phone(workshop: Workshop, place: Place) -> str:
    """The page of somebody in the first team while this step is open; she writes for her team."""
    first, second, *_ = workshop.teams
    spoken = place.item.exercise.language
    language = spoken if spoken in NAMES else FIRST
    me = Participant("", ME, first.id)
    partner = Participant("partner", PARTNER, second.id)
    view = View(
        workshop,
        me,
        place,
        "open",
        targets=asked.targets(workshop, place.step, me, [partner]),
        offer=_offer(workshop, place),
        meeting=_meeting(place, partner),
        pen=me,
        open_for=0,
    )
    return render("preview.html", language, view=view, now=page.now_alone(language, view))


def style() -> str:
    """The phone's style sheet."""
    return asset("phone.css").body.decode()


def _offer(workshop: Workshop, place: Place) -> Offer:
    """Made-up colleagues; and where cards come from an earlier step, what will stand on them."""
    chooses = place.step.question.chooses
    if chooses in ("people", "everybody"):
        others = workshop.teams[1:]
        teams = [others[number % len(others)].name for number in range(len(SOMEONE))]
        pairs = zip(SOMEONE, teams, strict=True)
        return {name: Offered(name, team) for name, team in pairs}
    used = workshop.used_by(place)
    if used and "cards" in chooses:
        cards = ("One answer", "Another answer", "And so on")
        return {card: Offered(f"{card} of “{used.step.prompt_about()}”", "") for card in cards}
    return {}


def _meeting(place: Place, partner: Participant) -> Meeting | None:
    question = place.step.question
    if not question.meets and not getattr(question, "like", ""):
        return None
    roles = getattr(question, "roles", ())
    return Meeting(1, (partner,), roles[0] if roles else "")
