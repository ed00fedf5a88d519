"""The recap workbook, read back with openpyxl, and printed by LibreOffice."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.errors import FindingsError
from docgen.findings import Where, warning
from docgen.render.recap.workbook import rank_text, render_recap
from docgen.render.workbook.page_breaks import break_pages
from tests.render.recaps import KOP, REGIMES, ROOT, TEMPLATE, employee, opened, recap, render

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def sheets(data: bytes) -> list[Worksheet]:
    return opened(data, values=True).worksheets


def texts(sheet: Worksheet) -> list[list[Any]]:
    rows = ([v for v in row if v is not None] for row in sheet.iter_rows(values_only=True))
    return [row for row in rows if row]


SAMPLE = recap(
    employee("Budi", golongan="II/c", pangkat="Pengatur"),
    employee("Siti", golongan="IV/a", pangkat="Pembina", predikat="Sangat Baik"),
    employee("Joko", golongan="IX", pangkat="", nip="199001012022211001"),
    employee("Dewi", "disdik", predikat="Kurang"),
)


def test_the_list_of_names() -> None:
    rows = texts(sheets(render(SAMPLE))[0])
    assert rows[:3] == [["PEMERINTAH KOTA CONTOH"], ["BADAN KEPEGAWAIAN"], ["Jalan A"]]
    assert rows[3] == ["REKAPITULASI SASARAN KINERJA PEGAWAI TAHUN 2024"]
    assert rows[4][0].startswith("Dasar: Peraturan Menteri")
    assert rows[5][:3] == ["No", "Nama", "NIP"]
    assert [row[:2] for row in rows[6:12]] == [
        ["Dinas Pendidikan (1 pegawai)"],
        [1, "Dewi"],
        ["Dinas Kesehatan (3 pegawai)"],
        [2, "Siti"],
        [3, "Budi"],
        [4, "Joko"],
    ]
    assert rows[9][2:5] == ["198001012005012001", "Pembina (IV/a)", "Analis"]
    assert [row[0] for row in rows[12:]] == [
        "Contoh, 3 Februari 2025",
        "a.n. Walikota",
        "Kepala Badan,",
        "Ratna, S.H.",
        "Pembina (IV/a)",
        "NIP 19700512 199403 2 004",
    ]


def test_the_counts() -> None:
    rows = texts(sheets(render(SAMPLE))[1])
    start = next(n for n, row in enumerate(rows) if row[:2] == [1, "Dinas Pendidikan"])
    counted, shared = "Jumlah menurut Predikat", "Persentase"
    assert rows[start - 2] == ["No", "SKPD", "Jumlah Pegawai", counted, shared, "Keterangan"]
    assert rows[start - 1] == [*REGIMES["permenpanrb-6-2022"].predikat] * 2
    assert rows[start] == [1, "Dinas Pendidikan", 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
    assert rows[start + 1] == [2, "Dinas Kesehatan", 3, 1, 2, 0, 0, 0, 1 / 3, 2 / 3, 0, 0, 0]
    assert rows[start + 2] == [3, "Dinas Sosial", "Belum melapor"]
    assert rows[start + 3] == ["JUMLAH", 4, 1, 2, 0, 1, 0, 0.25, 0.5, 0, 0.25, 0]


def test_employees_without_predikat_are_counted_too() -> None:
    rows = texts(sheets(render(recap(employee("A"), employee("B", predikat=""))))[1])
    assert any("Tanpa Predikat" in row for row in rows)
    total = next(row for row in rows if row[0] == "JUMLAH")
    assert total[1] == sum(total[2:8]) == 2
    assert sum(total[8:]) == pytest.approx(1)


def test_who_is_late() -> None:
    rows = texts(sheets(render(SAMPLE))[2])
    assert [1, "dinsos", "Dinas Sosial", "Dra. Ani", "Belum melapor"] in rows
    everyone = [employee(code, code) for code in ("disdik", "dinkes", "dinsos")]
    assert ["Semua SKPD sudah melapor."] in texts(sheets(render(recap(*everyone)))[2])


def test_a_recap_of_nobody() -> None:
    first, second, third, _ = map(texts, sheets(render(recap())))
    assert first[5][0] == "No"
    assert ["JUMLAH", 0, 0, 0, 0, 0, 0] in second  # and no share of nobody
    assert len([row for row in third if row[-1] == "Belum melapor"]) == 3


def test_page_set_up() -> None:
    for sheet in sheets(render(SAMPLE)):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "Halaman &P dari &N"
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        filled = [row[0].row for row in sheet.iter_rows() if any(cell.value for cell in row)]
        assert all(sheet.row_dimensions[row].height for row in filled)
    first = sheets(render(SAMPLE))[0]
    assert first.auto_filter.ref == "A9:J15"
    assert first.freeze_panes == "C10"


def test_styles_are_the_templates() -> None:
    first = sheets(render(SAMPLE))[0]
    assert first["A1"].style == "Rekap Kop Pemerintah"
    assert first["B9"].style == "Rekap Kepala"
    assert (first["B11"].style, first["C11"].style) == ("Rekap Isi", "Rekap NIP")


def test_long_texts_get_their_lines() -> None:
    post = "Kepala Sub Bidang Pengembangan Kompetensi Jabatan Fungsional dan Sertifikasi"
    first = sheets(render(recap(employee("A"), employee("B", jabatan=post, golongan="I/a"))))[0]
    short, tall = (first.row_dimensions[row].height for row in (11, 12))
    assert tall > 1.4 * short
    lines = sheets(render(recap(employee("A", keterangan="a\nb\nc\nd\ne"))))[0]
    assert lines.row_dimensions[11].height > 5 * 10


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+62", "-1", "@SUM(A1)", "#REF!", "1e5"]
)
def test_no_data_becomes_a_formula(text: str) -> None:
    first = sheets(render(recap(employee(text, keterangan=text))))[0]
    for cell in (first["B11"], first["J11"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) is (text[0] in "=+-@")


def test_control_characters_are_dropped() -> None:
    assert sheets(render(recap(employee("A\x0bB"))))[0]["B11"].value == "AB"


def test_findings_have_their_sheet() -> None:
    place = Where("data/skp/dinkes.xlsx", sheet="SKP", cell="C7")
    found = warning("nip-invalid", place, "=NIP harus 18 angka")
    fourth = sheets(render(recap(employee("A"), findings=[found])))[3]
    assert fourth.title == "Temuan"
    row = [1, "Peringatan", "nip-invalid", "data/skp/dinkes.xlsx [SKP] C7", "=NIP harus 18 angka"]
    assert texts(fourth)[-1] == row
    assert fourth.auto_filter.ref == "A10:E11"
    assert texts(sheets(render(SAMPLE))[3])[-1] == ["Tidak ada temuan."]


def test_a_template_of_before_there_were_findings() -> None:
    book = opened(TEMPLATE.read_bytes())
    del book["Temuan"]
    stream = io.BytesIO()
    book.save(stream)
    data = render_recap(
        SAMPLE, stream.getvalue(), kop=KOP, logo=None, pejabat={}, tempat_tanggal=""
    )
    fourth = sheets(data)[3]
    assert fourth.title == "Temuan"
    assert fourth.oddFooter.right.text == "Halaman &P dari &N"


def test_the_chart_reads_the_sums_and_carries_them() -> None:
    with zipfile.ZipFile(io.BytesIO(render(SAMPLE))) as archive:
        root = etree.fromstring(archive.read("xl/charts/chart1.xml"))
    found = [node.text for node in root.iter(f"{{{CHART}}}f")]
    assert [text for text in found if text] == ["'Per SKPD'!$D$11:$H$11", "'Per SKPD'!$D$15:$H$15"]
    second = sheets(render(SAMPLE))[1]
    carried = [node.text for node in root.iter(f"{{{CHART}}}v")]
    labels = [cell.value for cell in second["D11:H11"][0]]
    assert carried == [
        "Jumlah Pegawai menurut Predikat",
        *labels,
        *(str(cell.value) for cell in second["D15:H15"][0]),
    ]


def test_the_title_is_in_the_words_of_the_rule() -> None:
    old = render(recap(regime=REGIMES["pp-46-2011"], year=2019))
    assert ["REKAPITULASI SASARAN KERJA PEGAWAI TAHUN 2019"] in texts(sheets(old)[0])
    half = render(recap(regime=REGIMES["pp-30-2019"], year=2021, semester=2))
    rows = texts(sheets(half)[0])
    assert ["REKAPITULASI SASARAN KINERJA PEGAWAI TAHUN 2021 SEMESTER II"] in rows
    head = next(row for row in rows if row[0] == "No")
    columns = [column.kepala for column in REGIMES["pp-30-2019"].kolom]
    assert head[6:] == [*columns, "Keterangan"]
    assert any("Rata-rata Nilai" in row for row in texts(sheets(half)[1]))
    assert not any("Rata-rata Nilai" in row for row in texts(sheets(render(SAMPLE))[1]))


def test_no_signer_no_block() -> None:
    rows = texts(sheets(render(SAMPLE, pejabat={}))[2])
    assert rows[-1][-1] == "Belum melapor"


def test_logo_stands_on_each_sheet_and_once_in_the_file() -> None:
    logo = (ROOT / "templates" / "logo.png").read_bytes()
    data = render(SAMPLE, logo=logo)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("xl/media/")]
        assert [archive.read(name) for name in pictures] == [logo]
    for sheet in sheets(data):
        assert len(sheet._images) == 1


def test_what_cannot_be_used() -> None:
    with pytest.raises(FindingsError) as caught:
        render(SAMPLE, logo=b"no picture")
    assert [finding.code for finding in caught.value.findings] == ["logo-unreadable"]
    bare = openpyxl.Workbook()
    stream = io.BytesIO()
    bare.save(stream)
    for template, codes in (
        (b"PK\x03\x04", {"template-unreadable"}),
        (stream.getvalue(), {"template-sheet-missing", "template-style-missing"}),
    ):
        with pytest.raises(FindingsError) as caught:
            render_recap(
                SAMPLE, template, kop=KOP, logo=None, pejabat={}, tempat_tanggal="", shown_as="t"
            )
        assert {finding.code for finding in caught.value.findings} == codes
        assert {finding.where.file for finding in caught.value.findings} == {"t"}


def test_same_input_same_bytes() -> None:
    assert render(SAMPLE) == render(SAMPLE)


def test_office_has_nothing_to_repair(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    logo = (ROOT / "templates" / "logo.png").read_bytes()
    path.write_bytes(render(SAMPLE, logo=logo))
    validator = OpenXmlValidator(FileFormat.MICROSOFT_365)
    for file in (path, TEMPLATE):
        assert validator.validate(file).errors == []


def maker() -> ModuleType:
    path = ROOT / "templates" / "make" / "make_rekap.py"
    spec = importlib.util.spec_from_file_location("make_rekap", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_template_is_what_its_script_makes() -> None:
    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts(maker().make()) == parts(TEMPLATE.read_bytes())


def test_rank_text() -> None:
    assert rank_text("Penata", "III/c") == "Penata (III/c)"
    assert rank_text("", "IX") == "IX"
    assert rank_text("Penata", "") == "Penata"


def breaks(rows: int, kept: set[int], paper: int = 9) -> list[int]:
    sheet = openpyxl.Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = paper, "landscape"
    sheet.page_margins.top = sheet.page_margins.bottom = sheet.page_margins.footer = 0.5
    break_pages(sheet, [100.0] * rows, kept, (1, 1), [20.0])
    return [one.id for one in sheet.row_breaks.brk]


def test_pages_break_only_where_rows_belong_together() -> None:
    # Five rows of 100 points fit on the first page, then four below the repeated head.
    assert breaks(9, set()) == []
    assert breaks(9, {5}) == [4]
    assert breaks(9, {4}) == []
    assert breaks(9, {5}, paper=256) == []
    assert breaks(12, set(range(3, 12))) == []
