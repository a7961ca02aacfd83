"""One look: the tokens, and who takes them."""

import re
import tomllib

import pytest

from tests.rooms import ROOT
from workshop_kit import look, stylesheet

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SHEETS = [
    *ROOT.glob("pages/*.css"),
    *ROOT.glob("workshop_kit/**/*.css"),
    ROOT / "workshop_kit" / "remote" / "remote.html",
]


@pytest.mark.parametrize(
    ("ground", "colours"), [("light", stylesheet.LIGHT), ("dark", stylesheet.DARK)]
)
def test_streamlit_wears_the_colours_of_the_kit(ground: str, colours: dict[str, str]) -> None:
    theme = THEME[ground]
    assert theme["backgroundColor"] == colours["ground"]
    assert theme["secondaryBackgroundColor"] == colours["panel"]
    assert theme["textColor"] == colours["ink"]
    assert theme["borderColor"] == colours["line"]
    assert theme["linkColor"] == colours["brand"]


def test_streamlit_wears_the_letters_and_sizes_of_the_kit() -> None:
    family = look.FONT.split(",")[0].strip('"')
    assert THEME["font"].startswith(family)
    assert {face["family"] for face in THEME["fontFaces"]} == {family}
    assert THEME["baseRadius"] == THEME["buttonRadius"] == look.ROUND
    first, second, third, *_ = (float(size[:-3]) for size in THEME["headingFontSizes"])
    assert (first, second, third) == tuple(look.TYPE[s] for s in ("title", "head", "lead"))


def test_the_letters_come_from_the_kit_itself_with_their_licence() -> None:
    for face in THEME["fontFaces"]:
        assert (ROOT / "pages" / face["url"].lstrip("/")).read_bytes()[:4] == b"wOF2"
    licence = (ROOT / "pages" / "letters" / "LICENSE").read_text(encoding="utf-8")
    assert "SIL Open Font License" in licence


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(ROOT)))
def test_every_style_takes_its_values_from_the_tokens(sheet: object) -> None:
    text = sheet.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    declared = set(re.findall(r"--([\w-]+):", stylesheet.tokens() + text)) | {"team"}
    assert set(re.findall(r"var\(--([\w-]+)\)", text)) <= declared
    on_screen = re.sub(r"(?m)^@media print\{.*$", "", text)  # paper is white, by day and by night
    strange = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", on_screen)) - {"#fff", "#000"}
    assert not strange, "a colour of its own"
