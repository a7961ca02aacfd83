"""The same scale over time: each time as it was released, and nothing beside."""

import pytest

from tests.rooms import a_step, an_exercise, join_all, kept, make, send
from workshop_kit.afterwards import trend, trend_chart
from workshop_kit.afterwards.pulses import DAY, add
from workshop_kit.afterwards.trend import Trend
from workshop_kit.bell import Bell
from workshop_kit.conduct import Conduct
from workshop_kit.store import Store

pytestmark = pytest.mark.usefixtures("exact_means")

PULSE = an_exercise(a_step("pulse", items=["Safe", "Sure"]), file="pulse")


def asked_three_times(store: Store) -> tuple[Trend, ...]:
    """2 in the room; 3 in a pulse that only two people answered; 4 in another."""
    now = [1_000_000.0]
    conduct = Conduct(store, Bell(), lambda: now[0])
    code = kept(conduct, PULSE, minimum=3)
    phones = join_all(conduct, code, 4, 4)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"0": ["2"], "1": ["5"]})
    make(conduct, code, "reveal", "next")
    for number, (points, many) in enumerate([("3", 2), ("4", 8)], start=2):
        conduct.pulse(code, "add", lambda w: add(w, [PULSE], 0, 7, now[0])).result()
        for phone in phones[:many]:
            fields = {"room": {"0": [points], "1": ["5"]}}
            key = f"pulse-{number}/pulse"
            conduct.respond(code, phone.secret, key, fields, "once").result()
        now[0] += 8 * DAY
        conduct.keep_time()
    figures = conduct.figures(code).result()
    return trend.trends(figures.workshop, figures.releases)


def test_each_time_has_its_mean_and_what_few_answered_is_left_blank(store: Store) -> None:
    (found,) = asked_three_times(store)
    assert [line.means for line in found.lines] == [(2, None, 4), (5, None, 5)]
    assert [(time.label, time.answered) for time in found.times] == [
        ("in the room", 8),
        ("pulse 1", 2),
        ("pulse 2", 8),
    ]
    assert [trend.from_to(line) for line in found.lines] == ["2.0 → 4.0", "5.0 → 5.0"]
    assert "Safe: 2.0, not shown, 4.0." in trend.in_words(found)
    drawn = trend_chart.draw(found, found.lines[0]).to_dict()
    (rows,) = drawn["datasets"].values()
    assert [row["mean"] for row in rows] == [2, None, 4]


def test_what_was_asked_once_is_no_trend(conduct: Conduct) -> None:
    code = kept(conduct, PULSE, minimum=3)
    phones = join_all(conduct, code, 3)
    make(conduct, code, "next", "open")
    for phone in phones:
        send(conduct, code, phone, {"0": ["2"], "1": ["5"]})
    make(conduct, code, "reveal")
    figures = conduct.figures(code).result()
    assert trend.trends(figures.workshop, figures.releases) == ()
