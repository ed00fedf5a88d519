"""Stage 6 for a workspace: the buku ekspedisi and the archive lists, as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bundle import Placed, Reason
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.load.shipped import shipped
from docgen.model.copies import Copy, Role
from docgen.model.retention import retention_of
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material
from docgen.pipeline.members import Archived
from docgen.pipeline.output import EXPEDITION, Output, digest
from docgen.render.lists import Delivery, Item, archive_table, expedition_table
from docgen.render.workbook_table import render_table

LOOK = "templates/rekap_skp.xlsx"
# Tingkat perkembangan (domain rules §3.4).
ORIGINAL, PHOTOCOPY, DUPLICATE = "Asli", "Fotokopi", "Salinan"


def look_of(root: Path) -> tuple[bytes, str]:
    """The template that gives tables their look: the workspace's own, else the shipped one."""
    own = root / LOOK
    return (own if own.is_file() else shipped(LOOK)).read_bytes(), LOOK


def write_expedition(
    material: Material, every: Sequence[Document], output: Output
) -> tuple[list[str], list[Finding]]:
    """``output/ekspedisi.xlsx``: a line for each copy that goes to somebody; findings beside it."""
    deliveries = [
        Delivery(
            number=document.number,
            subject=document.description,
            role=_role(copy),
            recipient=copy.recipient,
            file=copy.file_name,
            sha256=output.written_sha(document.copy_file(copy)),
        )
        for document in every
        for copy in copies_of(material, document)
        if copy.role is not Role.ARSIP and output.path(document.copy_file(copy)).is_file()
    ]
    office = material.workspace.office_of(None)
    table = expedition_table(deliveries, office.kop, material.logo(office))
    look, shown_as = look_of(material.root)
    made_from = digest(look, repr(deliveries), repr(table.kop), table.logo or b"")
    if not output.reason(EXPEDITION, made_from):
        return [], []
    try:
        output.put(EXPEDITION, render_table(table, look, shown_as), made_from)
    except FindingsError as problem:
        return [], list(problem.findings)
    return list(output.commit()), []


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


def _role(copy: Copy) -> str:
    return f"{copy.role} {copy.number}"


def _kind(part: Archived, placed: Placed) -> str:
    """An electronic original is one; a scan of the signed paper is a photocopy of it."""
    if placed.beside and placed.beside.reason is Reason.SIGNED:
        return ORIGINAL
    return PHOTOCOPY if part.is_scan or part.is_foreign else DUPLICATE
