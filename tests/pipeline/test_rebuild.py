"""A rebuild costs what changed, and gives to the byte what a build of everything would."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.bundle import find_font
from docgen.bundle.pdf.kept_pieces import cut_at_names
from docgen.check import workspace
from docgen.check.expectations import ExpectedDocument, ExpectedLetter
from docgen.check.files import Files
from docgen.check.letters.copies import check_letter
from docgen.check.passed import Passed
from docgen.choices import EngineName
from docgen.convert import find_engine
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from docgen.workspace.output_paths import FOLDER, KEPT_READS
from docgen.workspace.report import Report
from docgen.workspace.store.state import STATE, VERSION
from tests.support.edits import EDITS, TEMPLATE
from tests.support.office import Office, incoming, letter
from tests.support.packages import picture
from tests.support.workspaces import soffice

TODAY = dt.date(2025, 1, 6)
THREE = (
    Office()
    .table("ubah_pdf", mesin="embedded")
    .letters("keluar", *(letter(name, tembusan="Wali Kota") for name in "abc"))
)
# More than are converted by themselves, in a bundle.
TEN = (
    Office()
    .letters("keluar", *(letter(f"s{n}", tembusan="Wali Kota") for n in range(10)))
    .bundle("arsip", judul="Arsip 2025", isi=["letters.*"], jilid_halaman=9, paket=True)
)
CHANGES = st.lists(
    st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 10_000)), min_size=1, max_size=3
)


def run(root: Path, engine: EngineName = "embedded", **more: bool) -> Report:
    options = Options(today=TODAY, engine=find_engine(engine, os.environ), environ=os.environ)
    return build(root, replace(options, **more), lambda _stage: None)  # type: ignore[arg-type]


def outputs(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / FOLDER).glob("**/*")
        if path.is_file() and path.name != STATE
    }


def assert_like_a_whole_build(
    office: Office, folder: Path, changes: Sequence[tuple[str, int]], engine: EngineName
) -> None:
    """Build, change and build again, as often as there are changes; then build all elsewhere."""
    root, fresh = office.write(folder / "kantor"), folder / "baru"
    run(root, engine)
    for name, seed in changes:
        EDITS[name](root, random.Random(seed))
        run(root, engine)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(FOLDER, ".docgen"))
    due = run(fresh, engine)
    now, whole = outputs(root), outputs(fresh)
    assert {name for name, data in whole.items() if now.get(name) != data} == set()
    # Papers of a row that is gone stay until somebody agrees.
    rows = {name.rpartition("/")[0] for name in whole}
    assert {name for name in now.keys() - whole.keys() if name.rpartition("/")[0] in rows} == set()
    assert run(root, engine, thorough=True).exit_code == due.exit_code


@settings(max_examples=2, deadline=None, derandomize=True)
@given(changes=CHANGES)
def test_a_rebuild_is_a_whole_build(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    assert_like_a_whole_build(THREE, tmp_path_factory.mktemp("a"), changes, "embedded")


@pytest.mark.full
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_many_rebuilds_are_whole_builds(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    assert_like_a_whole_build(THREE, tmp_path_factory.mktemp("a"), changes, "embedded")


@pytest.mark.full
@pytest.mark.soffice
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_rebuilds_with_a_bundle_are_whole_builds(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    soffice()
    assert_like_a_whole_build(TEN, tmp_path_factory.mktemp("a"), changes, "libreoffice")


def locked() -> bytes:
    """A PDF that stays beside a bundle, since nobody may open it."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def files_of(name: str) -> list[str]:
    """All files of a letter that has an addressee, a tembusan and the archive copy."""
    stem = f"{FOLDER}/letters/keluar/{name}/{name}"
    return [f"{stem}.{end}" for end in
            ("docx", "pdf", "asli-1.pdf", "tembusan-1.pdf", "arsip.pdf")]  # fmt: skip


LISTS = [f"{FOLDER}/{name}" for name in ("copies.json", "ekspedisi.xlsx", "SHA256SUMS")]
PRINT_FILE = f"{FOLDER}/letters/keluar/cetak.pdf"


def test_files_written_for_one_row(tmp_path: Path) -> None:
    root = THREE.write(tmp_path)
    run(root)
    rows = [letter(name, tembusan="Wali Kota") for name in "abc"]
    rows[1] |= {"isi": "kami undang Saudara ke rapat lain."}
    THREE.rewrite(root, keluar=rows)
    before = {name: (root / name).stat().st_mtime_ns for name in outputs(root)}
    assert run(root).written == [*files_of("b"), PRINT_FILE, *LISTS]
    touched = {n for n, time in before.items() if (root / n).stat().st_mtime_ns != time}
    assert touched == {*files_of("b"), PRINT_FILE, *LISTS}


def assert_like_fresh(root: Path, fresh: Path, engine: EngineName) -> None:
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns(FOLDER, ".docgen"))
    run(fresh, engine)
    now, whole = outputs(root), outputs(fresh)
    assert {name for name in now | whole if now.get(name) != whole.get(name)} == set()


def test_another_font_for_marks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its content: also under the name that the other one had."""
    named = tmp_path / "tanda.ttf"
    faces = sorted(find_font({}).parent.glob("Liberation*-Bold.ttf"))
    shutil.copy(faces[0], named)
    monkeypatch.setenv("DOCGEN_FONT", str(named))
    root = THREE.write(tmp_path / "kantor")
    run(root)
    before = outputs(root)
    shutil.copy(faces[1], named)
    written = run(root).written
    copies = {name for each in "abc" for name in files_of(each)[2:]}
    assert {name for name in before if outputs(root)[name] != before[name]} == {*written}
    assert {*written} == {*copies, PRINT_FILE, *LISTS}
    assert_like_fresh(root, tmp_path / "baru", "embedded")


def test_without_letters_no_list_is_left(tmp_path: Path) -> None:
    """But one into which people wrote."""
    root = THREE.incoming("masuk", incoming("m")).write(tmp_path)
    config = (root / "docgen.toml").read_text(encoding="utf-8")
    start = config.index("[letters.keluar]")
    without = config[:start] + config[config.find("\n[", start) :]

    def build_without_letters() -> list[str]:
        (root / "docgen.toml").write_text(without, encoding="utf-8")
        run(root)
        left = [name for name in LISTS if (root / name).exists()]
        (root / "docgen.toml").write_text(config, encoding="utf-8")
        run(root)
        return left

    run(root)
    assert build_without_letters() == [LISTS[2]]
    book = openpyxl.load_workbook(root / LISTS[1])
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if "Diterima oleh" in [c.value for c in row])
    column = [cell.value for cell in head].index("Diterima oleh") + 1
    sheet.cell(head[0].row + 1, column).value = "Siti"
    book.save(root / LISTS[1])
    run(root)
    assert build_without_letters() == LISTS[1:]


def test_a_picture_in_a_hidden_folder_is_seen(tmp_path: Path) -> None:
    rows = [letter("a", foto=".foto/a.png")]
    root = THREE.letters("keluar", *rows).write(tmp_path)
    document = docx.Document(str(root / TEMPLATE))
    document.paragraphs[-1].insert_paragraph_before("{{ foto|gambar(20) }}")
    document.save(str(root / TEMPLATE))
    (root / ".foto").mkdir()
    (root / ".foto/a.png").write_bytes(picture(1))
    run(root)
    before = outputs(root)
    (root / ".foto/a.png").write_bytes(picture(2))
    assert files_of("a")[0] in run(root).written
    assert outputs(root)[files_of("a")[0]] != before[files_of("a")[0]]


def test_outputs_of_which_nothing_is_recorded(tmp_path: Path) -> None:
    """Nobody is told that he changed them."""
    root = THREE.write(tmp_path)
    run(root)
    (root / FOLDER / STATE).unlink()
    with pytest.raises(FindingsError) as problem:
        run(root)
    assert {each.code for each in problem.value.findings} == {"output-changed"}
    assert all("tidak tercatat" in each.message for each in problem.value.findings)
    empty = sqlite3.connect(root / FOLDER / STATE)
    empty.execute(f"PRAGMA user_version = {VERSION}")
    empty.close()
    assert run(root, force=True).exit_code == 0


@pytest.mark.soffice
@pytest.mark.skipif(shutil.which("fc-list") is None, reason="fontconfig is not installed")
def test_a_font_that_comes_and_goes_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arial, which the template asks for, among the fonts of the user."""
    soffice()
    own = tmp_path / "data/fonts"
    own.mkdir(parents=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(own.parent))
    root = TEN.write(tmp_path / "kantor")
    run(root, "libreoffice")
    before = outputs(root)
    with TTFont(find_font({}).with_name("LiberationSerif-Regular.ttf")) as font:
        for name in font["name"].names:
            if name.nameID in (1, 4, 6, 16):
                name.string = "Arial"
        font.save(own / "arial.ttf")
    run(root, "libreoffice")
    assert b"Arial" in unpacked(root / files_of("s0")[1])
    assert_like_fresh(root, tmp_path / "baru", "libreoffice")
    (own / "arial.ttf").unlink()
    run(root, "libreoffice")
    assert outputs(root) == before


def unpacked(path: Path) -> bytes:
    """What a PDF says of its fonts."""
    with pikepdf.open(path) as pdf:
        return b" ".join(each.unparse(resolved=True) for each in pdf.objects)


@pytest.mark.soffice
@pytest.mark.parametrize("what", ["gone", "older", "original gone"])
def test_what_stands_beside_a_bundle_is_made_again(tmp_path: Path, what: str) -> None:
    """A further volume or an original that somebody deleted, or took from a backup."""
    soffice()
    office = TEN
    if what == "original gone":
        office = office.files({"scan/asli.pdf": locked()}).bundle(
            "arsip", judul="Arsip 2025", isi=["letters.*"], tambahan=["scan/asli.pdf"], paket=True
        )
    root = office.write(tmp_path)
    run(root, "libreoffice")
    pattern = "arsip.asli/**/*.pdf" if what == "original gone" else "arsip.jilid-*.pdf"
    path = sorted((root / FOLDER / "bundle").glob(pattern))[-1]
    older = path.read_bytes()
    if what == "older":
        rows = [letter(f"s{n}", tembusan="Wali Kota", hal=f"Lain {n}") for n in range(10)]
        office.rewrite(root, keluar=rows)
        run(root, "libreoffice")
    whole = outputs(root)
    if what == "older":
        assert whole[path.relative_to(root).as_posix()] != older
        path.write_bytes(older)
    else:
        path.unlink()
    report = run(root, "libreoffice")
    assert outputs(root) == whole and report.exit_code == 0
    assert run(root, "libreoffice").written == []


@pytest.mark.soffice
def test_files_written_for_one_row_with_a_bundle(tmp_path: Path) -> None:
    soffice()
    root = TEN.write(tmp_path)
    run(root, "libreoffice")
    rows = [letter(f"s{n}", tembusan="Wali Kota") for n in range(10)]
    rows[4] |= {"isi": "kami undang Saudara ke rapat Ω."}
    TEN.rewrite(root, keluar=rows)
    bundle = f"{FOLDER}/bundle/arsip.pdf"
    lists, sums, bag = LISTS[:-1], LISTS[-1], f"{FOLDER}/bundle/arsip.bag"
    written = run(root, "libreoffice").written
    volumes = [path for path in written if path.startswith(f"{FOLDER}/bundle/arsip.jilid-")]
    due = [*files_of("s4"), PRINT_FILE, bundle, *volumes, *lists, bag, sums]
    assert written == due and len(volumes) < 3  # the first says where all others are
    now = (root / bundle).read_bytes()
    EDITS["kept_segments_exchanged"](root, random.Random(1))
    (root / bundle).unlink()
    assert bundle in run(root, "libreoffice").written
    assert (root / bundle).read_bytes() == now


@pytest.mark.parametrize("name", ["kept_readings_exchanged", "kept_hashes_damaged"])
def test_what_is_kept_is_proved_before_it_is_used(tmp_path: Path, name: str) -> None:
    """A reading of another PDF in its place would let a wrong copy pass, or a right one fail."""
    root = THREE.write(tmp_path)
    run(root)
    due = run(root, thorough=True).findings
    EDITS[name](root, random.Random(1))
    (root / ".docgen/terakhir.json").unlink(missing_ok=True)
    report = run(root)
    assert not report.unchanged and report.findings == due and not report.written


def test_a_changed_copy_is_read_whatever_is_kept(tmp_path: Path) -> None:
    root = THREE.write(tmp_path)
    run(root)
    assert (root / KEPT_READS).is_file()
    names = files_of("a")
    about = (root / names[3]).stat()
    (root / names[3]).write_bytes((root / names[4]).read_bytes())
    os.utime(root / names[3], ns=(about.st_atime_ns, about.st_mtime_ns))
    with pytest.raises(FindingsError) as caught:
        run(root)
    assert [each.code for each in caught.value.findings] == ["output-changed"]


def test_only_what_changed_is_verified_by_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = THREE.write(tmp_path)
    looked_at: list[str] = []

    def counted(files: Files, expected: ExpectedLetter) -> Iterator[Finding]:
        looked_at.append(expected.letter.id)
        return check_letter(files, expected)

    monkeypatch.setattr(workspace, "check_letter", counted)
    run(root)
    assert looked_at == ["a", "b", "c"]
    rows = [letter(name, tembusan="Wali Kota") for name in "abc"]
    rows[1] |= {"isi": "kami undang Saudara ke rapat lain."}
    THREE.rewrite(root, keluar=rows)
    looked_at.clear()
    run(root)
    assert looked_at == ["b"]
    # A file more in its folder is looked at, and told of every time.
    (root / FOLDER / "letters/keluar/c/c.tembusan-7.pdf").write_bytes(b"")
    for _again in range(2):
        (root / ".docgen/terakhir.json").unlink(missing_ok=True)
        looked_at.clear()
        assert "copy-surplus" in [finding.code for finding in run(root).findings]
        assert looked_at == ["c"]
    looked_at.clear()
    run(root, thorough=True)
    assert looked_at == ["a", "b", "c"]


def test_what_looked_at_another_file_is_not_learnt(tmp_path: Path) -> None:
    expected = ExpectedDocument(id="x", kind="sop", office_file="x.docx", pdf="x.pdf")
    passed = Passed("program")

    def looks_at(name: str) -> Iterator[Finding]:
        files.has(name)
        yield from ()

    for name, learnt in (("y.pdf", 0), ("x.pdf", 1)):
        files = Files(tmp_path)
        assert not list(passed.unless_held(files, expected, partial(looks_at, name)))
        assert len(passed.now) == learnt
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert not Passed("program", frozenset(passed.now)).holds(Files(tmp_path), expected)
    (tmp_path / "x.pdf").unlink()
    assert Passed("program", frozenset(passed.now)).holds(Files(tmp_path), expected)
    assert not Passed("another", frozenset(passed.now)).holds(Files(tmp_path), expected)


@given(names=st.lists(st.text(max_size=4), unique=True, max_size=200), at=st.integers(0, 200))
def test_a_name_more_changes_one_run(names: list[str], at: int) -> None:
    cut = partial(cut_at_names, name=str, usual=5, most=10**6)
    runs, more = list(cut(names)), [*names[:at], "a name more", *names[at:]]
    assert [name for run in runs for name in run] == names
    changed = [run for run in cut(more) if run not in runs]
    assert len(changed) <= 2
    assert all(len(run) <= 7 for run in cut_at_names(names, str, usual=5, most=7))
