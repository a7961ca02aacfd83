"""The facilitator's page for pulses, by Streamlit's own test harness on a real kit."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.facilitator import at, press, signed_in, told
from tests.rooms import join_all, make, play
from workshop_kit.afterwards import pulses
from workshop_kit.assembly import Kit


@pytest.fixture
def code(kit: Kit) -> str:
    """A workshop in which the trust sentences were asked."""
    asked = [kit.library["trust_pulse"]]
    return kit.conduct.create("Offsite", ["Sales", "Care"], asked, 3).result().code


@pytest.fixture
def her(kit: Kit, code: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who looks at the page."""
    return at(signed_in(monkeypatch), "pulse.py", code)


def test_a_pulse_is_made_opened_closed_and_read_on_one_page(
    her: AppTest, kit: Kit, code: str
) -> None:
    assert "when the workshop has ended" in told(her)
    phones = join_all(kit.conduct, code, 4, 4)
    play(kit.conduct, code, phones)
    her.run()
    assert "Compared with what the room said: Trust pulse." in told(her)
    assert "only while the kit runs" in told(her)
    press(her, "Make the pulse")
    (pulse,) = kit.conduct.workshop(code).result().pulses
    assert [item.id for item in pulse.items] == ["trust_pulse-2", "promises_kept"]
    assert f"/j/{code}/pulse" in her.code[0].value
    fields = {"room": {str(i): ["4"] for i in range(6)}}
    for phone in phones:
        key = "trust_pulse-2/pulse"
        kit.conduct.respond(code, phone.secret, key, fields, "once").result()
    her.run()
    assert "8 people have answered" in told(her)
    assert "come in by the link" not in told(her)
    for n in range(2):
        kit.conduct.join_pulse(code, f"a new phone {n} " + "x" * 40, "t1").result()
    her.run()
    assert "2 phones have come in by the link without having been in the room" in told(her)
    press(her, "3 days longer")
    assert kit.conduct.workshop(code).result().pulses[0].closes == pulse.closes + 3 * pulses.DAY
    press(her, "Yes, close it")
    assert "Pulse 1 · closed on" in told(her)
    assert "the same person can do that twice" in told(her)
    assert "8 of 8 are compared with what they said themselves" in told(her)
    assert "Finding(" not in told(her)
    assert len(her.get("vega_lite_chart")) > 6
    her.switch_page("results.py").run()
    assert "pulse 1" in " ".join(header.value for header in her.header), "it is among the results"
    assert "pulse by pulse" in " ".join(link.proto.label for link in her.get("page_link"))
    assert make(kit.conduct, code, "back").place, "the room is where it was"
