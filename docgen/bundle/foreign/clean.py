"""A foreign PDF made fit for the bundle: nothing runs, nothing asks, all that shows stays.

A hint says what was mended or removed. A warning means that the file must stay beside the bundle,
since merged pages would not show what the file shows (:func:`stays_beside`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pikepdf import Dictionary, Object, Pdf

from docgen.bundle.foreign.actions import count_actions
from docgen.bundle.foreign.annotations import flatten, has_undrawn_fields, has_undrawn_notes
from docgen.bundle.foreign.content import TooDeepError, mend_content
from docgen.bundle.foreign.layers import has_layers, hides_layers, unmark_layers
from docgen.bundle.foreign.page_boxes import SMALLEST, mend_pages, odd_sizes
from docgen.findings import Finding, Severity, Where, hint, warning
from docgen.limits import MOST_OBJECTS, MOST_PAGES
from docgen.outside.pdfs import AGAIN

# Of the catalogue; the rest holds for its file alone, or acts.
_KEPT = frozenset({"/Type", "/Pages", "/Lang"})
# Points in a millimetre.
_MM = 72 / 25.4
_NOTED = 5
BESIDE = "berkas ini disimpan utuh di luar berkas arsip"


def stays_beside(findings: Iterable[Finding]) -> bool:
    """Whether what :func:`clean` found forbids merging."""
    return any(finding.severity is not Severity.HINT for finding in findings)


def clean(pdf: Pdf, where: Where) -> list[Finding]:
    """Mend an open PDF in place and say what was done.

    Scripts, actions, attachments, media and the file's own catalogue go; forms and notes are drawn
    into their pages; named destinations become explicit ones. After a finding that is more than a
    hint (:func:`stays_beside`) the PDF may be half mended and must not be merged.

    Raises:
        pikepdf.PdfError: The file is too damaged to be walked.
    """
    root = pdf.Root
    unfit = _unfit(pdf, where)
    if unfit:
        return unfit
    found: list[Finding] = []
    counts = Counter({"actions": count_actions(pdf), "attachments": _attached(root)})
    has_xfa = isinstance(root.get("/AcroForm"), Dictionary) and "/XFA" in root.AcroForm
    layered = has_layers(pdf)
    mended, active = mend_pages(pdf)
    odd = odd_sizes(pdf)
    if odd:
        return [_odd(odd, where)]
    undrawn = _undrawn(pdf, where)
    if undrawn:
        return undrawn
    counts += flatten(pdf)
    counts["actions"] += active
    _clear_catalogue(pdf)
    try:
        forbidden = mend_content(pdf)
    except TooDeepError:
        message = f"susunannya terlalu dalam untuk dibaca dengan aman, jadi {BESIDE}. {AGAIN}"
        return [warning("pdf-too-deep", where, message)]
    layered |= bool(forbidden.pop("layers", 0))
    if layered:
        unmark_layers(pdf)
    found += _said(counts, where)
    if has_xfa:
        message = "lapisan formulir XFA dibuang; yang tercetak di halaman tetap ada"
        found.append(hint("pdf-xfa-removed", where, message))
    if layered:
        message = "lapisan (layer) disatukan; semuanya memang tampak"
        found.append(hint("pdf-layers-flattened", where, message))
    if mended:
        message = f"ukuran, putaran atau susunan {mended} halaman tidak sah dan diperbaiki"
        found.append(hint("pdf-page-mended", where, message))
    if forbidden:
        keys = ", ".join(sorted(forbidden))
        message = f"pengaturan gambar yang dilarang di PDF/A dibuang: {keys}; periksa tampilannya"
        found.append(hint("pdf-content-mended", where, message))
    return found


def _unfit(pdf: Pdf, where: Where) -> list[Finding]:
    """Why the pages alone would not be the document."""
    root = pdf.Root
    if bool(root.get("/NeedsRendering")):
        message = f"formulir XFA dinamis: isinya tidak ada di halaman, jadi {BESIDE}. {AGAIN}"
        return [warning("pdf-xfa-dynamic", where, message)]
    if isinstance(root.get("/Collection"), Dictionary):
        message = (
            f"portofolio PDF: isinya adalah berkas-berkas di dalamnya, jadi {BESIDE}. Simpan "
            "berkas-berkas itu satu per satu, lalu masukkan sendiri-sendiri."
        )
        return [warning("pdf-portfolio", where, message)]
    if hides_layers(pdf):
        message = (
            "ada lapisan (layer) yang disembunyikan dan akan tampak bila digabung, jadi "
            f"{BESIDE}. {AGAIN}"
        )
        return [warning("pdf-layers-hidden", where, message)]
    if len(pdf.pages) > MOST_PAGES or len(pdf.objects) > MOST_OBJECTS:
        message = (
            f"terlalu besar: {len(pdf.pages)} halaman, {len(pdf.objects)} objek, jadi {BESIDE}. "
            f"Bagi menjadi beberapa berkas, paling banyak {MOST_PAGES} halaman masing-masing."
        )
        return [warning("pdf-too-large", where, message)]
    return []


def _undrawn(pdf: Pdf, where: Where) -> list[Finding]:
    """What the pages show only where a reader draws it, and cannot be drawn into them."""
    if has_undrawn_fields(pdf):
        message = (
            "isian formulirnya tidak dapat digambar dengan tepat di halaman (beberapa baris atau "
            f"huruf khusus), jadi {BESIDE}. Cetak ke PDF (Print to PDF) dari pembaca PDF, lalu "
            "pakai hasilnya."
        )
        return [warning("pdf-form-undrawn", where, message)]
    if has_undrawn_notes(pdf):
        message = (
            "ada coretan (sorotan, garis, kotak teks) yang hanya digambar oleh pembaca PDF dan "
            f"akan hilang bila digabung, jadi {BESIDE}. {AGAIN}"
        )
        return [warning("pdf-notes-undrawn", where, message)]
    return []


def _clear_catalogue(pdf: Pdf) -> None:
    """Leave only what holds for the pages wherever they stand."""
    for key in list(pdf.Root.keys()):
        if key not in _KEPT:
            del pdf.Root[key]
    for key in ("/Info", "/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]


def _odd(numbers: list[int], where: Where) -> Finding:
    pages = ", ".join(map(str, numbers[:_NOTED])) + (", …" if len(numbers) > _NOTED else "")
    message = (
        f"halaman {pages} lebih kecil dari {SMALLEST / _MM:.0f} mm atau lebih besar dari 5 m, "
        f"jadi {BESIDE}. {AGAIN}"
    )
    return warning("pdf-page-size", where, message)


def _attached(root: Object) -> int:
    names = root.get("/Names")
    return int((isinstance(names, Dictionary) and "/EmbeddedFiles" in names) or "/AF" in root)


def _said(counts: Counter[str], where: Where) -> Iterable[Finding]:
    if count := counts["actions"]:
        message = f"{count} skrip atau perintah (JavaScript, membuka program atau berkas) dibuang"
        yield hint("pdf-actions-removed", where, message)
    if counts["attachments"]:
        message = "berkas yang terlampir di dalam PDF ini tidak ikut; masukkan sendiri bila perlu"
        yield hint("pdf-attachments-removed", where, message)
    if count := counts["media"]:
        message = f"{count} video, suara atau gambar 3D dibuang; yang tampak di halaman tetap ada"
        yield hint("pdf-media-removed", where, message)
    if count := counts["fields"]:
        message = f"{count} isian formulir dijadikan bagian halaman"
        yield hint("pdf-form-flattened", where, message)
    if count := counts["notes"]:
        message = f"{count} catatan dan coretan dijadikan bagian halaman"
        yield hint("pdf-notes-flattened", where, message)
    if count := counts["comments"]:
        message = (
            f"{count} komentar yang baru terbaca bila diklik tidak ikut; bila perlu, cetak PDF ini "
            "beserta komentarnya dan pakai hasilnya"
        )
        yield hint("pdf-comments-removed", where, message)
    if count := counts["links"]:
        message = f"{count} tautan yang tidak menuju ke mana pun dibuang"
        yield hint("pdf-links-removed", where, message)
