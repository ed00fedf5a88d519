"""The files that rows name, signed papers, enclosures, letters that came in: are they there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from docgen.findings import Finding, error, warning
from docgen.load.letters.dispositions import DispositionBook
from docgen.load.letters.letters import LetterBook
from docgen.model.letter import Letter
from docgen.model.writing.likeness import SIMILAR, suggest

# What may stand in each column: a scan is a PDF or a picture, an enclosure an office file too.
SCANS = (".pdf", ".png", ".jpg", ".jpeg")
KINDS = {"berkas_ttd": SCANS, "berkas_lampiran": (*SCANS, ".docx", ".xlsx")}


def shared_papers(books: Iterable[LetterBook]) -> Iterator[Finding]:
    """One signed paper for two letters: the copies of one of them would be of the other."""
    first: dict[str, Letter] = {}
    for book in books:
        for letter in (letter for letter in book.letters if letter.berkas_ttd):
            other = first.setdefault(letter.berkas_ttd.casefold(), letter)
            if other.where != letter.where:
                message = (
                    f"«{letter.berkas_ttd}» sudah menjadi berkas surat «{other.id}»; satu surat "
                    "satu berkas bertanda tangan, periksa keduanya"
                )
                yield error("signed-file-shared", book.where_of(letter, "berkas_ttd"), message)


def letter_files(root: Path, book: LetterBook, letter: Letter) -> list[Finding]:
    """The signed paper and the enclosures of a letter: there, in the workspace, of a fit kind."""
    findings: list[Finding] = []
    named = [("berkas_ttd", letter.berkas_ttd)] if letter.berkas_ttd else []
    named += [("berkas_lampiran", path) for path in letter.berkas_lampiran]
    for column, path in dict.fromkeys(named):
        where = book.where_of(letter, column)
        what = "surat bertanda tangan" if column == "berkas_ttd" else "berkas lampiran"
        if _outside(path):
            message = f"{what} «{path}» di luar ruang kerja; salin ke dalam folder docgen.toml"
            findings.append(error("file-outside", where, message))
        elif not (root / path).is_file():
            message = f"{what} «{path}» tidak ada{_file_meant(root, path)}"
            findings.append(error("file-missing", where, message))
        elif not path.lower().endswith(KINDS[column]):
            kinds = ", ".join(KINDS[column])
            message = f"{what} «{path}» tidak dapat dijadikan PDF; simpan sebagai {kinds}"
            findings.append(error("file-not-pdf", where, message))
        if named.count((column, path)) > 1:
            message = f"{what} «{path}» disebut dua kali; akan terlampir dua kali"
            findings.append(warning("file-twice", where, message))
    return findings


def incoming_files(root: Path, book: DispositionBook) -> Iterator[Finding]:
    """The letters that came in, where the agenda names their files: there, in the workspace."""
    for each in book.dispositions:
        path = each.berkas_surat
        if path and _outside(path):
            message = f"surat masuk «{path}» di luar ruang kerja; salin ke dalam folder docgen.toml"
            yield error("file-outside", each.where, message)
        elif path and not (root / path).is_file():
            message = f"surat masuk «{path}» ({each.id}) tidak ada{_file_meant(root, path)}"
            yield error("file-missing", each.where, message)


def _outside(path: str) -> bool:
    """Whether a path leads out of the workspace, on this system or on Windows."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or PureWindowsPath(path).is_absolute() or ".." in pure.parts


def _file_meant(root: Path, path: str) -> str:
    """The file of that folder which was probably meant; else where it was looked for."""
    folder = (root / path).parent
    if not folder.is_dir():
        shown = PurePosixPath(path).parent
        return f"; folder «{shown}» juga tidak ada (dihitung dari folder docgen.toml)"
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    likely = suggest(PurePosixPath(path).name, names, SIMILAR)
    if likely:
        return f"; maksud Anda «{PurePosixPath(path).with_name(likely)}»?"
    return "; jalurnya dihitung dari folder docgen.toml"
