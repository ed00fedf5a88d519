"""The ledger of copies and the list of checksums against the files.

``copies.json`` holds the SHA-256 of every copy, ``SHA256SUMS`` (as ``sha256sum`` reads it) that of
everything else that was written, the ledger itself among it. What they say is one more witness:
that the files are right is verified from their content.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import PurePosixPath

from docgen.check.advice import REBUILD_IT
from docgen.check.attributed import LEDGER, Attributed
from docgen.check.expectations import Expectations
from docgen.check.files import Files
from docgen.check.scope import is_under
from docgen.findings import Where, error
from docgen.limits import MOST_RECORD
from docgen.outside.files import read_bytes, read_json

CHANGED = "isinya berubah sejak dibuat docgen"


def check_ledger(files: Files, expected: Expectations) -> Iterator[Attributed]:
    """The ledger's lines and hashes against the copies."""
    copies = {each.file_of(copy): (each, copy) for each in expected.letters for copy in each.copies}
    if not copies:
        return
    where = Where(expected.ledger)
    try:
        listed = {
            line["berkas"]: line for line in read_json(files.path(expected.ledger))["rangkap"]
        }
        hashes = {name: line["sha256"] for name, line in listed.items()}
    except FileNotFoundError:
        message = "daftar rangkap tidak ada; jalankan docgen build"
        yield Attributed(LEDGER, error("ledger-missing", where, message))
        return
    except (OSError, ValueError, KeyError, TypeError):
        message = f"daftar rangkap rusak; {REBUILD_IT}"
        yield Attributed(LEDGER, error("ledger-unreadable", where, message))
        return
    for name, (each, copy) in copies.items():
        if not files.has(name):
            continue  # its own finding
        if name not in listed:
            message = f"{name} tidak tercatat"
            yield Attributed(each.id, error("ledger-line-missing", where, message), name)
            continue
        if hashes[name] != files.sha256(name):
            message = f"isinya berubah sejak dicatat dalam daftar rangkap; {REBUILD_IT}"
            yield Attributed(each.id, error("checksum-wrong", Where(name), message))
        due = {
            "surat": each.key,
            "nomor": each.letter.nomor,
            "peran": str(copy.role),
            "penerima": copy.recipient,
        }
        for key, value in due.items():
            if listed[name].get(key) != value:
                message = (
                    f"{name}: {key} tercatat «{listed[name].get(key)}», seharusnya «{value}»; "
                    "jalankan docgen build"
                )
                yield Attributed(each.id, error("ledger-line-wrong", where, message), name)
    if not expected.scope:
        for name in listed:
            is_known = name in copies or name in expected.outputs
            if not is_known and not expected.is_left_out(name):
                message = f"{name} tercatat, padahal tidak diminta oleh data; jalankan docgen build"
                yield Attributed(LEDGER, error("ledger-line-surplus", where, message))


def check_sums(
    files: Files, expected: Expectations, faulty: Container[str]
) -> Iterator[Attributed]:
    """The checksums of everything but copies against the files; ``faulty`` are those of which
    something worse is known already."""
    where = Where(expected.sums)
    try:
        sums = _parsed(
            read_bytes(files.path(expected.sums), MOST_RECORD), PurePosixPath(expected.sums).parent
        )
    except FileNotFoundError:
        message = "daftar SHA-256 tidak ada; jalankan docgen build"
        yield Attributed(LEDGER, error("sums-missing", where, message))
        return
    except (OSError, ValueError):
        message = f"daftar SHA-256 rusak; {REBUILD_IT}"
        yield Attributed(LEDGER, error("sums-unreadable", where, message))
        return
    subjects = _subjects(expected)
    bundles = tuple(bundle.pdf.removesuffix("pdf") for bundle in expected.bundles)
    for name, recorded in sums.items():
        if files.has(name) and is_under(name, expected.scope):
            if name not in faulty and files.sha256(name) != recorded:
                found = error("checksum-wrong", Where(name), f"{CHANGED}; {REBUILD_IT}")
                yield Attributed(subjects.get(name, ""), found)
        elif not (
            expected.scope
            or name in expected.summed
            or name.startswith(bundles)
            or expected.is_left_out(name)
        ):
            message = f"{name} tercatat, padahal tidak diminta oleh data; jalankan docgen build"
            yield Attributed(LEDGER, error("sums-line-surplus", where, message))
    for name in sorted(expected.summed - set(sums)):
        if is_under(name, expected.scope) and files.has(name):
            message = f"{name} tidak tercatat; jalankan docgen build"
            yield Attributed(subjects.get(name, LEDGER), error("sums-line-missing", where, message))


def _parsed(data: bytes, folder: PurePosixPath) -> dict[str, str]:
    """SHA-256 by workspace path. Raises ValueError unless it is to the byte as docgen writes it."""
    lines = [line.partition("  ") for line in data.decode().splitlines()]
    sums = {name: recorded for recorded, _blanks, name in lines}
    if "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode() != data:
        raise ValueError
    if any(len(each) != 64 or each.strip("0123456789abcdef") for each in sums.values()):
        raise ValueError
    return {(folder / name).as_posix(): recorded for name, recorded in sums.items()}


def _subjects(expected: Expectations) -> dict[str, str]:
    """The document of each file."""
    found = {expected.ledger: LEDGER}
    for document in expected.documents:
        found |= dict.fromkeys((document.office_file, document.pdf, *document.also), document.id)
    for each in expected.letters:
        found |= {enclosure.pdf: each.id for enclosure in each.enclosures}
    for bundle in expected.bundles:
        stem = bundle.pdf.removesuffix(".pdf")
        found |= {name: bundle.id for name in expected.summed if name.startswith(f"{stem}.")}
    return found
