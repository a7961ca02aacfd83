"""Whoever has everything but the phones cannot tell who gave a hidden answer.

The thief of these tests has the whole database with its log and freed pages, what the server
printed, and the workbook. He knows who joined in which order, and who answered with a name.
"""

import hashlib
import itertools
import re
import shutil
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.rooms import (
    Phone,
    a_step,
    an_exercise,
    join_all,
    kept,
    make,
    send,
    stolen,
)
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct, hashed, hidden_key
from workshop_kit.store import Store, traces
from workshop_kit.workbook import workbook
from workshop_kit.workshop import Workshop

SIZES = (7, 4, 1)
"""The last one is a team of one."""

EXERCISE = an_exercise(
    a_step("name", "text", names="shown"),
    a_step("say", "text", names="hidden"),
    a_step("rate", names="hidden"),
)


@dataclass(frozen=True)
class Theft:
    """What was stolen, and what only the test knows: who said what, in the order of arrival."""

    code: str
    url: str
    folder: Path
    phones: Sequence[Phone]
    workshop: Workshop

    def said(self, phone: Phone) -> str:
        """Her hidden words, unlike those of anybody else."""
        return f"word-{hashlib.sha256(phone.secret.encode()).hexdigest()[:12]}"

    def bytes(self) -> Iterator[bytes]:
        """Every file that lies with the database."""
        for file in sorted(self.folder.rglob("*")):
            if file.is_file():
                yield file.read_bytes()

    def hidden(self) -> list[dict[str, object]]:
        """The rows of hidden answers, as the database gives them when nobody asks for an order."""
        return [row for row in stolen(self.url)["responses"] if row["step"] == "exercise/say"]


@pytest.fixture
def theft(database_url: str, tmp_path: Path) -> Theft:
    """A workshop in which all answered in the order in which they joined, and was then stolen."""
    store = Store(database_url)
    conduct = Conduct(store, Bell())
    code = kept(conduct, EXERCISE, teams=3)
    phones = join_all(conduct, code, *SIZES)
    workshop = conduct.workshop(code).result()
    theft = Theft(code, database_url, tmp_path, phones, workshop)
    for step in EXERCISE.steps:
        make(conduct, code, "next", "open")
        for phone in phones:
            words = theft.said(phone) if step.id == "say" else f"I am {phone.me.name}"
            fields = {"0": ["3"]} if step.ask == "scale" else {"text": [words]}
            send(conduct, code, phone, fields, sending=f"sending {phone.me.id}")
        make(conduct, code, "reveal")
    store.close()
    return theft


def test_where_a_row_lies_tells_only_its_key(theft: Theft) -> None:
    for table in ("responses", "receipts"):
        rows = [r for r in stolen(theft.url)[table] if r["step"] == "exercise/say"]
        keys = [r["respondent"] for r in rows]
        assert len(keys) == sum(SIZES)
        assert keys == sorted(keys)


def test_pages_tell_no_order_of_arrival(theft: Theft) -> None:
    """In the bytes of the file too, answers lie as their keys do, and nowhere a second time."""
    if not theft.url.startswith("sqlite"):
        pytest.skip("its files are those of the whole PostgreSQL")
    whole = Path(theft.url.removeprefix("sqlite:///")).read_bytes()
    key_of = {row["answer"]: str(row["respondent"]) for row in theft.hidden()}
    places = {}
    for answer, key in key_of.items():
        found = [m.start() for m in re.finditer(re.escape(key.encode()), whole)]
        assert len(found) == 2, "in the answers and in the receipts"
        places[key] = whole.index(bytes(answer))  # type: ignore[call-overload]
    in_file = sorted(places, key=places.__getitem__)
    assert in_file in (sorted(places), sorted(places, reverse=True))


def test_no_log_and_no_freed_page_is_left(theft: Theft) -> None:
    if not theft.url.startswith("sqlite"):
        pytest.skip("what PostgreSQL logs is its owner's business")
    assert [file.name for file in theft.folder.rglob("*.db*")] == ["workshops.db"]
    for phone in theft.phones:
        count = sum(content.count(theft.said(phone).encode()) for content in theft.bytes())
        assert count == 1 + released(theft, phone), "the answer, and what was released"


def released(theft: Theft, phone: Phone) -> int:
    """How often her words are in what was released to the room: there without any name."""
    rows = stolen(theft.url)["releases"]
    return sum(bytes(row["body"]).count(theft.said(phone).encode()) for row in rows)


def test_in_postgresql_no_transaction_tells_who_came_when(theft: Theft) -> None:
    if theft.url.startswith("sqlite"):
        pytest.skip("it has no such columns")
    engine = sa.create_engine(theft.url.replace("postgresql:", "postgresql+psycopg:", 1))
    ask = "SELECT respondent, xmin::text FROM {} WHERE step = 'exercise/say' ORDER BY ctid"
    with engine.connect() as connection:
        for table in ("responses", "receipts"):
            rows = connection.execute(sa.text(ask.format(table))).all()
            assert len({transaction for _, transaction in rows}) == 1
            assert [key for key, _ in rows] == sorted(key for key, _ in rows)
    engine.dispose()


def test_a_team_of_one_is_not_told_by_its_answers(theft: Theft) -> None:
    assert {row["team"] for row in theft.hidden()} == {""}


def test_nothing_in_the_database_makes_a_hidden_key(theft: Theft) -> None:
    """Each text and each hash in it is tried as the secret, and as a part of a key."""
    tables = stolen(theft.url)
    keys = {str(row["respondent"]) for row in theft.hidden()}
    assert keys == {hidden_key(p.secret, theft.code, "exercise/say") for p in theft.phones}
    texts = {
        str(value)
        for row in itertools.chain.from_iterable(tables.values())
        for value in row.values()
        if isinstance(value, str)
    }
    made = {hidden_key(text, theft.code, "exercise/say") for text in texts}
    assert not keys & (made | {hashed(text) for text in texts})
    others = [row for name, rows in tables.items() for row in rows if name not in HIDDEN_IN]
    assert not any(key in repr(row) for key in keys for row in others)


HIDDEN_IN = ("responses", "receipts")


def test_what_is_released_is_in_an_order_of_its_own(theft: Theft) -> None:
    """The order of words in the release follows from the words, whoever wrote them first."""
    body = next(
        bytes(row["body"]) for row in stolen(theft.url)["releases"] if row["step"] == "exercise/say"
    ).decode()
    said = [theft.said(phone) for phone in theft.phones]
    in_release = sorted(said, key=body.index)
    again = EXERCISE.step("say").question.tally(sorted(said))
    assert in_release == again["texts"]
    assert in_release != said


def test_the_workbook_holds_no_order_of_arrival_and_no_key(theft: Theft) -> None:
    store = Store(theft.url)
    figures = Conduct(store, Bell()).figures(theft.code).result()
    store.close()
    with zipfile.ZipFile(BytesIO(workbook(figures, datetime.now(UTC)))) as archive:
        parts = [archive.read(name).decode(errors="ignore") for name in archive.namelist()]
    told = [part for part in parts if theft.said(theft.phones[0]) in part]
    assert told
    for part in told:
        in_part = sorted(map(theft.said, theft.phones), key=part.index)
        assert in_part == EXERCISE.step("say").question.tally(sorted(in_part))["texts"]
    keys = [str(row["respondent"]) for row in theft.hidden()]
    assert not any(key in part for key in keys for part in parts)


def test_two_steps_do_not_tell_that_the_same_phone_answered_both(theft: Theft) -> None:
    rows = stolen(theft.url)["responses"]
    say = {row["respondent"] for row in rows if row["step"] == "exercise/say"}
    rate = {row["respondent"] for row in rows if row["step"] == "exercise/rate"}
    assert len(say) == len(rate) == sum(SIZES)
    assert not say & rate


# When traces are covered


def answered(store: Store, *sizes: int) -> str:
    """The code of a workshop in which a hidden step was answered and closed."""
    conduct = Conduct(store, Bell())
    code = kept(conduct, an_exercise(a_step("say", "text", names="hidden")))
    phones = join_all(conduct, code, *sizes)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"text": [f"I am {phone.me.name}"]})
    make(conduct, code, "close")
    return code


def log_of(url: str) -> Path:
    """SQLite's log."""
    return Path(url.removeprefix("sqlite:///") + "-wal")


def test_a_moment_after_a_step_is_closed_the_log_is_empty(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("what PostgreSQL logs is its owner's business")
    monkeypatch.setattr(traces, "CALM", 0.01)
    store = Store(database_url)
    answered(store, 3, 3)
    end = time.monotonic() + 20
    while log_of(database_url).stat().st_size:
        assert time.monotonic() < end
        time.sleep(0.01)
    store.close()


def test_after_a_crash_traces_are_covered_too(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("a transaction in PostgreSQL that was not finished leaves nothing")
    answered(store, 3, 3)
    there = tmp_path / "there"
    there.mkdir()
    for file in tmp_path.glob("workshops.db*"):
        shutil.copy(file, there / file.name)
    assert b"I am Person 1.1" in (there / "workshops.db-wal").read_bytes()
    Store(f"sqlite:///{there / 'workshops.db'}").close()
    assert [file.name for file in there.iterdir()] == ["workshops.db"]
    assert (there / "workshops.db").read_bytes().count(b"I am Person 1.1") == 1


def test_where_traces_cannot_be_covered_now_they_are_later(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answered(store, 3, 3)
    left = store._traces
    before = left.patience or 0

    def full(*_: object) -> bool:
        raise sa.exc.OperationalError("VACUUM", None, Exception("disk full"))

    with monkeypatch.context() as patched:
        patched.setattr(left, "_cover", full)
        left.cover()
    assert left.patience == 2 * before, "not over and over on a full disk"
    assert "Not covered yet" in caplog.text
    left.cover()
    assert left.patience is None
