"""The ledger of copies and the list of checksums against the files.

``copies.json`` holds the SHA-256 of every copy, ``SHA256SUMS`` (as ``sha256sum`` reads it) that of
everything else that was written, the ledger itself among it. What they say is one more witness:
that the files are right is proved from their content.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import PurePosixPath

from docgen.check.attributed import LEDGER, Judged
from docgen.check.expectations import Claims
from docgen.check.files import Files
from docgen.check.scope import is_under
from docgen.findings import Where, error

REBUILD = "jalankan docgen build --force untuk membuatnya lagi"
CHANGED = "isinya berubah sejak dibuat docgen"


def check_ledger(files: Files, claims: Claims) -> Iterator[Judged]:
    """The ledger's lines and hashes against the copies."""
    expected = {
        papers.file_of(copy): (papers, copy) for papers in claims.letters for copy in papers.copies
    }
    if not expected:
        return
    where = Where(claims.ledger)
    try:
        text = files.path(claims.ledger).read_text(encoding="utf-8")
        listed = {line["berkas"]: line for line in json.loads(text)["rangkap"]}
        hashes = {name: line["sha256"] for name, line in listed.items()}
    except FileNotFoundError:
        message = "daftar rangkap tidak ada; jalankan docgen build"
        yield Judged(LEDGER, error("ledger-missing", where, message))
        return
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        yield Judged(LEDGER, error("ledger-unreadable", where, f"daftar rangkap rusak; {REBUILD}"))
        return
    for name, (papers, copy) in expected.items():
        if not files.has(name):
            continue  # its own finding
        if name not in listed:
            message = f"{name} tidak tercatat"
            yield Judged(papers.id, error("ledger-line-missing", where, message), name)
            continue
        if hashes[name] != files.sha256(name):
            message = f"isinya berubah sejak dicatat dalam daftar rangkap; {REBUILD}"
            yield Judged(papers.id, error("checksum-wrong", Where(name), message))
        due = {
            "surat": papers.key,
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
    if not claims.scope:
        for name in listed:
            if name not in expected and name not in claims.outputs:
                message = f"{name} tercatat, padahal tidak diminta oleh data; jalankan docgen build"
                yield Judged(LEDGER, error("ledger-line-surplus", where, message))


def check_sums(files: Files, claims: Claims, faulty: Container[str]) -> Iterator[Judged]:
    """The checksums of everything but copies against the files; ``faulty`` are those of which
    something worse is known already."""
    where = Where(claims.sums)
    try:
        sums = _parsed(files.path(claims.sums).read_bytes(), PurePosixPath(claims.sums).parent)
    except FileNotFoundError:
        message = "daftar SHA-256 tidak ada; jalankan docgen build"
        yield Judged(LEDGER, error("sums-missing", where, message))
        return
    except (OSError, ValueError):
        message = f"daftar SHA-256 rusak; {REBUILD}"
        yield Judged(LEDGER, error("sums-unreadable", where, message))
        return
    subjects = _subjects(claims)
    bundles = tuple(bundle.pdf.removesuffix("pdf") for bundle in claims.bundles)
    for name, recorded in sums.items():
        if files.has(name) and is_under(name, claims.scope):
            if name not in faulty and files.sha256(name) != recorded:
                found = error("checksum-wrong", Where(name), f"{CHANGED}; {REBUILD}")
                yield Judged(subjects.get(name, ""), found)
        elif not (claims.scope or name in claims.summed or name.startswith(bundles)):
            message = f"{name} tercatat, padahal tidak diminta oleh data; jalankan docgen build"
            yield Judged(LEDGER, error("sums-line-surplus", where, message))
    for name in sorted(claims.summed - set(sums)):
        if is_under(name, claims.scope) and files.has(name):
            message = f"{name} tidak tercatat; jalankan docgen build"
            yield Judged(subjects.get(name, LEDGER), error("sums-line-missing", where, message))


def _parsed(data: bytes, folder: PurePosixPath) -> dict[str, str]:
    """SHA-256 by workspace path. Raises ValueError unless it is to the byte as docgen writes it."""
    lines = [line.partition("  ") for line in data.decode().splitlines()]
    sums = {name: recorded for recorded, _blanks, name in lines}
    if "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode() != data:
        raise ValueError
    if any(len(each) != 64 or each.strip("0123456789abcdef") for each in sums.values()):
        raise ValueError
    return {(folder / name).as_posix(): recorded for name, recorded in sums.items()}


def _subjects(claims: Claims) -> dict[str, str]:
    """The document of each file."""
    found = {claims.ledger: LEDGER}
    for paper in claims.papers:
        found |= dict.fromkeys((paper.office_file, paper.pdf, *paper.also), paper.id)
    for papers in claims.letters:
        found |= {enclosure.pdf: papers.id for enclosure in papers.enclosures}
    for bundle in claims.bundles:
        stem = bundle.pdf.removesuffix(".pdf")
        found |= {name: bundle.id for name in claims.summed if name.startswith(f"{stem}.")}
    return found
