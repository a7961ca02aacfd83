"""A card for each team's table, to print: its QR code knows the team.

Only names stand on it, so it speaks every language.
"""

from html import escape
from urllib.parse import urlencode

from workshop_kit import qr
from workshop_kit.workshop import Workshop

STYLE = """
@page{size:A4 landscape;margin:0}
body{margin:0;font:16pt/1.3 "Source Sans",system-ui,sans-serif;color:#15211F}
section{display:flex;align-items:center;justify-content:center;gap:14mm;box-sizing:border-box;
  width:100%;height:100vh;padding:14mm;break-after:page;overflow:hidden}
section:last-child{break-after:auto}
.qr{width:120mm;height:120mm;flex:none}
div{min-width:0;overflow-wrap:anywhere}
h1{font-size:40pt;line-height:1.1;margin:0 0 8mm;color:#0F6E63}
p{margin:2mm 0}
b{font-size:28pt;letter-spacing:.12em}
"""


def sheet(workshop: Workshop, join_url: str) -> str:
    """The cards of all teams as one HTML page, which a browser prints; a page for each team.

    `join_url` is what the workshop's own QR code says.
    """
    cards = "".join(
        _card(workshop, join_url, id_, team) for id_, team in workshop.team_names.items()
    )
    return (
        f'<!doctype html><html><meta charset="utf-8"><title>{escape(workshop.title)}</title>'
        f"<style>{STYLE}</style>{cards}</html>"
    )


def _card(workshop: Workshop, join_url: str, id_: str, team: str) -> str:
    drawn = qr.image(f"{join_url}?{urlencode({'team': id_})}", "")
    typed = join_url.split("//", 1)[-1].rpartition("/")[0]
    return (
        f'<section>{drawn}<div><p dir="auto">{escape(workshop.title)}</p>'
        f'<h1 dir="auto">{escape(team)}</h1>'
        f"<p>{escape(typed)}</p><p><b>{workshop.code}</b></p></div></section>"
    )
