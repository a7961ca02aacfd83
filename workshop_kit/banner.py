"""What the terminal shows once the kit has started."""

import io
from collections.abc import Sequence
from pathlib import Path

from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode

from workshop_kit.network import reachable

BLACK_ON_WHITE, PLAIN = "\x1b[30;107m", "\x1b[0m"


def banner(
    sign_in_url: str,
    join_base: str,
    others: Sequence[str],
    data: Path,
    *,
    qr: bool = True,
    colour: bool = False,
) -> str:
    """The facilitator's sign-in link, the phones' address and its QR, the data, how to stop.

    Without `qr` all but the paths is ASCII. With `colour` the QR is black on white on any
    terminal; without, it is right on a dark one.
    """
    lines = ["", "  Workshop Kit is running.", ""]
    lines += _entry("You", sign_in_url, "Your sign-in link. It works once; show it to nobody.")
    if reachable(join_base):
        lines += _entry("Phones", join_base, "On the same network as this computer.")
        lines += [*_qr(join_base, colour), ""] if qr else []
    else:
        lines += _entry(
            "Phones",
            "cannot join yet: this computer is on no network.",
            "Connect it to the Wi-Fi of the room; your console then shows the address.",
        )
    if others:
        lines += _entry("Or", *others, "If phones cannot open the first: other networks of yours.")
    lines += _entry("Data", str(data))
    lines += _entry("Stop", "Ctrl+C. Everything is saved; the next start goes on from here.")
    return "\n".join(lines)


def _entry(name: str, *texts: str) -> list[str]:
    """A named entry of one or more lines, aligned, and an empty line."""
    first, *more = texts
    return [f"  {name:<8}{first}", *(" " * 10 + text for text in more), ""]


def _qr(text: str, colour: bool) -> list[str]:
    code = QRCode(error_correction=ERROR_CORRECT_L, border=2)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=not colour)
    rows = drawn.getvalue().rstrip("\n").split("\n")
    return [" " * 10 + (f"{BLACK_ON_WHITE}{row}{PLAIN}" if colour else row) for row in rows]
