"""docgen's own sheets come back: equal by their names, and by what is drawn without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.convert import find_soffice, in_new_format
from docgen.convert.libreoffice.processes import Processes
from docgen.convert.libreoffice.soffice import export, make_profile
from docgen.flowchart.shape_names import (
    NamedArrow,
    NamedSymbol,
    arrow_name,
    read_arrow,
    read_symbol,
    symbol_name,
)
from docgen.ooxml.package import read_package, write_package
from tests.support.legacy.own import (
    SPECS,
    comparable,
    read_back,
    sheet_of,
    spec_of,
    unnamed,
)
from tests.support.legacy.score import arrows

# Decisions, joint actors, groups, shared cells, pages, marks and both seeds.
QUICK = {"pelaksana-berjalan-sendiri", "banyak-penghubung", "beberapa-selesai", "teks-panjang",
         "madiun-skp", "sungai-penuh-skp"}  # fmt: skip
A_LANE = 760_000  # EMU: about as wide as a lane
CASES = [
    pytest.param(path, id=path.stem, marks=() if path.stem in QUICK else pytest.mark.full)
    for path in SPECS
]


@pytest.mark.parametrize("path", CASES)
def test_a_sheet_comes_back_equal(path: Path, tmp_path: Path) -> None:
    sop = spec_of(path)
    back, imported = read_back(sheet_of(sop), tmp_path)
    assert comparable(back) == comparable(sop)
    assert imported.findings == ()
    assert back.asal is not None and back.asal.berkas == "lama.docx"
    used = {key for step in sop.langkah for key in step.pelaksana}
    assert used <= set(back.pelaksana)  # the keys of lanes too, where there is a symbol


@pytest.mark.parametrize("path", CASES)
def test_its_drawing_alone_says_the_same(path: Path, tmp_path: Path) -> None:
    sop = spec_of(path)
    back, imported = read_back(unnamed(sheet_of(sop)), tmp_path)
    assert arrows(back) == arrows(sop)
    assert [len(step.pelaksana) for step in back.langkah] == [
        len(step.pelaksana) for step in sop.langkah
    ]
    assert [step.simbol for step in back.langkah] == [step.simbol for step in sop.langkah]
    told = {step for doubt in imported.doubts for step in doubt.steps}
    assert {source for source, _target, _exit in arrows(sop)} <= told  # each is inferred


def test_a_symbol_that_was_moved_is_read_where_it_stands(tmp_path: Path) -> None:
    """What is drawn holds, not what it is called."""
    sop = spec_of(SPECS[[path.stem for path in SPECS].index("lurus")])
    parts = read_package(sheet_of(sop))
    document = parts["word/document.xml"].decode()
    step = sop.langkah[1]
    name = symbol_name(step.id, step.lane, step.simbol.value)
    head, _, rest = document.partition(f'name="{name}"')
    at = head.rindex("<wp:posOffset>", 0, head.rindex("<wp:positionV"))
    end = head.index("</wp:posOffset>", at)
    offset = int(head[at + len("<wp:posOffset>") : end])
    moved = f"{head[:at]}<wp:posOffset>{offset + A_LANE}{head[end:]}"
    parts["word/document.xml"] = f'{moved}name="{name}"{rest}'.encode()
    back, imported = read_back(write_package(parts.items()), tmp_path)
    assert list(back.pelaksana).index(back.langkah[1].lane) != list(sop.pelaksana).index(step.lane)
    assert "legacy-redrawn" in {finding.code for finding in imported.findings}


@pytest.mark.parametrize(
    "arrow",
    [
        NamedArrow("a", "staf", "b"),
        NamedArrow("1", "kepala_dinas", "2", "ya", "Ya"),
        NamedArrow("terima berkas", "x", "terima berkas", "tidak", "Tidak: kurang – lagi?"),
    ],
)
def test_names_can_be_read(arrow: NamedArrow) -> None:
    read = read_arrow(arrow_name(arrow))
    assert read == arrow or " – " in arrow.label  # such a name is not read at all
    assert read in (arrow, None)


def test_names_of_others_say_nothing() -> None:
    assert read_symbol(symbol_name("a", "b", "proses")) == NamedSymbol("a", "b", "proses")
    for name in ("Rectangle 3", "Langkah 1", "Panah a – b", "Panah 3", "", "Langkah – –"):
        assert read_symbol(name) is None and read_arrow(name) is None


def _through(data: bytes, filter_name: str, suffix: str, folder: Path) -> bytes:
    soffice = find_soffice({})
    assert soffice is not None
    source, target = folder / "masuk" / "lama.docx", folder / "keluar"
    source.parent.mkdir()
    target.mkdir()
    source.write_bytes(data)
    profile = make_profile(soffice, folder / "profil")
    export(soffice, [source], filter_name, target, profile, Processes(), 60, lambda: None)
    return (target / f"lama{suffix}").read_bytes()


THROUGH = [
    pytest.param(
        path, id=path.stem, marks=() if path.stem == "empat-keputusan" else pytest.mark.full
    )
    for path in SPECS
]


@pytest.mark.soffice
@pytest.mark.parametrize("path", THROUGH)
@pytest.mark.parametrize("way", ["docx", "doc"])
def test_what_libreoffice_saved_comes_back(path: Path, way: str, tmp_path: Path) -> None:
    sop = spec_of(path)
    if way == "docx":
        data = _through(sheet_of(sop), "docx:MS Word 2007 XML", ".docx", tmp_path)
    else:
        old = _through(sheet_of(sop), "doc:MS Word 97", ".doc", tmp_path)
        soffice = find_soffice({})
        assert soffice is not None
        data = in_new_format(old, soffice)
    back, _imported = read_back(data, tmp_path)
    assert comparable(back) == comparable(sop)
