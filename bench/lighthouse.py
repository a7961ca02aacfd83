"""What Lighthouse says of the phone's pages: join, every kind of step, and every kind of reveal.

python -m bench.lighthouse             prints a table; needs Node (npx) and Chromium (or Chrome)
python -m bench.lighthouse join vote   only pages whose names hold one of these words

Lighthouse plays a middling phone in slow 4G. A page below what is promised is looked at twice more,
and the median counts, since other programs on the machine slow a page down too.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.browser import QUIET, chromium
from tests.browser.hall import Hall
from tests.faces import exercises, shown
from tests.rooms import SHIPPED, answer_all, join_all, kept, make
from workshop_kit.phone.exchange import COOKIE
from workshop_kit.workshop import NotNow

LIGHTHOUSE = ("npx", "--yes", "lighthouse@12.8.2")
FLAGS = " ".join(("--headless=new", *QUIET))
PERFORMANCE, ACCESSIBILITY = 98, 100
PATIENCE = 180

Scores = tuple[float, float]


def main(words: list[str]) -> int:
    """Look at each page, print its scores, and fail where one is below what is promised."""
    below = 0
    print("| page | performance | accessibility |\n|---|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        hall = Hall(Path(folder))
        seen = set[str]()
        for name, path, secret in pages(hall):
            if name in seen or (words and not any(word in name for word in words)):
                continue
            seen.add(name)
            fast, open_to_all = median(hall.base + path, secret)
            below += not good((fast, open_to_all))
            print(f"| {name} | {fast:.0f} | {open_to_all:.0f} |", flush=True)
        hall.stop()
    return int(below > 0)


def pages(hall: Hall) -> Iterator[tuple[str, str, str]]:
    """Name, path and the phone's secret of each page, while the workshop is at it."""
    code = kept(hall.conduct, SHIPPED["check_in"])
    yield "code by hand", "/j", ""
    yield "join", f"/j/{code}", ""
    for played in exercises():
        code = kept(hall.conduct, played, teams=3)
        phones = join_all(hall.conduct, code, 5, 4, 4)
        path, secret = f"/j/{code}", phones[0].secret
        while not make(hall.conduct, code, "next").ended:
            place = make(hall.conduct, code, "open").place
            assert place
            yield f"form: {place.step.ask}", path, secret
            answer_all(hall.conduct, code, phones)
            try:
                make(hall.conduct, code, "reveal")
            except NotNow:
                continue
            yield shown(played, place.step), path, secret
    yield "my page", f"{path}/me", secret


def median(url: str, secret: str) -> Scores:
    """The scores of one look, or the median of three where that one is below."""
    looks = [look(url, secret)]
    if not good(looks[0]):
        looks += [look(url, secret), look(url, secret)]
    fast, open_to_all = zip(*looks, strict=True)
    return statistics.median(fast), statistics.median(open_to_all)


def good(scores: Scores) -> bool:
    """Is that what is promised?"""
    return scores[0] >= PERFORMANCE and scores[1] >= ACCESSIBILITY


def look(url: str, secret: str) -> Scores:
    """Performance and accessibility of one page, from 0 to 100."""
    command = [*LIGHTHOUSE, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append("--only-categories=performance,accessibility")
    if secret:
        command.append("--extra-headers=" + json.dumps({"Cookie": f"{COOKIE}={secret}"}))
    with_browser = {**os.environ, "CHROME_PATH": chromium() or ""}
    ran = subprocess.run(
        command, env=with_browser, capture_output=True, check=True, timeout=PATIENCE
    )
    told = json.loads(ran.stdout)["categories"]
    return 100 * told["performance"]["score"], 100 * told["accessibility"]["score"]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
