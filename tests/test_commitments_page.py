"""The facilitator's page for commitments, by Streamlit's own test harness on a real kit."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.facilitator import at, signed_in, told
from tests.rooms import a_step, an_exercise, join_all, make, send
from workshop_kit.afterwards.commitments import FIELDS, HEADINGS, Commitment
from workshop_kit.assembly import Kit
from workshop_kit.workshop.people import Row

PLAN = {"what": ["show *the* plan"], "whom": ["Care"], "by": ["2020-12-01"], "asks": ["Lea"]}
CALL = {"what": ["call first"], "whom": [""], "by": [""], "asks": [""]}


@pytest.fixture
def code(kit: Kit) -> str:
    """A workshop in which two people promised something, and Lea's email is known."""
    asked = [an_exercise(a_step("promise", "commitment", names="shown"), file="arms")]
    code = kit.conduct.create("Offsite", ["Sales", "Care"], asked).result().code
    phones = join_all(kit.conduct, code, 1, 1)
    kit.conduct.take_over(code, [Row("Lea", "Sales", "lea@example.org")]).result()
    make(kit.conduct, code, "next", "open")
    for phone, fields in zip(phones, (PLAN, CALL), strict=True):
        send(kit.conduct, code, phone, fields)
    make(kit.conduct, code, "reveal")
    return code


@pytest.fixture
def her(kit: Kit, code: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A facilitator who looks at the page."""
    return at(signed_in(monkeypatch), "commitments.py", code)


def of(kit: Kit, code: str) -> tuple[Commitment, ...]:
    return kit.conduct.commitments(code).result()


def edited(*rows: Commitment, **changes: str) -> bytes:
    """A workbook in which these commitments have been changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    names = (*FIELDS, "id")
    sheet.append([HEADINGS[name]["en"] for name in names])
    for row in rows:
        sheet.append([changes.get(name, getattr(row, name)) or None for name in names])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_list_shows_who_promised_what_and_what_is_overdue(her: AppTest) -> None:
    assert not her.exception
    assert "2 commitments" in told(her)
    assert "1 overdue" in told(her)
    (table,) = her.dataframe
    assert list(table.value["Commitment"]) == ["show *the* plan", "call first"]
    assert "overdue" in table.value["Due"][0]


def test_what_came_back_is_told_and_counts_only_when_it_is_taken_over(
    her: AppTest, kit: Kit, code: str
) -> None:
    plan, _ = of(kit, code)
    content = edited(plan, status="kept", note="at last")
    her.file_uploader[0].set_value(("edited.xlsx", content, "xlsx")).run()
    changes = her.dataframe[1].value
    assert list(changes["What"]) == ["changed", "deleted"]
    assert changes["Change"][0] == "status: open → kept; note: empty → at last"
    assert {c.status for c in of(kit, code)} == {"open"}
    next(b for b in her.button if b.label.startswith("Take over")).click().run()
    plan, call = of(kit, code)
    assert (plan.status, plan.note, call.gone) == ("kept", "at last", True)
    next(b for b in her.button if b.label == "Put back").click().run()
    assert not of(kit, code)[1].gone


def test_a_file_without_commitments_is_told(her: AppTest) -> None:
    her.file_uploader[0].set_value(("x.xlsx", b"PK no workbook", "xlsx")).run()
    assert "no Excel file that can be read" in told(her)


def test_each_letter_can_be_read_and_opened(her: AppTest) -> None:
    (box,) = her.selectbox
    assert box.options == ["Lea", "Person 1.0", "Person 2.0"]
    assert "You said that you would ask" in her.code[0].value
    assert her.get("link_button")[0].proto.url.startswith("mailto:lea@example.org?subject=")
    box.select("Person 2.0").run()
    assert "No email is known" in told(her)
    assert "The kit sends no mail by itself" in told(her)
