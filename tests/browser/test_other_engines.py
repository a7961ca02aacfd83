"""Phones whose browser is not Chromium: Firefox, and WebKit as on an iPhone."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.browser.engines import Engine, firefox, webkit
from tests.browser.hall import Hall
from tests.rooms import SHIPPED, answer_all, join_all, kept, make

pytestmark = pytest.mark.browser

Open = Callable[[Path], AbstractContextManager[Engine]]


@pytest.mark.parametrize("opened", [firefox, webkit])
def test_one_joins_answers_and_sees_the_reveal(opened: Open, hall: Hall, tmp_path: Path) -> None:
    (tmp_path / "browser").mkdir()
    with ExitStack() as stack:
        try:
            phone = stack.enter_context(opened(tmp_path / "browser"))
        except FileNotFoundError as missing:
            pytest.skip(f"This machine has {missing}.")
        conduct, code = hall.conduct, kept(hall.conduct, SHIPPED["check_in"])
        others = join_all(conduct, code, 4, 4)

        phone.go(f"{hall.base}/j/{code}")
        phone.write("#name", "Amara")
        phone.press("button[name=team][value=t1]")
        phone.sees("You’re in, Amara")

        make(conduct, code, "next", "open")
        phone.sees("how do you arrive today?")
        phone.write("#now input[type=text]", "curious")
        phone.go(f"{hall.base}/j/{code}")
        assert (
            phone.run("return document.querySelector('#now input[type=text]').value") == "curious"
        )
        phone.press("#form button:not([type=button])")
        phone.sees("Your answer is saved")

        make(conduct, code, "next", "open")
        phone.sees("How much energy")
        phone.press("#form label:nth-of-type(4)")
        phone.press("#form button:not([type=button])")
        phone.sees("Your answer is saved")
        answer_all(conduct, code, others)

        make(conduct, code, "reveal")
        phone.sees("Average")
        assert phone.run("return document.querySelector('.mine em').innerText") == "you"
        phone.go(f"{hall.base}/j/{code}/me")
        phone.sees("curious")
