"""Stage 6 for a workspace: the archive lists, as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bundle import Placed, Reason
from docgen.load.shipped import shipped
from docgen.model.retention import retention_of
from docgen.pipeline.material import Material
from docgen.pipeline.members import Archived
from docgen.render.lists.tables import Item, archive_table
from docgen.render.workbook.table import render_table

LOOK = "templates/rekap_skp.xlsx"
# Tingkat perkembangan (domain rules §3.4).
ORIGINAL, PHOTOCOPY, DUPLICATE = "Asli", "Fotokopi", "Salinan"


def look_of(root: Path) -> tuple[bytes, str]:
    """The template that gives tables their look: the workspace's own, else the shipped one."""
    own = root / LOOK
    return (own if own.is_file() else shipped(LOOK)).read_bytes(), LOOK


def archive_list(
    material: Material,
    name: str,
    parts: Sequence[Archived],
    placed: Sequence[Placed],
    volumes: int,
) -> bytes:
    """The workbook of what a bundle holds, in its order, and where it stands.

    Raises FindingsError when the template of tables cannot be used.
    """
    declared = material.workspace.bundle[name]
    office = material.workspace.office_of(declared.kop)
    schedule = material.profile.retensi
    kept = [retention_of(part.classification, schedule) for part in parts]
    items = [
        Item(
            classification=part.classification,
            number=part.number,
            description=part.description,
            date=part.date,
            pages=each.length,
            kind=_kind(part, each),
            note=_place(part, each, volumes),
            unit=declared.unit_pengolah,
            active=retention.aktif,
            inactive=retention.inaktif,
            fate=retention.nasib_akhir,
            location=declared.lokasi,
        )
        for part, each, retention in zip(parts, placed, kept, strict=True)
    ]
    table = archive_table(declared.judul, items, office.kop, material.logo(office))
    look, shown_as = look_of(material.root)
    return render_table(table, look, shown_as)


def _place(part: Archived, placed: Placed, volumes: int) -> str:
    """``Surat Keluar, jilid 2 halaman 15``, and that the original is elsewhere."""
    volume = f"jilid {placed.volume} " if volumes > 1 else ""
    kept = "; asli disimpan terpisah" if placed.beside else ""
    return f"{part.group}, {volume}halaman {placed.page}{kept}"


def _kind(part: Archived, placed: Placed) -> str:
    """An electronic original is one; a scan of the signed paper is a photocopy of it."""
    if placed.beside and placed.beside.reason is Reason.SIGNED:
        return ORIGINAL
    return PHOTOCOPY if part.is_scan or part.is_foreign else DUPLICATE
