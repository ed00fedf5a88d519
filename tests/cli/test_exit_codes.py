"""0 fine, 1 findings, 2 usage, 3 a program is missing, 4 a conversion failed, 5 not written."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.cli.calls import Call
from tests.support.documents import docx_of
from tests.support.small_office import FIRST, SECOND, SMALL
from tests.support.workspaces import soffice, use_fake

LETTER = "output/letters/undangan/und-1/und-1.docx"


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.soffice
def test_0_when_all_is_well(workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCGEN_SOFFICE")
    soffice()
    first = call("build", "-C", workspace)
    assert first.code == 0
    made = {f"output/{name}" for name in files(workspace / "output")} - {"output/.docgen.db"}
    assert {Path(path).relative_to(workspace).as_posix() for path in first.written} == made
    assert call("check", workspace).code == 0


def test_1_when_the_data_is_wrong(workspace: Path, call: Call) -> None:
    spec = workspace / "sop_specs" / "sungai-penuh-skp.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("pelaksana: staf", "pelaksana: staff"))
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    assert answer.out == ""
    assert "lane-unknown" in answer.err
    assert not (workspace / "output").exists()


def test_1_when_an_output_was_changed_by_hand(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    changed = workspace / LETTER
    changed.write_bytes(b"diubah")
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    assert f"{LETTER}: GALAT output-changed" in answer.err
    assert changed.read_bytes() == b"diubah"
    forced = call("build", "-C", workspace, "--force")
    assert forced.code == 3  # no LibreOffice, but written
    assert forced.written == [str(changed)]
    assert changed.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "words",
    [
        ["buat"], ["build", "--lekas"], ["build", "-C", "tidak-ada"], ["sop", "render"],
        ["sop", "render", "tidak-ada.yaml"], ["convert"], ["convert", "tidak-ada.docx"],
        ["bundle"], ["check", "tidak-ada"], ["letters"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_2_when_the_words_are_wrong(words: list[str], call: Call) -> None:
    answer = call(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err


def test_2_for_an_unknown_format(workspace: Path, call: Call) -> None:
    spec = workspace / "sop_specs" / "sungai-penuh-skp.yaml"
    answer = call("sop", "render", spec, "--format", "docx,odt", "-o", workspace / "hasil")
    assert answer.code == 2
    assert "docx, pdf, svg" in answer.err
    assert not (workspace / "hasil").exists()


def test_3_without_libreoffice_what_can_be_made_is_made(workspace: Path, call: Call) -> None:
    answer = call("build", "-C", workspace)
    assert answer.code == 3
    assert "LibreOffice belum terpasang" in answer.err
    assert files(workspace / "output") == {
        ".docgen.db", "sop/sungai-penuh-skp.docx", "sop/sungai-penuh-skp-1.svg",
        "letters/undangan/und-1/und-1.docx", "letters/undangan/und-2/und-2.docx",
        "disposisi/masuk/m-1/m-1.docx",
    }  # fmt: skip
    assert len(answer.written) == 5
    assert call("build", "-C", workspace).code == 3


def test_3_for_convert_and_doctor(workspace: Path, call: Call) -> None:
    document = workspace / "templates" / "surat_dinas.docx"
    answer = call("convert", document, "-o", workspace / "pdf")
    assert answer.code == 3
    assert not (workspace / "pdf").exists()
    shown = call("doctor")
    assert shown.code == 3
    assert "LibreOffice            belum ada" in shown.out


@pytest.mark.parametrize("fake", ["always_fails", "exits_zero"])
def test_4_when_a_conversion_fails(
    fake: str, workspace: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fake(monkeypatch, tmp_path, fake)
    if fake == "exits_zero":  # a good program that stumbles over one file, and says nothing
        mark_bad(workspace)
    answer = call("build", "-C", workspace)
    assert answer.code == 4
    assert "GALAT" in answer.err
    assert (workspace / LETTER).is_file()
    pdfs = {name for name in files(workspace / "output") if name.endswith(".pdf")}
    bad = "letters/undangan/und-1/und-1.pdf"
    assert bad not in pdfs
    assert ("letters/undangan/und-2/und-2.pdf" in pdfs) == (fake == "exits_zero")
    assert f"output/{bad}".removesuffix(".pdf") in answer.err


def mark_bad(workspace: Path) -> None:
    SMALL.rewrite(workspace, undangan=[FIRST | {"hal": "RUSAK"}, SECOND])


@pytest.mark.parametrize("hindrance", ["file as folder", "folder as file", "register"])
def test_5_when_output_cannot_be_written(hindrance: str, workspace: Path, call: Call) -> None:
    if hindrance == "file as folder":
        (workspace / "output").write_text("bukan folder", encoding="utf-8")
    elif hindrance == "folder as file":
        (workspace / LETTER).mkdir(parents=True)
    else:
        (workspace / "register").write_text("bukan folder", encoding="utf-8")
    before = files(workspace)
    answer = call("build", "-C", workspace)
    assert answer.code == 5
    assert answer.out == ""
    if hindrance != "folder as file":
        # The register stands before the papers.
        left = {name for name in files(workspace) if not name.startswith("register/")}
        assert left == before
    assert not list(workspace.rglob(".tmp"))


def test_5_keeps_the_numbers_for_the_next_run(workspace: Path, call: Call) -> None:
    """The register stands before the papers: no paper ever carries a number that is not in it."""
    (workspace / LETTER).mkdir(parents=True)
    assert call("build", "-C", workspace).code == 5
    (workspace / LETTER).rmdir()
    assert call("build", "-C", workspace).code == 3
    for number in (1, 2):
        path = workspace / f"output/letters/undangan/und-{number}/und-{number}.docx"
        assert f"005/{number}/BKD/2025" in Document(str(path)).element.xml


@pytest.mark.soffice
def test_convert_gives_a_pdf_and_does_not_replace_one(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCGEN_SOFFICE")
    soffice()
    document = written_by_hand(workspace / "laporan.docx")
    pdf = workspace / "pdf" / "laporan.pdf"
    first = call("convert", document, "-o", pdf.parent)
    assert (first.code, first.written) == (0, [str(pdf)])
    assert pdf.read_bytes().startswith(b"%PDF")
    pdf.write_bytes(b"punya saya")
    again = call("convert", document, "-o", pdf.parent)
    assert again.code == 1 and "output-exists" in again.err
    assert pdf.read_bytes() == b"punya saya"
    assert call("convert", document, "-o", pdf.parent, "--force").code == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_sheet_that_failed_is_named_as_the_clerk_knows_it(
    workspace: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was converted is a working copy, which is gone when the message is read."""
    use_fake(monkeypatch, tmp_path, "always_fails")
    spec = next((workspace / "sop_specs").glob("*.yaml"))
    answer = call("sop", "render", spec, "-o", tmp_path / "hasil")
    assert answer.code == 4
    assert f"{tmp_path / 'hasil' / spec.stem}.docx: GALAT" in answer.err


@pytest.mark.soffice
def test_convert_names_the_file_that_failed(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOCGEN_SOFFICE")
    soffice()
    broken = workspace / "rusak.docx"
    broken.write_text("bukan Word", encoding="utf-8")
    answer = call("convert", broken, written_by_hand(workspace / "laporan.docx"))
    assert answer.code == 4
    assert str(broken) in answer.err
    assert answer.written == [str(workspace / "laporan.pdf")]


def written_by_hand(path: Path) -> Path:
    path.write_bytes(docx_of("Laporan"))
    return path
