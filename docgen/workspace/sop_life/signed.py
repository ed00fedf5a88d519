"""The signed sheet that came back: is it there, is it signed, and is it this SOP's?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.bundle import read_as_pdf
from docgen.check.documents.shown_words import missing
from docgen.check.pdf.reading import letters_of, read_pdf
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error, hint, warning
from docgen.model.letter import ELECTRONIC
from docgen.model.sop import Sop
from docgen.outside.pdfs import load_pages
from docgen.signatures import Judge, missing_signature, read_certificates, signature_findings
from docgen.workspace.input_files import SCANS, coarse_scan, is_outside
from docgen.workspace.kinds.frozen_sops import step_fields
from docgen.workspace.sop_life.desk import Desk

# A paper with fewer letters on its pages has a stamp or a page number, and no words.
FEWEST = 40
# So much of what a sheet shows must be missing before it is another one's.
MOST_MISSING = 0.5


def signed_findings(desk: Desk, root: Path, path: str) -> tuple[Finding, ...]:
    """Findings: file-outside, file-missing, file-not-pdf, image-coarse, those of
    ``signature_findings``, signature-missing, signed-paper-unread, signed-paper-other,
    signed-paper-differs."""
    where = desk.where("disahkan_oleh", "berkas_ttd")
    if is_outside(path):
        message = f"SOP bertanda tangan «{path}» di luar ruang kerja; salin ke dalamnya"
        return (error("file-outside", where, message),)
    if not (root / path).is_file():
        message = f"SOP bertanda tangan «{path}» tidak ada (dihitung dari folder docgen.toml)"
        return (error("file-missing", where, message),)
    if not path.lower().endswith(SCANS):
        message = f"SOP bertanda tangan «{path}» harus {', '.join(SCANS)}"
        return (error("file-not-pdf", where, message),)
    return tuple(_judged(desk, root, path, where))


def _judged(desk: Desk, root: Path, path: str, where: Where) -> Iterator[Finding]:
    certificates = read_certificates(root)
    yield from certificates.findings
    judge = Judge(certificates.value or ())
    verdict = judge.verdict(root / path)
    if verdict:
        yield from signature_findings(verdict, Where(path), judge)
    if getattr(desk.life.sop.disahkan_oleh, "cara_ttd", "") == ELECTRONIC:
        yield from missing_signature(verdict, path, where)
    yield from coarse_scan(root, path, where)
    yield from _words(desk.life.sop, root, path, is_sealed=verdict is not None)


def _words(sop: Sop, root: Path, path: str, *, is_sealed: bool) -> Iterator[Finding]:
    place = Where(path)
    is_pdf = path.lower().endswith(".pdf")
    try:
        if is_pdf:
            load_pages(root / path)
        else:
            read_as_pdf(root / path)
    except FindingsError as problem:
        yield from problem.findings
        return
    read = read_pdf(root / path) if is_pdf else None
    if is_pdf and read is None:
        message = f"«{path}» rusak atau bukan PDF; simpan atau pindai ulang"
        yield error("file-not-pdf", place, message)
        return
    if read is None or len(letters_of("".join(read.pages))) < FEWEST:
        message = (
            f"isi «{path}» tidak dapat dibaca, karena hanya gambar: lihat sendiri apakah ini "
            f"lembar SOP «{sop.nama}»"
        )
        yield hint("signed-paper-unread", place, message)
        return
    known = [("nomor", sop.nomor), ("nama", sop.nama), *step_fields(sop)]
    absent = list(missing(known, read.pages))
    if not absent:
        return
    named = "; ".join(f"{field} «{text}»" for field, text in absent[:3])
    if len(absent) > MOST_MISSING * len(known):
        message = f"berkas ini bukan lembar SOP «{sop.nama}»: tidak ada {named}; periksa berkas_ttd"
        yield error("signed-paper-other", place, message)
    else:
        message = (
            f"yang ditandatangani berbeda dari speknya: tidak ada {named}; samakan spek dengan "
            "yang ditandatangani, atau minta tanda tangan untuk yang baru"
        )
        # The words of a scan were read off a picture.
        if is_sealed:
            yield error("signed-paper-differs", place, message)
        else:
            yield warning("signed-paper-differs", place, message)
