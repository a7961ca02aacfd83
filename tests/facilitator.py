"""A facilitator at her pages, by Streamlit's own test harness: what she opens, reads, presses."""

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.rooms import ROOT
from workshop_kit import console

SECONDS = 30


def signed_in(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """She is on the page of her workshops: the harness has no cookies."""
    monkeypatch.setattr(console, "signed_in", lambda: True)
    return AppTest.from_file(str(ROOT / "pages" / "console.py"), default_timeout=SECONDS).run()


def at(her: AppTest, page: str, code: str) -> AppTest:
    """She looks at a page of a workshop."""
    her.query_params["code"] = code
    return her.switch_page(page).run()


def told(her: AppTest) -> str:
    """All words of the page itself."""
    assert not her.exception
    messages = (her.error, her.warning, her.info, her.success)
    kinds = (her.markdown, her.caption, *messages, her.get("html"))
    found = [getattr(e, "value", None) or getattr(e.proto, "body", "") for k in kinds for e in k]
    return unescape(" ".join(map(str, found)))


def press(her: AppTest, label: str) -> AppTest:
    """She presses the first button of that name."""
    return next(b for b in her.button if b.label == label).click().run()
