"""``docgen sop approve``, ``revise``, ``withdraw``: what they write, and what they refuse."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from docgen.cli import run
from docgen.load.sop import load_sop
from docgen.model.sop import Sop
from tests.sop_life.calls import Docgen
from tests.support.pdfs import plain_pdf, sealed_pdf
from tests.support.sop_life import SPEC, frozen
from tests.support.workspaces import snapshot

CUTI = "sop_specs/cuti.yaml"
APPROVED = ("--tanggal", "5 Mei 2025", "--oleh", "Ratna")


def codes_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [each["code"] for each in json.loads(capsys.readouterr().out)["temuan"]]


def sop_of(root: Path) -> Sop:
    loaded = load_sop(root / CUTI, CUTI).value
    assert loaded is not None
    return loaded.sop


def in_history(root: Path) -> dict[str, bytes]:
    return snapshot(root / "sop_specs/riwayat")


def edit(root: Path, old: str, new: str) -> None:
    text = (root / CUTI).read_text("utf-8")
    assert old in text
    (root / CUTI).write_text(text.replace(old, new), "utf-8")


def test_a_life(root: Path, docgen: Docgen) -> None:
    """Approved, revised, approved again, withdrawn: the frozen files are what they were."""
    assert docgen("approve", CUTI, *APPROVED) == 0
    first = in_history(root)
    assert sorted(first) == [
        f"cuti/0/{name}"
        for name in ("SHA256SUMS", "cuti-1.svg", "cuti.docx", "cuti.pdf", "cuti.yaml",
                     "pengesahan.json")
    ]  # fmt: skip
    assert first["cuti/0/cuti.yaml"] == (root / CUTI).read_bytes()
    assert sop_of(root).tanggal.efektif == "5 Mei 2025"
    sums = dict(reversed(line.split()) for line in first["cuti/0/SHA256SUMS"].decode().split("\n")
                if line)  # fmt: skip
    assert sums == {
        name.removeprefix("cuti/0/"): hashlib.sha256(data).hexdigest()
        for name, data in first.items()
        if not name.endswith("SHA256SUMS")
    }
    assert docgen("revise", CUTI, "--alasan", "UU: baru", "--tanggal", "1 Juni 2025") == 0
    edit(root, "60 menit", "45 menit")
    assert docgen("approve", CUTI, "--tanggal", "2 Juni 2025", "--oleh", "Kepala Badan") == 0
    second = in_history(root)
    assert {name: second[name] for name in first} == first
    sop = sop_of(root)
    (entry,) = sop.riwayat
    dates = (sop.tanggal.revisi, sop.tanggal.efektif)
    assert (sop.revisi, *dates) == (1, "1 Juni 2025", "2 Juni 2025")
    assert (entry.alasan, entry.revisi, entry.disahkan_oleh) == ("UU: baru", 1, "Kepala Badan")
    assert docgen("withdraw", CUTI, "--alasan", "pindah", "--dasar", "SK 1", "--tanggal",
                  "3 Juni 2025") == 0  # fmt: skip
    assert in_history(root) == second
    assert sop_of(root).dicabut is not None


def test_comments_and_order_stay(root: Path, docgen: Docgen) -> None:
    frozen(root / CUTI)
    assert docgen("revise", CUTI, "--alasan", "x", "--tanggal", "1 Juni 2025") == 0
    before, after = SPEC.splitlines(), (root / CUTI).read_text("utf-8").splitlines()
    kept = [line for line in after if line in before]
    assert kept == [line for line in before if "revisi:" not in line]
    assert "# yang pertama" in "\n".join(after) and "# nama yang tercetak" in "\n".join(after)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("revise", CUTI, "--alasan", "x"), "sop-not-approved"),
        (("withdraw", CUTI, "--alasan", "x"), "sop-not-approved"),
        (("approve", CUTI, "--tanggal", "1 Januari 2099", "--oleh", "Ratna"), "sop-life-date"),
        (("approve", CUTI, "--tanggal", "1 April 2025", "--oleh", "Ratna"), "sop-life-date"),
    ],
)
def test_refused_before_the_first_approval(
    root: Path,
    docgen: Docgen,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: str,
) -> None:
    before = snapshot(root)
    assert docgen(*words, "--json") == 1
    assert code in codes_of(capsys)
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("lines", "words", "code"),
    [
        ("", ("approve", CUTI, *APPROVED), "sop-approved-already"),
        ("", ("revise", CUTI, "--alasan", "x", "--tanggal", "1 Mei 2025"), "sop-life-date"),
        ("", ("withdraw", CUTI, "--alasan", "x", "--tanggal", "1 Mei 2025"), "sop-life-date"),
        ("", ("withdraw", CUTI, "--alasan", "x", "--tanggal", "1/1/2099"), "sop-life-date"),
        ("revisi: 1\n", ("revise", CUTI, "--alasan", "x"), "sop-revision-in-flight"),
        ("revisi: 1\n", ("withdraw", CUTI, "--alasan", "x"), "sop-revision-in-flight"),
        ("revisi: 2\n", ("approve", CUTI, *APPROVED), "sop-revision-number"),
        ("revisi: 1\n", ("approve", CUTI, *APPROVED, "--adopsi"), "sop-adopted-late"),
        ("dicabut: {tanggal: 6 Mei 2025, alasan: x}\n", ("revise", CUTI, "--alasan", "x"),
         "sop-withdrawn"),
        ("dicabut: {tanggal: 6 Mei 2025, alasan: x}\n", ("approve", CUTI, *APPROVED),
         "sop-withdrawn"),
        ("", ("revise", "sop_specs/riwayat/cuti/0/cuti.yaml", "--alasan", "x"), "sop-frozen"),
    ],
)  # fmt: skip
def test_refused_afterwards(
    root: Path,
    docgen: Docgen,
    capsys: pytest.CaptureFixture[str],
    lines: str,
    words: tuple[str, ...],
    code: str,
) -> None:
    frozen(root / CUTI)
    (root / CUTI).write_text(SPEC + lines, "utf-8")
    before = snapshot(root)
    assert docgen(*words, "--json") == 1
    assert code in codes_of(capsys)
    assert snapshot(root) == before


@pytest.mark.parametrize("command", ["approve", "revise", "withdraw"])
def test_nothing_is_done_on_an_altered_history(
    root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (frozen(root / CUTI) / "cuti.pdf").unlink()
    before = snapshot(root)
    more = APPROVED if command == "approve" else ("--alasan", "x")
    assert docgen(command, CUTI, *more, "--json") == 1
    assert codes_of(capsys) == ["sop-history-altered"]
    assert snapshot(root) == before
    assert docgen("check", CUTI, "--json") == 1
    assert "sop-history-altered" in codes_of(capsys)


def test_the_printed_date_is_that_of_the_approval(
    root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, code in (("4 Mei 2025", 1), ("Mei 2025", 1), ("6 Mei 2025", 0)):
        (root / CUTI).write_text(SPEC.replace("efektif:", f"efektif: {text}"), "utf-8")
        assert docgen("approve", CUTI, *APPROVED, "--json") == code
        assert ("sop-life-date" in codes_of(capsys)) is bool(code)


def test_no_second_one_of_a_number_comes_into_force(
    root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(root / CUTI)
    copy = root / "sop_specs/salinan.yaml"
    copy.write_text(SPEC, "utf-8")
    assert docgen("approve", str(copy), *APPROVED, "--json") == 1
    assert "sop-two-effective" in codes_of(capsys)
    copy.write_text(SPEC + 'menggantikan: "7/UJI/2025"\n', "utf-8")
    assert docgen("approve", str(copy), *APPROVED) == 0
    assert docgen("revise", CUTI, "--alasan", "x") == 1  # replaced now


def test_the_template_is_that_of_the_set(root: Path, docgen: Docgen) -> None:
    (root / "templates/lain.docx").write_bytes((root / "templates/sop.docx").read_bytes())
    (root / "templates/sop.docx").unlink()
    config = (root / "docgen.toml").read_text("utf-8")
    config = config.replace("[sop.layanan]", '[sop.layanan]\ntemplate = "templates/lain.docx"')
    (root / "docgen.toml").write_text(config, "utf-8")
    before = docgen("approve", CUTI, *APPROVED)
    assert before == 0


def test_an_old_sop_is_adopted_as_it_stands(root: Path, docgen: Docgen) -> None:
    old = SPEC.replace("efektif:", 'efektif: "2017"')
    (root / CUTI).write_text(old, "utf-8")
    assert docgen("approve", CUTI, *APPROVED, "--adopsi") == 0
    assert (root / CUTI).read_text("utf-8") == old


def test_without_an_engine_nothing_is_written(
    root: Path, docgen: Docgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(root)
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    assert docgen("approve", CUTI, *APPROVED) == 3
    assert snapshot(root) == before


def test_a_failed_conversion_writes_nothing(
    root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "Pemberian Cuti", "Pemberian RUSAK")  # what the fake stumbles over
    before = snapshot(root)
    assert docgen("approve", CUTI, *APPROVED, "--json") == 4
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (plain_pdf(), 0),  # a picture of a paper
        (sealed_pdf(), 0),
        (sealed_pdf() + b"% more", 1),
        (b"no pdf", 1),
        (None, 1),
    ],
)
def test_the_signed_paper_is_judged_and_kept(
    root: Path, docgen: Docgen, paper: bytes | None, code: int
) -> None:
    edit(root, "nama: Ratna}", "nama: Ratna, berkas_ttd: pindai/cuti.pdf}")
    (root / "pindai").mkdir()
    if paper is not None:
        (root / "pindai/cuti.pdf").write_bytes(paper)
    assert docgen("approve", CUTI, *APPROVED) == code
    kept = root / "sop_specs/riwayat/cuti/0/cuti.ttd.pdf"
    assert (kept.read_bytes() if kept.exists() else None) == (paper if code == 0 else None)


def test_the_signed_paper_may_come_later(root: Path, docgen: Docgen) -> None:
    assert docgen("approve", CUTI, *APPROVED) == 0
    edit(root, "nama: Ratna}", "nama: Ratna, berkas_ttd: cuti.pdf}")
    (root / "cuti.pdf").write_bytes(sealed_pdf())
    assert docgen("approve", CUTI) == 0
    assert (root / "sop_specs/riwayat/cuti/0/cuti.ttd.pdf").read_bytes() == sealed_pdf()
    assert docgen("check", CUTI) == 0
    assert docgen("revise", CUTI, "--alasan", "x") == 0
    assert sop_of(root).disahkan_oleh.berkas_ttd is None


def test_number_of_its_own_for_each_revision(root: Path, docgen: Docgen) -> None:
    frozen(root / CUTI)
    words = ("revise", CUTI, "--alasan", "x", "--tanggal", "1 Juni 2025")
    assert docgen(*words, "--nomor", "9") == 2
    (root / "profil").mkdir()
    (root / "profil/lain.toml").write_text("[sop]\nidentitas_tetap = false\n", "utf-8")
    assert docgen(*words, "--profil", "lain") == 2
    assert docgen(*words, "--profil", "lain", "--nomor", "9") == 0
    sop = sop_of(root)
    assert (sop.nomor, sop.tanggal.pembuatan) == ("9", "1 Juni 2025")


@pytest.mark.parametrize("words", [("--alasan", " ., "), ("--alasan", "x", "--tanggal", "besok")])
def test_words_that_say_nothing(root: Path, docgen: Docgen, words: tuple[str, ...]) -> None:
    frozen(root / CUTI)
    assert docgen("revise", CUTI, *words) == 2


def test_a_build_delivers_what_was_approved(root: Path, docgen: Docgen) -> None:
    """The frozen bytes, a marked draft beside them, stamped copies; a second build writes nothing,
    and ``docgen check`` finds all of it."""
    assert docgen("approve", CUTI, *APPROVED) == 0
    history = root / "sop_specs/riwayat/cuti"
    assert run(["build", "-q"]) == 0
    for name in ("cuti.docx", "cuti.pdf", "cuti-1.svg"):
        assert (root / "output/sop" / name).read_bytes() == (history / "0" / name).read_bytes()
    assert docgen("revise", CUTI, "--alasan", "x", "--tanggal", "1 Juni 2025") == 0
    edit(root, "60 menit", "45 menit")
    assert run(["build", "-q"]) == 0
    meanwhile = root / "output/sop/riwayat/cuti-0.pdf"
    assert meanwhile.read_bytes() == (history / "0/cuti.pdf").read_bytes()
    assert (root / "output/sop/cuti.docx").read_bytes() != (history / "0/cuti.docx").read_bytes()
    assert docgen("approve", CUTI, "--tanggal", "2 Juni 2025", "--oleh", "Ratna") == 0
    assert run(["build", "-q"]) == 0
    assert meanwhile.read_bytes() != (history / "0/cuti.pdf").read_bytes()  # stamped
    assert (root / "output/sop/cuti.pdf").read_bytes() == (history / "1/cuti.pdf").read_bytes()
    built = snapshot(root / "output")
    assert run(["build", "-q"]) == 0
    assert snapshot(root / "output") == built
    assert run(["check", "-q"]) == 0
    edit(root, "Berkas diterima", "Berkas lengkap")
    assert run(["check", "-q"]) == 1


def test_render_gives_the_frozen_sheet(root: Path, docgen: Docgen) -> None:
    assert docgen("approve", CUTI, *APPROVED) == 0
    assert docgen("render", CUTI, "-o", "hasil") == 0
    for name in ("cuti.docx", "cuti.pdf"):
        frozen_file = root / "sop_specs/riwayat/cuti/0" / name
        assert (root / "hasil" / name).read_bytes() == frozen_file.read_bytes()
