"""The sheet with tracked changes: an oracle of our own accepts and rejects them, cell for cell."""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.changes.aligned import aligned
from docgen.findings import Where
from docgen.load.shipped import shipped
from docgen.load.sop import load_sop
from docgen.load.workspace import default_profile
from docgen.model.sop import Sop
from docgen.render.changes.redline import redline
from docgen.render.changes.sheets import Version
from docgen.workspace.single_sops import Rules, SingleSops
from tests.support import sops, tracked, versions
from tests.support.workspaces import soffice

Spec = dict[str, Any]
TEMPLATE = shipped("templates/sop.docx")
SHEETS = SingleSops([], TEMPLATE, Rules(default_profile()), None)


def made(old: Sop, new: Sop) -> tuple[bytes, bytes, bytes] | None:
    """The old and the new sheet and the redline; None where one does not fit its paper."""
    found = []
    for sop in (old, aligned(old, new), new):
        result = SHEETS.version(Path("uji.yaml"), sop, lambda *path: Where("uji.yaml"))
        if result.value is None:
            return None
        found.append(Version(*result.value))
    return found[0].docx, found[2].docx, redline(found[1], found[2], "BKPSDM")


def assert_exact(old: bytes, new: bytes, marked: bytes) -> None:
    assert tracked.accepted(marked) == tracked.as_it_is(new)
    assert tracked.rejected(marked) == tracked.as_it_is(old)
    assert tracked.marks_in_text_boxes(marked) == []
    assert tracked.misnamed(marked) == []


def seed() -> Spec:
    read = load_sop(Path("sop_specs/madiun-skp.yaml"), "madiun").value
    assert read
    data = read.sop.model_dump(mode="json", exclude_none=True)
    data["halaman_judul"] = False
    for number, step in enumerate(data["langkah"], 1):
        if step["id"] == str(number):
            del step["id"]
    return data


def reworded(spec: Spec) -> None:
    spec["langkah"][1]["uraian"] = spec["langkah"][1]["uraian"].replace("rapat", "pertemuan")


def added(spec: Spec) -> None:
    step = {"uraian": "Memeriksa berkas", "pelaksana": "jfu", "simbol": "keputusan", "ya": "5",
            "tidak": "3"}  # fmt: skip
    spec["langkah"].insert(3, step)


def removed(spec: Spec) -> None:
    del spec["langkah"][3]


def moved(spec: Spec) -> None:
    spec["langkah"].insert(1, spec["langkah"].pop(4))


def other_actor(spec: Spec) -> None:
    spec["langkah"][4]["pelaksana"] = ["sekretaris"]


def other_lanes(spec: Spec) -> None:
    spec["pelaksana"] = {"bendahara": "Bendahara", **spec["pelaksana"]}


def lane_title(spec: Spec) -> None:
    spec["pelaksana"]["jfu"] = "Pelaksana"


def longer_lists(spec: Spec) -> None:
    spec["keterkaitan"]["isi"] = ["SOP Cuti", *spec["keterkaitan"]["isi"], "SOP Mutasi"]
    spec["peralatan"]["isi"] = ["Komputer"]


def signer(spec: Spec) -> None:
    spec["disahkan_oleh"] |= {"nama": "Noor Aflah", "nip": "197609072003121007"}
    del spec["penutup"]


def title_page(spec: Spec) -> None:
    spec["halaman_judul"] = True


CHANGES: tuple[Callable[[Spec], None], ...] = (reworded, added, other_lanes, longer_lists, signer)
MORE: tuple[Callable[[Spec], None], ...] = (removed, moved, other_actor, lane_title, title_page)


@pytest.mark.parametrize(
    "change", [*CHANGES, *(pytest.param(each, marks=pytest.mark.full) for each in MORE)]
)
def test_accepted_it_is_the_new_sheet_and_rejected_the_old(
    change: Callable[[Spec], None], tmp_path: Path
) -> None:
    data = seed()
    new = copy.deepcopy(data)
    change(new)
    files = made(Sop.model_validate(data), Sop.model_validate(new))
    assert files
    assert_exact(*files)
    path = tmp_path / "perubahan.docx"
    path.write_bytes(files[2])
    faults = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors
    assert [str(fault) for fault in faults] == []


@pytest.mark.full
@pytest.mark.parametrize("change", [*CHANGES, *MORE])
def test_the_other_way_round(change: Callable[[Spec], None]) -> None:
    data = seed()
    new = copy.deepcopy(data)
    change(new)
    files = made(Sop.model_validate(new), Sop.model_validate(data))
    assert files
    assert_exact(*files)


@settings(max_examples=2)
@given(versions.specs(), versions.specs())
def test_any_two_versions(old: Spec, new: Spec) -> None:
    files = made(Sop.model_validate(old), Sop.model_validate(new))
    if files:
        assert_exact(*files)


@pytest.mark.full
@settings(max_examples=150)
@given(versions.specs(), versions.specs())
def test_any_two_versions_at_length(old: Spec, new: Spec) -> None:
    files = made(Sop.model_validate(old), Sop.model_validate(new))
    if files:
        assert_exact(*files)


@pytest.mark.soffice
@pytest.mark.full
def test_libreoffice_keeps_the_marks(tmp_path: Path) -> None:
    program = soffice()
    data = seed()
    new = copy.deepcopy(data)
    for change in (reworded, removed, longer_lists):
        change(new)
    files = made(Sop.model_validate(data), Sop.model_validate(new))
    assert files
    source = tmp_path / "perubahan.docx"
    source.write_bytes(files[2])
    folder = tmp_path / "kembali"
    profile = (tmp_path / "profil").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx",
        "--outdir", folder, source,
    ]  # fmt: skip
    for _start in range(2):  # with a new profile it first only makes that, and asks for a restart
        subprocess.run(command, check=False, capture_output=True, timeout=120)
    back = tracked.document((folder / source.name).read_bytes())
    before = tracked.document(files[2])
    for name in tracked.MARKS:
        words = [tracked.words_in(each, name) for each in (before, back)]
        assert words[1] == words[0]
        rows = [len(each.findall(f".//{tracked.W}trPr/{name}")) for each in (before, back)]
        assert rows[0] == rows[1]


def test_equal_versions_have_no_marks() -> None:
    files = made(sops.sop(), sops.sop())
    assert files
    assert tracked.marks_of(tracked.document(files[2])) == []


def test_one_word_is_marked_alone() -> None:
    data = seed()
    new = copy.deepcopy(data)
    reworded(new)
    files = made(Sop.model_validate(data), Sop.model_validate(new))
    assert files
    marks = tracked.marks_of(tracked.document(files[2]))
    words = {"".join(mark.itertext()) for mark in marks}
    assert {"rapat", "pertemuan"} <= words
    assert all(len(each.split()) <= 2 for each in words)


def test_the_oracle_sees_a_lost_mark() -> None:
    data = seed()
    new = copy.deepcopy(data)
    added(new)
    files = made(Sop.model_validate(data), Sop.model_validate(new))
    assert files
    old, now, _marked = files
    with pytest.raises(AssertionError):
        assert_exact(old, now, now)
