"""Word packages built from raw XML: what Word writes, with no library in between."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image as Pixels

from docgen.ooxml.package import write_package

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SECTION = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:left="1440"/>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-02T03:04:05Z</dcterms:created>'
    "</cp:coreProperties>"
)
# docxtpl writes each property it can fill, also a blank one.
BLANK = (
    "<dc:title></dc:title><dc:subject></dc:subject><dc:creator></dc:creator>"
    "<dc:description></dc:description><dc:identifier></dc:identifier><dc:language></dc:language>"
)


@dataclass(frozen=True)
class Added:
    """A part beside the document: its relationship key from the document, kind, and bytes.

    ``of`` names the part that refers to it; ``keys`` are several where it is referred to twice.
    """

    name: str
    kind: str
    data: bytes
    content_type: str = ""
    keys: Sequence[str] = ()
    of: str = "word/document.xml"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(text)}</w:r>"


def p(text: str, properties: str = "") -> str:
    """A paragraph with its text in one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text)}</w:p>"


def split(text: str, width: int = 1) -> str:
    """A paragraph whose text Word has spread over runs, with marks between them."""
    marks = (
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>',
        "",
    )
    pieces = [text[at : at + width] for at in range(0, len(text), width)]
    runs = (
        f'<w:r w:rsidRPr="00A1B2C{n % 10}"><w:rPr><w:b/></w:rPr>{t(piece)}</w:r>{marks[n % 3]}'
        for n, piece in enumerate(pieces)
    )
    return f'<w:p w:rsidR="00112233">{"".join(runs)}</w:p>'


def tc(content: str, properties: str = '<w:tcW w:w="2000" w:type="dxa"/>') -> str:
    """A cell; plain text becomes a paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if '<' in content else p(content)}</w:tc>"


def tr(*cells: str) -> str:
    """A row of plain texts, paragraphs, or whole cells."""
    made = (cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def tbl(columns: int, *rows: str) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def story(kind: str, content: str) -> bytes:
    """A header (``hdr``), footer (``ftr``), or the notes, as a part."""
    return f"{HEAD}<w:{kind} {NAMESPACES}>{content}</w:{kind}>".encode()


def package(
    body: str,
    *added: Added,
    section: str = "",
    core: str | None = BLANK,
    links: Mapping[str, str] | None = None,
    document: str = "word/document.xml",
) -> bytes:
    """A .docx; ``core`` None leaves the properties out, ``section`` comes before the page size."""
    main = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}{SECTION}</w:sectPr>"
    members = {document: f"{main}</w:body></w:document>".encode()}
    types = {document: f"{WORD}.document.main+xml"}
    rels: dict[str, list[str]] = {"": [_rel("rId1", f"{OFFICE}/officeDocument", document)]}
    if core is not None:
        members["docProps/core.xml"] = (HEAD + CORE.format(core)).encode()
        types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        rels[""].append(_rel("rId2", kind, "docProps/core.xml"))
    for part in added:
        members[part.name] = part.data
        if part.content_type:
            types[part.name] = part.content_type
        for key in part.keys:
            of = document if part.of == "word/document.xml" else part.of
            rels.setdefault(of, []).append(_rel(key, f"{OFFICE}/{part.kind}", f"/{part.name}"))
    for key, target in (links or {}).items():
        made = _rel(key, f"{OFFICE}/hyperlink", target, ' TargetMode="External"')
        rels.setdefault(document, []).append(made)
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    kinds = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
    used = {name.rpartition(".")[2] for name in members}
    defaults = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in kinds.items()
        if extension in used
    )
    members["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{overrides}</Types>'
    ).encode()
    for of, listed in rels.items():
        folder, _, name = of.rpartition("/")
        path = f"{folder}/_rels/{name}.rels" if of else "_rels/.rels"
        text = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}'
        members[path] = f"{text}</Relationships>".encode()
    return write_package(members.items())


def _rel(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'


def header(name: str, content: str, *keys: str) -> Added:
    """A header or footer, told by its name, with the keys that the document knows it by."""
    kind = "header" if "header" in name else "footer"
    data = story("hdr" if kind == "header" else "ftr", content)
    return Added(f"word/{name}.xml", kind, data, f"{WORD}.{kind}+xml", keys)


def notes(kind: str, content: str, key: str) -> Added:
    """The footnotes or endnotes: the one note 2 beside the separators."""
    one = kind.removesuffix("s")
    separators = "".join(
        f'<w:{one} w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:{one}>'
        for n, kind in enumerate(("separator", "continuationSeparator"))
    )
    data = story(kind, f'{separators}<w:{one} w:id="2">{content}</w:{one}>')
    return Added(f"word/{kind}.xml", kind, data, f"{WORD}.{kind}+xml", (key,))


def picture(seed: int, kind: str = "PNG", size: tuple[int, int] = (12, 8)) -> bytes:
    """A small picture of one colour."""
    made = io.BytesIO()
    colour = (seed * 37 % 256, seed * 91 % 256, seed * 151 % 256)
    Pixels.new("RGB", size, colour).save(made, kind, dpi=(96, 96))
    return made.getvalue()


def drawing(key: str, number: int = 1, text: str = "") -> str:
    """An inline picture that the template already holds."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="360000" cy="360000"/><wp:docPr id="{number}" name="Gambar" '
        f'descr="{text}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
