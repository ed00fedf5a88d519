"""Half-folio forms, two on a portrait folio sheet with a fine line to cut along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Page, Pdf, Rectangle

from docgen.bundle.marks.stamp import POINTS_A_MM, frame_of
from docgen.bundle.pdf.dedupe import share_streams
from docgen.bundle.pdf.new_pdfa import new_pdfa, show_bookmarks
from docgen.bundle.pdf.outline import Bookmark, write_outline
from docgen.bundle.pdf.pdfa_identification import claims_pdfa, remove_pdfa_identification
from docgen.bundle.pdf.save import destination, save, untag
from docgen.bundle.pdf.signed import open_unsealed, read_pdf
from docgen.bundle.prints.copies import Prints

TOLERANCE = 1.0 * POINTS_A_MM  # LibreOffice rounds page sizes to twips
CUT_LINE = "q 0.25 w 0.5 G [3 3] 0 d 0 {y:.2f} m {x:.2f} {y:.2f} l S Q\n"


@dataclass(slots=True)
class _Sheet:
    """A sheet in the making: how many halves are taken, and what draws them."""

    page: Page
    taken: int = 0
    content: list[str] = field(default_factory=list)


def print_forms(
    forms: Sequence[tuple[str, Path]], *, title: str, sheet_mm: tuple[float, float]
) -> Prints:
    """The forms in order, bookmark and PDF each, two halves to a sheet of ``sheet_mm``.

    A page that is half a sheet (its width, half its height) takes the next half, the upper first;
    the last one alone leaves the lower blank. A page of another size stays a page of its own.
    Signed PDFs are left out. It says PDF/A only when all forms do. The same files always give the
    same bytes.

    Raises:
        FindingsError: A file is no PDF that can be read (``bundle-not-a-pdf``).
    """
    left_out: list[Path] = []
    starts: list[tuple[str, int]] = []
    size = (sheet_mm[0] * POINTS_A_MM, sheet_mm[1] * POINTS_A_MM)
    sheet: _Sheet | None = None
    with new_pdfa(title) as pdf:
        sources: list[Pdf] = []
        for name, path in forms:
            source = open_unsealed(read_pdf(path), path)
            if source is None:
                left_out.append(path)
                continue
            sources.append(source)
            for number, page in enumerate(source.pages):
                if not _is_half(page, size):
                    _finish(pdf, sheet, size)
                    sheet = None
                    pdf.pages.append(page)
                elif sheet is None or sheet.taken == 2:
                    _finish(pdf, sheet, size)
                    sheet = _Sheet(pdf.add_blank_page(page_size=size))
                if sheet:
                    _place(pdf, sheet, page, size)
                if number == 0:
                    starts.append((name, len(pdf.pages) - 1))
        _finish(pdf, sheet, size)
        if not starts:
            return Prints(None, tuple(left_out), 0)
        untag(pdf)
        share_streams(pdf)
        pages = list(pdf.pages)
        write_outline(pdf, [Bookmark(name, destination(pages[at])) for name, at in starts])
        show_bookmarks(pdf)
        if not all(map(claims_pdfa, sources)):
            remove_pdfa_identification(pdf)
        return Prints(save(pdf), tuple(left_out), len(pages))


def _is_half(page: Page, size: tuple[float, float]) -> bool:
    frame = frame_of(page)
    return abs(frame.width - size[0]) <= TOLERANCE and abs(frame.height - size[1] / 2) <= TOLERANCE


def _place(pdf: Pdf, sheet: _Sheet, page: Page, size: tuple[float, float]) -> None:
    form = pdf.copy_foreign(page.as_form_xobject())
    name = Name(f"/Half{sheet.taken}")
    resources = sheet.page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject[name] = form
    top = size[1] - sheet.taken * size[1] / 2
    half = Rectangle(0, top - size[1] / 2, size[0], top)
    drawn = sheet.page.calc_form_xobject_placement(
        form, name, half, invert_transformations=True, allow_shrink=False, allow_expand=False
    )
    sheet.content.append(drawn.decode())
    sheet.taken += 1


def _finish(pdf: Pdf, sheet: _Sheet | None, size: tuple[float, float]) -> None:
    """Write what a sheet shows."""
    if sheet is None:
        return
    line = CUT_LINE.format(x=size[0], y=size[1] / 2)
    sheet.page.obj.Contents = pdf.make_stream("".join([*sheet.content, line]).encode())
    sheet.page.obj.MediaBox = Array([0, 0, round(size[0], 3), round(size[1], 3)])
