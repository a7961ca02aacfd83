"""Rehearsing participants fill a room: in any workshop of the kit that runs, or all in here."""

import asyncio
import contextlib
import itertools
import logging
import random
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass

import httpx2
from starlette.applications import Starlette

from workshop_kit import findings, reveal
from workshop_kit.assembly import Kit, assemble
from workshop_kit.conduct import Conduct
from workshop_kit.demo import PEOPLE
from workshop_kit.exercise import Exercise, Step
from workshop_kit.phone.routes import Phone
from workshop_kit.rehearsal import Missing, Rehearsing, rehearse, under_way
from workshop_kit.reveal import Picture
from workshop_kit.settings import Settings
from workshop_kit.workshop import NotNow, Place, Workshop
from workshop_kit.workshop.asked import revealable
from workshop_kit.workshop.making import LONGEST_TITLE

TEAMS = (
    *("Sales", "Product", "Engineering", "Customer Care", "Finance", "People"),
    *("Legal", "Marketing", "Research", "Design", "Operations", "Purchasing"),
)
WITH, IN_TEAMS, MINIMUM = 12, 3, 3
"""Who tries an exercise out: three teams of four, and figures are shown for three or more."""

HOUR = 3600.0
LOOK_AGAIN = 1.0
MOST = 300
"""How many made-up participants a workshop takes at most."""
HESITATE = 2.0
"""Within how many seconds they answer, where nobody says how quick they are."""

Room = list[tuple[str, str]]
"""People as (name, team)."""


def room(people: int, teams: int) -> Room:
    """That many people in that many teams."""
    return spread(people, TEAMS[:teams])


def spread(people: int, teams: Sequence[str]) -> Room:
    """That many people over these teams, as even as it goes; everybody has a name of her own."""
    again = ("" if turn == 1 else f" {turn}" for turn in itertools.count(1))
    names = (name + number for number in again for name in PEOPLE)
    return [(next(names), teams[number % len(teams)]) for number in range(people)]


# Beside the kit that runs


def begin(kit: Kit, exercise: Exercise) -> Workshop:
    """A workshop with just this exercise, whose room fills by itself."""
    title = f"Trying out: {exercise.title}"[:LONGEST_TITLE]
    create = kit.conduct.create
    made = create(title, TEAMS[:IN_TEAMS], [exercise], minimum=MINIMUM, trial=True).result()
    return fill(kit, made.code, WITH)


def fill(kit: Kit, code: str, people: int, hesitate: float = HESITATE) -> Workshop:
    """Let made-up participants join a workshop's teams over the real pages, and answer for an hour.

    They stop before that when the rehearsal is cleared or the kit closes. Raises NotNow where there
    is a rehearsal in it already, or it has begun.
    """
    workshop = kit.conduct.rehearse(code).result()
    room = spread(min(people, MOST), list(workshop.team_names.values()))
    company = threading.Thread(
        target=_in_thread, args=(kit, workshop, room, hesitate), name=f"fills {code}", daemon=True
    )
    under_way.add(workshop.rehearsal)
    company.start()
    return workshop


def _in_thread(kit: Kit, workshop: Workshop, people: Room, hesitate: float) -> None:
    """A loop of its own: the server's is for real phones."""
    try:
        asyncio.run(_keep_company(kit, workshop, people, hesitate))
    except Exception:
        logging.getLogger("workshop_kit.tryout").exception("The participants went away")
    finally:
        under_way.discard(workshop.rehearsal)


async def _keep_company(kit: Kit, workshop: Workshop, people: Room, hesitate: float) -> None:
    """Rehearse until an hour is over, the rehearsal has been cleared or the kit has closed."""
    steps = _StepsNow(kit.conduct, workshop.code)
    base = f"http://127.0.0.1:{kit.settings.port}"
    staying = asyncio.create_task(rehearse(base, workshop, people, steps, hesitate))
    end = time.monotonic() + HOUR
    while not staying.done() and time.monotonic() < end and await _goes_on(kit, workshop):
        await asyncio.wait([staying], timeout=LOOK_AGAIN)
    if staying.done() and await _goes_on(kit, workshop):
        await staying  # it never ends by itself, so this raises what went wrong
    staying.cancel()
    await asyncio.wait([staying])


async def _goes_on(kit: Kit, workshop: Workshop) -> bool:
    try:
        now = await asyncio.wrap_future(kit.conduct.workshop(workshop.code))
    except Exception:  # it was deleted, or the store is closed and refuses in its own words
        return False
    return now.rehearsal == workshop.rehearsal


@dataclass(frozen=True)
class _StepsNow(Mapping[str, Step]):
    """A workshop's steps by key as they are at this moment: she may change them meanwhile."""

    conduct: Conduct
    code: str

    def __getitem__(self, key: str) -> Step:
        return self.conduct.workshop(self.code).result().find(key).step

    def __iter__(self) -> Iterator[str]:
        return (place.key for place in self.conduct.workshop(self.code).result().places)

    def __len__(self) -> int:
        return len(self.conduct.workshop(self.code).result().places)


# All in here


@dataclass(frozen=True)
class Played:
    """How a step went. `later` is the place with which it is shown, where that is another one.

    `shown` are the pictures of its reveal, `findings` what they say, `withheld` what is not
    shown and why, `stuck` what came in the way.
    """

    place: Place
    answered: int
    later: Place | None = None
    shown: tuple[Picture, ...] = ()
    findings: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


@contextlib.contextmanager
def empty_kit() -> Iterator[Kit]:
    """A kit of its own with an empty database, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        kit = assemble(Settings.from_environment({"WORKSHOP_KIT_DATA": folder}))
        try:
            yield kit
        finally:
            kit.close()


async def play(kit: Kit, workshop: Workshop, people: Room) -> AsyncIterator[Played]:
    """Let people join over the real pages, and play every step from its opening to its reveal."""
    steps = {place.key: place.step for place in workshop.places}
    transport = httpx2.ASGITransport(app=Starlette(routes=Phone(kit.conduct).routes()))
    async with contextlib.AsyncExitStack() as stack:
        participants = []
        for number, (name, team) in enumerate(people):
            client = httpx2.AsyncClient(transport=transport, base_url="http://kit")
            await stack.enter_async_context(client)
            chance = random.Random(number)
            participants.append(Rehearsing(client, workshop.code, name, team, steps, chance))
        await asyncio.gather(*(person.join() for person in participants))
        for _ in workshop.places:
            yield await _step(kit, workshop.code, participants)


async def _step(kit: Kit, code: str, participants: list[Rehearsing]) -> Played:
    """Go on to the next step, open it, let everybody answer, and reveal what can be."""
    workshop = await _of(kit.conduct.move(code, "next"))
    place = workshop.place
    assert place is not None
    try:
        workshop = await _of(kit.conduct.move(code, "open"))
    except NotNow as error:
        return Played(place, 0, stuck=(str(error),))
    stuck = await _answer(participants)
    counts = await _of(kit.conduct.counts(code))
    answered = sum(counts.answered.values())
    later = workshop.shown_with(place)
    if not revealable(place.step) or later != place:
        return Played(place, answered, later if later != place else None, stuck=stuck)
    try:
        revealed = await _of(kit.conduct.move(code, "reveal"))
    except NotNow as error:
        return Played(place, answered, stuck=(*stuck, str(error)))
    figures = await _of(kit.conduct.figures(code))
    keys = {p.key for p in revealed.revealed()} - {p.key for p in workshop.revealed()}
    withheld = [line for key in sorted(keys) for line in figures.releases[key].withheld]
    return Played(
        place,
        answered,
        shown=reveal.pictures(revealed, place, figures.releases, figures.results),
        findings=tuple(
            finding.said for finding in findings.of_place(place, figures.releases, figures.results)
        ),
        withheld=tuple(dict.fromkeys(withheld)),
        stuck=stuck,
    )


async def _answer(participants: list[Rehearsing]) -> tuple[str, ...]:
    """Everybody answers; in words, each once, why somebody could not."""
    told = await asyncio.gather(*(p.answer() for p in participants), return_exceptions=True)
    for outcome in told:
        if isinstance(outcome, BaseException) and not isinstance(outcome, Missing):
            raise outcome
    return tuple(dict.fromkeys(str(outcome) for outcome in told if isinstance(outcome, Missing)))


_of = asyncio.wrap_future
