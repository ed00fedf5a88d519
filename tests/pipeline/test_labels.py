"""Labels for the ekspedisi: one a recipient and office, with all that goes into the envelope."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from docgen.cli import run
from tests.support.office import Office
from tests.support.small_office import SECOND, SMALL
from tests.support.workspaces import built_sample

LABEL = "output/label/amplop.docx"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/nonexistent/soffice.bin")
    return labelled().write(tmp_path / "kantor")


def labelled(**values: object) -> Office:
    """The small office with a set of labels that says this too."""
    return SMALL.label("amplop", **({"isi": ["letters.*"]} | values))


def letters(root: Path, *rows: dict[str, str]) -> None:
    """Letters with a number each, unless the row says otherwise."""
    usual = SECOND | {"tanggal_ttd": "6 Januari 2025", "hal": "Rapat", "tujuan": "Kepala A"}
    numbered = [usual | {"id": f"s-{number}"} | row for number, row in enumerate(rows, 1)]
    SMALL.rewrite(root, undangan=numbered)


def labels(root: Path) -> list[list[str]]:
    """The words of each place on the sheets, row by row."""
    (table,) = Document(str(root / LABEL)).tables
    return [
        [text for text in cell.text.splitlines() if text]
        for row in table.rows
        for cell in row.cells[::2]
    ]


def test_a_recipient_gets_one_label(office: Path) -> None:
    letters(
        office,
        {"tujuan": "Kepala A; Kepala B", "tembusan": "Walikota"},
        {"tujuan": "kepala a.", "tembusan": "Sekretaris Daerah"},
    )
    assert run(["build", "-q", "-C", str(office)]) == 3
    first, second, *others = labels(office)
    assert first == ["Badan Kepegawaian", "Yth. Kepala A", "di Tempat",
                     "No. 005/1/BKD/2025; 005/2/BKD/2025", "2 surat, 2 rangkap"]  # fmt: skip
    assert second[1] == "Yth. Kepala B" and second[4] == "1 surat, 1 rangkap"
    assert [each[1] for each in others if each] == ["Yth. Walikota", "Yth. Sekretaris Daerah"]


def test_only_what_goes_out_on_paper(office: Path) -> None:
    letters(
        office,
        {"tujuan": "Kepala A"},
        {"tujuan": "Kepala B", "tanggal_ttd": "", "tanggal_nomor": ""},  # to be signed
        {"tujuan": "Kepala C", "cara_ttd": "elektronik", "tautan": "cek.invalid/1"},
    )
    run(["build", "-q", "-C", str(office)])
    assert [each[1] for each in labels(office) if each] == ["Yth. Kepala A"]


def test_a_letter_with_a_class_travels_alone(office: Path) -> None:
    letters(office, {}, {"keamanan": "Rahasia"}, {"keamanan": "T"}, {})
    run(["build", "-q", "-C", str(office)])
    told = [each for each in labels(office) if each]
    assert [each[0] for each in told] == ["Badan Kepegawaian", "RAHASIA", "T"]
    assert told[0][-1] == "2 surat, 2 rangkap"


def test_many_numbers_are_counted(office: Path) -> None:
    letters(office, *({} for _ in range(5)))
    run(["build", "-q", "-C", str(office)])
    (told,) = [each for each in labels(office) if each]
    assert told[3] == "No. 005/1/BKD/2025; 005/2/BKD/2025; 005/3/BKD/2025 dan 2 surat lain"
    assert told[4] == "5 surat, 5 rangkap"


def test_used_places_and_columns(office: Path) -> None:
    labelled(lewati=4).configure(office)
    letters(office, {"tujuan": "Kepala A; Kepala B"})
    run(["build", "-q", "-C", str(office)])
    assert [bool(each) for each in labels(office)] == [False] * 4 + [True] * 2
    labelled(kolom=0).configure(office)
    assert run(["build", "-q", "-C", str(office)]) == 1


def test_addresses(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled(alamat="data/alamat.csv").configure(office)
    text = "penerima,alamat\nKEPALA A,Jalan Satu\nKepala A,Jalan Dua\nKepala B,\n"
    (office / "data/alamat.csv").write_text(text, encoding="utf-8")
    letters(office, {"tujuan": "Kepala A; Kepala B"})
    run(["build", "-C", str(office)])
    shown = capsys.readouterr().err
    assert "address-duplicate" in shown and "data/alamat.csv B3" in shown
    assert "address-missing" in shown and "1 penerima" in shown and "Kepala B" in shown
    assert [each[2] for each in labels(office) if each] == ["Jalan Satu", "di Tempat"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"alamat": "data/tidak-ada.csv"}, "table-missing-file"),
        ({"template": "templates/tidak-ada.docx"}, "file-missing"),
        ({"template": "templates/surat_dinas.docx"}, "template-undefined"),
        ({"lebar": 3}, "key-unknown"),
    ],
)
def test_mistakes_in_the_set(
    office: Path, capsys: pytest.CaptureFixture[str], more: dict[str, object], code: str
) -> None:
    labelled(**more).configure(office)
    assert run(["build", "-C", str(office)]) == 1
    assert code in capsys.readouterr().err


def test_a_set_that_is_not_there(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled(isi=["letters.undagan"]).configure(office)
    assert run(["build", "-C", str(office)]) == 1
    assert "letters.undangan" in capsys.readouterr().err


def test_without_letters_there_is_no_sheet(office: Path) -> None:
    letters(office, {"tanggal_ttd": "", "tanggal_nomor": ""})
    assert run(["build", "-q", "-C", str(office)]) == 3
    assert not (office / LABEL).exists()


@pytest.mark.soffice
def test_the_sheet_of_the_sample() -> None:
    """Three by seven on A4: each label starts where the next die-cut one does."""
    (page,) = PdfReader(built_sample() / "output/label/ekspedisi.pdf").pages
    places: list[tuple[float, float]] = []

    def note(text: str, _cm: object, matrix: list[float], *_more: object) -> None:
        if text.startswith("Yth."):
            places.append((matrix[4] * 25.4 / 72, matrix[5] * 25.4 / 72))

    page.extract_text(visitor_text=note)
    assert len(places) == 14
    columns = sorted({round(x, 1) for x, _y in places})
    assert [round(x - columns[0]) for x in columns] == [0, 66, 132]
    assert columns[0] == pytest.approx(7.25 + 3, abs=0.4)
    rows = sorted({round(y) for _x, y in places if _x < 20}, reverse=True)
    pitches = [before - after for before, after in itertools.pairwise(rows)]
    assert all(abs(pitch - 38.1) < 4 for pitch in pitches)  # senders take one line or two


@pytest.mark.soffice
@pytest.mark.parametrize(("count", "pages"), [(21, 1), (22, 2)])
def test_a_full_sheet_is_one_page(office: Path, monkeypatch: pytest.MonkeyPatch, count: int,
                                  pages: int) -> None:  # fmt: skip
    monkeypatch.delenv("DOCGEN_SOFFICE")
    built_sample()  # skips without LibreOffice
    name = "Kepala Dinas Kependudukan, Pencatatan Sipil, Pemberdayaan dan Perlindungan Anak"
    letters(office, {"tujuan": ";".join(f"{name} {number}" for number in range(count))})
    assert run(["build", "-q", "-C", str(office), "letters.*", "label.amplop"]) == 0
    assert len(PdfReader(office / "output/label/amplop.pdf").pages) == pages
    assert run(["check", "-q", str(office / "output/label")]) == 0
