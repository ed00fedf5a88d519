"""``docgen clean``: what no source stands for any more goes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.bundle.bag import write_bag
from docgen.cli import run
from docgen.errors import FindingsError
from docgen.pipeline.clean import clean
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.report import Report
from docgen.workspace.store.store import Store
from tests.support.office import Office, letter
from tests.support.settled import TODAY, settle
from tests.support.workspaces import ROOT, snapshot

SPEC = "sop_specs/sungai-penuh-skp.yaml"
DRAFT = letter("draf", tanggal_ttd="", tanggal_nomor="")
OFFICE = (
    Office()
    .sop("skp", ROOT / SPEC, ROOT / "sop_specs/madiun-skp.yaml")
    .letters("keluar", letter("a"), DRAFT)
    .bundle("arsip", judul="Arsip", isi=["sop.*"])
)
EXPEDITION, AGENDA = "output/ekspedisi.xlsx", "output/register/agenda_keluar.xlsx"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    root = OFFICE.write(tmp_path_factory.mktemp("sisa") / "kantor")
    settle(root)
    with Store.open(root) as store:
        for path, kind in ((EXPEDITION, FileKind.EXPEDITION), (AGENDA, FileKind.AGENDA)):
            store.put(Planned(path=path, kind=kind), b"diisi tangan")
        store.commit()
    return root


@pytest.fixture
def root(settled: Path, tmp_path: Path) -> Path:
    for name, data in snapshot(settled).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def cleaned(root: Path, answer: bool = True) -> tuple[Report, set[str]]:
    """The report, and every file that is gone."""
    before = set(snapshot(root))

    def agrees(names: Sequence[str]) -> bool:
        assert names
        return answer

    report = clean(root, TODAY, agrees, lambda _stage: None)
    return report, before - set(snapshot(root))


def without(root: Path, table: str) -> None:
    """Take a table out of docgen.toml."""
    config = root / "docgen.toml"
    tables = config.read_text("utf-8").split("\n[")
    config.write_text("\n[".join(t for t in tables if not t.startswith(table)), "utf-8")


def test_nothing_is_left_over_after_a_build(root: Path) -> None:
    report, gone = cleaned(root)
    assert not gone and report.findings == [] and report.data == {"sisa": [], "dihapus": []}


def test_the_files_of_a_spec_that_is_gone(root: Path) -> None:
    (root / SPEC).unlink()
    _report, gone = cleaned(root)
    assert gone == {f"output/sop/sungai-penuh-skp{end}" for end in (".docx", ".pdf", "-1.svg")}


def test_a_bundle_a_draft_and_their_folders(root: Path) -> None:
    without(root, "bundle.arsip")
    OFFICE.rewrite(root, keluar=[letter("a")])
    _report, gone = cleaned(root)
    assert "output/bundle/arsip.pdf" in gone and "output/bundle/arsip.daftar_arsip.xlsx" in gone
    assert any(name.startswith("output/letters/keluar/draf/") for name in gone)
    assert not any(name.startswith("output/letters/keluar/a/") for name in gone)
    assert (
        not (root / "output/bundle").exists() and not (root / "output/letters/keluar/draf").exists()
    )


def test_a_letter_with_a_number_in_force_stays(root: Path) -> None:
    """Its copies are what proves it."""
    OFFICE.rewrite(root, keluar=[DRAFT])
    report, gone = cleaned(root)
    assert not any(name.startswith("output/letters/") for name in gone)
    assert {f.code for f in report.findings} == {"output-kept"}


def test_nobody_is_told_to_delete_what_stays(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    OFFICE.rewrite(root, keluar=[DRAFT])
    run(["check", "--json", str(root)])
    found = json.loads(capsys.readouterr().out)["temuan"]
    codes = ("papers-without-data", "register-without-letter")
    told = [each["message"] for each in found if each["code"] in codes]
    assert len(told) == 2
    assert all("docgen register cancel" in each and "pindahkan" not in each for each in told)
    run(["clean", "--ya", "-C", str(root)])
    assert "tanpa sumber disimpan, alasannya di atas" in capsys.readouterr().err


def test_what_people_wrote_stays(root: Path) -> None:
    (root / SPEC).unlink()
    without(root, "letters.keluar")
    (root / "output/sop/sungai-penuh-skp.docx").write_bytes(b"diubah dengan tangan")
    (root / "output/sop/catatan.docx").write_bytes(b"tulisan tangan")
    report, gone = cleaned(root)
    of_sop = {name for name in gone if name.startswith("output/sop/")}
    assert of_sop == {"output/sop/sungai-penuh-skp.pdf", "output/sop/sungai-penuh-skp-1.svg"}
    assert not any(name.startswith("output/letters/keluar/a/") for name in gone)
    kept = {f.where.file for f in report.findings if f.code == "output-kept"}
    assert "output/sop/sungai-penuh-skp.docx" in kept and EXPEDITION not in kept
    assert (root / EXPEDITION).exists() and (root / AGENDA).exists()
    assert (root / "register/agenda.db").exists()


def test_a_bag_as_it_was_packed(root: Path) -> None:
    info = {"Bag-Software-Agent": "docgen 1"}
    for name in ("lama", "diubah"):
        write_bag(root / f"output/bundle/{name}.bag", {"arsip/x.pdf": root / "docgen.toml"}, info)
    (root / "output/bundle/diubah.bag/data/arsip/x.pdf").write_bytes(b"lain")
    write_bag(root / "output/bundle/asing.bag", {"x": root / "docgen.toml"}, {})
    report, gone = cleaned(root)
    assert gone and all(name.startswith("output/bundle/lama.bag/") for name in gone)
    assert [f.where.file for f in report.findings] == ["output/bundle/diubah.bag"]


def test_without_consent_nothing_goes(root: Path) -> None:
    (root / SPEC).unlink()
    report, gone = cleaned(root, answer=False)
    assert not gone and report.data and len(report.data["sisa"]) == 3


@pytest.mark.parametrize("fault", ["[sop.lain]\nspecs = 3\n", '[sop.lain]\nspecs = ["x.yaml"]\n'])
def test_errors_in_the_data_remove_nothing(fault: str, root: Path) -> None:
    (root / SPEC).unlink()
    with (root / "docgen.toml").open("a", encoding="utf-8") as config:
        config.write(fault)
    before = snapshot(root)
    with pytest.raises(FindingsError):
        cleaned(root)
    assert snapshot(root) == before


def test_the_command_names_and_does_not_ask_a_pipe(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / SPEC).unlink()
    assert run(["clean", "-C", str(root)]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "output/sop/sungai-penuh-skp.pdf" in shown.err
    assert run(["clean", "--json", "-C", str(root)]) == 0
    told = json.loads(capsys.readouterr().out)["hasil"]
    assert len(told["sisa"]) == 3 and told["dihapus"] == []
    assert run(["clean", "--ya", "-C", str(root)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(["clean", "--ya", "-C", str(root)]) == 0
    assert capsys.readouterr().out == ""
