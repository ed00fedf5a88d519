"""Which fonts a document asks for: those of its text, by its runs, styles and theme.

Word: ECMA-376 part 1, §17.3.2.26 (``w:rFonts``) and §17.7.2 (the order of styles). Excel: §18.8.
A style that nothing uses asks for nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from docgen.convert.fonts.used_styles import chain, default_style, styles_by_id
from docgen.ooxml.names import W
from docgen.ooxml.usual import usual_package
from docgen.outside.files import read_bytes
from docgen.outside.xml import parse_xml

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
# Signs, which no other font could stand in for; LibreOffice draws them itself.
_SIGNS = frozenset(("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"))
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, RuntimeError)
_OF_THEME = {"major": "majorFont", "minor": "minorFont"}
_SLOTS = ("ascii", "hAnsi")


def fonts_of(source: Path | bytes) -> frozenset[str]:
    """The fonts that the text of a .docx or .xlsx is set in; none for what cannot be read."""
    try:
        data = source if isinstance(source, bytes) else read_bytes(source)
        with zipfile.ZipFile(io.BytesIO(usual_package(data))) as file:
            parts = {name: file.read(name) for name in file.namelist() if _is_wanted(name)}
        found = _of_workbook(parts) if "xl/workbook.xml" in parts else _of_document(parts)
        return frozenset(name for name in found if name and name.casefold() not in _SIGNS)
    except _DAMAGED:
        return frozenset()  # whoever reads it for its content says so


def _is_wanted(name: str) -> bool:
    return name in ("word/styles.xml", "xl/workbook.xml", "xl/styles.xml") or bool(
        _TEXTS.fullmatch(name) or _SHEETS.fullmatch(name) or name.startswith("word/theme/")
    )


def _of_document(parts: Mapping[str, bytes]) -> set[str]:
    styles = parse_xml(parts.get("word/styles.xml", b"<none/>"), huge=True)
    theme = _theme(parts)
    known = styles_by_id(styles)
    usual = default_style(styles)
    defaults = _fonts(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), theme)
    found: set[str] = set()
    for name, data in parts.items():
        if not _TEXTS.fullmatch(name):
            continue
        for run in parse_xml(data, huge=True).iter(f"{W}r"):
            if not any(each.text and each.text.strip() for each in run.iter(f"{W}t")):
                continue
            paragraph = next(run.iterancestors(f"{W}p"), None)
            block = _style(paragraph, "pPr", "pStyle") or usual
            table = _style(next(run.iterancestors(f"{W}tbl"), None), "tblPr", "tblStyle")
            layers = [run.find(f"{W}rPr")]
            for style in (_style(run, "rPr", "rStyle"), block, table):
                layers += [each.find(f"{W}rPr") for each in chain(known, style)]
            # The first that says anything, for each of the two slots of Latin letters.
            said = [_fonts(layer, theme) for layer in layers] + [defaults]
            for slot in _SLOTS:
                found.add(next((fonts[slot] for fonts in said if slot in fonts), ""))
    return found


def _style(element: etree._Element | None, properties: str, reference: str) -> str:
    found = None if element is None else element.find(f"{W}{properties}/{W}{reference}")
    return "" if found is None else found.get(f"{W}val", "")


def _fonts(properties: etree._Element | None, theme: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return found
    for slot in _SLOTS:
        named = fonts.get(f"{W}{slot}Theme")
        name = theme.get(named[:5], "") if named else fonts.get(f"{W}{slot}")
        if name:
            found[slot] = name
    return found


def _theme(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The two fonts of the theme, by the beginning of the names that runs use for them."""
    found = {}
    for name in sorted(parts):
        if name.startswith("word/theme/") and name.endswith(".xml"):
            root = parse_xml(parts[name], huge=True)
            for key, element in _OF_THEME.items():
                for latin in root.iter(f"{_A}{element}"):
                    face = latin.find(f"{_A}latin")
                    if face is not None:
                        found[key] = face.get("typeface", "")
    return found


def _of_workbook(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The fonts of the formats that cells, rows and columns have."""
    styles = parse_xml(parts.get("xl/styles.xml", b"<none/>"), huge=True)
    fonts = [
        next((each.get("val", "") for each in font.iter(f"{_S}name")), "")
        for font in styles.iterfind(f"{_S}fonts/{_S}font")
    ]
    formats = [int(each.get("fontId", "0")) for each in styles.iterfind(f"{_S}cellXfs/{_S}xf")]
    used: set[int] = set()
    for name, data in parts.items():
        if _SHEETS.fullmatch(name):
            for _event, cell in etree.iterparse(io.BytesIO(data), tag=f"{_S}c"):
                if len(cell):
                    used.add(int(cell.get("s", "0")))
                cell.clear()
    if not used:  # a template: its formats wait for the rows
        yield from fonts
    for number in used:
        font = formats[number] if number < len(formats) else 0
        if font < len(fonts):
            yield fonts[font]
