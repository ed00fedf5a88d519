"""The engine ``word``: Microsoft Word and Excel through their own automation, on Windows only.

Experimental. Written after Microsoft's reference of the object models (Documents.Open and
Workbooks.Open, ExportAsFixedFormat of both, Application.DisplayAlerts and AutomationSecurity), and
tried with a stand-in for the programs only.

A dialog that nobody sees would wait for ever: so alerts are off, macros are off, links are not
updated, and a password is given that opens nothing, so that a locked file fails instead of asking.
The program is an instance of its own, never the user's, and is ended whatever happens.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from docgen.convert.embedded.without_pdfa import is_pdfa, preview, without_claim
from docgen.convert.engine import Absent
from docgen.convert.files import write_target
from docgen.convert.inspect.office_file import check_office_file
from docgen.convert.inspect.pdf import finish
from docgen.convert.jobs import Job, Kind, Outcome
from docgen.errors import MissingProgramError
from docgen.findings import Finding, Where, error

# Opens an instance of a program by its name in the registry; raises what pywin32 raises.
Dispatch = Callable[[str], Any]

PROGRAMS = {Kind.WRITER: "Word.Application", Kind.CALC: "Excel.Application"}
# Named constants of the object models, as Microsoft documents them.
_NO_ALERTS = 0  # wdAlertsNone
_NO_MACROS = 3  # msoAutomationSecurityForceDisable
_AS_PDF_WORD = 17  # wdExportFormatPDF
_AS_PDF_EXCEL = 0  # xlTypePDF
_FOR_PRINT = 0  # wdExportOptimizeForPrint, xlQualityStandard
_WHOLE = 0  # wdExportAllDocument
_CONTENT = 0  # wdExportDocumentContent: without comments and changes
_HEADINGS = 1  # wdExportCreateHeadingBookmarks
_DO_NOT_SAVE = 0  # wdDoNotSaveChanges
_NO_LINKS = 0
_NO_PASSWORD = "docgen"


def dispatch(program: str) -> Any:
    """A new instance of a program, through pywin32."""
    return importlib.import_module("win32com.client").DispatchEx(program)


@dataclass(frozen=True)
class Word:
    """Word and Excel; ``open_program`` opens a new instance by its name."""

    open_program: Dispatch = field(default=dispatch, repr=False)
    name: Literal["word"] = "word"
    is_archival: bool = True

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Word | Absent:
        """The engine, on Windows with pywin32."""
        del environ  # the registry knows the programs
        if sys.platform != "win32":
            return Absent(
                "word",
                "Mesin word (percobaan) hanya ada di Windows dengan Microsoft Office.",
                "Pakai LibreOffice: hapus --mesin word, atau mesin di docgen.toml.",
            )
        if importlib.util.find_spec("win32com") is None:
            return Absent(
                "word",
                "Mesin word memerlukan pywin32, yang belum terpasang.",
                "Pasang: pip install 'docgen-naskah[word]'",
            )
        return cls()

    def describe(self) -> str:
        """Program and version."""
        return self._version

    @cached_property
    def _version(self) -> str:
        with self._program(Kind.WRITER) as program:
            return f"Microsoft Word {program.Version}"

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs, one after the other: .docx by Word, .xlsx by Excel.

        A job that fails has a finding (``convert-not-a-document``, ``convert-failed`` and what
        :func:`~docgen.convert.inspect.pdf.finish` finds), and the program is started anew behind
        it. Raises MissingProgramError when a program cannot be started.
        """
        outcomes: dict[int, Outcome] = {}
        waiting: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for number, job in enumerate(jobs):
            kind = check_office_file(job.source)
            if isinstance(kind, Finding):
                outcomes[number] = Outcome(job, 0, kind)
            else:
                waiting[kind].append(number)
        with tempfile.TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
            for kind, numbers in waiting.items():
                while numbers:
                    with self._program(kind) as program:
                        while numbers:
                            number = numbers.pop(0)
                            made = _convert(program, kind, jobs[number], Path(folder), number)
                            outcomes[number] = made
                            if made.finding and made.finding.code == "convert-failed":
                                break  # perhaps the program is no longer well
        return tuple(outcomes[number] for number in range(len(jobs)))

    @contextmanager
    def _program(self, kind: Kind) -> Iterator[Any]:
        """A program that asks nobody anything; ended in any case, without saving."""
        try:
            program = self.open_program(PROGRAMS[kind])
        # pywin32's own error is a class that other systems do not have.
        except Exception as problem:
            raise MissingProgramError(
                f"Microsoft {_title(kind)} tidak dapat dijalankan ({problem})",
                "Periksa pemasangan Microsoft Office, atau pakai LibreOffice.",
            ) from problem
        try:
            program.Visible = False
            program.DisplayAlerts = _NO_ALERTS if kind is Kind.WRITER else False
            program.AutomationSecurity = _NO_MACROS
            if kind is Kind.CALC:
                program.AskToUpdateLinks = False
                program.EnableEvents = False
            else:
                program.Options.UpdateLinksAtOpen = False
            yield program
        finally:
            with suppress(Exception):  # it may be gone already
                program.Quit(*((_DO_NOT_SAVE,) if kind is Kind.WRITER else ()))


def _convert(program: Any, kind: Kind, job: Job, folder: Path, number: int) -> Outcome:
    """One file, by way of a working copy: no lock file nears the source, no mark of the web."""
    copy = folder / f"{number:06}{kind.suffix}"
    written = copy.with_suffix(".pdf")
    try:
        shutil.copyfile(job.source, copy)
        export = _export_document if kind is Kind.WRITER else _export_workbook
        export(program, copy, written)
    except Exception as problem:
        return _failed(job, str(problem))
    result = finish(written, job.source, job.title, job.allowed)
    if result is None:
        return _failed(job, "PDF-nya tidak utuh")
    if isinstance(result, Finding):
        return Outcome(job, 0, result)
    if is_pdfa(result.data):
        write_target(job.target, result.data)
        return Outcome(job, result.pages)
    write_target(job.target, without_claim(result.data))
    reason = f"PDF ini dibuat Microsoft {_title(kind)} dan belum terbukti PDF/A."
    return Outcome(job, result.pages, hint=preview(job, reason))


def _export_document(program: Any, copy: Path, written: Path) -> None:
    document = program.Documents.Open(
        FileName=str(copy), ConfirmConversions=False, ReadOnly=True, AddToRecentFiles=False,
        PasswordDocument=_NO_PASSWORD, Visible=False, OpenAndRepair=False, NoEncodingDialog=True,
    )  # fmt: skip
    try:
        document.ExportAsFixedFormat(
            OutputFileName=str(written), ExportFormat=_AS_PDF_WORD, OpenAfterExport=False,
            OptimizeFor=_FOR_PRINT, Range=_WHOLE, Item=_CONTENT, IncludeDocProps=True,
            KeepIRM=False, CreateBookmarks=_HEADINGS, DocStructureTags=True,
            BitmapMissingFonts=True, UseISO19005_1=True,
        )  # fmt: skip
    finally:
        document.Close(SaveChanges=_DO_NOT_SAVE)


def _export_workbook(program: Any, copy: Path, written: Path) -> None:
    # Excel has no switch for PDF/A here; what it writes is put to the proof like all else.
    book = program.Workbooks.Open(
        Filename=str(copy), UpdateLinks=_NO_LINKS, ReadOnly=True, Password=_NO_PASSWORD,
        IgnoreReadOnlyRecommended=True, Notify=False, AddToMru=False,
    )  # fmt: skip
    try:
        book.ExportAsFixedFormat(
            Type=_AS_PDF_EXCEL, Filename=str(written), Quality=_FOR_PRINT,
            IncludeDocProperties=True, IgnorePrintAreas=False, OpenAfterPublish=False,
        )  # fmt: skip
    finally:
        book.Close(SaveChanges=False)


def _title(kind: Kind) -> str:
    return PROGRAMS[kind].partition(".")[0]


def _failed(job: Job, reason: str) -> Outcome:
    message = f"Microsoft Office tidak menghasilkan PDF dari berkas ini ({reason})."
    return Outcome(job, 0, error("convert-failed", Where(str(job.source)), message))
