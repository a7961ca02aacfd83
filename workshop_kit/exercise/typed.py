"""Dataclasses from the tables of a file, their keys and types checked in words."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_type_hints

T = TypeVar("T")

LANGUAGE = "[a-z]{2,3}"


class Wrong(Exception):
    """An exercise file cannot be used. The message says where and why."""


IN_WORDS = {str: "a text in quotes", int: "a whole number", bool: "true or false"}


def build(cls: type[T], table: Mapping[str, Any], where: str) -> T:
    """A dataclass from a table of a file, its keys and types checked in words."""
    lead = f"{where}: " if where else ""
    known = {f.name: f for f in fields(cast(Any, cls))}
    hints = get_type_hints(cls)
    for key in table:
        if key not in known:
            raise Wrong(lead + unknown(key, known))
    missing = [
        n
        for n, f in known.items()
        if f.default is MISSING and f.default_factory is MISSING and n not in table
    ]
    if missing:
        raise Wrong(f"{where or 'the exercise'} needs {' and '.join(missing)}")
    values = {key: typed(lead, key, value, hints[key]) for key, value in table.items()}
    try:
        return cls(**values)
    except ValueError as error:
        raise Wrong(f"{lead}{error}") from None


def typed(lead: str, key: str, value: Any, hint: Any) -> Any:
    if NoneType in get_args(hint):
        hint = get_args(hint)[0]
    if choices := [c for c in get_args(hint) if isinstance(c, str)]:
        if value not in choices:
            raise Wrong(f"{lead}{key} is one of {either(choices)}, not “{value}”")
    elif hint == tuple[str, ...]:
        return list_of(lead, key, value)
    elif hint == tuple[int, int]:
        if not (isinstance(value, list | tuple) and [type(v) for v in value] == [int, int]):
            raise Wrong(f"{lead}{key} is two whole numbers: {key} = [6, 300]")
        if not 1 <= value[0] <= value[1]:
            raise Wrong(f"{lead}{key} is the smallest group and then the largest")
        return tuple(value)
    elif hint in IN_WORDS and type(value) is not hint:
        raise Wrong(f"{lead}{key} is {IN_WORDS[hint]}")
    elif hint is int and key == "minutes" and not 0 <= value <= 24 * 60:
        raise Wrong(f"{lead}minutes is a number from 0 to {24 * 60}")
    elif hint is str and key == "language" and not re.fullmatch(LANGUAGE, value):
        raise Wrong(f"{lead}language is two or three small letters, such as “en” or “de”")
    elif hint is str and key in ("title", "prompt") and not value.strip():
        raise Wrong(f"{lead}{key} is empty")
    return value


def list_of(lead: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        raise Wrong(f"{lead}{key} is a list of texts in quotes: {key} = ['…', '…']")
    if not all(v.strip() for v in value):
        raise Wrong(f"{lead}{key} has an empty text")
    return tuple(value)


def unknown(key: str, known: Mapping[str, Any] | set[str]) -> str:
    near = difflib.get_close_matches(key, list(known), n=1)
    if near:
        return f"“{key}” is not known; did you mean “{near[0]}”?"
    return f"“{key}” is not known; there is {either(known)}"


def either(names: Mapping[str, Any] | Sequence[str] | set[str]) -> str:
    return ", ".join(sorted(names))
