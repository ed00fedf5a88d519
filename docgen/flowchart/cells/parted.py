"""What a finished drawing had to part: words that are too wide, cells that reach over pages."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.findings import Finding, Locate, warning
from docgen.flowchart import constants as c
from docgen.flowchart.cells.heads import head_box, head_cells
from docgen.flowchart.cells.rich import CENTRED, wide_words
from docgen.flowchart.cells.shared import page_starts, spans
from docgen.flowchart.geometry import Drawing
from docgen.flowchart.text import Face, joints_of
from docgen.model.sop import CELLS


def parted_words(drawing: Drawing, where: Locate) -> Iterator[Finding]:
    """layout-word-parted: words wider than their column, at the size of text that the sheet has."""
    sop, body = drawing.sop, drawing.style.body
    for column in drawing.columns:
        for cell in spans(sop, column.key) if column.key in CELLS else ():
            room = column.width - 2 * c.PADDING_X
            for word in wide_words(cell.text, body, room, column.key not in CENTRED):
                step = f"langkah «{sop.langkah[cell.first].id}», {sop.label(column.key)}"
                place = where("langkah", cell.first, column.key)
                yield warning("layout-word-parted", place, _said(step, word, body))
    yield from _in_symbols(drawing, where)
    for each in head_cells(drawing):
        box = head_box(drawing, each)
        room = (box.height if each.turned else box.width) - 2 * c.PADDING_X
        column = drawing.columns[each.columns[0]]
        if each.kind == "group" and each.rows == (1, 1):
            groups = {
                lane: name for name, lanes in sop.kelompok_pelaksana.items() for lane in lanes
            }
            text = groups[column.lane or ""]
            place = where("kelompok_pelaksana", text)
        elif column.lane is not None and each.kind == "title":
            text, place = sop.pelaksana[column.lane], where("pelaksana", column.lane)
        else:
            continue
        for word in wide_words(text, drawing.style.head, room, hanging=False):
            yield warning(
                "layout-word-parted", place, _said("kepala lajur", word, drawing.style.head)
            )


def _in_symbols(drawing: Drawing, where: Locate) -> Iterator[Finding]:
    """Words of a step's own (``teks``) that its symbol could not hold whole."""
    number_of = {step.id: number for number, step in enumerate(drawing.sop.langkah)}
    for page in drawing.pages:
        for node in page.nodes:
            number = number_of[node.step]
            words = drawing.sop.langkah[number].teks
            if not node.text or not words or node.symbol == "konektor":
                continue
            there = joints_of(node.text)
            for word in joints_of(words):
                if word not in there:
                    what = f"langkah «{node.step}», teks di dalam simbol"
                    face = Face(c.SYMBOL_TEXT.name, node.size)
                    place = where("langkah", number, "teks")
                    yield warning("layout-word-parted", place, _said(what, word, face))


def _said(what: str, word: str, face: Face) -> str:
    return (
        f"{what}: kata «{word}» lebih lebar daripada kolomnya pada huruf {face.size:g} pt, jadi "
        "dipenggal; persingkat kata itu, pakai kertas yang lebih lebar, atau kurangi lajur"
    )


def parted_cells(drawing: Drawing, where: Locate) -> Iterator[Finding]:
    """layout-shared-cell-parted: cells of several steps that stand on two pages."""
    sop, starts = drawing.sop, page_starts(drawing)
    keys = [column.key for column in drawing.columns if column.key in CELLS]
    for key in keys:
        for first, last in sop.shared(key):
            if starts & set(range(first + 1, last + 1)):
                at = min(starts & set(range(first + 1, last + 1)))
                message = (
                    f"sel {sop.label(key)} yang digabung dari langkah «{sop.langkah[first].id}» "
                    f"sampai «{sop.langkah[last].id}» terpotong halaman sebelum langkah "
                    f"«{sop.langkah[at].id}», jadi isinya tercetak di kedua halaman; hapus "
                    "«halaman_baru» di antaranya, atau bagi gabungannya"
                )
                yield warning("layout-shared-cell-parted", where("langkah", at, "gabung"), message)
