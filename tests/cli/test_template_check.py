"""``docgen template check``: all that is wrong at once, nothing written but the annotated copy."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.ooxml.package import read_package
from tests.cli.calls import Call

HEADS = "id;tujuan;tebusan;hal;tanggal_rapat"
ROWS = (
    "a-1;Kepala Dinas X;Sekretaris Daerah;Satu;31/02/2026",
    "a-2;Kepala Dinas Y;Sekretaris Daerah;Dua;12/02/2026",
    "a-3;;Sekretaris Daerah;Tiga;12/02/2026",
)
FAULTY = (
    "Yth. {{ tujaun }}",
    "Hal: {{ hal | besar }}",
    "NIP {{ pejabat.nipp }}",
    "Tanggal {{ tanggal_rapat | tanggal }}",
    "Lupa { nama }} dan {{ nama }",
)


def write(folder: Path, *paragraphs: str, header: str = "") -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    path = folder / "surat.docx"
    document.save(str(path))
    return path


def data(folder: Path, heads: str = HEADS, rows: tuple[str, ...] = ROWS) -> Path:
    path = folder / "surat.csv"
    path.write_text("\n".join((heads, *rows)), encoding="utf-8")
    return path


def found(shown: str) -> list[tuple[str, str]]:
    """Code and paragraph or cell of each finding."""
    return [
        (each["code"], each["where"].get("paragraph") or each["where"].get("cell", ""))
        for each in json.loads(shown)["temuan"]
    ]


def test_everything_wrong_is_said_at_once(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, *FAULTY, header="{{ kop.namaa }}")
    data(tmp_path)
    answer = call("template", "check", template, "--data", "surat.csv", "-C", tmp_path, "--json")
    assert answer.code == 1
    assert set(found(answer.out)) >= {
        ("column-unknown", "C1"),
        ("cell-empty", "B4"),
        ("template-stray-brace", FAULTY[4]),
        ("template-filter-unknown", FAULTY[1]),
        ("template-undefined", FAULTY[0]),
        ("template-undefined", FAULTY[2]),
        ("template-failed", FAULTY[3]),
        ("template-undefined", "{{ kop.namaa }}"),
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["surat.csv", "surat.docx"]


def test_a_fault_of_every_row_is_said_once(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, "{{ nomor }} {{ tujuan[0].nama }}")
    rows = tuple(f"a-{n};Kepala {n};Hal" for n in range(20))
    data(tmp_path, "id;tujuan;hal", rows)
    answer = call("template", "check", template, "--data", "surat.csv", "-C", tmp_path)
    assert answer.err.count("template-undefined") == 1
    assert "surat.csv A2 dan 19 baris lain" in answer.err


def test_a_right_template_has_nothing_to_say(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, "{{ nomor }} {{ hal }} {{ tujuan[0] }} {{ tanggal_ujian|tanggal }}")
    data(tmp_path, "id;tujuan;hal;tanggal_ujian", ("a-1;Kepala X;Satu;1/2/2026",))
    answer = call("template", "check", template, "--data", "surat.csv", "-C", tmp_path, "--json")
    assert (answer.code, found(answer.out)) == (0, [])


@pytest.mark.parametrize(
    ("heads", "text"),
    [("nama;kota", "{{ nama }} di {{ kota }}"), ("nomor_agenda;hal", "{{ hal }}{{ jumlah }}")],
)
def test_other_tables_are_checked_too(heads: str, text: str, tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, text)
    data(tmp_path, heads, ("Ani;Madiun",))
    answer = call("template", "check", template, "--data", "surat.csv", "-C", tmp_path, "--json")
    codes = {code for code, _place in found(answer.out)}
    assert ("column-missing" in codes) == ("nomor_agenda" in heads)


def test_faults_become_comments(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, *FAULTY, "benar {{ hal }}", header="{{ kop.namaa }}")
    data(tmp_path)
    copy = tmp_path / "bertanda.docx"
    words = ("template", "check", template, "--data", "surat.csv", "-C", tmp_path)
    answer = call(*words, "--annotate", copy)
    assert (answer.code, answer.out.strip()) == (1, str(copy))
    validator = OpenXmlValidator(FileFormat.OFFICE_2019, strict=False)
    errors = validator.validate(str(copy)).errors
    # python-docx's own template brings the only one.
    assert not [e for e in errors if "stylesWithEffects" not in str(e)], errors
    document = docx.Document(str(copy))
    texts = [comment.text for comment in document.comments]
    assert len(texts) == 6
    for words_of_fault in ("tujaun", "besar", "nipp", "31/02/2026", "kurung kurawal"):
        assert any(words_of_fault in text for text in texts)
    assert any(text.startswith("Di kepala atau kaki halaman") for text in texts)
    marked = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph._p.xpath("./w:commentRangeStart")
    ]
    assert marked == list(FAULTY)
    first = read_package(copy.read_bytes())
    copy.unlink()
    call(*words, "--annotate", copy)
    assert read_package(copy.read_bytes()) == first


def test_an_annotated_copy_overwrites_nothing(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, "{{ hal }}")
    data(tmp_path)
    before = template.read_bytes()
    answer = call(
        "template", "check", template, "--data", "surat.csv", "-C", tmp_path, "--annotate", template
    )
    assert answer.code == 1
    assert "output-exists" in answer.err
    assert template.read_bytes() == before


def test_a_file_that_is_no_template(tmp_path: Path, call: Call) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("halo.txt", "halo")
    path = tmp_path / "surat.docx"
    path.write_bytes(made.getvalue())
    data(tmp_path)
    answer = call("template", "check", path, "--data", "surat.csv", "-C", tmp_path, "--json")
    assert answer.code == 1
    assert ("template-unreadable", "") in found(answer.out)


def test_a_template_that_goes_through_docxtpl_says_so(tmp_path: Path, call: Call) -> None:
    template = write(tmp_path, "{{ nomor }}", "{{p isi | sisip }}")
    inner = docx.Document()
    inner.add_paragraph("Isi lampiran")
    inner.save(str(tmp_path / "isi.docx"))
    data(
        tmp_path,
        "id;tujuan;hal;isi",
        ("a-1;Kepala X;Satu;isi.docx", "a-2;Kepala Y;Dua;hilang.docx"),
    )
    answer = call("template", "check", template, "--data", "surat.csv", "-C", tmp_path)
    assert "SARAN template-through-docxtpl" in answer.err
    assert answer.code == 1
    assert "GALAT template-file-missing" in answer.err
    assert "hilang.docx" in answer.err


def test_a_marked_copy_is_a_word_file(workspace: Path, call: Call) -> None:
    template = workspace / "templates/surat_dinas.docx"
    copy = workspace / "salinan.pdf"
    words = ("--data", "data/surat.xlsx", "--annotate", copy, "-C", workspace)
    answer = call("template", "check", template, *words)
    assert answer.code == 2
    assert "salinan.docx" in answer.err and not copy.exists()


def test_a_list_is_not_printed_as_python_writes_it(workspace: Path, call: Call) -> None:
    path = workspace / "templates/surat_dinas.docx"
    document = docx.Document(str(path))
    document.add_paragraph("{{ tujuan }}, {{ pejabat }}, {{ tembusan | join(', ') }}")
    document.save(str(path))
    answer = call("letters", "render", "-C", workspace)
    assert (answer.code, answer.out) == (1, "")
    lines = [line for line in answer.err.splitlines() if "template-prints-list" in line]
    assert ["{% for x in tujuan %}" in line for line in lines] == [False, True]
    assert "{{ pejabat.nama }}" in lines[0]
