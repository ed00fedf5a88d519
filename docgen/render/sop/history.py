"""The history of a SOP as a table: No, Tanggal, Uraian perubahan, Disahkan oleh."""

from __future__ import annotations

from docgen.flowchart.geometry import mm
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.model.sop_identity import HistoryPlace
from docgen.ooxml.table import Cell, paragraph, row, table

NOWHERE: HistoryPlace = "tidak"
TITLE_PAGE: HistoryPlace = "halaman judul"
BEHIND: HistoryPlace = "di belakang identitas"
TITLE = "RIWAYAT PERUBAHAN"
HEADS = ("No", "Tanggal", "Uraian Perubahan", "Disahkan oleh")
# Shares of the width.
WIDTHS = (0.06, 0.18, 0.48, 0.28)
SIZE = 9.0  # points
PADDING = mm(1.9)
HEIGHT = mm(5)  # of a row, at the least
SHADE = "E7E6E6"


def history_place(sop: Sop, profile: Profile) -> HistoryPlace:
    """Where the history is printed: as the spec says, else the profile; nowhere without any.

    Without a title page what would stand there stands behind the identity sheet.
    """
    asked = sop.tata_letak.riwayat or profile.sop.riwayat_tercetak
    if not sop.riwayat or asked == NOWHERE:
        return NOWHERE
    return BEHIND if asked == TITLE_PAGE and not sop.halaman_judul else asked


def history_xml(sop: Sop, width: int) -> str:
    """The table under its title, ``width`` twips wide; rows stay whole, heads are repeated."""
    widths = [round(width * share) for share in WIDTHS[:-1]]
    widths.append(width - sum(widths))
    heads = [_cell(text, each, head=True) for text, each in zip(HEADS, widths, strict=True)]
    rows = [row(heads, HEIGHT, head=True, at_least=True)]
    for number, each in enumerate(sop.riwayat, 1):
        texts = (str(number), each.tanggal, each.alasan, each.disahkan_oleh or "")
        cells = [_cell(text, room) for text, room in zip(texts, widths, strict=True)]
        rows.append(row(cells, HEIGHT, at_least=True))
    gap = paragraph([], 6)
    title = paragraph([TITLE], SIZE, bold=True, align="center", keep_next=True)
    return f"{gap}{title}{table(widths, rows)}{paragraph([], 2)}"


def _cell(text: str, width: int, *, head: bool = False) -> Cell:
    lines = text.split("\n")
    content = paragraph(lines, SIZE, bold=head, align="center" if head else "left")
    shade = SHADE if head else None
    return Cell(width, content, align="center", margin_x=PADDING, shade=shade)
