"""Templates with a text planted in one part of the package: what Word writes there, no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl

from docgen.ooxml.package import read_package, write_package
from tests.support.documents import docx_of
from tests.support.packages import (
    BLANK,
    HEAD,
    NAMESPACES,
    Added,
    drawing,
    header,
    notes,
    p,
    package,
    picture,
    r,
    story,
    tbl,
    tr,
)  # fmt: skip

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
CORE_STORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
OWN_STORE = "{11111111-2222-3333-4444-555555555555}"
Plant = Callable[[str], bytes]


def runs(text: str) -> str:
    """A DrawingML paragraph that Word has spread over three runs."""
    third = max(1, len(text) // 3)
    pieces = (text[:third], text[third : 2 * third], text[2 * third :])
    return "<a:p>" + "".join(f"<a:r><a:t>{piece}</a:t></a:r>" for piece in pieces) + "</a:p>"


def chart(content: str, *, of: str = "word/document.xml") -> Added:
    data = f'{HEAD}<c:chartSpace xmlns:c="{CHART}" {A}><c:chart>{content}</c:chart></c:chartSpace>'
    return Added("word/charts/chart1.xml", "chart", data.encode(), keys=("rId21",), of=of)


def _title(text: str) -> str:
    return f"<c:title><c:tx><c:rich>{runs(text)}</c:rich></c:tx></c:title>"


def _beside(*added: Added, body: str = "") -> bytes:
    return package(p("Surat") + body, *added)


def _workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = text
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def embedded_workbook(text: str) -> bytes:
    name, data = "word/embeddings/Microsoft_Excel_Sheet1.xlsx", _workbook(text)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = Added(name, "package", data, kind, keys=("rId1",), of="word/charts/chart1.xml")
    return _beside(chart("<c:plotArea/>"), book)


def _smart_art(name: str, root: str) -> Plant:
    def plant(text: str) -> bytes:
        data = f'{HEAD}<{root} xmlns:dgm="{DIAGRAM}" xmlns:dsp="x" {A}>{runs(text)}</{root}>'
        return _beside(Added(f"word/diagrams/{name}.xml", name, data.encode(), keys=("rId22",)))

    return plant


def _word_part(name: str, root: str, around: str = "{}") -> Plant:
    def plant(text: str) -> bytes:
        data = story(root, around.format(p(text)))
        return _beside(Added(f"word/{name}.xml", name, data, keys=("rId23",)))

    return plant


def _properties(name: str, kind: str, content: str) -> Plant:
    def plant(text: str) -> bytes:
        data = f'{HEAD}<Properties xmlns="x" xmlns:vt="y">{content.format(text)}</Properties>'
        return _beside(Added(f"docProps/{name}.xml", kind, data.encode(), keys=("rId8",), of=""))

    return plant


def _core(element: str) -> Plant:
    def plant(text: str) -> bytes:
        core = BLANK.replace(f"<{element}></{element}>", "")
        return package(p("Surat"), core=f"{core}<{element}>{text}</{element}>")

    return plant


def control(text: str, path: str, store: str) -> str:
    """A content control that shows what stands at a path of a store."""
    binding = f'<w:dataBinding w:xpath="{path}" w:storeItemID="{store}"/>'
    return f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{p(text)}</w:sdtContent></w:sdt>"


def _bound_to_core(element: str) -> Plant:
    def plant(text: str) -> bytes:
        core = BLANK.replace(f"<{element}></{element}>", "") + f"<{element}>{text}</{element}>"
        return package(control(text, f"/cp:coreProperties[1]/{element}[1]", CORE_STORE), core=core)

    return plant


def bound_to_own(text: str, *, bound: bool = True) -> bytes:
    """A part with data of the office's own, and a control that shows it."""
    item = f"<data><nama>{text}</nama></data>".encode()
    name = f'<d:datastoreItem xmlns:d="x" d:itemID="{OWN_STORE}"/>'.encode()
    shown = control("nama", "/data[1]/nama[1]", OWN_STORE)
    return _beside(
        Added("customXml/item1.xml", "customXml", item, keys=("rId24",)),
        Added("customXml/itemProps1.xml", "customXmlProps", name, keys=("rId1",),
              of="customXml/item1.xml"),
        body=shown if bound else "",
    )  # fmt: skip


def _background(text: str) -> bytes:
    members = read_package(package(p("Surat")))
    shape = f'<w:background><v:background><v:fill title="{text}"/></v:background></w:background>'
    body = members["word/document.xml"].replace(b"<w:body>", f"{shape}<w:body>".encode())
    return write_package({**members, "word/document.xml": body}.items())


def _text_box(text: str) -> bytes:
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    rect = f'<w:pict><v:rect style="x"><v:textbox>{inner}</v:textbox></v:rect></w:pict>'
    return package(f"<w:p><w:r>{rect}</w:r></w:p>")


def _field(text: str) -> bytes:
    return package(f'<w:p><w:fldSimple w:instr=" HYPERLINK &quot;{text}&quot; ">{r("x")}'
                   "</w:fldSimple></w:p>")  # fmt: skip


def _chunk(name: str, data: bytes) -> bytes:
    part = Added(f"word/{name}", "aFChunk", data, "application/octet-stream", ("rId25",))
    return _beside(part, body='<w:altChunk r:id="rId25"/>')


def _in_footnote(text: str) -> bytes:
    refers = f'<w:p>{r("x")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    return package(refers, notes("footnotes", p(text), "rId1"))


def _unlinked_header(text: str) -> bytes:
    lost = Added("word/header9.xml", "header", story("hdr", p(text)), keys=("rId1",),
                 of="word/endnotes.xml")  # fmt: skip
    return _beside(notes("endnotes", p("x"), "rId1"), lost)


def _packed(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package_inside:
        package_inside.writestr(name, data)
    return made.getvalue()


def _encoded(text: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in "{}%| " else sign for sign in text)


# What docxtpl leaves as it is, and a reader sees.
NAMED: dict[str, Plant] = {
    "chart-title": lambda text: _beside(chart(_title(text))),
    "chart-axis": lambda text: _beside(chart(f"<c:catAx>{_title(text)}</c:catAx>")),
    "chart-series": lambda text: _beside(chart(f"<c:ser><c:tx><c:v>{text}</c:v></c:tx></c:ser>")),
    "chart-in-header": lambda text: _beside(
        header("header1", p("x"), "rId7"), chart(_title(text), of="word/header1.xml")
    ),
    "chart-shapes": lambda text: _beside(
        chart("<c:plotArea/>"),
        Added(
            "word/drawings/drawing1.xml",
            "chartUserShapes",
            f'{HEAD}<c:userShapes xmlns:c="{CHART}" {A}>{runs(text)}</c:userShapes>'.encode(),
            keys=("rId2",),
            of="word/charts/chart1.xml",
        ),
    ),
    "workbook": embedded_workbook,
    "smart-art": _smart_art("data1", "dgm:dataModel"),
    "smart-art-drawn": _smart_art("drawing1", "dsp:drawing"),
    "endnotes": lambda text: _beside(notes("endnotes", p(text), "rId1")),
    "unlinked-header": _unlinked_header,
    "link": lambda text: package(p("x"), links={"rId9": f"https://a.go.id/{text}"}),
    "link-encoded": lambda text: package(p("x"), links={"rId9": f"https://a/{_encoded(text)}"}),
    "field-encoded": lambda text: _field(_encoded(text)),
    "custom-properties": _properties(
        "custom", "custom-properties", '<property name="x"><vt:lpwstr>{}</vt:lpwstr></property>'
    ),
    "company": _properties("app", "extended-properties", "<Company>{}</Company>"),
    "keywords": _core("cp:keywords"),
    "category": _core("cp:category"),
    "bound-category": _bound_to_core("cp:category"),
    "bound-own": bound_to_own,
    "numbering": lambda text: _beside(
        Added(
            "word/numbering.xml",
            "numbering",
            f'{HEAD}<w:numbering {NAMESPACES}><w:lvlText w:val="{text}"/></w:numbering>'.encode(),
            keys=("rId26",),
        )
    ),
    "variable": lambda text: _beside(
        Added(
            "word/settings2.xml",
            "x",
            f'<w:settings {NAMESPACES}><w:docVar w:name="x" w:val="{text}"/></w:settings>'.encode(),
            keys=("rId27",),
        )
    ),
    "svg": lambda text: _beside(
        Added(
            "word/media/image1.svg",
            "image",
            f"<svg><text>{text}</text></svg>".encode(),
            "image/svg+xml",
            ("rId28",),
        )
    ),
    "chunk-html": lambda text: _chunk("chunk.html", f"<p>Isi<br>{text}".encode()),
    "chunk-rtf": lambda text: _chunk(
        "chunk.rtf", ("{\\rtf1 " + text.replace("{", "\\{").replace("}", "\\}") + "}").encode()
    ),
    "chunk-docx": lambda text: _chunk("chunk.docx", docx_of(text)),
    "chunk-twice": lambda text: _chunk("a.docx", _packed("word/embeddings/b.docx", docx_of(text))),
    "old-object": lambda text: _beside(
        Added(
            "word/embeddings/oleObject1.bin",
            "oleObject",
            b"\xd0\xcf\x11\xe0\x01" + text.encode("utf-16-le") + b"\x00\x01",
            "application/octet-stream",
            ("rId29",),
        )
    ),
    "background": _background,
    "unknown-part": lambda text: _beside(
        Added("word/lain.xml", "lain", f"<x><y>{text}</y></x>".encode(), keys=("rId30",))
    ),
}
# What nobody sees on paper but travels along.
WARNED: dict[str, Plant] = {
    "comments": _word_part("comments", "comments", '<w:comment w:id="1">{}</w:comment>'),
    "glossary": _word_part(
        "glossary/document", "glossaryDocument",
        "<w:docParts><w:docPart><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts>",
    ),
    "own-data": lambda text: bound_to_own(text, bound=False),
}  # fmt: skip
# What docxtpl fills.
FILLED: dict[str, Plant] = {
    "body": lambda text: package(p(text)),
    "table": lambda text: package(tbl(1, tr(text))),
    "text-box": _text_box,
    "header": lambda text: _beside(header("header1", p(text), "rId7")),
    "footer": lambda text: _beside(header("footer1", p(text), "rId7")),
    "footnote": _in_footnote,
    "title": _core("dc:title"),
    "author": _core("dc:creator"),
    "bound-title": _bound_to_core("dc:title"),
    "alternative-text": lambda text: package(
        f"<w:p>{drawing('rId1', 1, text)}</w:p>",
        Added("word/media/image1.png", "image", picture(1), "", ("rId1",)),
    ),
    "tooltip": lambda text: package(
        f'<w:p><w:hyperlink w:anchor="a" w:tooltip="{text}">{r("x")}</w:hyperlink></w:p>'
    ),
    "field": _field,
}
