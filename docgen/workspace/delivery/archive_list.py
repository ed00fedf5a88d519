"""Stage 6 for a workspace: the archive lists, as workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from docgen.bundle import Placed, Reason
from docgen.model.origin import Origin
from docgen.model.retention import retention_of
from docgen.model.writing.dates import parse_date
from docgen.render.lists.archive import Item, archive_table
from docgen.render.workbook.table import render_table
from docgen.workspace.loaded import TABLE_LOOK, Loaded
from docgen.workspace.plan.archive_parts import ArchivePart
from docgen.workspace.plan.bundles import PlannedBundle

FIRST_YEAR = 1900
AHEAD = "di depan daftar isi"
# Tingkat perkembangan (domain rules §3.4).
ORIGINAL, PHOTOCOPY, DUPLICATE = "Asli", "Fotokopi", "Salinan"


def archive_list(
    loaded: Loaded, bundle: PlannedBundle, placed: Sequence[Placed], volumes: int
) -> bytes:
    """The workbook of what a bundle holds, in its order, and where it stands.

    Raises FindingsError when the template of tables cannot be used.
    """
    declared, parts = bundle.declared, bundle.parts
    office = loaded.workspace.office_of(declared.kop)
    schedule = loaded.profile.retensi
    kept = [retention_of(part.classification, schedule) for part in parts]
    items = [
        Item(
            classification=part.classification,
            number=part.number,
            description=part.description,
            date=_dated(part.date),
            pages=each.length,
            kind=_kind(part, each, is_intact=_is_intact(loaded, each)),
            note=_place(part, each, volumes),
            unit=declared.unit_pengolah,
            active=retention.aktif,
            inactive=retention.inaktif,
            fate=retention.nasib_akhir,
            location=declared.lokasi,
            signatures="\n".join(each.part.signatures),
        )
        for part, each, retention in zip(parts, placed, kept, strict=True)
    ]
    table = archive_table(declared.judul, items, office.kop, loaded.logo(office))
    return render_table(table, loaded.table_look(), TABLE_LOOK)


def _is_intact(loaded: Loaded, placed: Placed) -> bool:
    verdict = loaded.judge.verdict(placed.part.path) if placed.beside else None
    return bool(verdict and verdict.state.is_intact)


def _dated(text: str) -> dt.date | str:
    """A full date as one, which can be sorted; Excel knows none before 1900."""
    date = parse_date(text)
    return date if date and date.year > FIRST_YEAR else text


def _place(part: ArchivePart, placed: Placed, volumes: int) -> str:
    """``Surat Keluar, jilid 2 halaman 15``, and that the original is elsewhere."""
    volume = f"jilid {placed.volume} " if volumes > 1 else ""
    kept = "; asli disimpan terpisah" if placed.beside else ""
    if part.ahead:
        return f"{AHEAD}{kept}"
    group = f"{part.group}, " if part.group else ""
    return f"{group}{volume}halaman {placed.page}{kept}"


def _kind(part: ArchivePart, placed: Placed, *, is_intact: bool) -> str:
    """An electronic original is one where it is what was signed; a scan of the signed paper is a
    photocopy of it."""
    if placed.beside and placed.beside.reason is Reason.SIGNED and is_intact:
        return ORIGINAL
    return PHOTOCOPY if part.origin in (Origin.SIGNED, Origin.OTHER) else DUPLICATE
