"""Prove from the files alone that what must exist does: papers, copies, numbers, bundles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docgen.check.attributed import Judged, about
from docgen.check.bundles.bag import check_packed
from docgen.check.bundles.bundle import check_bundle
from docgen.check.documents.files import check_paper, check_source
from docgen.check.documents.print_files import check_enclosure, check_prints
from docgen.check.expectations import Claims
from docgen.check.files import Files
from docgen.check.letters.announced import check_announced
from docgen.check.letters.copies import check_letter
from docgen.check.pdf.drawn import is_picture
from docgen.check.pdf.parallel_read import reading_ahead
from docgen.check.records.ledger import check_ledger, check_sums
from docgen.check.records.lists import check_expedition
from docgen.check.records.register import check_register
from docgen.check.scope import is_under, unproven
from docgen.findings import Finding, Severity, Where, warning

# Kinds of outputs: those with a folder for each row of their data, and the files of the others.
FOLDER_PER_ROW = ("letters", "disposisi")
FILES = ("sop", "recap", "label", "bundle")
WRITTEN = (".docx", ".xlsx", ".pdf", ".svg")
# A volume that is left over is told of once, and needs no checksum.
VOLUME_SURPLUS = "bundle-volume-surplus"


def check_workspace(root: Path, claims: Claims) -> tuple[Finding, ...]:
    """All findings, in the order of the pipeline."""
    return tuple(each.finding for each in judge(root, claims))


def judge(root: Path, claims: Claims) -> tuple[Judged, ...]:
    """All findings, in the order of the pipeline, each with what it is about."""
    with reading_ahead([root / name for name in _pdfs(claims)]) as read:
        return _judge(Files(root, read), claims)


def _pdfs(claims: Claims) -> Iterator[str]:
    """The PDFs in the order in which they are looked at; bundles are read by themselves."""
    yield from (paper.pdf for paper in claims.papers)
    for papers in claims.letters:
        yield from map(papers.file_of, papers.copies)
        yield from (enclosure.pdf for enclosure in papers.enclosures)


def _judge(files: Files, claims: Claims) -> tuple[Judged, ...]:
    root = files.root
    found: list[Judged] = []
    for paper in claims.papers:
        found += about(paper.id, check_paper(files, paper))
    for papers in claims.letters:
        found += about(papers.id, check_letter(files, papers))
        for enclosure in papers.enclosures:
            found += about(papers.id, check_enclosure(files, papers.letter.id, enclosure))
    for name, subject in _sources(claims).items():
        found += about(subject, check_source(files, name))
    found += about("", _orphans(root, claims))
    found += check_register(files, claims)
    found += check_announced(claims)
    found += check_ledger(files, claims)
    found += check_expedition(files, claims, _faulty(found))
    for prints in claims.prints:
        found += about("", check_prints(files, prints))
    for bundle in claims.bundles:
        found += about(bundle.id, check_bundle(files, bundle))
        if bundle.bag and is_under(bundle.bag, claims.scope):
            found += about(bundle.id, check_packed(root, bundle.bag))
        if claims.scope:
            found += about(bundle.id, unproven(files, bundle, claims))
    surplus = {each.concerns for each in found if each.finding.code == VOLUME_SURPLUS}
    claims = replace(claims, summed=claims.summed - surplus)
    found += check_sums(files, claims, _faulty(found))
    return tuple(found)


def _faulty(judged: Iterable[Judged]) -> frozenset[str]:
    """Files that an error is about: that they are not what they were is no news."""
    return frozenset(e.concerns for e in judged if e.finding.severity is Severity.ERROR)


def _sources(claims: Claims) -> dict[str, str]:
    """Files from elsewhere, and the letter or the bundle that each is of."""
    found = {
        member.pdf: bundle.id
        for bundle in claims.bundles
        for member in bundle.members
        if member.origin.is_outside or is_picture(member.pdf)
    }
    found |= {file: paper.id for paper in claims.papers for file in paper.sources}
    for papers in claims.letters:
        found |= dict.fromkeys((each.source for each in papers.enclosures), papers.id)
        found |= dict.fromkeys(filter(None, (papers.signed_paper,)), papers.id)
    return found


def _orphans(root: Path, claims: Claims) -> Iterator[Finding]:
    """Papers that no row of the data, no spec and no part of ``docgen.toml`` stands for."""
    base = PurePosixPath(claims.ledger).parent
    folders = {PurePosixPath(name).parent.as_posix() for name in claims.outputs}
    for kind in FOLDER_PER_ROW:
        for path in sorted((root / base / kind).glob("*/*")):
            name = path.relative_to(root).as_posix()
            if path.is_dir() and name not in folders and is_under(name, claims.scope):
                message = "tidak ada baris data untuk berkas-berkas ini; pindahkan atau hapus"
                yield warning("papers-without-data", Where(name), message)
    for kind in FILES:
        for path in sorted((root / base / kind).glob("*")):
            name = path.relative_to(root).as_posix()
            office_file = path.suffix in WRITTEN and not path.name.startswith(("~$", "."))
            if office_file and name not in claims.outputs and is_under(name, claims.scope):
                message = "tidak ada di docgen.toml (lagi); pindahkan atau hapus"
                yield warning("papers-without-data", Where(name), message)
