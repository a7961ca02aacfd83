"""The log: one line of JSON for each event, with no answer and no name in it.

It says that the workshop was moved, never what somebody said. An answer has no line at all: when
it came could tell whose it is. Of an error it keeps the kind and the place, since its words may
repeat what somebody typed.
"""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

BYTES, FILES = 2_000_000, 3
KIT = "workshop_kit"

_events = logging.getLogger(f"{KIT}.events")


class Lines(logging.Formatter):
    """A record as one line of JSON, without whatever was put into its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line: when, how grave, what, and what is known of it."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg),  # not filled in
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            told["error"] = type(record.exc_info[1]).__name__
            told["where"] = _where(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def keep(data: Path) -> None:
    """From now on write the kit's log into the data folder, two megabytes a file, four files."""
    logger = logging.getLogger(KIT)
    logger.setLevel(logging.INFO)
    handler = RotatingFileHandler(data / "log.jsonl", maxBytes=BYTES, backupCount=FILES, delay=True)
    handler.setFormatter(Lines())
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk
    logger.addHandler(handler)


def event(what: str, **facts: str | int | float | None) -> None:
    """Note that something happened. Facts are codes, keys and counts: never names or answers."""
    _events.info(what, extra={"facts": facts})


def _where(error: BaseException) -> str:
    """The innermost place of the kit that an error came through."""
    place, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if KIT in code.co_filename or not place:
            place = f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
