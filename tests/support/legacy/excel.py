"""A planned sheet as an .xlsx: cells by openpyxl, the drawing beside it as Excel stores it."""

from __future__ import annotations

import io
import random
import struct
import zlib
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from docgen.model.sop import Sop
from docgen.ooxml.package import read_package, write_package
from tests.support.legacy.drawingml import HEAD, LINE, emu, preset
from tests.support.legacy.plan import TEXTS, Line, Plan, Shape, Words

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IDENTITY_ROWS = 17
PRESETS = {"terminator": "flowChartTerminator", "process": "rect", "decision": "diamond",
           "offpage": "homePlate"}  # fmt: skip


@dataclass(slots=True)
class Look:
    """What is special about a sheet."""

    presets: dict[str, str] | None = None
    pictures: float = 0.0  # share of symbols that are pictures
    labels_in_cells: bool = False
    heads_merged: bool = True
    is_text_filled: bool = True


def write(plan: Plan, look: Look | None = None, chance: random.Random | None = None) -> bytes:
    """The workbook."""
    look = look or Look()
    chance = chance or random.Random(1)
    book = Workbook()
    sheet = book.active
    sheet.title = "SOP"
    _identity(sheet, plan.sop, len(plan.columns))
    for number, (_key, width) in enumerate(plan.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width / 0.75) / 7
    first = IDENTITY_ROWS + 1
    for number, row in enumerate(plan.rows):
        sheet.row_dimensions[first + number].height = row.height
    _cells(sheet, plan, first, look)
    stream = io.BytesIO()
    book.save(stream)
    return _with_drawing(stream.getvalue(), plan, look, chance)


def _identity(sheet: object, sop: Sop, columns: int) -> None:
    """Left whose it is, right the fields, below the lists in two columns."""
    put = sheet.cell  # type: ignore[attr-defined]
    right = max(4, columns - 3)
    for row in range(1, IDENTITY_ROWS + 1):
        sheet.row_dimensions[row].height = 15.0  # type: ignore[attr-defined]
    office = [sop.instansi.pemerintah, sop.instansi.nama, *sop.instansi.unit]
    for number, line in enumerate(office):
        put(2 + number, 1, line)
        sheet.merge_cells(start_row=2 + number, end_row=2 + number, start_column=1,
                          end_column=right - 1)  # type: ignore[attr-defined]  # fmt: skip
    key, label, date = sop.tanggal.approval
    fields = [("Nomor SOP", sop.nomor), ("Tgl. Pembuatan", sop.tanggal.pembuatan),
              ("Tgl. Revisi", sop.tanggal.revisi), (label, date),
              ("Disahkan oleh", sop.disahkan_oleh.jabatan)]  # fmt: skip
    del key
    for number, (name, text) in enumerate(fields, 1):
        put(number, right, name)
        put(number, right + 1, text)
    put(6, right + 1, sop.disahkan_oleh.nama)
    if sop.disahkan_oleh.nip:
        put(7, right + 1, f"NIP. {sop.disahkan_oleh.nip}")
    put(8, right, "Nama SOP")
    put(8, right + 1, sop.nama)
    pairs = (("dasar_hukum", "kualifikasi_pelaksana"), ("keterkaitan", "peralatan"),
             ("peringatan", "pencatatan"))  # fmt: skip
    heads = {"dasar_hukum": "DASAR HUKUM", "kualifikasi_pelaksana": "KUALIFIKASI PELAKSANA",
             "keterkaitan": "KETERKAITAN", "peralatan": "PERALATAN/PERLENGKAPAN",
             "peringatan": "PERINGATAN", "pencatatan": "PENCATATAN DAN PENDATAAN"}  # fmt: skip
    row = 10
    for pair in pairs:
        for name, column in zip(pair, (1, right), strict=True):
            put(row, column, heads[name])
            items = getattr(sop, name)
            lines = [f"{n}. {t}" if items.gaya == "nomor" else f"- {t}" if items.gaya == "strip"
                     else t for n, t in enumerate(items.isi, 1)]  # fmt: skip
            put(row + 1, column, "\n".join(lines) or None)
        row += 2


def _cells(sheet: object, plan: Plan, first: int, look: Look) -> None:
    sop = plan.sop
    column_of = {key: n for n, (key, _w) in enumerate(plan.columns, 1)}
    lanes = list(sop.pelaksana.values())
    put = sheet.cell  # type: ignore[attr-defined]
    merge = sheet.merge_cells  # type: ignore[attr-defined]
    for number, row in enumerate(plan.rows):
        at = first + number
        if row.kind == "head":
            for key in ("no", "uraian", "keterangan"):
                if key in column_of:
                    put(at, column_of[key], sop.label(key))
                    if look.heads_merged:
                        merge(start_row=at, end_row=at + 1, start_column=column_of[key],
                              end_column=column_of[key])  # fmt: skip
            put(at, column_of["0"], "Pelaksana")
            put(at, column_of["kelengkapan"], "Mutu Baku")
            if look.heads_merged:
                last = column_of[str(len(lanes) - 1)]
                if last > column_of["0"]:
                    merge(start_row=at, end_row=at, start_column=column_of["0"], end_column=last)
                merge(start_row=at, end_row=at, start_column=column_of["kelengkapan"],
                      end_column=column_of["output"])  # fmt: skip
        elif row.kind == "subhead":
            for n, title in enumerate(lanes):
                put(at, column_of[str(n)], title)
            for key in ("kelengkapan", "waktu", "output"):
                put(at, column_of[key], sop.label(key))
        elif row.kind == "step" and row.step is not None:
            step = sop.langkah[row.step]
            put(at, column_of["no"], row.step + 1)
            put(at, column_of["uraian"], step.uraian)
            for key in TEXTS:
                text = getattr(step, key)
                if text and key in column_of:
                    put(at, column_of[key], text)
        elif row.kind == "total":
            put(at, 1, sop.label("total"))
            put(at, column_of["waktu"], sop.total_text())
    if look.labels_in_cells:
        for words in plan.words:
            cell = put(first + words.row, column_of[str(words.lane)])
            cell.value = f"{cell.value} {words.text}" if cell.value else words.text


def _corner(plan: Plan, x: float, y: float) -> str:
    """A place as the column and row that hold it, with offsets."""
    column, rest = 0, max(x, 0.0)
    for column, (_key, width) in enumerate(plan.columns):  # noqa: B007
        if rest < width:
            break
        rest -= width
    row, below = 0, max(y, 0.0)
    for row, each in enumerate(plan.rows):  # noqa: B007
        if below < each.height:
            break
        below -= each.height
    return (f"<xdr:col>{column}</xdr:col><xdr:colOff>{emu(rest)}</xdr:colOff>"
            f"<xdr:row>{row + IDENTITY_ROWS}</xdr:row>"
            f"<xdr:rowOff>{emu(below)}</xdr:rowOff>")  # fmt: skip


def _anchor(plan: Plan, frame: tuple[float, float, float, float], content: str) -> str:
    x, y, width, height = frame
    return (f"<xdr:twoCellAnchor><xdr:from>{_corner(plan, x, y)}</xdr:from>"
            f"<xdr:to>{_corner(plan, x + width, y + height)}</xdr:to>{content}"
            "<xdr:clientData/></xdr:twoCellAnchor>")  # fmt: skip


def _body(text: str, *, box: bool = False) -> str:
    if not text:
        return ""
    return ('<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="id-ID" sz="800"/>'
            f"<a:t>{escape(text)}</a:t></a:r></a:p></xdr:txBody>")  # fmt: skip


def _symbol(plan: Plan, shape: Shape, look: Look, is_picture: bool) -> str:
    frame = (shape.left, shape.top, shape.width, shape.height)
    name = f'id="{shape.number}" name="Bentuk {shape.number}"'
    if is_picture:
        return _anchor(plan, frame, (
            f"<xdr:pic><xdr:nvPicPr><xdr:cNvPr {name}/><xdr:cNvPicPr/></xdr:nvPicPr>"
            '<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
            f'</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(shape.width)}" '
            f'cy="{emu(shape.height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</xdr:spPr></xdr:pic>"))  # fmt: skip
    geometry = (look.presets or {}).get(shape.kind, PRESETS[shape.kind])
    turn = ' rot="5400000"' if geometry == "homePlate" else ""
    return _anchor(plan, frame, (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr {name}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
        f'<a:xfrm{turn}><a:off x="0" y="0"/><a:ext cx="{emu(shape.width)}" '
        f'cy="{emu(shape.height)}"/></a:xfrm>'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>{LINE.format("")}</xdr:spPr>'
        f"{_body(shape.text)}</xdr:sp>"))  # fmt: skip


def _line(plan: Plan, line: Line) -> str:
    drawn = preset(line.points)
    glue = "".join(
        f'<a:{tag} id="{end}" idx="{idx}"/>'
        for tag, end, idx in (("stCxn", line.ends[0], 2), ("endCxn", line.ends[1], 0)) if end
    )  # fmt: skip
    return _anchor(plan, drawn.seen, (
        f'<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="{line.number}" name="Konektor {line.number}"/>'
        f"<xdr:cNvCxnSpPr>{glue}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>"
        f'<a:xfrm{drawn.turns}><a:off x="0" y="0"/><a:ext cx="{emu(drawn.width)}" '
        f'cy="{emu(drawn.height)}"/></a:xfrm>{drawn.geometry}'
        f"{LINE.format(HEAD if line.head else '')}</xdr:spPr></xdr:cxnSp>"))  # fmt: skip


def _words(plan: Plan, words: Words) -> str:
    frame = (words.left, words.top, words.width, words.height)
    return _anchor(plan, frame, (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{words.number}" name="Kotak {words.number}"/>'
        '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu(words.width)}" cy="{emu(words.height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</xdr:spPr>{_body(words.text)}</xdr:sp>"))  # fmt: skip


def _with_drawing(data: bytes, plan: Plan, look: Look, chance: random.Random) -> bytes:
    parts = read_package(data)
    pictured = {s.number for s in plan.shapes if chance.random() < look.pictures}
    drawn = [_symbol(plan, shape, look, shape.number in pictured) for shape in plan.shapes]
    drawn += [_line(plan, line) for line in plan.lines]
    if not look.labels_in_cells:
        drawn += [_words(plan, words) for words in plan.words]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts["xl/drawings/drawing1.xml"] = (
        f'{head}<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{R}">{"".join(drawn)}</xdr:wsDr>'
    ).encode()
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'{head}<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{R}/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    parts["xl/drawings/_rels/drawing1.xml.rels"] = (
        f'{head}<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{R}/image" '
        'Target="../media/image1.png"/></Relationships>'
    ).encode()
    parts["xl/media/image1.png"] = png()
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</worksheet>", f'<drawing xmlns:r="{R}" r:id="rId1"/></worksheet>'.encode()
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"</Types>",
        b'<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/drawings/'
        b'drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
        b"</Types>",
    )
    return write_package(parts.items())


def png() -> bytes:
    """A white picture of one point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff"))
            + chunk(b"IEND", b""))  # fmt: skip
