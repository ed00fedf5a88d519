"""The frozen revisions of a SOP: ``riwayat/STEM/REVISI/`` beside its spec, under version control.

Every folder holds the files of one approval, its record (``pengesahan.json``) and their checksums
(``SHA256SUMS``, as sha256sum reads it). Nothing in it ever changes; what did is an error, with
where to get it back.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docgen.findings import Finding, Result, Where, error, has_errors, warning
from docgen.limits import MOST_RECORD
from docgen.load.sop import load_sop
from docgen.load.spec_files import specs_named
from docgen.load.text.validate import validate
from docgen.model.life.states import Version
from docgen.model.revisions import Approval
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import ANY_SIZE, read_json, read_text, sha256_of

HISTORY = "riwayat"
RECORD, SUMS = "pengesahan.json", "SHA256SUMS"
SIGNED = ".ttd"  # before the suffix of the signed paper
UNFINISHED = "."  # how the names of folders begin that a killed run left behind
ALTERED = "sop-history-altered"
RESTORE = (
    "berkas yang disahkan tidak boleh berubah; kembalikan dari git (git checkout -- {path}) atau "
    "dari cadangan"
)
_LINE = re.compile(r"([0-9a-f]{64})[ ][ *](.+)")
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def history_folder(spec: Path) -> Path:
    """The folder of all frozen revisions of a spec."""
    return spec.parent / HISTORY / spec.stem


def is_frozen(spec: Path) -> bool:
    """Whether a spec is itself the frozen one of a revision: no SOP of its own."""
    parents = spec.absolute().parents
    return len(parents) > 2 and parents[2].name == HISTORY and (spec.parent / RECORD).is_file()


def read_history(spec: Path, shown_as: str) -> Result[tuple[Version, ...]]:
    """All frozen revisions of a spec, oldest first; ``shown_as`` is its path as findings name it.

    Findings: sop-history-altered for whatever is not as it was frozen, sop-signed-not-kept. A
    revision of which spec and record can be read is there all the same.
    """
    folder = history_folder(spec)
    shown = PurePosixPath(shown_as).parent / HISTORY / spec.stem
    findings: list[Finding] = []
    versions: list[Version] = []
    before = ""
    for path, number in _folders(folder, shown, findings):
        place = shown / path.name
        found = list(_altered(path, place))
        version = _version(path, place, spec, found)
        if version and version.number != number:
            message = f"foldernya revisi {number}, catatannya revisi {version.number}"
            found.append(_lost(place / RECORD, message))
        if version and version.approval.sebelumnya != before:
            message = f"revisi sebelum revisi {number} hilang atau diubah"
            found.append(_lost(place, message))
        before = _sha256(path / SUMS)
        findings += found
        if version:
            versions.append(replace(version, is_whole=not has_errors(found)))
    return Result(tuple(versions), tuple(dict.fromkeys(findings)))


def _folders(folder: Path, shown: PurePosixPath, findings: list[Finding]) -> list[tuple[Path, int]]:
    """The folders of revisions in order; one with another name is told of."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(UNFINISHED) or path.name.lower() in _OF_THE_SYSTEM:
            continue
        if path.name.isascii() and path.name.isdigit() and str(int(path.name)) == path.name:
            found.append((path, int(path.name)))
        else:
            message = "bukan folder revisi (namanya bukan nomor revisi); pindahkan ke tempat lain"
            findings.append(error(ALTERED, Where(str(shown / path.name)), message))
    return sorted(found, key=lambda each: each[1])


def _version(
    path: Path, shown: PurePosixPath, spec: Path, findings: list[Finding]
) -> Version | None:
    """One revision; None when its record or its spec cannot be read, which is told of."""
    approval = _record(path / RECORD, shown / RECORD)
    findings += approval.findings
    # It may have been frozen in another format than the spec has now.
    frozen = next(iter(specs_named(path, spec.stem)), None)
    loaded = load_sop(frozen, str(shown / frozen.name)) if frozen else None
    if loaded is not None and loaded.value is None:
        findings += loaded.findings
    if approval.value is None or loaded is None or loaded.value is None:
        return None
    stem = spec.stem
    sums: Mapping[str, str] = {}
    with contextlib.suppress(OSError, ValueError):
        sums = read_sums(path)
    signed = sorted(name for name in sums if name.startswith(f"{stem}{SIGNED}."))
    drawings = sorted(path.glob(f"{_escaped(stem)}-*.svg"), key=lambda each: (len(each.name), each))
    return Version(
        approval=approval.value,
        sop=loaded.value.sop,
        folder=str(shown),
        sheet=str(shown / f"{stem}.docx"),
        pdf=str(shown / f"{stem}.pdf"),
        signed=str(shown / signed[0]) if signed else "",
        drawings=tuple(str(shown / each.name) for each in drawings),
    )


def _record(path: Path, shown: PurePosixPath) -> Result[Approval]:
    where = Where(str(shown))
    try:
        data = read_json(path)
    except FileNotFoundError:
        return Result(None)  # told of with the other files
    except (OSError, ValueError):
        return Result(None, (_lost(shown, "catatan pengesahannya tidak dapat dibaca"),))
    result = validate(Approval, data, lambda _path: where)
    if result.value is None:
        return Result(None, (_lost(shown, "catatan pengesahannya tidak dapat dibaca"),))
    return result


def _altered(path: Path, shown: PurePosixPath) -> Iterator[Finding]:
    """Files that are not there, not as they were, or were put there since."""
    try:
        sums = read_sums(path)
    except (OSError, ValueError) as problem:
        reason = os_reason(problem) if isinstance(problem, OSError) else "isinya rusak"
        yield _lost(shown / SUMS, f"daftar sidik berkasnya tidak dapat dibaca ({reason})")
        sums = {}
    for name, sha in sums.items():
        if not (path / name).is_file():
            yield _lost(shown / name, "berkas yang disahkan hilang")
        elif _sha256(path / name) != sha:
            yield _lost(shown / name, "berkas yang disahkan diubah")
    for each in sorted(path.iterdir()):
        if each.name.startswith(UNFINISHED) or each.name.lower() in _OF_THE_SYSTEM:
            continue
        if sums and SIGNED + "." in each.name and each.name not in sums:
            message = "surat bertanda tangan ini belum tercatat; jalankan lagi docgen sop approve"
            yield warning("sop-signed-not-kept", Where(str(shown / each.name)), message)
        elif each.name not in (*sums, SUMS):
            message = (
                "berkas ini bukan bagian dari yang disahkan; pindahkan ke luar folder riwayat"
                if sums or each.name != RECORD
                else f"sidiknya tidak ada; {RESTORE.format(path=shown)}"
            )
            yield error(ALTERED, Where(str(shown / each.name)), message)
    if sums and RECORD not in sums:
        yield _lost(shown / RECORD, "catatan pengesahannya tidak ada")


def read_sums(folder: Path) -> Mapping[str, str]:
    """The checksums of a frozen folder by file name. Raises OSError, ValueError."""
    found = {}
    for line in read_text(folder / SUMS, MOST_RECORD).splitlines():
        match = _LINE.fullmatch(line)
        if match is None or "/" in match[2] or "\\" in match[2]:
            raise ValueError(line)
        found[match[2]] = match[1]
    if not found:
        raise ValueError("kosong")
    return found


def sums_text(files: Mapping[str, bytes]) -> str:
    """``SHA256SUMS`` of files by their names."""
    shas = ((hashlib.sha256(data).hexdigest(), name) for name, data in sorted(files.items()))
    return "".join(f"{sha}  {name}\n" for sha, name in shas)


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path, ANY_SIZE)
    except OSError:
        return ""


def _lost(path: PurePosixPath, message: str) -> Finding:
    return error(ALTERED, Where(str(path)), f"{message}; {RESTORE.format(path=path)}")


def _escaped(stem: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", stem)
