"""``build --explain``: which outputs would be made again, and what is named as the cause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.pipeline.build import build
from docgen.workspace.upkeep.explained import Explained
from tests.support.documents import docx_of
from tests.support.office import Office, letter
from tests.support.settled import options, settle
from tests.support.workspaces import ROOT, snapshot

SPEC = "sop_specs/sungai-penuh-skp.yaml"
OFFICE = (
    Office()
    .sop("skp", ROOT / SPEC)
    .letters("keluar", letter("a"), letter("b"))
    .bundle("arsip", judul="Arsip", isi=["sop.*", "letters.*"])
)
A, B, SOP, BUNDLE = "letters.keluar.a", "letters.keluar.b", "sop.sungai-penuh-skp", "bundle.arsip"
PRINTS = "output/letters/keluar/cetak.pdf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    written = OFFICE.write(tmp_path / "kantor")
    settle(written)
    return written


def explained(root: Path) -> dict[str, Explained]:
    before = snapshot(root)
    found = build(root, options(dry_run=True, explain=True), lambda _stage: None).explained
    assert snapshot(root) == before
    return {each.name: each for each in found}


def again(root: Path) -> dict[str, str]:
    return {name: each.why for name, each in explained(root).items() if each.again}


def test_nothing_changed(root: Path) -> None:
    found = explained(root)
    assert set(found) == {SOP, A, B, PRINTS, BUNDLE}
    assert again(root) == {}


def test_data_in_another_file(root: Path) -> None:
    """Its content counts, not its name."""
    (root / "data/surat.xlsx").rename(root / "data/pindah.xlsx")
    config = root / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace("surat.xlsx", "pindah.xlsx"), "utf-8")
    assert again(root) == {}


def test_a_column_and_all_that_follows(root: Path) -> None:
    OFFICE.rewrite(root, keluar=[letter("a", tujuan="Camat Timur"), letter("b")])
    found = again(root)
    assert set(found) == {A, PRINTS, BUNDLE}
    assert "kolom tujuan di data/surat.xlsx [keluar] A2 berubah" in found[A]
    for follower in ("PDF", "2 rangkap", PRINTS, "halaman 3–4 [bundle.arsip]"):
        assert follower in found[A]
    assert f"{A} (halaman 3–4)" in found[BUNDLE] and B not in found[BUNDLE]


def other_name(root: Path) -> None:
    spec = root / SPEC
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("nama: SASARAN KINERJA", "nama: SASARAN KERJA", 1), "utf-8")


def other_comment(root: Path) -> None:
    spec = root / SPEC
    spec.write_text("# komentar\n" + spec.read_text("utf-8"), "utf-8")


def other_template(root: Path) -> None:
    (root / "templates/surat_dinas.docx").write_bytes(docx_of("{{ nomor }} {{ hal }}"))


def other_title(root: Path) -> None:
    config = root / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace('"Arsip"', '"Arsip 2025"'), "utf-8")


def new_row(root: Path) -> None:
    rows = [letter(name) for name in "abc"]
    OFFICE.rewrite(root, keluar=rows)


def lost_copy(root: Path) -> None:
    next((root / "output/letters/keluar/b").glob("*arsip*.pdf")).unlink()


CHANGES: list[tuple[Callable[[Path], None], dict[str, str]]] = [
    (other_name, {SOP: "kunci nama", BUNDLE: f"{SOP} (halaman 1–2)"}),
    (other_comment, {}),
    (
        other_template,
        {A: "templat templates/surat_dinas.docx", B: "templat", PRINTS: "", BUNDLE: B},
    ),
    (other_title, {BUNDLE: "bundle judul"}),
    (new_row, {"letters.keluar.c": "belum ada", PRINTS: "", BUNDLE: "letters.keluar.c baru"}),
    (lost_copy, {B: "belum ada", PRINTS: "", BUNDLE: B}),
]


@pytest.mark.parametrize(("change", "named"), CHANGES)
def test_what_a_change_is_the_cause_of(
    change: Callable[[Path], None], named: dict[str, str], root: Path
) -> None:
    change(root)
    found = again(root)
    assert set(found) == set(named)
    assert all(words in found[name] for name, words in named.items())
