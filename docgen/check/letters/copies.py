"""Verify that every required copy of a letter exists, says what it is, and shows the letter."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from docgen.check.advice import REBUILD
from docgen.check.expectations import ExpectedLetter
from docgen.check.files import Files
from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.drawn import is_picture, is_picture_of, without_mark
from docgen.check.pdf.reading import ReadPdf, bare
from docgen.findings import Finding, Where, error, warning
from docgen.model.copies import VERSION_LENGTH, Copy, Role


def check_letter(files: Files, expected: ExpectedLetter) -> Iterator[Finding]:
    """All findings of one letter's copies."""
    required = {copy.file_name: copy for copy in expected.copies}
    yield from _surplus(files, expected, required)
    version = _version(files, expected)
    texts: dict[str, tuple[str, ...]] = {}
    bodies: dict[str, list[bytes | None]] = {}
    for file_name, copy in required.items():
        name = expected.file_of(copy)
        where = Where(name)
        if not files.has(name):
            yield error(
                "copy-missing", where, f"{_who(expected, copy)} tidak ada; jalankan docgen build"
            )
            continue
        read = files.pdf(name)
        if read is None:
            advice = _what_to_do(files, expected, name)
            message = f"{_who(expected, copy)} tidak dapat dibuka; {advice}"
            yield error("copy-unreadable", where, message)
        elif read.signed:
            yield from _sealed(files, expected, copy, where)
        else:
            yield from _says(expected, copy, read, version, where)
            texts[file_name] = tuple(_without_mark(page, copy) for page in read.pages)
            bodies[file_name] = [without_mark(page) for page in read.drawn]
            if expected.signed_file:
                yield from _pictured(files, expected, copy, where)
        if copy.role is not Role.ARSIP:
            files.forget(name)
    differing = list(_alike(files, expected, required, texts))
    yield from differing
    if not differing:
        yield from _drawn_alike(files, expected, required, bodies)


def _what_to_do(files: Files, expected: ExpectedLetter, name: str) -> str:
    """About a copy that does not open: one of a sealed file is as that came."""
    signed = expected.signed_file
    if signed and files.has(signed) and files.sha256(signed) == files.sha256(name):
        return f"{signed} sendiri terkunci atau rusak, minta lagi dari penandatangannya"
    return REBUILD


def _alike(
    files: Files,
    expected: ExpectedLetter,
    required: dict[str, Copy],
    texts: dict[str, tuple[str, ...]],
) -> Iterator[Finding]:
    """The words of all copies against those of the archive copy, and these against the letter's."""
    archive = next((name for name, copy in required.items() if copy.role is Role.ARSIP), None)
    if archive not in texts:
        return
    for name, pages in texts.items():
        if pages != texts[archive]:
            where = Where(f"{expected.folder}/{name}")
            who = _who(expected, required[name])
            message = f"isi {who} berbeda dari rangkap arsipnya; {REBUILD}"
            yield error("copy-text-differs", where, message)
    where = Where(f"{expected.folder}/{archive}")
    source = expected.signed_file or expected.pdf
    letter = files.pdf(source) if files.has(source) else None
    if letter is not None and letter.pages != texts[archive]:
        message = f"isi {_who(expected, required[archive])} berbeda dari {source}; {REBUILD}"
        yield error("copy-text-differs", where, message)
    number = expected.letter.nomor
    if number and not expected.signed_file and bare(number) not in "".join(texts[archive]):
        message = f"nomor {number} tidak tercetak pada surat {expected.letter.id}"
        yield error("number-not-printed", where, message)


def _drawn_alike(
    files: Files,
    expected: ExpectedLetter,
    required: dict[str, Copy],
    bodies: dict[str, list[bytes | None]],
) -> Iterator[Finding]:
    """What is drawn on the pages besides words: the letter, then the mark and nothing else."""
    source = expected.signed_file or expected.pdf
    original = files.pdf(source) if files.has(source) else None
    archive = next((name for name, copy in required.items() if copy.role is Role.ARSIP), "")
    due = list(original.drawn) if original else bodies.get(archive)
    for name, pages in bodies.items():
        where = Where(f"{expected.folder}/{name}")
        if pages != due or None in pages:
            message = (
                f"di {_who(expected, required[name])} ada yang ditutup, ditempel, atau diganti: "
                f"gambar halamannya lain daripada {source}; {REBUILD}"
            )
            yield error("copy-drawing-differs", where, message)
        elif original is None and name == archive and not _is_picture(files, source, where.file):
            message = f"gambar {_who(expected, required[name])} bukan dari {source}; {REBUILD}"
            yield error("copy-picture-differs", where, message)


def _is_picture(files: Files, source: str, copy: str) -> bool:
    """Whether a copy shows the scan; one that is missing or damaged has a finding of its own."""
    if not is_picture(source) or not files.has(source):
        return True
    try:
        return is_picture_of(files.path(source), files.path(copy))
    except (*DAMAGE, SyntaxError, Image.DecompressionBombError):
        return True


def _who(expected: ExpectedLetter, copy: Copy) -> str:
    """Letter, role and recipient in words."""
    number = f" ({expected.letter.nomor})" if expected.letter.nomor else ""
    role = f"{copy.role} {copy.number}" if copy.role is not Role.ARSIP else str(copy.role)
    return f"surat «{expected.letter.id}»{number}: rangkap {role} untuk {copy.recipient}"


def _version(files: Files, expected: ExpectedLetter) -> str | None:
    name = expected.office_file
    return files.sha256(name)[:VERSION_LENGTH] if files.has(name) else None


def _says(
    expected: ExpectedLetter, copy: Copy, read: ReadPdf, version: str | None, where: Where
) -> Iterator[Finding]:
    """The mark on each page and the metadata, against what the copy must be."""
    who = _who(expected, copy)
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


def _sealed(files: Files, expected: ExpectedLetter, copy: Copy, where: Where) -> Iterator[Finding]:
    """An electronically signed copy is the original, byte for byte."""
    original = expected.signed_file
    if original and not files.has(original):
        return  # a finding of its own: nothing is known of what the copy must be
    if not original or files.sha256(original) != files.sha256(where.file):
        message = f"{_who(expected, copy)} bukan salinan utuh dari surat bertanda tangan elektronik"
        yield error("copy-seal-differs", where, message)


def _pictured(
    files: Files, expected: ExpectedLetter, copy: Copy, where: Where
) -> Iterator[Finding]:
    """A scan has no words: the pictures on its pages are those of the signed file."""
    original = expected.signed_file
    if not original.lower().endswith(".pdf") or not files.has(original):
        return
    due = files.pictures(original)
    if due is not None and any(due) and files.pictures(where.file) != due:
        message = f"gambar {_who(expected, copy)} bukan dari {expected.signed_file}; {REBUILD}"
        yield error("copy-picture-differs", where, message)


def _surplus(
    files: Files, expected: ExpectedLetter, required: dict[str, Copy]
) -> Iterator[Finding]:
    names = [name for name in files.names_in(expected.folder) if name.endswith(".pdf")]
    prefix = f"{expected.letter.id}."
    roles = tuple(prefix + str(role) for role in Role)
    for name in names:
        if name.startswith(roles) and name not in required:
            message = f"rangkap ini tidak diminta oleh data surat «{expected.letter.id}»; hapus"
            yield warning("copy-surplus", Where(f"{expected.folder}/{name}"), message)


def _is_marked(page: str, copy: Copy) -> bool:
    """Whether the mark was stamped: drawn last (or first), so it ends (or starts) the text.

    Somewhere in the text is no proof: the kop of a DINAS KEARSIPAN holds the word ARSIP.
    """
    return page.endswith(bare(copy.mark)) or page.startswith(bare(copy.mark))


def _without_mark(page: str, copy: Copy) -> str:
    mark = bare(copy.mark)
    return page.removesuffix(mark) if page.endswith(mark) else page.removeprefix(mark)
