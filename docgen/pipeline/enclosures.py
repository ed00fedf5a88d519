"""What comes with a letter: its enclosures, each as a PDF, and which of them docgen makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from docgen import __version__
from docgen.bundle import image_pdf, mark_enclosure
from docgen.convert import Job
from docgen.convert.jobs import TAGS
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.model.letter import LetterState
from docgen.model.writing.dates import format_tanggal
from docgen.pipeline.documents import Document
from docgen.pipeline.material import Material
from docgen.pipeline.output import Output, digest

PDF = ".pdf"
OFFICE = (".docx", ".xlsx")
IMAGES = (".png", ".jpg", ".jpeg")


class Kind(StrEnum):
    """What becomes of an enclosure."""

    PDF = "pdf"  # stays what it is
    OFFICE = "office"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """The Nth enclosure of a letter: its file and its PDF, and what the PDF's pages must show.

    Both are workspace paths, the same one for what is a PDF already.
    """

    letter: str
    number: int
    source: str
    kind: Kind
    pdf: str
    mark: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What bookmarks call it."""
        return f"Lampiran {self.number}: {PurePosixPath(self.source).stem}"

    @property
    def is_made(self) -> bool:
        """Whether docgen makes its PDF."""
        return self.kind is not Kind.PDF


def enclosures_of(material: Material, document: Document) -> tuple[Enclosure, ...]:
    """The enclosures of a letter, in order; none of any other document."""
    letter = document.letter
    if letter is None:
        return ()
    mark: tuple[str, ...] = ()
    if letter.state is LetterState.BERNOMOR and material.profile.surat.tanda_lampiran:
        date = format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else ""
        mark = ("Lampiran surat", f"Nomor {letter.nomor}", f"Tanggal {date}".strip())
    found = []
    for number, path in enumerate(letter.berkas_lampiran, 1):
        suffix = PurePosixPath(path).suffix.lower()
        if suffix in OFFICE or suffix in IMAGES:
            kind = Kind.OFFICE if suffix in OFFICE else Kind.IMAGE
            pdf = f"{document.folder}/{letter.id}.lampiran-{number}.pdf"
            found.append(Enclosure(letter.id, number, path, kind, pdf, mark))
        else:
            found.append(Enclosure(letter.id, number, path, Kind.PDF, path))
    return tuple(found)


@dataclass(slots=True)
class Waiting:
    """Stale enclosures, by the file that they are made of: many letters may enclose one file."""

    by_source: dict[str, list[tuple[Enclosure, str]]]
    root: Path

    def jobs(self, folder: Path) -> dict[str, Job]:
        """What LibreOffice has to convert, each file once, by its source."""
        # An enclosure is nobody's template: it may hold any mark.
        allowed = frozenset(TAGS)
        return {
            source: Job(
                self.root / source,
                folder / f"lampiran-{number}.pdf",
                PurePosixPath(source).stem,
                allowed,
            )
            for number, (source, uses) in enumerate(self.by_source.items())
            if uses[0][0].kind is Kind.OFFICE
        }

    def put(
        self, converted: Mapping[str, bytes | Finding], output: Output, font: Path
    ) -> list[Finding]:
        """Keep the PDFs of all enclosures, marked; what could not be made is a finding."""
        findings = []
        for source, uses in self.by_source.items():
            made = converted.get(source) or self._picture(source)
            if isinstance(made, Finding):
                findings.append(_said(made, source, [use for use, _made_from in uses]))
                continue
            for enclosure, made_from in uses:
                marked = mark_enclosure(made, enclosure.mark, font) if enclosure.mark else made
                output.put(enclosure.pdf, marked, made_from)
        return findings

    def _picture(self, source: str) -> bytes | Finding:
        path = self.root / source
        try:
            return image_pdf(path.read_bytes(), path, path.stem)
        except FindingsError as problem:
            return problem.findings[0]


def stale_enclosures(
    material: Material, chosen: Sequence[Document], output: Output, engine: str
) -> Waiting:
    """The enclosures of the chosen documents whose PDF is not there, or old."""
    waiting: dict[str, list[tuple[Enclosure, str]]] = {}
    contents: dict[str, str] = {}
    for document in chosen:
        for enclosure in enclosures_of(material, document):
            if not enclosure.is_made:
                continue
            source = enclosure.source
            if source not in contents:
                contents[source] = digest((material.root / source).read_bytes())
            by = engine if enclosure.kind is Kind.OFFICE else ""
            stem = PurePosixPath(source).stem
            made_from = digest(__version__, contents[source], by, stem, *enclosure.mark)
            if output.reason(enclosure.pdf, made_from):
                waiting.setdefault(source, []).append((enclosure, made_from))
    return Waiting(waiting, material.root)


def by_name(findings: Iterable[Finding], root: Path) -> list[Finding]:
    """Findings about files by their path in the workspace, not by their place on this disk."""
    found = []
    for finding in findings:
        path = Path(finding.where.file)
        if path.is_relative_to(root):
            where = replace(finding.where, file=path.relative_to(root).as_posix())
            found.append(replace(finding, where=where))
        else:
            found.append(finding)
    return found


def _said(finding: Finding, source: str, uses: Sequence[Enclosure]) -> Finding:
    """The finding by the name that the data gives the file, and whose enclosure it is."""
    others = f" dan {len(uses) - 1} surat lain" if len(uses) > 1 else ""
    message = f"lampiran {uses[0].number} surat «{uses[0].letter}»{others}: {finding.message}"
    return replace(finding, where=replace(finding.where, file=source), message=message)
