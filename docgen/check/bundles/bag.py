"""Verify a bag (BagIt, RFC 8493) wherever it is: no workspace, no register, only the folder.

Besides what its manifests promise, the bundle in it must open, have the pages that it had and be
marked as PDF/A, and originals must be those of the ledger (``copies.json``).
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import bagit

from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.reading import bundle_facts, sha256
from docgen.findings import Finding, Where, error, warning
from docgen.limits import MOST_RECORD
from docgen.model.set_name import SetName
from docgen.outside.files import ANY_SIZE, fits, read_bytes, read_json

DECLARATION = "bagit.txt"
# A folder with one of these is a bag, or was one.
MARKS = (DECLARATION, "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt")
BUNDLES, ORIGINALS, LEDGER = "data/arsip", "*.asli/**/*.pdf", "data/copies.json"
ARCHIVE = "arsip"  # the role of the copy that the archive keeps
LETTERS = "letters"  # the kind of documents that have copies
PAGES = "Docgen-Pages"
AGAIN = "minta atau salin ulang paket ini dari sumbernya"
_BROKEN = (bagit.BagError, OSError, ValueError, LookupError)
logging.getLogger("bagit").setLevel(logging.CRITICAL)


def check_packed(root: Path, bag: str) -> Iterator[Finding]:
    """What is wrong with the bag at the workspace path ``bag``, by workspace paths."""
    if not (root / bag).is_dir():
        yield error("bag-missing", Where(bag), "paket arsip tidak ada; jalankan docgen build")
        return
    for finding in check_bag(root / bag):
        where = finding.where.at(file=f"{bag}/{finding.where.file}")
        yield Finding(finding.code, finding.severity, where, finding.message)


def check_bag(folder: Path) -> tuple[Finding, ...]:
    """All findings of one bag; files are named by their path inside it."""
    try:
        bag = bagit.Bag(str(folder))
        missing, surplus = bag.compare_manifests_with_fs()
    except _BROKEN as problem:
        message = f"paket tidak dapat dibaca ({_words(problem)}); {AGAIN}"
        return (error("bag-unreadable", Where(DECLARATION), message),)
    found = [*_manifests(bag, missing, surplus)]
    if not found:
        found += _structure(bag)
        found += _last_links(folder, bag)
    found += _bundles(folder, bag)
    found += _ledger(folder)
    return tuple(found)


def _manifests(bag: bagit.Bag, missing: list[str], surplus: list[str]) -> Iterator[Finding]:
    for name in sorted(map(_slashed, missing)):
        message = f"tercatat di paket tetapi berkasnya tidak ada; {AGAIN}"
        yield error("bag-file-missing", Where(name), message)
    for name in sorted(map(_slashed, surplus)):
        message = "tidak tercatat di paket; berkas ini ditambahkan kemudian, keluarkan dari sini"
        yield error("bag-file-surplus", Where(name), message)
    gone = set(missing)
    for name, recorded in sorted(bag.entries.items()):
        if name in gone:
            continue
        actual = Path(bag.path) / bag.normalized_filesystem_names.get(name, name)
        wrong = [kind for kind, value in sorted(recorded.items()) if _differs(actual, kind, value)]
        if wrong:
            message = f"isinya berubah sejak dikemas ({', '.join(wrong)} berbeda); {AGAIN}"
            yield error("bag-checksum-wrong", Where(_slashed(name)), message)


def _differs(path: Path, kind: str, value: str) -> bool:
    try:
        with fits(path, ANY_SIZE).open("rb") as file:
            return hashlib.file_digest(file, kind).hexdigest() != value.lower()
    except OSError:
        return True


def _structure(bag: bagit.Bag) -> Iterator[Finding]:
    """What the library asks of a bag besides checksums: manifests, sizes, no byte-order mark."""
    try:
        bag.validate(fast=bag.has_oxum(), completeness_only=True)
        uneven = [name for name, sums in bag.payload_entries().items() if len(sums) < _kinds(bag)]
    except _BROKEN as problem:
        message = f"paket tidak lengkap ({_words(problem)}); {AGAIN}"
        yield error("bag-incomplete", Where(DECLARATION), message)
        return
    for name in uneven:
        message = f"tidak tercatat di semua manifes paket; {AGAIN}"
        yield error("bag-incomplete", Where(_slashed(name)), message)


def _last_links(folder: Path, bag: bagit.Bag) -> Iterator[Finding]:
    """The manifests of manifests: nothing holds their checksums, so each must be to the byte as
    docgen (or the library) writes it. Other programs write them in other ways."""
    if not str(bag.info.get("Bag-Software-Agent", "")).startswith("docgen"):
        return
    for path in sorted(folder.glob("tagmanifest-*.txt")):
        *lines, rest = read_bytes(path, MOST_RECORD).decode("utf-8", "replace").split("\n")
        if rest or not any(_is_whole(lines, blanks, bag) for blanks in ("  ", " ")):
            message = f"isinya berubah sejak dikemas; {AGAIN}"
            yield error("bag-checksum-wrong", Where(path.name), message)


def _is_whole(lines: list[str], blanks: str, bag: bagit.Bag) -> bool:
    pairs = [line.partition(blanks) for line in lines]
    return all(name in bag.entries and sums == sums.lower() for sums, _blanks, name in pairs)


def _kinds(bag: bagit.Bag) -> int:
    return len(list(bag.manifest_files()))


def _bundles(folder: Path, bag: bagit.Bag) -> Iterator[Finding]:
    """The bundle opens, is marked as PDF/A, and all volumes have the pages that were counted."""
    total = 0
    names = sorted((folder / BUNDLES).glob("*.pdf"))
    for path in names:
        where = Where(path.relative_to(folder).as_posix())
        try:
            pages, archival = bundle_facts(path)
        except DAMAGE:
            yield error("bag-bundle-unreadable", where, f"berkas arsip tidak dapat dibuka; {AGAIN}")
            return
        total += pages
        if not archival:
            yield warning("bag-bundle-not-pdfa", where, "berkas arsip ini tidak bertanda PDF/A")
    expected = bag.info.get(PAGES)
    if expected is not None and str(total) != expected:
        message = f"berkas arsip {total} halaman, menurut bag-info.txt {expected}; {AGAIN}"
        yield error("bag-pages-wrong", Where(BUNDLES), message)


def _ledger(folder: Path) -> Iterator[Finding]:
    """Originals in the bag against the hashes of the ledger."""
    path = folder / LEDGER
    if not path.is_file():
        return  # when it should be there, the manifests say so
    where = Where(LEDGER)
    try:
        lines = read_json(path)["rangkap"]
        hashes = {
            f"{_letter(line['surat'])}.pdf": line["sha256"]
            for line in lines
            if line["peran"] == ARCHIVE
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield error("bag-ledger-unreadable", where, f"daftar rangkap rusak; {AGAIN}")
        return
    for original in sorted((folder / BUNDLES).glob(ORIGINALS)):
        if hashes.get(original.name, sha256(original)) != sha256(original):
            name = original.relative_to(folder).as_posix()
            message = f"bukan berkas yang tercatat di daftar rangkap; {AGAIN}"
            yield error("bag-ledger-differs", Where(name), message)


def _letter(key: str) -> str:
    """The id of a letter that the ledger calls SET/ID."""
    name, _, identifier = key.partition("/")
    return SetName(LETTERS, name).document(identifier)


def _slashed(name: str) -> str:
    return name.replace(os.sep, "/")


def _words(problem: BaseException) -> str:
    return " ".join(str(problem).split()) or type(problem).__name__
