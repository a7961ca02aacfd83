"""What the terminal shows after the start."""

from pathlib import Path

import numpy as np
import zxingcpp

from workshop_kit.banner import BLACK_ON_WHITE, PLAIN, banner

SIGN_IN = "http://localhost:8501/sign-in/4f9d"
BASE = "http://192.168.1.20:8501"
DATA = Path("/home/kim/workshop-kit/data")
HALF_BLOCKS = {" ": (0, 0), "\N{NO-BREAK SPACE}": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def scanned(rows: list[str], *, ink_is_dark: bool) -> list[str]:
    """What a phone reads off a terminal: half blocks in ink on paper."""
    cells = [[HALF_BLOCKS[cell] for cell in row] for row in rows]
    ink = np.array(cells).transpose(0, 2, 1).reshape(-1, len(rows[0]))
    light = 1 - ink if ink_is_dark else ink
    picture = np.kron(light, np.ones((8, 8))) * 255
    return [code.text for code in zxingcpp.read_barcodes(picture.astype(np.uint8))]


def test_it_tells_the_links_the_data_and_how_to_stop() -> None:
    shown = banner(SIGN_IN, BASE, ["http://10.0.0.7:8501"], DATA)

    for text in (SIGN_IN, BASE, "http://10.0.0.7:8501", str(DATA), "Ctrl+C"):
        assert text in shown


def test_a_phone_can_read_the_qr_on_a_dark_terminal() -> None:
    shown = banner(SIGN_IN, BASE, [], DATA)
    rows = [line.strip() for line in shown.splitlines() if set(line) & set("█▀▄")]

    assert scanned(rows, ink_is_dark=False) == [BASE]


def test_a_phone_can_read_the_coloured_qr_on_any_terminal() -> None:
    shown = banner(SIGN_IN, BASE, [], DATA, colour=True)
    lines = [line.strip() for line in shown.splitlines() if BLACK_ON_WHITE in line]
    rows = [line.removeprefix(BLACK_ON_WHITE).removesuffix(PLAIN) for line in lines]

    assert scanned(rows, ink_is_dark=True) == [BASE]


def test_without_qr_it_is_ascii_for_the_oldest_terminals() -> None:
    shown = banner(SIGN_IN, BASE, ["http://10.0.0.7:8501"], DATA, qr=False)

    assert shown.isascii()
    assert BASE in shown


def test_an_address_that_no_phone_can_reach_gets_no_qr() -> None:
    shown = banner(SIGN_IN, "http://localhost:8501", [], DATA)

    assert "█" not in shown
    assert "on no network" in shown


def test_it_stays_calm() -> None:
    shown = banner(SIGN_IN, BASE, ["http://10.0.0.7:8501"], DATA)
    words = [line for line in shown.splitlines() if "█" not in line]

    assert len(words) < 30
    assert all(len(line) <= 79 for line in words)
