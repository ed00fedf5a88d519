"""Prove from the files alone that what must exist does: papers, copies, numbers, bundles."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from docgen.check.bag import check_packed
from docgen.check.bundle import check_bundle
from docgen.check.claims import Claims, LetterPapers, Paper
from docgen.check.copies import check_letter
from docgen.check.judged import LEDGER, REGISTER, Judged, about
from docgen.check.pdf import read_pdf, sha256
from docgen.check.prints import check_enclosure, check_prints
from docgen.check.scope import is_under, unproven
from docgen.findings import Finding, Where, error, warning

# Kinds of outputs: those with a folder for each row of their data, and the files of the others.
FOLDER_PER_ROW = ("letters", "disposisi")
FILES = ("sop", "recap", "label", "bundle")
WRITTEN = (".docx", ".xlsx", ".pdf", ".svg")
REBUILD = "jalankan docgen build --force untuk membuatnya lagi"


def check_workspace(root: Path, claims: Claims) -> tuple[Finding, ...]:
    """All findings, in the order of the pipeline."""
    return tuple(each.finding for each in judge(root, claims))


def judge(root: Path, claims: Claims) -> tuple[Judged, ...]:
    """All findings, in the order of the pipeline, each with what it is about."""
    found: list[Judged] = []
    for paper in claims.papers:
        found += about(paper.id, _paper(root, paper))
    for papers in claims.letters:
        found += about(papers.id, check_letter(root, papers))
        for enclosure in papers.enclosures:
            found += about(papers.id, check_enclosure(root, papers.letter.id, enclosure))
    found += about("", _orphans(root, claims))
    found += _register(claims)
    found += _ledger(root, claims)
    for prints in claims.prints:
        found += about("", check_prints(root, prints))
    for bundle in claims.bundles:
        found += about(bundle.id, check_bundle(root, bundle))
        if bundle.bag and is_under(bundle.bag, claims.scope):
            found += about(bundle.id, check_packed(root, bundle.bag))
        if claims.scope:
            found += about(bundle.id, unproven(root, bundle, claims))
    return tuple(found)


def _paper(root: Path, paper: Paper) -> Iterator[Finding]:
    for name in (paper.office_file, *paper.also):
        path = root / name
        if not path.is_file():
            yield error("paper-missing", Where(name), "berkas tidak ada; jalankan docgen build")
        elif name == paper.office_file and not zipfile.is_zipfile(path):
            message = f"berkas rusak, tidak dapat dibuka; {REBUILD}"
            yield error("paper-unreadable", Where(name), message)
    where = Where(paper.pdf)
    if not (root / paper.pdf).is_file():
        yield error("paper-missing", where, "PDF tidak ada; jalankan docgen build")
    elif read_pdf(root / paper.pdf) is None:
        message = f"PDF rusak, tidak dapat dibuka; {REBUILD}"
        yield error("paper-unreadable", where, message)


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


def _register(claims: Claims) -> Iterator[Judged]:
    """The register against the letters; of a narrower check, only the lines of its letters."""
    where = claims.register_where
    letters = {_key(papers): papers.id for papers in claims.letters}
    numbers = Counter((line.office, line.number) for line in claims.register)
    twice = {
        (line.office, line.number): letters.get(line.letter, REGISTER)
        for line in claims.register
        if numbers[line.office, line.number] > 1
    }
    for (office, number), subject in twice.items():
        if claims.scope and subject == REGISTER:
            continue
        message = f"nomor {number} ({office}) tercatat {numbers[office, number]} kali"
        yield Judged(subject, error("number-twice", where, message))
    for line in claims.register:
        if line.letter not in claims.known_letters and not claims.scope:
            message = f"nomor {line.number} milik surat «{line.letter}», yang tidak ada di data"
            yield Judged(REGISTER, warning("register-without-letter", where, message))
    registered = {(line.office, line.letter, line.number) for line in claims.register}
    for papers in claims.letters:
        letter = papers.letter
        if letter.nomor and (letter.kop, _key(papers), letter.nomor) not in registered:
            message = (
                f"surat «{letter.id}» ditandatangani tetapi nomornya tidak tercatat; jalankan "
                "docgen build, atau kembalikan buku agenda dari cadangan"
            )
            yield Judged(papers.id, error("number-not-registered", where, message))
        if letter.nomor and not letter.tanggal_ttd and not letter.sementara:
            message = f"surat {letter.nomor} bernomor tetapi belum ditandatangani"
            yield Judged(papers.id, error("number-without-signature", letter.where, message))


def _key(papers: LetterPapers) -> str:
    """How the register names a letter."""
    return f"{papers.letter.kelompok}/{papers.letter.id}"


def _ledger(root: Path, claims: Claims) -> Iterator[Judged]:
    """The ledger's hashes against the files."""
    expected = {
        papers.file_of(copy): (papers, copy) for papers in claims.letters for copy in papers.copies
    }
    if not expected:
        return
    where = Where(claims.ledger)
    try:
        lines = json.loads((root / claims.ledger).read_text(encoding="utf-8"))["rangkap"]
        listed = {line["berkas"]: line for line in lines}
        hashes = {name: line["sha256"] for name, line in listed.items()}
    except FileNotFoundError:
        message = "daftar rangkap tidak ada; jalankan docgen build"
        yield Judged(LEDGER, error("ledger-missing", where, message))
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield Judged(LEDGER, error("ledger-unreadable", where, f"daftar rangkap rusak; {REBUILD}"))
        return
    for name, (papers, copy) in expected.items():
        path = root / name
        if not path.is_file():
            continue  # its own finding
        if name not in listed:
            message = f"{name} tidak tercatat"
            yield Judged(papers.id, error("ledger-line-missing", where, message), name)
            continue
        if hashes[name] != sha256(path):
            message = f"isinya berubah sejak dicatat dalam daftar rangkap; {REBUILD}"
            yield Judged(papers.id, error("checksum-wrong", Where(name), message))
        due = {
            "surat": _key(papers),
            "nomor": papers.letter.nomor,
            "peran": str(copy.role),
            "penerima": copy.recipient,
        }
        for key, value in due.items():
            if listed[name].get(key) != value:
                message = (
                    f"{name}: {key} tercatat «{listed[name].get(key)}», seharusnya «{value}»; "
                    "jalankan docgen build"
                )
                yield Judged(papers.id, error("ledger-line-wrong", where, message), name)
