"""The engine ``embedded``: word2pdf, a library, for letters and forms where no LibreOffice can be.

It is a preview: no PDF/A, no tags, and a line may break elsewhere than in Word. What it is known to
draw wrongly (:mod:`~docgen.convert.embedded.drawable`) it is not given; what it drew is looked at
like the work of any other engine, and for words of the letter that did not arrive on its pages.
"""

from __future__ import annotations

import importlib.util
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lxml import etree

from docgen.convert.embedded.drawable import obstacles
from docgen.convert.embedded.without_pdfa import preview, without_claim
from docgen.convert.engine import REFUSES, Absent
from docgen.convert.files import write_target
from docgen.convert.inspect.office_file import check_office_file
from docgen.convert.inspect.pdf import finish
from docgen.convert.inspect.words import missing, texts_of, words_of
from docgen.convert.jobs import Job, Kind, Outcome
from docgen.findings import Finding, Where, error
from docgen.temporary import working_folder

if TYPE_CHECKING:
    from docgen.convert.embedded.word2pdf_pages import Painter

LIBRARY = "word2pdf"
# How to get what it cannot do.
_ADVICE = "Pasang LibreOffice, atau hilangkan itu dari templat."
_NOT = (
    "PDF ini dibuat mesin embedded: bukan PDF/A, dan baris dapat terpenggal lain daripada di Word."
)
_SHOWN = 3  # words that are named


@dataclass(frozen=True)
class Embedded:
    """word2pdf; ``font_folders`` hold fonts besides those of the system."""

    font_folders: tuple[Path, ...] = ()
    name: Literal["embedded"] = "embedded"
    is_archival: bool = False

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Embedded | Absent:
        """The engine when its library is installed; ``DOCGEN_FONTS`` names a folder of fonts."""
        if importlib.util.find_spec(LIBRARY) is None:
            return Absent(
                "embedded",
                f"Mesin embedded ({LIBRARY}) belum terpasang, jadi PDF tidak dibuat.",
                "Pasang: pip install 'docgen-naskah[embedded]'",
            )
        folder = environ.get("DOCGEN_FONTS")
        return cls((Path(folder),) if folder else ())

    def describe(self) -> str:
        """Library and version."""
        return f"{LIBRARY} {metadata.version(LIBRARY)}"

    def mark(self) -> str:
        """Library and version, and where else it looks for fonts."""
        return " ".join((self.describe(), *map(str, self.font_folders)))

    def at_quality(self, jpeg: int) -> Embedded:
        """It leaves photographs as they are."""
        del jpeg
        return self

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert letters and forms; refuse the rest (``engine-refuses``).

        Every PDF comes with the hint ``engine-preview``.
        """
        # Only here, since the library is an extra of the package.
        from docgen.convert.embedded.word2pdf_pages import Painter

        painter = Painter(self.font_folders)
        with working_folder() as temporary:
            return tuple(_convert(job, painter, temporary) for job in jobs)


def _convert(job: Job, painter: Painter, folder: Path) -> Outcome:
    kind = check_office_file(job.source)
    if isinstance(kind, Finding):
        return Outcome(job, 0, kind)
    if kind is not Kind.WRITER:
        return _refused(job, "buku kerja Excel", "Pasang LibreOffice.")
    try:
        if found := obstacles(job.source):
            return _refused(job, ", ".join(found))
        drawn = painter.draw(job.source)
        if isinstance(drawn, str):
            return _refused(job, drawn)
        with zipfile.ZipFile(job.source) as package:
            words = words_of(etree.fromstring(package.read("word/document.xml")))
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError) as problem:
        return _failed(job, f"berkas tidak dapat dibaca ({problem})")
    # A young library meets files that nobody has tried with it.
    except Exception as problem:
        return _failed(job, f"{type(problem).__name__}: {problem}")
    written = folder / "halaman.pdf"
    written.write_bytes(drawn)
    finished = finish(written, job.source, job.title, job.allowed)
    if finished is None:
        return _failed(job, "PDF-nya tidak utuh")
    if isinstance(finished, Finding):
        return Outcome(job, 0, finished)
    if lost := missing(words, "\n".join(texts_of(finished.data) or ())):
        named = ", ".join(f"«{word}»" for word in lost[:_SHOWN])
        return _refused(job, f"kata {named} tidak sampai di halaman")
    write_target(job.target, without_claim(finished.data))
    return Outcome(job, finished.pages, hint=preview(job, _NOT))


def _refused(job: Job, reason: str, advice: str = _ADVICE) -> Outcome:
    message = f"Mesin embedded tidak dapat menggambar ini dengan benar: {reason}. {advice}"
    return Outcome(job, 0, error(REFUSES, Where(str(job.source)), message))


def _failed(job: Job, reason: str) -> Outcome:
    message = f"Mesin embedded gagal: {reason}. Pasang LibreOffice untuk berkas ini."
    return Outcome(job, 0, error("convert-failed", Where(str(job.source)), message))
