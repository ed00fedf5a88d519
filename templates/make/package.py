"""A lean .docx package: only the parts a paper needs, the same bytes on every run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from templates.make.styles import FONT, TICK_FONT, styles_part
from templates.make.theme import font_table, theme
from templates.make.words import R, W, twips

DATE = "2025-01-02T00:00:00Z"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS = "application/vnd.openxmlformats-officedocument"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class Page:
    """Paper and margins in millimetres; ``header``/``footer`` are distances from the edge."""

    width: float = 210
    height: float = 297
    top: float = 15
    right: float = 20
    bottom: float = 25
    left: float = 30
    header: float = 11
    footer: float = 10


@dataclass(frozen=True)
class Paper:
    """A template: its body and, where they differ, what stands on top and at the foot.

    ``first_header`` and ``first_footer`` are for page 1; both default to none at all.
    """

    title: str
    body: str
    page: Page = Page()
    size: float = 11
    header: str = ""
    first_header: str = ""
    footer: str = ""
    first_footer: str = ""


def build(paper: Paper) -> bytes:
    """The bytes of the .docx."""
    edges = {
        "header1.xml": ("header", "default", paper.header),
        "header2.xml": ("header", "first", paper.first_header),
        "footer1.xml": ("footer", "default", paper.footer),
        "footer2.xml": ("footer", "first", paper.first_footer),
    }
    edges = {name: edge for name, edge in edges.items() if edge[2]}
    links = {name: f"rId{number}" for number, name in enumerate(edges, 5)}
    parts = {
        name: f'<w:{"hdr" if kind == "header" else "ftr"} xmlns:w="{W}" xmlns:r="{R}">{content}'
        f"</w:{'hdr' if kind == 'header' else 'ftr'}>"
        for name, (kind, _, content) in edges.items()
    }
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{links[name]}"/>'
        for name, (kind, which, _) in edges.items()
    )
    has_first = any(which == "first" for _, which, _ in edges.values())
    document = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{paper.body}'
        f"{_section(paper.page, references, has_first)}</w:body></w:document>"
    )
    styles = styles_part(_used_styles(document, *parts.values()), paper.size)
    relations = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        ("rId3", "fontTable", "fontTable.xml"),
        ("rId4", "theme", "theme/theme1.xml"),
    ]
    relations += [(links[name], kind, name) for name, (kind, _, _) in edges.items()]
    overrides = [("wordprocessingml.document.main", "document.xml"),
                 ("wordprocessingml.styles", "styles.xml"),
                 ("wordprocessingml.settings", "settings.xml"),
                 ("wordprocessingml.fontTable", "fontTable.xml"),
                 ("theme", "theme/theme1.xml")]  # fmt: skip
    overrides += [(f"wordprocessingml.{kind}", name) for name, (kind, _, _) in edges.items()]
    members = {
        "[Content_Types].xml": _content_types(overrides),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(paper.title),
        "docProps/app.xml": f'<Properties xmlns="{EXTENDED}"><Application>docgen</Application>'
        "</Properties>",
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations([(i, f"{R}/{k}", t) for i, k, t in relations]),
        "word/styles.xml": styles,
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table({FONT: "swiss", TICK_FONT: "swiss"}),
        "word/theme/theme1.xml": theme(FONT),
        **{f"word/{name}": content for name, content in parts.items()},
    }
    return zipped({name: (HEAD + content).encode() for name, content in members.items()})


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip with fixed times, in the given order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return target.getvalue()


def _used_styles(*parts: str) -> frozenset[str]:
    tags = {f"{{{W}}}pStyle", f"{{{W}}}rStyle", f"{{{W}}}tblStyle"}
    return frozenset(
        str(element.get(f"{{{W}}}val"))
        for part in parts
        for element in etree.fromstring(part).iter(*tags)
    )


def _section(page: Page, references: str, has_first: bool) -> str:
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    sides = {name: twips(getattr(page, name))
             for name in ("top", "right", "bottom", "left", "header", "footer")}  # fmt: skip
    margins = " ".join(f'w:{name}="{length}"' for name, length in sides.items())
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"'
        f'{turned}/><w:pgMar {margins} w:gutter="0"/>'
        f"{'<w:titlePg/>' if has_first else ''}</w:sectPr>"
    )


def _content_types(overrides: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Override PartName="/word/{name}" ContentType="{KINDS}.{kind}+xml"/>'
        for kind, name in overrides
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'{inner}<Override PartName="/docProps/core.xml" ContentType="application/'
        'vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" '
        f'ContentType="{KINDS}.extended-properties+xml"/></Types>'
    )


def _relations(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _package_relations() -> str:
    return _relations(
        [
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
        ]
    )


def _core(title: str) -> str:
    dates = "".join(
        f'<dcterms:{when} xsi:type="dcterms:W3CDTF">{DATE}</dcterms:{when}>'
        for when in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>docgen</dc:creator>"
        f"<cp:lastModifiedBy>docgen</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}"
        "<dc:language>id-ID</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    # Mode 15 is Word 2013 and later; without it Word opens the paper in compatibility mode.
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )
