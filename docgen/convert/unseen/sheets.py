"""What a workbook computes from the clock or from its own place, whenever it is opened.

Formulas (ECMA-376-1, 18.17) and the codes of printed headers and footers (18.3.1.46).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.convert.unseen.parts import OfficeParts
from docgen.ooxml.names import R

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BOOK = "xl/workbook.xml"
_VOLATILE = re.compile(r"\b(TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\s*\(", re.IGNORECASE)
_NEEDLES = (b"TODAY", b"NOW", b"RAND", b"CELL", b"INFO", b"eader", b"ooter")
_TEXT = re.compile(r'"(?:[^"]|"")*"')  # inside a formula, a text computes nothing
_CODES = {"D": "tanggal", "T": "jam", "F": "nama berkas", "Z": "folder berkas"}
_CODE = re.compile(r"&([DTFZ])")


def computed_anew(parts: OfficeParts) -> Iterator[tuple[str, str, str]]:
    """What is computed anew: in words, the sheet, and the cell ("" of a header or footer)."""
    for name, title in sheets_of(parts):
        root = parts.root(name) if parts.holds(name, *_NEEDLES) else None
        if root is None:
            continue
        for cell in root.iter(f"{_S}c"):
            formula = _TEXT.sub("", cell.findtext(f"{_S}f") or "")
            if (match := _VOLATILE.search(formula)) is not None:
                yield f"rumus {match[1].upper()}()", title, cell.get("r", "")
        for frame in root.iter(f"{_S}headerFooter"):
            texts = "".join(each.text or "" for each in frame).replace("&&", "")
            for code in dict.fromkeys(_CODE.findall(texts)):
                yield f"kode &{code} ({_CODES[code]}) di kepala atau kaki halaman", title, ""


def sheets_of(parts: OfficeParts) -> Iterator[tuple[str, str]]:
    """The parts of the sheets, with their names."""
    root = parts.root(_BOOK) if _BOOK in parts.names else None
    targets = parts.targets(_BOOK)
    for sheet in root.iter(f"{_S}sheet") if root is not None else ():
        target = targets.get(sheet.get(f"{R}id", ""), ("", False))[0]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield path, sheet.get("name", "")
