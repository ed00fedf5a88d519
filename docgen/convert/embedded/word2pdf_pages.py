"""word2pdf 0.1.0 by its own layers, since its front door says too little of what it did.

Reader, layout and renderer are called one by one: so a table row that does not fit a page is
noticed (it would run off the paper), the double line under a letterhead is drawn double, and a sign
that no font has is named. What ReportLab adds to each page (a font that nothing uses and nothing
embeds) is taken out again.
"""

from __future__ import annotations

import io
import os
import threading
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Operator
from word2pdf.document import parse_document
from word2pdf.fonts import FontManager, read_font
from word2pdf.layout import Flow, Layouter, LineOp
from word2pdf.render import Renderer

from docgen.ooxml.names import W

# ReportLab keeps its fonts for the whole process.
_ONE_AT_A_TIME = threading.Lock()
_SHOWS = frozenset(map(Operator, ("Tj", "TJ", "'", '"')))
_BEGIN, _END, _FONT = Operator("BT"), Operator("ET"), Operator("Tf")
# Of a thick and a thin line: the gap and the thin line, as parts of the thick one, as Word has it.
_GAP, _THIN = 0.5, 0.35
_REGULAR = "DejaVuSans.ttf"


class _Pages(Flow):  # type: ignore[misc]
    """The layout, which says when a row of a table is taller than a page."""

    too_tall = False

    def _place_table(self, box: Any) -> None:
        room = self.frame.bottom - self.frame.top
        self.too_tall |= any(row.height > room for row in box.rows)
        super()._place_table(box)

    def _emit_borders(
        self, page: Any, borders: Any, x: float, y: float, width: float, height: float,
        open_top: bool, open_bottom: bool,
    ) -> None:  # fmt: skip
        """The borders; of a thick and a thin line below a paragraph, both."""
        border = borders.get("bottom")
        if border is None or not open_bottom or not str(border.style).endswith("Gap"):
            super()._emit_borders(page, borders, x, y, width, height, open_top, open_bottom)
            return
        sizes = (border.size, border.size * _THIN)
        first, second = sizes if border.style.startswith("thick") else reversed(sizes)
        upper = replace(border, style="single", size=first)
        super()._emit_borders(
            page, {**borders, "bottom": upper}, x, y, width, height, open_top, open_bottom
        )
        space = border.space or 0.0
        place = y + height + space + first / 2 + border.size * _GAP + second / 2
        color = self.doc.styles.resolve_border_color(border) or "000000"
        page.ops.append(LineOp(x1=x, x2=x + width, y1=place, y2=place, color=color, width=second))


class Painter:
    """Draws .docx files, with the fonts of the system and of ``folders``."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = [str(folder) for folder in folders]
        self._fonts = FontManager(extra_dirs=self._folders, use_cache=False)
        _prefer_regular(self._fonts.index.by_key)

    def draw(self, path: Path) -> bytes | str:
        """The PDF as ReportLab writes it; or what cannot be drawn right, in words."""
        options = {"font_dirs": self._folders, "font_cache": False}
        with _ONE_AT_A_TIME:
            document = parse_document(str(path), options)
            self._fonts.set_document_default(_document_font(document))
            layouter = Layouter(document, fonts=self._fonts, options=options)
            pages = _Pages(layouter, options)
            renderer = Renderer(pages.run(), document, options)
            if signs := self._without_font(path):
                return f"tanda {' '.join(signs)} tidak ada di huruf yang terpasang"
            if pages.too_tall:
                return "baris tabel yang lebih tinggi dari satu halaman"
            target = io.BytesIO()
            renderer.write(target)
            if said := [*document.warnings, *layouter.warnings, *renderer.warnings]:
                return "; ".join(map(str, said))
        return _without_idle_fonts(target.getvalue())

    def _without_font(self, path: Path) -> list[str]:
        """Signs of the text that would come out as an empty box."""
        used = [each for each in self._fonts._resolved.values() if each.info]
        return [
            sign
            for sign in sorted(_signs(path))
            if not self._fonts.fallback_for(sign, False, False)
            and not all(self._fonts.covers(font, sign) for font in used)
        ]


def _document_font(document: Any) -> str:
    """The family of text that names none, as word2pdf's own converter finds it."""
    styles = document.styles
    family = styles.doc_rpr.font_ascii
    if not family and styles.doc_rpr.theme_ascii:
        family = styles.theme.font(styles.doc_rpr.theme_ascii)
    normal = styles.get(styles.default_para_style)
    if not family and normal is not None:
        family = normal.rpr.font_ascii
    return family or styles.theme.minor_font or "Calibri"


def _signs(path: Path) -> frozenset[str]:
    """Every sign that the text of a document and of its headers and footers shows."""
    found: set[str] = set()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith(("word/document", "word/header", "word/footer")):
                for text in etree.fromstring(package.read(name)).iter(f"{W}t"):
                    found.update(text.text or "")
    return frozenset(sign for sign in found if unicodedata.category(sign)[0] not in "ZC")


def _prefer_regular(faces: dict[tuple[str, bool, bool], Any]) -> None:
    """DejaVu Sans in its usual weight.

    The index takes the first file of a family, which is the extra light face where there is one,
    and that lacks the tick boxes of forms.
    """
    face = faces.get(("dejavu sans", False, False))
    if face is None or os.path.basename(face["path"]) == _REGULAR:  # noqa: PTH119
        return
    regular = Path(face["path"]).with_name(_REGULAR)
    info = read_font(str(regular), 0) if regular.is_file() else None
    if info is not None:
        faces["dejavu sans", False, False] = {
            **face, "path": str(regular), "index": 0, "bold": False, "italic": False,
            "asc": info.ascent, "desc": info.descent, "gap": info.line_gap,
            "wasc": info.win_ascent, "wdesc": info.win_descent,
        }  # fmt: skip


def _without_idle_fonts(data: bytes) -> bytes:
    """The PDF without the font that ReportLab names at the start of each page and never uses."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            content: list[Any] = []
            start = None
            used: set[str] = set()
            for instruction in pikepdf.parse_content_stream(page):
                content.append(instruction)
                if instruction.operator == _BEGIN:
                    start, shows, named = len(content) - 1, False, set()
                elif start is None:
                    continue
                elif instruction.operator in _SHOWS:
                    shows = True
                elif instruction.operator == _FONT:
                    named.add(str(instruction.operands[0]))
                elif instruction.operator == _END:
                    if shows:
                        used |= named
                    else:
                        del content[start:]
                    start = None
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
            fonts = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Font")
            if fonts is not None:
                page.obj.Resources.Font = pikepdf.Dictionary(
                    {key: font for key, font in fonts.items() if key in used}
                )
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()
