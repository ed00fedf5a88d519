"""Stage 6 for a workspace: the buku ekspedisi and the archive lists, as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.bundle import is_signed, page_count
from docgen.load.shipped import shipped
from docgen.model.copies import Copy, Role
from docgen.model.office import Office
from docgen.pipeline.archive import Archived
from docgen.pipeline.copying import copies_of
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material
from docgen.pipeline.output import EXPEDITION, Output, archive_list_file, digest
from docgen.render.lists import Delivery, Item, archive_table, expedition_table
from docgen.render.workbook_table import Table, render_table

LOOK = "templates/rekap_skp.xlsx"
# Tingkat perkembangan (domain rules §3.4).
ORIGINAL, PHOTOCOPY, DUPLICATE = "Asli", "Fotokopi", "Salinan"


def look_of(root: Path) -> tuple[bytes, str]:
    """The template that gives tables their look: the workspace's own, else the shipped one."""
    own = root / LOOK
    return (own if own.is_file() else shipped(LOOK)).read_bytes(), LOOK


def write_expedition(
    material: Material, every: Sequence[Document], output: Output
) -> tuple[str, ...]:
    """``output/ekspedisi.xlsx``: a line for each copy that goes to somebody.

    Raises FindingsError when the template of tables cannot be used.
    """
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
    table = expedition_table(deliveries, _kop(office), _logo(material, office))
    return _write(material, EXPEDITION, table, output, repr(deliveries))


def write_archive_list(
    material: Material, name: str, parts: Sequence[Archived], output: Output
) -> tuple[str, ...]:
    """``output/bundle/NAME.daftar_arsip.xlsx``: what the bundle holds, in its order.

    Raises FindingsError when a part is no PDF or the template of tables cannot be used.
    """
    declared = material.workspace.bundle[name]
    office = material.workspace.office_of(declared.kop)
    items = [
        Item(
            classification=part.classification,
            number=part.number,
            description=part.description,
            date=part.date,
            pages=page_count(output.path(part.pdf)),
            kind=_kind(part, output),
            note=part.group,
        )
        for part in parts
    ]
    table = archive_table(declared.judul, items, _kop(office), _logo(material, office))
    return _write(material, archive_list_file(name), table, output, repr((declared.judul, items)))


def _write(
    material: Material, name: str, table: Table, output: Output, content: str
) -> tuple[str, ...]:
    look, shown_as = look_of(material.root)
    made_from = digest(look, content, repr(table.kop), table.logo or b"")
    if not output.reason(name, made_from):
        return ()
    output.put(name, render_table(table, look, shown_as), made_from)
    return output.commit()


def _role(copy: Copy) -> str:
    return f"{copy.role} {copy.number}"


def _kind(part: Archived, output: Output) -> str:
    """An electronic original is one; a scan of the signed paper is a photocopy of it."""
    if is_signed(output.path(part.pdf)):
        return ORIGINAL
    return PHOTOCOPY if part.is_scan else DUPLICATE


def _kop(office: Office) -> dict[str, str]:
    return {key: getattr(office, key) for key in ("pemerintah", "nama", "alamat", "kontak")}


def _logo(material: Material, office: Office) -> bytes | None:
    return material.files[office.logo] if office.logo else None
