"""Whatever the facilitator and the room do, in any order: what is promised holds."""

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.rooms import TEAMS, a_step, an_exercise
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.question import Invalid
from workshop_kit.store import Store
from workshop_kit.workshop import NotNow, Unknown, Workshop, moves

MINIMUM, MOST_PEOPLE = 3, 12
ASKED = an_exercise(
    a_step("hidden", "text"), a_step("named", "text", names="shown"), a_step("mood")
)
KEYS = [f"exercise/{step.id}" for step in ASKED.steps]
FIELD = {"exercise/hidden": "text", "exercise/named": "text", "exercise/mood": "0"}
NUMBERS = itertools.count(1)

people = st.integers(0, MOST_PEOPLE - 1)
keys = st.sampled_from(KEYS)


class Room(RuleBasedStateMachine):
    """A workshop and what it must hold, kept here by hand."""

    url = ""

    @initialize()
    def begin(self) -> None:
        """An empty room of two teams."""
        self.store = Store(self.url)
        self.conduct = Conduct(self.store, Bell())
        made = self.conduct.create("Any order", TEAMS[:2], [ASKED], minimum=MINIMUM).result()
        self.code = made.code
        self.revision, self.known = -1, (0, dict.fromkeys(KEYS, ""))
        self.joined: dict[int, str] = {}
        self.saved: dict[str, dict[int, str]] = {key: {} for key in KEYS}
        self.fixed: dict[str, Any] = {}
        self.last: tuple[int, str, str, str] | None = None

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    # What the facilitator does

    @rule(move=st.sampled_from(sorted(set(moves.MOVES) - {"end"})))
    def move(self, move: str) -> None:
        """Any move, whether it makes sense or not."""
        self.tried(lambda: self.conduct.move(self.code, move).result())

    @rule(key=keys)
    def go_to(self, key: str) -> None:
        """Any step."""
        self.tried(lambda: self.conduct.go_to(self.code, key).result())

    @precondition(lambda self: self.joined)
    @rule(number=people)
    def remove(self, number: int) -> None:
        """Take somebody out, with her answers that carry her name and have not been shown."""
        if number not in self.joined:
            return
        shown = {place.key for place in self.workshop().revealed()}
        held = {key for key in KEYS if self.workshop().phase(key) == "held"}
        self.conduct.remove(self.code, self.joined.pop(number)).result()
        if "exercise/named" not in shown | held:
            self.saved["exercise/named"].pop(number, None)
        self.last = None

    @rule()
    def restart(self) -> None:
        """The kit ends and starts again."""
        self.store.close()
        self.store = Store(self.url)
        self.conduct = Conduct(self.store, Bell())

    # What the room does

    @rule(number=people)
    def join(self, number: int) -> None:
        """Come in, perhaps a second time."""
        team = f"t{1 + number % 2}"
        come = self.conduct.join(self.code, secret(number), f"Person {number}", team)
        if (me := self.tried(come.result)) is not None:
            assert self.joined.setdefault(number, me.id) == me.id

    @rule(number=people, key=keys, value=st.integers(1, 5))
    def answer(self, number: int, key: str, value: int) -> None:
        """Answer a step, be it open or not, be one in or not."""
        self.send(number, key, str(value), f"sending {next(NUMBERS)}")

    @rule(key=keys, some=st.integers(1, MOST_PEOPLE), first=people)
    def a_whole_step(self, key: str, some: int, first: int) -> None:
        """As it is meant: people come, the step opens, they answer, it is looked through, revealed.

        Some are fewer than may be shown; and they are not the same each time.
        """
        answering = [(first + number) % MOST_PEOPLE for number in range(some)]
        for number in answering:
            self.join(number)
        self.go_to(key)
        self.move("open")
        for number in answering:
            self.answer(number, key, 1 + number % 5)
        for move in ("close", "look through", "reveal"):
            self.move(move)
            self.nothing_is_shown_before_its_reveal_or_under_the_minimum_and_then_it_stays()

    @precondition(lambda self: self.last is not None)
    @rule()
    def answer_arrives_twice(self) -> None:
        """The network delivers the last answer a second time, however late."""
        assert self.last is not None
        number, key, text, sending = self.last
        fields = {"room": {FIELD[key]: [text]}}
        again = self.conduct.respond(self.code, secret(number), key, fields, sending).result()
        assert again is False, "it is acknowledged, and stored once"

    def send(self, number: int, key: str, text: str, sending: str) -> None:
        """Send an answer, and remember it where it was acknowledged."""
        fields = {"room": {FIELD[key]: [text]}}
        was_open = self.workshop().phase(key) == "open"
        sent = self.conduct.respond(self.code, secret(number), key, fields, sending)
        if self.tried(sent.result):
            assert was_open, "late answers are not taken"
            assert number in self.joined
            self.saved[key][number] = text
            again = self.conduct.respond(self.code, secret(number), key, fields, sending)
            assert again.result() is False, "the network may deliver it twice"
            self.last = (number, key, text, sending)

    # What must hold

    @invariant()
    def revision_only_grows_and_does_so_with_all_that_phones_show(self) -> None:
        """The bell can be trusted."""
        now = self.workshop()
        phases = {key: now.phase(key) for key in KEYS}
        assert now.revision >= self.revision
        assert now.revision > self.revision or (now.at, phases) == self.known, "phones must hear it"
        self.revision, self.known = now.revision, (now.at, phases)

    @invariant()
    def every_acknowledged_answer_is_there_once(self) -> None:
        """As the database has it, and as each phone sees its own."""
        for key in KEYS:
            found = self.store.read(lambda r, key=key: r.responses(self.code, key)).result()  # type: ignore[misc]
            assert len({who for who, _, _, _ in found}) == len(found)
            values = sorted(
                str(answer[0] if isinstance(answer, list) else answer) for *_, answer in found
            )
            assert values == sorted(self.saved[key].values()), key

    @invariant()
    def nothing_is_shown_before_its_reveal_or_under_the_minimum_and_then_it_stays(self) -> None:
        """Whoever looks: a phone sees no more than the room."""
        figures = self.conduct.figures(self.code).result()
        revealed = {place.key for place in self.workshop().revealed()}
        for number in list(self.joined)[:2]:
            view = self.conduct.view(self.code, secret(number)).result()
            if view.phase != "revealed":
                assert not view.releases
                assert not view.results
        for key in revealed:
            release = figures.releases[key]
            assert self.fixed.setdefault(key, release) == release, "fixed at the reveal"
            if key != "exercise/named":
                assert all(cell.answered >= MINIMUM for cell in release.cells)
                assert release.answered >= MINIMUM or not (release.cells or release.cards)

    # How it is asked

    def workshop(self) -> Workshop:
        """The workshop as it is now."""
        return self.conduct.workshop(self.code).result()

    def tried(self, what: Callable[[], Any]) -> Any:
        """What comes of it; None where it is refused in words."""
        try:
            return what()
        except (Invalid, NotNow, Unknown):
            return None


def secret(number: int) -> str:
    """What a phone keeps for itself."""
    return f"phone-{number:02}-".ljust(43, "x")


def test_whatever_happens_in_whatever_order_the_promises_hold(database_url: str) -> None:
    kind = type("ThisRoom", (Room,), {"url": database_url})
    run_state_machine_as_test(kind, settings=settings(max_examples=12, stateful_step_count=25))
