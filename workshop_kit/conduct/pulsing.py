"""What one phone may see of a pulse, and who comes into one."""

from dataclasses import dataclass, replace

from workshop_kit.afterwards import code_word, pulses
from workshop_kit.afterwards.commitments import Commitment, of_person
from workshop_kit.afterwards.pulses import Standing
from workshop_kit.conduct import asking, following, looking
from workshop_kit.conduct.keys import hashed
from workshop_kit.conduct.looking import View
from workshop_kit.question import Invalid
from workshop_kit.sentence import sentence
from workshop_kit.store.records import Records
from workshop_kit.workshop import Participant, Place, Pulse, Unknown, Workshop


@dataclass(frozen=True)
class PulseView:
    """A pulse as one phone sees it: its steps with her own answers, and what she had promised.

    `me` is None for a phone that was not there; then nothing else of hers is known. It is `late`
    where the clock has gone on, and what is due has still to be done.
    """

    workshop: Workshop
    pulse: Pulse
    standing: Standing
    steps: tuple[Place, ...]
    late: bool = False
    me: Participant | None = None
    answered: tuple[bool, ...] = ()
    promised: tuple[Commitment, ...] = ()
    views: tuple[View, ...] = ()


@dataclass(frozen=True)
class PulseCount:
    """How many have answered each step of a pulse, by its key; and how many phones have come in by
    the link of this or an earlier one, without having been in the room."""

    pulse: Pulse
    standing: Standing
    answered: dict[str, int]
    guests: int


def view_of(records: Records, workshop: Workshop, secret: str, now: float) -> PulseView | None:
    """The pulse to which the workshop's link leads now; None where there is none.

    For each of its steps there is a View, as if the room were there: to answer while it is open,
    to see what all said when it has closed.
    """
    pulse = pulses.current(workshop, now)
    if pulse is None:
        return None
    steps = pulses.places(workshop, pulse)
    late = pulses.due(workshop, now) is not workshop
    view = PulseView(workshop, pulse, pulses.standing(pulse, now), steps, late)
    me = records.participant(workshop.code, hashed(secret))
    if me is None:
        return view
    views = tuple(
        looking.view_of(records, _at(workshop, place), me, secret, now) for place in steps
    )
    return replace(
        view,
        me=me,
        answered=tuple(bool(one.mine) for one in views),
        promised=of_person(following.commitments_of(records, workshop), me.id),
        views=views,
    )


def _at(workshop: Workshop, place: Place) -> Workshop:
    """The workshop as if the room were at this step."""
    return replace(workshop, at=place.key, ended=False, paused=None, opened=None)


def answered_of(records: Records, workshop: Workshop, now: float) -> list[PulseCount]:
    """How many have answered the pulses; a count tells on nobody."""
    everybody = len(records.participants(workshop.code))
    guests = everybody - sum(records.joined(workshop.code).values())
    return [
        PulseCount(
            pulse,
            pulses.standing(pulse, now),
            {
                place.key: sum(records.answered(workshop.code, place.key).values())
                for place in pulses.places(workshop, pulse)
            },
            guests,
        )
        for pulse in workshop.pulses
    ]


def keep_word(records: Records, code: str, secret: str) -> str:
    """Keep the secret of a phone that has joined under its code word, and say the word."""
    asking.holder_of(records, code, secret)
    word = code_word.code_word(secret, code)
    id_, key = code_word.keys(word, code)
    records.keep_code_word(code, id_, code_word.seal(secret, key))
    return word


def secret_of(records: Records, code: str, typed: str) -> str:
    """The secret that was kept under this code word. Raises Invalid where there is none."""
    id_, key = code_word.keys(typed, code)
    sealed = records.code_word(code, id_)
    if sealed is None:
        raise Invalid(
            sentence(
                "There is no such code word here. Please look at its letters and type it again."
            )
        )
    secret = code_word.unseal(sealed, key)
    if records.participant(code, hashed(secret)) is None:
        raise Unknown(code)
    return secret
