"""Files that the data and docgen.toml name: are they there, inside the workspace, of a fit kind?"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from docgen.bundle import COARSE_DPI, SCAN_AGAIN, scanned_dpi
from docgen.findings import Finding, Where, error, warning
from docgen.load.letters.dispositions import DispositionBook
from docgen.load.letters.letters import LetterBook
from docgen.load.names import any_case
from docgen.load.workspace import CONFIG
from docgen.model.file_kinds import HEAD, HEIC, HEIC_SUFFIXES, ZIP, really, usual_suffix
from docgen.model.letter import Letter
from docgen.model.set_name import SetName
from docgen.model.writing.dates import parse_date
from docgen.model.writing.likeness import SIMILAR, meant, suggest
from docgen.outside.files import TooLargeError, fits

# What may stand in each column: a scan is a PDF or a picture, an enclosure an office file too.
PICTURES = (".png", ".jpg", ".jpeg")
SCANS = (".pdf", *PICTURES)
KINDS = {"berkas_ttd": SCANS, "berkas_lampiran": (*SCANS, ".docx", ".xlsx")}


def matching(root: Path, patterns: Sequence[str], what: str) -> tuple[list[str], list[Finding]]:
    """Paths under ``root`` that fit the patterns, sorted; a pattern without any is a finding.

    A pattern that is the name of a file stands for it, whatever signs it holds: ``surat [1].pdf``.
    Of a suffix case does not count.
    Lock files of an open Office program (``~$…``) are passed over.
    """
    found: list[str] = []
    findings: list[Finding] = []
    for pattern in patterns:
        inside = (
            not PurePosixPath(pattern).is_absolute() and ".." not in PurePosixPath(pattern).parts
        )
        paths = _files(root, pattern) if inside else []
        names = [p.relative_to(root).as_posix() for p in paths if not p.name.startswith("~$")]
        findings += filter(None, (too_large(root, name, what, Where(name)) for name in names))
        if not names:
            message = f"tidak ada {what} yang cocok dengan «{pattern}»"
            findings.append(error("file-missing", Where(CONFIG), message))
        found += [name for name in names if name not in found]
    return found, findings


def too_large(root: Path, path: str, what: str, where: Where) -> Finding | None:
    """file-too-large: what nobody could send, and what may be a file with holes."""
    try:
        fits(root / path)
    except TooLargeError as problem:
        return error("file-too-large", where, f"{what} «{path}» {problem.words}; kecilkan dahulu")
    except OSError:
        return None  # a finding of its own
    return None


def _files(root: Path, pattern: str) -> list[Path]:
    with contextlib.suppress(OSError, ValueError):  # ValueError: no pattern at all, or `**x`
        if (root / pattern).is_file():
            return [root / pattern]
        return sorted(path for path in root.glob(any_case(pattern)) if path.is_file())
    return []


def unmatched(
    name: SetName, patterns: Iterable[str], choices: Sequence[SetName]
) -> Iterator[Finding]:
    """Patterns of ``isi`` that fit no set: name-unknown."""
    for pattern in patterns:
        if not any(each.fits(pattern) for each in choices):
            near = meant(pattern, list(map(str, choices)))
            message = f"[{name}] isi: tidak ada «{pattern}»{near}"
            yield error("name-unknown", Where(CONFIG), message)


def date_findings(name: SetName, text: str) -> Iterator[Finding]:
    """A date in ``docgen.toml`` that is printed and is none: date-impossible."""
    if text and parse_date(text) is None:
        message = f"[{name}] tanggal: «{text}» bukan tanggal yang mungkin"
        yield error("date-impossible", Where(CONFIG), message)


def shared_signed_files(books: Iterable[LetterBook]) -> Iterator[Finding]:
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
        if finding := unfit_file(root, path, what, KINDS[column], where):
            findings.append(finding)
        elif column == "berkas_ttd":
            findings += coarse_scan(root, path, where)
        elif finding := too_large(root, path, what, where):
            findings.append(finding)
        if named.count((column, path)) > 1:
            message = f"{what} «{path}» disebut dua kali; akan terlampir dua kali"
            findings.append(warning("file-twice", where, message))
    return findings


def unfit_file(
    root: Path, path: str, what: str, kinds: tuple[str, ...], where: Where
) -> Finding | None:
    """A named file that lies outside, is not there or is of a kind that is not fit; ``kinds``
    are suffixes. Findings: file-outside, file-missing, file-not-pdf."""
    if is_outside(path):
        message = f"{what} «{path}» di luar ruang kerja; salin ke dalam folder docgen.toml"
        return error("file-outside", where, message)
    if not (root / path).is_file():
        message = f"{what} «{path}» tidak ada{_file_meant(root, path)}"
        return error("file-missing", where, message)
    if not path.lower().endswith(kinds):
        kind = f" ({HEIC})" if path.lower().endswith(HEIC_SUFFIXES) else ""
        message = f"{what} «{path}» tidak dapat dijadikan PDF{kind}; simpan sebagai "
        return error("file-not-pdf", where, message + ", ".join(kinds))
    if other := _under_a_wrong_name(root / path):
        return error("file-not-pdf", where, f"{what} «{path}» {other}")
    return None


def _under_a_wrong_name(path: Path) -> str:
    """What to say of a file whose name promises another kind than it is; "" when it keeps it, or
    nobody knows what it is."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return ""  # a finding of its own
    named, usual = path.suffix.lower(), usual_suffix(head)
    if usual == named or (usual in PICTURES and named in PICTURES):
        return ""
    if usual:
        better = path.with_suffix(usual).name
        kind = "PDF" if usual == ".pdf" else f"gambar {usual[1:].upper()}"
        return f"berakhir {named}, padahal isinya {kind}; ganti namanya menjadi «{better}»"
    if named not in SCANS:
        return ""  # who converts it says what it is
    if head.startswith(ZIP):
        kind = "dokumen Office atau berkas zip"
        return f"berakhir {named}, padahal isinya {kind}; buka, lalu simpan sebagai PDF"
    return f"bukan {named[1:].upper()}: {kind}" if (kind := really(head)) else ""


def coarse_scan(root: Path, path: str, where: Where) -> Iterator[Finding]:
    """A scan that is a picture with too few dots to be read on paper: image-coarse."""
    dpi = scanned_dpi(root / path) if path.lower().endswith(PICTURES) else None
    if dpi is not None and dpi < COARSE_DPI:
        message = (
            f"gambar «{path}» terlalu kasar untuk dibaca, hanya {dpi:.0f} titik per inci (dpi) di "
            f"kertas. {SCAN_AGAIN}"
        )
        yield warning("image-coarse", where, message)


def incoming_files(root: Path, book: DispositionBook) -> Iterator[Finding]:
    """The letters that came in, where the agenda names their files: there, in the workspace."""
    for each in book.dispositions:
        path = each.berkas_surat
        if path and is_outside(path):
            message = f"surat masuk «{path}» di luar ruang kerja; salin ke dalam folder docgen.toml"
            yield error("file-outside", each.where, message)
        elif path and not (root / path).is_file():
            message = f"surat masuk «{path}» ({each.id}) tidak ada{_file_meant(root, path)}"
            yield error("file-missing", each.where, message)


def is_outside(path: str) -> bool:
    """Whether a path leads out of the workspace, on this system or on Windows."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or PureWindowsPath(path).is_absolute() or ".." in pure.parts


_MEND = "periksa jalurnya, yang dihitung dari folder docgen.toml, atau salin berkasnya ke sana"


def _file_meant(root: Path, path: str) -> str:
    """The file of that folder which was probably meant; else where it was looked for."""
    folder = (root / path).parent
    if not folder.is_dir():
        shown = PurePosixPath(path).parent
        return f"; folder «{shown}» juga tidak ada; {_MEND}"
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    likely = suggest(PurePosixPath(path).name, names, SIMILAR)
    if likely:
        return f"; maksud Anda «{PurePosixPath(path).with_name(likely)}»?"
    return f"; {_MEND}"
