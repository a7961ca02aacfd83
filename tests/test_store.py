"""What is kept, on SQLite and on PostgreSQL alike."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.rooms import a_workshop, moved, stolen
from workshop_kit.release import EVERYBODY, Cell, Release
from workshop_kit.store import Store, tables
from workshop_kit.store.database import HEAD
from workshop_kit.store.records import Records
from workshop_kit.workshop import Participant, Unknown, Workshop

ANN = Participant("a1", "Ann", "t1")


def added(store: Store, workshop: Workshop) -> str:
    """The code of a workshop that is kept from now on."""
    store.write(lambda records: records.add_workshop(workshop)).result()
    return workshop.code


def answered(store: Store, code: str, respondent: str, **answers: Any) -> None:
    """Someone answers a step, about some targets."""
    store.write(
        lambda records: records.put_responses(code, "step", respondent, "t1", answers)
    ).result()


def answers(store: Store, code: str) -> dict[tuple[str, str], Any]:
    """(respondent, target) -> answer."""
    found = store.read(lambda records: records.responses(code, "step")).result()
    return {(who, target): answer for who, target, _, answer in found}


# What is kept stays


def test_a_second_start_of_the_kit_finds_everything(database_url: str) -> None:
    first, workshop = Store(database_url), a_workshop()
    code, later = added(first, workshop), moved(workshop, "next", "open")
    release = Release("step", 5, (Cell("room", 0, EVERYBODY, 5, {"mean": 2.5}),), ("Said.",))
    first.write(lambda records: records.save_move(later, "open")).result()
    first.write(lambda records: records.add_participant(code, "hash", ANN)).result()
    answered(first, code, "someone", room=[4, None])
    first.write(lambda records: records.keep_release(code, release)).result()
    first.write(lambda records: records.keep_result(code, "m#0", {"pictures": []})).result()
    first.close()

    second = Store(database_url)
    assert second.read(lambda records: records.workshop(code)).result() == later
    assert second.read(lambda records: records.all_workshops()).result() == [later]
    assert second.read(lambda records: records.participant(code, "hash")).result() == ANN
    assert answers(second, code) == {("someone", "room"): [4, None]}
    assert second.read(lambda records: records.releases(code)).result() == {"step": release}
    assert second.read(lambda records: records.results(code)).result() == {"m#0": {"pictures": []}}
    second.close()


def test_what_was_asked_for_before_closing_is_done(database_url: str) -> None:
    store = Store(database_url)
    code = added(store, a_workshop())
    for number in range(50):
        person = Participant(f"p{number}", "Ann", "t1")
        store.write(lambda records, p=person: records.add_participant(code, p.id, p))
    store.close()
    assert len(stolen(database_url)["participants"]) == 50


def test_there_is_no_other_workshop(store: Store) -> None:
    for ask in (Records.workshop, Records.revision):
        with pytest.raises(Unknown):
            store.read(lambda records, ask=ask: ask(records, "XXXXX")).result()


@pytest.mark.parametrize("code", ["", "x" * 10_000, "é🦊", "a\x00b", "\ud800", "' OR 1=1 --"])
def test_whatever_someone_types_as_a_code_is_looked_up(store: Store, code: str) -> None:
    with pytest.raises(Unknown):
        store.read(lambda records: records.revision(code)).result()


# Answers


def test_sending_twice_stores_once(store: Store) -> None:
    code = added(store, a_workshop())

    def keep(key: str) -> bool:
        return store.write(lambda r: r.keep_receipt(code, "step", "someone", key)).result()

    assert [keep("a"), keep("a"), keep("b"), keep("a")] == [True, False, True, False]


def test_a_second_answer_replaces_the_first_and_what_it_leaves_out_vanishes(store: Store) -> None:
    code = added(store, a_workshop())
    answered(store, code, "someone", t2=[1], t3=[2])
    answered(store, code, "another", t2=[5])
    answered(store, code, "someone", t3=[4], t4=[4])
    assert answers(store, code) == {
        ("someone", "t3"): [4],
        ("someone", "t4"): [4],
        ("another", "t2"): [5],
    }


def test_people_are_counted_not_answers(store: Store) -> None:
    code = added(store, a_workshop())
    answered(store, code, "someone", t2=[1], t3=[2])
    answered(store, code, "another", t2=[5])
    assert store.read(lambda records: records.answered(code, "step")).result() == {"t1": 2}


def test_answers_lie_in_a_table_that_knows_no_time() -> None:
    kept = {column.name: str(column.type) for column in tables.responses.columns}
    assert kept == {
        "workshop": "VARCHAR",
        "step": "VARCHAR",
        "respondent": "VARCHAR",
        "target": "VARCHAR",
        "team": "VARCHAR",
        "answer": "BLOB",
    }
    assert "DATETIME" not in {str(column.type) for column in tables.receipts.columns}
    assert "DATETIME" not in {str(column.type) for column in tables.participants.columns}


# Writing


def test_one_that_fails_does_not_spoil_the_others(store: Store) -> None:
    code = added(store, a_workshop())
    hold, begun = threading.Event(), threading.Event()
    store.write(lambda _: (begun.set(), hold.wait(5)))
    begun.wait(5)

    def join(number: int) -> Any:
        person = Participant(f"p{number}", "Ann", "t1")
        return lambda records: records.add_participant(code, person.id, person)

    def raise_late(records: Records) -> None:
        join(99)(records)
        raise ArithmeticError

    good = [store.write(join(number)) for number in range(20)]
    raising = store.write(raise_late)
    violating = store.write(join(7))
    good += [store.write(join(number)) for number in range(20, 40)]
    hold.set()
    assert [future.result() for future in good] == [None] * 40
    assert isinstance(raising.exception(), ArithmeticError)
    assert isinstance(violating.exception(), sa.exc.IntegrityError | sqlite3.IntegrityError)
    kept = store.read(lambda records: records.participants(code)).result()
    assert {person.id for person in kept} == {f"p{number}" for number in range(40)}


def test_those_who_look_at_once_share_one_reading(store: Store) -> None:
    workshop, entered, go_on = a_workshop(), threading.Event(), threading.Event()
    code, seen = added(store, workshop), list[int]()

    def slow(_: Records) -> None:
        entered.set()
        go_on.wait()

    def glance(records: Records) -> int:
        records.once("what all share", lambda: seen.append(1))
        return records.revision(code)

    first = store.look(slow)
    entered.wait()  # whoever comes now is answered together, afterwards
    glances = [store.look(glance) for _ in range(20)]
    unknown = store.look(lambda records: records.revision("NOWHERE"))
    store.write(lambda records: records.save_move(moved(workshop, "next"), "next")).result()
    go_on.set()
    first.result()
    assert [future.result() for future in glances] == [1] * 20, "as committed when they are told"
    assert seen == [1]
    with pytest.raises(Unknown):
        unknown.result()


def test_who_gives_up_waiting_does_not_stop_the_others(store: Store) -> None:
    """As when a phone is gone before its answer is committed."""
    hold, begun = threading.Event(), threading.Event()
    store.write(lambda _: (begun.set(), hold.wait(5)))
    begun.wait(5)
    store.write(lambda _: None).cancel()
    hold.set()
    assert store.write(lambda _: "written").result(timeout=2) == "written"


def test_what_is_acknowledged_to_300_at_once_is_kept(store: Store, database_url: str) -> None:
    code = added(store, a_workshop())

    def join(number: int) -> str:
        person = Participant(f"p{number}", f"Person {number}", "t1")
        store.write(lambda records: records.add_participant(code, person.id, person)).result()
        assert store.read(lambda records: records.participant(code, person.id)).result() == person
        return person.id

    with ThreadPoolExecutor(300) as phones:
        acknowledged = set(phones.map(join, range(300)))
    assert acknowledged == {row["id"] for row in stolen(database_url)["participants"]}
    assert len(acknowledged) == 300


def test_two_kits_on_one_database_take_turns(database_url: str) -> None:
    kits = [Store(database_url), Store(database_url)]
    code = added(kits[0], a_workshop())

    def move(kit: Store) -> Any:
        def save(records: Records) -> None:
            revision = records.revision(code, hold=True)
            records.save_move(moved_to(records.workshop(code), revision + 1), "open")

        return kit.write(save)

    for future in [move(kit) for kit in kits * 20]:
        future.result()
    moments = [row["revision"] for row in stolen(database_url)["moments"]]
    assert sorted(moments) == list(range(1, 41))
    for kit in kits:
        kit.close()


def moved_to(workshop: Workshop, revision: int) -> Workshop:
    """The workshop, moved on until that revision."""
    while workshop.revision < revision:
        workshop = moved(workshop, "exercise/mood")
    return workshop


# The database itself


def test_the_migrations_make_the_tables_that_the_store_uses(
    store: Store, database_url: str
) -> None:
    engine = sa.create_engine(database_url.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
        assert context.get_current_revision() == HEAD
    engine.dispose()


def test_the_newest_migration_is_the_one_that_the_store_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("workshop_kit") / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_sqlite_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'kit.db'}")
    asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")

    def pragmas(records: Records) -> dict[str, Any]:
        connection = records._connection
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}

    full = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert store.read(pragmas).result() == full
    assert store.write(pragmas).result() == full
    store.close()


def test_an_answer_that_was_replaced_is_gone_from_the_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'kit.db'}")
    code = added(store, a_workshop())
    answered(store, code, "someone", room=["what I should not have said"])
    answered(store, code, "someone", room=["what I mean"])
    store.close()
    sqlite3.connect(tmp_path / "kit.db").close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"what I mean" in kept
    assert b"what I should not have said" not in kept


def test_a_closed_store_refuses_instead_of_keeping_everybody_waiting(database_url: str) -> None:
    store = Store(database_url)
    store.close()
    for ask in (store.read, store.look, store.write):
        with pytest.raises(RuntimeError):
            ask(lambda records: records.all_workshops())
