"""``docgen form sop`` and ``docgen sop transcribe``: SOPs as workbooks, empty or filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import coordinate_from_string

from docgen.errors import UsageError
from docgen.findings import Finding, Where, error, hint, warning
from docgen.forms.sop import notes, sop_form
from docgen.load.sop import SopFile, read_sop
from docgen.load.sop_workbook.cells import printed_date
from docgen.load.sop_workbook.keys import IDENTITY, PRINTED, SHEETS
from docgen.load.spec_files import is_book
from docgen.load.tables.cells import clean, column_name
from docgen.load.text.yaml_comments import comment_lines
from docgen.load.text.yaml_text import KeyPath
from docgen.load.text.yaml_write import yaml_text
from docgen.model.sop import EXIT_KEYS
from docgen.ooxml.cell_edits import cell_notes
from docgen.outside.files import read_bytes
from docgen.pipeline.form import in_the_way
from docgen.temporary import working_folder
from docgen.workspace.report import Report
from docgen.workspace.store.sources import write_whole

WRITTEN = (".xlsx", ".yaml", ".yml")
MOST_LISTED = 8


def write_sop_form(target: Path, *, force: bool) -> Report:
    """An empty form. Raises FindingsError when something stands there, OutputError."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"«{target.name}» bukan nama .xlsx", "Tulis misalnya: -o cuti.xlsx.")
    return _kept(target, sop_form(), Report(), force=force)


def transcribe(source: Path, target: Path, *, force: bool) -> Report:
    """The spec ``source`` in the format that the name of ``target`` asks for.

    Findings: those of ``read_sop``, output-exists, transcribe-lost, transcribe-changed,
    transcribe-comments, transcribe-beside. Raises FindingsError with nothing written, OutputError.
    """
    if target.suffix.lower() not in WRITTEN:
        raise UsageError(
            f"«{target.name}» bukan nama spesifikasi SOP",
            "Tulis berkas hasil sebagai .xlsx atau .yaml.",
        )
    report = Report()
    read = read_sop(source, str(source))
    report.note(read.findings)
    report.stop_on_errors()
    assert read.value is not None
    whole = read.value.text.data
    data = sop_form(whole, read.value.sop.nama) if is_book(target) else _yaml(whole)
    report.note(_differences(read.value, data, target))
    report.stop_on_errors()
    report.note(_comments(source))
    _kept(target, data, report, force=force)
    if source.parent.resolve() == target.parent.resolve() and source.stem == target.stem:
        message = (
            f"SOP ini kini ada dua kali di folder ini; pindahkan {source.name} atau {target.name}, "
            "karena docgen hanya menerima salah satu"
        )
        report.note([hint("transcribe-beside", Where(str(target)), message)])
    return report


def _kept(target: Path, data: bytes, report: Report, *, force: bool) -> Report:
    if not force:
        report.note(in_the_way(target))
        report.stop_on_errors()
    write_whole(target, data)
    report.written.append(str(target))
    return report


def _yaml(data: Mapping[str, Any]) -> bytes:
    """The text of a spec; lists and ways in their short forms."""
    short = {key: _short_list(value) for key, value in data.items()}
    short["langkah"] = [
        {key: _short(key, value) for key, value in step.items()} for step in data["langkah"]
    ]
    return yaml_text(short).encode()


def _short_list(value: Any) -> Any:
    """A list without a style of its own; with one, that comes first."""
    if not isinstance(value, Mapping) or "isi" not in value:
        return value
    return dict(sorted(value.items())) if len(value) > 1 else value["isi"]


def _short(key: str, value: Any) -> Any:
    if isinstance(value, list) and len(value) == 1 and key in ("pelaksana", "ke", "gabung"):
        return value[0]
    if isinstance(value, Mapping) and key in ("ke", "ya", "tidak"):
        if set(value) == {"ke"} and key != "ke":
            return value["ke"]
        if not EXIT_KEYS & set(value) or key == "ke":
            inner = "ke" if key == "ke" else key
            return {actor: _short(inner, each) for actor, each in value.items()}
    return value


def _differences(file: SopFile, data: bytes, target: Path) -> Iterator[Finding]:
    """What the new file says otherwise than the old one: read back, key by key."""
    with working_folder() as folder:
        copy = folder / target.name
        copy.write_bytes(data)
        again = read_sop(copy, str(target))
    if again.value is None:
        yield from again.findings
        return
    old, new = (_leaves(each) for each in (file, again.value))
    for path in dict.fromkeys((*old, *new)):
        before, after = old.get(path, ""), new.get(path, "")
        if before == after:
            continue
        where, key = file.where(*path), ".".join(map(str, path))
        if clean(before) == after:
            message = (
                f"«{key}» memuat spasi khusus atau tanda yang tidak tampak; di {target.name} "
                "menjadi spasi biasa"
            )
            yield warning("transcribe-changed", where, message)
        else:
            message = (
                f"isi «{key}» tidak dapat ditulis di {target.name} tanpa berubah («{before[:60]}» "
                f"menjadi «{after[:60]}»); ubah isinya, atau pakai bentuk berkas yang lama"
            )
            yield error("transcribe-lost", where, message)


def _leaves(file: SopFile) -> dict[KeyPath, str]:
    """Every text of a SOP by its path; what is blank is not there."""
    dumped = file.sop.model_dump(mode="json")
    for lanes in dumped["kelompok_pelaksana"].values():
        lanes.sort(key=list(file.sop.pelaksana).index)  # they stand side by side, whatever is said
    dumped["pelaksana"] = [f"{key}: {name}" for key, name in file.sop.pelaksana.items()]
    for step, raw in zip(dumped["langkah"], file.text.data["langkah"], strict=True):
        step["id"] = raw.get("id")  # one that is its number is none
    found = dict(_texts(dumped, ()))
    found[PRINTED] = printed_date(file.text.data.get(PRINTED[0]) or {})[0]
    return found


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts(each, (*path, number))
    elif value not in (None, ""):
        yield path, str(value)


def _comments(source: Path) -> Iterator[Finding]:
    """Comments of YAML, and notes that somebody put at cells: they do not come along."""
    data = read_bytes(source)
    if is_book(source):
        places = list(_notes(data))
        where = Where(str(source))
        if places:
            where = where.at(sheet=places[0][0], cell=places[0][1])
        said = [f"{sheet} {cell}" for sheet, cell in places]
        what = "catatan di sel"
    else:
        lines = comment_lines(data.decode("utf-8-sig"))
        where = Where(str(source), line=lines[0] if lines else None)
        said = [str(line) for line in lines]
        what = "komentar (#) di baris"
    if said:
        more = f" dan {len(said) - MOST_LISTED} lagi" if len(said) > MOST_LISTED else ""
        message = (
            f"{len(said)} {what} {', '.join(said[:MOST_LISTED])}{more} tidak ikut disalin; "
            "pindahkan sendiri ke «catatan» langkahnya bila perlu"
        )
        yield warning("transcribe-comments", where, message)


def _notes(data: bytes) -> Iterator[tuple[str, str]]:
    """The cells with notes other than those of the form."""
    known = {text for own in notes().values() for text in own.values()}
    for sheet, cell, text in cell_notes(data):
        column, row = coordinate_from_string(cell)
        is_head = row == 1 or (column_name(sheet) == IDENTITY and column == "A")
        if column_name(sheet) in SHEETS and not (is_head and any(each in text for each in known)):
            yield sheet, cell
