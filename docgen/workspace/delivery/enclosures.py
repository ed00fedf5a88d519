"""Stage 5 for a workspace: the PDFs of what comes with letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from docgen.bundle import image_pdf, mark_enclosure
from docgen.convert import Job
from docgen.convert.jobs import TAGS
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.guard import guarded
from docgen.limits import PDF
from docgen.outside.files import read_bytes
from docgen.outside.pdfs import AGAIN, is_damaged
from docgen.workspace.document import Document, Enclosure, EnclosureKind
from docgen.workspace.plan.plan import Plan
from docgen.workspace.plan.planned import Planned
from docgen.workspace.store.store import Store


@dataclass(slots=True)
class Waiting:
    """Stale enclosures, by the file that they are made of: many letters may enclose one file."""

    by_source: dict[str, list[tuple[Enclosure, Planned]]]
    root: Path
    accept_changes: bool = False

    def jobs(self, folder: Path) -> dict[str, Job]:
        """What LibreOffice has to convert, each file once, by its source."""
        # An enclosure is nobody's template: it may hold any mark.
        allowed = frozenset(TAGS)
        return {
            source: Job(
                source=self.root / source,
                target=folder / f"lampiran-{number}.pdf",
                title=PurePosixPath(source).stem,
                allowed=allowed,
                accept_changes=self.accept_changes,
            )
            for number, (source, uses) in enumerate(self.by_source.items())
            if uses[0][0].kind is EnclosureKind.OFFICE
        }

    def put(
        self, converted: Mapping[str, bytes | Finding], store: Store, font: Path
    ) -> list[Finding]:
        """Keep the PDFs of all enclosures, marked; what could not be made is a finding."""
        findings = []
        for source, uses in self.by_source.items():
            made = converted.get(source) or self._picture(source)
            if isinstance(made, Finding):
                findings.append(_said(made, source, [use for use, _planned in uses]))
                continue
            for enclosure, planned in uses:
                marked = mark_enclosure(made, enclosure.mark, font) if enclosure.mark else made
                store.put(planned, marked)
        return findings

    def _picture(self, source: str) -> bytes | Finding:
        path = self.root / source
        try:
            return image_pdf(read_bytes(path), path, path.stem)
        except FindingsError as problem:
            return problem.findings[0]


def stale_enclosures(plan: Plan, documents: Iterable[Document], store: Store) -> Waiting:
    """The enclosures of the documents whose PDF is not there, or old."""
    waiting: dict[str, list[tuple[Enclosure, Planned]]] = {}
    for document in documents:
        for enclosure in document.enclosures:
            if enclosure.is_made and store.reason(plan.files[enclosure.pdf]):
                planned = plan.files[enclosure.pdf]
                waiting.setdefault(enclosure.source, []).append((enclosure, planned))
    return Waiting(waiting, plan.loaded.root, plan.loaded.profile.accepts_changes)


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


def damaged(documents: Iterable[Document], root: Path) -> Iterator[Finding]:
    """source-damaged for each enclosed PDF of other origin that nobody can open.

    Its letter is made, and not printed.
    """
    given = (each for document in documents for each in document.enclosures if not each.is_made)
    paths = [path for name in dict.fromkeys(each.pdf for each in given)
             if (path := root / name).is_file()]  # fmt: skip
    for path, is_so in guarded(is_damaged, paths, PDF):
        if is_so is True:  # one that asks for too much is told of by whoever needs it
            where = Where(path.relative_to(root).as_posix())
            message = f"lampiran ini rusak, terpotong atau tanpa halaman. {AGAIN}"
            yield error("source-damaged", where, message)
