"""A legacy file on its way in: what it is, whether it can be read, and what was read of it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Finding, Where, error, has_errors
from docgen.guard import guarded_once
from docgen.limits import OFFICE_FILE, Stopped
from docgen.load.legacy.doubts import Doubt
from docgen.load.legacy.excel.document import read_xlsx
from docgen.load.legacy.read import read_papers
from docgen.load.legacy.word.document import read_docx
from docgen.load.text.yaml_write import yaml_text
from docgen.model.file_kinds import OLE, ZIP, really
from docgen.ooxml.usual import RELATIONS, relations, usual_package
from docgen.outside.packages import OddPackageError

ADVICE = "mintalah berkas Word (.docx) atau Excel (.xlsx) aslinya"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError,
    ValueError, TypeError, IndexError, AttributeError, OverflowError, etree.XMLSyntaxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: the text of its spec ("" when there is none), doubts and findings.

    ``suffix`` is that of the format that was read.
    """

    spec: str
    doubts: tuple[Doubt, ...] = ()
    findings: tuple[Finding, ...] = ()
    suffix: str = ".docx"


def is_old(data: bytes) -> bool:
    """Whether a file is a .doc or .xls, which something else must open first."""
    return data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") not in data


def refusal(data: bytes, where: Where) -> Finding | None:
    """Why a file is none that can be read, from its first bytes; None for one that may be."""
    if not data:
        return error("legacy-unreadable", where, f"berkas ini kosong (0 bita); {ADVICE}.")
    if data[:1024].lstrip().startswith(b"%PDF"):
        message = (
            "ini PDF: yang tampak di halamannya tidak lagi tersimpan sebagai tabel dan simbol; "
            f"{ADVICE}, atau ketik ulang SOP-nya."
        )
        return error("legacy-a-pdf", where, message)
    if data.startswith(ZIP) and not really(data):
        return None
    known = really(data)
    if known:
        return error("legacy-unreadable", where, f"berkas ini {known}.")
    message = f"isinya bukan dokumen Word atau Excel, atau terpotong; {ADVICE}."
    return error("legacy-unreadable", where, message)


def read_file(data: bytes, file: str, origin: dict[str, str]) -> Imported:
    """What a .docx or .xlsx holds, read in a child with limits; ``origin`` is for its ``asal``."""
    where = Where(file)
    refused = refusal(data, where)
    if refused is not None:
        return Imported("", findings=(refused,))
    result = guarded_once(_read, (data, file, origin), OFFICE_FILE)
    if isinstance(result, Stopped):
        message = (
            f"membaca berkas ini {result.said(OFFICE_FILE)}; hapus baris, lembar dan gambar yang "
            "tidak dipakai, lalu coba lagi."
        )
        return Imported("", findings=(error("legacy-unreadable", where, message),))
    return result


def _read(given: tuple[bytes, str, dict[str, str]]) -> Imported:
    data, file, origin = given
    where = Where(file)
    try:
        package = usual_package(data)
        kind = _kind(package)
        problems: tuple[Finding, ...] = ()
        if kind == "word":
            papers = read_docx(package)
        elif kind == "xl":
            papers, problems = read_xlsx(package, where)
        else:
            message = f"isinya bukan dokumen Word (.docx) atau Excel (.xlsx); {ADVICE}."
            return Imported("", findings=(error("legacy-unreadable", where, message),))
    except OddPackageError as problem:
        message = f"berkas ini {problem.words}; {ADVICE}."
        return Imported("", findings=(error("legacy-unreadable", where, message),))
    except _BROKEN:
        message = (
            "berkas ini rusak atau terpotong; buka di Word atau Excel, lalu simpan ulang, atau "
            f"{ADVICE}."
        )
        return Imported("", findings=(error("legacy-unreadable", where, message),))
    if has_errors(problems) and not papers.parts:
        return Imported("", findings=problems)
    reading = read_papers(papers, origin)
    findings = (*problems, *(doubt.finding(file) for doubt in reading.doubts))
    if reading.data is None:
        return Imported("", tuple(reading.doubts), findings)
    head = (
        f"Dibaca dari {origin['berkas']} oleh docgen sop import. Yang disimpulkan disebut di "
        "temuannya;\nperiksa di lembar aslinya sebelum dipakai."
    )
    suffix = ".docx" if kind == "word" else ".xlsx"
    return Imported(yaml_text(reading.data, head), tuple(reading.doubts), findings, suffix)


def _kind(package: bytes) -> str:
    """The folder of the main part: ``word`` or ``xl``, "" for neither."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        names = set(opened.namelist())
        led = opened.read(RELATIONS) if RELATIONS in names else b""
    main = next((p for _k, kind, p in relations("", led) if kind == "officeDocument"), "")
    if main not in names:
        return ""
    folder = posixpath.dirname(main).split("/")[0]
    if folder in ("word", "xl"):
        return folder
    return "word" if main.endswith("document.xml") else "xl" if main.endswith("book.xml") else ""
