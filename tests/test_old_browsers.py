"""Browsers of the age of Android 9 understand what phones are served: scripts and style."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import tree_sitter_javascript
from lxml import html
from tree_sitter import Language, Node, Parser

from tests.phones import a_browser
from tests.rooms import kept
from workshop_kit import measures, phone, questions
from workshop_kit.conduct import Conduct
from workshop_kit.phone.assets import asset

JAVASCRIPT = Parser(Language(tree_sitter_javascript.language()))

NEWER_SYNTAX = {
    "optional_chain": "a?.b is of 2020",
    "??": "a ?? b is of 2020",
    "??=": "a ??= b is of 2021",
    "||=": "a ||= b is of 2021",
    "&&=": "a &&= b is of 2021",
    "field_definition": "fields of classes are of 2022",
    "private_property_identifier": "#private is of 2022",
    "class_static_block": "static blocks are of 2022",
    "ERROR": "not JavaScript",
}
NEWER_WORDS = re.compile(
    r"\.(?:at|flat|flatMap|fromEntries|replaceAll|matchAll|trimStart|trimEnd|allSettled|any"
    r"|hasOwn|findLast|findLastIndex|toSorted|toReversed|replaceChildren|isVisible|requestSubmit"
    r"|groupBy|randomUUID|timeout)\(|\bglobalThis\b|\bstructuredClone\b|\bqueueMicrotask\b|\b\d+n\b"
)
"""Methods and names that came after 2018, or that browsers of that year had not yet."""

NEWER_STYLE = re.compile(
    r"(?:^|[;{\s])(?:inset(?:-[\w-]+)?|aspect-ratio|accent-color|(?:margin|padding)-(?:inline|block))\s*:"
    r"|(?:^|[^-\w])(?:min|max|clamp|color-mix)\(|\d[dsl]v[hw]\b"
)
NEWER_SELECTORS = re.compile(r":(?:is|where|has)\(|:not\([^)]*,|@(?:container|layer)|&")
"""What they leave out. A rule may say it after the same in older words; no rule may hang on it."""

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def too_new(script: str) -> list[str]:
    """What of a script is newer than 2018, with the place."""
    tree = JAVASCRIPT.parse(script.encode())
    syntax = [
        f"line {node.start_point[0] + 1}: {NEWER_SYNTAX[node.type]}"
        for node in nodes(tree.root_node)
        if node.type in NEWER_SYNTAX or node.is_missing
    ]
    bare_catch = re.findall(r"catch\s*\{", script)  # an error that has no name is of 2019
    return syntax + bare_catch + [found.group() for found in NEWER_WORDS.finditer(script)]


@pytest.mark.parametrize(
    "script",
    ["a?.b", "a ?? b", "a ||= b", "class A { b = 1 }", "try { a() } catch { b() }", "[1].at(-1)"],
)
def test_what_is_too_new_is_noticed(script: str) -> None:
    assert too_new(script)


def test_the_script_that_is_served_is_of_2018() -> None:
    assert too_new(asset("phone.js").body.decode()) == []


def test_scripts_that_stand_in_a_page_are_of_2018_too(conduct: Conduct) -> None:
    code = kept(conduct)
    hers = a_browser(conduct, code)
    pages = [hers.open().last, hers.open("/me").last, hers.join().open("/me").last]
    pages.append(hers.client.post(f"/j/{code}/me/delete"))
    for shown in pages:
        assert shown is not None
        for script in html.document_fromstring(shown.text).xpath("//script[not(@src)]/text()"):
            assert too_new(script) == []


def left_out(style: str) -> list[str]:
    """The rules of a style sheet of which an old browser would leave out something needed."""
    found = []
    for selector, body in RULE.findall(style):
        said: set[str] = set()
        for declaration in body.split(";"):
            name = declaration.partition(":")[0].strip()
            if NEWER_STYLE.search(declaration) and name not in said:
                found.append(f"{selector.strip()} {declaration}")
            said.add(name)
        if NEWER_SELECTORS.search(selector):
            found.append(selector.strip())
    return found


@pytest.mark.parametrize(
    "style", ["a{inset:0}", "a{width:min(1px,2px)}", "a:has(b){}", "a{height:100dvh}"]
)
def test_style_that_is_too_new_is_noticed(style: str) -> None:
    assert left_out(style)


def test_the_style_needs_nothing_that_they_leave_out() -> None:
    assert left_out(asset("phone.css").body.decode()) == []
    assert left_out("a{width:10px;width:min(10px,100%)}") == []


def test_styles_that_come_with_a_reveal_need_nothing_either() -> None:
    folders = (files(questions), files(measures), files(phone) / "templates")
    for file in (path for folder in folders for path in Path(str(folder)).rglob("*.html")):
        for style in re.findall("<style>(.*?)</style>", file.read_text("utf-8"), re.DOTALL):
            assert left_out(style) == [], file


def test_focus_can_be_seen_where_a_browser_knows_only_focus() -> None:
    """:focus-visible is of 2020; a rule that has it in its list is left out whole."""
    style = asset("phone.css").body.decode()
    for rule in re.findall(r"([^{}]+)\{[^{}]*outline:", style):
        assert ":focus-visible" not in rule or ":focus-visible" in rule.split(",")[0]
    assert ".choice input:focus+span" in style
    assert ".points input:focus+span" in style
