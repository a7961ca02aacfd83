"""A workshop is rehearsed and cleared, copied for another group, archived, deleted for good."""

import dataclasses
import io
import queue
import sqlite3
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from tests.phones import a_browser
from tests.rooms import (
    SHIPPED,
    a_step,
    a_workshop,
    an_exercise,
    answer_all,
    join_all,
    kept,
    make,
    moved,
    play,
    refusal,
    stolen,
)
from workshop_kit.access import Access
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct, made_up_secret
from workshop_kit.store import Store
from workshop_kit.workbook import workbook
from workshop_kit.workshop import Participant, Unknown, Workshop, making, moves, preparation
from workshop_kit.workshop.moves import LASTING

EXERCISES = [SHIPPED[name] for name in ("new_faces", "three_mirrors", "what_we_need")]
GOES = {
    *("revision", "moves", "at", "ended", "phases", "opened", "picture", "pairings", "away"),
    *("pens", "rehearsal", "entered", "paused", "dark", "locked"),
    *("taken_down", "let_through", "piles", "pinned", "pulses", "nameless", "regrouped"),
}


def made_up(conduct: Conduct, code: str, *sizes: int) -> list[str]:
    """That many made-up participants join each team of a workshop in rehearsal: their secrets."""
    mark = conduct.workshop(code).result().rehearsal
    teams = [f"t{team}" for team, size in enumerate(sizes, start=1) for _ in range(size)]
    found = []
    for number, team in enumerate(teams):
        found.append(made_up_secret(mark, number))
        conduct.join(code, found[-1], f"Made up {number}", team).result()
    return found


def rehearsed(conduct: Conduct) -> str:
    """A workshop that real and made-up people have played to its end together."""
    code = kept(conduct, *EXERCISES, teams=3)
    conduct.rehearse(code).result()
    people = join_all(conduct, code, 2, 2, 2)
    secrets = made_up(conduct, code, 4, 4, 4)
    joined = conduct.participants(code).result()
    by_name = {person.name: person for person in joined}
    people += [
        dataclasses.replace(people[0], secret=secret, me=by_name[f"Made up {number}"])
        for number, secret in enumerate(secrets)
    ]
    play(conduct, code, people)
    return code


# The rules


def test_every_fact_of_a_workshop_either_stays_or_goes_when_a_rehearsal_is_cleared() -> None:
    """Who adds a fact has to decide."""
    assert {field.name for field in dataclasses.fields(Workshop)} == GOES | set(LASTING)
    assert not GOES & set(LASTING)


def test_a_cleared_workshop_is_as_it_was_but_for_its_revision() -> None:
    before = preparation.schedule(a_workshop(), "09:30", 90)
    rehearsing = moved(moves.rehearse(before, "mark"), "next", "open", "reveal", "next")
    after = moves.clear(rehearsing)
    counts = {"revision": after.revision, "moves": after.moves}
    assert after == dataclasses.replace(before, **counts)
    assert after.revision == rehearsing.revision + 1


def test_there_is_one_rehearsal_at_a_time_and_none_where_people_have_begun() -> None:
    rehearsing = moves.rehearse(a_workshop(), "mark")
    assert "Clear it first" in refusal(lambda: moves.rehearse(rehearsing, "another"))
    for begun in (moved(a_workshop(), "next", "open"), moved(a_workshop(), "next", "next")):
        assert "has begun" in refusal(lambda w=begun: moves.rehearse(w, "mark"))
    assert "no rehearsal" in refusal(lambda: moves.clear(moved(a_workshop(), "next", "open")))
    assert moves.rehearse(moved(a_workshop(), "next"), "mark").rehearsal == "mark"


def test_the_same_again_has_all_that_was_prepared_and_nobody_in_it() -> None:
    before = preparation.schedule(a_workshop(*EXERCISES, minimum=4), "09:30", 90)
    before = preparation.add_break(before, 20, "Tea", 1)
    words = {"prompt": "Whom do you not know?"}
    item = before.agenda[0]
    before = preparation.adapt(before, item.id, item.exercise.steps[0].id, words)
    after = making.again(moved(before, "next", "open"), "Next group", ["Red", "Blue", "Green"])
    assert after.code != before.code
    assert (after.title, list(after.team_names.values())) == (
        "Next group",
        ["Red", "Blue", "Green"],
    )
    assert [i.exercise for i in after.agenda] == [i.exercise for i in before.agenda]
    assert (after.starts, after.time, after.minimum) == ("09:30", 90, 4)
    assert (after.revision, after.at, after.phases) == (0, None, {})
    assert "2 to 12 teams" in refusal(lambda: making.again(before, "Next group", ["Alone"]))


def test_what_is_archived_can_be_brought_back_and_neither_twice() -> None:
    put_away = moves.archive(a_workshop())
    assert put_away.archived
    assert not moves.bring_back(put_away).archived
    refusal(lambda: moves.archive(put_away))
    refusal(lambda: moves.bring_back(a_workshop()))
    assert "Bring it back first" in refusal(lambda: moves.rehearse(put_away, "mark"))


# Rehearsal


def test_clearing_a_rehearsal_leaves_no_trace_in_the_database(
    conduct: Conduct, database_url: str
) -> None:
    """What remains: the workshop as prepared at its next revision, and who really joined."""
    another = kept(conduct)
    join_all(conduct, another, 1)
    empty = set(stolen(database_url))
    code = rehearsed(conduct)
    full = stolen(database_url)
    kept_for = ("participants", "moments", "responses", "receipts", "releases", "results")
    assert all(any(row["workshop"] == code for row in full[table]) for table in kept_for)
    before = moves.clear(conduct.workshop(code).result())
    conduct.clear(code).result()
    left = stolen(database_url)
    assert set(left) == empty
    rows = {
        table: [row for row in found if row.get("workshop") == code]
        for table, found in left.items()
    }
    people = rows.pop("participants")
    assert not any(rows.values()), rows
    assert sorted(row["name"] for row in people) == sorted(
        f"Person {t}.{n}" for t in (1, 2, 3) for n in (0, 1)
    )
    assert not any(row["made_up"] for row in people)
    assert conduct.workshop(code).result() == before
    assert "Made up" not in str(left)
    assert [row["name"] for row in left["participants"] if row["workshop"] == another]


def test_what_was_cleared_is_gone_from_the_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'kit.db'}")
    conduct = Conduct(store, Bell())
    code = kept(conduct, an_exercise(a_step("said", ask="text")))
    conduct.rehearse(code).result()
    (secret,) = made_up(conduct, code, 1)
    make(conduct, code, "next", "open")
    said = {"room": {"text": ["what nobody really said"]}}
    conduct.respond(code, secret, "exercise/said", said, "once").result()
    make(conduct, code, "reveal")
    conduct.clear(code).result()
    store.close()
    sqlite3.connect(tmp_path / "kit.db").close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Offsite" in left
    assert b"what nobody really said" not in left
    assert b"Made up" not in left


def test_real_phones_stay_joined_and_are_in_the_lobby_at_once(conduct: Conduct) -> None:
    code = kept(conduct)
    conduct.rehearse(code).result()
    amara = a_browser(conduct, code).join("Amara")
    made_up(conduct, code, 4, 4)
    make(conduct, code, "next", "open")
    amara.open().fill_in({"room:0": "4"})
    assert "Your answer is saved" in amara.text
    conduct.clear(code).result()
    assert "You’re in, Amara" in amara.open().text
    make(conduct, code, "next", "open")
    assert "Your answer is saved" not in amara.open().text
    amara.fill_in({"room:0": "5"})
    assert sum(conduct.counts(code).result().answered.values()) == 1


def test_a_cleared_workshop_plays_as_a_new_one(conduct: Conduct) -> None:
    code = rehearsed(conduct)
    conduct.clear(code).result()
    people = join_all(conduct, code, 2, 2, 2)
    play(conduct, code, people)
    figures = conduct.figures(code).result()
    assert sum(figures.joined.values()) == 6
    assert len(figures.workshop.revealed()) == len(figures.releases) > 0


def test_a_made_up_participant_comes_in_only_by_the_mark_of_the_rehearsal(
    conduct: Conduct,
) -> None:
    code = kept(conduct)
    forged = made_up_secret("", 1)
    assert "cleared" in refusal(lambda: conduct.join(code, forged, "Nobody", "t1").result())
    conduct.rehearse(code).result()
    assert "cleared" in refusal(lambda: conduct.join(code, forged, "Nobody", "t1").result())
    late = made_up_secret(conduct.workshop(code).result().rehearsal, 7)
    made_up(conduct, code, 3)
    real = join_all(conduct, code, 1)
    assert [p.made_up for p in conduct.participants(code).result()] == [True, True, True, False]
    conduct.clear(code).result()
    assert "cleared" in refusal(lambda: conduct.join(code, late, "Late", "t1").result())
    conduct.rehearse(code).result()
    assert "cleared" in refusal(lambda: conduct.join(code, late, "Late", "t1").result())
    assert conduct.participants(code).result() == [real[0].me]


def test_the_workbook_says_that_a_rehearsal_is_in_it(conduct: Conduct) -> None:
    def read_me(code: str) -> str:
        file = workbook(conduct.figures(code).result(), datetime.now(UTC))
        sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
        return " ".join(str(cell.value) for row in sheet.rows for cell in row if cell.value)

    code = rehearsed(conduct)
    assert "This is a rehearsal: made-up participants" in read_me(code)
    conduct.clear(code).result()
    assert "rehearsal" not in read_me(code)


def test_after_a_restart_the_rehearsal_is_there_to_be_cleared(database_url: str) -> None:
    store = Store(database_url)
    conduct = Conduct(store, Bell())
    code = kept(conduct)
    conduct.rehearse(code).result()
    made_up(conduct, code, 3)
    store.close()
    store = Store(database_url)
    conduct = Conduct(store, Bell())
    assert len(conduct.participants(code).result()) == 3
    conduct.clear(code).result()
    assert conduct.participants(code).result() == []
    store.close()


# Archived, copied, deleted


def test_what_is_archived_cannot_be_joined_until_it_is_brought_back(conduct: Conduct) -> None:
    code = kept(conduct)
    amara = a_browser(conduct, code).join("Amara")
    conduct.archive(code).result()
    late = a_browser(conduct, code).join("Lea")
    assert late.alert == "This workshop has ended."
    assert "Amara" in amara.open().text
    conduct.bring_back(code).result()
    assert "You’re in, Lea" in late.join("Lea").text


def test_a_copy_is_a_workshop_of_its_own(conduct: Conduct, database_url: str) -> None:
    code = kept(conduct, *EXERCISES)
    play(conduct, code, join_all(conduct, code, 4, 4))
    made = conduct.again(code, "Another group", ["Red", "Blue"]).result()
    rows = stolen(database_url)
    assert [row["code"] for row in rows.pop("workshops")].count(made.code) == 1
    assert not any(row.get("workshop") == made.code for found in rows.values() for row in found)
    answer_all(conduct, make(conduct, made.code, "next").code, [])
    assert conduct.workshop(code).result().ended


def test_what_is_deleted_is_gone_from_every_table_and_nothing_else(
    conduct: Conduct, database_url: str
) -> None:
    another = kept(conduct, *EXERCISES, teams=3)
    play(conduct, another, join_all(conduct, another, 2, 2, 2))
    before = stolen(database_url)
    code = rehearsed(conduct)
    assert stolen(database_url) != before
    conduct.delete(code).result()
    assert stolen(database_url) == before
    with pytest.raises(Unknown):
        conduct.workshop(code).result()
    with pytest.raises(Unknown):
        conduct.delete(code).result()


def test_a_screen_on_another_computer_shows_nothing_of_a_deleted_workshop(
    conduct: Conduct, store: Store, database_url: str
) -> None:
    access, code, other = Access(store), kept(conduct), kept(conduct)
    shown = access.by_screen_link(code, access.new_screen_link(code))
    kept_on = access.by_screen_link(other, access.new_screen_link(other))
    access.new_screen_link(code)
    conduct.delete(code).result()
    assert access.screen_of(shown) is None
    assert access.screen_of(kept_on) == other
    assert code not in str(stolen(database_url))


def test_phones_of_a_deleted_workshop_hear_the_bell_and_get_the_code_page(store: Store) -> None:
    class Told(Bell):
        rings: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()

        def ring(self, code: str, revision: int) -> None:
            self.rings.put((code, revision))

    bell = Told()
    conduct = Conduct(store, bell)
    code = kept(conduct)
    amara = a_browser(conduct, code).join("Amara")
    heard = make(conduct, code, "next", "open").revision
    conduct.delete(code).result()
    while bell.rings.get(timeout=30) != (code, heard + 1):
        continue
    assert amara.client.get(f"/j/{code}/now").status_code == 410
    assert "There is no workshop with this code." in amara.open().alert
    assert amara.last
    assert amara.last.status_code == 404


def test_an_answer_on_its_way_to_a_deleted_workshop_is_not_kept(
    conduct: Conduct, database_url: str
) -> None:
    code = kept(conduct)
    (phone,) = join_all(conduct, code, 1)
    make(conduct, code, "next", "open")
    conduct.delete(code)
    with pytest.raises(Unknown):
        conduct.respond(
            code, phone.secret, "exercise/mood", {"room": {"0": ["4"]}}, "once"
        ).result()
    assert not any(stolen(database_url)[table] for table in ("workshops", "responses", "receipts"))


def test_participants_of_an_older_kit_are_real_ones(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kit.db'}"
    engine = sa.create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(files("workshop_kit") / "migrations"))
    row = "INSERT INTO participants (id, workshop, secret_hash, name, team) VALUES (?, ?, ?, ?, ?)"
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(row, ("p1", "ABCDE", "hash", "Amara", "t1"))
    engine.dispose()
    store = Store(url)
    amara = store.read(lambda records: records.participant("ABCDE", "hash")).result()
    assert amara == Participant("p1", "Amara", "t1", made_up=False)
    store.close()
