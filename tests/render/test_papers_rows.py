"""Rows of letters and officials that make no sense on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Finding
from docgen.load.letters.letters import load_letters
from docgen.load.letters.officials import load_officials
from docgen.model.office import Official
from tests.support.workbooks import write_book

HEAD = (
    "id", "tujuan", "keamanan", "derajat", "lampiran", "berkas_lampiran", "cara_ttd", "tautan",
)  # fmt: skip
POSTS = ("kunci", "nama", "jabatan", "awalan", "atas_nama", "untuk_beliau")


def letters_of(folder: Path, **cells: str) -> tuple[tuple[Finding, ...], object]:
    row = tuple({"id": "s-1", "tujuan": "Kepala A", **cells}.get(name, "") for name in HEAD)
    write_book(
        folder / "surat.xlsx", surat=(HEAD, row), pejabat=(POSTS, ("k", "A", "B", "", "", ""))
    )
    result = load_letters(folder, "surat.xlsx#surat", "surat", ["bkd"])
    assert result.value is not None
    return result.findings, result.value.letters[0]


def officials_of(folder: Path, *row: str) -> tuple[list[str], Official]:
    write_book(folder / "surat.xlsx", pejabat=(POSTS, ("k", "Ratna", *row)))
    result = load_officials(folder / "surat.xlsx", "surat.xlsx")
    assert result.value is not None
    return [finding.code for finding in result.findings], result.value["k"]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"cara_ttd": "stempel"}, "signing-unknown", "cara_ttd"),
        ({"cara_ttd": "elektronik"}, "qr-missing", "tautan"),
        ({"tautan": "https://a.example"}, "qr-unused", "tautan"),
        ({"cara_ttd": "TTE", "tautan": "x" * 301}, "qr-too-long", "tautan"),
        ({"lampiran": "3 (tiga) berkas", "berkas_lampiran": "a.pdf; b.pdf"},
         "enclosure-count-differs", "lampiran"),
        ({"lampiran": "-", "berkas_lampiran": "a.pdf"}, "enclosure-count-differs", "lampiran"),
        ({"keamanan": "Segera"}, "security-speed-mixed", "keamanan"),
        ({"derajat": "Rahasia"}, "security-speed-mixed", "derajat"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_a_row_that_does_not_fit_its_paper(
    cells: dict[str, str], code: str, column: str, tmp_path: Path
) -> None:
    findings, _letter = letters_of(tmp_path, **cells)
    (finding,) = [each for each in findings if each.code == code]
    assert finding.where.cell == f"{'ABCDEFGH'[HEAD.index(column)]}2"


@pytest.mark.parametrize(
    "cells",
    [
        {"lampiran": "2 (dua) berkas", "berkas_lampiran": "a.pdf; b.pdf"},
        {"lampiran": "1 (satu) bundel", "berkas_lampiran": "a.pdf; b.pdf"},
        {"cara_ttd": "Elektronik", "tautan": "https://a.example"},
        {"cara_ttd": "basah", "keamanan": "R", "derajat": "Segera"},
        {},
    ],
)
def test_a_row_that_fits(cells: dict[str, str], tmp_path: Path) -> None:
    findings, _letter = letters_of(tmp_path, **cells)
    assert [each.code for each in findings] == []


@pytest.mark.parametrize(
    ("row", "codes", "prefix"),
    [
        (("Sekretaris", "a.n.", "Kepala Badan", ""), [], "a.n."),
        (("Sekretaris", "", "Kepala Badan", ""), [], "a.n."),
        (("Sekretaris", "A.N", "Kepala Badan", ""), [], "a.n."),
        (("Kepala Bagian", "u.b.", "Bupati", "Sekretaris Daerah"), [], "a.n."),
        (("Kepala Badan", "plt", "", ""), [], "Plt."),
        (("Kepala Badan", "Plh.", "-", ""), [], "Plh."),
        (("Kepala Badan", "q.q.", "", ""), ["delegation-unknown"], "q.q."),
        (("Sekretaris", "a.n.", "", ""), ["delegation-incomplete"], "a.n."),
        (("Kepala Bagian", "", "", "Sekretaris Daerah"), ["delegation-incomplete"], ""),
        (("Kepala Badan", "Plt.", "Bupati", ""), ["delegation-mixed"], "Plt."),
        (("Sekretaris", "a.n.", "sekretaris", ""), ["delegation-self"], "a.n."),
        (("Plt. Kepala Badan", "Plt.", "", ""), ["delegation-twice"], "Plt."),
    ],
)
def test_mandates(row: tuple[str, ...], codes: list[str], prefix: str, tmp_path: Path) -> None:
    found, signer = officials_of(tmp_path, *row)
    assert (found, signer.awalan) == (codes, prefix)
