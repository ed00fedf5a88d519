"""A planned sheet as a .docx: tables, and what is drawn in the ways that Word has had for it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from docgen.model.sop import Sop
from docgen.ooxml.package import write_package
from tests.support.legacy.drawingml import HEAD, LINE, emu, preset
from tests.support.legacy.excel import png
from tests.support.legacy.plan import TEXTS, Line, Plan, Point, Shape, Words
from tests.support.legacy.word_vml import vml_line, vml_shape, vml_words

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
URI = "http://schemas.microsoft.com/office/word/2010/"
MARGIN = 5.4  # points at the sides of a cell
PAGE = (36.0, 36.0)  # left and top margin
PRESETS = {"terminator": "flowChartTerminator", "process": "flowChartProcess",
           "decision": "flowChartDecision", "offpage": "flowChartOffpageConnector"}  # fmt: skip
WAYS = (
    "wps",
    "fallback",
    "vml",
    "group",
    "canvas",
    "page",
    "lines",
    "freeform",
    "pictures",
    "auto",
)


@dataclass(slots=True)
class _Table:
    """One table of the plan: its rows (first, behind the last)."""

    first: int
    end: int
    top: float


def write(plan: Plan, way: str, chance: random.Random) -> bytes:
    """The document; ``way`` is one of :data:`WAYS`."""
    heads = [n for n, row in enumerate(plan.rows) if row.kind == "head"]
    tables = [
        _Table(first, end, plan.top(first))
        for first, end in zip(heads, [*heads[1:], len(plan.rows)], strict=True)
    ]
    body = _identity(plan.sop)
    for table in tables:
        hung = dict(_hung(plan, table, way, chance))
        before = hung.pop((-1, -1), "")
        body += f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{before}</w:p>"
        body += _table(plan, table, hung, way)
    section = (
        '<w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720"/></w:sectPr>'
    )
    document = f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    return write_package(_package(document))


def _package(document: str) -> Iterator[tuple[str, bytes]]:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    yield "[Content_Types].xml", (
        f'{head}<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="png" '
        'ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ).encode()  # fmt: skip
    yield (
        "_rels/.rels",
        (
            f'{head}<Relationships xmlns="{rels}"><Relationship Id="rId1" '
            f'Type="{kind}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
    )
    yield (
        "word/_rels/document.xml.rels",
        (
            f'{head}<Relationships xmlns="{rels}"><Relationship Id="rId9" Type="{kind}/image" '
            'Target="media/image1.png"/></Relationships>'
        ).encode(),
    )
    yield "word/media/image1.png", png()
    yield "word/document.xml", f"{head}{document}".encode()


# --- cells ---------------------------------------------------------------------------------------


def _p(text: str, extra: str = "") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(x)}</w:t>' for x in text.split("\n"))
    run = f"<w:r>{lines}</w:r>" if text else ""
    return f"<w:p>{extra}{run}</w:p>"


def _tc(width: float, content: str, span: int = 1, merge: str = "") -> str:
    inner = f'<w:tcW w:w="{round(width * 20)}" w:type="dxa"/>'
    inner += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inner += {"restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(merge, "")
    return f"<w:tc><w:tcPr>{inner}</w:tcPr>{content}</w:tc>"


def _tr(cells: Iterable[str], height: float | None = None) -> str:
    rule = (
        ""
        if height is None
        else (f'<w:trPr><w:trHeight w:val="{round(height * 20)}" w:hRule="exact"/></w:trPr>')
    )
    return f"<w:tr>{rule}{''.join(cells)}</w:tr>"


def _tbl(widths: Iterable[float], rows: Iterable[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{round(w * 20)}"/>' for w in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _identity(sop: Sop) -> str:
    """The block of two columns, with labels and values in one cell of the right column each."""
    _key, label, date = sop.tanggal.approval
    fields = [f"NOMOR SOP : {sop.nomor}", f"TGL. PEMBUATAN : {sop.tanggal.pembuatan or ''}",
              f"TGL. REVISI : {sop.tanggal.revisi or ''}", f"{label} : {date or ''}"]  # fmt: skip
    office = [sop.instansi.pemerintah, sop.instansi.nama, *sop.instansi.unit]
    rows = [
        _tr([_tc(380, "".join(_p(x) for x in office) if n == 0 else _p(""), 1,
                 "restart" if n == 0 else "on"), _tc(380, _p(text))])
        for n, text in enumerate(fields)
    ]  # fmt: skip
    signer = [f"DISAHKAN OLEH : {sop.disahkan_oleh.jabatan}", "", sop.disahkan_oleh.nama or ""]
    rows.append(_tr([_tc(380, _p(""), 1, "on"), _tc(380, "".join(_p(x) for x in signer))]))
    rows.append(_tr([_tc(380, _p(""), 1, "on"), _tc(380, _p(f"NAMA SOP : {sop.nama}"))]))
    names = {"dasar_hukum": "Dasar Hukum :", "kualifikasi_pelaksana": "Kualifikasi Pelaksana :",
             "keterkaitan": "Keterkaitan :", "peralatan": "Peralatan/Perlengkapan :",
             "peringatan": "Peringatan :", "pencatatan": "Pencatatan dan Pendataan :"}  # fmt: skip
    for left, right in (("dasar_hukum", "kualifikasi_pelaksana"), ("keterkaitan", "peralatan"),
                        ("peringatan", "pencatatan")):  # fmt: skip
        rows.append(_tr([_tc(380, _p(names[left])), _tc(380, _p(names[right]))]))
        rows.append(_tr([_tc(380, _items(sop, left)), _tc(380, _items(sop, right))]))
    return _tbl((380, 380), rows)


def _items(sop: Sop, key: str) -> str:
    found = getattr(sop, key)
    mark = {"nomor": "{}. ", "strip": "- ", "polos": ""}[found.gaya.value]
    return "".join(_p(mark.format(n) + t) for n, t in enumerate(found.isi, 1)) or _p("")


def _table(plan: Plan, table: _Table, hung: dict[tuple[int, int], str], way: str) -> str:
    rows = [_row(plan, number, hung, way) for number in range(table.first, table.end)]
    return _tbl([w for _k, w in plan.columns], rows)


def _row(plan: Plan, number: int, hung: dict[tuple[int, int], str], way: str) -> str:
    sop, row = plan.sop, plan.rows[number]
    lanes = list(sop.pelaksana.values())
    width = dict(plan.columns)
    quality = width["kelengkapan"] + width["waktu"] + width["output"]
    outer = ["no", "uraian"] + (["keterangan"] if "keterangan" in width else [])
    if row.kind in ("head", "subhead"):
        is_top = row.kind == "head"

        def title(key: str) -> str:
            return _tc(width[key], _p(sop.label(key) if is_top else ""), 1,
                       "restart" if is_top else "on")  # fmt: skip

        cells = [title("no"), title("uraian")]
        if is_top:
            cells.append(_tc(63 * len(lanes), _p("Pelaksana"), len(lanes)))
            cells.append(_tc(quality, _p("Mutu Baku"), 3))
        else:
            cells += [_tc(63, _p(each)) for each in lanes]
            cells += [_tc(width[k], _p(sop.label(k))) for k in ("kelengkapan", "waktu", "output")]
        cells += [title(key) for key in outer[2:]]
        return _tr(cells, None if way == "auto" else row.height)
    if row.kind == "total":
        left = width["no"] + width["uraian"] + 63 * len(lanes)
        cells = [_tc(left, _p(sop.label("total")), 2 + len(lanes)),
                 _tc(quality, _p(sop.total_text() or ""), len(width) - 2 - len(lanes))]  # fmt: skip
        return _tr(cells, row.height)
    step = None if row.step is None else sop.langkah[row.step]
    cells = []
    for key, each in plan.columns:
        text = ""
        if step is not None and row.step is not None:
            text = {"no": f"{row.step + 1}.", "uraian": step.uraian}.get(key, "")
            text = (getattr(step, key) or "") if key in TEXTS else text
        here = hung.get((number, int(key)), "") if key.isdigit() else ""
        cells.append(_tc(each, _p(text, here)))
    return _tr(cells, None if way == "auto" else row.height)


# --- drawings ------------------------------------------------------------------------------------


def _hung(plan: Plan, table: _Table, way: str, chance: random.Random) -> Iterator[
    tuple[tuple[int, int], str]
]:  # fmt: skip
    """What hangs in each cell (row, lane) of a table; (-1, -1) is the paragraph before it."""
    shapes = [s for s in plan.shapes if table.first <= s.row < table.end]
    lines = [x for x in plan.lines if table.first <= x.row < table.end]
    words = [x for x in plan.words if table.first <= x.row < table.end]
    if way in ("group", "canvas"):
        yield _together(plan, table, way, shapes, lines, words)
        return
    cells: dict[tuple[int, int], str] = {}

    def hang(row: int, lane: int, xml: str) -> None:
        key = (-1, -1) if way == "page" and chance.random() < 0.5 else (row, lane)
        cells[key] = cells.get(key, "") + f"<w:r>{xml}</w:r>"

    for line in lines:
        for xml in _line(plan, table, line, way):
            hang(line.row, line.lane, xml)
    for shape in shapes:
        hang(shape.row, shape.lane, _shape(plan, table, shape, way))
    for each in words:
        hang(each.row, each.lane, _words(plan, table, each, way))
    yield from cells.items()


def _offset(plan: Plan, table: _Table, way: str, row: int, lane: int, x: float, y: float) -> Point:
    """A place as it is counted in a way of anchoring."""
    if way == "page":
        # The empty paragraph before the table is some 14 points high.
        return x + PAGE[0], y - table.top + PAGE[1] + 14
    return x - plan.left(str(lane)) - MARGIN, y - plan.top(row)


def _anchor(at: Point, size: Point, way: str, number: int, content: str, uri: str) -> str:
    across, down = ("page", "page") if way == "page" else ("column", "paragraph")
    return (
        f'<w:drawing><wp:anchor simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{emu(at[0])}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{emu(at[1])}'
        f'</wp:posOffset></wp:positionV><wp:extent cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
        f'<wp:wrapNone/><wp:docPr id="{number}" name="Gambar {number}"/><a:graphic>'
        f'<a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )


def _xfrm(x: float, y: float, width: float, height: float, turns: str = "") -> str:
    return (f'<a:xfrm{turns}><a:off x="{emu(x)}" y="{emu(y)}"/>'
            f'<a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>')  # fmt: skip


def _wsp(number: int, geometry: str, xfrm: str, line: str, text: str = "", box: str = "") -> str:
    words = f"<wps:txbx><w:txbxContent>{_p(text)}</w:txbxContent></wps:txbx>" if text else ""
    return (f'<wps:wsp><wps:cNvPr id="{number}" name="x"/><wps:cNvSpPr{box}/><wps:spPr>{xfrm}'
            f"{geometry}{line}</wps:spPr>{words}<wps:bodyPr/></wps:wsp>")  # fmt: skip


def _geometry(shape: Shape, way: str) -> str:
    if way == "freeform" and shape.kind == "decision":
        corners = ((50, 0), (100, 50), (50, 100), (0, 50))
        moves = "".join(
            f'<a:{tag}><a:pt x="{x}" y="{y}"/></a:{tag}>'
            for tag, (x, y) in zip(("moveTo", "lnTo", "lnTo", "lnTo"), corners, strict=True)
        )
        return ('<a:custGeom><a:avLst/><a:pathLst><a:path w="100" h="100">'
                f"{moves}<a:close/></a:path></a:pathLst></a:custGeom>")  # fmt: skip
    return f'<a:prstGeom prst="{PRESETS[shape.kind]}"><a:avLst/></a:prstGeom>'


def _shape(plan: Plan, table: _Table, shape: Shape, way: str) -> str:
    at = _offset(plan, table, way, shape.row, shape.lane, shape.left, shape.top)
    size = (shape.width, shape.height)
    if way == "vml":
        return f"<w:pict>{vml_shape(shape, at)}</w:pict>"
    if way == "pictures":
        picture = (
            '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
            '<pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill><pic:spPr/></pic:pic>'
        )
        uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return _anchor(at, size, way, shape.number, picture, uri)
    content = _wsp(shape.number, _geometry(shape, way), _xfrm(0, 0, *size), LINE.format(""),
                   shape.text)  # fmt: skip
    drawing = _anchor(at, size, way, shape.number, content, URI + "wordprocessingShape")
    if way == "fallback":
        fallback = f"<mc:Fallback><w:pict>{vml_shape(shape, at)}</w:pict></mc:Fallback>"
        return (f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>{fallback}'
                "</mc:AlternateContent>")  # fmt: skip
    return drawing


def _words(plan: Plan, table: _Table, words: Words, way: str) -> str:
    at = _offset(plan, table, way, words.row, words.lane, words.left, words.top)
    if way == "vml":
        return f"<w:pict>{vml_words(words, at)}</w:pict>"
    size = (words.width, words.height)
    plain = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    content = _wsp(words.number, plain, _xfrm(0, 0, *size), "<a:noFill/><a:ln><a:noFill/></a:ln>",
                   words.text, ' txBox="1"')  # fmt: skip
    return _anchor(at, size, way, words.number, content, URI + "wordprocessingShape")


def _line(plan: Plan, table: _Table, line: Line, way: str) -> Iterator[str]:
    if way == "pictures":
        return
    head = LINE.format(HEAD if line.head else "")
    if way == "lines" and len(line.points) > 2:
        stretches = list(pairwise(line.points))
        for number, stretch in enumerate(stretches):
            last = number == len(stretches) - 1
            yield _drawn(plan, table, line, stretch, head if last else LINE.format(""), way)
        return
    if way == "vml":
        at = _offset(plan, table, way, line.row, line.lane, 0, 0)
        yield f"<w:pict>{vml_line(line, at)}</w:pict>"
        return
    if way == "freeform" and len(line.points) > 2:
        left, top = min(x for x, _ in line.points), min(y for _, y in line.points)
        width = max(x for x, _ in line.points) - left
        height = max(y for _, y in line.points) - top
        moves = "".join(
            f'<a:{"lnTo" if n else "moveTo"}><a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>'
            f'</a:{"lnTo" if n else "moveTo"}>' for n, (x, y) in enumerate(line.points)
        )  # fmt: skip
        geometry = (
            f'<a:custGeom><a:pathLst><a:path w="{emu(width)}" h="{emu(height)}" '
            f'fill="none">{moves}</a:path></a:pathLst></a:custGeom><a:noFill/>'
        )
        content = _wsp(line.number, geometry, _xfrm(0, 0, width, height), head)
        at = _offset(plan, table, way, line.row, line.lane, left, top)
        yield _anchor(at, (width, height), way, line.number, content, URI + "wordprocessingShape")
        return
    yield _drawn(plan, table, line, line.points, head, way)


def _drawn(plan: Plan, table: _Table, line: Line, points: tuple[Point, ...], look: str,
           way: str) -> str:  # fmt: skip
    drawn = preset(points)
    size = (drawn.width, drawn.height)
    content = _wsp(line.number, drawn.geometry, _xfrm(0, 0, *size, drawn.turns), look)
    content = content.replace("<wps:cNvSpPr/>", "<wps:cNvCnPr/>")
    at = _offset(plan, table, way, line.row, line.lane, drawn.left, drawn.top)
    return _anchor(at, size, way, line.number, content, URI + "wordprocessingShape")


def _together(plan: Plan, table: _Table, way: str, shapes: list[Shape], lines: list[Line],
              words: list[Words]) -> tuple[tuple[int, int], str]:  # fmt: skip
    """All in one group or canvas, which hangs in the first lane of the first row of steps."""
    row, lane = table.first + 2, 0
    left, top = plan.left("0"), plan.top(row)
    width, height = 63.0 * len(plan.sop.pelaksana), plan.top(table.end) - top
    children = ""
    for line in lines:
        drawn = preset(line.points)
        xfrm = _xfrm(drawn.left - left, drawn.top - top, drawn.width, drawn.height, drawn.turns)
        wsp = _wsp(line.number, drawn.geometry, xfrm, LINE.format(HEAD if line.head else ""))
        children += wsp.replace("<wps:cNvSpPr/>", "<wps:cNvCnPr/>")
    for shape in shapes:
        xfrm = _xfrm(shape.left - left, shape.top - top, shape.width, shape.height)
        children += _wsp(shape.number, _geometry(shape, way), xfrm, LINE.format(""), shape.text)
    for each in words:
        xfrm = _xfrm(each.left - left, each.top - top, each.width, each.height)
        plain = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        children += _wsp(each.number, plain, xfrm, "<a:noFill/><a:ln><a:noFill/></a:ln>", each.text,
                         ' txBox="1"')  # fmt: skip
    if way == "canvas":
        content, uri = f"<wpc:wpc><wpc:bg/><wpc:whole/>{children}</wpc:wpc>", "wordprocessingCanvas"
    else:
        frame = (
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/>'
            f'<a:chOff x="0" y="0"/><a:chExt cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
        )
        content = (f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</wpg:grpSpPr>{children}"
                   "</wpg:wgp>")  # fmt: skip
        uri = "wordprocessingGroup"
    number = 5000 + table.first
    xml = _anchor((-MARGIN, 0), (width, height), way, number, content, URI + uri)
    return (row, lane), f"<w:r>{xml}</w:r>"
