"""Prove that every required copy of a letter exists, says what it is, and shows the letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from docgen.check.expectations import LetterPapers
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture, is_picture_of, without_mark
from docgen.check.pdf.reading import DAMAGE, ReadPdf, bare, pictures_of
from docgen.findings import Finding, Where, error, warning
from docgen.model.copies import VERSION_LENGTH, Copy, Role

# A damaged or changed output is not written over without being told to.
REBUILD = "jalankan docgen build --force"


def check_letter(files: Files, papers: LetterPapers) -> Iterator[Finding]:
    """All findings of one letter's copies."""
    expected = {copy.file_name: copy for copy in papers.copies}
    yield from _surplus(files.root, papers, expected)
    version = _version(files, papers)
    texts: dict[str, tuple[str, ...]] = {}
    bodies: dict[str, list[bytes | None]] = {}
    for file_name, copy in expected.items():
        name = papers.file_of(copy)
        where = Where(name)
        if not files.has(name):
            yield error(
                "copy-missing", where, f"{_who(papers, copy)} tidak ada; jalankan docgen build"
            )
            continue
        read = files.pdf(name)
        if read is None:
            message = f"{_who(papers, copy)} tidak dapat dibuka"
            yield error("copy-unreadable", where, f"{message}; {_what_to_do(files, papers, name)}")
        elif read.signed:
            yield from _sealed(files, papers, copy, where)
        else:
            yield from _says(papers, copy, read, version, where)
            texts[file_name] = tuple(_without_mark(page, copy) for page in read.pages)
            bodies[file_name] = [without_mark(page) for page in read.drawn]
            if papers.signed_paper:
                yield from _pictured(files, papers, copy, where)
        if copy.role is not Role.ARSIP:
            files.forget(name)
    differing = list(_alike(files, papers, expected, texts))
    yield from differing
    if not differing:
        yield from _drawn_alike(files, papers, expected, bodies)


def _what_to_do(files: Files, papers: LetterPapers, name: str) -> str:
    """About a copy that does not open: one of a sealed file is as that came."""
    paper = papers.signed_paper
    if paper and files.has(paper) and files.sha256(paper) == files.sha256(name):
        return f"{paper} sendiri terkunci atau rusak, minta lagi dari penandatangannya"
    return REBUILD


def _alike(
    files: Files,
    papers: LetterPapers,
    expected: dict[str, Copy],
    texts: dict[str, tuple[str, ...]],
) -> Iterator[Finding]:
    """The words of all copies against those of the archive copy, and these against the letter's."""
    archive = next((name for name, copy in expected.items() if copy.role is Role.ARSIP), None)
    if archive not in texts:
        return
    for name, pages in texts.items():
        if pages != texts[archive]:
            where = Where(f"{papers.folder}/{name}")
            message = f"isi {_who(papers, expected[name])} berbeda dari rangkap arsipnya; {REBUILD}"
            yield error("copy-text-differs", where, message)
    where = Where(f"{papers.folder}/{archive}")
    source = papers.signed_paper or papers.pdf
    letter = files.pdf(source) if files.has(source) else None
    if letter is not None and letter.pages != texts[archive]:
        message = f"isi {_who(papers, expected[archive])} berbeda dari {source}; {REBUILD}"
        yield error("copy-text-differs", where, message)
    number = papers.letter.nomor
    if number and not papers.signed_paper and bare(number) not in "".join(texts[archive]):
        message = f"nomor {number} tidak tercetak pada surat {papers.letter.id}"
        yield error("number-not-printed", where, message)


def _drawn_alike(
    files: Files,
    papers: LetterPapers,
    expected: dict[str, Copy],
    bodies: dict[str, list[bytes | None]],
) -> Iterator[Finding]:
    """What is drawn on the pages besides words: the letter, then the mark and nothing else."""
    source = papers.signed_paper or papers.pdf
    original = files.pdf(source) if files.has(source) else None
    archive = next((name for name, copy in expected.items() if copy.role is Role.ARSIP), "")
    due = list(original.drawn) if original else bodies.get(archive)
    for name, pages in bodies.items():
        where = Where(f"{papers.folder}/{name}")
        if pages != due or None in pages:
            message = (
                f"di {_who(papers, expected[name])} ada yang ditutup, ditempel, atau diganti: "
                f"gambar halamannya lain daripada {source}; {REBUILD}"
            )
            yield error("copy-drawing-differs", where, message)
        elif original is None and name == archive and not _is_picture(files, source, where.file):
            message = f"gambar {_who(papers, expected[name])} bukan dari {source}; {REBUILD}"
            yield error("copy-picture-differs", where, message)


def _is_picture(files: Files, source: str, copy: str) -> bool:
    """Whether a copy shows the scan; one that is missing or damaged has a finding of its own."""
    if not is_picture(source) or not files.has(source):
        return True
    try:
        return is_picture_of(files.path(source), files.path(copy))
    except (*DAMAGE, SyntaxError, Image.DecompressionBombError):
        return True


def _who(papers: LetterPapers, copy: Copy) -> str:
    """Letter, role and recipient in words."""
    number = f" ({papers.letter.nomor})" if papers.letter.nomor else ""
    role = f"{copy.role} {copy.number}" if copy.role is not Role.ARSIP else str(copy.role)
    return f"surat «{papers.letter.id}»{number}: rangkap {role} untuk {copy.recipient}"


def _version(files: Files, papers: LetterPapers) -> str | None:
    name = papers.office_file
    return files.sha256(name)[:VERSION_LENGTH] if files.has(name) else None


def _says(
    papers: LetterPapers, copy: Copy, read: ReadPdf, version: str | None, where: Where
) -> Iterator[Finding]:
    """The mark on each page and the metadata, against what the copy must be."""
    who = _who(papers, copy)
    said = read.properties
    if said.get("letter") != copy.letter or said.get("role") != copy.role:
        shown = f"{said.get('letter', '?')} {said.get('role', '?')}"
        yield error("copy-wrong-role", where, f"{who}: menurut isinya ini «{shown}»; {REBUILD}")
    elif said.get("recipient") != copy.recipient:
        other = said.get("recipient", "?")
        yield error(
            "copy-wrong-recipient", where, f"{who}: menurut isinya untuk «{other}»; {REBUILD}"
        )
    elif version and said.get("version") != version:
        message = f"{who}: dibuat dari versi surat yang lama; jalankan docgen build"
        yield error("copy-old-version", where, message)
    for number, page in enumerate(read.pages, 1):
        if not _is_marked(page, copy):
            message = f"{who}: tanda «{copy.mark}» tidak ada di halaman {number}"
            yield error("copy-mark-missing", where, message)


def _sealed(files: Files, papers: LetterPapers, copy: Copy, where: Where) -> Iterator[Finding]:
    """An electronically signed copy is the original, byte for byte."""
    original = papers.signed_paper
    whole = original and files.has(original)
    if not whole or files.sha256(original) != files.sha256(where.file):
        message = f"{_who(papers, copy)} bukan salinan utuh dari surat bertanda tangan elektronik"
        yield error("copy-seal-differs", where, message)


def _pictured(files: Files, papers: LetterPapers, copy: Copy, where: Where) -> Iterator[Finding]:
    """A scan has no words: the pictures on its pages are those of the signed paper."""
    original = files.path(papers.signed_paper)
    if original.suffix.lower() != ".pdf" or not original.is_file():
        return
    due = pictures_of(original)
    if due is not None and any(due) and pictures_of(files.path(where.file)) != due:
        message = f"gambar {_who(papers, copy)} bukan dari {papers.signed_paper}; {REBUILD}"
        yield error("copy-picture-differs", where, message)


def _surplus(root: Path, papers: LetterPapers, expected: dict[str, Copy]) -> Iterator[Finding]:
    folder = root / papers.folder
    names = sorted(path.name for path in folder.glob("*.pdf")) if folder.is_dir() else []
    prefix = f"{papers.letter.id}."
    roles = tuple(prefix + str(role) for role in Role)
    for name in names:
        if name.startswith(roles) and name not in expected:
            message = f"rangkap ini tidak diminta oleh data surat «{papers.letter.id}»; hapus"
            yield warning("copy-surplus", Where(f"{papers.folder}/{name}"), message)


def _is_marked(page: str, copy: Copy) -> bool:
    """Whether the mark was stamped: drawn last (or first), so it ends (or starts) the text.

    Somewhere in the text is no proof: the kop of a DINAS KEARSIPAN holds the word ARSIP.
    """
    return page.endswith(bare(copy.mark)) or page.startswith(bare(copy.mark))


def _without_mark(page: str, copy: Copy) -> str:
    mark = bare(copy.mark)
    return page.removesuffix(mark) if page.endswith(mark) else page.removeprefix(mark)
