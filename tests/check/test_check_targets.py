"""docgen check of a part, a bundle, a PDF alone; its result as data; the report on the disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html
from pikepdf import Array, Dictionary, Name, Pdf

from docgen.cli import run
from tests.check.office import BuiltOffice
from tests.support.reports import words
from tests.support.workspaces import snapshot

pytestmark = pytest.mark.soffice


def checked(office: BuiltOffice, path: Path, *more: str) -> tuple[int, list[str], dict[str, Any]]:
    """Exit code, codes of findings that are no hints, and the whole result."""
    office.capture.readouterr()
    code = run(["check", str(path), "--json", *more])
    told = json.loads(office.capture.readouterr().out)
    assert told["kode"] == code
    found = [each["code"] for each in told["temuan"] if each["severity"] != "hint"]
    return code, found, told


def test_the_result_tells_who_gets_what(office: BuiltOffice) -> None:
    office.letter("undangan", "asli-2.pdf").unlink()
    office.letter("undangan", "asli-7.pdf").write_bytes(b"lebih")
    _code, _found, told = checked(office, office.root)
    result = told["hasil"]
    assert result["jenis"] == "ruang kerja" and result["lengkap"] is False
    counts = result["jumlah"]
    # undangan 2 + 2 + 2, edaran 1 + 0 + 2, tte 2 + 0 + 2, siap 1 + 0 + 2
    assert (counts["surat"], counts["wajib"], counts["ada"]) == (4, 16, 15)
    assert (counts["kurang"], counts["salah"], counts["lebih"]) == (1, 0, 1)
    letter = next(each for each in result["surat"] if each["id"] == "letters.keluar.undangan")
    assert (letter["nomor"], letter["keadaan"]) == ("005/1/DPK/2025", "tidak ada")
    assert [Path(name).name for name in letter["lebih"]] == ["undangan.asli-7.pdf"]
    copies = {(each["peran"], each["ke"]): each for each in letter["rangkap"]}
    assert copies["asli", 2]["penerima"] == "Camat Selatan"
    assert copies["asli", 2]["keadaan"] == "tidak ada"
    assert copies["asli", 2]["temuan"] == ["copy-missing"]
    assert copies["asli", 1]["keadaan"] == "benar"
    assert [each["id"] for each in result["dokumen"]] == ["sop.clean"]
    assert [(each["id"], each["isi"]) for each in result["arsip"]] == [("bundle.arsip", 4)]
    (book,) = result["register"]
    assert (book["terbit"], book["terakhir"]) == (3, "045/3/DPK/2025")


@pytest.mark.parametrize("place", ["", "/undangan", "/undangan/undangan.arsip.pdf"])
def test_only_what_lies_there_is_checked(office: BuiltOffice, place: str) -> None:
    folder = office.root / f"output/letters/keluar{place}"
    office.letter("edaran", "arsip.pdf").unlink()
    office.root.joinpath("output/sop/clean.pdf").unlink()
    code, found, told = checked(office, folder)
    names = [each["id"].rpartition(".")[2] for each in told["hasil"]["surat"]]
    if place:
        assert (code, found, names) == (0, [], ["undangan"])
        assert told["temuan"] == []  # nor what is said about other rows and papers
    else:
        assert (code, names) == (1, ["undangan", "edaran", "tte", "siap"])
        assert set(found) == {"copy-missing"}
    office.letter("undangan", "asli-1.pdf").unlink()
    assert "copy-missing" in checked(office, folder)[1]


def test_a_part_that_is_gone_is_missed(office: BuiltOffice) -> None:
    folder = office.letter("undangan", "arsip.pdf").parent
    shutil.rmtree(folder)
    code, found, _told = checked(office, folder)
    assert code == 1 and found.count("copy-missing") == 6


def test_orphans_of_a_part_are_found(office: BuiltOffice) -> None:
    lost = office.root / "output/letters/keluar/lama"
    lost.mkdir()
    assert checked(office, lost)[1] == ["papers-without-data"]
    assert checked(office, office.letter("undangan", "docx").parent)[1] == []


def test_a_bundle_of_a_workspace(office: BuiltOffice) -> None:
    bundle = office.root / "output/bundle/arsip.pdf"
    office.letter("undangan", "asli-1.pdf").unlink()  # no matter of the bundle
    code, found, told = checked(office, bundle)
    assert (code, found, told["hasil"]["jenis"]) == (0, [], "berkas arsip")
    office.letter("undangan", "arsip.pdf").unlink()
    assert checked(office, bundle)[:2] == (1, ["bundle-source-missing"])
    bundle.unlink()
    assert "bundle-missing" in checked(office, bundle)[1]


def with_bookmark_nowhere(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = Array([pdf.make_indirect(Dictionary()), Name.Fit])
        outline.root[0].action = None


def with_bookmark_of_no_name(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].destination = pikepdf.String("tidak-ada")
        outline.root[0].action = None


def with_link_nowhere(pdf: Pdf) -> None:
    for link in pdf.pages[1].Annots:
        link.A.D[0] = pdf.make_indirect(Dictionary(Type=Name.Page))


def without_the_mark(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    ("damage", "code", "findings"),
    [
        (None, 0, set()),
        (with_bookmark_nowhere, 1, {"pdf-bookmark-wrong"}),
        (with_bookmark_of_no_name, 1, {"pdf-bookmark-wrong"}),
        (with_link_nowhere, 1, {"pdf-link-wrong"}),
        (without_the_mark, 0, {"pdf-not-pdfa"}),
    ],
)
def test_a_pdf_alone(
    office: BuiltOffice,
    tmp_path: Path,
    damage: Callable[[Pdf], None] | None,
    code: int,
    findings: set[str],
) -> None:
    alone = tmp_path / "di usb.pdf"
    shutil.copy(office.root / "output/bundle/arsip.pdf", alone)
    if damage:
        with pikepdf.open(alone, allow_overwriting_input=True) as pdf:
            damage(pdf)
            pdf.save(alone)
    given, found, told = checked(office, alone)
    assert (given, set(found)) == (code, findings)
    assert told["hasil"]["jenis"] == "pdf"


def test_a_cut_pdf_alone(office: BuiltOffice, tmp_path: Path) -> None:
    alone = tmp_path / "arsip.pdf"
    data = (office.root / "output/bundle/arsip.pdf").read_bytes()
    for length in (0, 20, len(data) // 2, len(data) - 40):
        alone.write_bytes(data[:length])
        assert checked(office, alone)[:2] == (1, ["pdf-unreadable"])


@pytest.mark.parametrize("name", ["surat.xlsx", "templates", "tidak-ada", "output/tidak-ada.pdf"])
def test_what_proves_nothing_is_refused(office: BuiltOffice, name: str) -> None:
    office.capture.readouterr()
    assert run(["check", str(office.root / name)]) == 2
    shown = office.capture.readouterr().err
    assert name in shown and "Lengkap" not in shown


def test_a_report_beside_the_findings(office: BuiltOffice, tmp_path: Path) -> None:
    page = tmp_path / "laporan.html"
    before = snapshot(office.root)
    office.letter("undangan", "asli-2.pdf").unlink()
    code, found, told = checked(office, office.root, "--report", str(page))
    assert (code, found, told["ditulis"]) == (1, ["copy-missing"], [str(page)])
    shown = html.fromstring(page.read_text(encoding="utf-8"))
    assert "1 galat" in words(shown.xpath("//section[contains(@class, 'verdict')]")[0])
    assert len(shown.xpath("//tr[contains(@class, 'letter')]")) == 4
    assert len(shown.xpath("//svg")) >= 1
    assert len(shown.xpath("//tr[contains(@class, 'letter')]//img")) == 4
    assert set(before) - set(snapshot(office.root)) == {
        "output/letters/keluar/undangan/undangan.asli-2.pdf"
    }
    assert str(office.root) not in page.read_text(encoding="utf-8")
    first = page.read_bytes()
    assert run(["check", str(office.root), "--report", str(page), "--lang", "en", "-q"]) == 1
    assert first != page.read_bytes() and b'<html lang="en">' in page.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["laporan.html"]


def test_a_report_never_takes_the_place_of_another_file(
    office: BuiltOffice, tmp_path: Path
) -> None:
    page = tmp_path / "surat.html"
    page.write_text("<p>milik orang lain</p>", encoding="utf-8")
    for name in (page, office.root / "surat.xlsx", tmp_path / "tidak" / "ada.html"):
        before = name.read_bytes() if name.is_file() else None
        assert run(["check", "-q", str(office.root), "--report", str(name)]) == 5
        assert (name.read_bytes() if name.is_file() else None) == before


def test_bad_data_gives_a_page_too(office: BuiltOffice, tmp_path: Path) -> None:
    page = tmp_path / "laporan.html"
    config = office.root / "docgen.toml"
    config.write_text(config.read_text(encoding="utf-8") + "[office.lain]\n", encoding="utf-8")
    assert run(["check", str(office.root), "--report", str(page)]) == 1
    shown = words(html.fromstring(page.read_text(encoding="utf-8")))
    assert "belum diperiksa sama sekali" in shown and "docgen.toml" in shown


def test_what_is_printed_is_no_stranger(office: BuiltOffice) -> None:
    assert checked(office, office.root / "output/letters/keluar/cetak.pdf")[:2] == (0, [])


@pytest.mark.parametrize("name", ["copies.json", "ekspedisi.xlsx", "SHA256SUMS"])
def test_records_are_checked_with_the_workspace(office: BuiltOffice, name: str) -> None:
    assert run(["check", str(office.root / "output" / name)]) == 2
    assert "mencatat seluruh ruang kerja" in office.capture.readouterr().err
