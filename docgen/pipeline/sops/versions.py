"""``docgen sop diff``: two versions of a SOP side by side, told and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.changes import Patch, compare
from docgen.changes.aligned import aligned
from docgen.changes.told import Line, told, total_times
from docgen.convert import Absent, Engine, tags_in
from docgen.findings import Result, Where, error
from docgen.load.history import HISTORY, history_folder
from docgen.load.sop import SopFile, load_sop
from docgen.load.spec_files import specs_named
from docgen.model.sop import Sop
from docgen.render.changes.matrix import matrix
from docgen.render.changes.page import page
from docgen.render.changes.redline import redline, with_looks
from docgen.render.changes.sheets import Version
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.report import Report
from docgen.workspace.single_sops import Rules, Sheet, SingleSops, convert_sheets
from docgen.workspace.store.store import Store

# ``SPEC@1``: the version of a spec that was frozen as its revision 1.
AT = "@"
PAGE, MATRIX, REDLINE = "-perubahan.html", "-matriks", "-redline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What is written, and where. ``engine`` is what makes PDFs, None without any."""

    folder: Path
    html: bool = False
    docx: bool = False
    engine: Engine | Absent | None = None
    reason: str = ""
    force: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions, and the patch that makes the new one of the old one."""

    names: tuple[str, str]
    versions: tuple[Sop, Sop]
    patch: Patch
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        """The patch as plain values, with the words of an office."""
        old, new = total_times(*self.versions)
        return {
            "lama": self.names[0],
            "baru": self.names[1],
            "nomor_ikut": self.patch.renumbered,
            "waktu": {"semula": old, "menjadi": new},
            "perubahan": [_plain(line) for line in self.lines],
        }


def find_version(name: str) -> Result[Path]:
    """A spec by its path, or ``SPEC@1``. Findings: file-missing."""
    path = Path(name)
    stem, at, number = name.rpartition(AT)
    if path.is_file() or not at or not number.isdigit():
        if path.is_file():
            return Result(path)
        return Result(None, (error("file-missing", Where(name), "berkas tidak ada"),))
    spec = Path(stem)
    if found := specs_named(history_folder(spec) / str(int(number)), spec.stem):
        return Result(found[0])
    kept = ", ".join(sorted(_kept(spec), key=int)) or "belum ada"
    message = (
        f"tidak ada revisi {int(number)} yang disimpan di {history_folder(spec)}; yang ada: {kept}"
    )
    return Result(None, (error("file-missing", Where(str(spec)), message),))


def _kept(spec: Path) -> Iterator[str]:
    for folder in history_folder(spec).glob("*/"):
        if folder.name.isdigit() and specs_named(folder, spec.stem):
            yield folder.name


def compare_specs(names: tuple[str, str], report: Report) -> Difference:
    """Both versions and what changed. Raises FindingsError when one cannot be read."""
    files = [file for name in names if (file := _load(name, report))]
    report.stop_on_errors()
    old, new = (file.sop for file in files)
    patch = compare(old, new)
    found = Difference(names, (old, new), patch, told(patch, old, new))
    report.data = found.as_json()
    return found


def _load(name: str, report: Report) -> SopFile | None:
    path = find_version(name)
    report.note(path.findings)
    if path.value is None:
        return None
    loaded = load_sop(path.value, str(path.value))
    report.note(loaded.findings)
    return loaded.value


def write_difference(
    difference: Difference, template: Path, rules: Rules, output: Output, report: Report
) -> None:
    """The page, the matrix and the sheet with tracked changes, with PDFs of both documents.

    Raises FindingsError before anything is written.
    """
    stem = Path(difference.names[1].partition(AT)[0]).stem
    drawn = _drawn(difference, template, rules, report)
    report.stop_on_errors()
    files = dict(_files(difference, drawn, stem, output))
    sheets = list(_sheets(files, _tags(difference)))
    with Store.open(output.folder, ".") as store:
        if not output.force:
            pdfs = [f"{sheet.stem}.pdf" for sheet in sheets if output.engine]
            report.note(store.changed_by_hand([*files, *pdfs]))
        report.stop_on_errors()
        for name, data in files.items():
            kind = FileKind.OFFICE_FILE if name.endswith(".docx") else FileKind.DRAWING
            planned = Planned(path=name, kind=kind).saying(data)
            if store.reason(planned):
                store.put(planned, data)
        report.written += [str(output.folder / name) for name in store.commit()]
        if output.engine:
            _convert(sheets, store, output, rules, report)


def _sheets(files: Mapping[str, bytes], tags: frozenset[str]) -> Iterator[Sheet]:
    """What becomes a PDF: no engine shows tracked changes, so they are shown as looks."""
    for name, data in files.items():
        stem, _dot, suffix = name.rpartition(".")
        if suffix == "docx":
            shown = with_looks(data) if stem.endswith(REDLINE) else data
            yield Sheet(stem=stem, files={name: shown}, tags=tags)


def _tags(difference: Difference) -> frozenset[str]:
    return frozenset().union(*(tags_in(sop.model_dump()) for sop in difference.versions))


def _drawn(difference: Difference, template: Path, rules: Rules, report: Report) -> list[Version]:
    """Both versions as sheets; the old one calls its steps and lanes as the new one does."""
    old, new = difference.versions
    found = []
    for name, sop in zip(difference.names, (aligned(old, new), new), strict=True):
        path = find_version(name).value or Path(name)
        sheets = SingleSops([path], template, rules, None)
        where = Where(str(path))
        made = sheets.version(_spec_of(path), sop, lambda *_key, at=where: at)
        report.note(made.findings)
        if made.value:
            found.append(Version(*made.value))
    return found


def _spec_of(path: Path) -> Path:
    """The spec that a frozen one was: its logo is looked for from there."""
    parents = path.parents
    is_frozen = len(parents) > 3 and parents[2].name == HISTORY
    return parents[3] / path.name if is_frozen else path


def _files(
    difference: Difference, drawn: Sequence[Version], stem: str, output: Output
) -> Iterator[tuple[str, bytes]]:
    old, new = drawn
    lines, versions = difference.lines, difference.versions
    if output.html:
        drawings = old.drawing, new.drawing
        yield f"{stem}{PAGE}", page(difference.names, versions, drawings, lines)
    if output.docx:
        reason = output.reason or _reason(*versions)
        yield f"{stem}{MATRIX}.docx", matrix(old, new, versions, lines, reason)
        yield f"{stem}{REDLINE}.docx", redline(old, new, versions[1].instansi.nama)


def _reason(old: Sop, new: Sop) -> str:
    """What the history of the new version says of it and the old one does not yet."""
    return "; ".join(line.alasan for line in new.riwayat if line not in old.riwayat)


def _convert(
    sheets: Sequence[Sheet], store: Store, output: Output, rules: Rules, report: Report
) -> None:
    engine = output.engine
    if engine is not None:
        engine = engine.at_quality(rules.profile.mutu_foto)
    if isinstance(engine, Absent):
        report.engine_missing = str(engine)
    elif engine is not None:
        outcomes, written = convert_sheets(sheets, store, engine)
        for outcome in outcomes:
            report.note(each for each in (outcome.finding, outcome.note, outcome.hint) if each)
            report.conversion_failed |= outcome.finding is not None
        report.written += [str(output.folder / name) for name in written]


def _plain(line: Line) -> dict[str, Any]:
    change = line.change
    places: Mapping[str, Any] = {"dari": change.at, "ke": change.to}
    return {
        "jenis": str(change.what),
        "kelompok": line.group,
        "bagian": line.place,
        "kunci": list(change.path),
        **{key: number + 1 for key, number in places.items() if number is not None},
        "semula": change.old,
        "menjadi": change.new,
        "teks_semula": line.old,
        "teks_menjadi": line.new,
    }
