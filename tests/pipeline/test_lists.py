"""The buku ekspedisi and the archive list against the copies and the bundle that they speak of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.support.workbooks import rows_under
from tests.support.workspaces import built_sample

pytestmark = pytest.mark.soffice


def test_every_copy_that_goes_out_has_its_line() -> None:
    root = built_sample()
    ledger = json.loads((root / "output/copies.json").read_text(encoding="utf-8"))["rangkap"]
    going = [line for line in ledger if line["peran"] != "arsip"]
    lines = rows_under(root / "output/ekspedisi.xlsx", "No.")
    assert len(lines) == len(going) > 10
    for number, (line, copy) in enumerate(zip(lines, going, strict=True), 1):
        assert line["No."] == number
        assert (line["Nomor Surat"] or "") == copy["nomor"]
        assert line["Penerima"] == copy["penerima"]
        assert str(line["Rangkap"]).split()[0] == copy["peran"]
        assert line["Diterima oleh"] is None
        sha256 = hashlib.sha256((root / copy["berkas"]).read_bytes()).hexdigest()
        assert line["SHA-256 (12 awal)"] == sha256[:12]
        assert line["Berkas"] == Path(copy["berkas"]).name


def test_the_archive_list_is_in_the_order_of_the_bundle() -> None:
    root = built_sample()
    lines = rows_under(root / "output/bundle/arsip-skp-2024.daftar_arsip.xlsx", "No.")
    with PdfDocument(root / "output/bundle/arsip-skp-2024.pdf") as bundle:
        pages = len(bundle)
        titles = [each.get_title() for each in bundle.get_toc() if each.level == 1]
        front = min(each.get_dest().get_index() for each in bundle.get_toc() if each.level == 1)
    assert [
        f"{line['Nomor'] or ''} {line['Uraian Informasi Arsip']}".strip() for line in lines
    ] == titles
    assert sum(int(str(line["Jumlah (halaman)"])) for line in lines) == pages - front
    assert {line["Tingkat Perkembangan"] for line in lines} == {"Salinan"}
    letters = [line for line in lines if str(line["Keterangan"]).startswith("Surat Keluar, ")]
    places = [int(str(line["Keterangan"]).rpartition(" ")[2]) for line in lines]
    lengths = [int(str(line["Jumlah (halaman)"])) for line in lines]
    assert places == [1 + sum(lengths[:number]) for number in range(len(lines))]
    assert {line["Kode Klasifikasi"] for line in letters} == {"800.1.7"}
