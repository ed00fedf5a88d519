"""``docgen sop import``: legacy sheets become specs, with a finding for each thing inferred."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.convert import Absent, LibreOffice, in_new_format
from docgen.errors import MissingProgramError
from docgen.findings import Finding, Where, error
from docgen.load.legacy.file import Imported, is_old, read_file
from docgen.load.legacy.notes.annotate import annotated
from docgen.model.profile import Profile
from docgen.outside.files import read_bytes
from docgen.workspace.report import Report
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.sources import sync_folder, write_synced

ANNOTATED = "-catatan"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutput:
    """Where specs go, and whether copies with comments go there too."""

    folder: Path
    engine: LibreOffice | Absent
    annotate: bool = False
    force: bool = False


def import_sheets(files: Sequence[Path], output: ImportOutput, profile: Profile) -> Report:
    """Read sheets and write STEM.yaml of each into a folder; what one lacks stops no other.

    Raises MissingProgramError for a .doc or .xls without LibreOffice, and OutputError.
    """
    report = Report(profile=profile)
    taken: dict[str, Path] = {}
    for file in files:
        name = spec_name(file)
        problem = _in_the_way(file, name, taken, output)
        taken.setdefault(name, file)
        if problem is not None:
            report.note([problem])
            continue
        data = read_bytes(file)
        origin = {"berkas": file.name, "sha256": hashlib.sha256(data).hexdigest()}
        opened = _opened(data, file, output.engine)
        imported = opened if isinstance(opened, Imported) else read_file(opened, str(file), origin)
        report.note(imported.findings)
        if not imported.spec:
            continue
        _write(output.folder / f"{name}.yaml", imported.spec.encode(), report)
        if output.annotate and isinstance(opened, bytes):
            target = output.folder / f"{name}{ANNOTATED}{imported.suffix}"
            _write(target, annotated(opened, imported.doubts), report)
    return report


def spec_name(file: Path) -> str:
    """What the spec of a sheet is called: its own name in small letters, without signs."""
    return re.sub(r"[^\w.]+", "-", file.stem.casefold()).strip("-.") or "sop"


def _in_the_way(
    file: Path, name: str, taken: dict[str, Path], output: ImportOutput
) -> Finding | None:
    where = Where(str(file))
    if name in taken:
        message = f"hasilnya akan bernama sama dengan hasil {taken[name]}; ubah nama salah satu"
        return error("output-collision", where, message)
    wanted = [f"{name}.yaml"]
    if output.annotate:
        wanted += [f"{name}{ANNOTATED}{suffix}" for suffix in (".docx", ".xlsx")]
    there = [each for each in wanted if (output.folder / each).exists()]
    if there and not output.force:
        message = f"{output.folder / there[0]} sudah ada; pakai --force untuk menimpanya"
        return error("output-exists", where, message)
    return None


def _opened(data: bytes, file: Path, engine: LibreOffice | Absent) -> bytes | Imported:
    """The bytes of a .docx or .xlsx; an old file is opened by LibreOffice first."""
    if not is_old(data):
        return data
    if isinstance(engine, Absent):
        raise MissingProgramError(
            f"{file}: berkas .doc dan .xls dibuka dengan LibreOffice, yang belum terpasang.",
            f"{engine.advice}\nAtau simpan ulang berkas itu sebagai .docx atau .xlsx.",
        )
    made = in_new_format(data, engine.soffice)
    if made:
        return made
    message = (
        "berkas lama ini tidak dapat dibuka LibreOffice: rusak, terpotong atau bersandi; simpan "
        "ulang di Word atau Excel sebagai .docx atau .xlsx"
    )
    return Imported("", findings=(error("legacy-unreadable", Where(str(file)), message),))


def _write(target: Path, data: bytes, report: Report) -> None:
    """Whole or not at all. Raises OutputError."""
    temporary = target.with_name(f".{target.name}.sementara")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_synced(temporary, data)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise unwritable(problem, str(target)) from problem
    report.written.append(str(target))
