"""The log tells what happened, and nothing that anybody said."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.rooms import a_step, an_exercise, kept, make
from workshop_kit import log
from workshop_kit.conduct import Conduct
from workshop_kit.question import Invalid
from workshop_kit.store import Store

SECRET = "s" * 43
TOLD = "Nobody listens in Sales"


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Any]:
    """Reads the log that is kept from now on."""
    before = list(logging.getLogger(log.KIT).handlers)
    log.keep(tmp_path)

    def read() -> list[dict[str, Any]]:
        file = tmp_path / "log.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    yield read
    for handler in set(logging.getLogger(log.KIT).handlers) - set(before):
        logging.getLogger(log.KIT).removeHandler(handler)
        handler.close()


def test_each_move_is_a_line_and_an_answer_none_for_its_time_could_tell_whose_it_is(
    conduct: Conduct, lines: Any
) -> None:
    code = kept(conduct, an_exercise(a_step("worry", "text")))
    conduct.join(code, SECRET, "Roswitha", "t1").result()
    make(conduct, code, "next", "open")
    sent = {"room": {"text": [TOLD]}}
    conduct.respond(code, SECRET, "exercise/worry", sent, "key").result()
    make(conduct, code, "close", "reveal")
    conduct.probe().result()  # by now the line of the last move is written
    told = lines()
    assert [line["phase"] for line in told] == ["ready", "open", "closed", "revealed"]
    assert {(line["event"], line["workshop"]) for line in told} == {("changed", code)}
    assert TOLD not in json.dumps(lines())
    assert "Roswitha" not in json.dumps(lines())


def test_an_error_is_kept_without_the_words_that_it_repeats(store: Store, lines: Any) -> None:
    def fails(_: Any) -> None:
        raise sa.exc.OperationalError("INSERT …", {"answer": TOLD}, Exception(TOLD))

    with pytest.raises(sa.exc.OperationalError):
        store.write(fails).result()
    try:
        raise Invalid(TOLD)
    except Invalid:
        logging.getLogger("workshop_kit.console").exception("A move of %s failed", TOLD)
    first, second = lines()
    assert (first["event"], first["error"]) == ("A change was not kept", "OperationalError")
    assert (second["event"], second["error"]) == ("A move of %s failed", "Invalid")
    assert second["where"].startswith("test_log.py:")
    assert TOLD not in json.dumps([first, second])


def test_what_the_database_refuses_is_not_repeated_in_an_error(store: Store) -> None:
    def twice(records: Any) -> None:
        for _ in range(2):
            records.add_pass(TOLD, "purpose", datetime.now(UTC) + timedelta(days=1))

    with pytest.raises(sa.exc.IntegrityError) as refused:
        store.write(twice).result()
    assert TOLD not in str(refused.value)
