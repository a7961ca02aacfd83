"""What is kept and carried: a workshop as one file, a backup, names that go, one's own data."""

import contextlib
import hashlib
import json
import re
import shutil
import sqlite3
import threading
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.phones import a_browser
from tests.rooms import SHIPPED, Phone, join_all, kept, play, refusal, stolen
from workshop_kit.__main__ import main
from workshop_kit.afterwards import carry, names
from workshop_kit.afterwards.pulses import DAY
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store, copying
from workshop_kit.store.records import Records
from workshop_kit.workshop import Unknown
from workshop_kit.workshop.people import Row

FIRST = ("Zelda Quux", "Ignatz", "Ottokar Zwo", "Wilhelmine", "Xaver", "Björn", "Çelik Yıldız", "Ö")
PLAYED = ("trust_pulse", "linking_arms", "easier_to_work_with", "own_it")


def played(conduct: Conduct, *exercises: str) -> tuple[str, list[Phone]]:
    """A workshop of people with telling names that was played to its end."""
    code = kept(conduct, *(SHIPPED[name] for name in exercises or PLAYED), teams=2, minimum=3)
    phones = [
        Phone(
            f"secret-{number}-" + "x" * 40,
            conduct.join(code, f"secret-{number}-" + "x" * 40, name, f"t{1 + number % 2}").result(),
        )
        for number, name in enumerate(FIRST)
    ]
    conduct.take_over(code, [Row("Late Lou", "Sales", "lou@example.org")]).result()
    play(conduct, code, phones)
    return code, phones


# One file


def test_a_workshop_goes_to_another_computer_as_one_file(conduct: Conduct, tmp_path: Path) -> None:
    code, phones = played(conduct)
    conduct.follow_up(code, [("", {"what": "book the room", "who": "Ignatz"})]).result()
    word = conduct.code_word(code, phones[0].secret).result()
    file = conduct.packed(code).result()
    there = Store(f"sqlite:///{tmp_path / 'other.db'}")
    other = Conduct(there, Bell())
    assert other.unpack(file).result() == conduct.workshop(code).result()
    assert other.figures(code).result() == conduct.figures(code).result()
    assert other.people(code).result() == conduct.people(code).result()
    assert other.view(code, phones[0].secret).result().me == phones[0].me
    assert other.by_code_word(code, word).result() == phones[0].secret
    assert "is here already" in refusal(lambda: other.unpack(file).result())
    there.close()


def test_the_file_holds_no_secret_of_a_phone(conduct: Conduct) -> None:
    code, phones = played(conduct, "trust_pulse")
    with zipfile.ZipFile(BytesIO(conduct.packed(code).result())) as parts:
        inside = b"".join(parts.read(name) for name in parts.namelist())
    assert all(phone.secret.encode() not in inside for phone in phones)
    assert b"passes" not in inside


def altered(file: bytes, change: Any) -> bytes:
    """The file with its two parts changed."""
    with zipfile.ZipFile(BytesIO(file)) as parts:
        about, rows = json.loads(parts.read(carry.ABOUT)), parts.read(carry.ROWS)
    about, rows = change(about, rows)
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr(carry.ABOUT, json.dumps(about))
        parts.writestr(carry.ROWS, rows)
    return written.getvalue()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda about, rows: (about, rows + b"\n"), "damaged"),
        (lambda about, rows: ({**about, "schema": "9999"}, rows), "newer kit"),
        (lambda about, rows: ({**about, "format": 2}, rows), "newer kit"),
        (lambda about, rows: ({**about, "kind": "cake"}, rows), "no workshop"),
        (lambda about, rows: ({**about, "code": "OTHER"}, rows), "does not belong together"),
    ],
)
def test_a_file_that_is_not_as_it_was_saved_is_told(
    conduct: Conduct, change: Any, told: str
) -> None:
    code = kept(conduct)
    file = altered(conduct.packed(code).result(), change)
    conduct.delete(code).result()
    assert told in refusal(lambda: conduct.unpack(file))
    for other in (b"", b"PK", b"PK\x03\x04 no zip", file[:40]):
        assert "no workshop" in refusal(lambda o=other: conduct.unpack(o))
    with pytest.raises(Unknown):
        conduct.workshop(code).result()


@pytest.mark.parametrize(
    "row",
    [
        {"table": "participants", "row": {"workshop": "KITES", "id": "x", "colour": "red"}},
        {"table": "participants", "row": {"workshop": "KITES", "id": "x"}},
        {"table": "moments", "row": {"workshop": "KITES", "revision": 1, "move": "x", "at": "?"}},
    ],
)
def test_rows_that_fit_in_no_table_leave_nothing_behind(conduct: Conduct, row: Any) -> None:
    conduct.create("Offsite", ["Sales", "Care"], [SHIPPED["check_in"]], code="KITES").result()

    def more(about: Any, rows: bytes) -> Any:
        rows += json.dumps(row).encode() + b"\n"
        return {**about, "sha256": hashlib.sha256(rows).hexdigest()}, rows

    file = altered(conduct.packed("KITES").result(), more)
    conduct.delete("KITES").result()
    assert re.search("damaged|here already", refusal(lambda: conduct.unpack(file).result()))
    with pytest.raises(Unknown):
        conduct.workshop("KITES").result()


# A backup


def test_a_backup_is_made_while_the_room_answers(
    conduct: Conduct, store: Store, database_url: str, tmp_path: Path
) -> None:
    code, phones = played(conduct, "trust_pulse")
    kept_open, file = kept(conduct), tmp_path / "backup.db"
    if database_url.startswith("postgresql"):
        assert "pg_dump" in refusal(lambda: conduct.backup(file))
        return
    late = [conduct.join(kept_open, f"late {n} " + "x" * 40, f"Late {n}", "t1") for n in range(30)]
    conduct.backup(file)
    assert all(future.result() for future in late)
    assert not list(tmp_path.glob("*.half"))
    with sqlite3.connect(file) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    again = Store(f"sqlite:///{file}")
    assert Conduct(again, Bell()).figures(code).result() == conduct.figures(code).result()
    again.close()
    assert phones


def test_the_command_line_makes_a_backup_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / "data", tmp_path / "copy.db"
    assert main(["backup", str(file), "--data", str(data)]) == 1
    assert "nothing to back up" in capsys.readouterr().out
    data.mkdir()
    running = Store(f"sqlite:///{data / 'workshops.db'}")
    code = kept(Conduct(running, Bell()))
    assert main(["backup", str(file), "--data", str(data)]) == 0
    running.close()
    copy = Store(f"sqlite:///{file}")
    assert Conduct(copy, Bell()).workshop(code).result().code == code
    copy.close()


def test_a_copy_from_outside_has_all_that_was_acknowledged_whatever_goes_on(tmp_path: Path) -> None:
    """Of the files alone, while answers come in and the log is emptied into the database."""
    database, file = tmp_path / "workshops.db", tmp_path / "copy.db"
    running = Store(f"sqlite:///{database}")
    ended, saved = threading.Event(), 0

    def one_more(records: Records) -> None:
        records.prefer("word", str(saved + 1).ljust(20_000, "."))

    def storm() -> None:
        nonlocal saved
        while not ended.is_set():
            running.write(one_more).result()
            saved += 1
            if saved % 20 == 0:
                running.tidy()

    at_work = threading.Thread(target=storm)
    at_work.start()
    try:
        for _ in range(10):
            there = saved
            copying.copy(f"sqlite:///{database}", file)
            with contextlib.closing(sqlite3.connect(file)) as copy:
                (found,) = copy.execute(
                    "SELECT max(value) FROM preferences WHERE name = 'word'"
                ).fetchone() or ("0",)
            assert there <= int((found or "0").rstrip(".")) <= saved + 1
    finally:
        ended.set()
        at_work.join()
        running.close()
    assert sorted(there.name for there in tmp_path.iterdir()) == ["copy.db", "workshops.db"]


@pytest.mark.parametrize("emptied", [True, False], ids=["the log was empty", "it was not"])
def test_what_moves_from_the_log_into_the_database_while_it_is_copied_is_in_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, emptied: bool
) -> None:
    database, file = tmp_path / "workshops.db", tmp_path / "copy.db"
    running = Store(f"sqlite:///{database}")
    running.write(lambda records: records.prefer("word", "acknowledged")).result()
    if emptied:
        running.tidy()
    copied, copyfile = [], shutil.copyfile

    def in_between(source: Path, target: Path) -> None:
        copyfile(source, target)
        copied.append(source)
        if len(copied) == 1:
            running.write(lambda records: records.prefer("another", "x" * 50_000)).result()
            running.tidy()

    monkeypatch.setattr(shutil, "copyfile", in_between)
    copying.copy(f"sqlite:///{database}", file)
    running.close()
    assert len(copied) > 2, "it was copied once more"
    with contextlib.closing(sqlite3.connect(file)) as copy:
        kept_words = dict(copy.execute("SELECT name, value FROM preferences").fetchall())
    assert kept_words["word"] == "acknowledged"
    assert len(kept_words["another"]) == 50_000


# Names


def words_of(found: Any) -> str:
    return repr(found)


def names_in(text: str) -> list[str]:
    """Those names that stand in a text as a word."""
    return [
        n for n in (*FIRST, "Late Lou", "lou@example.org") if re.search(rf"(?<!\w){n}(?!\w)", text)
    ]


def test_names_go_after_ninety_days_and_figures_stay(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    now = [datetime.now(UTC).timestamp()]
    conduct = Conduct(store, Bell(), lambda: now[0])
    code, phones = played(conduct)
    conduct.follow_up(
        code, [("", {"what": "ask Ignatz twice", "who": "Xaver", "asks": "Zelda"})]
    ).result()
    before = conduct.figures(code).result()
    assert len(names_in(words_of(stolen(database_url)))) == len(FIRST) + 2
    now[0] += 89 * DAY
    conduct.keep_time()
    assert conduct.figures(code).result() == before
    now[0] += 2 * DAY
    conduct.keep_time()
    kept_now = stolen(database_url)
    assert names_in(words_of(kept_now)) == []
    assert not kept_now["roster"]
    after = conduct.figures(code).result()
    assert after.workshop.nameless
    assert {p.name for p in conduct.participants(code).result()} == {
        f"Person {n}" for n in range(1, 9)
    }
    promised = after.commitments
    assert len(promised) == len(before.commitments)
    assert {c.who for c in promised if c.person} <= {f"Person {n}" for n in range(1, 9)}
    assert next(c for c in promised if c.what.startswith("ask Person"))
    figures = [(key, [c.answered for c in r.cells]) for key, r in before.releases.items()]
    assert figures == [(key, [c.answered for c in r.cells]) for key, r in after.releases.items()]
    assert conduct.view(code, phones[0].secret).result().me.id == phones[0].me.id
    ((done, when),) = conduct.done_for_people(code).result()
    assert (done, when.date()) == (names.REMOVED, datetime.now(UTC).date())
    conduct.keep_time()
    assert len(conduct.done_for_people(code).result()) == 1, "it is done once"
    store.close()
    for file in tmp_path.glob("workshops.db*"):
        assert names_in(file.read_bytes().decode("utf-8", "ignore")) == []


def test_how_long_names_are_kept_is_set_for_each_workshop(conduct: Conduct) -> None:
    code = kept(conduct)
    until = conduct.names_until(code).result()
    assert (until - datetime.now(UTC)).days in (89, 90)
    conduct.keep_names(code, 7).result()
    assert (until - conduct.names_until(code).result()).days == 83
    assert "1 to 730 days" in refusal(lambda: conduct.keep_names(code, 731).result())


def test_one_name_goes_on_request(conduct: Conduct, database_url: str) -> None:
    code, phones = played(conduct)
    conduct.forget_name(code, phones[0].me.id).result()
    assert set(FIRST) - set(names_in(words_of(stolen(database_url)))) == {FIRST[0]}
    assert [d for d, _ in conduct.done_for_people(code).result()] == [names.FORGOTTEN]
    assert a_browser(conduct, code).open().text


@pytest.mark.parametrize("name", ["Will", "I", "room", "text", "open", "what", "up"])
def test_a_name_that_is_a_word_too_breaks_nothing(conduct: Conduct, name: str) -> None:
    code = kept(conduct, SHIPPED["trust_pulse"], SHIPPED["linking_arms"], teams=2, minimum=3)
    phones = join_all(conduct, code, 4, 4)
    conduct.join(code, "another " + "x" * 40, name, "t1").result()
    play(conduct, code, phones)
    before = conduct.figures(code).result()
    conduct.remove_names(code).result()
    after = conduct.figures(code).result()
    assert len(after.commitments) == len(before.commitments)
    assert [c.tally.get("mean") for r in after.releases.values() for c in r.cells] == [
        c.tally.get("mean") for r in before.releases.values() for c in r.cells
    ]


# One's own data


def test_somebodys_data_is_handed_out_and_that_is_recorded_without_the_name(
    conduct: Conduct, database_url: str
) -> None:
    code, phones = played(conduct)
    found = conduct.data_of(code, phones[0].me.id).result()
    assert (found["name"], found["team"]) == (FIRST[0], "Sales")
    assert [entry["exercise"] for entry in found["answers with your name"]].count(
        "Linking arms"
    ) == 1
    assert len(found["commitments"]) == 1
    assert not set(names_in(words_of(found["answers with your name"]))) - {FIRST[0]}
    assert "Hidden answers are not here" in found["not in here"]
    assert [d for d, _ in conduct.done_for_people(code).result()] == [names.HANDED_OUT]
    moments = words_of(stolen(database_url)["moments"])
    assert FIRST[0] not in moments
    assert phones[0].me.id not in moments
    assert "not in the workshop" in refusal(lambda: conduct.data_of(code, "nobody").result())
