"""Verify from the files alone that what must exist does: documents, copies, numbers, bundles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from docgen.check.advice import GIVEN_OUT
from docgen.check.attributed import Attributed, about
from docgen.check.bundles.bag import LETTERS, check_packed
from docgen.check.bundles.bundle import check_bundle
from docgen.check.bundles.volume import structure_of, volume_names
from docgen.check.documents.document import check_document
from docgen.check.documents.print_files import bookmarked_copies, check_prints
from docgen.check.documents.signatures import Signed, check_signatures, signed_of
from docgen.check.documents.sources import check_source
from docgen.check.expectations import Expectations, ExpectedDocument, ExpectedLetter
from docgen.check.files import Files
from docgen.check.letters.copies import check_letter
from docgen.check.letters.enclosures import check_enclosure
from docgen.check.letters.signed_paper import check_signed_paper
from docgen.check.passed import Earlier, Passed
from docgen.check.pdf.begun import Begun, beginning_with
from docgen.check.pdf.copies import Recognise
from docgen.check.pdf.drawn import is_picture
from docgen.check.pdf.parallel_read import Reader, reading_ahead
from docgen.check.records.expedition import check_expedition
from docgen.check.records.ledger import check_ledger, check_sums
from docgen.check.records.lists import rows_of
from docgen.check.records.register import check_register
from docgen.check.scope import is_under, unverifiable
from docgen.findings import Finding, Severity, Where, warning
from docgen.model.copies import Role
from docgen.outside.pdfs import too_much
from docgen.progress import followed
from docgen.rules.announced import check_announced
from docgen.signatures import Judge, missing_signature
from docgen.workers.copies import idle_workers
from docgen.workers.protocol import Workers

WRITTEN = (".docx", ".xlsx", ".pdf", ".svg")
# A volume that is left over is told of once, and needs no checksum.
VOLUME_SURPLUS = "bundle-volume-surplus"


def verify(
    root: Path,
    expected: Expectations,
    judge: Judge,
    workers: Workers,
    earlier: Earlier | None = None,
    begun: Begun | None = None,
    recognise: Recognise | None = None,
) -> tuple[tuple[Attributed, ...], tuple[Signed, ...]]:
    """All findings, in the order of the pipeline, each with what it is about; and what is known of
    the electronic signatures of files from elsewhere. ``workers`` read the PDFs that were not
    ``begun`` with; a build knows what was right ``earlier``; ``recognise`` tells copies to the byte
    as they are made."""
    judged = _judged(expected)
    judge.begin([root / name for name in judged if (root / name).is_file()])
    files = _files(root, judge, earlier)
    passed = earlier.passed if earlier else Passed()
    unread = [root / name for name in _unread(files, expected, passed)]
    late = [each for each in _late(files, expected) if not files.is_begun(*each)]
    large = [root / name for name in _volumes(files, expected) if files.is_new(name)]
    with reading_ahead(unread, workers, large, late, begun, recognise) as files.read:
        return _verify(files, expected, passed), signed_of(files, judged.items())


def _unread(files: Files, expected: Expectations, passed: Passed) -> Iterator[str]:
    return (name for name in _pdfs(files, expected, passed) if not files.is_kept(name))


def _pdfs(files: Files, expected: Expectations, passed: Passed) -> Iterator[str]:
    """The PDFs in the order in which they are looked at, before bundles; of those of a letter, what
    others are likened to comes first."""
    for document, letter in _papers(expected):
        if letter and not passed.holds(files, letter):
            copies = sorted(letter.copies, key=lambda copy: copy.role is not Role.ARSIP)
            yield from map(letter.file_of, copies)
            yield from (enclosure.pdf for enclosure in letter.enclosures)
        if document and not passed.holds(files, document):
            yield document.pdf


def _papers(
    expected: Expectations,
) -> Iterator[tuple[ExpectedDocument | None, ExpectedLetter | None]]:
    """The documents, each with the letter that it is; then letters without a document."""
    letters = {each.id: each for each in expected.letters}
    for document in expected.documents:
        yield document, letters.pop(document.id, None)
    for letter in letters.values():
        yield None, letter


def begin(root: Path, expected: Expectations, earlier: Earlier, count: int) -> None:
    """Have ``count`` copies of this process read what :func:`verify` looks at last, from files that
    will not change till then."""
    earlier.early.begin(_late(_files(root, Judge(), earlier), expected), count)


@contextmanager
def papers_begun(
    root: Path, expected: Expectations, earlier: Earlier, recognise: Recognise | None = None
) -> Iterator[Begun]:
    """Have what :func:`verify` looks at first read in the time that nobody else wants, from files
    that will not change till then."""
    files = _files(root, Judge(), earlier)
    unread = (root / name for name in _unread(files, expected, earlier.passed))
    with idle_workers() as workers, beginning_with(unread, workers, recognise) as begun:
        yield begun


def _files(root: Path, judge: Judge, earlier: Earlier | None) -> Files:
    if earlier is None:
        return Files(root, judge=judge)
    return Files(root, judge=judge, kept=earlier.reads, early=earlier.early)


def _volumes(files: Files, expected: Expectations) -> Iterator[str]:
    return (name for each in expected.bundles for name in volume_names(files, each))


def _late(files: Files, expected: Expectations) -> Iterator[tuple[Reader, Path]]:
    """What else is looked at once all PDFs are, and by whom."""
    for reader, name in _read_last(files, expected):
        if files.has(name):
            yield reader, files.path(name)


def _read_last(files: Files, expected: Expectations) -> Iterator[tuple[Reader, str]]:
    for name in _volumes(files, expected):
        yield structure_of, name
        if not files.is_kept(name) and (new := files.new_pages(name)):
            yield new, name
    yield from ((bookmarked_copies, each.pdf) for each in expected.prints if not each.forms)
    if expected.letters:
        yield rows_of, expected.expedition
    yield from ((rows_of, bundle.archive_list) for bundle in expected.bundles)


def _verify(files: Files, expected: Expectations, passed: Passed) -> tuple[Attributed, ...]:
    root = files.root
    found = _verify_papers(files, expected, passed)
    for name, subject in _sources(expected).items():
        found += about(subject, check_source(files, name))
    for name, subject in _judged(expected).items():
        found += about(subject, check_signatures(files, name))
    found += about("", _orphans(root, expected))
    found += check_register(files, expected)
    found += _announced(expected)
    found += check_ledger(files, expected)
    found += check_expedition(files, expected, _faulty(found))
    for prints in expected.prints:
        found += about("", check_prints(files, prints))
    for bundle in followed("memeriksa berkas arsip", expected.bundles):
        found += check_bundle(files, bundle)
        if bundle.bag and is_under(bundle.bag, expected.scope):
            found += about(bundle.id, check_packed(root, bundle.bag))
        if expected.scope:
            found += about(bundle.id, unverifiable(files, bundle, expected))
    found += _stopped(files, expected)
    surplus = {each.concerns for each in found if each.finding.code == VOLUME_SURPLUS}
    expected = replace(expected, summed=expected.summed - surplus)
    found += check_sums(files, expected, _faulty(found))
    return tuple(found)


def _verify_papers(files: Files, expected: Expectations, passed: Passed) -> list[Attributed]:
    """All findings about documents, then all about letters; but what belongs to one letter is
    looked at at once, so that nothing of it need be kept."""
    numbers = frozenset(line.number for line in expected.register if line.number)
    found: list[Attributed] = []
    of_letters: dict[str, list[Attributed]] = {}
    for document, letter in followed("memeriksa dokumen", [*_papers(expected)]):
        if document:
            checks = partial(check_document, files, document)
            found += about(document.id, passed.unless_held(files, document, checks))
        if letter:
            of_letters[letter.id] = [*_verify_letter(files, letter, passed, numbers)]
        if document and letter and letter.copies:
            files.forget(document.pdf)  # bundles hold the archive copy
    return [*found, *(each for letter in expected.letters for each in of_letters[letter.id])]


def _verify_letter(
    files: Files, each: ExpectedLetter, passed: Passed, numbers: frozenset[str]
) -> Iterator[Attributed]:
    yield from about(each.id, passed.unless_held(files, each, partial(_of_letter, files, each)))
    yield from about(each.id, check_signed_paper(files, each, numbers))
    if each.letter.is_electronic and files.has(each.signed_file):
        verdict, name = files.verdict(each.signed_file), each.signed_file
        yield from about(each.id, missing_signature(verdict, name, each.letter.where))


def _of_letter(files: Files, each: ExpectedLetter) -> Iterator[Finding]:
    yield from check_letter(files, each)
    for enclosure in each.enclosures:
        yield from check_enclosure(files, each.letter.id, enclosure)


def _announced(expected: Expectations) -> Iterator[Attributed]:
    """What the letters say that goes with them, which no file tells."""
    letters = [each.letter for each in expected.letters]
    numbers = {line.number for line in expected.register}
    for each, findings in zip(expected.letters, check_announced(letters, numbers), strict=True):
        yield from about(each.id, findings)


def _stopped(files: Files, expected: Expectations) -> Iterator[Attributed]:
    """PDFs that ask for too much; one of other origin is as it came."""
    sources = _sources(expected)
    for name, why in files.stopped.items():
        finding = too_much(Where(name), why)
        if name in sources:
            finding = replace(finding, severity=Severity.WARNING)
        yield from about(sources.get(name, ""), [finding])


def _faulty(attributed: Iterable[Attributed]) -> frozenset[str]:
    """Files that an error is about: that they are not what they were is no news."""
    return frozenset(e.concerns for e in attributed if e.finding.severity is Severity.ERROR)


def _sources(expected: Expectations) -> dict[str, str]:
    """Files from elsewhere, and the letter or the bundle that each is of."""
    found = {
        part.pdf: bundle.id
        for bundle in expected.bundles
        for part in bundle.parts
        if part.origin.is_outside or is_picture(part.pdf)
    }
    found |= {file: document.id for document in expected.documents for file in document.sources}
    for each in expected.letters:
        found |= dict.fromkeys((enclosure.source for enclosure in each.enclosures), each.id)
        found |= dict.fromkeys(filter(None, (each.signed_file,)), each.id)
    return found


def _judged(expected: Expectations) -> dict[str, str]:
    """Those whose electronic signatures are judged. A copy of a sealed paper is, to the byte, what
    that is; only where the check is about a bundle alone, nothing else looks at it."""
    sources = _sources(expected)
    if expected.scope:
        return sources
    return {name: subject for name, subject in sources.items() if name not in expected.outputs}


def _orphans(root: Path, expected: Expectations) -> Iterator[Finding]:
    """Documents that no row of the data, no spec and no part of ``docgen.toml`` stands for."""
    base = PurePosixPath(expected.ledger).parent
    folders = {PurePosixPath(name).parent.as_posix() for name in expected.outputs}
    in_force = {line.letter: line.number for line in expected.register}
    for kind in expected.kinds_by_row:
        for path in sorted((root / base / kind).glob("*/*")):
            name = path.relative_to(root).as_posix()
            is_asked = is_under(name, expected.scope) and not expected.is_left_out(f"{name}/")
            if path.is_dir() and name not in folders and is_asked:
                number = in_force.get("/".join(path.parts[-2:])) if kind == LETTERS else None
                message = (
                    f"tidak ada baris data untuk berkas-berkas ini, tetapi nomor {number} masih "
                    f"berlaku di buku agenda, jadi jangan dihapus; {GIVEN_OUT}"
                )
                if not number:
                    message = "tidak ada baris data untuk berkas-berkas ini; pindahkan atau hapus"
                yield warning("papers-without-data", Where(name), message)
    for kind in expected.kinds_by_file:
        for path in sorted((root / base / kind).glob("*")):
            name = path.relative_to(root).as_posix()
            office_file = path.suffix in WRITTEN and not path.name.startswith(("~$", "."))
            is_asked = is_under(name, expected.scope) and not expected.is_left_out(name)
            if office_file and name not in expected.outputs and is_asked:
                message = "tidak ada di docgen.toml (lagi); pindahkan atau hapus"
                yield warning("papers-without-data", Where(name), message)
