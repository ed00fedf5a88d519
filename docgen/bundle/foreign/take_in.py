"""A PDF that docgen did not make: opened with care, cleaned, and proved to be PDF/A-2b by itself.

What comes out can be merged without a second look. What cannot be made so is put beside the bundle
and said; only a file that cannot be read at all is an error.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Pdf
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from docgen.bundle.foreign.clean import BESIDE, clean, stays_beside
from docgen.bundle.foreign.coarse import coarse_pages
from docgen.bundle.foreign.unused import drop_unused, looks_alike
from docgen.bundle.pdf.images import SCAN_AGAIN
from docgen.bundle.pdf.new_pdfa import make_archival
from docgen.bundle.pdf.save import AS_PDFA
from docgen.bundle.pdf.signed import is_sealed, not_a_pdf
from docgen.bundle.pdfa.second_opinion import Validator, shown
from docgen.bundle.pdfa.verdict import Problem, Verdict, judge
from docgen.findings import Finding, Where, hint, warning
from docgen.guard import guarded_once
from docgen.limits import MOST_STREAM, PDF, Limits, Stopped
from docgen.model.file_kinds import HEAD, really, says_pdf
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import fits, read_bytes
from docgen.outside.pdfs import AGAIN, load_pages

# What a rule of ISO 19005-2 is about, by the beginning of its number (or pikepdf's own name).
_REASONS = (
    ("6.2.11", "ada huruf (font) yang tidak disematkan dengan utuh"),
    ("6.2.4", "ada warna di luar sRGB (CMYK atau warna khusus)"),
    ("6.2.3", "profil warnanya tidak sah"),
    ("6.2.8", "ada gambar dalam bentuk yang dilarang"),
    ("6.2.2", "ada perintah gambar yang tidak dikenal"),
    ("6.1.13", "ada ukuran atau angka di luar batas"),
    ("6.1.7", "ada aliran data yang rusak atau menunjuk ke berkas luar"),
    ("colour-space", "ada warna khusus (spot)"),
)
_OTHER = "ada bagian yang dilarang di PDF/A"
_UNKNOWN = "ada bagian yang belum dikenal"
# The validator leaves open whether a font that is not embedded is used at all; once what nothing
# uses is gone, it is.
_NOT_EMBEDDED = ":6.2.11.4.1-1"
# What stays beside for its form alone, and so may come in as pictures of its pages.
PICTURED = frozenset({"pdf-not-archival", "pdf-unjudged"})
# A validator stops at the first odd key of an object and goes on when it is gone.
_ROUNDS = 6


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


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A file as a child cleaned it: its ``verdict`` is None where there is nothing to judge, and
    ``coarse`` is what is said of its pages when they come in."""

    taken: Foreign
    verdict: Verdict | None = None
    coarse: tuple[Finding, ...] = ()


def take_in(source: Path, target: Path, where: Where, second: Validator | None = None) -> Foreign:
    """Write the clean pages of ``source`` to ``target``; the same source gives the same bytes.

    Args:
        source: Anybody's PDF; it is only read.
        target: Where to write; nothing is there afterwards when the file does not fit.
        where: The name of the file in findings.
        second: Who is asked about what the first validator cannot judge.

    Raises:
        FindingsError: The file cannot be read as a PDF with pages (``bundle-not-a-pdf``).
    """
    copy = guarded_once(cleaned_copy, (source, target, where), PDF)
    if isinstance(copy, Stopped):
        target.unlink(missing_ok=True)
        return Foreign(False, (too_much_beside(where, copy, PDF),))
    return taken_in(copy, target, where, second)


def taken_in(copy: CleanCopy, target: Path, where: Where, second: Validator | None) -> Foreign:
    """The same for a file of which there is a copy in ``target``."""
    if copy.verdict is None:
        return copy.taken
    # Outside of the child: it may be a program that needs more than the child may have.
    refusal = _refusal(copy.verdict, target, where, second)
    if refusal:
        target.unlink()
    said = (refusal,) if refusal else copy.coarse
    return replace(copy.taken, fits=refusal is None, findings=(*copy.taken.findings, *said))


def too_much_beside(where: Where, stopped: Stopped, limits: Limits) -> Finding:
    """The finding ``pdf-too-much`` for a file that stays beside the bundle."""
    message = f"membaca PDF ini {stopped.said(limits)}, jadi {BESIDE}. {AGAIN}"
    return warning("pdf-too-much", where, message)


def cleaned_copy(given: tuple[Path, Path, Where]) -> CleanCopy:
    """What a child makes of source, target, and the name in findings. Raises FindingsError."""
    source, target, where = given
    with limited():
        try:
            with pikepdf.open(fits(source)) as pdf:
                return _clean(pdf, source, target, where)
        except pikepdf.PasswordError:
            message = (
                f"terkunci dengan kata sandi, jadi {BESIDE}. Simpan tanpa kata sandi (Save As), "
                "lalu pakai hasilnya."
            )
            return CleanCopy(Foreign(False, (warning("pdf-locked", where, message),)))
        except OSError as problem:
            raise not_a_pdf(Path(where.file), os_reason(problem)) from problem
        # A broken file raises what its damage meets first, inside pikepdf too.
        except (pikepdf.PdfError, *_DAMAGE) as problem:
            target.unlink(missing_ok=True)
            words = "rusak atau terpotong"
            if not _says_pdf(source):
                words = really(read_bytes(source)) or "isinya bukan PDF, PNG atau JPEG"
            raise not_a_pdf(Path(where.file), words) from problem


def _says_pdf(source: Path) -> bool:
    with fits(source).open("rb") as file:
        return says_pdf(file.read(HEAD))


_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, MemoryError)


def _clean(pdf: Pdf, source: Path, target: Path, where: Where) -> CleanCopy:
    if is_sealed(pdf, source.stat().st_size):
        return CleanCopy(Foreign(False, signed=True, pages=len(pdf.pages)))
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
        return CleanCopy(Foreign(False, tuple(findings), pages))
    make_archival(pdf)
    _save(pdf, target)
    verdict = judge(target)
    if not verdict.is_fit:
        verdict = _without_unused(target, verdict)
    if verdict.is_fit:
        load_pages(target)  # whoever draws on them later finds nothing worse
    return CleanCopy(Foreign(False, tuple(findings), pages), verdict, tuple(_coarse(target, where)))


def _coarse(target: Path, where: Where) -> Iterator[Finding]:
    """Scanned pages that nobody will be able to read."""
    if found := coarse_pages(target):
        number, dpi = min(found, key=lambda each: each[1])
        others = f" dan {len(found) - 1} halaman lain" if len(found) > 1 else ""
        message = (
            f"halaman {number}{others} terlalu kasar untuk dibaca, hanya {dpi} titik per inci "
            f"(dpi). {SCAN_AGAIN}"
        )
        yield warning("image-coarse", where, message)


def _save(pdf: Pdf, target: Path) -> None:
    pdf.save(target, **AS_PDFA)


def _without_unused(target: Path, verdict: Verdict) -> Verdict:
    """The verdict once what nothing uses is gone, if it is any better and no page looks other."""
    lean = target.with_name(f"{target.stem}-ramping.pdf")
    best = verdict
    try:
        for _round in range(_ROUNDS):
            # Only the written file has the numbers that a validator calls its objects by.
            with pikepdf.open(target) as pdf:
                if best.is_fit or not drop_unused(pdf, best.at_first, best.unjudged):
                    break
                _save(pdf, lean)
            other = judge(lean)
            if other == best or not looks_alike(target, lean):
                break
            best = other
            lean.replace(target)
    except pikepdf.PdfError:  # a content that cannot be parsed: it is judged as it is
        return best
    finally:
        lean.unlink(missing_ok=True)
    return best


def pdfa_obstacles(path: Path) -> list[str]:
    """Why a written file may not stand inside a PDF/A-2b with sRGB; empty when it may.

    In the words of pikepdf's validator and docgen's own (:mod:`~docgen.bundle.pdfa.verdict`).
    """
    verdict = judge(path)
    return [f"{rule}: {message}" for rule, message in (*verdict.forbidden, *verdict.unjudged)]


def _refusal(
    verdict: Verdict, target: Path, where: Where, second: Validator | None
) -> Finding | None:
    """Why the file stays beside the bundle: what is forbidden in it, else what nobody can judge."""
    missing = [each for each in verdict.unjudged if each[0].endswith(_NOT_EMBEDDED)]
    open_questions = [each for each in verdict.unjudged if each not in missing]
    if forbidden := [*verdict.forbidden, *missing]:
        message = (
            f"tidak dapat dijadikan PDF/A: {_reasons(forbidden, _OTHER)}; jadi {BESIDE}. Simpan "
            f"dokumen asalnya sebagai PDF/A, atau cetak dan pindai, lalu pakai hasilnya. "
            f"({_rules(forbidden)})"
        )
        return warning("pdf-not-archival", where, message)
    if not open_questions:
        return None
    faults = second.faults(target) if second else None
    if faults == ():
        return None
    asked = f"; menurut {second.name}: {shown(faults)}" if second and faults else ""
    message = (
        f"tidak dapat dinilai apakah memenuhi PDF/A: {_reasons(open_questions, _UNKNOWN)}; jadi "
        f"{BESIDE}. Pasang veraPDF untuk menilainya, atau cetak dan pindai, lalu pakai hasilnya. "
        f"({_rules(open_questions)}{asked})"
    )
    return warning("pdf-unjudged", where, message)


def _rules(problems: Sequence[Problem]) -> str:
    return shown([f"{rule}: {message}" for rule, message in problems])


def _reasons(problems: Sequence[Problem], otherwise: str) -> str:
    return "; ".join(dict.fromkeys(_reason(rule, otherwise) for rule, _message in problems))


def _reason(rule: str, otherwise: str) -> str:
    number = rule.rpartition(":")[2]
    return next(
        (
            words
            for start, words in _REASONS
            if number == start or number.startswith((f"{start}-", f"{start}."))
        ),
        otherwise,
    )


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Let no stream unpack to more than MOST_STREAM bytes meanwhile: qpdf raises instead."""
    before = get_qpdf_limits()
    _limit(*[MOST_STREAM] * 5)
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
