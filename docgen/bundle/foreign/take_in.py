"""A PDF that docgen did not make: opened with care, cleaned, and proved to be PDF/A-2b by itself.

What comes out can be merged without a second look. What cannot be made so is put beside the bundle
and said; only a file that cannot be read at all is an error.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Pdf
from pikepdf.pdfa import resolve_save_kwargs, validate_written
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from docgen.bundle.foreign.clean import BESIDE, clean, stays_beside
from docgen.bundle.pdf.new_pdfa import make_archival
from docgen.bundle.pdf.signed import HEADER_WITHIN, is_sealed, not_a_pdf
from docgen.findings import Finding, Where, hint, warning
from docgen.model.file_kinds import really
from docgen.model.writing.os_reasons import os_reason

# Bytes that one stream may unpack to. A page of A4 scanned in colour at 600 dpi takes 105 million.
MOST_UNPACKED = 256 * 2**20
# What a rule of ISO 19005-2 is about, by the beginning of its number (or pikepdf's own name).
_REASONS = (
    ("6.2.11", "ada huruf (font) yang tidak disematkan dengan utuh"),
    ("6.2.4", "ada warna di luar sRGB (CMYK atau warna khusus)"),
    ("6.2.3", "profil warnanya tidak sah"),
    ("6.2.8", "ada gambar dalam bentuk yang dilarang"),
    ("6.2.2", "ada perintah gambar yang tidak dikenal"),
    ("6.1.13", "ada ukuran atau angka di luar batas"),
    ("6.1.7", "ada aliran data yang rusak atau menunjuk ke berkas luar"),
)
_OTHER = "ada bagian yang dilarang di PDF/A atau tidak dapat diperiksa"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Foreign:
    """What became of a foreign PDF.

    ``fits``: the target holds its pages, PDF/A-2b, to be merged. ``signed``: it is an electronic
    original, nothing was looked at further, no target was written.
    """

    fits: bool
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    signed: bool = False


def take_in(source: Path, target: Path, where: Where) -> Foreign:
    """Write the clean pages of ``source`` to ``target``; the same source gives the same bytes.

    Args:
        source: Anybody's PDF; it is only read.
        target: Where to write; nothing is there afterwards when the file does not fit.
        where: The name of the file in findings.

    Raises:
        FindingsError: The file cannot be read as a PDF with pages (``bundle-not-a-pdf``).
    """
    with limited():
        try:
            with pikepdf.open(source) as pdf:
                return _take_in(pdf, source, target, where)
        except pikepdf.PasswordError:
            message = (
                f"terkunci dengan kata sandi, jadi {BESIDE}. Simpan tanpa kata sandi (Save As), "
                "lalu pakai hasilnya."
            )
            return Foreign(False, (warning("pdf-locked", where, message),))
        except OSError as problem:
            raise not_a_pdf(Path(where.file), os_reason(problem)) from problem
        # A broken file raises what its damage meets first, inside pikepdf too.
        except (pikepdf.PdfError, *_DAMAGE) as problem:
            target.unlink(missing_ok=True)
            words = "rusak atau terpotong"
            if not _says_pdf(source):
                words = really(source.read_bytes()) or "isinya bukan PDF, PNG atau JPEG"
            raise not_a_pdf(Path(where.file), words) from problem


def _says_pdf(source: Path) -> bool:
    with source.open("rb") as file:
        return b"%PDF-" in file.read(HEADER_WITHIN)


_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, MemoryError)


def _take_in(pdf: Pdf, source: Path, target: Path, where: Where) -> Foreign:
    if is_sealed(pdf, source.stat().st_size):
        return Foreign(False, signed=True, pages=len(pdf.pages))
    if not len(pdf.pages):
        raise not_a_pdf(Path(where.file), "tidak punya halaman")
    pages = len(pdf.pages)
    findings: list[Finding] = []
    if pdf.get_warnings():
        message = (
            f"susunannya rusak dan diperbaiki saat dibuka: {pages} halaman terbaca. Bandingkan "
            "dengan berkas aslinya."
        )
        findings.append(hint("pdf-repaired", where, message))
    if pdf.is_encrypted:
        message = "terenkripsi tanpa kata sandi pembuka; disalin ke berkas arsip tanpa enkripsi"
        findings.append(hint("pdf-unlocked", where, message))
    findings += clean(pdf, where)
    if stays_beside(findings):
        return Foreign(False, tuple(findings), pages)
    make_archival(pdf)
    mode = pikepdf.ObjectStreamMode.generate
    options = resolve_save_kwargs("2b", deterministic_id=True, object_stream_mode=mode)
    pdf.save(target, **options)
    obstacles = pdfa_obstacles(target)
    if obstacles:
        target.unlink()
        findings.append(_obstructed(obstacles, where))
        return Foreign(False, tuple(findings), pages)
    return Foreign(True, tuple(findings), pages)


def pdfa_obstacles(path: Path) -> list[str]:
    """Why a written file may not stand inside a PDF/A-2b with sRGB; empty when it may.

    In the words of pikepdf's validator, which approves only what it knows.
    """
    with path.open("rb") as file:
        report = validate_written(file, "2b")
    return list(dict.fromkeys(f"{f.rule}: {f.message}" for f in report.findings))


def _obstructed(obstacles: Sequence[str], where: Where) -> Finding:
    reasons = "; ".join(dict.fromkeys(map(_reason, obstacles)))
    rules = " | ".join(obstacles[:_SHOWN]) + (" | …" if len(obstacles) > _SHOWN else "")
    message = (
        f"tidak dapat dijadikan PDF/A: {reasons}; jadi {BESIDE}. Simpan dokumen asalnya sebagai "
        f"PDF/A, atau cetak dan pindai, lalu pakai hasilnya. ({rules})"
    )
    return warning("pdf-not-archival", where, message)


def _reason(obstacle: str) -> str:
    rule = obstacle.partition(": ")[0].rpartition(":")[2]
    return next(
        (
            words
            for start, words in _REASONS
            if rule.startswith(f"{start}-") or rule.startswith(f"{start}.")
        ),
        _OTHER,
    )


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Let no stream unpack to more than MOST_UNPACKED bytes meanwhile: qpdf raises instead."""
    before = get_qpdf_limits()
    _limit(*[MOST_UNPACKED] * 5)
    try:
        yield
    finally:
        _limit(
            int(before["flate_max_memory"]),
            int(before["run_length_max_memory"]),
            int(before["dct_max_memory"]),
            int(before["png_max_memory"]),
            int(before["tiff_max_memory"]),
        )


def _limit(flate: int, run_length: int, dct: int, png: int, tiff: int) -> None:
    set_qpdf_limits(
        flate_max_memory=flate,
        run_length_max_memory=run_length,
        dct_max_memory=dct,
        png_max_memory=png,
        tiff_max_memory=tiff,
    )
